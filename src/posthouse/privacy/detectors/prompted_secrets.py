"""Secrets that a program asked for, with its default; app passwords and locks, in groups."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.plausible import looks_like_key, looks_like_password
from posthouse.privacy.rules import KEY, Rule, Span

_ASKED = r"(?:secret(?: access)? key|session token|pass(?:word|phrase|code)|api key|secret|token)"


def _answer(match: re.Match[str]) -> Span | None:
    secret = match.group("v")
    fits = looks_like_key(secret) or looks_like_password(secret, quoted=True)
    return match.span("v") if fits else None


RULES = (
    Rule(
        "secret-prompted",
        Label.CREDENTIAL,
        rf"{_ASKED} (?:\[[^\]\n\x00]{{0,24}}\]|\([^)\n\x00]{{0,24}}\)): ?[^\s\x00]",
        rf"(?i){_ASKED} (?:\[[^\]\n]{{0,24}}\]|\([^)\n]{{0,24}}\)): ?(?P<v>\S{{6,128}})",
        _answer,
        caseless=True,
        rank=KEY,
        before=80,
        after=140,
        examples=(
            "AWS Secret Access Key [None]: ‹{b64:40}›\nDefault region name [None]: eu-west-1",
            "API key (leave empty to skip): ‹{b62:32}›\n",
            "Password [hidden]: ‹kQ7pw2xa›\n",
        ),
        near_misses=(
            "Password [hidden]: \n",
            "token (optional): string\n",
        ),
    ),
    Rule(
        "app-password-dashed",
        Label.CREDENTIAL,
        r"(?:password|passcode|密码|app)[^\n\x00]{0,40}[^a-z-][a-z]{4}-[a-z]{4}-[a-z]{4}-[a-z]{4}[^a-z-]",
        r"(?i:password|passcode|密码|app)[^\n]{0,40}?[^A-Za-z-](?P<v>[a-z]{4}(?:-[a-z]{4}){3})"
        r"(?![A-Za-z-])",
        rank=KEY,
        before=80,
        after=4,
        examples=(
            "app-specific password ‹qkzt-wvbn-mlrd-hxsj›, team",
            "专用密码：‹xvbn-qwrt-plkj-mzsd›。",
        ),
        near_misses=(
            "branch qkzt-wvbn-mlrd-hxsj",
            "password: see qkzt-wvbn-mlrd-hxsj-plan",
        ),
    ),
    Rule(
        "combination-of-a-lock",
        Label.CREDENTIAL,
        r"(?:combo|combination|保险箱|保险柜|密码锁)[^\n\x000-9]{0,12}[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}",
        r"(?i:combo|combination|保险箱|保险柜|密码锁)[^\n\d]{0,12}(?P<v>\d{1,2}(?:-\d{1,2}){2,4})(?![\d-])",
        rank=KEY,
        caseless=True,
        before=40,
        after=10,
        examples=(
            "Safe combo: ‹18-42-07-55›\n",
            "Kid's locker combination is ‹32-14-08›, thanks",
            "备忘:保险箱‹7-28-53-19›,爸的存折",
        ),
        near_misses=("combo meal 12-14-2026 ends", "combination of 3 and 4-5"),
    ),
)
