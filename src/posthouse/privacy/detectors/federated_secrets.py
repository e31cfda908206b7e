"""What one service hands another as proof of a login: SAML answers, encrypted tokens (JWE),
signatures (OAuth 1), answers to a challenge (Digest)."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import key
from posthouse.privacy.mixture import entropy
from posthouse.privacy.rules import KEY, Rule, Span

_LONG = 65_536
_NAMED = r"(?:SAMLResponse|SAMLart|wresult|saml_?assertion)"
_SIGN = r"(?:[\"']?(?:%3D|\s{0,2}(?:=>|[=:,]|：)\s{0,2})[\"'`]?|[\"']\s{1,2}value=[\"'])"


def _answer(match: re.Match[str]) -> Span | None:
    """Take what is long and coded; the word alone names a parameter."""
    return match.span("v") if entropy(match.group("v")[:256]) >= 4 else None


def _digest(match: re.Match[str]) -> Span | None:
    """Take what answers a challenge: the password can be guessed from it."""
    before = match.string[max(match.start() - 600, 0) : match.start()]
    return match.span("v") if "nonce" in before and "realm" in before else None


RULES = (
    Rule(
        "saml-answer",
        Label.CREDENTIAL,
        _NAMED + _SIGN + r"[A-Za-z0-9+/%_-]{40}",
        rf"(?i){_NAMED}{_SIGN}(?P<v>[A-Za-z0-9+/%_=-]{{40,{_LONG}}})",
        _answer,
        rank=KEY,
        caseless=True,
        before=96,
        after=_LONG,
        examples=(
            "SAMLResponse=‹PHNhbWxwO{b64:200}%3D›&RelayState=x",
            '<input name="SAMLResponse" value="‹PHNhbWxwO{b64:200}==›"/>',
            '"SAMLResponse": "‹PHNhbWxwO{b64:200}==›"',
            "saml_assertion: ‹PHNhbWxwO{b64:80}›",
        ),
        near_misses=(
            "SAMLResponse=your-response",
            'request.getParameter("SAMLResponse");',
            "SAMLResponseHandlerFactoryBuilderConfigurationProvider",
        ),
    ),
    Rule(
        "digest-response",
        Label.CREDENTIAL,
        r"response[\"']?\s{0,2}(?:=>|[=:])\s{0,2}[\"']?[0-9a-f]{32}",
        r"response[\"']?\s{0,2}(?:=>|[=:])\s{0,2}[\"']?(?P<v>[0-9a-f]{32}(?:[0-9a-f]{32})?)"
        r"(?![0-9a-f])",
        _digest,
        rank=KEY,
        before=64,
        after=40,
        examples=('Digest username="bob", realm="x", nonce="{hex:31}", response="‹{hex:32}›"',),
        near_misses=('etag of response="{hex:32}"',),
    ),
    Rule(
        "oauth-signature",
        Label.CREDENTIAL,
        r"oauth_signature[\"']?\s{0,2}(?:=>|[=:])\s{0,2}[\"']?[A-Za-z0-9%+/]{20}",
        r"oauth_signature[\"']?\s{0,2}(?:=>|[=:])\s{0,2}[\"']?"
        r"(?P<v>[A-Za-z0-9%+/]{20,400}={0,2})",
        key,
        rank=KEY,
        before=64,
        after=400,
        examples=(
            'OAuth oauth_nonce="x", oauth_signature="‹5y5exVhjszqbh6XrAE6LmE3D9%2F0%3D›", y',
            "oauth_signature: '‹{b64:27}=›' }",
        ),
        near_misses=(
            'oauth_signature_method="HMAC-SHA1"',
            "oauth_signature=generateTheSignatureOfThis(x)",
        ),
    ),
    Rule(
        "jwe",
        Label.CREDENTIAL,
        r"[^A-Za-z0-9_-]eyJ[A-Za-z0-9_-]{12}",
        r"eyJ(?<![A-Za-z0-9_-]eyJ)[A-Za-z0-9_-]{12,2000}+\.[A-Za-z0-9_-]{0,1400}+\.[A-Za-z0-9_-]{16,22}+\."
        rf"[A-Za-z0-9_-]{{2,{_LONG}}}+\.[A-Za-z0-9_-]{{16,64}}(?![A-Za-z0-9_-])",
        rank=KEY,
        before=20,
        after=_LONG,
        examples=(
            "id_token_hint=‹eyJhbGciOiJSU0Et{url:24}.{url:80}.{url:16}.{url:100}.{url:22}›",
            "use ‹eyJhbGciOiJkaXIi{url:20}..{url:16}.{url:60}.{url:22}› now",
        ),
        near_misses=(
            "eyJhbGciOiJkaXIi{url:20}..{url:16}.{url:60}",
            "eyJ... .. .",
        ),
    ),
)
