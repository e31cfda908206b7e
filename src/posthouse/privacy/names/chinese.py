"""The Chinese tagger: letters are read, doubtful sentences twice more; candidates are judged.

chinese_reader.py reads every sentence. Where it is sure who is named, or that nobody is, its word
stands. The others the walker (chinese_walker.py) and the larger network of words (chinese_net.py)
read too; the latter also those that may name an organisation or a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.chinese_bodies import named
from posthouse.privacy.names.chinese_doubts import against
from posthouse.privacy.names.chinese_drugs import drug
from posthouse.privacy.names.chinese_heard import Heard, odds, together
from posthouse.privacy.names.chinese_judge import Judge, chance
from posthouse.privacy.names.chinese_latin import gloss, glossed
from posthouse.privacy.names.chinese_model import Model
from posthouse.privacy.names.chinese_net import Network
from posthouse.privacy.names.chinese_people import Columns, Place, candidates, least, manner
from posthouse.privacy.names.chinese_public import public
from posthouse.privacy.names.chinese_reader import Reader
from posthouse.privacy.names.chinese_told import beside_told, told
from posthouse.privacy.names.chinese_walker import Walker
from posthouse.privacy.names.chinese_words import Words
from posthouse.privacy.names.tagger import HAN, apart
from posthouse.privacy.names.windows import Floats

_LONG, _LONGEST = 40, 80  # letters of a piece: where a comma allows it, and at most
_SENTENCE = re.compile(r"(?=\S)[^\n。！？；!?]*[。！？；!?]*(?<!\s)")
_BREAK = re.compile(r"[，、,]|(?<![A-Za-z.])\s|\s(?![A-Za-z])")
_HAN = re.compile(f"[{HAN}]")
_TOGETHER = 1_200  # words in one pass of the network: what fits into a processor's cache
_PASSAGE = 2_000  # letters of a text that are read in one piece
_SURE = 0.5  # what the reader is sure of, once what speaks against it is counted
_RULE = "names-zh"
_SUMS = "¥￥$€£"  # a sum that begins behind a name


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of one text."""

    owner: int
    start: int
    text: str
    manner: int = 0


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
        heard = self._heard(texts)
        for piece, said in heard:
            if not said.doubted:
                found[piece.owner] += self._settled(piece, said)
        for sentence, chances in self._words_of(heard):
            owner = found[sentence.piece.owner]
            owner += self._bodies(sentence, chances)
            if sentence.heard.doubted:
                owner += self._judged(sentence, chances)
        for piece, said in heard:
            if said.told:
                found[piece.owner] = beside_told(found[piece.owner], piece.start, said.told)
        return [apart(findings) for findings in found]

    def read(self, texts: Sequence[str]) -> Iterator[tuple[Sentence, Floats]]:
        """Yield the sentences that are in doubt, each with what the network of words says."""
        for sentence, chances in self._words_of(self._heard(texts)):
            if sentence.heard.doubted:
                yield sentence, chances

    def places(self, sentence: Sentence, chances: Floats) -> list[Place]:
        """Return the candidates of a sentence."""
        guessed = candidates(chances, sentence.stops, self._columns)
        return together(
            list(guessed), sentence.heard, sentence.stops, sentence.piece.text, self._latin
        )

    def _heard(self, texts: Sequence[str]) -> list[tuple[Piece, Heard]]:
        """Return the sentences that may hold names, and what reader and walker hear in them."""
        pieces = [one for owner, text in enumerate(texts) for one in _pieces(owner, text)]
        heard = list(self._suspected(pieces))
        doubted = [(one, said) for one, said in heard if said.doubted]
        walked = self._walker.heard([one.text for one, _ in doubted])
        for (_, said), walk in zip(doubted, walked, strict=True):
            said.walked = walk
        return heard

    def _suspected(self, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Heard]]:
        for some in _together(_passages(pieces)):
            joined = [_joined(passage) for passage in some]
            read = self._reader.read([text for text, _ in joined])
            for passage, (_, starts), (letters, words) in zip(some, joined, read, strict=True):
                for one, start in zip(passage, starts, strict=True):
                    end = start + len(one.text)
                    heard = Heard(letters[start:end], words[start:end])
                    heard.doubted |= self._latin.any(one.text)
                    heard.others = heard.doubted or heard.suspects(one.text)
                    heard.told = list(told(one.text, heard.flags, self._judge.given))
                    if heard.people or heard.others or heard.told:
                        yield one, heard

    def _words_of(self, heard: Sequence[tuple[Piece, Heard]]) -> Iterator[tuple[Sentence, Floats]]:
        """Yield the sentences that are worth the network of words, each with what it says."""
        sentences = [
            Sentence(one, said, *self._words.numbered(one.text))
            for one, said in heard
            if said.others
        ]
        for batch in _batches(sentences):
            believed = self._network.beliefs([one.numbers for one in batch])
            yield from zip(batch, believed, strict=True)

    def _bodies(self, sentence: Sentence, chances: Floats) -> Iterator[Finding]:
        text, start, stops = sentence.piece.text, sentence.piece.start, sentence.stops
        for begin, end, label, sure in named(text, stops, chances, self._columns):
            if public(text[begin:end]) or (label is Label.LOCATION and drug(text, begin, end)):
                continue
            yield Finding(start + begin, start + end, label, _RULE, 0, round(sure, 3))

    def _settled(self, piece: Piece, heard: Heard) -> Iterator[Finding]:
        """Yield the people of whom the reader is sure."""
        for start, end, mean in heard.named(piece.text, self._latin):
            sure = chance(odds(mean) + against(piece.text, start, end))
            if sure >= _SURE:
                yield from self._people(piece, start, end, sure)

    def _judged(self, sentence: Sentence, chances: Floats) -> Iterator[Finding]:
        text = sentence.piece.text
        places = self.places(sentence, chances)
        judged = self._judge.judged(text, places, chances, sentence.heard)
        for place, sure in zip(places, judged, strict=True):
            name, words = text[place.start : place.end], place.last - place.first
            famous = sentence.heard.famous(place.start, place.end) or self._latin.forename(name)
            if sure >= least(name, words, manner=sentence.piece.manner, famous=famous):
                yield from self._people(sentence.piece, place.start, place.end, sure)

    def _people(self, piece: Piece, start: int, end: int, sure: float) -> Iterator[Finding]:
        """Yield somebody's name, and where it stands once more in other letters."""
        named = end - (piece.text[end - 1] in _SUMS)
        yield _person(piece.start + start, piece.start + named, sure)
        again = gloss(self._latin, piece.text, start, end) or glossed(piece.text, start, end)
        if again is not None:
            yield _person(piece.start + again[0], piece.start + again[1], sure)


