"""Names in small letters that a cue announces: "a boy named sulaiman", "a shop called blue fern".

Who types in a hurry writes no capitals. A single word is a name there if it is no everyday word;
several are one behind a body that is "called" them. A folder of somebody's home names its owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.names.english_lexicon import (
    BRAND,
    EVERYDAY,
    FORENAME,
    PLACE,
    SURNAME,
    Lexicon,
)
from posthouse.privacy.names.english_rules import Told
from posthouse.privacy.words import words

_ONE = r"[a-zà-öø-ÿ][a-zà-öø-ÿ'’-]+(?![\w'’-])"
_PERSON = re.compile(
    rf"(?<![\w.-])(?P<cue>named|(?:his|her|their|whose) name is|friend|[Mm](?:r|rs|s)|[Mm]iss|[Dd]r|[Pp]rof)"
    rf"[.,]?[ ](?P<v>{_ONE})"
)
_TITLES = words("mr mrs ms miss dr prof")
_MEN = words("mr mrs")  # titles that are nothing else: what stands behind may be any word
_WORKS = re.compile(
    rf"(?<![\w-])(?P<cue>(?:work|works|worked|working|job|intern|interview)[ ](?:for|at)|its name is)[ ]"
    rf"(?P<v>{_ONE})"
)
_BODY = (
    r"company|startup|start-up|shop|store|brand|firm|business|agency|restaurant|café|cafe|salon|studio"
    r"|clinic|ngo|charity|hotel|website|channel|blog|bakery|boutique"
)
_CALLED = re.compile(
    rf"(?<![\w-])(?:an?|my|our|his|her|their|the|new|small|online)[ ](?:[a-z-]{{1,20}}[ ]){{0,3}}?(?:{_BODY})[ ]"
    r"(?:is[ ])?(?:called|named)[ ][\"“']?(?P<v>[a-z][a-z0-9&'-]+(?:[ ][a-z0-9&'-]+){0,2}?)"
    r"(?=[.,;:!?)\n\"”]|$|[ ](?:that|which|who|in|for|is|and|with|located|from|to|at|on|where|we|our|i"
    r"|as|based|selling|it|the|using|of|has|but|because|so|if|or|then|when|can|please|do|does)\b)"
)
_NAMED_BODY = re.compile(
    rf"(?<![\w-])(?P<cue>(?:{_BODY})(?:[ ]is)?[ ](?:called|named)|(?:the|our|my) company|(?:company|brand) name(?:[ ]is)?)"
    rf"[ :]{{1,2}}(?P<v>{_ONE})"
)
_SUFFIXED = re.compile(
    r"(?<![\w&'’.-])(?P<v>(?P<first>[a-z][\w&-]+)[ ](?:inc|llc|ltd|pvt[ ]ltd|gmbh|corp|plc))\b"
)
_IS = re.compile(
    r"(?<![\w&'’-])(?P<v>[^\W\d_][\w&'’-]+(?:[ ][A-Z][\w&'’-]+){0,2})[ ]is[ ]an?[ ]"
    r"(?:(?!of |for |that |in |to )[\w-]{1,20}[ ]){0,4}?"
    r"(?:company|startup|start-up|brand|firm|agency|manufacturer|retailer|nonprofit|charity|restaurant)\b"
)
_FIRMS = words(
    "company startup start brand firm agency manufacturer retailer nonprofit charity restaurant"
)
_NAMING = words("called named")
_ALONE = (
    (Label.ORG, _NAMED_BODY, words("company brand called named")),
    (Label.PERSON, _PERSON, _TITLES | words("named name friend")),
    (Label.ORG, _WORKS, words("work works worked working job intern interview its")),
)
_SUFFIXES = words("inc llc ltd gmbh corp plc")
_HOMES = words("home users")
_HOME = re.compile(
    r"(?:/home/|/Users/|\b[A-Z]:\\{1,2}Users\\{1,2})(?P<v>[^\W\d_]{3,}(?:[ .][^\W\d_]{3,}){0,2})(?=[\\/])"
)
_SHORTEST = 3
_NO_FIRST = words(
    "off out up on in for it upon by to back into the a an after this that all every some their each "
    "called named customers people us me him her them as about and or"
)


def cued(text: str, vocabulary: frozenset[str], lexicon: Lexicon) -> Iterator[Told]:
    """Yield the names that a cue announces; one may be announced twice."""
    if not vocabulary.isdisjoint(_SUFFIXES):
        yield from _suffixed(text, lexicon)
    if not vocabulary.isdisjoint(_FIRMS):
        yield from _said_to_be(text, lexicon)
    yield from _called(text, vocabulary, lexicon)


def _suffixed(text: str, lexicon: Lexicon) -> Iterator[Told]:
    for match in _SUFFIXED.finditer(text):
        if match["first"] not in _NO_FIRST and not lexicon.known(match["first"])[0] & EVERYDAY:
            yield Told(*match.span("v"), Label.ORG)


def _said_to_be(text: str, lexicon: Lexicon) -> Iterator[Told]:
    for match in _IS.finditer(text):
        if not lexicon.everyday(match["v"].split()):
            yield Told(*match.span("v"), Label.ORG)


def _called(text: str, vocabulary: frozenset[str], lexicon: Lexicon) -> Iterator[Told]:
    taken: set[int] = set()
    for match in () if vocabulary.isdisjoint(_NAMING) else _bodies(text, lexicon):
        taken.add(match.start("v"))
        yield Told(*match.span("v"), Label.ORG)
    for label, pattern, needs in _ALONE:
        for match in () if vocabulary.isdisjoint(needs) else pattern.finditer(text):
            if match.start("v") not in taken and _alone(match, lexicon):
                taken.add(match.start("v"))
                start = match.start() if _cue(match) in _TITLES else match.start("v")
                yield Told(start, match.end(), label)


def _cue(match: re.Match[str]) -> str:
    return str(match["cue"]).lower()


def _alone(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether one word behind a cue is a name."""
    word = match["v"]
    if word in _NO_FIRST or (len(word) < _SHORTEST and _cue(match) not in _TITLES):
        return False
    first, second = lexicon.known(word)
    return _cue(match) in _MEN or not first & (EVERYDAY | PLACE) or bool(second & BRAND)


def _bodies(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    for match in _CALLED.finditer(text):
        first, *rest = match["v"].split()
        if first not in _NO_FIRST and (rest or not lexicon.known(first)[0] & EVERYDAY):
            yield match


def owners(text: str, vocabulary: frozenset[str], lexicon: Lexicon) -> Iterator[Told]:
    """Yield the people whose home folders are named."""
    if vocabulary.isdisjoint(_HOMES):
        return
    for match in _HOME.finditer(text):
        flags = [lexicon.known(part) for part in re.split(r"[ .]", match["v"])]
        if all(
            first & (FORENAME | SURNAME) and not first & EVERYDAY and not second & BRAND
            for first, second in flags
        ):
            yield Told(*match.span("v"), Label.PERSON)
