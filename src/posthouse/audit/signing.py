"""Who stands by a file of an audit: its digest, and signatures of those who made or vouch for it.

A file is canonical JSON (RFC 8785) of its content, `digest` (SHA-256 over the rest, hex) and
`signatures`: lines of a C2SP signed note whose text is `<kind>LF<digest>LF`. So a signature is one
that any tool for signed notes checks, and the file stays one file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from posthouse.ledger.canonical import canonical
from posthouse.ledger.note import (
    Ed25519Verifier,
    NoteKey,
    NoteSigner,
    SignatureType,
    open_note,
    parse_note,
    parse_vkey,
    sign_note,
)
from posthouse.model.errors import VerificationFailed

BESIDE = ("digest", "signatures")
"""What a digest is not over."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as read: it fits its digest; of its signatures nothing is known yet."""

    tree: Mapping[str, Any]
    digest: str
    signatures: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Return what kind of file it says it is."""
        return str(self.tree.get("kind", ""))

    @property
    def names(self) -> list[str]:
        """Return who signed it, by the names that the signatures give themselves."""
        return [one.name for one in parse_note(self._note()).signatures] if self.signatures else []

    def by(self, trusted: Sequence[NoteKey]) -> list[NoteKey]:
        """Return which of the trusted keys signed it; none where none did.

        Raises VerificationFailed for a trusted key's signature that does not fit.
        """
        mine = {(one.name, one.id) for one in trusted}
        note = parse_note(self._note()) if self.signatures else None
        if note is None or not any((one.name, one.key_id) in mine for one in note.signatures):
            return []
        opened = open_note(bytes(note), [Ed25519Verifier(key) for key in trusted])
        return [key for key, _ in opened.signed]

    def require(self, trusted: Sequence[NoteKey]) -> None:
        """Raise VerificationFailed where keys are trusted and none of them signed it."""
        if trusted and not self.by(trusted):
            names = ", ".join(self.names) or "nobody"
            raise VerificationFailed(
                f"expected a signature of a trusted key, found one by {names[:120]}",
                hint="trust the key of whoever made the file, or sign it: `posthouse audit sign`",
            )

    def _note(self) -> bytes:
        lines = "".join(f"{line}\n" for line in self.signatures)
        return signed_text(self.kind, self.digest) + b"\n" + lines.encode()


def signed_text(kind: str, told: str) -> bytes:
    """Return what signatures are over."""
    return f"{kind}\n{told}\n".encode()


def digest(tree: Mapping[str, Any]) -> str:
    """Return the SHA-256 over everything but digest and signatures."""
    rest = {name: value for name, value in tree.items() if name not in BESIDE}
    return hashlib.sha256(canonical(rest)).hexdigest()


def written(content: msgspec.Struct | Mapping[str, Any], signers: Sequence[NoteSigner]) -> bytes:
    """Return a file: digested, signed by each signer."""
    tree = dict(msgspec.to_builtins(content))
    told = digest(tree)
    return signed(File(tree, told), signers)


def signed(file: File, signers: Sequence[NoteSigner]) -> bytes:
    """Return a file's bytes with further signatures; one that a key made before is replaced."""
    text = signed_text(file.kind, file.digest)
    made: list[str] = []
    if signers:
        made = sign_note(text, signers).decode()[len(text.decode()) + 1 :].splitlines()
    names = {one.key.name for one in signers}
    kept = [line for line in file.signatures if line.split(" ")[1] not in names]
    rows = {"signatures": [*kept, *made]} if kept or made else {}
    return canonical({**file.tree, "digest": file.digest, **rows}) + b"\n"


def opened(data: bytes) -> File:
    """Return a file that fits its digest. Raises VerificationFailed."""
    try:
        tree = msgspec.json.decode(data, type=dict[str, Any])
        told = tree.pop("digest", "")
        lines = msgspec.convert(tree.pop("signatures", []), tuple[str, ...])
        found = File(tree, str(told), lines)
        if told != digest(tree):
            raise VerificationFailed("expected a file that fits its digest, found it changed")
        found.names  # noqa: B018  a signature that cannot be read is a fault of the file
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        said = f"{type(error).__name__}: {str(error)[:120]}"
        raise VerificationFailed(f"expected a file of an audit, found {said}") from None
    return found


def keys_of(vkeys: Sequence[str]) -> tuple[NoteKey, ...]:
    """Return the keys that vkeys write. Raises VerificationFailed for other than Ed25519."""
    found = tuple(parse_vkey(one) for one in vkeys)
    if any(one.type is not SignatureType.ED25519 for one in found):
        raise VerificationFailed("expected verifier keys of Ed25519, found another type")
    return found
