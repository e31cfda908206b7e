"""Single sign-on: to the provider and back, to log in or to link one's own account."""

from __future__ import annotations

import os
from dataclasses import dataclass

from msgspec import Struct

from posthouse.console.login.signon import Begun, Client, SignOn, Subject
from posthouse.console.pages.login import Entered, LoginAsked, entered, first_half_done, own_path
from posthouse.console.parts import Parts
from posthouse.console.route import Done, Nothing, Route, shows
from posthouse.console.visitor import Visitor
from posthouse.model.errors import NotFound, Unauthorized
from posthouse.model.operator import OperatorState
from posthouse.model.secret import Secret


class Returned(Struct, frozen=True, forbid_unknown_fields=True):
    """What the provider sends the browser back with; `iss` and `session_state` are not needed."""

    state: str
    code: str = ""
    error: str = ""
    error_description: str = ""
    error_uri: str = ""
    iss: str = ""
    session_state: str = ""
    scope: str = ""


class Elsewhere(Struct, frozen=True):
    """Where the browser has to go: the provider's own page."""

    address: str


@dataclass(frozen=True, slots=True, repr=False)
class Away:
    """A browser that is at the provider's; `links` is the operator who wants to link."""

    begun: Begun
    back: str
    links: str = ""


def sign_on_of(parts: Parts) -> SignOn:
    """Return the provider that the settings name. Raises NotFound where they name none."""
    settings = parts.settings().sign_on
    if not settings.issuer:
        raise NotFound(
            "no single sign-on is set up",
            code="record_unknown",
            hint="set [sign_on] in the settings, or log in with a password or passkey",
        )
    secret = os.environ.get(settings.secret_env, "") if settings.secret_env else ""
    client = Client(settings.issuer, settings.client_id, Secret(secret.strip()), parts.origin)
    return SignOn(client, parts.fetch)


def away(parts: Parts, who: Visitor, asked: LoginAsked) -> Done:
    """Begin a login at the provider."""
    begun, address = sign_on_of(parts).begin(who.now_s)
    pending = parts.begun.begin(Away(begun, own_path(asked.back)), who.now_s)
    return Done(Elsewhere(address), goto=address, pending=pending)


def linking(parts: Parts, who: Visitor, asked: Nothing) -> Done:
    """Begin to link one's own account with one at the provider."""
    who.require_second_factor()
    begun, address = sign_on_of(parts).begin(who.now_s)
    pending = parts.begun.begin(Away(begun, "/account", who.operator.id), who.now_s)
    return Done(Elsewhere(address), goto=address, pending=pending)


def back(parts: Parts, who: Visitor, asked: Returned) -> Done:
    """Finish a login, or a link, that was begun here."""
    begun = parts.begun.take(who.pending, who.now_s) if who.pending else None
    if not isinstance(begun, Away) or asked.error or not asked.code:
        raise Unauthorized(
            "expected a login that this browser began, found another",
            code="login_refused",
            hint="begin again on the login page",
        )
    found = sign_on_of(parts).finish(begun.begun, asked.code, asked.state, who.now_s)
    return _linked(parts, who, begun, found) if begun.links else _in(parts, who, begun, found)


def _in(parts: Parts, who: Visitor, begun: Away, found: Subject) -> Done:
    operator = parts.factors.linked(found.issuer, found.subject, who.now_s)
    if operator is None or operator.state is not OperatorState.ACTIVE:
        raise Unauthorized(
            "expected an account that is linked to an operator, found another",
            code="login_refused",
            hint="log in another way and link it on your account's page",
        )
    if found.strong:
        return entered(parts, who, operator, begun.back, strong=True)
    return first_half_done(parts, who, operator, begun.back)


def _linked(parts: Parts, who: Visitor, begun: Away, found: Subject) -> Done:
    """Link; what was begun tells who it is: the session's strict cookie is not sent on the way."""
    operator = parts.accounts.find(begun.links, who.now_s)
    if operator is None or operator.state is not OperatorState.ACTIVE:
        raise Unauthorized("expected an operator who began this, found none", code="login_refused")
    from posthouse.store.operators import Act

    parts.factors.link(operator, found.issuer, found.subject, Act(operator.actor, who.now_s))
    return Done(goto=begun.back, pending="")


ROUTES: tuple[Route, ...] = (
    shows("/login/sign-on", away, LoginAsked, Elsewhere, stranger=True),
    shows("/account/sign-on", linking, Nothing, Elsewhere),
    shows("/login/sign-on/back", back, Returned, Entered, stranger=True),
)
