"""Which triggers hyperscan compiles together: lanes, each a database of its own.

Hyperscan is fast where an expression holds a literal to look for. What holds none is run as an
automaton over every byte: such expressions stand in lanes where their automata become one, apart
from literals, which they would slow down. So do those with hundreds of words. An expression of
several ways is compiled as one for each, and one that begins with many words as one for each word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.privacy.needs import Need
from posthouse.privacy.rules import Rule
from posthouse.privacy.words import words

_MANY_WORDS = 9  # alternatives at the beginning of a trigger from which each is compiled alone
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()|]")
_DIGITS = re.compile(r"\[\^?[^\]]*0-9[^\]]*\]|\[[1-9]-[1-9]\]|\{[0-9,]*\}|\\.|[^A-Za-z]")
# Rules without a literal, as measured (docs/decisions/0053): in the wrong lane one of them costs up
# to 2 ms a megabyte.
_OF_DIGITS = (
    words("cn-credit-code us-social-security iban letter-and-number"),
    words("person-before-number cn-resident-id phone-cn-service"),
    words(
        "national-id-shaped bank-card cn-resident-id-15 phone-us ipv4 ipv4-range court-case "
        "login-with-zh address-cn-room"
    ),
    words("phone-cn-mobile phone-cn-mobile-told phone-grouped phone-cn-landline"),
    words("phone-cn-mobile-signed phone-cn-mobile-bracketed phone-cn-landline-signed"),
    words("plate-british plate-abroad plate-indian"),
    words("national-id-lettered company-number-shaped national-insurance-compact"),
)
_TOGETHER = (
    *_OF_DIGITS,
    words(
        "zhipu google-refresh zoho person-before-mail email salesforce facebook-app url-user-key "
        "url-password"
    ),
    words("ipv6 login-at-host environment-value"),
    words("network-card network-card-dotted phone-international"),
    words("asana-style born-after-date"),
    words("discord"),
    words("wallet-import-format"),
    words("national-id-named"),
    words("address-coded postcode-alone national-insurance"),
    words("coin-address"),
)
_LANES = {name: str(number) for number, names in enumerate(_TOGETHER) for name in names}
_DIGITS_APART = frozenset(map(str, range(len(_OF_DIGITS))))


def expressions(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield (lane, expression) for all that a rule's trigger is compiled as."""
    for way in ways(rule.trigger):
        alternatives = beginnings(way)
        many = len(alternatives) > 1 and rule.name not in _LANES
        lane = "words" if many else _lane(rule.name, way)
        for one in alternatives:
            yield lane, one


def together(lane: str, what: Need) -> str:
    """Return the lane of an expression that needs something: most share one."""
    apart = what is Need.NOTHING or (what is Need.DIGITS and lane in _DIGITS_APART)
    return lane if apart else ""


def _lane(name: str, expression: str) -> str:
    """Tell digits, and keys that stand some way behind a service's name, from all else."""
    if name in _LANES:
        return _LANES[name]
    if _DIGITS.sub("", expression) == "":
        return "digits"
    return "named" if "[^\\x00]{0,48}" in expression else ""


def ways(trigger: str) -> list[str]:
    """Return a trigger as one for each of the ways that it consists of."""
    return list(dict.fromkeys(_ways(f"{trigger})", 0)[0]))


def beginnings(trigger: str) -> list[str]:
    """Return a trigger as one for each of the many words that it begins with."""
    opening = re.match(r"(?:\[[^\]]+\])?\((?:\?i)?\??:", trigger)
    if opening is None:
        return [trigger]
    first, end = _ways(trigger, opening.end())
    if len(first) < _MANY_WORDS or trigger[end : end + 1] in ("?", "*", "+", "{"):
        return [trigger]
    return [f"{opening.group()}{one}{trigger[end - 1 :]}" for one in first]


def _ways(expression: str, at: int) -> tuple[list[str], int]:
    """Return the alternatives of the group whose inside begins here, and where it has ended."""
    found, start, depth = [], at, 0
    for token in _TOKEN.finditer(expression, at):
        sign = token.group()
        if sign == "(":
            depth += 1
        elif (sign == "|" and not depth) or sign == ")":
            depth -= sign == ")"
            if depth < 1 and (sign == "|" or depth < 0):
                found.append(expression[start : token.start()])
                start = token.end()
            if depth < 0:
                return found, token.end()
    raise ValueError("a group of the expression is not closed")
