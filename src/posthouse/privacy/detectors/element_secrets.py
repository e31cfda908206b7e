"""Secrets in the elements and attributes of XML and HTML, told by what these are called."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.assignment import kind_of, name_before
from posthouse.privacy.detectors.judged import (
    fits,
    given_password,
    key_behind,
    password,
    user_password,
)
from posthouse.privacy.placed import is_phrase
from posthouse.privacy.rules import GUESS, Rule, Span


def _held(match: re.Match[str]) -> Span | None:
    """Take what an element of this name holds, a word too."""
    if is_phrase(match["v"]):
        return match.span("v")
    return user_password(match) or given_password(match)


def _attribute(match: re.Match[str]) -> Span | None:
    """Take the value of a pair of attributes, unless its whole name says that it is no secret."""
    if match["w"]:
        return match.span("w") if fits(kind_of(match["m"]), match["w"]) else None
    if match["t"]:
        return user_password(match)
    name = name_before(match.string, match.start()) + match.group("n")
    return user_password(match) if kind_of(name) else None


RULES = (
    Rule(
        "secret-element",
        Label.CREDENTIAL,
        r"<[A-Za-z0-9_.:-]{0,48}(?:password|passwd|pass|pwd|passphrase|psk|shared_?key|"
        r"shared_?secret|keymaterial)(?: [^<>\x00]{0,240})?>"
        r"\s{0,24}(?:<value>)?[^<\s]",
        r"(?i)<[A-Za-z0-9_.:-]{0,48}(?:password|passwd|pass|pwd|passphrase|psk|shared_?key|"
        r"shared_?secret|keymaterial)(?: [^<>]{0,240})?>"
        r"\s{0,24}(?:<value>)?(?P<v>[^<\s]{4,128}|(?<=phrase>)[a-z]{2,12}(?: [a-z]{2,12}){2,11})"
        r"\s{0,24}</",
        _held,
        rank=GUESS,
        caseless=True,
        examples=(
            "<password>‹kQ7pw2xa›</password>",
            "<password>‹kitten›</password>",
            "<keyMaterial>‹maple-otter-canyon›</keyMaterial>",
            "<passphrase>‹maple otter over canyon›</passphrase>",
            "<Password><Value>‹kQ7pw2xa›</Value></Password>",
            '<wsse:Password Type="x#PasswordText">‹kQ7pw2xa›</wsse:Password>',
        ),
        near_misses=(
            "<password>${pw}</password>",
            "<Password>Kennwort</Password>",
            '<a:pass level="2">12</a:pass>',
        ),
        before=320,
    ),
    Rule(
        "password-in-markup",
        Label.CREDENTIAL,
        r"(?:password|passwd|passphrase|passcode)(?: ?:)?(?:</[a-z]{1,8}[0-9]?>|"
        r":? ?<(?:code|b|tt|strong|kbd)>)"
        r"[^\n\x00]{0,24}[^<\s]{4}",
        r"(?i)(?:password|passwd|passphrase|passcode)\s?:?\s?(?:</[a-z]{1,8}\d?>|"
        r"(?=<(?:code|b|tt|strong|kbd)>)):?\s?"
        r"(?:<(?:code|b|tt|strong|kbd|span|dd|td)[^<>]{0,48}>)?(?P<v>[^<\s]{4,128})"
        r"(?=\s?(?:<|\n|\Z))",
        password,
        rank=GUESS,
        caseless=True,
        before=120,
        after=134,
        examples=(
            "<b>Password:</b> ‹kQ7pw2xa›<br>",
            "<li>Password: <code>‹MapleOtter42›</code></li>",
        ),
        near_misses=(
            "<label>Password</label> <input>",
            "<th>Password</th><td>8-16 characters</td>",
            "<b>Password:</b> required<br>",
        ),
    ),
    Rule(
        "secret-element-key",
        Label.CREDENTIAL,
        r"<[A-Za-z0-9_.:-]{0,48}(?:secret|token|key|session_?id)(?: [^<>\x00]{0,120})?>"
        r"\s{0,24}[^<\s]{8}",
        r"(?i)<[A-Za-z0-9_.:-]{0,48}(?:secret|token|key|session_?id)(?: [^<>]{0,120})?>"
        r"\s{0,24}(?=[^<\s]{8,512}\s{0,24}</(?!key>\s{0,24}"
        r"<(?:string|false|true|integer|dict|array|data|date|real)\b))",
        key_behind,
        ahead=True,
        rank=GUESS,
        caseless=True,
        before=220,
        after=560,
        examples=(
            "<ns2:SessionId>‹{b62:32}›</ns2:SessionId>",
            "<someToken>\n    ‹{b62:32}›\n</someToken>",
            "<apiKey>‹{b62:64}›</apiKey>",
        ),
        near_misses=(
            "<key>some-object-name</key>",
            "<sessionId>{dig:8}</sessionId>",
            "<key>IFPkgFlagUseUserMask</key>\n<false/>",
        ),
    ),
    Rule(
        "secret-attribute",
        Label.CREDENTIAL,
        r"(?:password|passwd|pwd|secret|token|api_?key)[A-Za-z0-9_.-]{0,12}\"\s{1,4}value=\"[^\"]|"
        r"value=\"[^\"\s]{4,256}\"\s{1,4}(?:name|key)=\"[^\"]{0,48}(?:password|passwd|pwd|secret|"
        r"token|api_?key)\"|type=\"password\"[^<>\n\x00]{0,80}value=\"[^\"]",
        r"(?i)(?:(?P<n>(?:password|passwd|pwd|secret|token|api_?key)[A-Za-z0-9_.-]{0,12})\"\s{1,4}"
        r"|type=\"(?P<t>password)\"[^<>\n]{0,80}? )value=\"(?P<v>[^\"\s]{4,256})\"|"
        r"value=\"(?P<w>[^\"\s]{4,256})\"\s{1,4}(?:name|key)=\"(?P<m>[^\"\s]{0,48}"
        r"(?:password|passwd|pwd|secret|token|api_?key))\"",
        _attribute,
        rank=GUESS,
        caseless=True,
        before=330,
        after=264,
        examples=(
            '<add key="MailPassword" value="‹kQ7pw2xa›"/>',
            '<constructor-arg value="‹kQ7pw2xa›" name="password"/>',
            '<input type="password" name="pw" value="‹kQ7pw2xa›">',
        ),
        near_misses=(
            '<input name="password" value="placeholder">',
            '<input type="password" value="" placeholder="kQ7pw2xa">',
            '<li value="2x4b6" key="token">',
            '<add key="PublicKeyToken" value="{hex:16}"/>',
        ),
    ),
)
