"""People and accounts in messages of banks: SWIFT MT, NACHA records, ISO 20022.

A field of MT (category 1 and 9 of the standard) is told by its number: who orders (50), who is paid
(59), the banks between (51 to 58), whose statement it is (25); what follows `/` is an account. In
a statement of German banks ?31 is the other account, ?32 its holder. A NACHA entry is 94 characters
long and tells its fields by their place. ISO 20022 keeps what is no IBAN in <Othr><Id>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.fieldvalues import looks_like_company
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.tables import MARGIN, Cell

_LINE = rf"\r?\n{MARGIN}?+"
_NUMBERED = re.compile(r"(?P<n>[1-8])/(?P<v>[^\r\n]{2,33})")
_OF_NUMBER = {  # of field 50F and 59F, a line each
    "1": Label.PERSON, "2": Label.ADDRESS, "3": Label.ADDRESS, "4": Label.DATE_BIRTH,
    "6": Label.OTHER_ID, "7": Label.ID_CARD,
}  # fmt: skip
_NEXT = re.compile(rf"{_LINE}(?P<v>(?![:\-{{}}])[^\r\n]{{2,35}})")
_MOST = 4  # lines of a name and an address
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7, 1)


def _named(text: str) -> Label:
    """Tell a company from a person; such messages are written in capitals."""
    spelt = text.title() if text.isupper() else text
    return Label.ORG if looks_like_company(spelt, sure=False) else Label.PERSON


def _field(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the account or the bank of a field, and who stands in the lines below."""
    text, at = match.string, match.end()
    if match["a"]:
        yield (*match.span("a"), Label.ACCOUNT)
    if match["b"]:
        yield (*match.span("b"), Label.ACCOUNT)
    if match["t"][:2] not in ("50", "59"):
        return
    first = True
    for _ in range(_MOST):
        line = _NEXT.match(text, at)
        if line is None:
            return
        yield from _line(line, first=first)
        first, at = False, line.end()


def _line(line: re.Match[str], *, first: bool) -> Iterator[Cell]:
    """Yield what a line of a party holds: its name first, then where it is."""
    start, end = line.span("v")
    numbered = _NUMBERED.fullmatch(line["v"].rstrip())
    if numbered is not None:
        label = _OF_NUMBER.get(numbered["n"])
        if label is not None:
            start, end = start + 2, start + numbered.end()
            yield start, end, _named(numbered["v"]) if label is Label.PERSON else label
    elif any(map(str.isalpha, line["v"])):
        yield start, end, _named(line["v"]) if first else Label.ADDRESS


def _entry(match: re.Match[str]) -> Iterator[Cell]:
    """Yield account, number and name of an entry whose bank's number has its check digit."""
    figures = map(int, match["r"])
    if sum(w * f for w, f in zip(_WEIGHTS, figures, strict=True)) % 10:
        return
    yield (*match.span("r"), Label.ACCOUNT)
    for group, label in (("a", Label.ACCOUNT), ("i", Label.OTHER_ID), ("n", Label.PERSON)):
        value = match[group].strip()
        if len(value) > 3 and value.strip("0"):
            start = match.start(group) + match[group].find(value)
            yield start, start + len(value), _named(value) if group == "n" else label


def _statement(match: re.Match[str]) -> Iterator[Cell]:
    yield (*match.span("a"), Label.ACCOUNT)
    if match["n"].strip():
        yield (*match.span("n"), _named(match["n"]))


def _batched(match: re.Match[str]) -> Span:
    """Take the number of who pays, or of the bank that a file goes to."""
    return match.span("v") if match["v"] else match.span("w")


_KINDS = {"PrvtId": Label.ID_CARD, "OrgId": Label.OTHER_ID}


def _other(match: re.Match[str]) -> Iterator[Cell]:
    """Yield an id that is no IBAN, as the element around it says."""
    yield (*match.span("v"), _KINDS.get(match["k"], Label.ACCOUNT))


_ACCOUNT = r"/(?:[CD]/)?(?P<a>(?=[A-Z0-9 -]*\d)[A-Za-z0-9][A-Za-z0-9 -]{3,33})"
_ENTRIES = "(?:PPD|CCD|WEB|TEL|CTX|ARC|BOC|POP|RCK)"
_BIC = r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"
_WITHIN = r"\s{0,40}(?:\d{1,6}\t|\+)?\s{0,40}"

