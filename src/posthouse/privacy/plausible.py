"""Does a text look like a secret that somebody made or generated, or like a stand-in for one?

Used where only the context (a key name, a sentence) says that a secret should follow.
"""

from __future__ import annotations

import re
from math import log2

_PLACEHOLDER = re.compile(
    r"[<>{}]|\$\(|^\$[A-Za-z_]|^%[A-Za-z_]+%$|%\(|^%[sdv]$|^@[A-Za-z_]|…|\.\.\.|\*{3}|^[-_.*#?x=0]+$"
    r"|x{4,}|X{4,}|0{8,}|1234567890|^(?:abc|ABC)(?:123|def)"
    r"|(?i:\b(?:your|my|our|the|some|any|insert|enter|replace|put|add)[-_ ]?[a-z]*[-_ ]?"
    r"(?:key|token|secret|password|passwd|pass|pwd|credential|value|api|id|here|auth|client|app)\b)"
    r"|(?i:your[-_]|your(?:pass|token|secret|key|api)|[-_]here\b|example|sample|place.?holder"
    r"|change.?(?:me|it|this)|replace.?(?:me|with|this)|dummy|redacted|masked|^fake|[-_]fake"
    r"|^test(?:ing)?(?:[-_]?(?:key|token|secret|password|pass|pwd|api[-_]?key|value))?[0-9]{0,3}$"
    r"|^todo|^tbd|not[-_]?(?:set|used|needed|required|real)|^foo|^bar$|^baz|lorem|ipsum|^n/a$"
    r"|hidden|\bunset\b|^same[-_ ])"
)
_STOP = frozenset(
    "null none nil undefined true false yes no on off string str number int integer bool boolean any "
    "object array bytes required optional secret password passwd pass pwd token key api apikey "
    "api_key api-key bearer basic digest default empty auto prompt stdin file env vault keychain "
    "keyring admin root user username guest public private value text hash plain plaintext "
    "changeit hunter2 secretkey mysecret mypassword mytoken letmein client_secret "
    "client_credentials authorization_code refresh_token access_token id_token password123 secret123 "
    "enabled disabled unknown missing invalid expired valid incorrect wrong correct reset "
    "login signin oauth oauth2 jwt saml ldap sso totp otp mfa 2fa rsa ssh tls ssl http https "
    "self this const let var return new await async function lambda def class import export from "
    "if else and or not in is as with for while the a an to of be by at it on your my".split()
)
_CODE = re.compile(
    r"^[A-Za-z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*)+[;,)]*$|\(|\[[\"'\]A-Za-z]|^(?:os|process|env|self|this|config|settings|"
    r"import\.meta|request|req|ctx|args|options|opts|props|params|data|event|System|secrets|vars)\.|^&[A-Za-z_]\w*$|=>|^!\w+ |::"
)
_PATH = re.compile(
    r"^(?:~?/|\.{1,2}/|[A-Za-z]:\\)[\w./\\ -]+$|^[a-z][a-z0-9+.-]*://|^[\w-]+(?:/[\w.-]+)+\.[a-z]{1,5}$"
)
_FILE = re.compile(
    r"^[\w./-]+\.(?:py|js|ts|go|json|ya?ml|toml|txt|pem|key|crt|cer|env|md|sh|ini|cfg|conf|html?|xml|java|properties|db|sock|com|io|cn|net|org)$"
)
_WORDY = re.compile(r"^[A-Za-z]+(?:[-_ .:/][A-Za-z]+)*$")
_UUID = re.compile(r"^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
_VERSION = re.compile(r"^[v^~]?\d+(?:\.\d+)+(?:[-+][\w.]+)?$")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d|^\d\d:\d\d")
_CODE_NAME = re.compile(r"^[A-Za-z]+(?:[-_.:/][A-Za-z]+)*[-_.:]?v?\d{1,3}$")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}", re.I)
_STRONG = re.compile(r"[!@#$%^&*+=?~|\\/:;,]")


def is_placeholder(text: str) -> bool:
    """Tell whether the text stands for a secret that is to be filled in."""
    return text.lower() in _STOP or _PLACEHOLDER.search(text) is not None or len(set(text)) < 3


def is_code(text: str) -> bool:
    """Tell whether an unquoted text is an expression, a type or a path rather than a value."""
    return _CODE.search(text) is not None or _PATH.search(text) is not None


def entropy(text: str) -> float:
    """Return the Shannon entropy in bits a character."""
    size = len(text)
    counts = [text.count(c) for c in set(text)]
    return -sum(n / size * log2(n / size) for n in counts)


def _kinds(text: str) -> tuple[bool, bool, bool, bool]:
    """Return whether lower, upper, digits and other characters occur."""
    return (
        any(c.islower() for c in text),
        any(c.isupper() for c in text),
        any(c.isdigit() for c in text),
        any(not c.isalnum() for c in text),
    )


def _random_letters(text: str) -> bool:
    """Tell letters that no language joins so from words: consonant runs, case changes."""
    if _CONSONANTS.search(text):
        return True
    turns = sum(a.islower() and b.isupper() for a, b in zip(text, text[1:], strict=False))
    return len(text) >= 16 and turns * 4 >= len(text)


def looks_like_key(text: str) -> bool:
    """Tell generated keys and tokens (at least 8 characters) from names, versions and words."""
    if len(text) < 8 or is_placeholder(text) or _unlike(text):
        return False
    lower, upper, digit, _ = _kinds(text)
    if _WORDY.match(text) or not digit:
        return len(text) >= 16 and _random_letters(text)
    if not (lower or upper):
        return len(text) >= 16
    return not _CODE_NAME.match(text) and entropy(text) >= (2.5 if len(text) < 20 else 2.9)


def looks_like_password(text: str, *, quoted: bool) -> bool:
    """Tell a password (at least 4 characters) from words, names and code."""
    if len(text) < 4 or is_placeholder(text) or _unlike(text):
        return False
    lower, upper, digit, other = _kinds(text)
    if digit and (lower or upper):
        return len(text) >= 6 or (other and len(text) >= 5)
    if not (lower or upper):
        return digit and (len(text) >= 6 or quoted)
    if _STRONG.search(text):
        return not _PATH.search(text) and len(text) >= 6
    return _WORDY.match(text) is not None and len(text) >= 8 and _random_letters(text)


def looks_spoken(text: str) -> bool:
    """Tell a password in a sentence from the sentence's next word: letters and more than letters."""
    if len(text) < 6 or is_placeholder(text) or _unlike(text) or is_code(text):
        return False
    lower, upper, digit, _ = _kinds(text)
    if digit and (lower or upper):
        return not _CODE_NAME.match(text) or len(text) >= 8
    return (lower or upper) and re.search(r"[!@#$%^&*+=~]", text[:-1]) is not None


def _unlike(text: str) -> bool:
    """Tell what is never a secret in itself: versions, dates, files, addresses."""
    return bool(_VERSION.match(text) or _DATE.match(text) or _FILE.match(text)) or text.startswith(
        ("http://", "https://", "sha256:", "arn:", "data:")
    )
