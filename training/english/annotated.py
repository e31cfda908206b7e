"""Reads corpora whose labels hold more than names: Re-DocRED, LitBank, GUM.

Of each only what a name is here is taken: proper names of people, bodies and places. What a corpus
calls a miscellaneous name (works, events) is left unsaid.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from invented import Document
from sources import joined

_DOCRED = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "UNSAID"}
_LITERARY = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
_GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}
_GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
_HONOURED = ("Mr.", "Mrs.", "Ms.", "Miss", "Dr.", "Mr", "Mrs", "Sir", "Lady", "Lord", "Madame")
_KINDS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOCATION"}
_LONGEST = 6
_TOGETHER = 150  # words of a document cut from a book
_WITHIN = ("of", "the", "and", "&", "-", "for", "de", "von", "van")


def tagged(tokens: list[str], spans: list[tuple[int, int, str]]) -> Document:
    """Write tokens as prose; spans are of tokens, the end excluded, the first of two that cross kept."""
    tags = ["O"] * len(tokens)
    for first, last, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
        if any(tag != "O" for tag in tags[first:last]):
            continue
        tags[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
    return joined(_quoted(tokens), tags)


def _quoted(tokens: list[str]) -> list[str]:
    """Turn every second of the straight quotation marks, so that each stands at its word."""
    marks = iter(range(len(tokens)))
    return ["“”"[next(marks) % 2] if token == '"' else token for token in tokens]


def docred(path: Path, nations: set[str]) -> Iterator[Document]:
    """Read paragraphs of an encyclopedia; adjectives of nations are no places."""
    for one in json.loads(path.read_text(encoding="utf-8")):
        starts, tokens = [], []
        for sentence in one["sents"]:
            starts.append(len(tokens))
            tokens += sentence
        spans = []
        for mention in (m for entity in one["vertexSet"] for m in entity):
            kind = _DOCRED.get(mention["type"])
            first, last = (starts[mention["sent_id"]] + place for place in mention["pos"])
            if kind and " ".join(tokens[first:last]) not in nations:
                spans.append((first, last, kind))
        yield tagged(tokens, spans)


def literary(path: Path) -> Iterator[Document]:
    """Read the start of a book, cut at sentences, its proper names without titles."""
    text = path.read_text(encoding="utf-8")
    words = list(re.finditer(r"\S+", text))
    tokens = [word.group() for word in words]
    at = {word.start(): n for n, word in enumerate(words)}
    upto = {word.end(): n + 1 for n, word in enumerate(words)}
    spans = []
    for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        told = fields[1].split() if len(fields) > 1 else []
        if len(told) != 3 or not told[0].startswith("PROP_") or told[0][5:] not in _LITERARY:
            continue
        first, last = at.get(int(told[1])), upto.get(int(told[2]))
        if first is None or last is None:
            continue
        while first < last and (tokens[first] in _HONOURED or not tokens[first][0].isupper()):
            first += 1
        if first < last <= first + _LONGEST:
            spans.append((first, last, _LITERARY[told[0][5:]]))
    yield from _cut(tokens, spans)


def _cut(tokens: list[str], spans: list[tuple[int, int, str]]) -> Iterator[Document]:
    begin = quotes = 0
    for n, token in enumerate(tokens):
        quotes += token == '"'
        long = n - begin >= _TOGETHER and token in (".", "?", "!", '"') and quotes % 2 == 0
        if long or n == len(tokens) - 1:
            within = [(s - begin, e - begin, k) for s, e, k in spans if begin <= s and e <= n + 1]
            yield tagged(tokens[begin : n + 1], within)
            begin = n + 1


def layered(folder: Path, group: int = 5) -> Iterator[Document]:
    """Read GUM in genres whose texts may be shared and sold: the proper names at entities' heads."""
    for path in sorted(folder.glob("GUM_*.conllu")):
        if path.name.split("_")[1] not in _GENRES:
            continue
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        for n in range(0, len(blocks), group):
            document = Document("", [])
            for block in blocks[n : n + group]:
                rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
                _append(document, [row for row in rows if row[0].isdigit()])
            if document.text:
                yield document


def _append(document: Document, rows: list[list[str]]) -> None:
    """Write a sentence behind a document, spaces where they stood."""
    places = []
    for row in rows:
        places.append((len(document.text), len(document.text) + len(row[1])))
        document.text += row[1] + ("" if "SpaceAfter=No" in row[9] and row is not rows[-1] else " ")
    taken = 0
    for first, end, kind in sorted(_proper(rows), key=lambda s: (s[0], -s[1])):
        if first >= taken:
            document.spans.append((places[first][0], places[end - 1][1], _KINDS[kind]))
            taken = end


def _proper(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    found = []
    for first, last, fields in _entities(rows):
        kind = _GUM.get(fields[1]) if len(fields) > 5 else None
        head = fields[5].split(",")[0] if kind else ""
        if not head.isdigit() or first + int(head) - 1 > last:
            continue
        middle = first + int(head) - 1
        if rows[middle][3] == "PROPN":
            found.append((*_widened(rows, first, middle, last), kind))
    return found


def _widened(rows: list[list[str]], first: int, middle: int, last: int) -> tuple[int, int]:
    """Return the run of proper nouns around a head, little words between them included."""
    begin = end = middle
    proper = lambda n: first <= n <= last and rows[n][3] == "PROPN"  # noqa: E731
    while proper(begin - 1):
        begin -= 1
    while True:
        if proper(end + 1):
            end += 1
        elif end + 1 <= last and rows[end + 1][1].lower() in _WITHIN and proper(end + 2):
            end += 2
        else:
            return begin, end + 1


def _entities(rows: list[list[str]]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield an entity's first and last word and its fields (GUM's bracket notation)."""
    opened: list[tuple[int, list[str]]] = []
    for n, row in enumerate(rows):
        told = re.search(r"Entity=([^|]*)", row[9])
        for begin, fields, closed, ends in re.findall(
            r"(\()([^()]*)(\)?)|([^()]+\))", told[1] if told else ""
        ):
            if begin:
                opened.append((n, fields.split("-")))
                if closed:
                    yield opened[-1][0], n, opened.pop()[1]
                continue
            for place in range(len(opened) - 1, -1, -1):
                if opened[place][1][0] == ends[:-1]:
                    start, held = opened.pop(place)
                    yield start, n, held
                    break
