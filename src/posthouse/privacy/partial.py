"""Partial masks: what of a value may still be read, the rest in stars. There is no way back.

Enough to tell two values apart in a conversation, never enough to use one: three and four figures
of a phone or an identity number, the last four of a card or an account, the domain of a mailbox.
"""

from __future__ import annotations

import re

from posthouse.model.finding import SECRETS, Label

STARS = "*"
_COUNTRY = re.compile(r"(?:\+|00)(?:86|44|1)(?=\D|1[3-9])")
_DIGIT = re.compile(r"\d")
REFUSED = SECRETS
"""A part of a secret is a part of a secret."""

_KEPT: dict[Label, tuple[int, int]] = {
    Label.PHONE: (3, 4),
    Label.ID_CARD: (3, 4),
    Label.BANK_CARD: (0, 4),
    Label.IBAN: (2, 4),
    Label.PASSPORT: (1, 2),
    Label.OTHER_ID: (0, 4),
    Label.ACCOUNT: (1, 1),
    Label.VEHICLE: (2, 1),
}
_SHORT = 3
"""A value is never shown but for this many of its signs."""


def partial(label: Label, value: str) -> str:
    """Return a value with most of it in stars; layout stays, length does for numbers alone."""
    if label is Label.EMAIL and "@" in value:
        name, _, domain = value.rpartition("@")
        return f"{name[:1]}***@{domain}"
    if label is Label.IP:
        return _network(value)
    if label is Label.DATE_BIRTH and (year := re.search(r"(?:18|19|20)\d\d", value)):
        start, end = year.span()
        hide = _DIGIT.sub
        return hide(STARS, value[:start]) + year.group() + hide(STARS, value[end:])
    if label in (Label.PERSON, Label.ORG, Label.LOCATION, Label.ADDRESS, Label.PROJECT):
        return value[:1] + STARS * 2
    before, after = _KEPT.get(label, (1, 1))
    if label is Label.PHONE and (country := _COUNTRY.match(value)):
        return country.group() + _starred(value[country.end() :], before, after)
    return _starred(value, before, after)


def _starred(value: str, before: int, after: int) -> str:
    """Keep the first and last signs, in stars what lies between; layout stays."""
    signs = [place for place, c in enumerate(value) if c.isalnum()]
    if len(signs) - before - after < _SHORT:
        before, after = 0, max(min(after, len(signs) - _SHORT), 0)
    hidden = set(signs[before : len(signs) - after])
    return "".join(STARS if place in hidden else c for place, c in enumerate(value))


def _network(value: str) -> str:
    """Keep the network: the first half of the groups."""
    sign = "." if "." in value and ":" not in value else ":"
    groups = value.split(sign)
    kept = max(len(groups) // 2, 1)
    return sign.join(groups[:kept] + [STARS] * (len(groups) - kept))
