"""`posthouse receipt bundle` and `verify-bundle`: evidence in one file, checked offline."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse import verifier
from posthouse.cli.evidence import Sources, body_of_file, hexadecimal, reader, sources
from posthouse.cli.ledger import House, opened
from posthouse.cli.options import Config, Json, settings_of
from posthouse.cli.terminal import FAILED, OK, Terminal, terminal
from posthouse.config.witnesses import policy_text
from posthouse.ledger.checkpoint import Checkpoint, parse_checkpoint
from posthouse.ledger.evidence import Anchors, Earlier, Logged, evidence
from posthouse.ledger.merkle import consistency_proof, inclusion_proof
from posthouse.ledger.note import Note, parse_note, parse_vkey
from posthouse.ledger.policy import parse_policy
from posthouse.ledger.proof import Proof, parse_proof
from posthouse.ledger.tiles import Tile, TileNodes
from posthouse.model.errors import CommandError, ConfigError, VerificationFailed
from posthouse.store.cosigned import newest, witnessed
from posthouse.store.proofs import LogReader
from posthouse.store.reading import read_receipt
from posthouse.store.receipts import Receipts
from posthouse.verifier import Trust

_LATER = "ask again in two seconds; a receipt of a closed ledger needs a bundle of its own"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the log lies: `find` gives a receipt with its index, `read` a tile."""

    note: bytes
    vkey: str
    find: Callable[[str], tuple[bytes, int] | None]
    read: Callable[[Tile], bytes | None]

    @property
    def head(self) -> Checkpoint:
        """The checkpoint under which all entries are proved."""
        return parse_checkpoint(parse_note(self.note).text)

    def tile(self, tile: Tile) -> bytes:
        """Return a tile. Raises VerificationFailed."""
        data = self.read(tile)
        if data is None:
            raise VerificationFailed(f"expected {tile.path} of the log, found none")
        return data


def bundle(  # noqa: PLR0913  (every option of the command is one here)
    *ids: Annotated[str, Parameter(help="Ids of receipts, from the posthouse-receipt header.")],
    output: Annotated[Path, Parameter(name=["--output", "-o"], help="The file to be written.")],
    policy: Annotated[Path | None, Parameter(help="Trust policy; else the station's own.")] = None,
    earlier: Annotated[Path | None, Parameter(help="A checkpoint that you kept before.")] = None,
    station: Annotated[str, Parameter(help="Address, where it is not on this machine.")] = "",
    config: Config = None,
    json: Json = False,
) -> int:
    """Write receipts with their proofs, the checkpoint, cosignatures and policy into one file."""
    speaker = terminal(json_=json, environ=os.environ)
    if not ids:
        raise CommandError("expected ids of receipts, found none", hint="say at least one")
    found = sources(config, station)
    with _place(found, config) as place:
        text = _policy(policy, config if found.folder else None, place.vkey)
        note = _known_signatures(place.note, text)
        logged = [_logged(place, ident, note) for ident in ids]
        before = None if earlier is None else _earlier(place, earlier)
        anchors = Anchors(found.public_key(""), place.vkey, text)
        data = evidence(logged, note, anchors, before)
    output.write_bytes(data)
    speaker.result({"file": str(output), "receipts": len(ids), "checkpoint": place.head.size})
    speaker.say("bundle.written", file=output, receipts=len(ids), size=place.head.size)
    return OK


@contextmanager
def _place(found: Sources, config: Path | None) -> Iterator[Place]:
    if found.folder is None:
        yield _remote(found)
        return
    with opened(config) as house:
        yield _local(house)


def _local(house: House) -> Place:
    log = LogReader(house.log, Receipts(house.engine))
    files = house.log.files
    note = witnessed(files) or newest(files)
    if note is None:
        raise CommandError("the log has no checkpoint yet", hint="send a request first")
    origin = note.partition(b"\n")[0].decode()
    receipts = Receipts(house.engine)

    def find(ident: str) -> tuple[bytes, int] | None:
        place = receipts.leaf(ident)
        sealed = read_receipt(house.engine, ident, reader())
        if place is None or sealed is None or log.files_of(place[1].ledger).folder != files.folder:
            return None
        return sealed, place[1].index

    return Place(note, str(house.log.key_of(origin).signer.key), find, files.cut)


def _remote(found: Sources) -> Place:
    note = found.asked("/ledger/witnessed") or found.asked("/ledger/checkpoint")
    vkey = found.asked("/ledger/vkey")
    if note is None or vkey is None:
        raise CommandError(
            "expected a station with a log, found none",
            hint="give its address with --station, or its settings with --config",
        )
    origin = note.partition(b"\n")[0]

    def find(ident: str) -> tuple[bytes, int] | None:
        proof = found.asked(f"/ledger/proof/{ident}")
        parsed = None if proof is None else parse_proof(proof)
        if parsed is None or parsed.checkpoint.partition(b"\n")[0] != origin:
            return None
        return found.sealed(ident), parsed.index

    def read(tile: Tile) -> bytes | None:
        return found.asked(f"/ledger/{tile.path}")

    return Place(note, vkey.decode().strip(), find, read)


