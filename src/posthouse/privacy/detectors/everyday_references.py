"""References and names of accounts as everyday papers and chats hold them.

Bookings of six signs, references that are to be quoted, passports told further on, handles.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, TEXTUAL, Rule, Span
from posthouse.privacy.tables import LINE
from posthouse.privacy.words import words

_BOOKING = (
    r"(?:(?:booking|reservation|confirmation) (?:ref(?:erence)?|code|number|no\.?|locator)|"
    r"record locator|pnr|confirmation|booking|reservation)"
)
_WHO = r"(?:\[[^\]\n]{4,24}\] ?)?(?:[^\s:：\d\"'=<>{}()\[\]]{1,20}[:：] ?)?"
_REFERS = (
    r"(?:quot(?:e|ing)|ref(?:erence)?|incident|crime(?: ref(?:erence)?)?|policy|claim|police log)"
)
_SAID_IS = r"(?:(?: (?:on|in|from) (?:the|my|your) [a-z]{3,10})? (?:is|was))?"
_SERVICES = (
    r"(?:instagram|insta|venmo|cash ?app|snapchat|snap|tik ?tok|twitter|telegram|skype|discord|"
    r"threads|bluesky|mastodon|twitch|paypal)(?:ed|['’]?d|ing|s)?"
)
_NO_HANDLE = words(
    "property staticmethod classmethod dataclass override types param return returns author media "
    "import app api client bot mention mentions here everyone channel username handle name user"
)


_OF_GOODS = re.compile(r"(?:SO|PO|INV|ORD|TRK|SKU|BIN|RFC|CVE|ISO)[-/]?\d")


def _referred(match: re.Match[str]) -> Span | None:
    """Leave numbers of orders, and a run of signs that nothing but "ref" announces."""
    said = match["is"] or match.group()[:3].lower() != "ref"
    alone = match["run"] is not None and not said
    return None if alone or _OF_GOODS.match(match["v"]) else match.span("v")


def _mixed(match: re.Match[str]) -> Span | None:
    """Take six signs that hold a figure, a letter too where the word is less sure."""
    value = match["v"]
    figures = sum(map(str.isdigit, value))
    weak = re.match(
        r"(?i)(?:confirmation|booking|reservation)[ :#]{1,3}(?:is )?\S+\Z", match.group()
    )
    return match.span("v") if figures and not (weak and figures == len(value)) else None


def _handle(match: re.Match[str]) -> Span | None:
    name = match["v"].lstrip("@").rstrip(".")
    if name.lower() in _NO_HANDLE:
        return None
    return match.start("v"), match.end("v") - (len(match["v"]) - len(match["v"].rstrip(".")))


RULES = (
    Rule(
        "booking-reference",
        Label.OTHER_ID,
        _BOOKING
        + r"[^\n\x00A-Za-z0-9]{0,6}(?: is )?[\n:=# ][^\n\x00]{0,32}[A-Z0-9]{6}(?:[A-Z0-9]{4})?"
        r"[^A-Za-z0-9]",
        rf"(?i)(?<![a-z]){_BOOKING}\.?(?:(?: is)?[ :#]{{1,3}}|"
        rf"[^\n\w]{{0,4}}\n{LINE}{_WHO}(?:it's |is )?)"
        r"(?-i:(?P<v>[A-Z0-9]{6}|HM[A-Z0-9]{8}))(?![A-Za-z0-9-])",
        _mixed,
        before=80,
        after=8,
        rank=NUMBER,
        caseless=True,
        examples=(
            "Booking ref: ‹W53CAA›     Ticket",
            "bot: Please enter your booking reference.\nuser: ‹346ODC›\n",
            "PNR ‹4U6FU4›,",
            "and Ewa. Confirmation ‹WZ1ZH0›.",
            "confirmation code ‹HMA9CQ65ZT›\n",
            "Booking ‹S59QGV›  BA 1536  LHR-MAD",
        ),
        near_misses=(
            "booking ref: REASON",
            "booking reference number2",
            "booking code: 12345",
            "confirmation 202603 ",
        ),
    ),
    Rule(
        "reference-quoted",
        Label.OTHER_ID,
        rf"{_REFERS}{_SAID_IS}[ .:]{{1,3}}(?:[0-9]{{4}}-?[0-9]{{4}}|"
        r"[A-Z]{1,4}(?:/[0-9]{4}|-?[0-9]{6}))",
        rf"(?i:(?<![a-z]){_REFERS}(?P<is>{_SAID_IS})[ .:]{{1,3}})"
        r"(?P<v>[A-Z]{1,4}(?:/\d{4,8}(?:/\d{2,4})?|-\d{6,9})|(?P<run>[A-Z]{2,4}\d{6,12})|"
        r"(?<= is )(?:\d{8,12}|\d{4}-\d{4}-\d{3}))(?![\w/-])",
        _referred,
        before=48,
        after=16,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "Quote ‹CR/256413/25› when calling",
            "and the reference on the letter is ‹DN9673523›, thanks",
            "and the reference on the letter is ‹8955-6233-248›, thanks",
            "Ltd, ref ‹FWM-444231›\n",
            "policy ‹PL2062258852›.",
        ),
        near_misses=(
            "ref ABC-1234",
            "Ref: PROJ-12345",
            "reference A/B",
            "ref I-2024",
            "ref AB20251234567",
            "quote SO202512345678",
        ),
    ),
    Rule(
        "passport-further-on",
        Label.PASSPORT,
        r"passport[^\n\x000-9]{2,40}[ (][A-Z]{0,2}[0-9]{7,9}[^0-9A-Za-z]",
        r"(?i:(?<![a-z])passport)[^\n\d.;]{1,32}?(?i:(?:number|no\.?|is|now|was|says|it's|:))"
        r"(?i: now)? ?\(?(?P<v>[A-Z]{0,2}\d{7,9})(?![\w.-]\d|\w)",
        before=64,
        after=4,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "- passport (number ‹833082075›, as on the copy",
            "my wife's passport changed, it is now ‹290474554›, hers",
        ),
        near_misses=("passport office served 1234567 people", "passport. It is 12345678"),
    ),
    Rule(
        "student-number",
        Label.OTHER_ID,
        r"(?:student|uni|university|matric)[^\x00]{0,48}[ :.][a-z]{1,2}[0-9]{7}",
        r"(?i:(?<![a-z])(?:student|uni|university|matric\w{0,9})(?![a-z]))[^\n]{0,48}?"
        r"[ :.](?P<v>[a-z]{1,2}\d{7})(?![\w-])",
        before=84,
        after=4,
        rank=TEXTUAL,
        caseless=True,
        examples=("student card ‹s2689227›, a", "Student: OUYANG Meiling   ID ‹s0017792›  "),
        near_misses=("unique s2689227", "student commit s26892271"),
    ),
    Rule(
        "payment-address",
        Label.ACCOUNT,
        r"(?:upi|vpa)(?:[ _]?id)?[\"']?[ :=]{1,3}[\"']?[a-z0-9._-]{2,40}@[a-z]{2}",
        r"(?i)(?<![a-z])(?:upi|vpa)(?:[ _]?id)?(?: is)?[\"']?[ :=]{1,3}[\"']?"
        r"(?P<v>[a-z0-9][\w.-]{1,40}@[a-z]{2,24})"
        r"(?![\w@.-]*[\w@-])",
        before=56,
        after=28,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "UPI ‹priya.nair@okharrow›\n",
            "upi id: ‹9876501234@larkupi›,",
            '{"upi":"‹priya.nair@okharrow›"}',
        ),
        near_misses=("group me@work", "UPI payments a@b"),
    ),
    Rule(
        "handle-of-service",
        Label.ACCOUNT,
        _SERVICES + r"[^\n\x00@]{0,40}[^A-Za-z0-9._%+-]@[A-Za-z0-9_]{3}",
        rf"(?i)(?<![a-z.]){_SERVICES}(?![.\w/-])[^\n@]{{0,40}}(?<![\w.%+-])"
        rf"(?P<v>@[a-z_][\w.]{{2,29}})"
        r"(?![\w@/(-])",
        _handle,
        before=96,
        after=32,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "Venmo me $20 please, ‹@gareth_ironbrook›\n",
            "text me or insta ‹@trevorelmwick›. bday",
            "Instagram: ‹@maren.h22›",
            "she venmoed me from ‹@gareth_ironbrook›",
            "paypal'd it to ‹@trevorelmwick›\n",
        ),
        near_misses=(
            "telegram bot: @property",
            "twitter.com/@x_y_z",
            "discord help@firm.test",
            "telegram @types/node",
        ),
    ),
)
