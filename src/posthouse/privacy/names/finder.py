"""Finds names in the texts of a request: in prose, comments and string literals, never in code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posthouse.model.finding import Finding
from posthouse.privacy.escapes import Layer, layers
from posthouse.privacy.names.prose import prose
from posthouse.privacy.names.tagger import Tagger


@dataclass(frozen=True, slots=True)
class Names:
    """Finds names with a tagger. Slow beside the detector: keep it off the event loop."""

    tagger: Tagger

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Return the names of each text, sorted by start, none overlapping another."""
        views = [_deepest(text) for text in texts]
        asked = [
            (index, start, view.text[start:end])
            for index, view in enumerate(views)
            for start, end in prose(view.text)
        ]
        found: list[list[Finding]] = [[] for _ in texts]
        answers = self.tagger.tag([run for _, _, run in asked]) if asked else []
        for (index, start, _), findings in zip(asked, answers, strict=True):
            text, view = texts[index], views[index]
            found[index] += [_in_text(text, view, start, finding) for finding in findings]
        return [tuple(findings) for findings in found]


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """Answers with names that were found ahead, elsewhere; looks itself for any that were not."""

    names: Names
    ahead: Mapping[str, tuple[Finding, ...]]

    def find_all(self, texts: Sequence[str]) -> list[tuple[Finding, ...]]:
        """Return the names of each text."""
        rest = [text for text in texts if text not in self.ahead]
        found = dict(zip(rest, self.names.find_all(rest), strict=True)) if rest else {}
        return [self.ahead[t] if t in self.ahead else found[t] for t in texts]


def _deepest(text: str) -> Layer:
    return layers(text)[-1] if "\\" in text else Layer(text)


def _in_text(text: str, view: Layer, start: int, finding: Finding) -> Finding:
    """Return a finding of a stretch of a view as one of the text."""
    begin, stop = view.span(start + finding.start, start + finding.end)
    depth = view.depth if "\\" in text[begin:stop] else 0
    return Finding(begin, stop, finding.label, finding.rule, depth, finding.confidence)
