"""watch: does a key of this station stand in what is asked or answered?"""

from __future__ import annotations

from itertools import compress
from operator import attrgetter

from posthouse.exchange.facts import Facts
from posthouse.exchange.state import Case
from posthouse.model.caller import KeyState, Leak
from posthouse.model.errors import Unauthorized
from posthouse.model.finding import Label
from posthouse.vault.derivedkey import PREFIX, parse_derived
from posthouse.vault.virtualkey import belongs, parse

REQUEST, ANSWER = "request", "answer"
_LABEL = attrgetter("label")
OTHERS = "leaks/provider-key"
"""The rule under which providers' keys in an answer stand in its receipt."""


def watch(case: Case) -> None:
    """Look for keys in every text in which a credential was found.

    The request goes on; masking takes them out like any other credential.
    """
    assert case.document is not None
    slots = case.document.slots
    for index in compress(range(len(slots)), case.findings):
        if Label.CREDENTIAL in map(_LABEL, case.findings[index]):
            case.watched.own(slots[index].text)
    for picture in case.pictures:
        if any(finding.label is Label.CREDENTIAL for finding in picture.findings):
            case.watched.own(picture.page.text)
    if case.watched.found:
        found, case.watched.found = case.watched.found, set()
        case.leaks += leaks_of(found, case.facts, REQUEST)


def answered(case: Case) -> None:
    """Take what was found in the answer, unless the request had it: then it is no news."""
    if case.watched.others:
        case.inspector.noted(OTHERS, f"{case.watched.others} keys of providers")
    if case.watched.found:
        told = {(leak.key, leak.derived) for leak in case.leaks}
        new = leaks_of(case.watched.found, case.facts, ANSWER)
        case.leaks += [leak for leak in new if (leak.key, leak.derived) not in told]
        case.watched.found = set()


def leaks_of(found: set[str], facts: Facts, where: str) -> list[Leak]:
    """Return which of these well-formed keys are keys of this station that still hold."""
    return [leak for plain in sorted(found) if (leak := _leak(plain, facts, where)) is not None]


def _leak(plain: str, facts: Facts, where: str) -> Leak | None:
    try:
        if plain.startswith(PREFIX):
            chain = parse_derived(plain)
            if chain.id not in facts.keys:
                return None
            proof = facts.chains.prove(chain, facts.keys.get(chain.id), 0)
            derived = proof.key.derived
            kept, mark = proof.key, derived.mark if derived else ""
        else:
            shown, mark = parse(plain), ""
            known = facts.keys.get(shown.id)
            if known is None or not belongs(shown, known, facts.peppers):
                return None
            kept = known
    except Unauthorized:
        return None
    return None if kept.state is KeyState.REVOKED else Leak(kept.id, where, mark)
