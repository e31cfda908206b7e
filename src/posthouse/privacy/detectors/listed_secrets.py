"""Secrets in lists: api_keys: ["…", "…"], a line for each behind a dash, or right behind its id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of, named_before
from posthouse.privacy.detectors.judged import fits, key
from posthouse.privacy.rules import GUESS, NAME, Rule, Span

_LITERAL = re.compile(
    r"\s{0,24}(?:\d{1,6}\t|[+>|])?\s{0,16}[\"'](?P<v>[^\"'\n]{4,512})[\"']\s{0,4},?"
)
_DASH = re.compile(
    r"[ \t]*(?:\d{1,6}\t|[+>|])?[ \t]{0,24}- [\"']?(?P<v>[^\s\"'#:,]{6,512})[\"']?[ "
    r"\t]*(?:#[^\n]*)?(?:\n|\Z)"
)
_OPENS = r"(?:\[\]string ?\{|\[|\{|new \w{1,16}\[\] ?\{)"
_HEADER = re.compile(r"(?i)(?:^|-)(?:auth|authorization|key)$")
_PUBLIC = re.compile(r"(?:sk-)?(?:ssh-[a-z0-9]+|ecdsa-sha2-[a-z0-9-]+)(?:@openssh\.com)? ")
_MOST, _LEAST = 64, 16


def _listed(match: re.Match[str]) -> Iterator[Span]:
    """Yield the values of the list that a name of secrets heads."""
    name, _ = named_before(match.string, match.start())
    kind = kind_of(name) or kind_of(name.rstrip("sS"))
    if not kind:
        return
    header = kind == "weak" and _HEADER.search(name) is not None
    kind = "key" if header else kind
    item, at = (_DASH, match.end()) if match.group().endswith("\n") else (_LITERAL, match.end())
    for _ in range(_MOST):
        one = item.match(match.string, at)
        if one is None:
            return
        short = header and len(one["v"]) < _LEAST
        if not short and fits(kind, one["v"]) and not _PUBLIC.match(one["v"]):
            yield one.span("v")
        at = one.end()


def _of_map(match: re.Match[str]) -> Span | None:
    """Take the value of a header as Go prints maps of lists."""
    name, _ = named_before(match.string, match.start())
    kind = kind_of(name)
    kind = "key" if kind == "weak" and _HEADER.search(name) else kind
    return match.span("v") if fits(kind, match["v"]) else None


RULES = (
    Rule(
        "secret-behind-id",
        Label.CREDENTIAL,
        r"(?:LTAI|[AI]KID|A[KS]IA)[A-Za-z0-9]{12,48}[\"'` \t]{0,3}[ \t\n,;:/|][ \t\"'`]{0,3}"
        r"(?:-[a-zA-Z] )?"
        r"[A-Za-z0-9/+]{30}",
        r"(?<![A-Za-z0-9])(?:LTAI[A-Za-z0-9]{12,28}|[AI]KID[A-Za-z0-9]{28,48}|A[KS]IA[A-Z2-7]{16})"
        r"[\"'`]?[ \t]{0,2}[ \t\n,;:/|][ \t]{0,2}(?:-[a-zA-Z] )?[\"'`]?(?P<v>[A-Za-z0-9/+]{30}"
        r"(?:[A-Za-z0-9/+]{2}|"
        r"[A-Za-z0-9/+]{10})?)(?![A-Za-z0-9/+=])",
        key,
        rank=NAME,
        before=112,
        after=48,
        examples=(
            "阿里云: LTAI5tgXPM9raizTEwcedJT1 ‹{b62:30}›\n",
            "LTAI5tgXPM9raizTEwcedJT1,‹{b62:30}›\n",
            "ossutil config -i LTAI5tgXPM9raizTEwcedJT1 -k ‹{b62:30}›\n",
            "- AKIDNb3Vyj1Ng9XVV5z615FXCgnIj6hJWgsH / ‹{b62:32}›\n",
        ),
        near_misses=("LTAI5tgXPM9raizTEwcedJT1 internationalisationcommitteees",),
    ),
    Rule(
        "secret-of-map",
        Label.CREDENTIAL,
        r"(?:pass(?:word|wd|phrase)?|secret|token|key|credential|auth|authorization):\[[^\]\n]{8}",
        r"(?<=[a-zA-Z]):\[(?:(?:[Bb]earer|[Tt]oken|[Bb]asic) )?(?P<v>[^\s\]\"',]{8,2048})\]",
        _of_map,
        rank=GUESS,
        caseless=True,
        before=24,
        after=2060,
        examples=(
            "md: map[x-api-key:[‹{b62:43}›] x-request-id:[1]]",
            "map[Authorization:[Bearer ‹{b62:40}›] Accept:[*/*]]",
        ),
        near_misses=(
            "map[sort-key:[created_at_2024]]",
            "keys:[some-name-of-2]",
            "map[public-key:[{b62:32}]]",
        ),
    ),
    Rule(
        "secret-listed",
        Label.CREDENTIAL,
        r"(?:pass(?:word|wd|phrase|code)?s?|pwds?|secrets?|tokens?|keys?|credentials?|"
        r"[_-]auth(?:orization)?)[\"'`]?[ \t]{0,2}(?:[:=][ \t]{0,12}" + _OPENS + r"\s{0,24}"
        r"[\"'][^\"'\n]{4}|:[ \t]{0,4}\n[^\n\x00]{0,40}- [^\s])",
        r"[\"'`]?[ \t]{0,2}(?:[:=][ \t]{0,12}" + _OPENS + r"(?=\s{0,24}[\"'])|"
        r":[ \t]{0,4}\n(?=[^\n]{0,40}- ))",
        every=_listed,
        rank=GUESS,
        caseless=True,
        before=96,
        after=8,
        examples=(
            'password: ["‹kQ7pw2xa›"]',
            'x-internal-auth: ["‹{b62:32}›"]',
            '"X-Api-Key":     {"‹{b62:24}›"},',
            '"X-Auth-Token":  []string{"‹{b62:32}›"},',
            'api_keys = [\n  "‹{b62:32}›"]',
            "api_keys:\n  - ‹{b62:32}›\nname: x\n",
            "api_keys:\n  - ‹{b62:32}›\n  - ‹{b62:33}›",
        ),
        near_misses=(
            'primary_keys: ["user_id2", "order_id2"]',
            "keys:\n  - name1\n",
            'tokens = ["foo", "bar2baz"]',
            'ssh_authorized_keys: ["ssh-ed25519 {b62:68}"]',
        ),
    ),
)
