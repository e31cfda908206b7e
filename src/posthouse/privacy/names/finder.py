"""Finds names in the texts of a request: in prose, comments and string literals, never in code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posthouse.model.finding import Finding
from posthouse.privacy.blocks import LOOKED_IN, segments
from posthouse.privacy.escapes import Layer, layers
from posthouse.privacy.memo import Finder
from posthouse.privacy.names.manner import believed, software
from posthouse.privacy.names.tagger import Tagger


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
            tuple(believed(text, names) if names and software(text, stretches) else names)
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


def _deepest(text: str) -> Layer:
    return layers(text)[-1] if "\\" in text else Layer(text)


def _in_text(text: str, start: int, view: Layer, finding: Finding) -> Finding:
    """Return a finding in the view of a stretch as one of the text."""
    begin, stop = (start + place for place in view.span(finding.start, finding.end))
    depth = view.depth if "\\" in text[begin:stop] else 0
    return Finding(begin, stop, finding.label, finding.rule, depth, finding.confidence)
