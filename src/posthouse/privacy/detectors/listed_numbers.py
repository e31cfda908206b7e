"""Numbers told by their names alone, of a list of thousands: Blood donor number, 燃气户号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from posthouse.model.finding import Label
from posthouse.privacy.numbers import TOKEN, bare, called
from posthouse.privacy.rules import LISTED, Fits, Rule


def _asked(match: re.Match[str]) -> Iterator[tuple[int, int, Fits]]:
    """Yield a number whose name is looked up where nothing is taken yet.

    Capitals before it may be its own or the end of its name: LL 00482217, member ID 00482217.
    """
    whole = bare(match.group("v"))
    yield from _named(match.string, match.start("v"), whole)
    if (capitals := _CAPITALS.match(whole)) is not None:
        yield from _named(match.string, match.start("v") + capitals.end(), whole[capitals.end() :])


def _named(text: str, start: int, value: str) -> Iterator[tuple[int, int, Fits]]:
    """Yield a number, and those of its form that are listed with it."""
    own = partial(called, text, start)
    yield start, start + len(value), own
    joint = _JOINT.match(text, start + len(value))
    label = own(value) if joint is not None else None
    if label is not None:
        for first, last in _alike(text, joint, value):
            yield first, last, lambda _: label


def _alike(text: str, joint: re.Match[str] | None, value: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the same form that a value is listed with: 10293847、10293902."""
    form = re.compile(_FIGURES.sub(lambda run: rf"\d{{{len(run.group())}}}", re.escape(value)))
    for _ in range(_MOST):
        one = form.match(text, joint.end()) if joint is not None else None
        if one is None or text[one.end() : one.end() + 1].isalnum():
            return
        yield one.span()
        joint = _JOINT.match(text, one.end())


_CAPITALS = re.compile(r"[A-Z]{1,4} (?=\d)")
_MOST = 64  # numbers that are listed behind a name
_FIGURES = re.compile(r"\d+")
_JOINT = re.compile(r"[\"']?(?:、|, ?|，|/|;|；|和|及|与| and | or | & )[\"']?")
# Five digits, perhaps behind capitals, in groups.
_DIGITS = r"(?:[A-Z]{1,4}[-/ ]){0,2}[A-Z]{0,5}[-/ ]?[0-9][0-9](?:[A-Z ./-]?[0-9]){3}"

RULES = (
    Rule(
        "listed-number",
        Label.OTHER_ID,
        rf"[A-Za-z\x80-\xff][ .\"':=#>|(\n]{{1,4}}{_DIGITS}|[\x80-\xff]{_DIGITS}",
        TOKEN,
        labelled=_asked,
        rank=LISTED,
        before=24,
        after=20,
        examples=(
            "Blood donor number: ‹D{dig:7}›\n",
            '{"bloodDonorNo": "‹{dig:8}›"}\n',
            "Annuity contract no. ‹{up:2}-{dig:8}› was closed.\n",
            "the swim england id is ‹{dig:7}›, thanks\n",
            "Concert ticket barcode\n‹{dig:13}›\n",
            "Voter reg ID ‹104-882-731› and",
            "骑手ID ‹71830422›,订单",
            "lifeline pendant ID ‹LL 00482217›\n",
            "Bus pass no ‹6335 9700 4829 1736›, full fare\n",
            "Insurance ID ‹W 2048 71936›\n",
            "| Blood donor number | ‹D{dig:7}› |\n",
            "涉及病案号 ‹10293847›、‹10293902›、‹10294116›，",
            "租赁备案号：‹{dig:12}›\n",
            "我的租赁备案编号是‹{dig:12}›。\n",
        ),
        near_misses=(
            "Pallet number: P{dig:7}\n",
            "货架编号：{dig:9}\n",
            "Blood donor number: 10.4.31\n",
            "Blood donor number: 2026-03-09\n",
            "ssn: 900-12-3456\n",
            "Blood donor number: 123456789\n",
            "test blood donor number: D{dig:7}\n",
            "Blood donor number, row {dig:7}\n",
            "blood donors: {dig:7}\n",
            "阅读量：{dig:8}\n",
        ),
    ),
)
