"""Passwords that tests of interfaces type, and those that commands are piped.

In the former the field that is typed into says what is typed, in the latter the name of a file or
of a setting, or the command that reads it.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import given_password, holds, password
from posthouse.privacy.rules import GUESS, Rule, Span

_VARIABLE = re.compile(r"\$[A-Za-z_{(]")
_TYPES = (
    r"(?:sendkeys|send_keys|fill|type|typetext|type_text|replacetext|entertext|enter_text|"
    r"setvalue|set_value|settext|insert_text|input_text|press_sequentially|presssequentially)"
)
_FIELD = r"(?:pass(?:word|wd|phrase|code)?|pwd)"
_ENDED = r"(?:_?(?:field|input|box|element|edit|entry|confirmation))?(?![a-z0-9_])"
_LITERAL = r"[\"'`](?P<v>(?!\$)[^\"'`\s<>]{4,128})[\"'`]"


def _named(match: re.Match[str]) -> Span | None:
    """Take what is written to a file or setting of this name."""
    if _VARIABLE.search(match["v"]):
        return None
    return match.span("v") if holds(match["n"].rpartition("/")[2], match["v"]) else None


_FROM = (
    r"(?:echo|printf)(?: -[a-z]{1,2})*(?: ['\"]%s(?:\\\\n)?['\"])? "
    r"[\"']?(?P<v>(?!\$)[^\s\"'|;<>`{(]{5,256})[\"']?"
)
_KEEPERS = (
    r"(?:(?:kubectl|docker|podman) (?:-\S+ )*(?:create )?secret|gh secret set|wrangler|vercel env|"
    r"flyctl secrets|gcloud secrets|vault kv|pass insert|secret-tool|ansible-vault|security)\b"
)

RULES = (
    Rule(
        "password-typed",
        Label.CREDENTIAL,
        rf"{_FIELD}[^\n\x00]{{0,64}}[. (]{_TYPES}\([\"'`][^\"'`\s]{{4}}",
        rf"(?i){_FIELD}{_ENDED}[^\n]{{0,64}}?[. (]{_TYPES}\({_LITERAL}\s?[,)]",
        given_password,
        rank=GUESS,
        caseless=True,
        before=120,
        after=134,
        examples=(
            'driver.findElement(By.id("password")).sendKeys("‹kQ7pw2xa›");',
            "page.locator('#password').fill('‹MapleOtter42›')",
            "cy.get('[name=\"password\"]').type('‹kitten›')",
            'etPwd.setText("‹kQ7pw2xa›")',
            'onView(withId(R.id.password)).perform(typeText("‹kQ7pw2xa›"))',
        ),
        near_misses=(
            "page.locator('#password').fill('changeme')",
            "password_hash.type('bcrypt')",
            "cy.get('#password').type(user.password)",
        ),
    ),
    Rule(
        "password-filled",
        Label.CREDENTIAL,
        rf"(?:fill|fill_in|type|input|set_value|enter)[( ][\"'`][^\n\x00]{{0,40}}{_FIELD}"
        r"[^\n\x00]{0,12}[\"'`],\s{0,4}(?:with: ?)?[\"'`][^\"'`\s]{4}",
        rf"(?i)(?:fill|fill_in|type|input|set_value|enter)[( ][\"'`][^\n,]{{0,40}}{_FIELD}"
        rf"[^\n,]{{0,12}}[\"'`],\s{{0,4}}(?:with: ?)?{_LITERAL}",
        given_password,
        rank=GUESS,
        caseless=True,
        before=120,
        after=134,
        examples=(
            'page.fill("input[name=password]", "‹kQ7pw2xa›")',
            'fill_in "Password", with: "‹MapleOtter42›"',
            "await page.type('#password', '‹kQ7pw2xa›')",
        ),
        near_misses=(
            'fill_in "Password", with: "wrong-password"',
            "input('password', 'required')",
        ),
    ),
    Rule(
        "password-keyword",
        Label.CREDENTIAL,
        r"Input (?:Password|Text)(?: {2,12}|\t)[^\n\x00]{0,48}[Pp]ass[A-Za-z_:=-]{0,16}"
        r"(?: {2,12}|\t)[^\s]{4}",
        r"Input (?:Password|Text)(?: {2,12}|\t)\S{0,48}[Pp]ass[\w:=-]{0,16}(?: {2,12}|\t)"
        r"(?P<v>(?!\$)[^\s]{4,128})",
        given_password,
        rank=GUESS,
        before=120,
        after=130,
        examples=("    Input Password    id=password    ‹kQ7pw2xa›\n",),
        near_misses=("    Input Password    id=password    ${PASSWORD}\n",),
    ),
    Rule(
        "secret-to-file",
        Label.CREDENTIAL,
        r"(?:echo|printf) [^\n\x00|>]{5,260}>{1,2} ?[^\s>|]{0,80}(?:pass|password|passwd|pwd|"
        r"secret|token|key)",
        _FROM + r" ?>{1,2} ?[\"']?(?P<n>[\w./~-]{0,80}(?:pass|password|passwd|pwd|secret|token|key)"
        r"\w{0,8})",
        _named,
        rank=GUESS,
        before=360,
        after=12,
        examples=(
            "echo ‹kQ7pw2xa› > /run/secrets/db_password\n",
            "printf '%s' '‹{b62:32}›' >> ~/.config/acme/token",
        ),
        near_misses=(
            "echo hello > key",
            "echo $PW > password",
            'echo "user=$USER" >> nm_password.properties',
            "echo disabled > /sys/power/key",
        ),
    ),
    Rule(
        "secret-piped",
        Label.CREDENTIAL,
        r"(?:echo|printf) [^\n\x00|]{5,260}\|[ ]?(?:kubectl|docker|podman|gh secret|wrangler|"
        r"vercel env|flyctl secrets|gcloud secrets|vault kv|pass insert|secret-tool|ansible-vault)",
        _FROM + r" ?\| ?" + _KEEPERS,
        password,
        rank=GUESS,
        before=320,
        after=40,
        examples=(
            "printf '‹kQ7pw2xa›' | kubectl create secret generic x --from-file=p=/dev/stdin",
            'echo "‹kQ7pw2xa›" | gh secret set DB_PASSWORD',
        ),
        near_misses=("echo $PW | docker secret create x -", "echo yes | vercel env rm X2"),
    ),
    Rule(
        "secret-here",
        Label.CREDENTIAL,
        r"<<< ?[\"']?[^\s\"']{5}",
        r"(?:kinit|passwd|cryptsetup|gpg|sudo -S|gh secret set|vercel env add|wrangler secret put|"
        r"docker secret create|(?:docker|helm registry) login|pass insert)\b[^\n<]{0,100}"
        r"<<< ?"
        r"[\"']?(?P<v>(?!\$)[^\s\"']{5,256})",
        password,
        rank=GUESS,
        before=130,
        after=256,
        examples=(
            'vercel env add DATABASE_PASSWORD production <<< "‹kQ7pw2xa›"',
            "kinit bob <<< ‹kQ7pw2xa›",
        ),
        near_misses=('kinit bob <<< "$PW"', "cat <<< kQ7pw2xa"),
    ),
)
