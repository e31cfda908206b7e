"""Does a text look like a secret that somebody made or generated, or like a stand-in for one?

Used where only the context (a key name, a sentence) says that a secret should follow.
"""

from __future__ import annotations

import re
from itertools import islice

from ahocorasick_rs import AhoCorasick

from posthouse.privacy.mixture import has_entropy, is_sequence, pairs, random_letters
from posthouse.privacy.within import remembered
from posthouse.privacy.words import words

_STANDS_IN = re.compile(  # matched at the beginning of the lower-cased text
    r"[-_.*#?x=0]+$|(?:required|nullable|sometimes|string)[|,]|<[^<>]*>$|[\[{]|"
    r"'?\$[a-z_][a-z0-9_]*(?:/[\w.$-]+)*'?$|\$(?:env:)?[a-z_][a-z0-9_]{2,}(?:::\w+)*(?:[\"'`;&)\[]|->?|:\d+$|$)|[#.][a-z]+(?:-[a-z]+)+$|\\?\$_[a-z]+\[|"
    r"[$%][{(]|%[a-z_]+%$|%[sdv]$|@[a-z_]+$|fake|todo|tbd|foo|baz"
    r"|(?:before|after|hover|focus|active)[,{]|(?:pw_)?[ug]id:|--[a-z]+(?:-[a-z]+)+=|py:[a-z]+$|\|[\w-]+\|$"
    r"|bar$|n/a$|same[-_ ]|![a-z]+$|not[-_]?(?:set|used|needed|required|real)"
    r"|test(?:ing)?(?:[-_]?(?:key|token|secret|password|pass|pwd|api[-_]?key|value))?[0-9]{0,3}$"
    r"|(?:my|our|the|some|any|insert|enter|replace|put|add)[-_ ]?[a-z]*[-_ ]?"
    r"(?:key|token|secret|password|passwd|pass|pwd|credential|value|api|id|here|auth|client|app)\b"
)
_FIELD = re.compile(
    r"[{<][a-z_.\- ]*[}>]|%\([a-z_]+\)|&(?:[lg]t|[lr]d?quo|quot|#x[0-9a-f]{2,5})(?:;|$)"
)
_PARTS = (
    *(
        "…",
        "...",
        "***",
        "xxxx",
        "####",
        "00000000",
        "1234-1234",
        "${",
        "{{",
        "#{",
        "$(",
    ),
    *("your-", "your_", "your ", "yourpass", "yourtoken", "yoursecret", "yourkey", "yourapi"),
    *("-here", "_here", "example", "sample", "placeholder", "place_holder", "place-holder"),
    *("changeme", "change-me", "change_me", "changeit", "change-it", "change_it", "change_this"),
    *("replaceme", "replace-me", "replace_me", "replace-with", "replace_with", "dummy"),
    *("redacted", "masked", "-fake", "_fake", "lorem", "ipsum", "hidden", "unset"),
    *("licenseref-", "\\fr", "\\fi", "\\fb", "\\f5", "\\*(aq"),
)
_PARTS_SEARCH = AhoCorasick(_PARTS)
_STOP = words(
    "null none nil undefined true false yes no on off string str number int integer bool "
    "boolean any object array bytes uint8array arraybuffer bytebuffer cryptokey "
    "required optional secret password passwd pass pwd "
    "token key api apikey api_key api-key bearer basic digest default empty auto prompt "
    "stdin file env vault keychain keyring admin root user username guest public private "
    "value text hash plain plaintext changeit secretkey mysecret mypassword "
    "mytoken client_secret client_credentials authorization_code refresh_token "
    "access_token id_token supersecret mysupersecret topsecret enabled "
    "disabled unknown missing invalid "
    "expired valid incorrect wrong correct reset login signin oauth oauth2 jwt saml ldap "
    "sso totp otp mfa 2fa rsa ssh tls ssl http https self this const let var return new "
    "await async function lambda def class import export from if else and or not in is as "
    "with for while the a an to of be by at it on your my"
)
_LONGEST_STOP = max(map(len, _STOP))
_NAMES = re.compile(r"[A-Za-z_$][\w$]*+(?:(?:\.|->|\?\.)[A-Za-z_$][\w$]*+)+[;,)]*$")
_NAME_SPLIT = re.compile(r"\.|->|\?\.")
_SNAKE = re.compile(r"_*[A-Za-z][a-z]*[0-9]{0,2}(?:_[a-z]+[0-9]{0,2}){2,}")
_CAMEL_WORD = re.compile(r"[A-Z][a-z]{2,}")
_CALL_FORM = re.compile(r"!?[A-Za-z_$][\w.$]*\(|\([A-Za-z_ )]")
_CODE = re.compile(
    r"(?:os|process|env|self|this|config|settings|import\.meta|request|req|ctx|args|options|opts|"
    r"props|params|data|event|System|secrets|vars)\.|&[A-Za-z_][\w.]*\{?$|[\w.]*+(?<=\w)\[|"
    r"[^\[]*+\[[\"'\]A-Za-z]|(?:[\w.]+\.)?[A-Z]\w*(?:Private|Public)Keys?$|"
    r"[A-Z][A-Za-z]*(?:Password|Credential|Token|Secret|Key)[A-Z][a-z]{2,}$|[\w.*:]+\(\)$|\],[A-Za-z]|"
    r"(?:!?[01]|null|true|false|[A-Za-z]),[a-z][A-Za-z]{3,}[:.}=]|![01][,)}\];]|[A-Za-z_$]=![01],|"
    r"[A-Za-z_$]&&!?[A-Za-z_$(][\w$]*[.(:,)]|(?:[A-Za-z_$][\w$]*\.\w+=)+[A-Za-z_$]+\.|"
    r"[abglstvw]:[a-z]+[_.][a-z_.]+$"
)
_PATH = re.compile(
    r"^(?:(?:[a-z][\w-]*+:)?~?/|\.{1,2}/|[A-Za-z]:\\)[\w./@\\ -]++$|^[a-z][a-z0-9+.-]*+://|^[\w-]++(?:/[\w.-]+)"
    r"+\.[a-z]{1,5}$"
)
_FILE = re.compile(
    r"^[\w./-]+\.(?:py|js|ts|go|json|ya?ml|toml|txt|pem|key|crt|cer|env|md|sh|ini|cfg|conf"
    r"|html?|xml|java|properties|db|sock|com|io|cn|net|org)$"
)
_WORDY = re.compile(r"^[A-Za-z]+(?:[-_ .:/][A-Za-z]+)*$")
_UUID = re.compile(r"^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
_VERSION = re.compile(r"^[v^~]?\d+(?:\.\d+)+(?:[-+][\w.]+)?$")
_SEPARATOR = re.compile(r"[-_.:/0-9]+")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d|^\d\d:\d\d")
_CODE_NAME = re.compile(r"^[A-Za-z]+(?:[-_.:/][A-Za-z]+)*[-_.:]?v?\d{1,3}$")
_NAME_LIKE = re.compile(
    r"(?:[A-Za-z]{1,12}[0-9]?|[0-9]{1,4}|[A-Za-z0-9]{1,3})"
    r"(?:[-_.:/](?:[A-Za-z]{1,12}|[0-9]{1,10}|[A-Za-z0-9]{1,3})){1,7}$"
)
_ALGORITHM = re.compile(
    r"(?:(?:AES|RSA|SHA|SM|HMAC|HS|RS|ES|PS|PBKDF|MD|3?DES|ECDSA|ED|TLSv?|SSLv?|OAUTH|BASE|UTF|GCM|CBC|"
    r"ECB|PKCS#?|SECP|P)[-_]?\d{0,5}(?:\.\d)?[A-Z]{0,3}\d?(?:[/_+-]|:\d{1,3}$|$))+$",
    re.IGNORECASE,
)
_NUMBER_END = re.compile(r"(?<!256)(?<!512)(?<!128)(?<!384)(?<=[0-9]{3})[a-z]?$")
# What algorithms and formats are called: no digits strewn in.
_NUMBERED = re.compile(
    r"(?:sha(?:1|2|224|256|384|512)|md[245]|rfc\d{4}|x(?:25519|448|509)|ed(?:25519|448)|ml(?:kem|dsa)\d{2,4}|"
    r"p(?:224|256|384|521)|aes(?:128|192|256)|base(?:32|58|64)|rsa(?:1024|2048|4096))(?!\d)",
    re.IGNORECASE,
)
_STREWN = re.compile(r"[a-z](?=[A-Z0-9])|[A-Z](?=[0-9])|[0-9](?=[A-Za-z])")
_RESOURCE = words(
    "secret secrets password passwd pass pwd key keys credential credentials creds token auth cert "
    "tls ssl config file name ref manager test tests case my policy field input type default "
    "form app svc service v"
)
_CAMEL = re.compile(r"_*[a-z]*(?:[A-Z][a-z]{2,}|[A-Z](?![a-z]))+[a-z]?")
_LONG_WORD = re.compile(r"[A-Za-z][a-z]{3,}")
_UNSAID = re.compile(r"[A-Z]?[^aeiouyA-Z_]{5}|[A-Z](?![aeiouy])[^aeiouyA-Z]{2,}(?![a-z])")
_REGEX = re.compile(
    r"a-zA-Z|A-Za-z|a-z0-9|A-Z0-9|\)\$/|\(\?[:=!<P]|\[[^\]]+\][*+{?]|\\[dwsDWS][*+{]?"
)
_ADDRESS = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){3}|localhost)(?::\d{1,5}(?:/[a-z][\w.-]*)?)?$")
# A path: base64 that begins with a slash has no folders in small letters.
_ROOTED = re.compile(r"^/(?:[a-z][a-z0-9_.-]{0,20}/)+[\w.-]+$")
_CONSTANT = re.compile(
    r"^(?=[A-Z0-9]*_)(?:[A-Z0-9]+_)*(?:KEY|SECRET|TOKEN|PASSWORD|PASSWD|PWD)S?(?:_[A-Z0-9]+)*$"
)
_OF_A_BUG = re.compile(r"^[A-Z]{2,6}#\d{1,7}$")  # RH#198920
_NO_SECRET = re.compile(
    "|".join(
        f"(?{'i' if one.flags & re.IGNORECASE else ''}:{one.pattern})"
        for one in (_ADDRESS, _VERSION, _DATE, _FILE, _ALGORITHM, _CONSTANT, _ROOTED, _OF_A_BUG)
    )
)
_NO_SECRET_BEGINS = (
    *("http://", "https://", "sha256:", "arn:", "data:"),
    *(",", ")", "}", ";", ":", "\\)"),
)
_SIGNS_FOR_LETTERS = str.maketrans("$@!", "sai")
_HEX = re.compile(r"[0-9a-fA-F]{32,}$")
_UNSIGNED = re.compile(
    r"ey[\w-]+\.(?:ey[\w-]+|[a-z]{3,12})\.[a-z]{3,16}$"
)  # a word where a signature would be
_SAME = re.compile(r"(.)\1{7,}")
_LETTERS = re.compile("[A-Za-z]+")
_OPTION = re.compile(r"[A-Za-z_]+=[A-Za-z_]+$")  # steal=True
_DIGIT = re.compile(r"[0-9]")
_MOST = 256
_ENOUGH = 64  # characters that tell a key from a word
_STRONG = re.compile(r"[!@#$%^&*+=?~|\\/:;,]")
_TYPED = re.compile("abc(?:123|def)|.*1234567890")
"""What people type where a generated key would stand; as a password many choose it."""
_TYPED_KEY = re.compile(r"(?!(?i:sbx|sandbox|test))(?=[^0-9]*[0-9])(?=[^a-z]*[a-z])[\w~+/=]+")


