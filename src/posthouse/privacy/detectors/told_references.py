"""Numbers of papers and people that a sentence or a card names: a policy, an officer, a member.

Figures alone count where the paper is one that somebody holds ("policy 88870948"), and short ones
where an officer is spoken of. What stands behind a field's name is found by numbered_fields.py.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_day
from posthouse.privacy.rules import TEXTUAL, Rule, Span

_HELD = (
    r"(?:policy|claim|rental agreement|hire agreement|loan agreement|tenancy agreement|agreement|"
    r"booking|reservation|confirmation|membership|certificate|calling card|claims? ref|"
    r"insurance|plan|deposit id)"
)
_NAME = r"[A-Za-zÀ-ɏ][\wÀ-ɏ.'’-]{0,24}"
_CAPITAL = r"[A-ZÀ-Þ][A-Za-zÀ-ɏ.'’-]{0,24}"
_HOLDER = (
    r"(?:member|borrower|cardholder|card holder|policy ?holder|subscriber|customer|patient|pupil|"
    r"student|donor|volunteer|reader|resident|tenant|employee|passenger|guest|insured|client|owner)"
)
_ENDS = (
    r"(?=[\"'”’)\]]?(?:[.,;:)!?](?:\s|\Z|[\"'\\])|\s*(?:\n|\\n|\Z)|[\"'\\]| {2}|"
    r" (?:and|or|with|for|at|on|from|until|under|in|is|was|which|expires?|valid|to|by|-|–|—|\|)"
    r"(?![\w-])))"
)
_REFERENCE = (
    r"(?P<v>[A-Z]{0,3}\d{7,18}|[A-Z]{4,8}\d{8,16}|[A-Z]\d{3}[A-Z]{2}\d{9,14}|"
    r"[A-Z]{1,3} \d{6,12}|[A-Z]{1,3}\d{6}|[A-Z]{1,4}-\d{5,9}|"
    r"[A-Z]{1,3}/\d{4,8}(?:/\d{2,4})?|[A-Z]\d{3}/\d{4,6}|\d{3,4}(?:-\d{3,4}){2})"
)
_BEGUN = r"(?:[A-Z]{2} )?(?:[A-Z]{0,8}[0-9]{3}|[A-Z]{1,4}[ /-][0-9]{4})"
_OFFICER = re.compile(
    r"\b(?:officers?|police|constable|sergeant|sgt|deputy|detective|inspector|trooper|sheriff|"
    r"pc|wpc|dc|ds|di|pd|metro|precinct|patrol\w*|cop|warden|guard|marshal|agent|paramedic|"
    r"firefighter|security)\b"
)
_LONG = 10  # figures of a confirmation that counts of anything else seldom have
_GOODS = re.compile(r"(?:SO|PO|INV|ORD|TRK|SKU|BIN|RFC|CVE|ISO|PR|MR|GH|JIRA)[-/ ]?\d")


def _held(match: re.Match[str]) -> Span | None:
    """Take a number that is no day, and no word with a year."""
    weak = match["k"].lower() in ("certificate", "insurance", "plan", "agreement", "confirmation")
    long = weak and match["k"].lower() == "confirmation" and len(match["v"]) >= _LONG
    bare = weak and match["v"].isdigit() and not match["n"] and not long
    return None if bare else _of_a_day(match)


def _of_goods(match: re.Match[str]) -> Span | None:
    """Leave days, and what orders and tickets of software are called by."""
    return None if _GOODS.match(match["v"]) else _of_a_day(match)


def _of_stay(match: re.Match[str]) -> Span:
    return match.span("w") if match["w"] else match.span("v")


def _of_an_officer(match: re.Match[str]) -> Span | None:
    near = match.string[max(match.start() - 64, 0) : match.end() + 24].lower()
    return match.span("v") if _OFFICER.search(near) is not None else None


def _of_a_day(match: re.Match[str]) -> Span | None:
    """Take what is no day and no order's."""
    digits = re.sub(r"\D", "", match["v"])
    return None if is_day(digits) or len(set(digits)) < 3 else match.span("v")


_CARDS = re.compile(
    "社[保會会]|医保|健保|就[诊診]|诊疗|挂号|掛號|患者|病人|门诊|住院|体检|校园|学号|學號|饭卡|图书|借阅|一卡通|patient|insured"
)
_CARD_NEAR = 120  # characters before a card's number that say whose card it is


def _of_card(match: re.Match[str]) -> Span | None:
    """Take the number of a card that a clinic, an insurer or a school gave."""
    low = max(match.start() - _CARD_NEAR, 0)
    told = _CARDS.search(match.string, low, match.end() + 24) is not None
    return _of_a_day(match) if told else None


