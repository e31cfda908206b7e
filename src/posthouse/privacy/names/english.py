"""Names in English prose: a small network reads, form tells, and what was named once is known.

english_words.py    text -> words with rows and surroundings
english_model.py    words -> probabilities of labels
english_spans.py    probabilities -> names
english_rules.py    what stands after a title, a greeting, a form's field
english_places.py   places in small letters
english_again.py    the same name again, in part or whole
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_again import again
from posthouse.privacy.names.english_lexicon import EVERYDAY, FORENAME, SURNAME, Lexicon
from posthouse.privacy.names.english_places import places
from posthouse.privacy.names.english_postcodes import postcodes
from posthouse.privacy.names.english_rules import TITLED, told
from posthouse.privacy.names.english_spans import named
from posthouse.privacy.names.english_words import Words, split, vocabulary
from posthouse.privacy.names.manner import AGAIN, FORM, KNOWN, READ
from posthouse.privacy.names.merge import beside
from posthouse.privacy.names.windows import Floats

# Nats against a word being no name, by kind: what a reader misses weighs more than what he adds.
_EAGER = (4.3, 4.8, 4.3, 0.5)
# How sure a name must be that is made of everyday words alone: of one, of several.
_ONE_USUAL, _ALL_USUAL = 0.3, 0.2
_SURE = 0.95  # what a rule of form is worth
# How sure a name in small letters must be: between capitals, where all is small, and of any word.
_BETWEEN, _QUIET, _CERTAIN = 0.85, 0.5, 0.97


class Reader(Protocol):
    """Gives words the log-probabilities of their labels, and what the lexicon says of them."""

    @property
    def lexicon(self) -> Lexicon:
        """The words that are known."""

    def label(self, texts: Sequence[Words]) -> Sequence[Floats]:
        """Return per text and word the log-probabilities of LABELS."""


class English:
    """Tags English prose. Threads may share one."""

    def __init__(self, reader: Reader) -> None:
        """Take what reads words: a Network."""
        self._reader = reader

    @property
    def name(self) -> str:
        """Name this tagger, its model and its rules."""
        return "english-1"

    def tag(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Return the names of each text, sorted by start, none overlapping another."""
        words = [split(text) for text in texts]
        labelled = self._reader.label(words)
        return [self._tagged(*one) for one in zip(texts, words, labelled, strict=True)]

    def _tagged(self, text: str, words: Words, labelled: Floats) -> list[Finding]:
        read = list(self._read(words, labelled))
        read += beside(self._places(words), read)
        forms = told(text, vocabulary(words))
        formed = [Finding(t.start, t.end, t.label, FORM, 0, _SURE) for t in forms]
        found = _joined(text, formed, read)
        codes = [
            Finding(c.start, c.end, c.label, READ, 0, _SURE)
            for c in beside(postcodes(text, found), found)
        ]
        found = sorted([*found, *codes])
        found += [Finding(a.start, a.end, a.label, AGAIN, 0, _SURE) for a in again(text, found)]
        return sorted(found)

    def _places(self, words: Words) -> Iterator[Finding]:
        for at in places(words, self._reader.lexicon):
            yield Finding(words.starts[at], words.ends[at], Label.LOCATION, READ, 0, _QUIET)

    def _read(self, words: Words, labelled: Floats) -> Iterator[Finding]:
        """Yield what the network names and its letters do not speak against."""
        written = _writes_capitals(words)
        for name in named(labelled, _EAGER):
            label = Label[name.kind]
            taken = words.texts[name.first : name.last + 1]
            if label is not Label.ADDRESS and not self._worth(
                taken, name.confidence, written=written
            ):
                continue
            rule = KNOWN if label is Label.PERSON and self._known(taken) else READ
            start, end = words.starts[name.first], words.ends[name.last]
            yield Finding(start, end, label, rule, 0, name.confidence)

    def _known(self, taken: Sequence[str]) -> bool:
        """Tell whether a person's name of several words holds a forename and a surname."""
        flags = self._flags(word for word in taken if len(word) > 1)
        proper = [flag for flag in flags if not flag & EVERYDAY]
        return (
            len(flags) > 1
            and len(proper) > 1
            and any(flag & FORENAME for flag in proper)
            and any(flag & SURNAME for flag in proper)
        )

    def _worth(self, taken: Sequence[str], confidence: float, *, written: bool) -> bool:
        """Tell whether the network is sure enough for words like these."""
        if not any(word[0].isupper() for word in taken):
            return self._small(taken, confidence, written=written)
        if confidence >= _ONE_USUAL:
            return True
        usual = all(f & EVERYDAY for f in self._flags(w for w in taken if w[0].isalpha()))
        return not usual or (len(taken) > 1 and confidence >= _ALL_USUAL)

    def _small(self, taken: Sequence[str], confidence: float, *, written: bool) -> bool:
        """Tell whether words in small letters are a name after all."""
        if confidence < (_BETWEEN if written else _QUIET):
            return False
        return confidence > _CERTAIN or not all(f & EVERYDAY for f in self._flags(taken))

    def _flags(self, words: Iterable[str]) -> list[int]:
        known = self._reader.lexicon.known
        return [known(word)[0] for word in words]


def _writes_capitals(words: Words) -> bool:
    capital = sum(1 for text in words.texts if text[0].isupper() and len(text) > 1)
    return capital * 25 > len(words.texts)


def _joined(text: str, formed: list[Finding], read: list[Finding]) -> list[Finding]:
    """Put what form tells and what was read together: longer where both agree, form's where not."""
    found: list[Finding] = []
    for one in sorted([*formed, *read], key=lambda f: (f.start, -f.end)):
        last = found[-1] if found else None
        if last is None or one.start >= last.end:
            found.append(one)
        elif one.label is last.label and one.end > last.end:
            found[-1] = _longer(last, one)
        elif one.rule == FORM and last.rule != FORM:
            found[-1] = _longer(last, one) if one.end > last.end else last
    return [_titled(text, one) for one in found]


def _longer(last: Finding, one: Finding) -> Finding:
    surer = max(last.confidence, one.confidence)
    label = one.label if one.rule == FORM else last.label
    rule = FORM if FORM in (last.rule, one.rule) else last.rule
    return Finding(last.start, max(last.end, one.end), label, rule, 0, surer)


def _titled(text: str, one: Finding) -> Finding:
    """Take the title before a person's name with it."""
    if one.label is not Label.PERSON:
        return one
    title = TITLED.search(text, max(one.start - 14, 0), one.start)
    if title is None:
        return one
    return Finding(title.start(), one.end, one.label, one.rule, 0, one.confidence)
