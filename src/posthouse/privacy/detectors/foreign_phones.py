"""Telephone numbers that a sentence of another language names: il mio cellulare è 347 123 4567.

What `spoken_phones.py` reads in English is read here in Spanish, Portuguese, Italian, French,
German, Dutch, Polish, the Scandinavian languages, Russian, Greek, Hindi and Korean.
"""

from __future__ import annotations

from posthouse.model.finding import Label
from posthouse.privacy.detectors.spoken_phones import DIALLED, dialled
from posthouse.privacy.rules import NUMBER, Rule
from posthouse.privacy.words import ordered

# What is nothing but a telephone.
_TELEPHONES = "|".join((
    "m[oó]vil", "celular", "cellulare", "telem[oó]vel", "tel[eé]fono", "telefone",
    "t[eé]l[eé]phone", "handynummer", "(?:telefon|ruf|mobil)nummer", "telefoonnummer",
    "kom[oó]rk[aięe]",
    "мобильный", "[Тт]елефон", "[Ττ]ηλέφωνο", "[Κκ]ινητό", "전화번호", "핸드폰", "휴대폰", "연락처",
    "मोबाइल", "whats ?app",
))  # fmt: skip
# Whose number it is. A number of nobody is one of an order too.
_OWNERS = "|".join(
    ordered(
        "mi tu su nuestro mio tuo suo nostro meu seu nosso mon ton son notre votre meine deine "
        "seine ihre unsere mijn zijn haar onze mój moj twój jej jego nasz mitt min mit vår "
        "[Мм]ой [Ее]го [Её]ё [Нн]аш 제 내 저희 मेरा उनका"
    )
)
_NUMBERS = "n[uú]mero|num[eé]ro|nummer|numer|номер|번호|नंबर"
_OF = (
    "(?: (?:de|di|do) (?:tel[eé]fono|t[eé]l[eé]phone|telefone|contacto|contato|celular|m[oó]vil)|"
    " telefonu| telefonico| personale?| nuevo| nuovo| novo)?"
)
# What asks to be called.
_CALLS = "|".join((
    "ll[aá]m(?:a|e|ar|ad)(?:me|nos|le)? al?", "m[aá]rque(?:me|nos)? al",
    "chiam(?:a|ate|i|ar|are)(?:mi|ci|lo|la)? al", "lig(?:a|ue|ar|uem) (?:no|para o|para|pro|pra)",
    "appel(?:ez|le|er)(?:-(?:moi|nous|le|la))? (?:au|le)", "joignable (?:au|sur le)",
    "(?:ruf|rufen|anrufen|erreichbar|erreichen)(?: sie)?(?: mich| uns| ihn)? unter",
    "bel(?:len)?(?: me| mij| ons)? op", "dzwoni(?:ć|c|cie)? pod", "ring(?: meg| mig| oss)? på",
    "звон(?:ите|и|ить)(?: по| на)?", "позвони(?:те|ть)?(?: по| на)?",
))  # fmt: skip
_SAYS = (
    "(?:는|은|이|가)?(?: ?[:：=]| (?:es|è|é|e'|est|ist|lautet|is|är|er|to|to jest))?"
    "(?: (?:el|il|o|le|al|au|numero|número|numéro|numer|nummer|номеру|телефону))? ?"
)
_TOLD = rf"(?:{_TELEPHONES}|(?:{_OWNERS}) (?:{_NUMBERS}){_OF}|{_CALLS}){_SAYS}"

RULES = (
    Rule(
        "phone-told-abroad",
        Label.PHONE,
        rf"[^A-Za-z]{_TOLD}[+(]{{0,2}}[0-9]{{1,4}}[ ./()-]{{0,3}}[0-9]{{2}}",
        rf"(?i)(?<![a-z]){_TOLD}{DIALLED}",
        dialled,
        before=80,
        after=32,
        rank=NUMBER,
        caseless=True,
        examples=(
            "ecco, il mio cellulare è ‹347 123 4567›,",
            "chiamami al ‹347 1234567›.",
            "Celular: ‹11 91234-5678›\n",
            "meu WhatsApp é ‹(21) 98765-4321›, liga no ‹21 98765-4321›",
            "Hola, mi móvil es ‹612 34 56 78› y mi número es ‹55 1234 5678›.",
            "appelez-moi au ‹06.12.34.56.78›",
            "Ruf mich unter ‹030 1234567› an, erreichbar unter ‹089 / 123 456 78›",
            "mój numer to ‹512 345 678›",
            "(mitt nummer är ‹070-123 45 67›)",
            "мой номер ‹8 916 123-45-67›, звоните ‹8 (495) 123-45-67›",
            "제 번호는 ‹010-1234-5678› 입니다",
            "Mi número de teléfono es el ‹55 1234 5678›",
        ),
        near_misses=(
            "mi número de pedido es 55 1234 5678",
            "il mio numero è 12",
            "el número 55 1234 5678",
            "Telefone: 2026-11-26",
            "mon numéro est le 3",
            "permit nummer 20 12 34 56",
        ),
    ),
)
