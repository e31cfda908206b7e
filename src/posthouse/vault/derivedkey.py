"""Derived keys: short-lived, narrower, made offline by whoever holds a key, without asking.

    phd-<id>.<link>.<link>…<tail><checksum>
        link      base64url of: next public key (32), signature (64), caveats (JSON)
        tail      base64url of the last link's seed (32): what makes its holder the bearer
        checksum  6 characters base62: CRC-32 of everything in front of it

    seed 0      = HKDF-SHA256(whole key, salt "posthouse/derived/1", info id)
    seed n + 1  = HMAC-SHA256(seed n, "next" + caveats)
    link n + 1  = public(seed n + 1), Ed25519(seed n, "posthouse/derived/1" 0 id 0 public caveats)

The station keeps public(seed 0) alone. It checks each link with the public key of the one before,
and the tail with the last. So a link can be added by who holds the tail, none can be taken off, and
whoever has the database, even with the master key, can make none (decision 0016). Every link only
narrows: all caveats of all links must hold, and unknown ones are refused.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections import OrderedDict
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from posthouse.model.caller import Derived, KeyRecord, KeyState
from posthouse.model.secret import Secret
from posthouse.vault.caveats import Caveats, read_caveats, written_caveats
from posthouse.vault.virtualkey import Proof, checksum, malformed, parse, unknown

PREFIX = "phd-"
LONGEST = 4096
MOST_LINKS = 8
MOST_REMEMBERED = 10_000

_PURPOSE = b"posthouse/derived/1"
_LINK = r"[A-Za-z0-9_-]{128,}"
_SHAPE = re.compile(
    rf"phd-([0-9A-Za-z]{{8}})((?:\.{_LINK})+)\.([A-Za-z0-9_-]{{43}})[0-9A-Za-z]{{6}}"
)
_NOBODY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
"""A public key whose seed is published (RFC 8032, 7.1): what unknown ids are checked with."""


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """One narrowing: the next public key, the signature by the one before, what must hold."""

    public: bytes
    signature: bytes
    caveats: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Chain:
    """A derived key as a client sent it, well-formed but not yet proved."""

    id: str
    links: tuple[Link, ...]
    caveats: tuple[Caveats, ...]
    seed: bytes
    digest: bytes


def public_of(plain: Secret) -> bytes:
    """Return what the station keeps of a key, so that it can check keys derived from it."""
    return _public(_seed(plain))


def derive(parent: Secret, caveats: Caveats) -> Secret:
    """Return a key that is narrower than its parent, itself derived or not.

    Raises Unauthorized where the parent is no key, ValueError where the chain gets too long.
    """
    text = parent.reveal()
    if text.startswith(PREFIX):
        chain = parse_derived(text)
        head, seed = text[: text.rindex(".")], chain.seed
        key_id, count = chain.id, len(chain.links)
    else:
        key_id, seed, count = parse(text).id, _seed(parent), 0
        head = f"{PREFIX}{key_id}"
    told = written_caveats(caveats)
    following = hmac.digest(seed, b"next" + told, "sha256")
    public = _public(following)
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(_message(key_id, public, told))
    made = f"{head}.{_text(public + signature + told)}.{_text(following)}"
    made += checksum(made)
    if len(made) > LONGEST or count >= MOST_LINKS:
        raise ValueError(f"expected at most {MOST_LINKS} links and {LONGEST} characters")
    return Secret(made)


def parse_derived(text: str) -> Chain:
    """Return a derived key as presented. Raises Unauthorized (key_malformed), whatever is wrong."""
    shape = _SHAPE.fullmatch(text) if len(text) <= LONGEST else None
    if shape is None or checksum(text[:-6]) != text[-6:]:
        raise malformed()
    links = tuple(_link(part) for part in shape.group(2)[1:].split("."))
    if len(links) > MOST_LINKS:
        raise malformed()
    caveats = tuple(read_caveats(link.caveats) for link in links)
    if not caveats[0].expires_at:
        raise malformed()
    seed = _bytes(shape.group(3))
    return Chain(shape.group(1), links, caveats, seed, hashlib.sha256(text.encode()).digest())


class Chains:
    """Checks derived keys and remembers those that held, by their SHA-256, for one parent each."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, tuple[KeyRecord, Proof]] = OrderedDict()

    def prove(self, chain: Chain, kept: KeyRecord | None, now_s: float) -> Proof:
        """Return the narrowed key that a chain proves. Raises Unauthorized.

        Unknown ids cost the same and get the same answer as forged chains. Whether the key may be
        used now is for the caller to ask (`require_usable`).
        """
        known = self._known.get(chain.digest)
        if known is not None and known[0] is kept:
            proof = known[1]
            self._known.move_to_end(chain.digest)
        else:
            proof = _proved(chain, kept)
            self._remember(chain.digest, proof, kept)
        if proof.old and (kept is None or not _in_grace(kept, now_s)):
            raise unknown()
        return proof

    def _remember(self, digest: bytes, proof: Proof, kept: KeyRecord | None) -> None:
        if kept is not None:
            self._known[digest] = (kept, proof)
            if len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)


