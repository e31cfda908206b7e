"""Handles that somebody says are his: "my wechat samir_trade_yw", "the login is m.fernando"."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.words import words

_CHATS = (
    r"(?:wechat|weixin|telegram|whatsapp|skype|instagram|insta|snapchat|line id|kakao(?:talk)?|"
    r"discord|"
    r"steam|psn|xbox|gamertag|signal|viber|threads|twitter|facebook|venmo|paypal|cash ?app)"
)
_LOGINS = r"(?:username|user name|login|login id|screen name|user id)"
_OWN = r"(?:my|his|her|our|their|your)"
_MARKED = re.compile(r"(?=[^_.\d-]*[_.\d-])[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9_]")
_OTHER = words("e.g i.e etc. v1 v2 oauth2 web3 utf-8 sign-in log-in re-login opt-in 2fa two-factor")
_FILES = (
    ".py",
    ".js",
    ".ts",
    ".go",
    ".com",
    ".cn",
    ".org",
    ".net",
    ".html",
    ".php",
    ".java",
    ".md",
)


def _marked(match: re.Match[str]) -> Span | None:
    """Take a word that holds a sign or a figure, as a handle does and words of prose seldom do."""
    value = match["v"].rstrip(".-")
    fits = _MARKED.fullmatch(value) and value.lower() not in _OTHER and not value.endswith(_FILES)
    return (match.start("v"), match.start("v") + len(value)) if fits else None


RULES = (
    Rule(
        "handle-told",
        Label.ACCOUNT,
        rf"(?:{_OWN}|and|also|@) {_CHATS}[^\n\x00]{{1,10}}[a-z0-9_.]{{4}}|"
        rf"{_LOGINS}(?: is|:)? [a-z0-9_.-]{{5}}",
        rf"(?i)(?<![a-z])(?:(?:{_OWN}|and|also) {_CHATS}(?: id| name| handle| account| user)?(?:"
        rf" is|:|：)?|"
        rf"{_LOGINS}(?: is| was|:|：)?) @?(?P<v>[a-z][a-z0-9_.-]{{4,28}})(?![\w@/(=\[-])",
        _marked,
        rank=GUESS,
        caseless=True,
        before=48,
        after=32,
        examples=(
            "my wechat ‹samir_trade_yw›\n",
            "the ESS login is ‹m.fernando›. I",
            "got hacked. Username ‹bluefrog_2217›, user",
            "and telegram @‹ahmed_steel_eg› , mail",
        ),
        near_misses=(
            "the login is required",
            "my wechat is down",
            "login user_name(request)",
            "the username e.g. bob",
            "login index.html",
        ),
    ),
)
