"""The Chinese tagger: letters are read, then words of suspicious sentences; candidates are judged.

chinese_reader.py reads every sentence. The larger network of words (chinese_net.py) reads those
where it suspects a name or a company's legal form stands: most hold none and cost little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.chinese_bodies import named, registered
from posthouse.privacy.names.chinese_heard import Heard, together
from posthouse.privacy.names.chinese_judge import Judge
from posthouse.privacy.names.chinese_model import Model
from posthouse.privacy.names.chinese_net import Network
from posthouse.privacy.names.chinese_people import Columns, candidates, casual, least
from posthouse.privacy.names.chinese_reader import Reader
from posthouse.privacy.names.chinese_words import Words
from posthouse.privacy.names.tagger import HAN, apart
from posthouse.privacy.names.windows import Floats

_LONGEST = 120
_SENTENCE = re.compile(r"(?=\S)[^\n。！？；!?]*[。！？；!?]*(?<!\s)")
_BREAK = re.compile(r"[，、,\s]")
_HAN = re.compile(f"[{HAN}]")
_TOGETHER = 600  # words in one pass of the network: what fits into a processor's cache
_FEW = 8  # sentences are not worth a pass of their own
_PADDING = 1.3  # how much longer than the shortest the longest in one pass may be
_PASSAGE = 2_000  # letters that are read at once
_SUSPICIOUS = 0.12
_RULE = "names-zh"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of one text."""

    owner: int
    start: int
    text: str
    casual: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A piece that may hold names, in words."""

    piece: _Piece
    heard: Heard
    numbers: list[int]
    stops: list[int]


class ChineseTagger:
    """Finds people, organisations and places in Chinese."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._words = Words(model.words, model.alias)
        self._columns = Columns(model.tags)
        self._reader = Reader(model.letters)
        self._network = Network(model)
        self._judge = Judge(model, self._columns)

    @property
    def name(self) -> str:
        """Name the model and the rules."""
        return f"zh:{self._model.version}"

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return the names of each text, sorted by start, none overlapping another."""
        found: list[list[Finding]] = [[] for _ in texts]
        pieces = [one for owner, text in enumerate(texts) for one in _pieces(owner, text)]
        for batch in _batches(list(self._suspicious(pieces))):
            believed = self._network.beliefs([one.numbers for one in batch])
            for sentence, chances in zip(batch, believed, strict=True):
                found[sentence.piece.owner] += self._named(sentence, chances)
        return [apart(findings) for findings in found]

    def _suspicious(self, pieces: Sequence[_Piece]) -> Iterator[_Sentence]:
        for passage in _passages(pieces):
            letters, words = self._reader.read("\n".join(one.text for one in passage))
            start = 0
            for one in passage:
                end = start + len(one.text)
                heard = Heard(letters[start:end], words[start:end])
                if heard.suspected >= _SUSPICIOUS or registered(one.text):
                    yield _Sentence(one, heard, *self._words.numbered(one.text))
                start = end + 1

    def _named(self, sentence: _Sentence, chances: Floats) -> Iterator[Finding]:
        text, start, stops = sentence.piece.text, sentence.piece.start, sentence.stops
        for begin, end, label, sure in named(text, stops, chances, self._columns):
            yield Finding(start + begin, start + end, label, _RULE, 0, round(sure, 3))
        guessed = candidates(chances, stops, self._columns)
        places = together(list(guessed), sentence.heard, stops, text)
        judged = self._judge.judged(text, places, chances, sentence.heard)
        for place, sure in zip(places, judged, strict=True):
            name, words = text[place.start : place.end], place.last - place.first
            famous = sentence.heard.famous(place.start, place.end)
            if sure >= least(name, words, casual=sentence.piece.casual, famous=famous):
                yield Finding(
                    start + place.start, start + place.end, Label.PERSON, _RULE, 0, round(sure, 3)
                )


def _passages(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield sentences one behind another, as many as are read at once."""
    passage: list[_Piece] = []
    size = 0
    for one in pieces:
        if passage and size + len(one.text) > _PASSAGE:
            yield passage
            passage, size = [], 0
        passage.append(one)
        size += len(one.text)
    if passage:
        yield passage


def _pieces(owner: int, text: str) -> Iterator[_Piece]:
    """Yield sentences that hold Chinese, long ones cut where a comma or blank stands."""
    stop, talk = 0, False
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if start >= stop:
            stop = text.find("\n", start)
            stop = len(text) if stop < 0 else stop
            talk = casual(text[start:stop])
        yield from _cut(text, start, end, _Piece(owner, 0, "", talk))


def _cut(text: str, start: int, end: int, whose: _Piece) -> Iterator[_Piece]:
    while start < end:
        stop = end
        if end - start > _LONGEST:
            breaks = [m.end() for m in _BREAK.finditer(text, start + 1, start + _LONGEST)]
            stop = breaks[-1] if breaks else start + _LONGEST
        if _HAN.search(text, start, stop):
            yield replace(whose, start=start, text=text[start:stop])
        start = stop


def _batches(sentences: list[_Sentence]) -> Iterator[list[_Sentence]]:
    """Yield sentences of like length together."""
    sentences.sort(key=lambda one: len(one.numbers))
    batch: list[_Sentence] = []
    for one in sentences:
        size = len(one.numbers)
        longer = len(batch) >= _FEW and size > len(batch[0].numbers) * _PADDING + 2
        if batch and (longer or size * (len(batch) + 1) > _TOGETHER):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch
