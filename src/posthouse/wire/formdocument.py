"""A form as a document: its fields, the names and the contents of its files, with slots in place.

A file that is text is one text, whose form is kept; one that holds a batch is read line by line,
each line by the table of the request in it. Other files are media: policy says what becomes of
them, and until it has spoken they count as unexamined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from posthouse.model.batch import Load
from posthouse.model.errors import BadRequest
from posthouse.wire.document import Document, Slot, parse, write
from posthouse.wire.fields import TREE, Kind, Node
from posthouse.wire.form import Part, read_form, write_form
from posthouse.wire.media import Media, as_utf8, media_of, text_in, text_of
from posthouse.wire.medium import Medium, PutText
from posthouse.wire.wire import Line

MOST_LINES = 50_000
"""Of a batch: what OpenAI takes (https://platform.openai.com/docs/guides/batch)."""

LineOf = Callable[[Mapping[str, Any], Any], Line | None]


class _PartSlot(Slot):
    """The text of a file."""

    __slots__ = ("_part",)

    def __init__(self, tree: dict[str, Any], key: str, part: Part, text: str) -> None:
        super().__init__(tree, key, Kind.TEXT, text)
        self._part = part

    def put(self, text: str) -> None:
        super().put(text)
        self._part.data = text.encode()


class FormMedium:
    """A file of a form that is no text."""

    __slots__ = ("_part", "examined", "kind")

    def __init__(self, part: Part, kind: Media) -> None:
        self._part = part
        self.kind = kind
        self.examined = False

    @property
    def data(self) -> bytes:
        """Return the bytes."""
        return self._part.data

    @property
    def placed(self) -> None:
        """Return nothing: it stands in no tree."""

    def put_data(self, data: bytes) -> None:
        """Put other bytes of the same format in its place; it counts as examined."""
        self._part.data = data
        self.examined = True

    def put_text(self, text: str, put: PutText) -> bool:  # noqa: ARG002  a form has one place
        """Put a text file in its place."""
        part = self._part
        part.filename, part.kind = f"{part.filename or 'file'}.txt", "text/plain"
        part.data = text.encode()
        return True


class FormDocument:
    """The parts of a form, their slots, and the form written again."""

    __slots__ = (
        "_line_of",
        "_lines",
        "_table",
        "content_type",
        "links",
        "loads",
        "media",
        "parts",
        "references",
        "slots",
        "tree",
        "uncounted",
    )

    expected = "custom_id, method POST, the url of an endpoint that the station examines and a body"
    """What a line of a batch holds."""
    served = (
        "a batch may hold /v1/chat/completions, /v1/responses, /v1/embeddings and /v1/moderations"
    )

    def __init__(self, body: bytes, content_type: str, table: Node, line_of: LineOf) -> None:
        self._begin(read_form(body, content_type), content_type, table, line_of)
        for part in self.parts:
            if part.filename is None:
                self._field(part, table)
        for number, part in enumerate(self.parts):
            if part.filename is not None:
                self._file(f"file {number}", part, line_of)

    def _begin(self, parts: list[Part], content_type: str, table: Node, line_of: LineOf) -> None:
        self.parts = parts
        self.content_type = content_type
        self._table, self._line_of = table, line_of
        self.uncounted = 0
        self.links = 0
        self.references: list[str] = []
        self.slots: list[Slot] = []
        self.media: list[Medium] = []
        self.tree: dict[str, Any] = {}
        self.loads: tuple[Load, ...] = ()
        self._lines: list[tuple[Part, list[Any]]] = []

    @property
    def unexamined(self) -> int:
        """Return how many files, and media in the lines of a batch, go as they are."""
        return self.uncounted + sum(not one.examined for one in self.media)

    def again(self) -> FormDocument:
        """Return the form as it is now, read anew: what became a text has a slot."""
        return type(self)(self.write(), self.content_type, self._table, self._line_of)

    def write(self) -> bytes:
        """Return the form; `content_type` tells its boundary from then on."""
        self._write_lines()
        body, self.content_type = write_form(self.parts)
        return body

    def _write_lines(self) -> None:
        for part, lines in self._lines:
            part.data = b"".join(write(line) + b"\n" for line in lines)

    def _take(self, document: Document) -> None:
        """Take over what was found in a part."""
        self.slots += document.slots
        self.references += document.references
        self.uncounted += document.uncounted
        self.links += document.links
        self.media += document.media

    def _field(self, part: Part, table: Node) -> None:
        name = part.name.partition("[")[0]
        node = table.fields.get(name, table.rest or TREE)
        text = text_of(part.data)
        if text is None:
            raise _unreadable_field()
        holder = {name: text}
        document = Document(holder, Node(fields={name: node}))
        self.references += document.references
        if document.unexamined:
            raise _unreadable_field()
        self.links += document.links
        key = name if name not in self.tree else f"{name} {len(self.tree)}"
        self.tree[key] = text
        for slot in document.slots:
            self.slots.append(_FieldSlot(self.tree, key, part, slot))

    def _file(self, key: str, part: Part, line_of: LineOf) -> None:
        held = {"filename": part.filename}
        self.tree[key] = held
        self.slots.append(_NameSlot(held, "filename", part, part.filename or ""))
        kind = media_of(part.data)
        if kind is not Media.TEXT:
            self.media.append(FormMedium(part, kind))
            return
        if text_of(part.data) is None:  # in another encoding
            part.data, part.kind = (text_in(part.data) or "").encode(), as_utf8(part.kind)
        if line_of(self.tree, None) is not None:
            self._batch(key, part, line_of)
        elif part.data:
            text, place = part.data.decode(), f"text {len(self.tree)}"
            self.tree[place] = text
            self.slots.append(_PartSlot(self.tree, place, part, text))

    def _batch(self, key: str, part: Part, line_of: LineOf) -> None:
        raw = [one for one in part.data.splitlines() if one.strip()]
        if len(raw) > MOST_LINES:
            raise BadRequest(
                f"expected at most {MOST_LINES} lines in a batch, found more",
                code="batch_unreadable",
                hint="cut the file and make several batches",
            )
        lines: list[Any] = []
        loads: list[Load] = []
        for number, one in enumerate(raw, 1):
            tree, line = self._line(number, one, line_of)
            assert line.wire is not None
            lines.append(tree)
            if line.asked is not None:
                loads.append(Load(line.asked.model, len(one), line.asked.most_output))
            document = Document(tree, line.table)
            for medium in document.media:
                medium.putting = line.wire.put_text
            self._take(document)
        self.tree[f"{key} lines"] = lines
        self.loads += tuple(loads)
        self._lines.append((part, lines))

    def _line(self, number: int, raw: bytes, line_of: LineOf) -> tuple[Any, Line]:
        """Read one line of a batch. Raises BadRequest, which says which line it is."""
        try:
            tree = parse(raw)
            line = line_of(self.tree, tree)
        except BadRequest as error:
            error.message = f"line {number} of the batch: {error.message}"
            raise
        if line is None or line.wire is None:
            raise BadRequest(
                f"line {number} of the batch: expected {self.expected}, found something else",
                code="batch_unreadable",
                hint=self.served,
            )
        return tree, line


class _FieldSlot(Slot):
    """The value of a plain field."""

    __slots__ = ("_inner", "_part")

    def __init__(self, tree: dict[str, Any], key: str, part: Part, inner: Slot) -> None:
        super().__init__(tree, key, inner.kind, inner.text)
        self._part = part
        self._inner = inner

    def put(self, text: str) -> None:
        super().put(text)
        self._inner.put(text)
        self._part.data = self._inner.value.encode()


class _NameSlot(Slot):
    """The name of a file."""

    __slots__ = ("_part",)

    def __init__(self, held: dict[str, Any], key: str, part: Part, text: str) -> None:
        super().__init__(held, key, Kind.TEXT, text)
        self._part = part

    def put(self, text: str) -> None:
        super().put(text)
        self._part.filename = text


def _unreadable_field() -> BadRequest:
    return BadRequest(
        "expected fields of UTF-8 text in the form, found other bytes",
        code="form_unreadable",
        hint="send files with a file name, texts without",
    )
