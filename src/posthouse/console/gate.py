"""The gate in front of every route: which host, whose session, which language, whose form.

A request that changes something must come from the console itself: browsers say so by Origin and
Sec-Fetch-Site, and every form carries a token that is bound to its session.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping

from posthouse.console.parts import Parts
from posthouse.console.route import Route
from posthouse.console.visitor import LANGUAGES, THEMES, Visitor
from posthouse.model.errors import BadRequest, Forbidden

_PORT = re.compile(r":[0-9]+$")

FORGERY_FIELD = "forgery"
FORGERY_HEADER = "x-posthouse-forgery"
LANGUAGE, THEME = "posthouse-language", "posthouse-theme"


def session_cookie(origin: str) -> str:
    """Return the name of the session's cookie; over TLS one that only this host can set."""
    return "__Host-posthouse" if origin.startswith("https:") else "posthouse-session"


def pending_cookie(origin: str) -> str:
    """Return the name of a begun login's cookie."""
    return f"{session_cookie(origin)}-begun"


def visitor(parts: Parts, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Visitor:
    """Return who asks."""
    token = cookies.get(session_cookie(parts.origin), "")
    now_s = parts.clock()
    session = parts.sessions.find(parts.digests.session(token), now_s) if token else None
    return Visitor(
        session=session,
        token=token,
        pending=cookies.get(pending_cookie(parts.origin), ""),
        forgery=parts.digests.forgery(token) if session else "",
        language=language(cookies.get(LANGUAGE, ""), headers.get("accept-language", "")),
        theme=theme if (theme := cookies.get(THEME, "")) in THEMES else THEMES[0],
        now_s=now_s,
    )


def language(chosen: str, accepted: str) -> str:
    """Return the language that was chosen, else the first accepted one that there is."""
    if chosen in LANGUAGES:
        return chosen
    for part in accepted.lower().split(","):
        name = part.partition(";")[0].strip()[:2]
        if name in LANGUAGES:
            return name
    return LANGUAGES[0]


def refuse_host(parts: Parts, host: str) -> None:
    """Go on where the request was meant for the console, not for a name that was turned to this
    machine (DNS rebinding). Raises BadRequest.
    """
    if host.lower() != parts.host and not _tunnelled(host):
        raise BadRequest(
            "expected the console's own host, found another",
            code="host_unknown",
            hint="open the console at its own address; console.origin sets it",
        )


def refuse_forged(parts: Parts, who: Visitor, headers: Mapping[str, str], sent: str) -> None:
    """Go on where the console itself asked. Raises Forbidden."""
    origin, host = headers.get("origin"), headers.get("host", "")
    own = {parts.origin, f"http://{host}" if _tunnelled(host) else ""}
    elsewhere = headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
    given = headers.get(FORGERY_HEADER, sent)
    unproved = who.session is not None and not hmac.compare_digest(
        given.encode(), who.forgery.encode()
    )
    if elsewhere or unproved or (origin is not None and origin not in own):
        raise Forbidden(
            "expected a request from the console's own pages, found another",
            code="request_forged",
            hint=f"load the page again; programs send their login's token as {FORGERY_HEADER}",
        )


def admit(route: Route, who: Visitor) -> None:
    """Go on where the visitor may take this route at all. Raises Unauthorized, Forbidden."""
    if route.stranger:
        return
    who.operator  # noqa: B018  raises where nobody is logged in
    if route.action is not None:
        who.require(route.action)
    if route.strong:
        who.require_second_factor()


def _tunnelled(host: str) -> bool:
    """Tell whether a name can only mean the visitor's own machine: a tunnel with another port."""
    return _PORT.sub("", host.lower()) in ("localhost", "127.0.0.1", "[::1]")
