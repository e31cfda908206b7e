"""Codes of few figures told by a word: a PIN, a passcode, a card's code, codes to recover with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.checksums import counted_code
from posthouse.privacy.plausible import looks_like_key
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.tables import LINE
from posthouse.privacy.words import words

_SURE = (
    r"(?:pass ?code|one[- ]time (?:pass)?code|(?:security|verification|login|sign-?in|2fa|mfa|auth"
    r"(?:"
    r"entication)?|confirmation|sms|safe|door|alarm|gate|unlock|access|entry|lock)[ _-]?code|"
    r"totp code|"
    r"otp(?: code)?|cvv2?|cvc2?)"
)
_LINK = (
    r"[\"'`*\]]{0,3}(?: (?:for|of|to) [A-Za-z' ]{2,24})?[\\\"'`]{0,3}[ ]?(?:is|was|now|=>|[:=#]|：|"
    r"是|为)?"
    r"[ ]{0,2}[\\\"'`*]{0,3}"
)
_LISTED = re.compile(
    r"[\s\"'`,;:•*=\[\](){}>|\\-]{1,12}(?:n(?= ))?(?:\d{1,2}[.)]\s{0,2}|\d+\t)?"
    r"(?P<v>[A-Za-z0-9]{4,10}(?:-[A-Za-z0-9]{4,10}){1,3}|\d{8}|[a-z0-9]{8,12})(?![A-Za-z0-9_-])"
)
_MOST = 16


def _code(match: re.Match[str]) -> Span | None:
    """Leave examples, figures that are all the same or a status, and what a card's slip prints."""
    left = match.group().startswith("AUTH CODE") or counted_code(match["v"])
    return None if left else match.span("v")


_OF_OTHERS = words(
    "zip post postal error area country dial status exit promo discount voucher coupon order "
    "product dress tax source bar qr colour color return response state language currency "
    "booking reference"
)


def _told(match: re.Match[str]) -> Span | None:
    return match.span("a") if match["a"] else match.span("b")


def _asked(match: re.Match[str]) -> Span | None:
    """Leave codes of places, errors and goods."""
    return None if (match["k"] or "").lower() in _OF_OTHERS else _code(match)


def _recovery(match: re.Match[str]) -> Iterator[Span]:
    """Yield the codes of a list, to the first that is none."""
    text, at = match.string, match.end()
    for _ in range(_MOST):
        one = _LISTED.match(text, at)
        if one is None or not any(map(str.isdigit, one["v"])):
            return
        yield one.span("v")
        at = one.end()


_OF_LICENCES = (
    r"(?:licen[cs]e|serial|product key|activation|filevault|recovery key|[/-]ipk|office|windows|"
    r"激活码|注册码|序列号|产品密钥|许可证|授权码)"
)


def _licence(match: re.Match[str]) -> Span | None:
    return match.span("v") if looks_like_key(match.group("v").replace("-", "")) else None


