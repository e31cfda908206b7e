"""Signed notes, C2SP signed-note v1.0.0: a text and the signatures of those who stand by it.

    <text, ending in a newline>
    <empty line>
    — <key name> base64(key id ‖ signature)        one line for each signature

    key id = SHA-256(key name ‖ LF ‖ type ‖ public key)[:4]
    verifier key (vkey) = <key name>+hex(key id)+base64(type ‖ public key)

The type byte says what the rest of a signature line is. Plain Ed25519 over the text is here;
cosignatures (0x04, 0x06) sign another message and bring their own Verifier.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from posthouse.model.errors import VerificationFailed

MOST_BYTES = 1_000_000
MOST_SIGNATURES = 100
"""Verifiers must take at least 16 signatures and should bound them (section "Format")."""

_DASH = "— "


class SignatureType(IntEnum):
    """The signature types of section "Signature types" that Posthouse knows."""

    ED25519 = 0x01
    COSIGNATURE = 0x04
    ML_DSA_44 = 0x06


_KEY_LENGTHS: Mapping[SignatureType, int] = {
    SignatureType.ED25519: 32,
    SignatureType.COSIGNATURE: 32,
    SignatureType.ML_DSA_44: 1312,
}


@dataclass(frozen=True, slots=True)
class NoteKey:
    """Whose signature it is: a name, a type and a public key; `str()` gives the vkey."""

    name: str
    type: SignatureType
    public_key: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise VerificationFailed("expected a key name without spaces and plus signs")
        if len(self.public_key) != _KEY_LENGTHS[self.type]:
            raise VerificationFailed(
                f"expected a public key of {_KEY_LENGTHS[self.type]} bytes,"
                f" found {len(self.public_key)}"
            )

    @property
    def id(self) -> bytes:
        """The four bytes that stand before every signature of this key."""
        named = self.name.encode() + b"\n" + bytes([self.type]) + self.public_key
        return hashlib.sha256(named).digest()[:4]

    def __str__(self) -> str:
        key = base64.b64encode(bytes([self.type]) + self.public_key).decode()
        return f"{self.name}+{self.id.hex()}+{key}"


def parse_vkey(text: str) -> NoteKey:
    """Return the key that a vkey writes. Raises VerificationFailed."""
    name, *rest = text.split("+", 2)
    hint = "a verifier key is one line: name+8 hex digits+base64"
    if len(rest) != 2:
        raise VerificationFailed("expected a verifier key of three parts", hint=hint)
    key = decoded(rest[1], "the verifier key")
    if not key or key[0] not in list(SignatureType):
        raise VerificationFailed("expected a known signature type in the verifier key", hint=hint)
    found = NoteKey(name, SignatureType(key[0]), key[1:])
    if rest[0] != found.id.hex():
        raise VerificationFailed("expected the id of this very key in the verifier key", hint=hint)
    return found


class Verifier(Protocol):
    """Checks signatures of one key."""

    @property
    def key(self) -> NoteKey:
        """Whose signatures it checks."""

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Tell whether the bytes behind the key id are this key's signature of the text."""


@dataclass(frozen=True, slots=True)
class Ed25519Verifier:
    """Checks plain Ed25519 signatures over the text (type 0x01)."""

    key: NoteKey

    def __post_init__(self) -> None:
        if self.key.type is not SignatureType.ED25519:
            raise VerificationFailed("expected an Ed25519 key, found another type")

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Tell whether the signature is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key.public_key).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class NoteSigner:
    """Signs notes: `sign` makes what stands behind the key id."""

    key: NoteKey
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """Return the line with its end."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.value).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A note as parsed: nothing is known of its signatures yet."""

    text: bytes
    signatures: tuple[Signature, ...]

    def __bytes__(self) -> bytes:
        return self.text + b"\n" + "".join(one.line() for one in self.signatures).encode()


@dataclass(frozen=True, slots=True)
class Opened:
    """A note signed by keys we know: `signed` names each with its signature, in their order."""

    note: Note
    signed: tuple[tuple[NoteKey, Signature], ...]

    @property
    def text(self) -> bytes:
        """The text they signed."""
        return self.note.text


def parse_note(data: bytes) -> Note:
    """Cut a note into text and signatures. Raises VerificationFailed."""
    if len(data) > MOST_BYTES:
        raise VerificationFailed(f"expected a note of at most {MOST_BYTES} bytes, found a longer")
    _refuse_controls(data)
    split = data.rfind(b"\n\n")
    lines = data[split + 2 :].decode().split("\n") if split >= 0 else [""]
    if lines.pop() or not lines:
        raise VerificationFailed("expected text, an empty line and signature lines in a note")
    if len(lines) > MOST_SIGNATURES:
        raise VerificationFailed(f"expected at most {MOST_SIGNATURES} signatures, found more")
    return Note(data[: split + 1], tuple(_signature(line) for line in lines))


def open_note(data: bytes, verifiers: Sequence[Verifier]) -> Opened:
    """Return a note that at least one known key signed, and no known key wrongly.

    Raises VerificationFailed. Signatures of unknown keys are passed over; of two by one key the
    first counts.
    """
    note = parse_note(data)
    known = {(one.key.name, one.key.id): one for one in verifiers}
    if len(known) != len(verifiers):
        raise VerificationFailed("expected verifier keys that differ in name or id")
    signed: dict[tuple[str, bytes], tuple[NoteKey, Signature]] = {}
    for one in note.signatures:
        whose = (one.name, one.key_id)
        verifier = known.get(whose)
        if verifier is None or whose in signed:
            continue
        if not verifier.verify(note.text, one.value):
            raise VerificationFailed(
                f"the signature of {one.name} does not fit the note",
                hint="the note was changed after it was signed, or never signed by that key",
            )
        signed[whose] = (verifier.key, one)
    if not signed:
        raise VerificationFailed(
            "expected a signature by a known key, found none",
            hint="fetch the verifier key of the log that this note comes from",
        )
    return Opened(note, tuple(signed.values()))


def sign_note(text: bytes, signers: Sequence[NoteSigner]) -> bytes:
    """Return the text as a note with a signature of each signer. Raises VerificationFailed."""
    _refuse_controls(text)
    if not text.endswith(b"\n"):
        raise VerificationFailed("expected a text that ends in a newline")
    signatures = [Signature(one.key.name, one.key.id, one.sign(text)) for one in signers]
    return bytes(Note(text, tuple(signatures)))


def is_key_name(name: str) -> bool:
    """Tell whether a key may be named so: not empty, no Unicode spaces, no plus."""
    return bool(name) and "+" not in name and not any(c.isspace() or c < " " for c in name)


def decoded(text: str, what: str) -> bytes:
    """Return what standard base64 (RFC 4648, section 4) holds, written in the one usual way."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise VerificationFailed(f"expected base64 in {what}, found something else") from error
    if base64.b64encode(data).decode() != text:
        raise VerificationFailed(f"expected base64 without stray bits in {what}")
    return data


def _signature(line: str) -> Signature:
    name, space, value = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not is_key_name(name):
        raise VerificationFailed("expected a dash, a key name and base64 in a signature line")
    data = decoded(value, "a signature line")
    if len(data) < 5:
        raise VerificationFailed("expected a key id and a signature in a signature line")
    return Signature(name, data[:4], data[4:])


def _refuse_controls(data: bytes) -> None:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise VerificationFailed("expected a note in UTF-8") from error
    if any(byte < 0x20 and byte != 0x0A for byte in data):
        raise VerificationFailed("expected a note without control characters")
