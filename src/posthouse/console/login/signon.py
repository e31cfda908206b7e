"""Single sign-on by OpenID Connect: authorization code with PKCE, checked as the standards say.

    begin   -> the provider's page, with state, nonce and the digest of a verifier (RFC 7636)
    finish  <- code and state; code + verifier -> tokens; the ID token is checked:
               signature by the provider's JWKS, issuer, audience, expiry, nonce (Core 3.1.3.7)

Of the ID token only who it is (issuer and subject) and how they were proved (amr) count.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from posthouse.console.given import Fetch
from posthouse.model.errors import Unauthorized, Unavailable
from posthouse.model.secret import Secret

ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
LEEWAY_S = 60
DISCOVERED_FOR_S = 600.0
BACK = "/login/sign-on/back"


class Provider(msgspec.Struct, frozen=True):
    """What the provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class Tokens(msgspec.Struct, frozen=True):
    """What the token endpoint gives; nothing but the ID token is used."""

    id_token: str


@dataclass(frozen=True, slots=True)
class Client:
    """As what the provider knows this station."""

    issuer: str
    client_id: str
    secret: Secret
    origin: str

    @property
    def back(self) -> str:
        """Return where the provider sends browsers back to."""
        return self.origin + BACK


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """What is kept while the browser is at the provider's."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the provider proved; `strong` tells whether it says that several factors did it."""

    issuer: str
    subject: str
    strong: bool


@dataclass(slots=True)
class SignOn:
    """Speaks with one provider."""

    client: Client
    fetch: Fetch
    _provider: Provider | None = None
    _until_s: float = field(default=0.0)

    def begin(self, now_s: float) -> tuple[Begun, str]:
        """Return what to keep, and the address to send the browser to. Raises Unavailable."""
        begun = Begun(*(secrets.token_urlsafe(32) for _ in range(3)))
        digest = hashlib.sha256(begun.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": self.client.back,
            "scope": "openid",
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        endpoint = self._discovered(now_s).authorization_endpoint
        return begun, f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def finish(self, begun: Begun, code: str, state: str, now_s: float) -> Subject:
        """Return whom the provider proved. Raises Unauthorized, Unavailable."""
        if not hmac.compare_digest(state.encode(), begun.state.encode()):
            raise _refused("state")
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.client.back,
            "client_id": self.client.client_id,
            "code_verifier": begun.verifier,
        }
        if self.client.secret:
            asked["client_secret"] = self.client.secret.reveal()
        tokens = self._asked(self._discovered(now_s).token_endpoint, asked, Tokens)
        return self._proved(tokens.id_token, begun.nonce, now_s)

    def _proved(self, id_token: str, nonce: str, now_s: float) -> Subject:
        provider = self._discovered(now_s)
        keys = self._asked(provider.jwks_uri, None, dict[str, Any])
        ours = self.client.client_id
        expected = jwt.JWTClaimsRegistry(
            now=int(now_s),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": ours},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = jwt.decode(id_token, KeySet.import_key_set(keys), list(ALGORITHMS)).claims
            expected.validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise _refused(type(error).__name__) from None
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else ours) != ours:
            raise _refused("azp")
        amr = claims.get("amr")
        return Subject(provider.issuer, claims["sub"], isinstance(amr, list) and "mfa" in amr)

    def _discovered(self, now_s: float) -> Provider:
        if self._provider is None or now_s >= self._until_s:
            issuer = self.client.issuer
            found = self._asked(
                issuer.rstrip("/") + "/.well-known/openid-configuration", None, Provider
            )
            if found.issuer != issuer:
                raise Unavailable(
                    f"expected the provider at {issuer} to say that it is, found another issuer",
                    code="sign_on_unavailable",
                    hint="sign_on.issuer must be exactly what the provider says",
                )
            self._provider, self._until_s = found, now_s + DISCOVERED_FOR_S
        return self._provider

    def _asked(self, url: str, form: dict[str, str] | None, kind: Any) -> Any:
        body = None if form is None else urlencode(form).encode()
        headers = {"accept": "application/json"}
        try:
            return msgspec.json.decode(self.fetch(url, body, headers), type=kind)
        except (OSError, ValueError) as error:
            raise Unavailable(
                f"the sign-on provider did not answer as expected ({type(error).__name__})",
                code="sign_on_unavailable",
                hint="try again, or log in with password or passkey",
            ) from None


def _refused(what: str) -> Unauthorized:
    return Unauthorized(
        f"expected a login that this browser began, found another ({what})",
        code="login_refused",
        hint="begin again on the login page",
    )
