"""National numbers of further countries, told by their name and their check digits (stdnum)."""

from __future__ import annotations

import re
from importlib import import_module

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.within import remembered
from posthouse.privacy.words import either

# What the number is called, and who can tell whether it is one.
_CALLED = {
    "nhs": "gb.nhs",
    "numéro de sécurité sociale": "fr.nir",
    "numero de securite sociale": "fr.nir",
    "sécurité sociale": "fr.nir",
    "nir": "fr.nir",
    "dni": "es.dni",
    "nie": "es.nie",
    "nif": "es.nif",
    "codice fiscale": "it.codicefiscale",
    "steuer-id": "de.idnr",
    "steueridentifikationsnummer": "de.idnr",
    "steuer-identifikationsnummer": "de.idnr",
    "idnr": "de.idnr",
    "bsn": "nl.bsn",
    "burgerservicenummer": "nl.bsn",
    "pesel": "pl.pesel",
    "cpf": "br.cpf",
    "aadhaar": "in_.aadhaar",
    "aadhar": "in_.aadhaar",
    "social insurance": "ca.sin",
    "sin": "ca.sin",
    "tfn": "au.tfn",
    "tax file": "au.tfn",
    "henkilötunnus": "fi.hetu",
    "hetu": "fi.hetu",
    "personnummer": "se.personnummer",
    "fødselsnummer": "no.fodselsnummer",
    "my number": "jp.in_",
    "マイナンバー": "jp.in_",
    "주민등록번호": "kr.rrn",
    "주민번호": "kr.rrn",
    "rijksregisternummer": "be.nn",
    "nric": "my.nric",
    "ahv": "ch.ssn",
    "curp": "mx.curp",
    "cuil": "ar.cuit",
    "cuit": "ar.cuit",
    "rut": "cl.rut",
    "tc kimlik": "tr.tckimlik",
    "t.c. kimlik": "tr.tckimlik",
    "tckn": "tr.tckimlik",
    "south african id": "za.idnr",
    "sa id": "za.idnr",
    "инн": "ru.inn",
    "inn": "ru.inn",
    "pps": "ie.pps",
    "ppsn": "ie.pps",
    "rodné číslo": "cz.rc",
    "cnp": "ro.cnp",
    "egn": "bg.egn",
    "oib": "hr.oib",
    "cpr": "dk.cpr",
    "isikukood": "ee.ik",
    "asmens kodas": "lt.asmens",
    "teudat zehut": "il.idnr",
    "cnic": "pk.cnic",
    "nik": "id.nik",
    "pan card": "in_.pan",
    "pan": "in_.pan",
    "itin": "us.itin",
    "thai id": "th.pin",
    "เลขประจำตัวประชาชน": "th.pin",
}
_NAMES = f"(?:{either(_CALLED)})"
_LONGEST = 20
_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{3,}(?![A-Za-z0-9])")  # is part of no number


def _singapore(number: str) -> bool:
    """Check an NRIC or FIN of Singapore by its last letter (weights 2 7 6 5 4 3 2)."""
    if re.fullmatch(r"[STFG]\d{7}[A-Z]", number) is None:
        return False
    total = sum(int(a) * b for a, b in zip(number[1:8], (2, 7, 6, 5, 4, 3, 2), strict=True))
    total += 4 if number[0] in "TG" else 0
    return number[8] == ("JZIHGFEDCBA" if number[0] in "ST" else "XWUTRQPNMLK")[total % 11]


@remembered
def _valid(module: str, number: str) -> bool:
    """Ask stdnum, loaded with the first candidate."""
    if module == "my.nric" and _singapore(number):
        return True
    checker = import_module(f"stdnum.{module}")
    return bool(checker.is_valid(number))


def _told(match: re.Match[str]) -> Span | None:
    """Take the longest beginning of what follows the name that checks out."""
    module, (start, end) = _CALLED[match.group("k").lower()], match.span("v")
    text = match.string
    word = _WORD.search(text, start, end)
    for stop in range(end if word is None else word.start(), start + 7, -1):
        whole = text[stop - 1].isalnum() and not text[stop : stop + 1].isalnum()
        if whole and _valid(module, text[start:stop]):
            return start, stop
    return None


_BY_SHAPE = {"i": "it.codicefiscale", "b": "br.cpf", "k": "kr.rrn", "f": "fr.nir", "h": "fi.hetu"}


