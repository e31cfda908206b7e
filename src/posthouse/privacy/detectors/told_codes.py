"""Codes that open, told in passing: a PIN of a card, a keypad's signs, a parcel's code, a try."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.checksums import counted_code
from posthouse.privacy.plausible import looks_like_password
from posthouse.privacy.rules import GUESS, Rule, Span

_CARDS = (
    r"(?:card|host|atm|bank|sim|parental|door|gate|phone|debit|credit|voicemail|safe|account|"
    r"alarm|lock(?:er)?)"
)
_DATED = re.compile(r"(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|1[0-2])-\d\d|\d\d-(?:0[1-9]|1[0-2])-\d\d")


def _code(match: re.Match[str]) -> Span | None:
    """Leave what is an example."""
    return None if counted_code(match["v"]) else match.span("v")


def _turns(match: re.Match[str]) -> Span | None:
    """Take figures of a lock, which are no day."""
    return None if _DATED.fullmatch(match["v"]) else match.span("v")


def _tried(match: re.Match[str]) -> Iterator[Span]:
    for one in re.finditer(r"\d{4,8}", match.group()):
        yield match.start() + one.start(), match.start() + one.end()


def _word(match: re.Match[str]) -> Span | None:
    return match.span("v") if looks_like_password(match["v"], quoted=True) else None


RULES = (
    Rule(
        "pin-of-something",
        Label.CREDENTIAL,
        rf"{_CARDS}[^\n\x000-9]{{0,24}}[^a-z]pin[ =:'\"]{{1,4}}[0-9]{{4}}|"
        rf"{_CARDS}[^\n\x00]{{1,32}}[ ]pin [0-9]{{4}}|"
        r"[^a-z]pin (?:on|for|of|to) [a-z ]{3,28}(?: is| was|:)[ ][0-9]{4}",
        rf"(?i)(?:(?<![a-z]){_CARDS}(?:[^\n\d]{{0,24}}?(?<![a-z])pin[ =:'\"]{{1,4}}|"
        r"[^\n]{1,32}? pin )|(?<![a-z])pin (?:on|for|of|to) [a-z ]{3,28}?(?: is| was|:) )"
        r"(?P<v>\d{4,6})(?![\w.,-]\d|[\w%])",
        _code,
        rank=GUESS,
        caseless=True,
        before=56,
        after=4,
        examples=(
            "Gift card 6006 4915 pin ‹8204› says $0",
            "the PIN on parental control was ‹6048›. They",
            "AND atm_pin='‹4829›' LIMIT 1",
            'access code below, host pin "‹0481›"',
        ),
        near_misses=(
            "GPIO pin 1204",
            "the pin on port 12",
            "card reader pin 14",
            "card pinned 2048 times",
        ),
    ),
    Rule(
        "code-by-sms",
        Label.CREDENTIAL,
        r"SMS_[0-9]{6,12}[^\n\x00]{0,60}code\\{0,1}[\"']?[ ]?[:=][ ]?\\{0,1}[\"']?[0-9]{4}",
        r"SMS_\d{6,12}[^\n]{0,60}?(?<![A-Za-z])code\\?[\"']? ?[:=] ?\\?[\"']?(?P<v>\d{4,8})(?!\w)",
        _code,
        rank=GUESS,
        before=112,
        after=6,
        examples=(
            'tpl=SMS_274810363 param={"code":"‹604817›"} biz',
            '"tpl":"SMS_154950909","code":"‹483920›","retry',
        ),
        near_misses=('"tpl":"SMS_154950909","errcode":"40001"',),
    ),
    Rule(
        "code-in-signs",
        Label.CREDENTIAL,
        r"(?:code|密码|门禁|新的| one| it)[^\n\x000-9#*]{0,24}(?:[*]#?[0-9]{3}|[0-9]#[0-9]{4}|"
        r"[0-9]{3,6}#)",
        r"(?i:code|密码|门禁|新的| one| it)(?: is| was|'s|[^\n\da-z#*]{0,10}) ?"
        r"(?P<v>\*#?\d{3,6}#?|\d#\d{4}|[A-Z]?\d{3,6}#)(?![\w#])",
        rank=GUESS,
        before=40,
        after=6,
        examples=(
            "小区门禁改了,新的是 ‹1#7352› ,外卖",
            "门禁密码临时给的‹4471#›，",
            "storage unit B1093 code ‹*5529#›. Rent",
            "gate code: ‹4471#›\n",
            "楼下门禁是‹7391#›,",
            "The new one is ‹C2749#›;",
        ),
        near_misses=("code *99 and", "error code 404 #2", "dial code *#06#"),
    ),
    Rule(
        "lock-in-turns",
        Label.CREDENTIAL,
        r"(?:alarm|safe|lock|padlock|vault|locker|lockbox)[^\n\x000-9]{0,36}"
        r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}|保险[柜箱][^\n\x000-9]{0,8}左[0-9]{1,2}[^\n\x000-9]{0,4}右",
        r"(?i:(?<![a-z])(?:alarm|safe|lock|padlock|vault|locker|lockbox)(?![a-z])[^\n\d]{0,36}|保险[柜箱][^\n\d]{0,8})"
        r"(?P<v>\d{1,2}(?:-\d{1,2}){2,4}(?![\d-])|左\d{1,2}(?:圈|[，,、 ])?右\d{1,2}"
        r"(?:(?:圈|[，,、 ])?左\d{1,2})?)",
        _turns,
        rank=GUESS,
        caseless=True,
        before=60,
        after=16,
        examples=(
            "pin for the safe: ‹74-19-33›. alarm",
            "in the lockbox by the meter, code ‹8-0-5-3›. Heating",
            "House alarm ‹2-4-6-1›, disarm",
            "保险箱‹左37右12左64›。",
        ),
        near_misses=("lock file of 12-10-24", "the safe was bought 3-4-21", "unsafe 1-2-3"),
    ),
    Rule(
        "code-tried-cn",
        Label.CREDENTIAL,
        r"密码[^\n\x000-9]{0,16}试[过了][^\n\x000-9]{0,3}[0-9]{4}",
        r"(?<=试[过了])[^\n\d]{0,3}\d{4,8}(?:[和、与跟，,]\d{4,8}){0,4}(?!\d|次|遍)",
        every=_tried,
        rank=GUESS,
        before=8,
        after=40,
        examples=("忘记保险柜密码了，试过‹080315›和‹20080315›都不行",),
        near_misses=("密码忘了，试过100000次",),
    ),
    Rule(
        "parcel-code-cn",
        Label.CREDENTIAL,
        r"取[件货]码[^\n\x000-9]{0,8}[0-9]{1,2}-[0-9]{1,2}-[0-9]{3}",
        r"取[件货]码[^\n\d]{0,8}(?P<v>\d{1,2}-\d{1,2}-\d{3,5})(?![\d-])",
        rank=GUESS,
        before=40,
        after=4,
        examples=("驿站取件码‹8-2-6017›", "取件码：‹12-3-8804›，"),
        near_misses=("取件码 2026-03-1",),
    ),
    Rule(
        "word-that-disarms",
        Label.CREDENTIAL,
        r"(?:disarm|duress|alarm) ?(?:pass)?word[: ][^\n\x00]{4}",
        r"(?i)(?:disarm|duress|alarm) ?(?:pass)?word(?: is|:)? (?P<v>[^\s,;]{5,32}[A-Za-z0-9])",
        _word,
        rank=GUESS,
        caseless=True,
        before=32,
        after=36,
        examples=("disarm word ‹tangerine44›. Max",),
        near_misses=("disarm word is needed",),
    ),
    Rule(
        "backup-code-told",
        Label.CREDENTIAL,
        r"(?:backup|recovery) code (?:is )?[a-z0-9]{4}-[a-z0-9]{4}",
        r"(?i)(?:backup|recovery) code (?:is )?(?P<v>(?=[a-z-]*\d)[a-z0-9]{4}(?:-"
        r"[a-z0-9]{4}){1,4})(?![\w-])",
        rank=GUESS,
        caseless=True,
        before=32,
        after=24,
        examples=("2FA backup code ‹7f3k-92mq-x0zt›. I",),
        near_misses=("backup code path-name",),
    ),
    Rule(
        "code-of-a-domain",
        Label.CREDENTIAL,
        r"(?:EPP|epp|uth[- ]?[Ii]nfo|UTH[- ]?INFO|ransfer)(?: auth)? ?(?:[Cc]ode)?[: ][^\n\x00]{6}",
        r"(?i)(?:epp(?: auth(?:orization)?)?|auth[- ]?info|transfer auth)(?: code)?(?:[: ]|：|"
        r" is ){1,2}"
        r"(?P<v>[^\s,;，；]{8,32})",
        _word,
        rank=GUESS,
        before=40,
        after=32,
        examples=("Registrar: EPP auth code ‹gT7$kP02-xWm› for", "Auth-Info: ‹Xq8!vB2mTzd›\n"),
        near_misses=("EPP auth code required", "authinfo: provided"),
    ),
    Rule(
        "code-for-something",
        Label.CREDENTIAL,
        r"(?:otp|one-time code|verification code|security code|passcode)[^\n\x00]{4,48}[ ](?:is"
        r"|was):? [0-9A-Z]{4}",
        r"(?i)(?<![a-z])(?:otp|one-time code|verification code|security code|passcode)"
        r"(?: for| from| to| on| in| of)[^\n]{2,44}?(?<!it) (?:is|was):? (?P<v>\d{4,8}|(?-i:(?="
        r"[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{6,10}))(?![\w-])",
        _code,
        rank=GUESS,
        caseless=True,
        before=96,
        after=12,
        examples=(
            "Your OTP for card ending 3307 is ‹719264›. Do not",
            "my My Account security code from the mail is ‹7KQ4P2ND›. Which",
        ),
        near_misses=("security code for this zone was 2024-05", "passcode for it is in the safe"),
    ),
    Rule(
        "code-in-pairs",
        Label.CREDENTIAL,
        r"codes?[^\n\x000-9]{0,24}[0-9]{2} [0-9]{2} [0-9]{2}",
        r"(?i)(?<![a-z])codes?[^\n\d]{0,24}(?P<v>\d\d \d\d \d\d)(?! ?\d)",
        rank=GUESS,
        caseless=True,
        before=40,
        after=4,
        examples=(
            "They keep texting codes (last one ‹58 31 07›) to my",
            "DigiD login code by text was ‹80 41 77›\n",
        ),
        near_misses=("sort code 20 45 88 12", "codes 12 34 567"),
    ),
)
