"""What form tells of English names: titles, introductions, greetings, fields, trailers, suffixes.

A rule looks at letters and their places alone; what it takes is a name whatever it reads like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from posthouse.model.finding import Label
from posthouse.privacy.names.english_abbreviations import crossed_out
from posthouse.privacy.publishers import published
from posthouse.privacy.words import either, words

_CAP = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*\.?"
_WHOLE = _CAP.removesuffix(r"\.?")  # a word that no full stop abbreviates
_PARTICLE = (
    r"(?:de la|de los|van der|van den|de|da|di|du|del|della|van|von|bin|bint|al|el|ben|la|le|dos|y)"
)
_NAMED = rf"{_CAP}(?:[ ](?:{_PARTICLE}[ ])?{_CAP}){{0,3}}"
_LOOSE = r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*(?:[ ][^\W\d_]{2,}(?:['’-][^\W\d_]+)*){0,2}"
_TITLE = (
    r"(?:M(?:r|rs|s|x|iss|me|lle)|Dr|Prof(?:essor)?|Doctor|Sir|Dame|Lord|Lady|Rev(?:erend)?|Father|Sister|"
    r"Sgt|Sergeant|Capt(?:ain)?|Lt|Lieutenant|Col(?:onel)?|Gen(?:eral)?|Hon|Judge|Justice|Senator|Sen|"
    r"Rep|Gov(?:ernor)?|President|Chancellor|Imam|Rabbi|Sheikh|Ustadh|Herr|Frau|Se[ñn]or(?:a|ita)?|Señor|"
    r"Monsieur|Madame|Shri|Smt)"
)
_TRAILER = (
    r"(?:Signed-off-by|Co-authored-by|Reviewed-by|Acked-by|Tested-by|Reported-by|Suggested-by|"
    r"From|To|Cc|CC|Author|Committer|Commit)"
)
_PERSON_FIELD = (
    r"(?:(?:full|first|last|middle|given|family|maiden|legal|display|contact|customer|client|patient|"
    r"employee|student|applicant|candidate|guest|user|your|his|her|my|mother's|father's)[ _-]?)?name|"
    r"surname|forename|contact(?:[ _-]person)?|patient|applicant|candidate|employee|customer|attendee|"
    r"recipient|sender|author|signed|witness|manager|supervisor|teacher|student|tenant|landlord|"
    r"cardholder|account holder|beneficiary|attn|attention|reporter|assignee|doctor|physician|next of kin"
)
_ORG_FIELD = (
    r"company(?:[ _-]name)?|employer|organi[sz]ation|school|university|college|institution|hospital|"
    r"bank(?:[ _-]name)?|firm|agency|vendor|supplier"
)
_PLACE_FIELD = r"city|town|country|state|province|county|region|place[ _-]of[ _-]birth|birth[ _-]?place|hometown"
_SUFFIX = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|Corp|Corporation|PLC|plc|LLP|LP|S\.A|S\.p\.A|SpA|B\.V|BV|N\.V|"
    r"A/S|ApS|Oyj?|Pty|Pvt|Sdn\.? Bhd|S\.r\.l|Srl|SARL|SAS|KG|AG|K\.K|Incorporated|Co)"
)
_ORG_WORD = rf"(?:{_CAP}|&|of|and|the|for|\d{{1,3}})"
_HOUSE = (
    r"University|College|Institute|Academy|Hospital|Clinic|Bank|Foundation|Ministry|Department|"
    r"Council|Museum|Library|School|Cathedral|Embassy|Church|Commission|Association|Federation|Airlines"
)
# Of these words one must stand in a text for a pattern to be tried on it.
_TITLES = words(
    "Mr Mrs Ms Mx Miss Mme Mlle Dr Prof Professor Doctor Sir Dame Lord Lady Rev Reverend Father Sister "
    "Sgt Sergeant Capt Captain Lt Lieutenant Col Colonel Gen General Hon Judge Justice Senator Sen Rep "
    "Gov Governor President Chancellor Imam Rabbi Sheikh Ustadh Herr Frau Señor Señora Señorita Senor "
    "Senora Senorita Monsieur Madame Shri Smt"
)
_GREETINGS = words("dear hi hello hey good respected")
_PARTINGS = words(
    "best kind warm kindest warmest regards sincerely yours respectfully cheers thanks thank many "
    "love xoxo cordially"
)
_SUFFIXES = words(
    "Inc LLC L Ltd Limited GmbH Corp Corporation PLC plc LLP LP S SpA B BV N A ApS Oy Oyj Pty Pvt Sdn "
    "Srl SARL SAS KG AG K Incorporated Co"
)
_OF_HOUSES = frozenset(_HOUSE.split("|"))
_HOUSES = words(
    "University university Hospital hospital College college Bank Airlines airlines Foundation "
    "foundation Museum Clinic clinic Institute Academy School Council Ministry Association"
)
_LANDS = words(
    "City Town Borough Village County Municipality Kingdom Republic State Province Gulf Bay Isle"
)
_DOMAINS = words(
    "com org net info biz shop store xyz co de fr nl eu ai io in ca es ch ru cn jp kr br za ng ke pk bd"
)
_FIELD_SIGNS = words(": =")
_SIGN_OFF = (
    r"(?:(?:best|kind|warm|kindest|warmest)(?: regards| wishes)?|regards|sincerely(?: yours)?|"
    r"yours (?:sincerely|faithfully|truly)|respectfully|cheers|thanks(?: again| a lot)?|"
    r"thank you|many thanks|love|xoxo|cordially)"
)
_FOREIGN_TO_NAMES = words(
    "sir madam all team everyone everybody there friend friends customer colleague colleagues folks "
    "guys hiring manager recruiter committee editor reader readers students student parents sirs "
    "unknown none null nil n/a na tbd test example anonymous user admin root string text value "
    "required optional true false mr mrs ms dr the a an my your our his her their this that you me "
    "not to in on at for and or is are was be can it i we he she they here please help world "
    "god lord diary santa valued member members ladies gentlemen firstname lastname chatgpt claude ai assistant"
)
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\)|licen[sc]e)[^\n]*$", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?P<v>[\w.-]+)")
_LINE = 200  # characters before a name in which a notice of rights may stand


@dataclass(frozen=True, slots=True)
class Told:
    """A name that form tells."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class _Form:
    """A pattern whose group `v` is a name; without a word of `needs` it matches nowhere."""

    label: Label
    pattern: re.Pattern[str]
    needs: frozenset[str]