def _shaped(match: re.Match[str]) -> Span | None:
    module = _BY_SHAPE[match.lastgroup or ""]
    return match.span() if _valid(module, match.group()) else None


RULES = (
    Rule(
        "national-id-named",
        Label.ID_CARD,
        r"[^A-Za-z0-9]" + _NAMES.replace("\\ ", " ") + r"[^\n\x00]{0,24}[0-9A-Z][0-9]{2}",
        r"(?i)(?<![A-Za-z0-9])(?P<k>"
        + _NAMES
        + r")(?:[ /]?(?:number|nummer|no\.?|nr\.?|card|id|fin))?"
        r"[\"'`)]{0,2}[ ]?(?:is|was|=|:|：|ist)?[ ]{0,2}[\"'`(]?"
        rf"(?=(?P<v>[0-9A-Z][0-9A-Z .+/-]{{6,{_LONGEST}}}))",
        _told,
        before=64,
        after=28,
        rank=NUMBER,
        caseless=True,
        examples=(
            "NHS number ‹943 476 5870›",
            "DNI: ‹54362315K›.",
            "BSN ‹1112.22.333›",
            "PESEL ‹44051401359›",
            "Aadhaar ‹234123412346›",
            "SIN: ‹123 456 782›",
            "NRIC ‹S0000002G›",
            "NRIC/FIN: ‹S0000002G›",
            "PAN: ‹ZACPZ4648Z›  Mobile",
            "CURP ‹BOXW310820HNERXN09›",
            "CUIL ‹20-05536168-2›",
            "TC Kimlik No ‹17291716060›",
            "OIB: ‹33392005961›",
        ),
        near_misses=(
            "NHS number 943 476 5871",
            "DNI: 54362315Z",
            "NRIC S0000002H",
            "INN 123456789012",
            "pan 1234567890",
            "nik nama123456",
            "sin 12345678",
            "using 123456782",
        ),
    ),
    Rule(
        "national-id-shaped",
        Label.ID_CARD,
        r"[A-Z][0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z][^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-9]{6}-[1-4][0-9]{6}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][12][0-9]{2}[01][0-9]{2}[0-9AB][0-9]{8}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][12] [0-9]{2} [01][0-9] [0-9][0-9AB] [0-9]{3} [0-9]{3} [0-9]{2}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-3][0-9][01][0-9]{3}[-+A][0-9]{3}[0-9A-Y][^A-Za-z0-9]",
        r"(?<![A-Za-z0-9.-])(?:(?P<i>[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z])|"
        r"(?P<b>\d{3}\.\d{3}\.\d{3}-\d{2})|(?P<k>\d{6}-[1-4]\d{6})|"
        r"(?P<f>[12](?P<s> ?)\d{2}(?P=s)(?:0[1-9]|1[0-2])(?P=s)\d[\dAB]"
        r"(?P=s)\d{3}(?P=s)\d{3}(?P=s)\d{2})|"
        r"(?P<h>\d{6}[-+A]\d{3}[0-9A-Y]))(?![A-Za-z0-9-]|\.\d)",
        _shaped,
        before=32,
        after=4,
        rank=NUMBER,
        examples=(
            "cod. ‹RCCMNL83S18D969H›,",
            "CPF ‹390.533.447-05›",
            "‹971013-1019901›",
            "['‹253072B07300470›', 1]",
            "‹2 95 10 99 126 111 93›",
            "(‹131052-308T›)",
        ),
        near_misses=("RCCMNL83S18D969X", "390.533.447-06", "295109912611194", "131052-308U"),
    ),
    Rule(
        "national-id-worded",
        Label.ID_CARD,
        r"(?:주민(?:등록)?번호|외국인등록번호|เลขประจำตัวประชาชน|เลขบัตรประชาชน)[^0-9\n\x00]{0,12}[0-9]",
        r"(?:주민(?:등록)?번호|외국인등록번호|เลขประจำตัวประชาชน|เลขบัตรประชาชน)[^0-9\n]{0,6}"
        r"(?P<v>\d{6}-[1-8]\d{6}|\d-\d{4}-\d{5}-\d\d-\d|\d{13})(?!\d)",
        before=64,
        after=24,
        rank=NUMBER,
        examples=("주민번호 ‹030204-1894490›", "เลขบัตรประชาชน ‹1-7043-01435-17-7›"),
        near_misses=("주민번호 12345",),
    ),
)
