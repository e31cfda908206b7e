"""The Chinese tagger: sentences through the network, candidates judged, rules beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.chinese_bodies import named
from posthouse.privacy.names.chinese_model import Floats, Model
from posthouse.privacy.names.chinese_net import Network
from posthouse.privacy.names.chinese_people import Columns, Judge, candidates, least
from posthouse.privacy.names.chinese_words import Words
from posthouse.privacy.names.tagger import HAN, apart

_LONGEST = 120
_SENTENCE = re.compile(r"(?=\S)[^\n。！？；!?]*[。！？；!?]*(?<!\s)")
_BREAK = re.compile(r"[，、,\s]")
_HAN = re.compile(f"[{HAN}]")
_TOGETHER = 600  # words in one pass of the network: what fits into a processor's cache
_FEW = 8  # sentences are not worth a pass of their own
_PADDING = 1.3  # how much longer than the shortest the longest in one pass may be
_RULE = "names-zh"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A piece of one text, in words."""

    owner: int
    start: int
    text: str
    numbers: list[int]
    stops: list[int]


class ChineseTagger:
    """Finds people, organisations and places in Chinese."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._words = Words(model.words, model.alias)
        self._columns = Columns(model.tags)
        self._network = Network(model)
        self._judge = Judge(model, self._columns)

    @property
    def name(self) -> str:
        """Name the model and the rules."""
        return f"zh:{self._model.version}"

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return the names of each text, sorted by start, none overlapping another."""
        found: list[list[Finding]] = [[] for _ in texts]
        for together in _batches(list(self._sentences(texts))):
            believed = self._network.beliefs([one.numbers for one in together])
            for sentence, chances in zip(together, believed, strict=True):
                found[sentence.owner] += self._named(sentence, chances)
        return [apart(findings) for findings in found]

    def _sentences(self, texts: Sequence[str]) -> Iterator[_Sentence]:
        for owner, text in enumerate(texts):
            for start, piece in _pieces(text):
                numbers, stops = self._words.numbered(piece)
                if numbers:
                    yield _Sentence(owner, start, piece, numbers, stops)

    def _named(self, sentence: _Sentence, chances: Floats) -> Iterator[Finding]:
        text, start = sentence.text, sentence.start
        for begin, end, label, sure in named(text, sentence.stops, chances, self._columns):
            yield Finding(start + begin, start + end, label, _RULE, 0, round(sure, 3))
        places = list(candidates(chances, sentence.stops, self._columns))
        for place, sure in zip(places, self._judge.judged(text, places, chances), strict=True):
            if sure >= least(text[place.start : place.end], place.last - place.first):
                yield Finding(
                    start + place.start, start + place.end, Label.PERSON, _RULE, 0, round(sure, 3)
                )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield sentences that hold Chinese, long ones cut where a comma or blank stands."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while start < end:
            stop = end
            if end - start > _LONGEST:
                breaks = [m.end() for m in _BREAK.finditer(text, start + 1, start + _LONGEST)]
                stop = breaks[-1] if breaks else start + _LONGEST
            if _HAN.search(text, start, stop):
                yield start, text[start:stop]
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
