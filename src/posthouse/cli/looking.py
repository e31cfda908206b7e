"""What a project looks with, for commands that look at texts themselves."""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from posthouse.cli.options import data_home, settings_file
from posthouse.cli.terms import terms_of
from posthouse.config.compile import terms
from posthouse.config.load import load
from posthouse.config.names import wanted
from posthouse.config.treatments import DEFAULT_PROJECT, by_project, media_of
from posthouse.model.errors import CommandError, ConfigError
from posthouse.model.finding import Label, Treatment
from posthouse.model.media import Handling, MediaRules
from posthouse.model.terms import NO_TERMS, Allowance
from posthouse.privacy.allow import Allowed
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors import catalogue
from posthouse.privacy.examine import Examiner
from posthouse.privacy.scan import fingerprint
from posthouse.store.compiled import packed_detectors
from posthouse.vault.keyring import Keyring

UNSAID = MediaRules(Handling.REFUSE, Handling.REFUSE, Handling.REFUSE)
"""What holds without settings."""


@dataclass(frozen=True, slots=True, repr=False)
class Looking:
    """Treatments and words of a project, as the station has them."""

    treatments: Mapping[Label, Treatment]
    words: tuple[str, ...]
    allowed: tuple[Allowance, ...]
    names: str = "auto"
    media: MediaRules = UNSAID

    @property
    def images(self) -> bool:
        """Tell whether images are read."""
        return self.media.images is Handling.REDACT

    @property
    def documents(self) -> bool:
        """Tell whether documents become text."""
        return self.media.documents is Handling.TEXT

    def name(self, keyring: Keyring) -> str:
        """Name detectors and words; words are told under a key: they could be guessed."""
        rules = fingerprint(catalogue.RULES, ())
        if (names := wanted(self.names)) is not None:
            rules = f"{rules} {names.tagger.name}"
        if not self.words and not self.allowed:
            return rules
        told = fingerprint((), self.words)
        for one in self.allowed:
            told += f"\0{one.value}\0{one.label.value if one.label else ''}"
        return f"{rules} {hmac.digest(keyring.policy_key(), told.encode(), 'sha256').hex()}"

    def packed(self) -> bytes:
        """Return the compiled detectors, kept in this user's data home."""
        return packed_detectors(data_home(os.environ) / "cache", self.words)

    def examiner(self) -> Examiner:
        """Return what finds things in texts."""
        detector = Detector(catalogue.RULES, self.words, self.packed())
        names = wanted(self.names)
        return Examiner(
            detector.find_all, None if names is None else names.find_all, Allowed(self.allowed)
        )


def looking(config: Path | None, project: str, names: str | None = None) -> Looking:
    """Return what a project looks with; without settings all that is found is masked.

    `names` stands for the setting privacy.names. Raises ConfigError, CommandError, StoreError.
    """
    try:
        file = settings_file(config, os.environ)
    except ConfigError:
        if project != DEFAULT_PROJECT:
            raise
        return Looking({}, (), (), names or "auto")
    settings = load(file)
    known = by_project(settings)
    if project not in known:
        raise CommandError(
            f"--project: expected one of the settings, found none named {project}",
            hint=f"known: {', '.join(known)}",
        )
    own = terms_of(settings).get(project, NO_TERMS)
    words = (*terms(settings.privacy), *own.masked)
    return Looking(
        known[project], words, own.allowed, names or settings.privacy.names,
        media_of(settings, project),
    )  # fmt: skip
