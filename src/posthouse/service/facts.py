"""Builds the snapshot of facts from settings, keys and derived secrets."""

from __future__ import annotations

import hmac
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from posthouse.accounting.price import PriceRow, Tariff
from posthouse.config.compile import Compiled
from posthouse.config.schema import Settings
from posthouse.config.secondwitness import SecondWitness
from posthouse.config.treatments import media_of, restore_of
from posthouse.exchange.facts import Facts, Limits, Naming, Project, Words
from posthouse.inspection.modes import Mode, Modes, Witnessing
from posthouse.inspection.pack import Pack
from posthouse.inspection.rules import Rulebook
from posthouse.inspection.shipped import book_of, shipped_book
from posthouse.media.memo import MediaMemo
from posthouse.model.caller import KeyRecord
from posthouse.model.switch import Switch, Switches
from posthouse.model.terms import NO_TERMS, Terms
from posthouse.policy.decide import policy_digest
from posthouse.ports import KeyStore
from posthouse.privacy.allow import Allowed
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.memo import Memo
from posthouse.privacy.names.finder import Names
from posthouse.privacy.names.joined import Joined
from posthouse.privacy.scan import fingerprint
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
    terms: Callable[[], Mapping[str, Terms]] = dict
    names: Callable[[str], Names | None] = lambda _: None
    """What looks for names, by the setting privacy.names. Raises ConfigError."""
    doubted: Callable[[], frozenset[str]] = frozenset
    packs: Callable[[tuple[str, ...]], tuple[Pack, ...]] = lambda _: ()
    """The packs of rules that are installed, where these keys signed them. Raises PackRefused."""
    _settings: Settings = Settings()  # noqa: RUF009  immutable
    _terms: tuple[str, ...] | None = None
    _detector: Detector | None = None
    _memo: Memo | None = None
    _naming: Naming | None = None
    _media: MediaMemo | None = None
    _chains: Chains = field(default_factory=Chains)
    _rules: Rulebook = field(default_factory=shipped_book)
    _words: dict[str, tuple[tuple[str, ...], Terms, Words]] = field(default_factory=dict)

    def build(self, settings: Settings, compiled: Compiled) -> Facts:
        """Return a whole new snapshot. Raises ConfigError, StoreError."""
        self._ruled(settings)
        switches = Switches(self.switches())
        detector, memo = self._detection(compiled.terms, settings.privacy.memo_entries)
        words = self._own_words(compiled.terms, settings.privacy.memo_entries)
        naming = self._named(settings)
        project = partial(self._project, settings, compiled, words)
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
            read_media=self._seen_media(),
            naming=naming,
            limits=Limits(
                max_body=settings.server.max_body_bytes,
                derived_s=int(settings.keys.derived_hours * 3600),
                search_s=settings.privacy.search_s,
            ),
            chains=self._chains,
            book=self._rules,
            on_leak=settings.keys.on_leak,
            examples=settings.privacy.examples == "mask",
            strange_ids=settings.privacy.unknown_ids == "pass",
            answers=settings.privacy.answers == "mask",
            build=self.build_digest,
            switches=switches,
            pairs=compiled.pairs,
            doubted=self.doubted(),
        )

    def rekeyed(self, facts: Facts) -> Facts:
        """Return facts with keys and switches read anew, by the settings that were taken last."""
        switches = Switches(self.switches())
        records = self._records(self._settings, switches)
        peppers = {n: self.keyring.key_pepper(n) for n in _peppers(records)}
        return replace(
            facts, keys=records, peppers=peppers, switches=switches, doubted=self.doubted()
        )

    def anomaly_action(self, project: str) -> str:
        """Return what an anomaly of a project's key leads to, by the settings in force."""
        settings = self._settings.anomalies
        own = {p.name: p.anomalies for p in self._settings.project}
        return own.get(project) or settings.action

    def _project(
        self,
        settings: Settings,
        compiled: Compiled,
        words: Mapping[str, tuple[Terms, Words]],
        name: str,
        key: str = "",
    ) -> Project:
        own = compiled.keyed.get((name, key), {})
        treatments = {**compiled.treatments[name], **own}
        restore, media = restore_of(settings, name, key), media_of(settings, name, key)
        bounds: dict[str, int | str] = {
            "concurrency": settings.limits.concurrency,
            "answers": settings.privacy.answers,
            "examples": settings.privacy.examples,
            "max_body_bytes": settings.server.max_body_bytes,
            "on_leak": settings.keys.on_leak,
            "requests_per_minute": settings.limits.requests_per_minute,
            "restore": restore.value,
            "media": media.told(),
            "unknown_ids": settings.privacy.unknown_ids,
        }
        modes = modes_of(settings, name, key)
        bounds |= {
            "inspection": f"{modes.mode.value} {modes.doubtful} {modes.text} {modes.wait_s}",
            "inspection_rules": "; ".join(self._rules.versions),
        }
        if modes.witness is not None:
            bounds["second_witness"] = modes.witness.told()
        own_terms, looking = words.get(name, (NO_TERMS, None))
        detection = self._detection_name(compiled.terms, own_terms)
        digest = policy_digest(treatments, detection, bounds)
        minter = self._minter(name, settings.privacy.mask_epoch)
        return Project(
            name, minter, treatments, digest, frozenset(own), looking, restore, modes, media
        )

    def _ruled(self, settings: Settings) -> None:
        """Make the rules in force anew where other packs are installed."""
        packs = self.packs(settings.inspection.pack_keys)
        if self._rules.packs[1:] != packs:
            self._rules = book_of(packs)

    def _detection_name(self, terms: tuple[str, ...], own: Terms) -> str:
        """Name detectors and dictionary; its terms are told under a key: they could be guessed."""
        named = fingerprint(RULES, ())
        if self._naming is not None:
            named = f"{named} {self._naming.names.tagger.name}"
        if not terms and not own:
            return named
        told = fingerprint((), (*terms, *own.masked))
        for one in own.allowed:
            told += f"\0{one.value}\0{one.label.value if one.label else ''}"
        kept = hmac.digest(self.keyring.policy_key(), told.encode(), "sha256")
        return f"{named} {kept.hex()}"

    def _own_words(self, terms: tuple[str, ...], entries: int) -> Mapping[str, tuple[Terms, Words]]:
        """Return what projects with words of their own look with; made anew where they changed."""
        found = {}
        for name, own in self.terms().items():
            kept = self._words.get(name)
            if kept is None or kept[:2] != (terms, own):
                kept = (terms, own, self._looking(terms, own, entries))
            found[name] = kept
        self._words = found
        return {name: (own, looking) for name, (_, own, looking) in found.items()}

    def _detection(self, terms: tuple[str, ...], entries: int) -> tuple[Detector, Memo]:
        if self._detector is None or self._memo is None or terms != self._terms:
            self._terms = terms
            self._detector = self.detector(terms)
            self._memo = Memo(self.keyring.memo_key(), entries)
        return self._detector, self._memo

    def _looking(self, terms: tuple[str, ...], own: Terms, entries: int) -> Words:
        """Make what a project looks with; without terms of its own that is what all look with."""
        allowed = Allowed(own.allowed)
        if not own.masked:
            return Words(*self._detection(terms, entries), allowed)
        detector = self.detector((*terms, *own.masked))
        return Words(detector, Memo(self.keyring.memo_key(), entries), allowed)

    def _seen_media(self) -> MediaMemo:
        if self._media is None:
            self._media = MediaMemo(self.keyring.memo_key())
        return self._media

    def _named(self, settings: Settings) -> Naming | None:
        """Return what looks for names; what it has seen is remembered while it stays the same."""
        names = self.names(settings.privacy.names)
        if names is None:
            self._naming = None
        elif self._naming is None or self._naming.names is not names:
            key, entries = self.keyring.memo_key(), settings.privacy.memo_entries
            self._naming = Naming(names, Memo(key, entries), Joined(key, entries))
        return self._naming

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


def modes_of(settings: Settings, name: str, key: str = "") -> Modes:
    """Return what is done about what inspection finds, for a project or one of its keys."""
    usual = settings.inspection
    project = next((one for one in settings.project if one.name == name), None)
    own = project.keys.get(key) if project else None
    said = [one for one in (own, project) if one is not None]
    mode = next((one.inspection for one in said if one.inspection), usual.mode)
    witness = _witnessing(settings.second_witness, [one.second_witness for one in said])
    return Modes(Mode(mode), usual.doubtful, usual.text, usual.wait_s, witness)


def _witnessing(usual: SecondWitness, said: Sequence[bool | None]) -> Witnessing | None:
    """Return how risky calls are confirmed, by what key and project say; None: not at all."""
    on = next((one for one in said if one is not None), usual.enabled)
    if not on:
        return None
    return Witnessing(
        usual.calls, usual.channels, usual.timeout_s, usual.questions_a_day, usual.unanswered
    )


def _peppers(records: Mapping[str, KeyRecord]) -> set[int]:
    """Return the numbers of all peppers that some key rests under."""
    return {1, *(n for key in records.values() for n in (key.pepper, key.old_pepper))}
