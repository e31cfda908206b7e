"""Names in English prose: a small network reads, form tells, and what was named once is known.

english_words.py          text -> words with rows and surroundings
english_model.py          words -> probabilities of labels
english_spans.py          probabilities -> names
english_doubts.py         how sure the network must be of words like these
english_abbreviations.py  what names nobody
english_things.py         what a name is of, where it is nobody's
english_codes.py          codes of goods and standards beside names
english_rules.py          what stands after a title, a greeting, a form's field
english_rolls.py          people whom a list, its label or a colon announces
english_cues.py           names in small letters behind a cue, owners of home folders
english_places.py         places in small letters
english_turned.py         surnames before forenames
english_houses.py         numbers before a street, the flat behind it
english_postcodes.py      postcodes
english_again.py          the same name again, in part or whole
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_again import again
from posthouse.privacy.names.english_codes import bare, within_code
from posthouse.privacy.names.english_cues import cued, owners
from posthouse.privacy.names.english_doubts import QUIET, Doubts
from posthouse.privacy.names.english_houses import whole
from posthouse.privacy.names.english_lexicon import Lexicon
from posthouse.privacy.names.english_places import located, places
from posthouse.privacy.names.english_postcodes import called, postcodes
from posthouse.privacy.names.english_rolls import is_somebody, rolls
from posthouse.privacy.names.english_rules import Told, title_before, told
from posthouse.privacy.names.english_spans import Named, named
from posthouse.privacy.names.english_things import thing
from posthouse.privacy.names.english_turned import turned
from posthouse.privacy.names.english_words import Words, split, vocabulary
from posthouse.privacy.names.manner import AGAIN, FORM, KNOWN, READ
from posthouse.privacy.names.merge import beside
from posthouse.privacy.names.windows import Floats
from posthouse.privacy.words import words as listed

# Nats against a word being no name, by kind: what a reader misses weighs more than what he adds.
_EAGER = (4.5, 5.0, 4.5, 0.5)
_SURE = 0.95  # what a rule of form is worth
_HALF = 0.4  # how sure a reader must be of a name of which one word is known
_COLUMN = 3  # blanks that divide columns
_SHORTENED = 3  # letters of a word that a full stop may abbreviate
_ABBREVIATED = listed(
    "Jr Sr Inc Ltd Co Pvt Prof Capt Corp Univ Dept Govt Sgt Hosp Intl Assn Bros Mass Calif Conn"
)
_OTHERS = re.compile(r",?[ ]et al\b\.?")


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
        self._doubts = Doubts(reader.lexicon)

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
        used, written = vocabulary(words), _writes_capitals(words)
        lexicon = self._reader.lexicon
        names = self._read(text, words, labelled, written=written)
        read = self._doubts.without_terms(text, list(names))
        read = _with(read, _found(cued(text, used, lexicon), READ, QUIET))
        read = _with(read, self._places(words, written=written))
        forms = chain(
            told(text, used),
            rolls(text, used, lexicon),
            called(text, used),
            owners(text, used, lexicon),
        )
        formed = [
            form
            for form in _found(forms, FORM, _SURE)
            if form.label is not Label.PERSON or not self._doubts.usual(text[form.start : form.end])
        ]
        both = [
            one
            for one in _joined(text, formed, read)
            if not thing(text, one.start, one.end, one.label)
        ]
        found = whole(text, turned(text, both, lexicon))
        found = _with(found, _found(postcodes(text, found), READ, _SURE))
        return _with(found, _found(again(text, found), AGAIN, _SURE))

    def _places(self, words: Words, *, written: bool) -> Iterator[Finding]:
        for at in places(words, self._reader.lexicon, written=written):
            yield Finding(words.starts[at], words.ends[at], Label.LOCATION, READ, 0, QUIET)

    def _read(
        self, text: str, words: Words, labelled: Floats, *, written: bool
    ) -> Iterator[Finding]:
        """Yield what the network names and its letters do not speak against."""
        for name in named(labelled, _EAGER):
            for first, last in _parts(words, name):
                label = self._label(words, first, last, name)
                start, end = words.starts[first], words.ends[last]
                if within_code(text, start, end):
                    continue
                start, end = bare(text, start, end, label, name.confidence)
                taken = _taken(words, first, last, (start, end))
                if taken and (
                    label is Label.ADDRESS
                    or self._doubts.worth(taken, name.confidence, written=written)
                ):
                    known = label is Label.PERSON and (
                        self._doubts.full(taken) or self._half(text[start:end], name.confidence)
                    )
                    rule = KNOWN if known else READ
                    yield Finding(start, end, label, rule, 0, name.confidence)

    def _half(self, name: str, confidence: float) -> bool:
        """Tell whether of a name that was read at least one of several words is known as one."""
        return confidence >= _HALF and " " in name and is_somebody(name, self._reader.lexicon)

    def _label(self, words: Words, first: int, last: int, name: Named) -> Label:
        """Return what a name is: what stands where places do is none of a body."""
        place = name.kind == Label.ORG.name and located(words, first, last, self._reader.lexicon)
        return Label.LOCATION if place else Label[name.kind]


def _found(names: Iterable[Told], rule: str, confidence: float) -> Iterator[Finding]:
    for name in names:
        yield Finding(name.start, name.end, name.label, rule, 0, confidence)


def _with(found: list[Finding], more: Iterable[Finding]) -> list[Finding]:
    """Return findings, in order, with those that overlap none of them."""
    added = beside(more, found)
    return sorted([*found, *added]) if added else found


def _parts(words: Words, name: Named) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of a name, or of each where a sign or a column parts it."""
    first = name.first
    for at in range(first + 1, name.last + 1):
        if words.starts[at] - words.ends[at - 1] >= _COLUMN:
            yield _bare(words, first, at - 1)
            first = at
        elif at == name.last:
            break
        elif _stops(words, at) or (name.kind != Label.PERSON.name and _parts_list(words, at)):
            yield _bare(words, first, at - 1)
            first = at + 1
    yield _bare(words, first, name.last)


