"""Every working key of a station, derived from its one master key.

HKDF-SHA256 (RFC 5869), salt "posthouse/keyring/1", 32 bytes out. `info` is the purpose and its
parts, each with its length in front (2 bytes, big-endian), so that no two lists share an info.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MASTER_LENGTH = 32

_SALT = b"posthouse/keyring/1"


class Keyring:
    """Derives keys by purpose; knowing one tells nothing about another or about the master."""

    __slots__ = ("_master",)

    def __init__(self, master: bytes) -> None:
        if len(master) != MASTER_LENGTH:
            raise ValueError(f"expected a master key of {MASTER_LENGTH} bytes, found {len(master)}")
        self._master = master

    def key_pepper(self, number: int = 1) -> bytes:
        """Return an HMAC key under which virtual keys are kept; another number, another pepper."""
        return self._derive("key-pepper", *([str(number)] if number > 1 else []))

    def signing_seed(self) -> bytes:
        """Return the Ed25519 seed for receipts."""
        return self._derive("receipt-signing")

    def ledger_seed(self, origin: str) -> bytes:
        """Return the Ed25519 seed for the checkpoints of one log: each origin has its own key."""
        return self._derive("ledger-signing", origin)

    def audit_seed(self, origin: str) -> bytes:
        """Return the Ed25519 seed for the evidence of a station's own audits."""
        return self._derive("audit-signing", origin)

    def masking_key(self, project: str, epoch: str) -> bytes:
        """Return the key for masking tokens of one project in one epoch.

        About 3 µs: keep it with the project's facts, do not derive it for every request.
        """
        return self._derive("masking", project, epoch)

    def data_wrapping_key(self, profile: str) -> bytes:
        """Return the key under which tenants' data keys are kept; a prefix of it is used."""
        return self._derive("data-keys", profile)

    def credential_mark_key(self) -> bytes:
        """Return the key of the digests that tell whether two credentials are the same."""
        return self._derive("credential-mark")

    def canary_key(self) -> bytes:
        """Return the key from which canaries are made."""
        return self._derive("canaries")

    def fingerprint(self) -> str:
        """Return 16 hex digits that name the master key and tell nothing of it."""
        return self._derive("fingerprint")[:8].hex()

    def hand_over(self) -> bytes:
        """Return the master key itself, to be sealed or given to a process of this station."""
        return self._master

    def operator_key(self) -> bytes:
        """Return the key under which operators' sessions and codes are digested."""
        return self._derive("operators")

    def memo_key(self) -> bytes:
        """Return the key under which texts already examined are remembered."""
        return self._derive("memo")

    def conversation_key(self) -> bytes:
        """Return the key of the marks under which conversations are found."""
        return self._derive("conversations")

    def policy_key(self) -> bytes:
        """Return the key under which a policy's digest tells of dictionary terms."""
        return self._derive("policy-terms")

    def address_key(self) -> bytes:
        """Return the key under which clients' addresses are counted."""
        return self._derive("addresses")

    def ticket_key(self) -> bytes:
        """Return the key under which addresses of uploads stand for the key of who began them."""
        return self._derive("upload-tickets")

    def batch_key(self, use: str) -> bytes:
        """Return a key of masked files by its use: sealing, nonces, digests."""
        return self._derive("batch", use)

    def _derive(self, *parts: str) -> bytes:
        info = b"".join(len(p).to_bytes(2, "big") + p for p in (q.encode() for q in parts))
        return HKDF(SHA256(), 32, _SALT, info).derive(self._master)

    def __repr__(self) -> str:
        return "Keyring()"

    def __reduce__(self) -> str:
        raise TypeError("a Keyring is not pickled")
