"""Numbers of telephones and their cards: IMEI, IMSI, ICCID, as speech and as modems tell them.

An IMEI has fifteen figures (3GPP TS 23.003) and a check digit, an IMSI up to fifteen, an ICCID
nineteen or twenty that begin with 89 (ITU-T E.118).
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.checksums import luhn
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.words import words

_IMEI = r"\d{15,16}|\d{2}-\d{6}-\d{6}-\d|\d{6}-\d{2}-\d{6}-\d|\d{8} \d{6} \d|\d{2} \d{6} \d{6} \d"
_ICCID = r"89\d{17,18}F?|89\d{2}(?: \d{4}){3} \d{3,4}"
_NUMBER = rf"(?<![A-Za-z0-9_.-])(?P<v>{_ICCID}|{_IMEI})(?![A-Za-z0-9_-]|\.\d)"
_WORDS = (
    r"(?:imei|imsi|iccid|meid|equipment id|串号|串號|串码|sim ?(?:card )?(?:number|no\.?|id)|"
    r"sim卡(?:号)?)"
)
_ASKS = r"(?:CGSN|GSN|CIMI|CCID|QCCID|ICCID|EGMR)"
_EXAMPLES = words("490154203237518 356938035643809 352099001761481 310150123456789 001010123456789")


def _told(match: re.Match[str]) -> Span | None:
    """Leave the examples of standards and manuals, and figures that nobody was given."""
    figures = re.sub(r"\D", "", match["v"])
    return None if figures in _EXAMPLES or len(set(figures)) < 4 else match.span("v")


def _card(match: re.Match[str]) -> Span | None:
    """Take what has the check digit of a card and is spoken of as one."""
    return match.span("v") if luhn(match["v"]) else None


RULES = (
    Rule(
        "modem-id",
        Label.OTHER_ID,
        _WORDS + r"(?:[ _-]?[12])?[^\n\x000-9]{0,40}[0-9]{2}",
        rf"(?i)(?<![a-z]){_WORDS}(?:[ _-]?[12](?!\d))?[\"'`]?"
        rf"[^\n0-9,;|&\"'{{}}]{{0,40}}?[\"'`]?{_NUMBER}",
        _told,
        before=60,
        after=26,
        rank=NUMBER,
        caseless=True,
        examples=(
            "imei is ‹355816958915357›\n",
            "the IMSI in the menu is ‹262016472981712›,",
            "IMEI2 ‹35-581695-891535-7›",
            "串号 ‹351459176941832›\n",
            "IMEI码：‹353993099922311›",
            "SIM卡背面那串数字是‹8949616709244684942›\n",
            '"iccid": "‹89490200001234567890›"',
        ),
        near_misses=(
            "imei: 12345",
            "IMEI 490154203237518",
            "IMSI 001010123456789",
            "IMEI of 2024-01-02",
            '"imei": "", "transfer": "174183000000000"',
            "no imei here\n355816958915357",
            "the sim number crunching took 1700000000000 ms",
        ),
    ),
    Rule(
        "modem-answer",
        Label.OTHER_ID,
        _ASKS + r"(?:=[0-9,]{1,5})?(?::|\r?\n)",
        rf"\+{_ASKS}(?:=[\d,]{{1,5}})?(?::[ ]?|\r?\n(?:[ \t]{{0,8}}\d{{1,6}}\t|[+|>])?\s{{0,8}})"
        r"[\"']?" + _NUMBER,
        _told,
        before=12,
        after=48,
        rank=NUMBER,
        examples=(
            "AT+CGSN\n‹351230592945164›\n\nOK",
            "AT+CCID\n+CCID: ‹8949661966091617813›\n",
        ),
        near_misses=("AT+CGMR\n351230592945164\n", "AT+CGSN\nERROR\n"),
    ),
    Rule(
        "sim-card",
        Label.OTHER_ID,
        r"(?i:sim|eid|iccid)[^\x00]{0,160}[^0-9]89[0-9]{17}",
        r"(?<![A-Za-z0-9_.-])(?P<v>89\d{17,18})(?![A-Za-z0-9_-]|\.\d)",
        _card,
        before=24,
        after=4,
        rank=NUMBER,
        examples=("I need the sim number, it's on the card\nit says ‹8949289802802925405›\n",),
        near_misses=("similar: 8949289802802925406", "order 8949289802802925405"),
    ),
)