def _logged(place: Place, ident: str, note: bytes) -> Logged:
    size = place.head.size
    found = place.find(ident)
    if found is None or found[1] >= size:
        raise CommandError(f"receipt {ident} is in no checkpoint of this log yet", hint=_LATER)
    sealed, index = found
    hashes = inclusion_proof(index, size, TileNodes(size, place.tile))
    return Logged(sealed, bytes(Proof(index, tuple(hashes), note)))


def _earlier(place: Place, path: Path) -> Earlier:
    note = body_of_file(path) or b""
    old, size = parse_checkpoint(parse_note(note).text), place.head.size
    if old.size > size:
        raise CommandError(
            f"expected an earlier checkpoint than {size} entries, found one of {old.size}",
            hint="the log has lost entries, or no newer checkpoint is there yet: keep that file",
        )
    nodes = TileNodes(size, place.tile)
    proof = consistency_proof(old.size, size, nodes) if 0 < old.size < size else ()
    own = [one for one in parse_note(note).signatures if one.name == old.origin]
    return Earlier(bytes(Note(parse_note(note).text, tuple(own[:1]))), tuple(proof))


def _policy(given: Path | None, config: Path | None, vkey: str) -> str:
    """Return the policy's text with the log in it; without any, the log alone is trusted."""
    data = body_of_file(given)
    if data is None:
        try:
            ledger = settings_of(config, os.environ).ledger
            data = policy_text(ledger) if ledger.witness_policy else b"quorum none\n"
        except ConfigError:
            data = b"quorum none\n"
    known = [line.key for line in parse_policy(data).logs]
    text = data.decode(errors="replace")
    return text if parse_vkey(vkey) in known else f"log {vkey}\n{text}"


def _known_signatures(note: bytes, policy: str) -> bytes:
    """Return the checkpoint with the signatures of the policy's log and witnesses alone."""
    told = parse_policy(policy.encode())
    keys = [*(one.key for one in told.logs), *(one.key for one in told.witnesses.values())]
    named = {(key.name, key.id) for key in keys}
    parsed = parse_note(note)
    kept = [one for one in parsed.signatures if (one.name, one.key_id) in named]
    return bytes(Note(parsed.text, tuple(kept)))


def verify_bundle(
    file: Annotated[Path, Parameter(help="The bundle.")],
    *,
    key: Annotated[str, Parameter(help="The station's receipt key in hex, as you know it.")] = "",
    policy: Annotated[Path | None, Parameter(help="Your trust policy with the log.")] = None,
    json: Json = False,
) -> int:
    """Check a bundle offline; keys that are not given are the bundle's own, which is said."""
    speaker = terminal(json_=json, environ=os.environ)
    data = body_of_file(file) or b""
    steps: list[tuple[int, str]] = []
    try:
        trust = _trust(speaker, data, key, body_of_file(policy))
        verifier.verify_bundle(data, trust, lambda step, told: steps.append((step, told)))
    except verifier.Refused as refused:
        _tell(speaker, steps, f"{refused.step:2} {refused}; {refused.todo}")
        return FAILED
    _tell(speaker, steps, "")
    return OK


def _trust(speaker: Terminal, data: bytes, key: str, policy: bytes | None) -> Trust:
    """Return whom to trust. Raises Refused for what is no bundle, CommandError."""
    tree = verifier.parse_canonical(data[:-1], 10)
    told = tree if isinstance(tree, dict) else {}
    for name, given in (("key", key), ("policy", policy)):
        if not given:
            speaker.note("bundle.own", what=name)
    text = policy if policy is not None else str(told.get("policy", "")).encode()
    try:
        trusted = verifier.parse_policy(text)
    except ValueError as error:
        raise CommandError(
            f"expected a trust policy: {error}", hint="docs/verify.md shows one"
        ) from error
    public_key = hexadecimal(key or str(told.get("key", "")), 32, "the receipt key")
    return Trust(public_key, trusted.logs, trusted)


def _tell(speaker: Terminal, steps: list[tuple[int, str]], refusal: str) -> None:
    speaker.result(
        {
            "holds": not refusal,
            "steps": [{"step": step, "holds": told} for step, told in steps],
            "refused": refusal,
        }
    )
    for step, told in steps:
        speaker.say("bundle.step", step=f"{step:2}", told=told)
    if refusal:
        speaker.say("bundle.refused", told=refusal)
    else:
        speaker.say("bundle.holds")