def _taken(words: Words, first: int, last: int, span: tuple[int, int]) -> list[str]:
    """Return the words from one to another that stand in a span."""
    return [
        words.texts[at]
        for at in range(first, last + 1)
        if words.ends[at] <= span[1] and words.starts[at] >= span[0]
    ]


def _bare(words: Words, first: int, last: int) -> tuple[int, int]:
    """Return the first and last word without the signs around them."""
    while first < last and not words.texts[first][0].isalnum():
        first += 1
    while first < last and not (words.texts[last][0].isalnum() or _shortened(words.texts, last)):
        last -= 1
    return first, last


def _shortened(texts: Sequence[str], at: int) -> bool:
    """Tell whether a sign at a name's end belongs to it: "Jr.", "J.", "(Bob)"."""
    return texts[at] in ")'’" or (
        texts[at] == "." and (len(texts[at - 1]) == 1 or texts[at - 1] in _ABBREVIATED)
    )


def _stops(words: Words, at: int) -> bool:
    """Tell whether a sign within a name ends a sentence: behind a whole word, before a space."""
    before = words.texts[at - 1]
    return (
        words.texts[at] in ".;"
        and len(before) > _SHORTENED
        and before not in _ABBREVIATED
        and words.starts[at + 1] > words.ends[at]
    )


def _parts_list(words: Words, at: int) -> bool:
    """Tell whether a sign within a name stands alone, as a dash or a dot of a list does."""
    return (
        words.texts[at] in "-–—|•▪"
        and words.starts[at] > words.ends[at - 1]
        and words.starts[at + 1] > words.ends[at]
    )


def _writes_capitals(words: Words) -> bool:
    """Tell whether a text has capitals, as who types in a hurry writes none."""
    capital = sum(1 for text in words.texts if text[0].isupper() and len(text) > 1)
    return capital * 25 > len(words.texts)


def _joined(text: str, formed: list[Finding], read: list[Finding]) -> list[Finding]:
    """Put what form tells and what was read together: longer where both agree, form's where not."""
    found: list[Finding] = []
    both = sorted([*formed, *read], key=lambda f: (f.start, -f.end)) if formed else read
    for one in both:
        last = found[-1] if found else None
        if last is None or one.start >= last.end:
            found.append(one)
        elif one.label is last.label and one.end > last.end:
            found[-1] = _longer(last, one)
        elif one.rule == FORM and last.rule != FORM:
            found[-1] = _longer(last, one) if one.end > last.end else last
    return [_honoured(text, one) for one in found]


def _longer(last: Finding, one: Finding) -> Finding:
    surer = max(last.confidence, one.confidence)
    label = one.label if one.rule == FORM else last.label
    rule = FORM if FORM in (last.rule, one.rule) else last.rule
    return Finding(last.start, max(last.end, one.end), label, rule, 0, surer)


def _honoured(text: str, one: Finding) -> Finding:
    """Take the title before a person's name with it, and the others who stand behind it."""
    if one.label is not Label.PERSON:
        return one
    others = _OTHERS.match(text, one.end)
    return Finding(
        title_before(text, one.start),
        others.end() if others else one.end,
        one.label,
        one.rule,
        0,
        one.confidence,
    )