RULES = (
    Rule(
        "card-of-somebody",
        Label.OTHER_ID,
        r"(?:卡号|卡號|[^a-z]card(?:_?(?:no|id))?[\"']?(?::|=))[^0-9A-Za-z\n\x00]{0,6}"
        r"[A-Z]{0,2}[0-9]{7}",
        r"(?:卡[号號]|(?<![a-z])card(?:_?(?:no|id))?[\"']?(?=[:=]))[ \t:：=\"'为是]{0,4}"
        r"(?P<v>[A-Z]{0,2}\d{7,14})(?![\w-]|\.\d)",
        _of_card,
        before=40,
        after=12,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "社会保障卡\n姓名 某\n卡号 ‹6978664713›\n",
            'msg="挂号成功" card=‹587096634651› phone',
            "健保卡\n卡號：‹000012345678›\n",
        ),
        near_misses=(
            "点卡卡号 6978664713\n",
            "card=587096634651 type=visa",
            "社保卡\n卡号 20260308\n",
        ),
    ),
    Rule(
        "reference-held",
        Label.OTHER_ID,
        _HELD + r"(?: (?:no|number|nr|ref|reference|id)\.?| #)?[ :.#]{1,3}" + _BEGUN,
        rf"(?i)(?<![a-z_-])(?P<k>{_HELD})(?P<n> (?:no|number|nr|ref|reference|id)\.?| #|)"
        rf"[ :.#]{{1,3}}(?-i:(?:[A-Z]{{2}} (?=[A-Z]))?{_REFERENCE})(?![\w/-]|[.,]\d){_ENDS}",
        _held,
        before=48,
        after=24,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "his insurer is Kestrel, policy ‹88870948›.",
            "Rental agreement ‹RA 26516273›\n",
            "Premier Inn, booking ‹8476359247›     $146",
            "under certificate ‹TE2738026› with the scheme",
            "Calling card no. ‹GV/160436/81›\n",
            "Claim number ‹3625-0867-999›;",
            "agreement ‹RLM-601965›\n",
            "Rental agreement RA ‹RLM-601965›\n",
            "insurer is Kestrel, policy ‹O481/00723›.",
            "Ayesha, policy ‹P023YE812371958194› was in force.",
            "RENTAL AGREEMENT ‹RA 0763832061›\n",
            "and Olivia. Confirmation ‹1644084950›.",
        ),
        near_misses=(
            "policy 20240101\n",
            "the policy 12345678 users accepted",
            "certificate 12345678\n",
            "retention_policy 88870948.",
            "plan 1234567.",
            "booking 1000000 rooms",
        ),
    ),
    Rule(
        "reference-of-somebody",
        Label.OTHER_ID,
        r"[a-z], (?:our |your |my |their )?ref(?:erence)?[ :.]{1,3}" + _BEGUN,
        r"(?i)(?<=[a-z.]), (?:our |your |my |their )?ref(?:erence)?[ :.]{1,3}"
        rf"(?-i:{_REFERENCE})(?![\w/-]|[.,]\d)",
        _of_goods,
        before=32,
        after=24,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "Conveyancer: Jo Lee, Larkmere LLC, ref ‹1099-9646-978›\n",
            "Solicitors, our ref: ‹47638366›.",
            "Larkmere LLC, ref ‹F501/69775›\n",
        ),
        near_misses=(", ref 20240101", "a, ref 12345", "git ref 47638366", ", ref 1111-1111-111"),
    ),
    Rule(
        "officer-number",
        Label.OTHER_ID,
        r"(?:collar|shoulder|badge|warrant|shield|epaulette)"
        r"(?: (?:no|number|nr|id)\.?| #|#)?(?: is| was| as)?[ :.#]{1,3}[A-Z]{0,2}-?[0-9]{3}|"
        r"[^a-z](?:officer|deputy|sergeant|sgt|trooper|detective|inspector|constable)\.? [a-z]"
        r"[^\n\x000-9]{1,40}[ (][a-z.]{0,4}[ #]{0,2}[a-z]?[0-9]{3}|[^A-Za-z]w?pc [0-9]{3}",
        r"(?i)(?<![a-z])(?:(?:collar|shoulder|badge|warrant|shield|epaulette)"
        r"(?: (?:no|number|nr|id)\.?| #|#)?(?: is| was| as|:)?[ :.#]{1,3}|"
        rf"(?:officer|deputy|sergeant|sgt|trooper|detective|inspector|constable)\.?"
        rf"(?: (?-i:{_CAPITAL})){{1,3}},? \(?(?:#|no\.? |id:? |badge )|"
        r"w?pc (?=\d{3,5} (?-i:[A-Z][a-z]))|\b(?-i:PS|DC|SC|PCSO) (?=\d{3,5} (?-i:[A-Z][a-z])))"
        r"(?P<v>[A-Z]{0,2}-?\d{3,6}[A-Z]{0,2})(?![\w-]|[.,]\d)",
        _of_an_officer,
        before=72,
        after=12,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "exchanged details with PC Lee, collar number ‹9674›, incident",
            "REPORTING OFFICER: P. SHARMA, BADGE ‹6664›\n",
            "Sgt Wong (shoulder no. ‹412›)",
            "my badge number is ‹4829›, I'm with the Metro PD",
            "Officer Ruth Dane #‹4829›\n",
            "PC ‹482› Dane attended",
        ),
        near_misses=(
            "badge 6664 of the app",
            "the shield 100 build",
            "Officer badge 2024-01",
            "PC 482 users",
        ),
    ),
    Rule(
        "holder-number",
        Label.ACCOUNT,
        _HOLDER + r"[ :]{1,12}[^\n\x000-9]{3,48}[ ,(](?:card |membership |account |customer )?"
        r"(?:no|nr|number|#|id)[ :.#]{1,3}[A-Z]{0,3}[0-9]{6}",
        rf"(?i)(?<![a-z_]){_HOLDER}(?: name)?[ :]{{1,12}}{_NAME}(?:[ ,]{{1,3}}{_NAME}){{0,3}}"
        r"[ ,(]{1,12}(?:(?:card|membership|account|customer) )?"
        r"(?:(?:no|nr|number|#)[ :.#]{1,3}|id[ :#]{1,3}(?=(?-i:[A-Z])))"
        r"(?P<v>[A-Z]{0,3}\d{6,12})(?![\w/-]|[.,]\d)",
        _of_a_day,
        before=110,
        after=16,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "Borrower: Dmytro Kravets   Card no. ‹371826008›   PIN 1594",
            "Member Harpreet Gill   No. ‹178758010›\n",
            "Customer: Jo Lee (no. ‹T4821137›)",
            "Member: Agnieszka McLeod    ID: ‹XYZ034585164›\n",
        ),
        near_misses=(
            "member states no. 20240101",
            "owner: build server no. 1234",
            "customer order number 12345678x",
            "client: build worker id: 12345678",
        ),
    ),
    Rule(
        "paper-of-stay",
        Label.OTHER_ID,
        r"CAS(?: (?:[Pp]ersonal )?(?:[Nn]o\.?|[Nn]umber|[Rr]ef|ID))?[ :]{1,3}E[A-Z0-9]{13}"
        r"|[^A-Za-z0-9](?:GWF0[0-9]{8}|(?:IOE|WAC|EAC|LIN|SRC|MSC|NBC|YSC)[0-9]{10})[^A-Za-z0-9]",
        r"(?<![A-Za-z])U?CAS(?: (?:[Pp]ersonal )?(?:[Nn]o\.?|[Nn]umber|[Rr]ef|ID))?"
        r"(?: is)?[ :]{1,3}(?P<v>E(?=[A-Z]*\d)[A-Z0-9]{13})(?![\w-])"
        r"|(?<![A-Za-z0-9_/-])(?P<w>GWF0\d{8}|(?:IOE|WAC|EAC|LIN|SRC|MSC|NBC|YSC)\d{10})(?![\w-])",
        _of_stay,
        rank=TEXTUAL,
        before=36,
        after=4,
        examples=(
            "Passport: see copy   CAS: ‹E4GUYHCLT6DTOP›\n",
            "UCAS personal ID ‹E4GLXVNBPFSPUU›\n",
            "Our ref: ‹GWF085252304›\n",
            "Receipt ‹IOE0912345678›, filed",
        ),
        near_misses=("CAS: 50-00-0", "CAS EXPERIMENTATION", "CAS: EXPERIMENTATION"),
    ),
    Rule(
        "licence-further-on",
        Label.ID_CARD,
        r"(?:driv(?:ing|er'?s?|er’s) licen[cs]e|führerschein|permis de conduire|"
        r"permiso de conducir)[^\n\x000-9]{2,40}(?:no|number|nr)[ :.]{1,3}[A-Z0-9]{4}",
        r"(?i)(?<![a-z])(?:driv(?:ing|er['’]?s?) licen[cs]e|führerschein|permis de conduire|"
        r"permiso de conducir)[^\n\d]{2,40}\b(?:no|number|nr)[ :.]{1,3}"
        r"(?-i:(?P<v>(?=(?:[A-Z -]*\d){5})[A-Z0-9](?:[ -]?[A-Z0-9]){6,17}))(?![\w-])",
        before=72,
        after=24,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "Driving licence   category B, no. ‹6121-1516-550›\n",
            "driver's license (Texas), number ‹48211370›,",
        ),
        near_misses=("driving licence holders, number 12", "driving licence fees no. 4 of 2024"),
    ),
)
