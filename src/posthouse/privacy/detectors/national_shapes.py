"""National numbers told by their shape and check alone: letters and figures in fixed places."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import hong_kong_id
from posthouse.privacy.mixture import entropy
from posthouse.privacy.national_checks import is_national
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.words import holds_any, words

_BY_SHAPE = {
    "i": "it.codicefiscale",
    "b": "br.cpf",
    "k": "kr.rrn",
    "f": "fr.nir",
    "h": "hetu",
    "e": "es.nie",
    "c": "mx.curp",
    "n": "us_itin",
    "q": "ar.cuit",
    "a": "ch.ssn",
    "u": "ae_emirates",
    "g": "in_.gstin",
    "j": "br.cnpj",
    "s": "ch.uid",
}
_SAMPLES = words("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")  # that of the first block
_ETHER = "(?:eth(?:er(?:eum)?)?|usd[tc]|(?:erc|bep)-?20|evm)"
_LEAST = 2.6  # bits a figure of an address, below which it is no one's: 0x0000…, 0xdead…


def _shaped(match: re.Match[str]) -> Span | None:
    check = _BY_SHAPE[match.lastgroup or ""]
    return match.span() if is_national(check, match.group()) else None


def _coin(match: re.Match[str]) -> Span | None:
    address = match.group()
    check = "base58" if address.startswith("T") else "bitcoin"
    return match.span() if address not in _SAMPLES and is_national(check, address) else None


def _ether(match: re.Match[str]) -> Span | None:
    return match.span("v") if entropy(match["v"].lower()) > _LEAST else None


_INSURANCE = (
    *("national insurance", "payslip", "hmrc", "p45", "p60", "payroll", "tax code"),
    "universal credit",
)
_INITIALS = ("NINO", "PAYE")
_SHORT = re.compile(r"\bN\.?I\b")


def _insured(match: re.Match[str]) -> Span | None:
    """Take what has the form of a British number of insurance where that is spoken of."""
    near = match.string[max(match.start() - 120, 0) : match.end() + 48]
    told = holds_any(near, _INITIALS) or holds_any(near.lower(), _INSURANCE)
    return match.span("v") if told or _SHORT.search(near) else None


def _hong_kong(match: re.Match[str]) -> Span | None:
    return match.span() if hong_kong_id(match.group()) else None


RULES = (
    Rule(
        "hong-kong-id",
        Label.ID_CARD,
        r"[^A-Za-z0-9][A-Z]{1,2}[0-9]{6}(?:\(|（)[0-9A](?:\)|）)"
        r"|[^A-Za-z0-9][A-Z]{1,2}[0-9]{6} (?:\(|（)[0-9A](?:\)|）)",
        r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{6} ?[(（][0-9A][)）]",
        _hong_kong,
        before=20,
        after=4,
        rank=NUMBER,
        examples=("HKID ‹A123456(3)›", "身份证‹G123456(A)›，", "ID ‹A123456 (3)›\n"),
        near_misses=("A123456(4)", "f(A123456)(3)"),
    ),
    Rule(
        "national-id-shaped",
        Label.ID_CARD,
        r"[A-Z][0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z][^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-9]{6}-[1-4][0-9]{6}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][12][0-9]{2}[01][0-9]{2}[0-9AB][0-9]{8}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][12] [0-9]{2} [01][0-9] [0-9][0-9AB] [0-9]{3} [0-9]{3} [0-9]{2}[^A-Za-z0-9]"
        r"|[^A-Za-z0-9][0-3][0-9][01][0-9]{3}[-+A-FU-Y][0-9]{3}[0-9A-Y][^A-Za-z0-9]",
        r"(?<![A-Za-z0-9.-])(?:(?P<i>[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z])|"
        r"(?P<b>\d{3}\.\d{3}\.\d{3}-\d{2})|(?P<k>\d{6}-[1-4]\d{6})|"
        r"(?P<f>[12](?P<s> ?)\d{2}(?P=s)(?:0[1-9]|1[0-2])(?P=s)\d[\dAB]"
        r"(?P=s)\d{3}(?P=s)\d{3}(?P=s)\d{2})|"
        r"(?P<h>\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]))(?![A-Za-z0-9-]|\.\d)",
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
            "‹010594Y9032› on hetuni",
        ),
        near_misses=("RCCMNL83S18D969X", "390.533.447-06", "295109912611194", "131052-308U"),
    ),
    Rule(
        "national-insurance",
        Label.ID_CARD,
        r"[^A-Za-z0-9][A-Z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [A-D][^A-Za-z0-9]",
        r"(?<![\w.-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
        r" \d\d \d\d \d\d [A-D](?![\w-])",
        before=20,
        after=4,
        rank=NUMBER,
        examples=("NI ‹EB 81 62 79 B›\n", "(we have ‹MJ 11 78 14 C› on file)"),
        near_misses=("GB 11 78 14 C", "QQ 12 34 56 C", "AB 12 34 56 E"),
    ),
    Rule(
        "national-insurance-compact",
        Label.ID_CARD,
        r"[^A-Za-z0-9][A-Z]{2}[0-9]{6}[A-D][^A-Za-z0-9]",
        r"(?<![\w.-])(?P<v>(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D])"
        r"(?![\w-])",
        _insured,
        before=12,
        after=4,
        rank=NUMBER,
        examples=(
            "NI number: see card (also written ‹JR228507D› on the payslip)",
            "PAYE ref, NINO ‹EB816279B›\n",
        ),
        near_misses=("part JR228507D", "NI number: QQ123456C", "payslip XJR228507D"),
    ),
    Rule(
        "national-id-lettered",
        Label.ID_CARD,
        r"[^0-9A-Za-z][XYZ][0-9]{7}[A-Z][^0-9A-Za-z]"
        r"|[^0-9A-Za-z][A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9][^0-9A-Za-z]"
        r"|[^0-9A-Za-z./-]9[0-9]{2}-[5-9][0-9]-[0-9]{4}[^0-9A-Za-z-]"
        r"|[^0-9A-Za-z.-][23][03457]-[0-9]{8}-[0-9][^0-9A-Za-z]"
        r"|756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}[^0-9]"
        r"|784-[0-9]{4}-[0-9]{7}-[0-9][^0-9]",
        r"(?<![A-Za-z0-9_./+=-])(?:(?P<e>[XYZ]\d{7}[A-Z])|"
        r"(?P<c>[A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d)|"
        r"(?P<n>9\d\d-[5-9]\d-\d{4})|(?P<q>(?:2[0347]|3[034])-\d{8}-\d)|"
        r"(?P<a>756\.\d{4}\.\d{4}\.\d\d)|(?P<u>784-\d{4}-\d{7}-\d))"
        r"(?![A-Za-z0-9_=/+-]|\.\d)",
        _shaped,
        before=28,
        after=4,
        rank=NUMBER,
        examples=(
            "Residente ‹X9613851N›, alta en marzo",
            "con clave ‹BOXW310820HNERXN09›.",
            "wrote ‹911-70-1234› on the form",
            "del cliente ‹20-05536168-2›,",
            "Herr Meier (‹756.9217.0769.85›)",
        ),
        near_misses=(
            "X9613851M",
            "BOXW310820HNERXN08",
            "ABCDE1234F",
            "911-89-1234",
            "20-05536168-3",
            "756.9217.0769.84",
        ),
    ),
    Rule(
        "medicare-beneficiary",
        Label.OTHER_ID,
        r"[^0-9A-Za-z-][1-9][A-HJKMNP-RT-Y][0-9A-HJKMNP-RT-Y][0-9]-"
        r"[A-HJKMNP-RT-Y][0-9A-HJKMNP-RT-Y][0-9]-[A-HJKMNP-RT-Y]{2}[0-9]{2}[^0-9A-Za-z-]",
        r"(?<![\w-])(?P<v>[1-9][A-HJKMNP-RT-Y][0-9A-HJKMNP-RT-Y]\d-"
        r"[A-HJKMNP-RT-Y][0-9A-HJKMNP-RT-Y]\d-[A-HJKMNP-RT-Y]{2}\d\d)(?![\w-])",
        before=20,
        after=4,
        rank=NUMBER,
        examples=("Medicare ‹2EG4-TE6-MK79›, home", "member (‹9C34-XY7-QR81›)\n"),
        near_misses=("1EG4-TE6-MK7", "1SG4-TE6-MK79", "key 1EG4-TE6-MK79-AA01", "0EG4-TE6-MK79"),
    ),
    Rule(
        "company-number-shaped",
        Label.OTHER_ID,
        r"[^0-9A-Za-z][0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z][^0-9A-Za-z]"
        r"|\.[0-9]{3}/000[0-9]-[0-9]{2}[^0-9]|CHE-[0-9]{3}\.[0-9]{3}\.[0-9]{3}[^0-9]",
        r"(?<![A-Za-z0-9_./-])(?:(?P<g>\d\d[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z])|"
        r"(?P<j>\d\d\.\d{3}\.\d{3}/000\d-\d\d)|(?P<s>CHE-\d{3}\.\d{3}\.\d{3}))(?![A-Za-z0-9_/-])",
        _shaped,
        before=24,
        after=4,
        rank=NUMBER,
        examples=(
            "billed to ‹27AAPFU0939F1ZV›,",
            "fornecedor ‹16.727.230/0001-97›",
            "Firma ‹CHE-107.787.577› in Bern",
        ),
        near_misses=("27AAPFU0939F1ZO", "16.727.230/0001-98", "CHE-107.787.578"),
    ),
    Rule(
        "coin-address",
        Label.ACCOUNT,
        r"[^0-9A-Za-z][13T][1-9A-HJ-NP-Za-km-z]{25,33}[^0-9A-Za-z]|bc1[02-9ac-hj-np-z]{20}",
        r"(?<![A-Za-z0-9_/+-])(?:[13T][1-9A-HJ-NP-Za-km-z]{25,33}|bc1[02-9ac-hj-np-z]{8,87})"
        r"(?![A-Za-z0-9_/+=-])",
        _coin,
        before=64,
        after=72,
        rank=NUMBER,
        examples=(
            "paid to ‹1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2›",
            "wallet=‹bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4›&",
            "USDT to ‹TU1HKyVdM5cFnhRxEt2o9pPhzhnTjQCMuJ› please",
        ),
        near_misses=(
            "TU1HKyVdM5cFnhRxEt2o9pPhzhnTjQCMuK",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        ),
    ),
    Rule(
        "coin-address-called",
        Label.ACCOUNT,
        r"0x[0-9a-f]{40}[^0-9A-Za-z]",
        r"(?i)(?:(?<![a-z])(?:(?:wallet|metamask|payout|withdraw(?:al)?|deposit|donations?|"
        rf"(?:my |your |his |her ){_ETHER})(?:[ _-]?addr(?:ess)?)?|"
        rf"{_ETHER}[ _-]?(?:wallet[ _-]?)?addr(?:ess)?)|"
        r"钱包|(?:提币|充币|充值|收款|收币|打币|以太坊|以太|usdt|eth)地址)"
        r"[^\n0-9]{0,16}?(?P<v>0x[0-9a-f]{40})(?![0-9a-z])",
        _ether,
        before=112,
        after=2,
        rank=NUMBER,
        caseless=True,
        examples=(
            "send it to my wallet ‹0x{hex:40}›",
            "ETH address: ‹0x{hex:40}›\n",
            '"wallet_address": "‹0x{hex:40}›"',
            "钱包地址：‹0x{hex:40}›，别填错",
        ),
        near_misses=(
            "contract 0x{hex:40} deployed",
            "wallet 0x0000000000000000000000000000000000000000\n",
            "token = IERC20(0x{hex:40});",
        ),
    ),
)
