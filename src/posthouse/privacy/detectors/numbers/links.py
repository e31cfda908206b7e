"""What stands between a number's name and the number, and how much it says."""

from __future__ import annotations

import re
from enum import IntEnum

from posthouse.privacy.within import remembered
from posthouse.privacy.words import words


class Link(IntEnum):
    """How a name leads to a number, the surest last."""

    NONE = 0
    WORDS = 1  # a few words: "NHS number Mr Lee gave"
    SAID = 2  # words that end in a verb or a sign: "Steuer-ID von Herrn Braun lautet"
    BESIDE = 3  # nothing but blanks: "DNI 54362315K"
    SIGNED = 4  # a verb, a sign or the word for number and nothing else: "PESEL nr:"


_IS = words(
    "is was are be being es son era ist lautet war est était è sono é são eram jest wynosi to är "
    "er on oli je jsou este ialah adalah là hai है tha οlan olan είναι е е́ это הוא هو هي คือ は です が 는 은 "
    "이 가 の bo van van's nedir szám has got reads equals = becomes remains"
)
_NUMBER = words(
    "number numbers num no nos nr nrs n nº n° № nummer nummern numero número numéro numeros números "
    "numer numery numerem nomor nomer nombor номер номера id ids code codigo código codice kod kodu "
    "cislo číslo száma száma jel numara numarası numaram numaranız numarasi numarami card cards karte "
    "carte carta tarjeta cartão cartao kártya karty kimlik 番号 번호 号码 號碼 value val identifier s "
    "ending digits registration reg no's # nº. fin nric d'identité tarjetas mr"
)
_ARTICLES = words(
    "the a an el la los las le les un una il lo i o os der die das den as this actually now still "
    "also"
)
# What a number behind other words is of.
_OTHERWISE = words(
    "phone tel telephone call fax mobile order orders invoice ticket ref reference page amount total "
    "price version zip postcode room ext port extension telefon telefono teléfono téléphone "
    "bestellung rechnung commande facture pedido factura ordine fattura zamówienie faktura sipariş "
    "fatura bestelling tracking build error line row chapter section article law act regulation "
    "hotline helpline whatsapp balance revenue users rows population million euro usd since until "
    "before after between from"
)
_TAG = re.compile(r"<[^<>\n]{0,80}>|&nbsp;")
_SHORT = re.compile(r"\b(no|nr|num|núm|nº|n°|č|mr|mrs|ms|dr|sr|sra|hr|fr|st|n)\.")
_STOPS = re.compile(r"[.!?;{}$€£¥%+<>\\&@~^\d]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SIGN = re.compile(r"[:=：＝#|№]|[nN][º°]")
_ENDS_IN_SIGN = re.compile(r"[:=：＝][\s\"'`“«(\[*]*$")
_LONG = 72
_CLOSE = 4


def link(text: str, name: int, end: int, start: int) -> Link:
    """Tell how what is called by text[name:end] leads to the number that begins at `start`."""
    return _link(text[end:start], end - name >= _CLOSE)


@remembered
def _link(between: str, long: bool) -> Link:  # noqa: FBT001  what remembers wants it so
    """Tell what stands behind a name, a long one or one of few letters."""
    if len(between) > _LONG:
        return Link.NONE
    if "<" in between:
        between = _TAG.sub("|", between)
    plain = _SHORT.sub(r"\1", between.lower())
    if _STOPS.search(plain):
        return Link.NONE
    said = _WORD.findall(plain)
    if said and between[0].isalpha() and not _goes_on(said, between, long=long):
        return Link.NONE
    return _weighed(plain, said)


def _goes_on(said: list[str], between: str, *, long: bool) -> bool:
    """Tell whether letters behind a name are an ending or a word of their own; drop the former."""
    if said[0] in _NUMBER or said[0] in _IS or between[0].isupper() or not said[0].isascii():
        return True
    return len(said.pop(0)) <= (6 if long else 1)


def _weighed(plain: str, said: list[str]) -> Link:
    others = [one for one in said if one not in _NUMBER and one not in _IS]
    if not others or all(one in _ARTICLES for one in others):
        return Link.SIGNED if said or _SIGN.search(plain) else Link.BESIDE
    if len(others) > 2 * _CLOSE or not _OTHERWISE.isdisjoint(others):
        return Link.NONE
    while said and said[-1] in _ARTICLES:
        said.pop()
    if _ENDS_IN_SIGN.search(plain) or (said and said[-1] in _IS):
        return Link.SAID
    return Link.WORDS if len(others) <= _CLOSE else Link.NONE
