"""Keys of known providers that are told by themselves: most have a prefix, all a shape.

The rows are in detectors/keys/; what they are made of is in privacy/shapes.py.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.key_tables import FAMILIES, Row, cut_short, rows
from posthouse.privacy.detectors.published_keys import is_published
from posthouse.privacy.mixture import entropy, is_sequence
from posthouse.privacy.plausible import is_words
from posthouse.privacy.rules import KEY, Rule, Span
from posthouse.privacy.shapes import cut, example, longest, pattern, shortest, stand_in, trigger

_NAMED = 48
_MOST = 512
_WEAK = re.compile(r"[a-z]{1,3}[._-]")  # what words begin with too: s.Accept
_RUN = re.compile(r"(.)\1{5}")
_ONLY_KEYS = re.compile(
    r"gh[oprsu]_|github_pat_|glpat-|sk-|[rs]k_live_|A[KS]IA|AIza|LTAI|AKID|AKLT|xox[a-z]-|hf_|"
    r"npm_|SG\."
)
"""What nothing but a key of these begins with: one that is the alphabet in order goes as well."""
# What a key begins behind: no letter or figure, unless it ends the colour of a terminal.
_START = r"(?:(?<![A-Za-z0-9])|(?<=\[\dm)|(?<=[\[;]\d\dm)|(?<=;\dm))"
# What a key does not end before: its own characters, the end of a file's name.
_END = r"(?![A-Za-z0-9]|\.(?:png|jpe?g|gif|svg|ico|js|css|woff2?)\b)"


def generated(match: re.Match[str]) -> Span | None:
    """Leave keys of manuals (…EXAMPLE, xxxx, 123456) and words that only begin like a key."""
    start, end = match.span("v") if match.re.groupindex else match.span()
    key = match.string[start:end]
    if "EXAMPLE" in key or "example" in key or _RUN.search(key) or entropy(key) < 2.6:
        return None
    if key.startswith("AIza") and is_published(key):
        return None
    if (
        (is_sequence(key) and _ONLY_KEYS.match(key) is None)
        or (_WEAK.match(key) and is_words(key))
        or ("_" in key and key.islower() and not any(c.isdigit() for c in key))
    ):
        return None  # a name in code
    return start, end


def _whole(match: re.Match[str]) -> Span | None:
    """Leave what a known prefix or the service's name on the same line show to be cut short."""
    before = match.string[max(match.start() - _NAMED, 0) : match.start()].rpartition("\n")[2]
    return None if cut_short(before, match.group()) else generated(match)


def _figured(match: re.Match[str]) -> Span | None:
    """Leave what has no figure: a title in an address."""
    return _whole(match) if any(map(str.isdigit, match.group())) else None


def _rule(row: Row) -> Rule:
    shapes = row.shapes
    return Rule(
        row.name,
        Label.CREDENTIAL,
        "|".join(map(trigger, shapes)),
        f"{_START}(?:{'|'.join(map(pattern, shapes))}){_END}",
        generated,
        rank=KEY,
        before=max(map(shortest, shapes)) + 64,
        after=min(max(map(longest, shapes)), _MOST) + 8,
        examples=tuple(f"K=‹{example(shape)}›" for shape in shapes),
        near_misses=(f"K={cut(shapes[0])} ", f"K={stand_in(shapes[0])}"),
    )


RULES = (
    *(_rule(row) for family in FAMILIES for row in rows(family.KEYS)),
    Rule(
        "secret-key-dash",
        Label.CREDENTIAL,
        r"sk-[A-Za-z0-9]{20}",
        rf"{_START}sk-[A-Za-z0-9]{{20,128}}{_END}",
        _whole,
        rank=KEY,
        before=160,
        after=120,
        examples=(
            "K=‹sk-{b62:20}›",
            "\x1b[1;93m‹sk-{hex:32}›\x1b[0m",
            "deepseek_key=‹sk-{hex:32}›",
            "my key is ‹sk-abcdefghijklmnopqrstuvwxyz123456›.",
        ),
        near_misses=("K=sk-{b62:12} ", "ask-{b62:20}", "deepseek_key=sk-{hex:24}"),
    ),
    Rule(
        "prefix-says-key",
        Label.CREDENTIAL,
        r"(?:[a-z][a-z0-9]{1,11}[-_]){1,2}(?:sk|pk|ak|rk|api|key|apikey|token|tok|secret|pat|"
        r"live|prod|access)[-_][A-Za-z0-9]{24}",
        r"(?<![A-Za-z0-9])(?!sbx|sandbox|demo|fake|dummy)(?:[a-z][a-z0-9]{1,11}[-_]){1,2}(?:sk|pk|ak|rk|api|key|apikey|token|tok|"
        r"secret|pat|live|prod|access)[-_][A-Za-z0-9]{24,120}(?:[-_][A-Za-z0-9]{2,60}){0,4}" + _END,
        _figured,
        rank=KEY,
        before=88,
        examples=("K=‹acme_live_{b62:24}›", "K=‹acme_sk_{b62:24}_{b62:18}›"),
        near_misses=(
            "K=lsv2_pt_{hex:26}",
            "K=acme_live_{b62:12} ",
            "K=acme_live_xxxxxxxxxxxxxxxxxxxxxxxx",
            "long-live-{abc:30}".lower(),
        ),
    ),
)
