"""Reading a setting: what its name says is kept there, and where its value begins and ends."""

from __future__ import annotations

import re

from posthouse.privacy.within import remembered
from posthouse.privacy.words import words

_PASSWORDS = (
    "passwords",
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "psw",
    "pswd",
    "psswd",
    "pswrd",
    "psword",
    "psswrd",
    "pssword",
    "paswd",
    "paswrd",
    "pasword",
    "passwrd",
    "pass",
    "passwort",
    "kennwort",
    "wachtwoord",
    "contrasena",
    "senha",
    "pw",
    "psk",
    "mima",
    "kouling",
    "creds",
)
_KEYS = tuple(
    words(
        "secret token apikey accesskey secretkey privatekey credential credentials authkey appkey "
        "secrets authorization miyao lingpai appcode"
    )
)
_KEY_KINDS = words(
    "api access secret private auth encrypt encryption sign signing master account "
    "storage app service license licence client consumer webhook admin deploy shared "
    "security crypt aes des sm4 rc4 cipher hmac sdk integration bot project ingest write read "
    "live test prod platform"
)
_WEAK = words(
    "signing hmac auth ak sk pat salt pepper bearer jwt cookie dsn pin wif login ticket verifier "
    "encrypt encryption"
)
_KEYS_OF = (
    (words("seed"), words("totp otp mfa 2fa fa hotp hd wallet")),
    (
        words("salt pepper"),
        words("sign signing auth jwt hmac app api encrypt encryption crypto url"),
    ),
)
"""What is a key behind these words: totp_seed, sign.salt."""
_OF_THESE = {
    ("auth", "redis"),
    *(("community", one) for one in words("snmp ro rw trap read write")),
}
"""What is a password where the first word says of what: redis_auth, ro_community."""
_OF_IDS = (["private"], ["signing"], ["gpg"], ["pgp"])
"""What is before the id of a key that is none of access."""
_TAIL = words(
    "value val prod production dev test staging stg live main primary secondary new old "
    "of encrypted enc current base phrase hash str string text plain raw base64 b64 hex default "
    "key id root accessor cookie salt pepper "
    "admin user app "
    "confirmation confirm confirmed repeat repeated again retype verification "
    "db v"
)
_NOT_SECRET = words(
    "max min num count total page next prev previous cursor public primary foreign sort "
    "cache partition input output prompt completion stop eos bos pad mask special "
    "cancellation start per used remaining reserved cached reasoning has is no show hide "
    "toggle bypass compass trespass surpass encompass continuation resume page forgot without "
    "csrf xsrf budget usage limit idempotency row non fake dummy invalid wrong mock sample example "
    "spdx"
)
_OPEN_KEYS = words(
    "socket encrypted wrapped model result spawn shift ctrl control alt meta dead implicit flow"
)
"""What is before a key that opens nothing: of a handshake, a message, an answer, a keyboard."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.$")
_BARE = re.compile(
    r"(?>(?:[^\s\"'`;<>|，。；、）】」』\x00-\x1f\x7f-\uffff,\\\]]++|,(?!\s|$|\"|')|"
    r"\\(?![nrt\"'])|\](?!\())*)"
)
NEXT_SETTING = re.compile(r"[,;]-{0,2}[A-Za-z_][\w.-]{0,40}=")
"""What begins another setting where no blank stands between them: a=1,b=2."""
QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "「": "」"}
_ESCAPE_LETTERS = "nrtbfu"
_MAX_VALUE = 4096
_MAX_NAME = 72
# Read from right to left, on the reversed text: a regular expression has no other way back.
_NAME_REVERSED = re.compile(
    r"[A-Za-z0-9_.$-]+(?: (?:ipa|ssecca|terces|etavirp|gningis|ppa)(?![A-Za-z]))?", re.IGNORECASE
)


def name_before(text: str, start: int) -> str:
    """Return the characters of the name that stand directly before its keyword."""
    at = start
    while at > 0 and start - at < 48 and text[at - 1] in _NAME_CHARACTERS:
        at -= 1
    return text[at:start]


@remembered
def kind_of(name: str) -> str:
    """Return "password", "key", "weak" or "" for the name of a setting."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or _opens_nothing(words):
        return ""
    if words[-1] == "answer" and words[-2:-1] in (["secret"], ["security"]):
        words = ["password"]
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word.endswith(_PASSWORDS) or (word, words[0]) in _OF_THESE:
            return "password" if _is_tail(words[index + 1 :]) else ""
        if word.endswith(_KEYS) or (word in ("key", "keys") and _kind_before(words, index)):
            named = word.startswith("credential") and words[-1] == "id"
            named = named or (words[-2:] == ["key", "id"] and words[-3:-2] in _OF_IDS)
            return "key" if not named and _is_tail(words[index + 1 :]) else ""
    if any(words[-1] in last and not of.isdisjoint(words[:-1]) for last, of in _KEYS_OF):
        return "key"
    open_one = words[-1] == "key" and not _OPEN_KEYS.isdisjoint(words[-2:-1])
    if not open_one and (words[-1] in _WEAK or words[-1].endswith("key")):
        return "weak"
    return ""


