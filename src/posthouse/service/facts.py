"""Builds the snapshot of facts from settings, keys and derived secrets."""

from __future__ import annotations

import hmac
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from posthouse.accounting.price import PriceRow, Tariff
from posthouse.config.compile import Compiled
from posthouse.config.schema import Settings
from posthouse.exchange.facts import Facts, Limits, Project
from posthouse.model.caller import KeyRecord
from posthouse.model.switch import Switch, Switches
from posthouse.policy.decide import policy_digest
from posthouse.ports import KeyStore
from posthouse.privacy.detect import Detector, fingerprint
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.memo import Memo
from posthouse.privacy.token import ALPHABET, Minter
from posthouse.vault.derivedkey import Chains
from posthouse.vault.keyring import Keyring


@dataclass(slots=True)
class FactsBuilder:
    """Keeps what is dear to make (detector, memo) from one snapshot to the next."""

    station: str
    software: str
    keyring: Keyring
    keys: KeyStore
    detector: Callable[[tuple[str, ...]], Detector]
    build_digest: str = ""
    switches: Callable[[], Iterable[Switch]] = tuple
    _settings: Settings = Settings()  # noqa: RUF009  immutable
    _terms: tuple[str, ...] | None = None
    _detector: Detector | None = None
    _memo: Memo | None = None
    _chains: Chains = field(default_factory=Chains)

    def build(self, settings: Settings, compiled: Compiled) -> Facts:
        """Return a whole new snapshot. Raises ConfigError, StoreError."""
        switches = Switches(self.switches())
        project = partial(self._project, settings, compiled, self._detection_name(compiled.terms))
        detector, memo = self._detection(compiled.terms, settings.privacy.memo_entries)
        records = self._records(settings, switches)
        return Facts(
            station=self.station,
            software=self.software,
            peppers={n: self.keyring.key_pepper(n) for n in _peppers(records)},
            keys=records,
            projects={name: project(name) for name in compiled.treatments},
            keyed={of: project(*of) for of in compiled.keyed},
            channels=compiled.channels,
            price=Tariff(PriceRow(m, p) for m, p in compiled.prices.items()).price,
            detector=detector,
            memo=memo,
            limits=Limits(
                max_body=settings.server.max_body_bytes,
                derived_s=int(settings.keys.derived_hours * 3600),
            ),
            chains=self._chains,
            on_leak=settings.keys.on_leak,
            refuse_unexamined=settings.privacy.unreadable_media == "refuse",
            build=self.build_digest,
            switches=switches,
        )

    def rekeyed(self, facts: Facts) -> Facts:
        """Return facts with keys and switches read anew, by the settings that were taken last."""
        switches = Switches(self.switches())
        records = self._records(self._settings, switches)
        peppers = {n: self.keyring.key_pepper(n) for n in _peppers(records)}
        return replace(facts, keys=records, peppers=peppers, switches=switches)

    def anomaly_action(self, project: str) -> str:
        """Return what an anomaly of a project's key leads to, by the settings in force."""
        settings = self._settings.anomalies
        own = {p.name: p.anomalies for p in self._settings.project}
        return own.get(project) or settings.action

    def _project(
        self, settings: Settings, compiled: Compiled, detection: str, name: str, key: str = ""
    ) -> Project:
        own = compiled.keyed.get((name, key), {})
        treatments = {**compiled.treatments[name], **own}
        bounds = {
            "concurrency": settings.limits.concurrency,
            "max_body_bytes": settings.server.max_body_bytes,
            "on_leak": settings.keys.on_leak,
            "requests_per_minute": settings.limits.requests_per_minute,
            "unreadable_media": settings.privacy.unreadable_media,
        }
        digest = policy_digest(treatments, detection, bounds)
        minter = self._minter(name, settings.privacy.mask_epoch)
        return Project(name, minter, treatments, digest, frozenset(own))

    def _detection_name(self, terms: tuple[str, ...]) -> str:
        """Name detectors and dictionary; its terms are told under a key: they could be guessed."""
        named = fingerprint(RULES, ())
        if not terms:
            return named
        kept = hmac.digest(self.keyring.policy_key(), fingerprint((), terms).encode(), "sha256")
        return f"{named} {kept.hex()}"

    def _detection(self, terms: tuple[str, ...], entries: int) -> tuple[Detector, Memo]:
        if self._detector is None or self._memo is None or terms != self._terms:
            self._terms = terms
            self._detector = self.detector(terms)
            self._memo = Memo(self.keyring.memo_key(), entries)
        return self._detector, self._memo

    def _minter(self, project: str, epoch: str) -> Minter:
        letter = ALPHABET[zlib.crc32(epoch.encode()) % len(ALPHABET)]
        return Minter(self.keyring.masking_key(project, epoch), letter)

    def _records(self, settings: Settings, switches: Switches) -> Mapping[str, KeyRecord]:
        self._settings = settings
        usual = settings.limits

        def rate(key: KeyRecord) -> int:
            own = key.requests_per_minute or usual.requests_per_minute
            return min(own, usual.slowed_requests_per_minute) if switches.slowed(key.id) else own

        return {
            key.id: replace(
                key,
                requests_per_minute=rate(key),
                concurrency=key.concurrency or usual.concurrency,
            )
            for key in self.keys.every()
        }


def _peppers(records: Mapping[str, KeyRecord]) -> set[int]:
    """Return the numbers of all peppers that some key rests under."""
    return {1, *(n for key in records.values() for n in (key.pepper, key.old_pepper))}