RULES = (
    Rule(
        "code-told",
        Label.CREDENTIAL,
        _SURE + r"[^\n\x000-9]{0,40}[0-9]{3}",
        r"(?i)(?<![A-Za-z_])" + _SURE + _LINK + r"(?P<v>\d{3}[ -]\d{3}(?![ -]?\d)|"
        r"(?:(?-i:[A-Z])(?=\d{4}))?\d{3,8}(?:(?<=\d{4})(?:(?-i:[A-Z])|[#*]))?)"
        r"(?![\w.,-]\d|[\w%])",
        _code,
        rank=GUESS,
        caseless=True,
        before=64,
        after=12,
        examples=(
            "passcode ‹560333›\n",
            "give Bob the safe code: ‹951484›",
            '"otp"=>"‹879271›"',
            "exp 09/29 cvv ‹417›",
            "card[number]=x&card[cvc]=‹417›",
            '\\"otp\\":\\"‹906424›\\"',
            "the verification code is ‹482913›.",
            "Main door code ‹7778#›.",
            "your verification code is ‹482 913›.",
            "entry code ‹C4829X›,",
            '{"verificationCode":"‹612627›"}',
        ),
        near_misses=(
            "verification code 000000",
            "cvv: 234",
            "security code review 2024-11",
            "otp: 6 digits",
            "access code path returned 404.5",
            "otp_length: 600",
            "auth code flow, RFC 6749",
            "VISA DEBIT 12.40\nAUTH CODE 084417\n",
        ),
    ),
    Rule(
        "pin-told",
        Label.CREDENTIAL,
        r"[^a-z](?:PIN|Pin|pin|[Hh]ost key)(?: code| number)?[^\nA-Za-z0-9\x00]{1,8}(?:is |was |"
        r"lautet )?[\\\""
        r"'`]{0,2}[0-9]{4}",
        r"(?<![A-Za-z_-])(?i:(?:admin|access|login|security|account|customer|device|unlock|meeting|"
        r"conference|card|user)[_-])?"
        r"(?:(?:PIN|Pin|pin|[Hh]ost key)(?: code| number)?(?:[\\\"'`*]{0,4}[ ]?(?:=>|[:=]|：)[ ]?|"
        r" (?:is|was|lautet):? )|PIN |(?:PIN|Pin|pin) code (?=\d{4}(?!\d)))"
        r"[\\\"'`*]{0,3}(?P<v>\d{4,8})(?![\w.,-]\d|[\w%])",
        _code,
        rank=GUESS,
        after=12,
        examples=(
            "profile attached, PIN ‹247739›, key",
            'ADMIN_PIN: "‹247739›"',
            'body":"{\\"pin\\":\\"‹906424›\\"}"',
            "online banking PIN: ‹52236›\n",
            "Host key: ‹259037›\n",
            "confirmation 12     PIN code ‹5811›\n",
        ),
        near_misses=("GPIO pin 1234", "PIN 0000", "spin: 20481", "pin: 18", "-pin=4096"),
    ),
    Rule(
        "code-sent",
        Label.CREDENTIAL,
        r"(?:sms|mobile|phone|tel)[^\s\"'<>\x00]{0,80}[?&][a-z_]{0,8}code=[0-9]{4}|"
        r"(?:sms|captcha|otp|verify|code):[^\n\x00]{0,40}[\"']?(?:,[ ]?|"
        r"\n[0-9+ \t]{0,8})[\"'][0-9]{4}|"
        r"(?:number|card|pan)\\?\"[ ]?: ?\\?\"[0-9 -]{12,23}\\?\"[^\n\x00]{0,60}"
        r"code\\?\"[ ]?: ?\\?\"[0-9]{3}|"
        r"(?:code|otp|pin)[\"']? (?:and|then) [a-z ]{3,12}[\"'][0-9]{4}|"
        r"(?:mobile|phone|password|pwd|passwd)\\?\"[ ]?: ?[^\n\x00,]{1,64}, ?\\?\""
        r"(?:[a-z]{1,8}_?)?code\\?\"[ ]?: ?\\?\"[0-9]{4}|"
        r"(?:code|otp|pin|passcode)(?:\+|%20| )(?:is|:)(?:\+|%20| )[0-9]{4}|"
        r"[0-9]{4}(?:\+|%20| )is(?:\+|%20| )your",
        r"(?i)(?:(?:sms|captcha|otp|verify|code):[^\n\"']{0,24}[\"']?(?:"
        r"(?: ?[+.] ?[\"'][^\n\"']{1,32}[\"'])?[^\n\"']{0,24}, ?|\r?\n(?:[ ]{0,5}\d{1,6}\t|\+)?)"
        r"[\"']"
        r"(?=\d{4,8}[\"'])|(?:mobile|phone|password|pwd|passwd)\\?\" ?: ?[^\n,]{1,64}, ?"
        r"\\?\"(?:[a-z]{1,8}_?)?code\\?\" ?: ?\\?\"(?=\d{4,8}\\?\")|(?:sms|mobile|phone|tel)"
        r"[^\s\"'<>]{0,80}?[?&](?:sms|verify|verification|auth|v|login)?"
        r"_?code=(?=\d)|(?:number|card|pan)\\?\" ?: ?\\?\"[0-9 -]{12,23}\\?\"[^\n{}]{0,60}?"
        r"code\\?\" ?: ?\\?\"(?=\d{3,4}\\?\")|(?:code|otp|pin)[\"']? (?:and|then) "
        r"(?:enter|type|fill|fill in|submit) [\"'](?=\d{4,8}[\"'])|your(?:\+|%20| )"
        r"(?:[a-z0-9]{1,16}(?:\+|%20| )){0,3}(?:code|otp|pin|"
        r"passcode)(?:\+"
        r"|%20| )"
        r"(?:is|:)(?:\+|%20| ))(?P<v>\d{3,8})(?!\w)",
        _code,
        rank=GUESS,
        caseless=True,
        before=130,
        after=10,
        examples=(
            "Body=Your+code+is+‹585569›&Sid",
            "your Acme login code is ‹482913›.",
            "/sms/send?mobile=1&code=‹482913› HTTP",
            'GET sms:code:13\n"‹482913›"',
            'set("captcha:" + phone, "‹482913›");',
            '{"password":"x","code":"‹4829›"}',
            'set("sms:" + "13012345678", "‹482913›", 5)',
            '{"number":"4000 1234 5678 9017","code":"‹417›"}',
            'they see "Enter the code" and enter "‹482913›"\n',
        ),
        near_misses=("?phone=1&areacode=0512", "the exit code is 1280", "your code is 111111"),
    ),
    Rule(
        "code-before-word",
        Label.CREDENTIAL,
        r"[0-9]{3} is your [^\n\x00]{0,40}(?:code|pin|otp)|"
        r"(?:use|enter|type) (?:(?:the )?(?:code|pin|otp) )?[0-9]{3}[ -]?[0-9]{1,5} "
        r"(?:to|as|for|in) ",
        r"(?i)(?:(?<![\w.-])(?P<a>(?:[A-Z]-)?(?:\d{4,8}|\d{3}[ -]\d{3})) is your "
        r"(?:[\w'’-]{1,16} ){0,4}(?:pass ?)?(?:code|pin|otp)\b"
        r"|(?<![\w-])(?:use|enter|type) (?:(?:the )?(?:code|pin|otp) )?"
        r"(?P<b>\d{5,8}|\d{3}[ -]\d{3}) (?:to|as|for) "
        r"(?:confirm|verify|log ?in|sign ?in|complete|authori[sz]e|approve|reset|finish|access|"
        r"your)\b)",
        _told,
        rank=GUESS,
        caseless=True,
        before=72,
        after=24,
        examples=(
            "‹482913› is your one-time passcode.",
            "Use ‹482-913› to confirm your payment",
            "Enter the code ‹482913› to sign in",
            "‹G-482913› is your Larkmere verification code",
        ),
        near_misses=("404 is your status code", "use 12345 for testing", "2024 is your year"),
    ),
    Rule(
        "code-asked",
        Label.CREDENTIAL,
        r"(?:code|pin|otp)[^\n\x000-9]{0,40}\?[^\n\x00]{0,4}\n",
        r"(?i)(?<![a-z])(?:(?P<k>[a-z]{2,14}) )?(?:passcode|code|pin|otp)(?: number)?\b"
        r"[^\n\d.]{0,40}\?[ \t]{0,2}\r?\n" + LINE + r"(?:\[[^\]\n]{4,24}\] ?)?"
        r"(?:[^\s:：\d\"'=<>{}()\[\]]{1,20}[:：] ?)?(?:"
        r"(?:it's|its|it (?:is|says|reads)|that's|that is|i(?:'ve)? (?:got|have|see)|yes|sure|ok|"
        r"here|got it|the code is)[, ]{1,2}){0,2}"
        r"(?P<v>\d{4,8}|\d{3}[ -]\d{3})(?=[ .!]{0,2}(?:\r?\n|\"|\Z))",
        _asked,
        rank=GUESS,
        caseless=True,
        before=64,
        after=96,
        examples=(
            "Agent: I've sent you a code, could you read it to me?\nVisitor: ‹482913›\n",
            "[10:02] A: what's the gate code?\n[10:03] B: it's ‹1947›\n",
            "a code now… could you read it out?\n[00:00:44] CALLER: It says ‹482913›.\n",
        ),
        near_misses=(
            "What's your zip code?\nB: 02139\n",
            "which error code?\nB: 404123\n",
            "the code?\nsee line 1947 of it\n",
        ),
    ),
    Rule(
        "recovery-codes",
        Label.CREDENTIAL,
        r"(?:recovery|backup|scratch)(?:[_ -]?codes?)?[\"'`]?\s{0,2}(?:[:=(\[]|are)",
        r"(?i)(?<![A-Za-z])(?:(?:recovery|backup|scratch)[_ -]?codes?|recovery(?=[\"']? ?[:=] ?\[))"
        r"(?: are)?(?=[\"'`]?\s{0,2}[:=(\[]|\s)",
        every=_recovery,
        rank=GUESS,
        caseless=True,
        before=24,
        after=8,
        examples=(
            "2FA recovery codes: ‹0e14a-a8d1f› ‹a2fe0-4f6e1›\n",
            '"backup_codes": ["‹48211937›"]',
        ),
        near_misses=(
            "backup codes: see the safe",
            "backup: nightly-db2-full",
            "recovery: point-in-time",
        ),
    ),
    Rule(
        "licence-key",
        Label.CREDENTIAL,
        _OF_LICENCES + r"[^\n\x00]{0,48}[A-Z0-9]{4,5}-[A-Z0-9]{4,5}-[A-Z0-9]{4,5}",
        rf"(?i){_OF_LICENCES}[^\n]{{0,48}}?(?<![A-Z0-9-])"
        r"(?P<v>(?-i:[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,5}|[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3,7}))(?![\w-])",
        _licence,
        rank=GUESS,
        caseless=True,
        before=80,
        after=40,
        examples=(
            "renew licence, serial ‹{up:5}-{b32:5}-Q7{up:3}-{up:5}›\n",
            "slmgr /ipk ‹{up:5}-{b32:5}-Q7{up:3}-{up:5}-{up:5}›\n",
            "Windows Server 2022 Std: ‹{up:5}-{b32:5}-Q7{up:3}-{up:5}-{up:5}› (KMS)\n",
            "激活码‹{up:5}-{b32:5}-Q7{up:3}-{up:5}-{up:5}›，",
            "FileVault recovery key: ‹QX42-7TWB-M9K3-P2RD-8VHJ-4NZC›\n",
        ),
        near_misses=("serial XXXXX-XXXXX-XXXXX-XXXXX", "licence of 12345 units"),
    ),
    # Of BitLocker: eight groups of six figures.
    Rule(
        "recovery-key",
        Label.CREDENTIAL,
        r"[0-9]{6}-[0-9]{6}-[0-9]{6}-[0-9]{6}-[0-9]{6}-[0-9]{6}",
        r"(?<![\w-])(?P<v>\d{6}(?:-\d{6}){7})(?![\w-])",
        rank=GUESS,
        before=60,
        after=24,
        examples=("    ‹110011-220022-330033-440044-550055-660066-070070-088088›\n",),
        near_misses=("110011-220022-330033-440044-550055-660066-070070",),
    ),
)
