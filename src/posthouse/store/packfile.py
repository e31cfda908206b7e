"""A pack as a file: a signed note (C2SP signed-note) over name, version and digest, then its body.

    posthouse/pack/1 LF name LF version LF hex SHA-256 of the body LF
    LF
    — key name base64(key id ‖ signature) LF         one line a signature
    LF
    body, TOML in UTF-8                              inspection/pack.py tells its form

So anybody can check one with `sha256sum` and a tool for signed notes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from posthouse.inspection.pack import LONGEST, OWN, Pack, parse
from posthouse.ledger.note import (
    Ed25519Verifier,
    NoteSigner,
    SignatureType,
    open_note,
    parse_vkey,
    sign_note,
)
from posthouse.model.errors import PackRefused, VerificationFailed
from posthouse.store.notekey import parsed

FORMAT = "posthouse/pack/1"
NAME = re.compile(r"[a-z][a-z0-9-]{1,39}\Z")
_FORM = "a pack is made by `posthouse rules sign`"


def packed(name: str, version: int, body: bytes, signer: NoteSigner) -> bytes:
    """Return the file of a pack. Raises PackRefused."""
    if not NAME.match(name) or name == OWN:
        raise PackRefused(
            f"expected a name of small letters, digits and hyphens, not {OWN}, found another"
        )
    if version < 1:
        raise PackRefused("expected a version of 1 or above, found another")
    parse(name, version, body)
    head = f"{FORMAT}\n{name}\n{version}\n{hashlib.sha256(body).hexdigest()}\n"
    return sign_note(head.encode(), (signer,)) + b"\n" + body


def unpacked(data: bytes, trusted: Sequence[str]) -> tuple[Pack, str]:
    """Return a pack and who signed it. `trusted` are verifier keys. Raises PackRefused.

    1 the note is signed by a trusted key; 2 it is of this format; 3 the body has the digest that
    was signed; 4 the body is a pack.
    """
    parts = data.split(b"\n\n", 2) if len(data) <= LONGEST + 65_536 else []
    if len(parts) != 3:
        raise PackRefused("expected a signed pack, found a file without a signature", hint=_FORM)
    head, signatures, body = parts
    try:
        verifiers = [Ed25519Verifier(parse_vkey(key)) for key in trusted]
        opened = open_note(head + b"\n\n" + signatures + b"\n", verifiers)
    except VerificationFailed as error:
        raise PackRefused(
            f"step 1: expected a signature by a key of inspection.pack_keys: {error.message}",
            hint="add the signer's verifier key to the settings, if you trust it with your rules",
        ) from None
    lines = opened.text.decode().split("\n")
    if len(lines) != 5 or lines[0] != FORMAT or not NAME.match(lines[1]) or lines[1] == OWN:
        raise PackRefused(f"step 2: expected a pack of the format {FORMAT}, found another")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", lines[2]):
        raise PackRefused("step 2: expected a version of digits, found another")
    if hashlib.sha256(body).hexdigest() != lines[3]:
        raise PackRefused(
            f"step 3: the body of the pack {lines[1]} is not the one that was signed",
            hint="fetch it again from where it comes",
        )
    return parse(lines[1], int(lines[2]), body), opened.signed[0][0].name


def signer_of(text: str) -> NoteSigner:
    """Return the signer of a key that fresh_key wrote. Raises PackRefused."""
    found = parsed(f"{text.strip()}\n", SignatureType.ED25519)
    if found is None:
        raise PackRefused(
            "expected a signer's key, PRIVATE+KEY+name+id+base64, found something else",
            hint="`posthouse rules key` makes one",
        )
    return found.note_signer
