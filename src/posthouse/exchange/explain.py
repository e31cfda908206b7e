"""What would be masked in a text or a request, where, by which detector, how surely and why.

It goes the station's way: slots of the dialect's document, detectors, allow-list, propagation,
policy. Nothing is sent and nothing kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from posthouse.dataset.kind import HEAD, Kind, kind_of
from posthouse.exchange.viewing import NO_VIEWER, Box, Seen, Text, Viewer
from posthouse.model.dialect import Dialect
from posthouse.model.errors import Refusal
from posthouse.model.finding import Finding, Label, Treatment
from posthouse.policy.decide import Decision, decide
from posthouse.privacy.detect import value
from posthouse.privacy.examine import FindSome
from posthouse.privacy.partial import REFUSED, partial
from posthouse.privacy.why import Reasons, Why
from posthouse.wire.decoding import Undecodable, decoded, marked
from posthouse.wire.dialects import WIRES
from posthouse.wire.document import Document, parse
from posthouse.wire.media import Media, media_of

FORMAT = "posthouse/explain/1"


@dataclass(frozen=True, slots=True)
class Explained:
    """One finding. `place` is where in a request its text stands, "" in plain text.

    `line` and `column` count from 1, `start` and `end` from 0, in code points of that text. `page`
    is that of a PDF, 0 elsewhere; `boxes` are what would be covered in an image.
    """

    place: str
    line: int
    column: int
    start: int
    end: int
    label: Label
    rule: str
    why: Why
    treatment: Treatment
    policy: str
    value: str = field(repr=False)
    page: int = 0
    boxes: tuple[Box, ...] = ()

    @property
    def hint(self) -> str:
        """Return as much of the value as may be looked at."""
        return "***" if self.label in REFUSED else partial(self.label, self.value)

    def told(self, *, show: bool) -> dict[str, Any]:
        """Return it for JSON; the value itself only where it is asked for."""
        return {
            "place": self.place,
            "line": self.line,
            "column": self.column,
            "start": self.start,
            "end": self.end,
            "label": self.label.value,
            "rule": self.rule,
            "detector": self.why.detector,
            "confidence": round(self.why.confidence, 3),
            "why": {"en": self.why.english, "zh": self.why.chinese},
            "treatment": self.treatment.value,
            "policy": self.policy,
            "value": self.value if show else self.hint,
            "page": self.page or None,
            "boxes": [list(box) for box in self.boxes],
        }


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """All findings in their order, the dialect of a request, the texts that were looked at."""

    findings: tuple[Explained, ...]
    decision: Decision
    texts: Mapping[str, str]
    dialect: Dialect | None = None
    media: tuple[Seen, ...] = ()

    def told(self, *, show: bool) -> dict[str, Any]:
        """Return it for JSON (docs/batch.md)."""
        return {
            "format": FORMAT,
            "dialect": self.dialect.value if self.dialect else None,
            "policy": self.decision.rule,
            "refused": [label.value for label in self.decision.refused],
            "findings": [one.told(show=show) for one in self.findings],
            "media": [one.told() for one in self.media],
        }


@dataclass(frozen=True, slots=True, repr=False)
class Explainer:
    """Explains with what a project looks with; `viewer` reads images and documents."""

    find_all: FindSome
    treatments: Mapping[Label, Treatment]
    reasons: Reasons
    viewer: Viewer = NO_VIEWER

    def file(self, name: str, data: bytes) -> Explanation:
        """Explain a file as what it is: a request, an image, a document, text. Raises Undecodable.

        What of these cannot be read is told in `media`.
        """
        if (request := self.body(data)) is not None:
            return request
        if media_of(data) in (Media.IMAGE, Media.DOCUMENT):
            return self.medium(data)
        return self.text(text_in(name, data))

    def text(self, text: str) -> Explanation:
        """Explain a text as it stands."""
        return self._explained([Text("", text)], None)

    def medium(self, data: bytes) -> Explanation:
        """Explain an image or a document that stands alone."""
        seen, texts = self.viewer.opened("", media_of(data), data)
        return self._explained(texts, None, [seen])

    def body(self, body: bytes, dialect: Dialect | None = None) -> Explanation | None:
        """Explain a request of a dialect, None where the bytes are no request that is known.

        Raises BadRequest where a dialect is named and the body is not JSON.
        """
        try:
            tree = parse(body)
        except Refusal:
            if dialect is not None:
                raise
            return None
        spoken = dialect or dialect_of(tree)
        if spoken is None:
            return None
        document = Document(tree, WIRES[spoken].request)
        paths = dict(_paths(tree, ""))
        texts = [Text(paths.get(s.place, ""), s.text, defines=s.defines) for s in document.slots]
        media: list[Seen] = []
        for one in document.media:
            seen, more = self.viewer.met(paths.get(one.placed[0], ""), one)
            media.append(seen)
            texts += more
        return self._explained(texts, spoken, media)

    def _explained(
        self,
        texts: Sequence[Text],
        dialect: Dialect | None,
        media: Sequence[Seen] = (),
    ) -> Explanation:
        unnamed = {index for index, one in enumerate(texts) if one.defines}
        found = self.find_all([one.text for one in texts], unnamed)
        decision = decide({f.label for some in found for f in some}, self.treatments)
        rules = {rule.rpartition("/")[2]: rule for rule in decision.rules}
        explained = [
            self._one(one, lines, finding, (decision, rules))
            for one, some in zip(texts, found, strict=True)
            for lines in [_Lines(one.text)]
            for finding in some
        ]
        shown = {one.place: one.text for one in texts}
        return Explanation(tuple(explained), decision, shown, dialect, tuple(media))

    def _one(
        self,
        text: Text,
        lines: _Lines,
        finding: Finding,
        decided: tuple[Decision, Mapping[str, str]],
    ) -> Explained:
        decision, rules = decided
        line, column = lines.at(finding.start)
        return Explained(
            text.place,
            line,
            column,
            finding.start,
            finding.end,
            finding.label,
            finding.rule,
            self.reasons.of(finding),
            decision.treatments[finding.label],
            rules[finding.label.value],
            value(text.text, finding),
            text.page_at(finding.start),
            text.boxes(finding.start, finding.end),
        )


_NO_TEXT: Mapping[Kind, tuple[str, str]] = {
    Kind.ARCHIVE: ("an archive; explain the files in it", "这是压缩包；请说明其中的文件"),
    Kind.PARQUET: (
        "Parquet; `posthouse mask` reads it",
        "这是 Parquet；请用 `posthouse mask` 处理",
    ),
}
_NOT_READ = ("bytes of a kind that is not read", "这类文件不读取")


def text_in(name: str, data: bytes) -> str:
    """Return a file of text, of any name, as text. Raises Undecodable."""
    head = data[:HEAD]
    kind = kind_of(name, head)
    if kind is Kind.PARQUET or not kind.opened:
        raise Undecodable(*_NO_TEXT.get(kind, _NOT_READ))
    return decoded(data, marked(head))[0].removeprefix("\ufeff")


class _Lines:
    """Lines and columns of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(place + 1 for place, c in enumerate(text) if c == "\n")]

    def at(self, place: int) -> tuple[int, int]:
        """Return line and column, from 1, of a place."""
        line = bisect_right(self._starts, place)
        return line, place - self._starts[line - 1] + 1


