"""The Chinese tagger: letters are read, suspicious sentences twice more; candidates are judged.

chinese_reader.py reads every sentence; the walker (chinese_walker.py) those where a name is
suspected or a company's legal form stands; the larger network of words (chinese_net.py) those where
suspicion stays. Most hold no name and cost little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.chinese_bodies import named, registered
from posthouse.privacy.names.chinese_heard import Heard, together
from posthouse.privacy.names.chinese_judge import Judge
from posthouse.privacy.names.chinese_latin import gloss
from posthouse.privacy.names.chinese_model import Model
from posthouse.privacy.names.chinese_net import Network
from posthouse.privacy.names.chinese_people import Columns, Place, candidates, casual, least
from posthouse.privacy.names.chinese_reader import Reader
from posthouse.privacy.names.chinese_walker import Walker
from posthouse.privacy.names.chinese_words import Words
from posthouse.privacy.names.tagger import HAN, apart
from posthouse.privacy.names.windows import Floats

_LONG, _LONGEST = 40, 80  # letters of a piece: where a comma allows it, and at most
_SENTENCE = re.compile(r"(?=\S)[^\n。！？；!?]*[。！？；!?]*(?<!\s)")
_BREAK = re.compile(r"[，、,]|(?<![A-Za-z.])\s|\s(?![A-Za-z])")
_HAN = re.compile(f"[{HAN}]")
_TOGETHER = 1_200  # words in one pass of the network: what fits into a processor's cache
_PASSAGE = 2_000  # letters that are read at once
_WORTH_A_WALK, _SUSPICIOUS = 0.08, 0.12
_RULE = "names-zh"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of one text."""

    owner: int
    start: int
    text: str
    casual: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece that may hold names, in words."""

    piece: Piece
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
        self._walker = Walker(model.walker)
        self._network = Network(model)
        self._judge = Judge(model, self._columns)
        self._latin = model.latin

    @property
    def name(self) -> str:
        """Name the model and the rules."""
        return f"zh:{self._model.version}"

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return the names of each text, sorted by start, none overlapping another."""
        found: list[list[Finding]] = [[] for _ in texts]
        for sentence, chances in self.read(texts):
            found[sentence.piece.owner] += self._named(sentence, chances)
        return [apart(findings) for findings in found]

    def read(self, texts: Sequence[str]) -> Iterator[tuple[Sentence, Floats]]:
        """Yield the sentences that may hold names, each with what the network of words says."""
        pieces = [one for owner, text in enumerate(texts) for one in _pieces(owner, text)]
        for batch in _batches(self._suspicious(pieces)):
            believed = self._network.beliefs([one.numbers for one in batch])
            yield from zip(batch, believed, strict=True)

    def places(self, sentence: Sentence, chances: Floats) -> list[Place]:
        """Return the candidates of a sentence."""
        guessed = candidates(chances, sentence.stops, self._columns)
        return together(
            list(guessed), sentence.heard, sentence.stops, sentence.piece.text, self._latin
        )

    def _suspicious(self, pieces: Sequence[Piece]) -> list[Sentence]:
        """Return the sentences that may hold names, and what reader and walker hear in them."""
        heard = list(self._suspected(pieces))
        walked = self._walker.heard([one.text for one, _ in heard])
        for (_, said), told in zip(heard, walked, strict=True):
            said.walked = told
        return [
            Sentence(one, said, *self._words.numbered(one.text))
            for one, said in heard
            if said.suspected >= _SUSPICIOUS or said.meets() or self._known(one.text)
        ]

    def _known(self, text: str) -> bool:
        """Tell whether form alone makes a sentence worth a look."""
        return registered(text) or self._latin.any(text)

    def _suspected(self, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Heard]]:
        for passage in _passages(pieces):
            text, starts = _joined(passage)
            letters, words = self._reader.read(text)
            for one, start in zip(passage, starts, strict=True):
                end = start + len(one.text)
                heard = Heard(letters[start:end], words[start:end])
                if heard.suspected >= _WORTH_A_WALK or self._known(one.text):
                    yield one, heard

    def _named(self, sentence: Sentence, chances: Floats) -> Iterator[Finding]:
        text, start, stops = sentence.piece.text, sentence.piece.start, sentence.stops
        for begin, end, label, sure in named(text, stops, chances, self._columns):
            yield Finding(start + begin, start + end, label, _RULE, 0, round(sure, 3))
        places = self.places(sentence, chances)
        judged = self._judge.judged(text, places, chances, sentence.heard)
        for place, sure in zip(places, judged, strict=True):
            name, words = text[place.start : place.end], place.last - place.first
            famous = sentence.heard.famous(place.start, place.end) or self._latin.forename(name)
            if sure >= least(name, words, casual=sentence.piece.casual, famous=famous):
                yield _person(start + place.start, start + place.end, sure)
                if again := gloss(text, place.start, place.end):
                    yield _person(start + again[0], start + again[1], sure)


def _person(start: int, end: int, sure: float) -> Finding:
    return Finding(start, end, Label.PERSON, _RULE, 0, round(sure, 3))


def _passages(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield sentences one behind another, as many as are read at once."""
    passage: list[Piece] = []
    size = 0
    for one in pieces:
        if passage and size + len(one.text) > _PASSAGE:
            yield passage
            passage, size = [], 0
        passage.append(one)
        size += len(one.text)
    if passage:
        yield passage


def _joined(passage: Sequence[Piece]) -> tuple[str, list[int]]:
    """Return a passage as one text, and where each piece begins in it."""
    text: list[str] = []
    starts, size, after = [], 0, (-1, 0)
    for one in passage:
        if text and after != (one.owner, one.start):
            text.append("\n")
            size += 1
        starts.append(size)
        text.append(one.text)
        size += len(one.text)
        after = (one.owner, one.start + len(one.text))
    return "".join(text), starts


def _pieces(owner: int, text: str) -> Iterator[Piece]:
    """Yield sentences that hold Chinese, long ones cut where a comma or blank stands."""
    stop, talk = 0, False
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if start >= stop:
            stop = text.find("\n", start)
            stop = len(text) if stop < 0 else stop
            talk = casual(text[start:stop])
        yield from _cut(text, start, end, Piece(owner, 0, "", talk))


def _cut(text: str, start: int, end: int, whose: Piece) -> Iterator[Piece]:
    while start < end:
        stop = _stop(text, start, end)
        if _HAN.search(text, start, stop):
            yield replace(whose, start=start, text=text[start:stop])
        start = stop


def _stop(text: str, start: int, end: int) -> int:
    """Return where a piece ends: at the last comma that keeps it short, or else at the next one."""
    if end - start <= _LONG:
        return end
    stop = 0
    for match in _BREAK.finditer(text, start + 1, min(start + _LONGEST, end)):
        if stop and match.end() > start + _LONG:
            break
        stop = match.end()
    return stop or min(start + _LONGEST, end)


def _batches(sentences: list[Sentence]) -> Iterator[list[Sentence]]:
    """Yield sentences of like length together."""
    sentences.sort(key=lambda one: len(one.numbers))
    batch: list[Sentence] = []
    for one in sentences:
        if batch and len(one.numbers) * (len(batch) + 1) > _TOGETHER:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch
