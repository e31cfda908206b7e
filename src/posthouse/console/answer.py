"""What every answer of the console carries: headers that close what browsers leave open."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from posthouse.console.gate import LANGUAGE, THEME, pending_cookie, session_cookie
from posthouse.console.parts import Parts
from posthouse.console.route import Done
from posthouse.console.visitor import Visitor
from posthouse.model.errors import Refusal

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
CHOICES = {"language": LANGUAGE, "theme": THEME}
YEAR_S = 365 * 24 * 3600


class Told(msgspec.Struct):
    """A refusal as JSON."""

    code: str
    message: str
    hint: str


class Failure(msgspec.Struct):
    """What the JSON twin of a page gives where it refuses."""

    error: Told


def finished(response: Response, parts: Parts) -> Response:
    """Add the headers that every answer carries."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("cache-control", "no-store")
    if parts.origin.startswith("https:"):
        response.headers["strict-transport-security"] = f"max-age={YEAR_S}"
    return response


def json_of(done: Done, who: Visitor, parts: Parts) -> Response:
    """Return what a JSON twin gives. A login's answer carries the token against forgery."""
    response = Response(msgspec.json.encode(done.result), media_type="application/json")
    token = who.token if done.token is None and who.session else done.token
    if token:
        response.headers["x-posthouse-forgery"] = parts.digests.forgery(token)
    with_cookies(response, done, parts)
    return response


def with_cookies(response: Response, done: Done, parts: Parts) -> None:
    """Start or end the session and the begun login; keep the reader's choices."""
    names = {session_cookie: done.token, pending_cookie: done.pending}
    for name, value in names.items():
        if value is not None:
            response.set_cookie(
                name(parts.origin),
                value,
                max_age=None if value else 0,
                secure=True,
                httponly=True,
                samesite="strict" if name is session_cookie else "lax",
            )
    for choice, value in done.keep:
        response.set_cookie(CHOICES[choice], value, max_age=YEAR_S, secure=True, samesite="lax")


def failed_json(refusal: Refusal) -> Response:
    """Return a refusal as JSON."""
    told = Failure(Told(refusal.code, refusal.message, refusal.hint))
    response = Response(
        msgspec.json.encode(told), status_code=refusal.status, media_type="application/json"
    )
    if refusal.retry_after_s:
        response.headers["retry-after"] = str(refusal.retry_after_s)
    return response


def failed_page(refusal: Refusal) -> Response:
    """Return a refusal as plain text, where no page can be made."""
    return Response(f"{refusal.message}\n", status_code=refusal.status, media_type="text/plain")
