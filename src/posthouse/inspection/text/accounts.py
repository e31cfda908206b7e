"""Wallets and bank accounts: is one in an answer another than those that the request named?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.inspection.said import Said

RULE = "text/other-account"

_KINDS = {
    "ether": re.compile(r"(?<![0-9a-z])0x[0-9a-f]{40}(?![0-9a-z])", re.IGNORECASE),
    "bitcoin": re.compile(
        r"(?<![0-9a-z])(?:bc1[02-9ac-hj-np-z]{11,71}|[13](?=[a-z]*\d)[1-9a-km-z]{25,34})(?![0-9a-z])",
        re.IGNORECASE,
    ),
    "tron": re.compile(r"(?<![0-9a-z])t(?=[a-z]*\d)[1-9a-km-z]{33}(?![0-9a-z])", re.IGNORECASE),
    "solana": re.compile(
        r"(?<![0-9a-z/_-])(?=[1-9a-km-z]*\d)(?=[1-9a-km-z]*[a-z])[1-9a-km-z]{43,44}(?![0-9a-z])",
        re.IGNORECASE,
    ),
    "iban": re.compile(
        r"(?<![0-9a-z])[a-z]{2}\d{2}(?: ?[0-9a-z]{4}){2,7}(?: ?[0-9a-z]{1,3})?(?![0-9a-z])",
        re.IGNORECASE,
    ),
}


def other_account(text: str, said: Said) -> str:
    """Return RULE if a text names an account where the request named only others of its kind."""
    for kind, pattern in _KINDS.items():
        named = {_plain(one) for one in said.matches(pattern)}
        if named and any(one not in named for one in _accounts(text, pattern, kind)):
            return RULE
    return ""


def _accounts(text: str, pattern: re.Pattern[str], kind: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        one = _plain(match[0])
        if kind != "iban" or sum(char.isdigit() for char in one) > 9:
            yield one


def _plain(account: str) -> str:
    return account.replace(" ", "").lower()