_P, _O, _L, _U = Label.PERSON, Label.ORG, Label.LOCATION, Label.URL
_FORMS = (
    _Form(_P, re.compile(rf"(?<![\w.-])(?P<v>{_TITLE}\.?[ ]{_NAMED})"), _TITLES),
    _Form(_P, re.compile(rf"(?i:\bmy (?:full )?name(?: is|'s|:)|\bcall me|\bname's) (?P<v>{_NAMED})"), words("name call")),
    _Form(_P, re.compile(rf"\bmy name is (?P<v>{_LOOSE}?)(?=[,.;!?\n]| (?:and|from|i|im|i'm|but|so)\b|$)", re.IGNORECASE), words("name")),
    _Form(_P, re.compile(rf"(?m:^|[>\s])(?:{_TRAILER}):[ ](?P<v>{_NAMED})[ ]*(?=<[^<>\s]+@)"), words("@")),
    _Form(_P, re.compile(rf"(?<![\w.@])(?P<v>{_CAP}(?:[ ]{_CAP}){{1,3}})[ ]<[\w.+-]+@[\w.-]+>"), words("@")),
    _Form(_P, re.compile(rf"@author[ ]:?[ ]?(?P<v>{_NAMED})"), words("@")),
    _Form(_P, re.compile(rf"(?m:^[ \t>*-]*)(?i:{_PERSON_FIELD})\*{{0,2}}[ \t]*[:=][ \t*]*(?P<v>{_NAMED})[ \t]*(?=[,;|(<]|$)", re.MULTILINE), _FIELD_SIGNS),
    _Form(_P, re.compile(rf"(?:^[ \t>]*|[\"“])(?i:dear|hi|hello|hey|good (?:morning|afternoon|evening)|respected)[ ](?P<v>(?:{_TITLE}\.?[ ])?{_NAMED})[ ]?(?=[,!:.]|$)", re.MULTILINE), _GREETINGS),
    _Form(_P, re.compile(rf"^[ \t>]*(?i:{_SIGN_OFF})[,.!]?[ \t]*\n[\s>]*(?P<v>(?:{_TITLE}\.?[ ])?{_NAMED})[ \t]*(?=[,(|]|$)", re.MULTILINE), _PARTINGS),
    _Form(_O, re.compile(rf"(?m:^[ \t>*-]*)(?i:{_ORG_FIELD})\*{{0,2}}[ \t]*[:=][ \t*]*(?P<v>{_CAP}(?:[ ]{_ORG_WORD}){{0,6}})[ \t]*(?=[,;|(]|$)", re.MULTILINE), _FIELD_SIGNS),
    _Form(_L, re.compile(rf"(?m:^[ \t>*-]*)(?i:{_PLACE_FIELD})\*{{0,2}}[ \t]*[:=][ \t*]*(?P<v>{_CAP}(?:[ -]{_CAP}){{0,3}})[ \t]*(?=[,;|(]|$)", re.MULTILINE), _FIELD_SIGNS),
    _Form(_O, re.compile(rf"(?<![\w.-])(?P<v>{_CAP}(?:,?[ ](?:{_CAP}|&|and|of)){{0,4}},?[ ]{_SUFFIX}\b\.?)(?!\w)"), _SUFFIXES),
    _Form(_O, re.compile(rf"(?<![\w.-])(?P<v>(?:{_HOUSE})[ ]of[ ](?:the[ ])?{_WHOLE}(?:[ ]{_WHOLE}){{0,2}})"), _OF_HOUSES),
    _Form(_O, re.compile(rf"(?<![\w.-])(?P<v>{_CAP}(?:[ ](?:{_CAP}|of|&)){{0,3}}[ ](?:[Uu]niversity|[Hh]ospital|[Cc]ollege|Bank|[Aa]irlines|[Ff]oundation|Museum|[Cc]linic|Institute|Academy|High School|Council|Ministry|Association)(?:[ ]of[ ]{_WHOLE}(?:[ ](?:and[ ])?{_WHOLE}){{0,2}})?)\b"), _HOUSES),
    _Form(_L, re.compile(rf"(?<![\w.-])(?P<v>(?:City|Town|Borough|Village|County|Municipality|Kingdom|Republic|State|Province|Gulf|Bay|Isle) of {_WHOLE}(?:[ ]{_WHOLE}){{0,2}})"), _LANDS),
    _Form(_U, re.compile(r"(?<![\w(<\"'`=/@.])(?P<v>(?:https?://|www\.)(?!(?:localhost|127\.|0\.0|example\.|[\w.-]+\.(?:test|invalid|example)\b))[\w-]+(?:\.[\w-]+)+(?::\d{2,5})?(?:[/?#][^\s<>\"'`)\]}]*)?)"), words("http https www")),
    _Form(_U, re.compile(r"(?<![\w(<\"'`=/@.\\-])(?P<v>(?:(?:[a-z0-9-]{2,}\.){1,3}(?:com|org|net|info|biz|shop|store|xyz|co\.uk|com\.au|co\.in|de|fr|nl|eu|ai|io)|(?:[a-z0-9-]{2,}\.){2,3}(?:in|ca|es|ch|ru|cn|jp|kr|br|za|ng|ke|pk|bd)))(?![\w(/-]|\.\w)", re.IGNORECASE), _DOMAINS),
)  # fmt: skip


