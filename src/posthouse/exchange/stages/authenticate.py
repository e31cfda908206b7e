"""authenticate: whose virtual key is this, and may it be used now?"""

from __future__ import annotations

from urllib.parse import parse_qsl

from posthouse.exchange.facts import Facts
from posthouse.exchange.state import Case
from posthouse.model.caller import KeyRecord
from posthouse.model.errors import Forbidden, Unauthorized
from posthouse.model.http import RequestHead
from posthouse.vault.derivedkey import PREFIX, parse_derived
from posthouse.vault.virtualkey import Proof, check, parse, require_usable

_HEADERS = ("authorization", "x-api-key", "x-goog-api-key", "api-key")
_HINT = "send the virtual key as Authorization: Bearer, x-api-key or x-goog-api-key"


def authenticate(case: Case) -> None:
    """Find the caller by the key in any dialect's own header. Raises Unauthorized, Forbidden."""
    facts = case.facts
    proof = caller(case.head, facts, case.seed.at_us / 1_000_000)
    case.key = proof.key
    case.old_secret = proof.old
    case.project = facts.project(case.key)
    if case.project is None:
        raise Forbidden(
            "the key belongs to a project that the station does not have",
            code="project_unknown",
            hint="the operator adds it to posthouse.toml as [[project]]",
        )


def caller(head: RequestHead, facts: Facts, now_s: float) -> Proof:
    """Return the key that the head proves, narrowed where it is a derived one.

    Raises Unauthorized.
    """
    text = presented(head)
    if text.startswith(PREFIX):
        chain = parse_derived(text)
        proof = facts.chains.prove(chain, facts.keys.get(chain.id), now_s)
        require_usable(proof.key, now_s)
        _require_short(proof.key, facts.limits.derived_s, now_s)
        return proof
    shown = parse(text)
    return check(shown, facts.keys.get(shown.id), facts.peppers, now_s)


def _require_short(key: KeyRecord, most_s: int, now_s: float) -> None:
    if key.expires_at - now_s > most_s:
        raise Unauthorized(
            f"expected a derived key that ends within {most_s // 3600} hours, found a longer one",
            code="key_too_long",
            hint="derive it for less time: `posthouse keys derive --minutes 30`",
        )


def presented(head: RequestHead) -> str:
    """Return the key as the client sent it. Raises Unauthorized where there is none."""
    for name in _HEADERS:
        value = head.get(name)
        if value:
            return value[7:].strip() if value[:7].lower() == "bearer " else value.strip()
    if "key=" in head.query:
        for name, value in parse_qsl(head.query):
            if name == "key" and value:
                return value
    raise Unauthorized("no key was sent", code="key_missing", hint=_HINT)
