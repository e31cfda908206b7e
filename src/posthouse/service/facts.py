"""Builds the snapshot of facts from settings, keys and derived secrets."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from posthouse.accounting.price import PriceRow, Tariff
from posthouse.config.compile import Compiled
from posthouse.config.schema import Settings
from posthouse.exchange.facts import Facts, Limits, Project
from posthouse.model.caller import KeyRecord
from posthouse.ports import KeyStore
from posthouse.privacy.detect import Detector
from posthouse.privacy.memo import Memo
from posthouse.privacy.token import ALPHABET, Minter
from posthouse.vault.keyring import Keyring


@dataclass(slots=True)
class FactsBuilder:
    """Keeps what is dear to make (detector, memo) from one snapshot to the next."""

    station: str
    software: str
    keyring: Keyring
    keys: KeyStore
    detector: Callable[[tuple[str, ...]], Detector]
    _terms: tuple[str, ...] | None = None
    _detector: Detector | None = None
    _memo: Memo | None = None

    def build(self, settings: Settings, compiled: Compiled) -> Facts:
        """Return a whole new snapshot. Raises ConfigError, StoreError."""
        detector, memo = self._detection(compiled.terms, settings.privacy.memo_entries)
        epoch = settings.privacy.mask_epoch
        return Facts(
            station=self.station,
            software=self.software,
            pepper=self.keyring.key_pepper(),
            keys=self._records(settings),
            projects={
                name: Project(name, self._minter(name, epoch), treatments)
                for name, treatments in compiled.treatments.items()
            },
            channels=compiled.channels,
            price=Tariff(PriceRow(m, p) for m, p in compiled.prices.items()).price,
            detector=detector,
            memo=memo,
            limits=Limits(max_body=settings.server.max_body_bytes),
            refuse_unexamined=settings.privacy.unreadable_media == "refuse",
        )

    def _detection(self, terms: tuple[str, ...], entries: int) -> tuple[Detector, Memo]:
        if self._detector is None or self._memo is None or terms != self._terms:
            self._terms = terms
            self._detector = self.detector(terms)
            self._memo = Memo(self.keyring.memo_key(), entries)
        return self._detector, self._memo

    def _minter(self, project: str, epoch: str) -> Minter:
        letter = ALPHABET[zlib.crc32(epoch.encode()) % len(ALPHABET)]
        return Minter(self.keyring.masking_key(project, epoch), letter)

    def _records(self, settings: Settings) -> Mapping[str, KeyRecord]:
        usual = settings.limits
        return {
            key.id: replace(
                key,
                requests_per_minute=key.requests_per_minute or usual.requests_per_minute,
                concurrency=key.concurrency or usual.concurrency,
            )
            for key in self.keys.every()
        }
