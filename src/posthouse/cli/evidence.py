"""Where a command finds what speaks for a receipt: the receipt, keys, and its proof in the log.

The data folder of the station on this machine comes first, then a station's address.
"""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from posthouse.cli.folder import newest_running
from posthouse.cli.options import cli_actor, settings_of
from posthouse.ledger.canonical import canonical
from posthouse.ledger.note import Ed25519Verifier, parse_vkey
from posthouse.ledger.proof import parse_proof, verify_proof
from posthouse.master.opening import begin
from posthouse.model.errors import CommandError, ConfigError, VerificationFailed
from posthouse.store.database import open_database
from posthouse.store.keyfile import open_folder
from posthouse.store.reading import Reader, announce_read, read_receipt
from posthouse.vault.signer import Ed25519Signer

DATABASE = "posthouse.db"
LARGEST = 1_000_000
PATIENCE_S = 10


@dataclass(frozen=True, slots=True)
class Sources:
    """Where to look: a data folder, a station's address, or both; None and "" where unknown."""

    folder: Path | None
    station: str

    def sealed(self, what: str) -> bytes:
        """Return a sealed receipt by its file or its id. Raises CommandError."""
        if Path(what).is_file():
            return _read(Path(what))
        found = self._stored(what)
        if found is None:
            raise CommandError(
                "no receipt of this id",
                hint="take it from the posthouse-receipt header of an answer",
            )
        return found

    def public_key(self, given: str) -> bytes:
        """Return the key that receipts are checked with. Raises CommandError."""
        if given:
            return hexadecimal(given, 32, "the public key")
        if self.folder is not None and (self.folder / DATABASE).exists():
            return Ed25519Signer(begin(self.folder, os.environ).signing_seed()).public_key
        told = self.asked("/.well-known/posthouse")
        if told is None:
            raise CommandError(
                "expected the station's public key, found no place to take it from",
                hint="give it with --key, or the station's address with --station",
            )
        return hexadecimal(json.loads(told)["receipts"]["public_key"], 32, "the public key")

    def inclusion(self, sealed: bytes, receipt_id: str, log: str) -> str | None:
        """Return where the log has the receipt, None where it has none. Raises VerificationFailed.

        The log's key is the one that the station tells.
        """
        proof = self.asked(f"/ledger/proof/{receipt_id}")
        vkey = self.asked("/ledger/vkey")
        if proof is None or vkey is None:
            return None
        verifier = Ed25519Verifier(parse_vkey(vkey.decode().strip()))
        entry = canonical(json.loads(sealed))  # however the file was formatted
        checkpoint = verify_proof(proof, entry, [verifier], log)
        return f"entry {parse_proof(proof).index} of {checkpoint.size}"

    @property
    def reachable(self) -> bool:
        """Tell whether a station can be asked."""
        return bool(self.station)

    def _stored(self, receipt_id: str) -> bytes | None:
        """Look into the database, then ask the station: its newest are not in there yet.

        From a folder of this machine, either is a read that the ledger tells of.
        """
        if self.folder is None:
            return self.asked(f"/receipts/{receipt_id}")
        open_folder(self.folder)
        engine = open_database(self.folder)
        try:
            stored = read_receipt(engine, receipt_id, reader())
            found = stored or self.asked(f"/receipts/{receipt_id}")
            if found is not None and stored is None:
                announce_read(engine, found, reader())
            return found
        finally:
            engine.dispose()

    def asked(self, path: str) -> bytes | None:
        """Return what the station answers, None where it has nothing or cannot be asked."""
        return fetched(self.station + path) if self.station else None


def sources(config: Path | None, station: str) -> Sources:
    """Return where to look by what a command was given."""
    folder = None
    try:
        folder = Path(settings_of(config, os.environ).store.folder)
    except ConfigError:
        if config is not None:
            raise
    if station:
        return Sources(None if config is None else folder, station.rstrip("/"))
    try:
        return Sources(folder, newest_running([folder]).url if folder else "")
    except CommandError:
        return Sources(folder, "")


def reader() -> Reader:
    """Return who reads here: the user of this machine."""
    return Reader(cli_actor(), time.time_ns() // 1000)


def fetched(url: str) -> bytes | None:
    """Return what an address holds, None where there is nothing or nobody."""
    if not url.startswith(("http://", "https://")):
        raise CommandError(
            "expected the station's address to begin with http:// or https://",
            hint="give it as --station https://relay.example.com",
        )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=PATIENCE_S) as answer:
            found: bytes = answer.read(LARGEST)
            return found
    except (urllib.error.URLError, OSError, ValueError):
        return None


def body_of_file(path: Path | None) -> bytes | None:
    """Return a file's bytes, None where no file was given. Raises CommandError."""
    return None if path is None else _read(path)


def hexadecimal(text: str, length: int, what: str) -> bytes:
    """Return bytes that are written in hex. Raises CommandError."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != length:
        raise CommandError(
            f"expected {what} as {2 * length} hex digits, found something else",
            hint="copy it whole, without spaces or quotes",
        )
    return found


def promised_in(receipt: dict[str, object], sealed: bytes) -> tuple[str, int]:
    """Return the log of a verified receipt's promise and its time; "" where none was promised."""
    try:
        promise = json.loads(sealed).get("promise") or {}
        return str(promise.get("log", "")), int(promise.get("include_by_us", 0))
    except ValueError as error:
        raise VerificationFailed(f"expected receipt {receipt['id']} as JSON") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            f"expected a readable file at {path}, found {type(error).__name__}",
            hint="check the path and its permissions",
        ) from error
