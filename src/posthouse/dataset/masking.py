"""The one function that masks a record, whoever calls it: bytes, policy, key -> bytes and counts.

It is the station's way: one detector over the texts, propagation, policy by label, tokens of one
minter. What is replaced stands where it stood, so that the file keeps its form; a number in JSON
becomes a string, and nothing is replaced across the cells of a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from posthouse.dataset.form import fitted
from posthouse.dataset.instead import Instead
from posthouse.dataset.kind import Kind
from posthouse.dataset.patch import Edit, Pair
from posthouse.dataset.windows import TABLES, Window, near, table
from posthouse.model.finding import Finding, Label, Treatment
from posthouse.policy.decide import decide
from posthouse.privacy.escapes import unescaped
from posthouse.privacy.examine import FindAll
from posthouse.privacy.token import Minter
from posthouse.wire.decoding import decoded


class Refused(Exception):
    """A value that policy refuses altogether; the message names label and line, never the value."""


@dataclass(frozen=True, slots=True, repr=False)
class Policy:
    """What is looked for, what is done with it, and under which key."""

    find_all: FindAll
    treatments: Mapping[Label, Treatment]
    minter: Minter


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """A stretch of a file with what stands around it: examined together, the stretch alone masked.

    `head` is a table's first row where the stretch does not hold it, `line` the number of its first
    line in the file.
    """

    data: bytes
    kind: Kind = Kind.TEXT
    codec: str = ""
    head: bytes = b""
    before: bytes = b""
    after: bytes = b""
    line: int = 1


@dataclass(frozen=True, slots=True, repr=False)
class Masked:
    """A masked part: its bytes, the codec, the way back, counts by label.

    `lost` counts values that the policy gives up for good: no key brings them back. `known` are
    replacements inside of what is edited as a whole.
    """

    data: bytes
    codec: str
    edits: tuple[Edit, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    lost: int = 0
    known: tuple[Pair, ...] = ()


def mask(part: Part, policy: Policy) -> Masked:
    """Mask one part. Raises Undecodable, Refused."""
    text, codec = decoded(part.data, part.codec)
    found = _found(text, codec, part, policy)
    if not found:
        return Masked(part.data, codec)
    treatments = decide({f.label for f in found}, policy.treatments).treatments
    _refuse(text, part.line, found, treatments)
    kept = [f for f in found if treatments[f.label] is not Treatment.PASS]
    instead = Instead(policy.minter, treatments, part.kind)
    return _replaced(text, codec, fitted(text, kept, part.kind), instead)


def _found(text: str, codec: str, part: Part, policy: Policy) -> list[Finding]:
    """Find what stands in the part, seen together with what is around it."""
    around = part.codec or codec
    if part.kind in TABLES:
        windows = table(text, near(part.head, around))
    else:
        before, after = near(part.before, around), near(part.after, around)
        whole = f"{before}{text}{after}" if before or after else text
        windows = [Window(whole, len(before), 0, len(text))]
    texts = [window.text for window in windows]
    found = policy.find_all(texts)
    return [f for w, some in zip(windows, found, strict=True) for f in w.own(some)]


def _refuse(
    text: str, first: int, found: Sequence[Finding], treatments: Mapping[Label, Treatment]
) -> None:
    for finding in found:
        if treatments[finding.label] is Treatment.REFUSE:
            line = text.count("\n", 0, finding.start) + first
            raise Refused(f"line {line} holds {finding.label.value}, which the policy refuses")


def _replaced(
    text: str, codec: str, found: Sequence[tuple[Finding, bool]], instead: Instead
) -> Masked:
    """Put things in place; `found` tells for each finding whether quotes go around them.

    What the policy gives up for good leaves no trace in the way back.
    """
    pieces: list[bytes] = []
    edits: list[Edit] = []
    done = gap = lost = 0
    for finding, quoted in found:
        start, end = finding.start, finding.end
        raw = text[start:end]
        plain = unescaped(raw, finding.depth) if finding.depth else raw
        shown, restorable = instead.of(finding, plain)
        kept = text[done:start].encode(codec)
        put = (f'"{shown}"' if quoted else shown).encode(codec)
        pieces += kept, put
        gap += len(kept)
        if restorable:
            edits.append(Edit(gap, put, raw.encode(codec)))
            gap = 0
        else:
            gap += len(put)
            lost += 1
        done = end
    pieces.append(text[done:].encode(codec))
    counts = Counter(finding.label for finding, _ in found)
    told = {label.value: count for label, count in counts.items()}
    return Masked(b"".join(pieces), codec, tuple(edits), told, lost)