def is_placeholder(text: str) -> bool:
    """Tell whether the text stands for a secret that is to be filled in, or a key's is typed."""
    return is_filled_in(text) or _TYPED.match(text[:96].lower()) is not None


@remembered
def is_filled_in(text: str) -> bool:
    """Tell whether the text stands for a secret that is to be filled in."""
    low = text[:96].lower()
    if low.rstrip("?") in _STOP or len(set(low)) < 3 or _PARTS_SEARCH.find_matches_as_indexes(low):
        return True
    plain = low.lstrip("$#@!").replace(" ", "")
    if len(plain) <= _LONGEST_STOP and not _DIGIT.search(plain) and _spelt(plain) in _STOP:
        return True
    return _STANDS_IN.match(low) is not None or _FIELD.search(low) is not None


def _spelt(low: str) -> str:
    """Read signs in the place of letters: p@$$word; with figures many choose it (P@ssw0rd)."""
    return low.translate(_SIGNS_FOR_LETTERS)


def is_uuid(text: str) -> bool:
    """Tell a UUID: often a key, more often only an id."""
    return _UUID.match(text) is not None


@remembered
def is_code(text: str) -> bool:
    """Tell whether an unquoted text is an expression, a type or a path rather than a value."""
    text = text[:_MOST]
    if "=>" in text or "::" in text or _CALL_FORM.match(text):
        return True
    if _NAMES.match(text):
        parts = _NAME_SPLIT.split(text)
        numbered = len(parts) == 2 and parts[1][-2:].isdigit()
        return not numbered and all(_is_name(part) for part in parts)
    if len(text) >= 16 and _DIGIT.search(text) and _is_name(text) and not _NUMBER_END.search(text):
        return True
    return _CODE.match(text) is not None or _PATH.match(text) is not None