RULES = (
    Rule(
        "swift-field",
        Label.ACCOUNT,
        r":(?:50[AFGHK]?|59[AF]?|5[1-8][ABCD]|25P?):(?:/|[A-Z][A-Z0-9])",
        r"(?<![A-Za-z0-9:]):(?P<t>50[AFGHK]?|59[AF]?|5[1-8][ABCD]|25P?):(?://[A-Z]{2}\d{3,15}|"
        + _ACCOUNT
        + rf")?(?:(?:{_LINE})?(?P<b>{_BIC})(?=\r?\n|\Z))?(?=\r?\n|\Z|(?<=:)[A-Z])",
        labelled=_field,
        rank=TEXTUAL,
        before=12,
        after=96,
        examples=(
            ":32A:250812EUR10,\n:59:/‹93966672›\n",
            ":57A:‹FVJFFRGMXXX›\n:70:x",
            ":25:\n:50F:/‹467715959552›\n:70:X",
        ),
        near_misses=(
            "at 12:50:/home/bob",
            "10:59:Restart",
            ":59:/home/user/file\n",
            "x:50K:",
        ),
    ),
    Rule(
        "swift-header",
        Label.ACCOUNT,
        r"\{(?:1:F[0-9]{2}|2:[IO][0-9]{3}(?:[0-9]{10})?)[A-Z]{6}[A-Z0-9]{2}",
        r"\{(?:1:F\d\d|2:[IO]\d{3}(?:\d{10})?)(?P<v>[A-Z]{6}[A-Z0-9]{2}(?:(?!XXX)[A-Z0-9]{3}(?=X))?)",
        rank=TEXTUAL,
        before=28,
        after=8,
        examples=(
            "{1:F01‹FVJFFRGM›XXXX0000000000}{2:I103‹FGJNATL8›XXXXN}{4:",
            "{1:F01‹VZRZFRYH370›XXXX0000000000}",
        ),
        near_misses=("{1:F01}", "{2:I103abc}", "x1:F01FVJFFRGMXXXX"),
    ),
    Rule(
        "nacha-batch",
        Label.OTHER_ID,
        rf"[0-9]{{7}} ?{_ENTRIES}[A-Z ]{{4}}|[0-9]{{10}}[A-Z0-9]094101[A-Z ]{{3}}",
        rf"(?<=[\n\t+])52\d\d[^\n]{{36}}[ 1]?(?P<v>\d{{2}}-?\d{{7}}) ?{_ENTRIES}|"
        r"(?<=[\n\t+])101 (?P<w>\d{9})[\d ]{9,12}\d{9,10}[A-Z0-9]094101",
        _batched,
        rank=TEXTUAL,
        before=64,
        after=4,
        examples=("\n5200ORCHARD INC" + " " * 25 + "‹96-8518970›PPDPAYROLL",),
        near_misses=("\n5200ORCHARD INC" + " " * 25 + "96-8518970XXXPAYROLL",),
    ),
    Rule(
        "swift-statement",
        Label.ACCOUNT,
        r"\?31[A-Z0-9]{6,34}\?32",
        r"\?31(?P<a>[A-Z0-9]{6,34})\?32(?P<n>[^?\r\n]{1,54})",
        labelled=_statement,
        rank=TEXTUAL,
        before=48,
        after=60,
        examples=(":86:166?00X?31‹4711235813›?32 ?34",),
        near_misses=("app.js?31415926", "?31abc?32"),
    ),
    Rule(
        "nacha-entry",
        Label.ACCOUNT,
        r"[^0-9]6[2-5][1-9][0-9]{9}[0-9 ]{17}[0-9]{10}",
        r"(?<!\d)6[2-5][1-9](?P<r>\d{9})(?P<a>[\d ]{17})\d{10}(?P<i>[^\r\n]{15})"
        r"(?P<n>[^\r\n\d]{12,32})(?:[01]\d{15}(?!\d)|(?=\r?\n|\Z))",
        labelled=_entry,
        rank=TEXTUAL,
        before=42,
        after=60,
        examples=("\n622‹091000019›‹123456789›        0000182200" + " " * 39 + "0091000010000001",),
        near_misses=(
            "\n622091000018123456789        0000182200" + " " * 39 + "0091000010000001",
            "622091000019123456789012345678901234567890",
        ),
    ),
    Rule(
        "bank-other-id",
        Label.ACCOUNT,
        r"Othr>[^<\x00]{0,60}<(?:[A-Za-z0-9]{1,12}:)?Id>[A-Za-z0-9]",
        r"<(?:\w{1,12}:)?(?P<k>[A-Za-z]{0,8}Acct|PrvtId|OrgId)>"
        rf"{_WITHIN}(?:<(?:\w{{1,12}}:)?Id>{_WITHIN})?<(?:\w{{1,12}}:)?Othr>{_WITHIN}"
        r"<(?:\w{1,12}:)?Id>(?P<v>(?=[A-Z0-9./ -]*\d)[A-Za-z0-9./ -]{4,35})<",
        labelled=_other,
        rank=TEXTUAL,
        before=260,
        after=48,
        examples=(
            "<DbtrAcct><Id><Othr><Id>‹757320054119›</Id>",
            "<ns2:CdtrAcct>\n <ns2:Id>\n  <ns2:Othr>\n   <ns2:Id>‹4711-0815-22›</ns2:Id>",
        ),
        near_misses=(
            "<FinInstnId><Othr><Id>12345678</Id>",
            "<DbtrAcct><Id><Othr><Id>NOTPROVIDED</Id>",
        ),
    ),
)
