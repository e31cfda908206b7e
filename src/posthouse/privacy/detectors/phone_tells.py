"""What beside a number says that it is a telephone number: a word, a person, a letter, a sender.

Many shapes of national numbers are shapes of counts and amounts too (617 555 0124, 612 757 757), so
the rules of contact.py and told_phones.py ask here.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from posthouse.privacy.rules import Span
from posthouse.privacy.tables import MARGIN
from posthouse.privacy.vicinity import since_figure
from posthouse.privacy.within import remembered

# What is searched in small letters.
_WORD = re.compile(
    r"(?:phone|mobile|cell|tel|fax|desk|call|contact|whatsapp|sms|number|dial|reach|telefon|"
    r"portable|kontakt|handy|"
    r"电话|手机|座机|传真|热线|联系|致电|号码|電話|手機|携帯|微信|客服)[^\n\d]{0,24}$"
)
_ASKED_TO = re.compile(
    r"(?<![a-z])(?:text|texts|texted|ring|rings|rang|message|msg|phoned?|call|buzz|dial|ping|"
    r"alternate|alternative|alt\.?|landline|emergency|daytime|evenings?|ext\.? line|ph|mob|cel)"
    r"(?: (?:me|us|him|her|them|no|on|at|to))?[ :.]{1,3}\(?$"
)
# Whom one calls: titles, relatives, and those that a letter names because they can be called.
_SOMEBODY = re.compile(
    r"(?<![a-z])(?:mr|mrs|ms|miss|dr|prof|sir|herr|frau|se[ñn]or[a]?|sra?|do[ñn]a?|mme|mlle|monsieur|"
    r"madame|signora?|sig|dott|pan|pani|husband|wife|partner|spouse|son|daughter|mother|father|mum|"
    r"mom|mama|dad|papa|brother|sister|aunt|auntie|uncle|nan|grandma|grandad|grandpa|granny|cousin|"
    r"niece|nephew|friend|boyfriend|girlfriend|fianc[ée]e?|neighbou?r|landlord|landlady|tenant|"
    r"flatmate|roommate|housemate|caretaker|carer|nanny|babysitter|sitter|childminder|cleaner|driver|"
    r"host|owner|manager|agent|broker|treasurer|secretary|chair|chairman|chairperson|plumber|"
    r"electrician|builder|engineer|mechanic|vet|doctor|gp|dentist|nurse|solicitor|lawyer|attorney|"
    r"accountant|conveyancer|teacher|coach|tutor|nok|next of kin|guarantor|referees?|references?|"
    r"witness|executor|guardian|parent|spokesperson|reception|concierge|hausmeister|vermieter|"
    r"nachbar|mann|mutter|vater|bruder|schwester|marido|esposa|mari|femme|voisin)\b"
    r"(?:[’']s|s['’])?(?: details)?"
    r"[.:]?(?:(?: is| are|,|:)? [^\n\d\"<>{}=|]{1,44}?)?[,:;(–—-]? \(?$"
)
_NO_CALL = re.compile(
    r"\b(?:account|acct|a/c|acc|sort|iban|ref|reference|policy|order|invoice|passport|licen[cs]e|"
    r"card|pin|id|case|claim|paid|pays|owes?|population|votes?|members?|users|rows|worth|won|scored|"
    r"ticket|code|konto|kto|kunden\w*|steuer\w*|cuenta|dni|nie|insee|siret)\b[^\n\d]{0,16}$"
)
_LETTER = re.compile(
    r"(?:(?:^|[|•·/;\n\t]|  ) ?|, )[DMFTPCHWO][.:]? \(?$|(?:[|•·\n]|  ) ?[dmftpchwo][.:] \(?$|"
    r"[\w-]@[\w.-]{3,40}\.[a-z]{2,10}[,;] \(?$|\b[A-Z]{2} \d{5}(?:-\d{4})?[,;] \(?$"
)
_LISTED = re.compile(r"(?:^|[\n|•·∙▪]|  )[ ]?\(?$")
_ENDS = re.compile(r"\)? ?(?:[|•·∙▪/;,\n\r]|\\n|\Z|  )")
_REACHED = re.compile(r"[\w-]@[\w-]|https?://|www\.|linkedin\.|\d{5}(?:-\d{4})? [|•·∙▪]")
_SENT = re.compile(
    r"(?:^|\n)" + MARGIN + r"?\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d"
    r"(?::\d\d)?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?\]?(?: -)? ~?[ ]?\(?$"
)
_SERVICE_LINE = re.compile(
    r"(?:400|800)[ -]?\d{3,4}[ -]?\d{3,4}|95\d{3,6}|96\d{3,4}|1[02]\d{3}|[48]00\d-\d{3}-\d{3}"
    r"|(?:\+?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]?\d{3}[ .-]?\d{4}"
    r"|0(?:800|808|300|345|330)[ ]?\d{3}[ ]?\d{3,4}"
)
_SERVED = re.compile(
    r"(?:(?:热线|客服|咨询|投诉|举报|服务|售后|报修|挂失|订票|预约)(?:电话|热线|专线|号码)?|"
    r"拨打|致电|专线|專線|hotline|打|"
    r"questions|helpline|toll[ -]free|support|customer (?:services?|care)|enquiries|"
    r"\b(?:call|phone|ring|dial)(?: us)?(?: on| at)?)[^\n\w]{0,4}\Z",
    re.IGNORECASE,
)
_NEAR = 48  # characters of a sign and a letter before a number
_STAMP = 48  # and of the time at which a message was sent
_BACK = 96  # characters before a number that are looked at


class _Tells(Enum):
    """What the words before a number say of it."""

    CALL = auto()
    SOMEBODY = auto()
    OTHERWISE = auto()
    NOTHING = auto()


def of_a_service(text: str, span: Span) -> bool:
    """Tell the line of a service, announced as one: it is nobody's."""
    start, end = span
    if _SERVICE_LINE.fullmatch(text, start, end) is None:
        return False
    before = text[max(start - 24, 0) : start].replace("\\n", "\n")
    return _SERVED.search(before) is not None