def _is_name(part: str) -> bool:
    """Tell an identifier made of words from a part of a key: snake_case2, CamelCase509Name."""
    part = _NUMBERED.sub("Sha", part)
    if _odd(part):
        return False
    if len(part) < 16 or not _DIGIT.search(part) or _SNAKE.fullmatch(part):
        return True
    found = _CAMEL_WORD.findall(part)
    wordy = part.isalnum() and len(found) > 1 and 20 * sum(map(len, found)) >= 13 * len(part)
    return wordy and not random_letters(part)


def _odd(part: str) -> bool:
    """Tell a short part that no identifier looks like: digits strewn in, pairs that none has."""
    if next(islice(_STREWN.finditer(part), 2, None), None) is not None:
        return True
    some, known = pairs(part)
    return some >= 4 and 4 * known < some


def is_words(text: str) -> bool:
    """Tell a key's letters that are words, as in s.makeKubeConfigController, from random ones."""
    longest = max(re.split(r"[^A-Za-z0-9]", text[:_MOST]), key=len)
    if _DIGIT.search(longest) or 2 * len(longest) < len(text):
        return False
    return is_camel(longest) or not (random_letters(longest) or len(longest) < 8)


def _kinds(text: str) -> tuple[bool, bool, bool, bool]:
    """Return whether lower, upper, digits and other characters occur."""
    return (
        text != text.upper(),
        text != text.lower(),
        _DIGIT.search(text) is not None,
        not text.isalnum(),
    )