def _opens_nothing(words: list[str]) -> bool:
    """Tell what gives no access, though its name has such a word in it."""
    again = words[-3:] == ["client", "request", "token"]  # what AWS knows a repeated request by
    return again or not _NOT_SECRET.isdisjoint(words) or "csrf" in "_".join(words)


def _kind_before(words: list[str], index: int) -> bool:
    """Tell whether the words before "key" make it one of access: api key, api v3 key."""
    at = index - 1
    while at > 0 and (words[at] == "v" or words[at].isdigit()):
        at -= 1
    return at >= 0 and words[at] in _KEY_KINDS


def _is_tail(words: list[str]) -> bool:
    return all(word in _TAIL or word.isdigit() for word in words)


def in_resource_name(text: str, at: int) -> bool:
    """Tell what a secret is called at Amazon: arn:aws:secretsmanager:region:account:secret:…"""
    return text.find(":secretsmanager:", max(at - 64, 0), at) >= 0


def named_before(text: str, separator: int) -> tuple[str, int]:
    """Return the name that a separator follows, two words at most, and where it starts."""
    low = max(separator - _MAX_NAME, 0)
    lead = text[low:separator].rstrip(" \t").rstrip("\"'`)]*")
    match = _NAME_REVERSED.match(lead[::-1])
    if match is None:
        return "", separator
    start = len(lead) - match.end()
    if lead[start - 1 : start] == "\\" and lead[start] in _ESCAPE_LETTERS:
        start += 1  # the letter of an escape: \n before the name
    return lead[start:], low + start


def value_at(text: str, at: int) -> tuple[int, int, bool]:
    """Return the span of the value that begins here and whether it is quoted."""
    closing = QUOTES.get(text[at : at + 1])
    if closing is not None:
        if text[at + 1 : at + 3] == 2 * closing and text[at + 3 : at + 4].isalnum():
            at += 2  # a literal in three quotes
        end = text.find(closing, at + 1, at + _MAX_VALUE)
        line = text.find("\n", at + 1, at + _MAX_VALUE)
        if end > 0 and not 0 <= line < end:
            return at + 1, end, True
        at += 1
    bare = _BARE.match(text, at, at + _MAX_VALUE)
    end = bare.end() if bare is not None else at
    return at, _trimmed(text, at, end), False


def _trimmed(text: str, start: int, end: int) -> int:
    """Leave out brackets that close what began before the value, and a sentence's full stop."""
    while end > start:
        last = text[end - 1]
        opening = {")": "(", "]": "[", "}": "{"}.get(last)
        if last in ".,:" or (opening and opening not in text[start:end]):
            end -= 1
        else:
            break
    return end