def told(text: str, vocabulary: frozenset[str]) -> Iterator[Told]:
    """Yield the names that form tells; they may overlap. `vocabulary` is the text's words."""
    for form in _FORMS:
        if vocabulary.isdisjoint(form.needs):
            continue
        for match in form.pattern.finditer(text):
            start, end = match.span("v")
            value = text[start:end].rstrip(" ," if form.label is _O else " .,")
            if form.label is _P:
                value = value.removesuffix("'s").removesuffix("’s")
            if _is_name(text, start, value, form):
                yield Told(start, start + len(value), form.label)


def _is_name(text: str, start: int, value: str, form: _Form) -> bool:
    if form.label is _U:
        host = _HOST.match(value)
        return host is not None and not published(host["v"])
    said = value.replace(".", "").casefold().split()
    if not said or said[-1] in _FOREIGN_TO_NAMES or crossed_out(said[-1]):
        return False
    line = text[max(text.rfind("\n", 0, start) + 1, start - _LINE) : start]
    return not (form.label is _O and _COPYRIGHT.search(line))


# Callings that are taken with a name and tell none.
_CALLINGS = words(
    "Teacher Coach Nurse Officer Uncle Aunt Auntie Pastor Bishop King Queen Prince Princess Saint Maam "
    "Mam Madam Principal Detective Inspector Agent Chef"
)
_HONOURS = _TITLES | _CALLINGS | words("mr mrs ms dr prof miss")
_LONGEST = max(map(len, _HONOURS))
TITLED = re.compile(rf"(?:{either(_HONOURS)})\.?[ ](?=\S)")
"""A title, and a name behind it."""


def title_before(text: str, at: int) -> int:
    """Return where the title begins that stands before a name, or the name itself."""
    if text[at - 1 : at] != " ":
        return at
    end = at - 1 - text.endswith(".", 0, at - 1)
    begin = end
    while begin > max(end - _LONGEST, 0) and text[begin - 1].isalpha():
        begin -= 1
    alone = text[begin - 1 : begin] not in (".", "-", "_")
    return begin if alone and text[begin:end] in _HONOURS else at
