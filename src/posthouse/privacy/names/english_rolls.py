"""People whom a list or its label announces: "Present: A, B", "- Ewa Nowak: …", "# Callum: later".

Who attended, spoke, signed or is somebody's next of kin stands behind a label, alone or with
others; who said something before a colon. What is announced so must still be made of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.names.english_lexicon import (
    BRAND,
    EVERYDAY,
    FORENAME,
    NATION,
    PLACE,
    SURNAME,
    Lexicon,
)
from posthouse.privacy.names.english_rules import Told
from posthouse.privacy.namewords import TRADE
from posthouse.privacy.words import words

_WORD = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_PARTICLE = r"(?:de|da|di|du|del|della|van|von|der|den|bin|bint|al|el|la|le|dos)"
_NAME = rf"{_WORD}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_WORD}\.?){{0,3}}"
_ROLES = (
    r"attend(?:ees?|ing|ed)|present|participants?|apologies|regrets|absent|on leave|"
    r"(?:out|off|away) (?:this|next) week|interviewers?|interviewees?|panel|reviewers?|approvers?|"
    r"watchers?|speakers?|presenters?|moderator|facilitator|note[- ]?taker|minutes|chair(?:ed)?|"
    r"host(?:ed)?|organi[sz]ers?|guests?|passengers?|travell?ers?|drivers?|renters?|tenants?|"
    r"landlord|landlady|lessees?|lessor|borrowers?|guarantors?|buyers?|sellers?|payee|payer|"
    r"beneficiar(?:y|ies)|nominees?|executors?|trustees?|claimants?|defendants?|plaintiffs?|"
    r"respondents?|petitioners?|applicants?|insured|policy ?holders?|subscribers?|spouse|"
    r"common-law partner|husband|wife|father|mother|guardian|child(?:ren)?|dependants?|"
    r"emergency contact|next of kin|surgeon|assistant|anesthesiologist|anaesthetist|nurse|"
    r"dentist|consultant|therapist|clinician|provider|physician|gp|tutor|teachers?|supervisor|"
    r"line manager|manager|referees?|references?|representative|solicitor|counsel|witness(?:es)?|"
    r"signator(?:y|ies)|contact|caller|clerk|requester|requested|assignee|reporter|author|owner|"
    r"prepared|approved|reviewed|taken|served|checked|authori[sz]ed|signed|reported|compiled"
)
_LABEL = re.compile(
    rf"(?<![\w-])(?i:{_ROLES})(?i:[ ]by)?(?:[ ]?\([^()\n]{{1,24}}\))?\*{{0,2}}"
    r"[ \t]*[:=–—][ \t*\"']*"
    rf"(?P<v>{_NAME})"
)
_MORE = re.compile(
    r"[\"']?(?:[ ]?\([^()\n]{1,32}\))?"
    rf"(?:[ ]?[,;/&+][ ]?(?:and[ ])?|[ ](?:and|with)[ ])(?P<v>{_NAME})"
)
_MOST = 24  # people in one list
_SPEAKER = re.compile(
    rf"(?:^|(?<=[ \t>\"])(?:#|//|--))[ \t>*•▪–—-]{{0,8}}(?:\d{{1,2}}[.)][ ])?(?P<v>{_NAME})"
    r"(?=(?:[ ]?\([^()\n]{1,24}\))?\*{0,2}:[ \t])",
    re.MULTILINE,
)
_CUES = words(": = – —")
_OFTEN = 2  # how common a forename must be to be one where it stands alone
_KNOWN_PLACE = 0x20  # of PLACE: a town that many have heard of


def rolls(text: str, vocabulary: frozenset[str], lexicon: Lexicon) -> Iterator[Told]:
    """Yield the people whom labels, lists and colons announce. `vocabulary` is the text's words."""
    if vocabulary.isdisjoint(_CUES):
        return
    for match in _LABEL.finditer(text):
        at: re.Match[str] | None = match
        for _ in range(_MOST):
            if at is None or not is_somebody(at["v"], lexicon):
                break
            yield Told(*at.span("v"), Label.PERSON)
            at = _MORE.match(text, at.end())
    for match in _SPEAKER.finditer(text):
        if is_somebody(match["v"], lexicon):
            yield Told(*match.span("v"), Label.PERSON)


def is_somebody(name: str, lexicon: Lexicon) -> bool:
    """Tell whether words are a name: a forename alone, or of several one known and none usual."""
    parts = [part.rstrip(".") for part in name.split() if part[0].isupper()]
    whole = [part for part in parts if len(part) > 1]
    if not whole or not TRADE.isdisjoint(part.lower() for part in whole):
        return False
    flags = [lexicon.known(part) for part in whole]
    if any(first & EVERYDAY or second & (BRAND | NATION) for first, second in flags):
        return False
    if len(parts) == 1:
        ((first, _),) = flags
        return first & FORENAME >= _OFTEN and first & PLACE < _KNOWN_PLACE
    return any(first & (FORENAME | SURNAME) for first, _ in flags) and not all(
        first & PLACE >= _KNOWN_PLACE for first, _ in flags
    )
