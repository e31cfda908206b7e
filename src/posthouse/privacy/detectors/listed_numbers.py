"""Numbers told by their names alone, of a list of thousands: Blood donor number, 燃气户号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from posthouse.model.finding import Label
from posthouse.privacy.numbers import BEGUN, TOKEN, bare, called
from posthouse.privacy.rules import LISTED, Fits, Rule

_CAPITALS = re.compile(r"[A-Z]{1,4} (?=\d)")
_MOST = 64  # numbers that are listed behind a name
_FIGURES = re.compile(r"\d+")
_JOINT = re.compile(r"[\"']?(?:、|, ?|，|/|;|；|和|及|与| and | or | & )[\"']?")


def _asked(match: re.Match[str]) -> Iterator[tuple[int, int, Fits]]:
    """Yield a number whose name is looked up where nothing is taken yet.

    Capitals before it may be its own or the end of its name: LL 00482217, member ID 00482217.
    """
    whole = bare(match.group("v"))
    yield from _named(match.string, match.start("v"), whole)
    if (capitals := _CAPITALS.match(whole)) is not None:
        yield from _named(match.string, match.start("v") + capitals.end(), whole[capitals.end() :])


def _named(text: str, start: int, value: str) -> Iterator[tuple[int, int, Fits]]:
    """Yield a number, and those of its form that are listed with it if it has a name."""
    own = partial(called, text, start)
    yield start, start + len(value), own
    others = _alike(text, start + len(value), value)
    if (first := next(others, None)) is not None and (label := own(value)) is not None:
        for one in (first, *others):
            yield *one, lambda _: label


def _alike(text: str, at: int, value: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the same form that a value is listed with: 10293847、10293902."""
    form = None
    for _ in range(_MOST):
        joint = _JOINT.match(text, at)
        if joint is None or text[joint.end() : joint.end() + 1].isdigit() != value[0].isdigit():
            return
        form = form or re.compile(_FIGURES.sub(_as_many, re.escape(value)))
        one = form.match(text, joint.end())
        if one is None or text[one.end() : one.end() + 1].isalnum():
            return
        yield one.span()
        at = one.end()


def _as_many(run: re.Match[str]) -> str:
    """Return an expression for as many figures."""
    return rf"\d{{{len(run.group())}}}"


RULES = (
    Rule(
        "listed-number",
        Label.OTHER_ID,
        rf"[A-Za-z\x80-\xff][ .\"':=#>|(\n]{{1,4}}{BEGUN}|[\x80-\xff]{BEGUN}",
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
            "Blood donor number: 123456789012\n",
            "test blood donor number: D{dig:7}\n",
            "Blood donor number, row {dig:7}\n",
            "blood donors: {dig:7}\n",
            "阅读量：{dig:8}\n",
        ),
    ),
)
