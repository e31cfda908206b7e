"""Ids beside secrets, which say whose these are: of clients, key pairs, service accounts.

They open nothing alone. The id of an app is public; a UUID in small letters, and a number, is an id
of anything: they stay.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.plausible import is_code, is_uuid, looks_like_key
from posthouse.privacy.rules import NAME, Rule, Span


def _generated(match: re.Match[str]) -> Span | None:
    value = match.group("v")
    plain = value.isdecimal() or (is_uuid(value) and value == value.lower())
    fits = not plain and looks_like_key(value) and not is_code(value)
    return match.span("v") if fits else None


RULES = (
    Rule(
        "key-id",
        Label.OTHER_ID,
        r"(?:client|consumer|private_?key|access_?key|api_?key|account_?s)[ "
        r"_-]?id[\"'`]?"
        r"[\s:=>(,]{1,4}[\"'`]?[A-Za-z0-9][A-Za-z0-9_.-]{9}",
        r"(?i)(?:client|consumer|private_?key|access_?key|api_?key|"
        r"account_?s)[ _-]?id[\"'`]?"
        r"(?:\s?(?::|=>?|,)\s?|: ?|[>(])[\"'`]?(?P<v>[A-Za-z0-9][A-Za-z0-9_.-]{9,120})(?![\w/:@-])",
        _generated,
        rank=NAME,
        caseless=True,
        before=64,
        after=130,
        examples=(
            "auth0_client_id: ‹{b62:32}›",
            "GITHUB_CLIENT_ID=‹{hex:20}›",
            '"private_key_id": "‹{hex:40}›"',
            "canva client id: ‹OC-HU4evGrX_mdy›",
        ),
        near_misses=(
            "client_id: my-service-client-2",
            "clientId = config.clientId2",
            "app_id={b62:18}",
            'client_id="019b2f3a-7c1d-4e2f-8a3b-4c5d6e7f8091"',
        ),
    ),
)