def dialect_of(tree: Any) -> Dialect | None:
    """Return which dialect a request looks like, by the fields that only it has."""
    if not isinstance(tree, dict):
        return None
    if isinstance(tree.get("contents"), list | dict):
        return Dialect.GEMINI
    if isinstance(tree.get("messages"), list):
        own = {"system", "anthropic_version", "thinking", "stop_sequences"} & tree.keys()
        return Dialect.ANTHROPIC if own or _blocks(tree) else Dialect.OPENAI_CHAT
    if "input" in tree and "model" in tree:
        plain = tree.keys() <= {"input", "model", "encoding_format", "dimensions", "user"}
        listed = isinstance(tree["input"], list) and all(isinstance(o, str) for o in tree["input"])
        return Dialect.OPENAI_EMBEDDINGS if plain and listed else Dialect.OPENAI_RESPONSES
    return None


def _blocks(tree: Mapping[str, Any]) -> bool:
    """Tell whether messages or tools are written as only Anthropic's are."""
    tools = tree.get("tools")
    if isinstance(tools, list) and any(isinstance(t, dict) and "input_schema" in t for t in tools):
        return True
    kinds = {"tool_use", "tool_result", "thinking"}
    contents = (m.get("content") for m in tree["messages"] if isinstance(m, dict))
    return any(
        isinstance(block, dict) and block.get("type") in kinds
        for content in contents
        if isinstance(content, list)
        for block in content
    )


def _paths(tree: Any, at: str) -> Iterator[tuple[tuple[int, Any], str]]:
    """Yield the place of every member with its path, such as messages[0].content."""
    if isinstance(tree, dict):
        for name, member in tree.items():
            path = f"{at}.{name}" if at else str(name)
            yield (id(tree), name), path
            yield from _paths(member, path)
    elif isinstance(tree, list):
        for number, member in enumerate(tree):
            path = f"{at}[{number}]"
            yield (id(tree), number), path
            yield from _paths(member, path)
