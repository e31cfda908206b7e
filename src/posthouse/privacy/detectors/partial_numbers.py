"""Parts of an identity number that are said apart: 身份证后六位, last four of my SSN."""

from __future__ import annotations

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule

_SOCIAL = r"(?:ssn|social security(?: number)?|social|nino|ni number)"

RULES = (
    Rule(
        "resident-id-part",
        Label.ID_CARD,
        r"(?:身份证|身份證|身分證)[^\n\x000-9]{0,16}[后後末尾前](?:[46]位)?[^\n\x000-9]{0,16}[0-9]{3}",
        r"(?:身份证|身份證|身分證)[^\n\d，,。；;]{0,6}[后後末尾前][^\n\d，,。；;]{0,6}(?:[46]位(?:数字?)?)?[^\n\d，。；;]{0,3}"
        r"(?P<v>\d{6}|\d{3,5}[Xx\d])(?![0-9A-Za-z元年]|[位个]|[.-]\d)",
        rank=TEXTUAL,
        before=64,
        after=8,
        examples=(
            "我叫焦桂英，身份证最后六位‹08202X›，",
            "身份证末尾‹03182X›，",
            "密码是身份证后6位‹142935›。",
            "身份证尾号‹4417›的",
        ),
        near_misses=("身份证后6位数字", "身份证复印件前2024年"),
    ),
    Rule(
        "social-security-part",
        Label.ID_CARD,
        rf"{_SOCIAL}[^\n\x000-9]{{0,24}}(?:last|end)[^\n\x00]{{0,24}}[0-9]{{4}}|"
        rf"last (?:4|four)[^\n\x00]{{0,24}}{_SOCIAL}[^\n\x000-9]{{0,12}}[0-9]{{4}}",
        rf"(?i)(?<![a-z])(?:{_SOCIAL}[^\n\d]{{0,16}}?(?:last (?:4|four)(?: digits)?|end(?:ing|s)"
        rf" ?(?:in|with)?)|"
        rf"last (?:4|four)(?: digits)?(?: of)?(?: my| his| her| the| your| their)? {_SOCIAL})"
        rf"[^\n\d]{{0,12}}"
        r"(?P<v>\d{4})(?![\w-]|\.\d)",
        rank=TEXTUAL,
        caseless=True,
        before=80,
        after=4,
        examples=(
            "last four of my SSN: ‹4471›\n",
            "SSN ending in ‹8812›, dob",
            "Last 4 SSN ‹0194›\n",
        ),
        near_misses=("the last four social networks of 2024 and 2025-1", "SSN ends the row"),
    ),
)
