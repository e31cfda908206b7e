"""What opens a home and its accounts, as people tell it: key safes, door codes, passwords of words.

Codes behind the words "door code" and the like stand in spoken_codes.py, passwords that are more
than letters in spoken_secrets.py.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.assignment import value_at
from posthouse.privacy.detectors.judged import opens
from posthouse.privacy.detectors.spoken_secrets import announced, strong
from posthouse.privacy.placed import is_chosen
from posthouse.privacy.plausible import is_filled_in
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.words import words

_LOCKS = (
    r"(?:key ?safe|lock ?box|key ?box|keypad|key ?pad|padlock|digicode|code porte|code d'entr[ée]e|"
    r"t[üu]rcode|alarm|gate|garage|front door|back door|porch|intercom|burglar alarm|side gate)"
)
_OPENS = r"(?P<v>[#*]?[A-Z]?\d{4,6}[A-Z]?[#*]?)"
_CLOSED = (
    r"(?=[.,;:)!?]?(?:[\s\"'”]{2}|\n|\Z|[\"'”][\]},])|[.,;:)!?] |"
    r",? (?:then|and|or|but|from|until|hash|star)\b)(?![.,]\d)"
)
_SAID = (
    r"(?:password|pass ?phrase|passcode|passwort|security word|safe ?word|memorable word|"
    r"secret word|code ?word|mot de passe|contraseña)"
)
# How a sentence goes on after "the password is …".
_NOT_SAID = words(
    "required optional wrong incorrect invalid correct right weak strong empty blank missing "
    "needed secure safe unique sensitive visible hidden plain plaintext null none same "
    "different new old good bad fine unknown mandatory possible available valid short long "
    "complex simple easy hard temporary default here there below above attached next okay "
    "also only always never still just already currently usually typically simply really "
    "likely probably stored saved kept given sent shown shared known left lost gone stolen "
    "found made held read written set reset your the this that what where when which whatever "
    "anything something nothing everything entered being case rubbish easily public private "
    "secret confidential important supposed about like unclear literally actually basically "
    "under inside within printed behind around either neither exactly almost nearly between "
    "passwords password username email random hashed salted protected encrypted expired "
    "expiring changed unchanged identical generated ignored false true undefined alphanumeric "
    "numeric irrelevant unnecessary obsolete insecure crucial essential part enough critical "
    "plain-text base list field question check prompt reset hint hints count game"
)
_PREDICATE = re.compile(
    r"(?:ed|ing|able|ible|ive|ful|less|ent|ant|ly|ous|ary|ory|ical|ised|ized|word|phrase)$"
)


def _is_word(secret: str) -> bool:
    """Tell a word that was chosen from one that says how a password is."""
    low = secret.lower()
    parts = re.split("[-_]", low)
    plain = low.rstrip("0123456789")
    if is_filled_in(secret) or not _NOT_SAID.isdisjoint((low, plain, *parts)):
        return False
    made = any(map(str.isdigit, secret)) or len(parts) > 1
    return _PREDICATE.search(parts[-1]) is None and (made or len(plain) >= 5)


def _chosen(match: re.Match[str]) -> Span | None:
    return match.span("v") if _is_word(match["v"]) else None


def _of_words(match: re.Match[str]) -> Span | None:
    """Take a key behind a network's name, or a word behind that of its key."""
    return match.span("k") if match["k"] else _chosen(match)


def _of_network(match: re.Match[str]) -> Span | None:
    """Take what is strong, or joined words; behind the word for it what is more than letters."""
    start, end, _ = value_at(match.string, match.start("v"))
    if is_chosen(match.string[start:end]):
        return start, end
    return announced(match) if match["k"] or match["q"] else strong(match)


def _named(match: re.Match[str]) -> Span | None:
    """Take what no verb announces where it is written as a name or put together."""
    secret = match["v"]
    told = not secret.islower() or not secret.isalpha()
    return match.span("v") if told and _is_word(secret) else None


_WORD = r"(?P<v>[A-Za-z][A-Za-z]{3,23}(?:[-_][A-Za-z]{3,16}){0,3}\d{0,4})"
_END = (
    r"(?=[\"'”’]?(?:[.,;!?)](?:\s|\Z)|\s*(?:\n|\Z)| all (?:in )?(?:lower|upper|one|caps)| \(|  |"
    r" - |"
    r" – ))"
)