def _person(start: int, end: int, sure: float) -> Finding:
    return Finding(start, end, Label.PERSON, _RULE, 0, round(sure, 3))


def _passages(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield sentences of one text, no more than are read in one piece."""
    passage: list[Piece] = []
    size = 0
    for one in pieces:
        if passage and (passage[-1].owner != one.owner or size + len(one.text) > _PASSAGE):
            yield passage
            passage, size = [], 0
        passage.append(one)
        size += len(one.text)
    if passage:
        yield passage


def _together(passages: Iterable[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Yield passages, as many as are read at once."""
    some: list[list[Piece]] = []
    size = 0
    for passage in passages:
        some.append(passage)
        size += sum(len(one.text) for one in passage)
        if size >= _PASSAGE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _joined(passage: Sequence[Piece]) -> tuple[str, list[int]]:
    """Return a passage as one text, and where each piece begins in it."""
    text: list[str] = []
    starts, size, after = [], 0, passage[0].start
    for one in passage:
        if one.start != after:
            text.append("\n")
            size += 1
        starts.append(size)
        text.append(one.text)
        size += len(one.text)
        after = one.start + len(one.text)
    return "".join(text), starts


def _pieces(owner: int, text: str) -> Iterator[Piece]:
    """Yield sentences that hold Chinese, long ones cut where a comma or blank stands."""
    stop, how = 0, 0
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if start >= stop:
            stop = text.find("\n", start)
            stop = len(text) if stop < 0 else stop
            how = manner(text[start:stop])
        yield from _cut(text, start, end, Piece(owner, 0, "", how))


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
