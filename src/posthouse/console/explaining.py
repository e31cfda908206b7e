"""What a project looks with, for the page that explains: detectors, names, words, treatments."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from posthouse.batch.reader import Reader
from posthouse.config.compile import terms
from posthouse.config.names import wanted
from posthouse.config.treatments import by_project, media_of
from posthouse.console.parts import Parts
from posthouse.exchange.explain import Explainer, Explanation
from posthouse.exchange.viewing import Viewer
from posthouse.model.terms import NO_TERMS, Terms
from posthouse.privacy.allow import Allowed
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors import catalogue
from posthouse.privacy.examine import Examiner
from posthouse.privacy.why import shipped_reasons
from posthouse.store.compiled import packed_detectors


def explained(parts: Parts, project: str, name: str, asked: str | bytes) -> Explanation:
    """Explain a text or a file as the station would treat it, a request by its shape.

    A process of its own reads images and documents, and ends with them. Raises Undecodable.
    """
    settings = parts.settings()
    own = parts.terms.every().get(project, NO_TERMS)
    words = (*terms(settings.privacy), *own.masked)
    detector = Detector(catalogue.RULES, words, compiled(parts, own))
    names = wanted(settings.privacy.names)
    examiner = Examiner(
        detector.find_all, None if names is None else names.find_all, Allowed(own.allowed)
    )
    with closing(Reader()) as reader:
        explainer = Explainer(
            examiner.find_all, by_project(settings)[project], shipped_reasons(),
            Viewer(media_of(settings, project), reader),
        )  # fmt: skip
        if isinstance(asked, bytes):
            return explainer.file(name, asked)
        return explainer.body(asked.encode()) or explainer.text(asked)


def compiled(parts: Parts, own: Terms) -> bytes:
    """Return the detectors with a project's words, compiled here so that the relay loads them."""
    words = (*terms(parts.settings().privacy), *own.masked)
    return packed_detectors(Path(parts.settings().store.folder) / "cache", words)