def is_camel(text: str) -> bool:
    """Tell CamelCase of words that can be said, most of them long, from letters at random."""
    if _CAMEL.fullmatch(text) is None or _UNSAID.search(text) is not None:
        return False
    return 5 * sum(map(len, _LONG_WORD.findall(text))) >= 3 * len(text)


# How a public key begins in base64 (RFC 5280, SubjectPublicKeyInfo): RSA of 512 to 4096 bits, of
# elliptic curves P-256, P-384, P-521 and secp256k1, Ed25519 and X25519.
_PUBLIC_KEY = re.compile(
    r"MFwwDQYJKoZIhvcNAQEBBQADSwAw|MIGfMA0GCSqGSIb3DQEBAQUAA4GN|MII[BC][Io]jANBgkqhkiG9w0BAQEFAAOC|"
    r"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE|M(?:HYw|FYw)EAYHKoZIzj0CAQYFK4EEA|"
    r"MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAA|MCowBQYDK2V[uw]AyEA"
)


@remembered
def looks_like_key(text: str) -> bool:
    """Tell generated keys and tokens (at least 8 characters) from names, versions and words."""
    generated = len(text) >= 8 and not is_placeholder(text) and not _unlike(text)
    generated = generated and not _PUBLIC_KEY.match(text)
    return generated and _is_mixed(text[:_ENOUGH]) and not is_made_by_hand(text)


