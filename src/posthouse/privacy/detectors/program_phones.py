"""Telephone numbers as programs hold them: in addresses, calls, quotes, without a plus sign.

What has no word beside it must be a number that some country assigns.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from posthouse.model.finding import Label
from posthouse.privacy.detectors.phone_tells import nobodys
from posthouse.privacy.mixture import is_sequence
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.telephones import numbered

_SENDS = re.compile(
    r"sms|whats ?app|twilio|vonage|messag|\bbody\b|\btext\b|\bcall|dial|phone|mobile|msisdn|otp",
    re.IGNORECASE,
)
_AROUND = 120
_LONG = 11  # figures from which a number in quotes needs no valid range


def _encoded(match: re.Match[str]) -> Span | None:
    """Take what reads as a number once it is decoded."""
    plain = unquote_plus(match["v"])
    figures = sum(map(str.isdigit, plain))
    valid, possible = numbered(f"+{plain}")
    return match.span("v") if 9 < figures < 16 and (valid or possible) else None


def _quoted(match: re.Match[str]) -> Span | None:
    """Take what stands alone between quotes: a possible number of many different figures."""
    number = match["v"]
    known = len(number) <= _LONG or is_sequence(number) or len(set(number)) < 5
    return None if known or not numbered(number)[1] else match.span("v")


def _argument(match: re.Match[str]) -> Span | None:
    figures = re.sub(r"\D", "", match["v"])
    return None if not 7 <= len(figures) <= 15 or nobodys(figures) else match.span("v")


def _sent_to(match: re.Match[str]) -> Span | None:
    """Take a valid number of who gets a message, where one is spoken of."""
    text = match.string
    around = text[max(match.start() - _AROUND, 0) : match.end() + _AROUND]
    plain = match["v"].removeprefix("00")
    valid, possible = numbered(f"+{plain}")
    prefixed = plain != match["v"] and possible and len(set(plain)) > 4 and not is_sequence(plain)
    return match.span("v") if (valid or prefixed) and _SENDS.search(around) else None


RULES = (
    Rule(
        "phone-encoded",
        Label.PHONE,
        r"%2B[1-9][0-9]{0,2}(?:%2|[-+.(])?[0-9%+(-]{6}",
        r"(?i)(?<![%\w])(?:[=+]|%20)?%2B(?P<v>[1-9]\d{0,2}"
        r"(?:(?:%20|%28|%29|[-+.()]){0,3}\d{1,12}){1,6})(?!\w)",
        _encoded,
        before=16,
        after=48,
        rank=NUMBER,
        caseless=True,
        examples=(
            "From=%2B‹16175808651›&To=x",
            "Body=My+new+number+is+%2B‹44%207700%20900039›&From",
            "phone=%2B‹44%20%280%297700%20900156›&x",
        ),
        near_misses=("sum=%2B1617580", "a=%2B15550100&", "q=1%2B2000000000000000000"),
    ),
    Rule(
        "phone-argument",
        Label.PHONE,
        r"(?:phone|mobile|msisdn|cell|cellphone|telephone)(?:_?number|_?no)?\(\s?[\"'][+(0-9]",
        r"(?i)(?:phone|mobile|msisdn|cell(?:phone)?|telephone)(?:_?number|_?no)?\(\s?[\"']"
        r"(?P<v>(?:\+|\(|\d)[\d ().-]{5,20}\d)[\"']",
        _argument,
        before=40,
        after=28,
        rank=NUMBER,
        caseless=True,
        examples=(
            'repo.findByPhone("‹971549254506›")',
            ".setMobileNumber('‹0491 570 774›')",
        ),
        near_misses=('validatePhone("555-555-5555")', 'phone("12-34")'),
    ),
    Rule(
        "phone-quoted",
        Label.PHONE,
        r"[\"'`]\+[1-9][0-9]{10,14}[\"'`]",
        r"(?<=[\"'`])(?P<v>\+[1-9]\d{10,14})(?=[\"'`])",
        _quoted,
        before=20,
        after=2,
        rank=NUMBER,
        examples=("values ('‹+5491202868136›', 1)", '"‹+971594446879›"'),
        near_misses=("'+12345678901'", '"+10000000000"', "'+123456'"),
    ),
    Rule(
        "phone-sent-to",
        Label.PHONE,
        r"(?:(?:to|from|recipient|destination|sender|caller|callee|sms|phone|msisdn|number)"
        r"(?:[\"')]{0,2}\s{0,2}(?:=>|[:=])\s{0,2}[\"'(]{0,2}| )|"
        r"(?:send[a-z_]{0,12}|sms\.[a-z]{3,8})\([\"'])(?:00)?[1-9][0-9]{9}",
        r"(?i)(?:(?:(?<![a-z])|(?-i:(?<=[a-z])(?=[A-Z])))"
        r"(?:to|from|recipient|destination|sender|caller|callee|sms|phone|msisdn)(?:_?number)?"
        r"(?:[\"')]{0,2}\s{0,2}(?:=>|[:=])\s{0,2}[\"'(]{0,2}| (?=00)|(?<=sent to) )|"
        r"(?:(?<=[.>:])send[a-z_]{0,12}|(?<![a-z])sms\.[a-z]{3,8})\([\"'])"
        r"(?P<v>(?:00)?[1-9]\d{9,14})(?![\w.])",
        _sent_to,
        before=36,
        after=16,
        rank=NUMBER,
        caseless=True,
        examples=(
            '{"name":"send_sms","arguments":{"to":"‹2348025024448›","body":"Hi"',
            "AccountSid=AC1&From=‹918358253131›&Body=x",
            "sms.Gateway - send to ‹0033639391183› failed: HTTP 503",
            "Sms->send('‹0033639391183›', 'Hi')",
            'OTP 21 sent to ‹2348025024448›",',
            "Key (phone)=(‹2348025024448›) already exists.",
            "TWILIO_FROM_NUMBER=‹918358253131›\n",
            "'token' => 'x', 'from' => '‹2348025024448›'], // sms",
            'SMS.begin("‹2348025024448›");',
        ),
        near_misses=(
            '{"from": "1770801242118", "size": 10}',
            "text from: 1000000000",
            'copy to="20240101120000"',
        ),
    ),
)