def served_amid_chinese(text: str, span: Span) -> bool:
    """Tell a number of a service in China, 400-820-8820, from one of America by its line."""
    start, end = span
    line = text[max(start - 24, 0) : start].rpartition("\n")[2]
    service = _SERVICE_LINE.fullmatch(text, start, end) is not None
    return service and any(c > "\u3400" for c in line)


def spoken_of(match: re.Match[str], start: int) -> bool:
    """Tell whether a word before this place says that a telephone number follows."""
    return _names_phone(since_figure(match.string[max(start - 40, 0) : start]))


@remembered
def _names_phone(said: str) -> bool:
    return _WORD.search(said.lower()) is not None


def told_of(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] stands where people write telephone numbers."""
    before = text[max(start - _BACK, 0) : start].replace("\\n", "\n")
    tells = _told(since_figure(before))
    if tells is _Tells.CALL:
        return True
    if _SENT.search(before, max(len(before) - _STAMP, 0)) is not None:
        return text[end : end + 2] == ": "
    if tells is not _Tells.NOTHING:
        return tells is _Tells.SOMEBODY
    return _in_line_of_contacts(text, before, end)


@remembered
def _told(said: str) -> _Tells:
    low = said.lower()
    if _ASKED_TO.search(low):
        return _Tells.CALL
    otherwise = _NO_CALL.search(low) is not None
    if not otherwise and _WORD.search(low[-40:]):
        return _Tells.CALL
    if _SOMEBODY.search(low):
        return _Tells.OTHERWISE if otherwise else _Tells.SOMEBODY
    return _Tells.NOTHING


def _in_line_of_contacts(text: str, before: str, end: int) -> bool:
    """Tell a number between signs that part the ways to reach somebody."""
    if _ENDS.match(text, end) is None:
        return False
    near = max(len(before) - _NEAR, 0)
    if _LETTER.search(before, near):
        return True
    around = before[before.rfind("\n") + 1 :] + text[end : end + _BACK].partition("\n")[0]
    parted = _LISTED.search(before, near) is not None and any(sign in around for sign in "|•·∙▪")
    return parted and _REACHED.search(around) is not None


def nobodys(figures: str) -> bool:
    """Tell what forms and tests write for a number: 555-555-5555, 123-456-7890."""
    return len(set(figures)) < 2 or figures in ("1234567890", "0123456789", "5551234567")
