"""Finds names in the texts of a request: in prose, comments and string literals, never in code."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from posthouse.model.finding import Finding, Label
from posthouse.privacy.blocks import LOOKED_IN, segments
from posthouse.privacy.escapes import Layer, layers
from posthouse.privacy.lexing import Segment
from posthouse.privacy.memo import Finder
from posthouse.privacy.names.english_again import again
from posthouse.privacy.names.manner import AGAIN, READ, believed
from posthouse.privacy.names.merge import beside
from posthouse.privacy.names.tagger import Tagger

_START = attrgetter("start")
_AGAIN = 0.95  # what a name is worth that was told elsewhere in the text


@dataclass(frozen=True, slots=True)
class Names:
    """Finds names with a tagger. Slow beside the detector: keep it off the event loop."""

    tagger: Tagger

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Return the names of each text, sorted by start, none overlapping another."""
        parts = [segments(text) for text in texts]
        asked = [
            (index, start, _deepest(texts[index][start:end]))
            for index, stretches in enumerate(parts)
            for start, end, kind in stretches
            if kind in LOOKED_IN
        ]
        found: list[list[Finding]] = [[] for _ in texts]
        answers = self.tagger.tag([view.text for _, _, view in asked]) if asked else []
        for (index, start, view), findings in zip(asked, answers, strict=True):
            text = texts[index]
            found[index] += [_in_text(text, start, view, finding) for finding in findings]
        return [
            tuple(_whole(text, stretches, names)) if names else ()
            for text, stretches, names in zip(texts, parts, found, strict=True)
        ]


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """Answers with what was found ahead, elsewhere; looks itself for what was not."""

    finder: Finder
    ahead: Mapping[str, tuple[Finding, ...]]

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Return the findings of each text."""
        rest = [text for text in texts if text not in self.ahead]
        found = dict(zip(rest, self.finder.find_all(rest), strict=True)) if rest else {}
        return [self.ahead[t] if t in self.ahead else found[t] for t in texts]


def _whole(text: str, stretches: Sequence[Segment], names: list[Finding]) -> list[Finding]:
    """Return the names of a text: those believed there, and its people in other stretches."""
    sure = believed(text, names, stretches)
    people = [one for one in sure if one.label is Label.PERSON and one.rule.startswith(READ)]
    if len(stretches) == 1 or not people:
        return sure
    more = (
        Finding(one.start, one.end, one.label, AGAIN, 0, _AGAIN)
        for one in again(text, people)
        if _within(stretches, one.start)
    )
    return sorted([*sure, *beside(more, sure)])


def _within(stretches: Sequence[Segment], at: int) -> bool:
    """Tell whether names are looked for in the stretch in which a place lies."""
    return stretches[bisect_right(stretches, at, key=_START) - 1].kind in LOOKED_IN


def _deepest(text: str) -> Layer:
    return layers(text)[-1] if "\\" in text else Layer(text)


def _in_text(text: str, start: int, view: Layer, finding: Finding) -> Finding:
    """Return a finding in the view of a stretch as one of the text."""
    begin, stop = (start + place for place in view.span(finding.start, finding.end))
    depth = view.depth if "\\" in text[begin:stop] else 0
    return Finding(begin, stop, finding.label, finding.rule, depth, finding.confidence)