RULES = (
    Rule(
        "lock-told",
        Label.CREDENTIAL,
        _LOCKS + r"[^\n\x000-9]{0,40}[0-9]{4}",
        rf"(?i)(?<![a-z]){_LOCKS}(?:[a-z':’ ]{{0,32}}(?:,? (?:the )?(?:code|number|pin)(?: for it)?"
        rf"(?: is| =|:)?| is| opens with|:) ?| )(?-i:{_OPENS}){_CLOSED}",
        opens,
        rank=GUESS,
        caseless=True,
        before=72,
        after=12,
        examples=(
            "The key safe by the back door is ‹5423›.",
            "Lockbox on the railing, code ‹7781›.\n",
            "Garage opens with ‹4821›. Host",
            "code porte ‹6541#›, merci",
            "the gate is ‹1947› then hash",
            "4. Gate: new code ‹1947› from Monday",
        ),
        near_misses=(
            "the gate is 1800 m away",
            "the alarm is 1800 hrs",
            "gate opens at 1800",
            "alarm: 1234 events",
            "garage built 1987",
        ),
    ),
    Rule(
        "code-to-lock",
        Label.CREDENTIAL,
        r"(?:code|combination|pin|number) (?:for|to|of|on) [a-z' ]{3,32}(?: is|:|'s)? [0-9]{4}",
        r"(?i)(?<![a-z])(?:code|combination|pin) (?:for|to|of|on) (?:the |our |my |his |her |"
        r"your )?"
        r"(?:[a-z']{2,12} ){0,2}(?:door|porch|gate|building|flat|shed|lock|padlock|suitcase|"
        r"locker|safe|"
        r"garage|alarm|key ?safe|lock ?box|house|office|lobby|entrance)(?: is|:|'s)? (?:now )?"
        rf"(?-i:{_OPENS}){_CLOSED}",
        opens,
        rank=GUESS,
        caseless=True,
        before=88,
        after=12,
        examples=(
            "the code for the porch is ‹1947›.",
            '"code for the porch is ‹3159›"}',
            "combination to my bike lock is ‹48215›\n",
        ),
        near_misses=("the code for the office is 1200 lines", "code of the building is 1947 m"),
    ),
    Rule(
        "code-of-safe",
        Label.CREDENTIAL,
        r"(?:safe|locker|padlock|alarm|gate|shed|bike lock|suitcase)(?: (?:code|pin|combo|"
        r"combination|number))?(?::| -| =) [0-9]{4}",
        r"(?i)(?:^|(?<=\n)|(?<=[,;.] ))(?:[ \t]{0,8}\d{1,6}\t|[+>](?! ))?(?:[ \t]*[-*•] )?"
        r"(?:my |our |the )?(?:safe|locker|padlock|alarm|gate|shed|bike lock|suitcase)"
        r"(?: (?:code|pin|combo|combination|number))?(?::| -| =) "
        rf"(?-i:{_OPENS}){_CLOSED}",
        opens,
        rank=GUESS,
        caseless=True,
        before=48,
        after=12,
        examples=("- safe: ‹655258›\n", "gate code: ‹8511#›\n- x", "locker - ‹4821›\n"),
        near_misses=("thread-safe: 1234\n", "is_safe: 1234\n", "alarm: 1200 events\n"),
    ),
    Rule(
        "password-of-words",
        Label.CREDENTIAL,
        _SAID + r"[^\n\x00]{0,40}(?: is| was| ist| est| es)(?: now| still)? [\"'“‘]?[A-Za-z]{4}",
        rf"(?i)(?<![\w.-]){_SAID}(?: (?:for|to|of|on|there|at)\b[^\n.:;=(){{}}]{{0,32}}?)?"
        rf"(?: is| was| ist| est| es)(?: now| still)?:? [\"'“‘]?{_WORD}{_END}",
        _chosen,
        rank=GUESS,
        caseless=True,
        before=80,
        after=72,
        examples=(
            "My security word is ‹gingerbread›.\n",
            "password is ‹rainbow-buttercup›, pls don't judge",
            "the password for the wifi is ‹Marmalade› \n",
            "password is ‹pancakes› all lower case",
            "the password was ‹tortoise42›.",
        ),
        near_misses=(
            "The password is required.",
            "password is case-sensitive.",
            "the password is hashed, then stored",
            "the password was wrong!",
            "if the password is null",
            "password is checked by bcrypt.",
            "the password is unchanged.",
            "password is password.",
        ),
    ),
    Rule(
        "security-word",
        Label.CREDENTIAL,
        r"(?:memorable|security|safe|secret|code) ?word(?: =|:)? [\"'“‘]?[A-Za-z]{5}",
        rf"(?i)(?<![\w.-])(?:memorable|security|safe|secret|code) ?word(?: =|:)? [\"'“‘]?{_WORD}"
        r"(?=[\"'”’]?(?:[,;)]|\s*(?:\n|\Z)))",
        _chosen,
        rank=GUESS,
        caseless=True,
        before=32,
        after=72,
        examples=(
            "Customer verified (memorable word ‹gingerbread›, postcode known).",
            "security word: ‹tortoise42›\n",
        ),
        near_misses=(
            "the memorable word required, then",
            "(security word optional)",
            "a secret word list, kept",
        ),
    ),
    Rule(
        "password-of-network",
        Label.CREDENTIAL,
        r"(?:wi-?fi|wlan|alarm|netflix|spotify|router|ipad|laptop)[^\n\x00]{0,64}(?:pw|password|"
        r"pass|key|code)[ :]{1,3}[\"'“]?[A-Za-z]{4}"
        r"|(?:wi-?fi|wlan)[ :]{1,2}[A-Za-z0-9._-]{2,32} / [A-Za-z0-9]{4}",
        rf"(?i)\b(?:wi-?fi|wlan|alarm|netflix|spotify|router|ipad|laptop)\b[^\n]{{0,64}}?\b(?:pw|"
        rf"password|pass|key|code)(?: is|:)"
        rf" ?[\"'“‘]?{_WORD}{_END}"
        r"|\b(?:wi-?fi|wlan)[ :]{1,2}[\w.-]{2,32} / "
        r"(?P<k>(?!\d+[a-z]?Hz)(?=[a-z]*\d)[\w@!#$%^&*-]{8,32})(?=[\s,;.)\"']|\Z)",
        _of_words,
        rank=GUESS,
        caseless=True,
        before=100,
        after=48,
        examples=(
            "WiFi network CasaSol_5G, pw: ‹rainbow›. Garage",
            "code is 4482, wifi SunnyLoft_5G / ‹46821576›. Address",
            "Wi-Fi password: ‹marmalade-dolphin›\n",
            "Alarm password: ‹gingerbread›. Rate",
        ),
        near_misses=(
            "WiFi password: required",
            "wifi key: string",
            "Wi-Fi password: encrypted.",
            "wifi 2.4GHz / 5GHz-band",
        ),
    ),
    Rule(
        "password-given",
        Label.CREDENTIAL,
        r"(?:with|use|using|enter|and|by) (?:the|my|this|our) pass(?:word|phrase|code)"
        r" [\"'“]?[A-Za-z]{4}",
        rf"(?i)\b(?:with|use|using|enter|and|by) (?:the|my|this|our) pass(?:word|phrase|code)"
        rf" [\"'“‘]?"
        rf"{_WORD}{_END}",
        _named,
        rank=GUESS,
        caseless=True,
        before=48,
        after=48,
        examples=(
            "log in with reference 5 and the password ‹Rainbow›, or text",
            "use the password ‹buttercup-lighthouse›.",
        ),
        near_misses=(
            "use the password manager.",
            "and the password field, which",
            "use the password Reset.",
        ),
    ),
    Rule(
        "network-key-told",
        Label.CREDENTIAL,
        r"(?:wi-?fi|wlan|ssid)[^\n\x00]{1,40}(?::|/|,|=|：) ?[\"'`]?[!-~]{8}|"
        r"(?:wi-?fi|wlan|ssid|network)[^\n\x00]{1,40}[,;] ?(?:key|pass) [\"'`]?[!-~]{8}",
        r"(?i)\b(?:(?:wi-?fi|wlan|ssid)(?:\b ?(?P<q>[\"'“][^\"'”\n]{1,32}[\"'”] ?)|\b[^\n]{1,40}?)"
        r"(?::|/|,|=|：) ?|"
        r"(?:wi-?fi|wlan|ssid|network)\b[^\n]{1,40}?[,;] ?(?P<k>key|pass) )"
        r"(?P<v>[\"'`]?[!-~]{8,}+)(?! / )",
        _of_network,
        rank=GUESS,
        caseless=True,
        before=72,
        after=128,
        examples=(
            '- Wi-Fi "Corp-5G": ‹Fernhollow2025#›\n',
            "WLAN Gast / ‹Kd82#mQx›",
            'Wi-Fi "Corp-5G": ‹glasswing-northpine-74›\n',
            "the wifi at the flat: network Larkmere, key ‹Thornbury2026$›\n",
            "network Larkmere5G, key ‹glasswing-northpine-74›\n",
            "wifi at the cabin: cabin-5g / ‹glasswing-northpine-elmwick›\n",
        ),
        near_misses=("Wi-Fi: Settings>Advanced2.4GHz", "ssid: HomeNetwork"),
    ),
)
