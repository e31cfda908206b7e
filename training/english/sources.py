"""Reads labelled corpora and plain prose into documents.

CoNLL text is joined again as it is written in prose. Labels that no source of ours shares
(products, works, nationalities) are no names here.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from invented import Document

KINDS = {
    "PER": "PERSON", "person": "PERSON", "PERSON": "PERSON", "politician": "PERSON", "scientist": "PERSON",
    "musicalartist": "PERSON", "writer": "PERSON", "researcher": "PERSON",
    "ORG": "ORG", "organisation": "ORG", "corporation": "ORG", "group": "ORG", "band": "ORG", "university": "ORG",
    "politicalparty": "ORG", "Organisation": "ORG", "ORGANIZATION": "ORG",
    "LOC": "LOCATION", "location": "LOCATION", "country": "LOCATION", "Location": "LOCATION", "GPE": "LOCATION",
    "Person": "PERSON", "UNSAID": "UNSAID",
}  # fmt: skip
_CLOSE = re.compile(r"^(?:[.,;:!?)\]%]|'s|n't|'[a-z]{1,2}|''|”|’s?)$")
_OPEN = re.compile(r"^(?:[(\[$#@]|``|“)$")


def joined(tokens: list[str], tags: list[str], *, plain: bool = False) -> Document:
    """Write tokens as prose and their IOB tags as spans."""
    text, spans, before = "", [], "("
    for token, tag in zip(tokens, tags, strict=True):
        shown = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token, token)
        if text and (plain or not (_CLOSE.match(token) or _OPEN.match(before))):
            text += " "
        start = len(text)
        text += shown
        before = token
        kind = KINDS.get(tag[2:])
        if kind and tag[0] == "I" and spans and spans[-1][2] == kind and start - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], len(text), kind)
        elif kind:
            spans.append((start, len(text), kind))
    return Document(text, spans)


def conll(path: Path, group: int = 1) -> Iterator[Document]:
    """Read one sentence a document, or `group` sentences where they follow each other."""
    tokens: list[str] = []
    tags: list[str] = []
    sentences = 0
    for line in [*path.read_text(encoding="utf-8", errors="replace").splitlines(), ""]:
        fields = line.replace("\t", " ").split()
        if fields and fields[0] != "-DOCSTART-" and len(fields) > 1:
            tokens.append(fields[0])
            tags.append(fields[-1])
            continue
        sentences += bool(tokens)
        if tokens and (sentences >= group or (fields and fields[0] == "-DOCSTART-")):
            yield joined(tokens, _chained(tags))
            tokens, tags, sentences = [], [], 0
    if tokens:
        yield joined(tokens, _chained(tags))


def _chained(tags: list[str]) -> list[str]:
    """Turn IOB1 into tags whose I continues."""
    return tags


def shared(path: Path, keep) -> Iterator[Document]:
    """Read documents of the shared format, those that `keep` takes."""
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if keep(one):
            yield Document(one["text"], [(s["start"], s["end"], s["label"]) for s in one["spans"]])


def universal(path: Path, group: int = 4) -> Iterator[Document]:
    """Read UNER: sentences with their text, several of one document together."""
    parts: list[Document] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        if parts and (len(parts) >= group or block.startswith("# newdoc")):
            yield _together(parts)
            parts = []
        spans, at = [], 0
        for row in (line.split("\t") for line in lines if line[:1].isdigit()):
            start = text.find(row[1], at)
            if start < 0:
                continue
            at = start + len(row[1])
            kind = KINDS.get(row[2][2:])
            if kind and row[2][0] == "I" and spans and spans[-1][2] == kind:
                spans[-1] = (spans[-1][0], at, kind)
            elif kind:
                spans.append((start, at, kind))
        if text:
            parts.append(Document(text, spans))
    if parts:
        yield _together(parts)


def _together(parts: list[Document]) -> Document:
    text, spans = "", []
    for part in parts:
        text += " " if text else ""
        spans += [(s + len(text), e + len(text), kind) for s, e, kind in part.spans]
        text += part.text
    return Document(text, spans)


def paragraphs(text: str, size: int = 900) -> Iterator[str]:
    """Cut prose at blank lines, lines within joined."""
    held = ""
    for block in re.split(r"\n\s*\n", text.replace("\r", "")):
        line = re.sub(r"\s*\n\s*", " ", block).strip()
        if len(held) + len(line) > size and held:
            yield held
            held = ""
        held = f"{held}\n{line}" if held else line
    if held:
        yield held


SLOTS = {
    "artist": "PERSON", "city": "LOCATION", "state": "LOCATION", "country": "LOCATION",
    "geographic_poi": "LOCATION", "poi": "LOCATION", "restaurant_name": "ORG", "service": "ORG",
}  # fmt: skip
PLAIN = (
    "timeRange", "party_size_number", "party_size_description", "spatial_relation", "sort", "genre", "year",
    "music_item", "rating_value", "best_rating", "rating_unit", "condition_temperature", "condition_description",
    "current_location", "object_select", "object_type", "object_part_of_series_type", "restaurant_type",
    "served_dish", "cuisine", "facility", "playlist_owner", "movie_type", "object_location_type",
)  # fmt: skip


def spoken(path: Path) -> Iterator[Document]:
    """Read what people say to assistants (SNIPS): titles of works are left unsaid."""
    rows = json.loads(path.read_text(encoding="utf-8", errors="replace"))
    for row in next(iter(rows.values())):
        text, spans = "", []
        for part in row["data"]:
            kind = part.get("entity")
            if kind in SLOTS:
                spans.append((len(text), len(text) + len(part["text"]), SLOTS[kind]))
            elif kind and kind not in PLAIN:
                spans.append((len(text), len(text) + len(part["text"]), "UNSAID"))
            text += part["text"]
        yield Document(text, spans, 0.6)