def _is_mixed(text: str) -> bool:
    """Tell the mixture of characters that generators make."""
    lower, upper, digit, _ = _kinds(text)
    if _WORDY.match(text) or not digit:
        return len(text) >= 12 and random_letters(text) and not is_camel(text)
    if not (lower or upper):
        return len(text) >= 16
    if _NAME_LIKE.match(text):
        return False
    if _CODE_NAME.match(text) and not random_letters(text):
        return False
    return has_entropy(text, 2.2 if len(text) < 20 else 2.6)


def is_made_by_hand(text: str) -> bool:
    """Tell what nothing generates: the alphabet in order, one character again and again, words
    joined to a number, hexadecimal digits of both cases.
    """
    if is_sequence(text) or _repeats(text):
        return True
    if _HEX.match(text):
        return text != text.lower() and text != text.upper()
    if _UNSIGNED.match(text):
        return True
    size = len(text)
    middle = text[2 * size // 5 + 1 : 3 * size // 5]  # is of what is three fifths of the text
    if not (middle.isascii() and middle.isalpha()):
        return False
    longest = max(_LETTERS.findall(text[:_MOST]), key=len, default="")
    return 5 * len(longest) >= 3 * size and len(longest) >= 16 and is_camel(longest)


def _repeats(text: str) -> bool:
    """Tell a text of which one character, again and again, is more than a third."""
    for at in range(0, len(text), max(len(text) // 3, 8)):
        if text[at] == text[at + 1 : at + 2] or text[at] == text[at - 1 : at]:
            same = _SAME.search(text)
            return same is not None and 3 * len(same.group()) > len(text)
    return False


def looks_typed(text: str) -> bool:
    """Tell what somebody typed for a key of no service: the alphabet in order, letters and figures.

    In manuals it stands for a key, in what people ask it may be one: its name has to say so.
    """
    if not 16 <= len(text) <= _MOST or _TYPED_KEY.fullmatch(text) is None or is_filled_in(text):
        return False
    return is_made_by_hand(text) or _TYPED.match(text.lower()) is not None


def looks_like_password(text: str, *, quoted: bool) -> bool:
    """Tell a password (at least 4 characters) from words, names and code."""
    if not 4 <= len(text) <= _MOST or is_filled_in(text) or _unlike(text):
        return False
    if text[0] == "/" and text.count("/") > 2 and _PATH.match(text):
        return False
    lower, upper, digit, other = _kinds(text)
    if digit and (lower or upper):
        named = (
            not quoted
            and _CODE_NAME.match(text)
            and text.count("_") + text.count("-") > 1
            and not _RESOURCE.isdisjoint(_SEPARATOR.split(text.lower()))
        )
        return not named and (len(text) >= 6 or (other and len(text) >= 5))
    if not (lower or upper):
        return digit and (len(text) >= 6 or quoted)
    if _STRONG.search(text):
        return not _PATH.match(text) and len(text) >= 6
    return _WORDY.match(text) is not None and len(text) >= 8 and random_letters(text)


def looks_spoken(text: str) -> bool:
    """Tell a password in a sentence from the sentence's next word: more than letters."""
    if not 6 <= len(text) <= _MOST or is_filled_in(text) or _unlike(text) or is_code(text):
        return False
    if _OPTION.match(text):
        return False
    if text.rstrip("*_`~").isalpha() and text[-1:] in "*_`~":
        return False  # a word in bold
    parts = (part for part in _SEPARATOR.split(text.lower()) if len(part) > 1)
    if text.replace("_", "").isalnum() and not _RESOURCE.isdisjoint(parts):
        return False
    lower, upper, digit, _ = _kinds(text)
    if digit and (lower or upper):
        return not _CODE_NAME.match(text) or len(text) >= 8
    return (lower or upper) and re.search(r"[!@#$%^&*+=~]", text[:-1]) is not None


def _unlike(text: str) -> bool:
    """Tell what is never a secret in itself: versions, dates, files, addresses."""
    if text.startswith(_NO_SECRET_BEGINS) or _NO_SECRET.match(text):
        return True
    return _REGEX.search(text) is not None


def filled(match: re.Match[str]) -> tuple[int, int] | None:
    """Take the group `v` of a match where a value stands there, no placeholder and no code."""
    secret = match.group("v")
    return None if is_placeholder(secret) or is_code(secret) else match.span("v")