def _proved(chain: Chain, kept: KeyRecord | None) -> Proof:
    """Check every signature, with the key's public key and with that of the secret before."""
    now, before = (b"", b"") if kept is None else (kept.public, kept.old_public)
    tail = hmac.compare_digest(_public(chain.seed), chain.links[-1].public)
    by_new = _holds(chain, now or _NOBODY)
    by_old = not by_new and _holds(chain, before or _NOBODY)
    if kept is None or not tail or not ((by_new and now) or (by_old and before)):
        raise unknown()
    return Proof(narrowed(kept, chain), old=by_old)


def narrowed(key: KeyRecord, chain: Chain) -> KeyRecord:
    """Return the parent with every caveat of the chain on it; nothing of it is ever wider."""
    caveats = chain.caveats
    ends = [c.expires_at for c in caveats if c.expires_at]
    label = "/".join(c.label for c in caveats if c.label)
    return replace(
        key,
        expires_at=min(key.expires_at, *ends),
        not_before=max(key.not_before, *(c.not_before for c in caveats)),
        narrowed=(*key.narrowed, *(c.scope for c in caveats)),
        derived=Derived(label, chain.digest.hex()[:16], _caps(chain)),
    )


def _caps(chain: Chain) -> tuple[tuple[str, int], ...]:
    """Return (mark, cap) of each link that caps spending, for all that is behind it."""
    found, digest = [], hashlib.sha256()
    for link, caveats in zip(chain.links, chain.caveats, strict=True):
        digest.update(link.public)
        if caveats.budget is not None:
            found.append((digest.hexdigest()[:16], caveats.budget))
    return tuple(found)


def _in_grace(key: KeyRecord, now_s: float) -> bool:
    return key.state is KeyState.GRACE and now_s < key.grace_until


def _holds(chain: Chain, public: bytes) -> bool:
    for link in chain.links:
        message = _message(chain.id, link.public, link.caveats)
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(link.signature, message)
        except (InvalidSignature, ValueError):
            return False
        public = link.public
    return True


def _seed(plain: Secret) -> bytes:
    shown = parse(plain.reveal())
    return HKDF(SHA256(), 32, _PURPOSE, shown.id.encode()).derive(plain.reveal().encode())


def _public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _message(key_id: str, public: bytes, caveats: bytes) -> bytes:
    return b"\0".join((_PURPOSE, key_id.encode(), public + caveats))


def _link(text: str) -> Link:
    raw = _bytes(text)
    return Link(raw[:32], raw[32:96], raw[96:])


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    """Return the bytes of base64url, if it is written in the one way. Raises Unauthorized."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise malformed() from None
    if _text(raw) != text:
        raise malformed()
    return raw
