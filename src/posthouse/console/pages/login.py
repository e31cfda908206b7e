"""Logging in: password and one-time code, passkey, single sign-on; enrolling; logging out.

An unknown name, a wrong password and a locked account get the same answer after the same work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from posthouse.console.login import totp
from posthouse.console.login.tokens import session_token
from posthouse.console.parts import Parts
from posthouse.console.route import Done, Nothing, Route, does, shows
from posthouse.console.visitor import LANGUAGES, THEMES, Visitor
from posthouse.model.errors import BadRequest, Unauthorized
from posthouse.model.operator import Operator, OperatorState

TRIES = 5


class LoginAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to go after the login."""

    back: str = "/"


class LoginOffered(Struct, frozen=True):
    """How one may log in."""

    back: str
    sign_on: str


class Login(Struct, frozen=True, forbid_unknown_fields=True):
    """A name with its password."""

    name: str
    password: str
    back: str = "/"


class Code(Struct, frozen=True, forbid_unknown_fields=True):
    """A one-time code, or a recovery code."""

    code: str


class Entered(Struct, frozen=True):
    """Whether a session has begun, and what is still to be shown where it has not."""

    begun: bool
    needs: tuple[str, ...] = ()


class Ceremony(Struct, frozen=True):
    """What a browser needs to ask an authenticator, and the name under which to answer."""

    ceremony: str
    options: dict[str, Any]


class Answered(Struct, frozen=True, forbid_unknown_fields=True):
    """What an authenticator answered."""

    ceremony: str
    credential: dict[str, Any]


class Enrol(Struct, frozen=True, forbid_unknown_fields=True):
    """A new account's code and the password that it is to have."""

    code: str
    password: str


class Choices(Struct, frozen=True, forbid_unknown_fields=True):
    """A reader's own choices."""

    language: str = ""
    theme: str = ""
    back: str = "/"


@dataclass(slots=True)
class Half:
    """A login whose first half is done; `failures` of the second half are counted."""

    operator: str
    back: str
    failures: int = 0


def offered(parts: Parts, who: Visitor, asked: LoginAsked) -> LoginOffered:
    """Tell how one may log in."""
    settings = parts.settings().sign_on
    label = (settings.label or settings.issuer.partition("://")[2]) if settings.issuer else ""
    return LoginOffered(own_path(asked.back), label)


def log_in(parts: Parts, who: Visitor, asked: Login) -> Done:
    """Check a name with its password; then a second factor is asked for where there is one."""
    parts.throttle.admit(asked.name, who.now_s)
    kept = parts.factors.password_of(asked.name)
    right = parts.passwords.check(kept, asked.password)
    operator = parts.accounts.named(asked.name, who.now_s) if right else None
    if operator is None or operator.state is not OperatorState.ACTIVE:
        parts.throttle.failed(asked.name, who.now_s)
        raise _refused("expected a known name with its password, found another")
    if kept is not None and parts.passwords.stale(kept):
        fresh = parts.passwords.hash(asked.password, operator.name)
        parts.factors.rehash(operator.id, fresh)
    return first_half_done(parts, who, operator, own_path(asked.back))


def first_half_done(parts: Parts, who: Visitor, operator: Operator, back: str) -> Done:
    """Begin a session where there is no second factor, else ask for it."""
    needs = tuple(each for each in ("totp", "passkey") if each in operator.factors)
    if not needs:
        parts.throttle.worked(operator.name)
        return entered(parts, who, operator, back, strong=False)
    begun = parts.begun.begin(Half(operator.id, back), who.now_s)
    return Done(Entered(begun=False, needs=needs), goto="/login/second", pending=begun)


def entered(parts: Parts, who: Visitor, operator: Operator, back: str, *, strong: bool) -> Done:
    """Begin a session under a new token; the one before ends."""
    if who.session is not None:
        parts.sessions.end(who.session.digest)
    token = session_token()
    digest = parts.digests.session(token)
    parts.sessions.begin(digest, operator.id, who.now_s, strong=strong)
    pending = "" if who.pending else None
    return Done(Entered(begun=True), goto=back, token=token, pending=pending)


def second_asked(parts: Parts, who: Visitor, asked: Nothing) -> Entered:
    """Tell which second factors the login that was begun may be finished with."""
    half = _half(parts, who)
    operator = parts.accounts.find(half.operator, who.now_s)
    factors = operator.factors if operator else ()
    return Entered(begun=False, needs=tuple(n for n in ("totp", "passkey") if n in factors))


def second(parts: Parts, who: Visitor, asked: Code) -> Done:
    """Finish a login with a one-time code or a recovery code; each works once."""
    half = _half(parts, who)
    operator = parts.accounts.find(half.operator, who.now_s)
    if operator is None or operator.state is not OperatorState.ACTIVE:
        raise _refused("expected a login that was begun, found none")
    parts.throttle.admit(operator.name, who.now_s)
    if not code_right(parts, operator, asked.code, who.now_s):
        parts.throttle.failed(operator.name, who.now_s)
        half.failures += 1
        if half.failures >= TRIES:
            parts.begun.take(who.pending, who.now_s)
        raise _refused("expected a code that was not used yet, found another")
    parts.begun.take(who.pending, who.now_s)
    parts.throttle.worked(operator.name)
    return entered(parts, who, operator, half.back, strong=True)


def code_right(parts: Parts, operator: Operator, code: str, now_s: float) -> bool:
    """Tell whether a code is right, and use it up."""
    seed = parts.factors.proofs(operator.id).totp_seed
    step = totp.step_of(seed.reveal(), code, now_s) if seed else None
    if step is not None:
        return parts.factors.use_step(operator.id, step)
    return parts.factors.use_recovery(operator.id, parts.digests.recovery(code))


def passkey_asked(parts: Parts, who: Visitor, asked: Nothing) -> Ceremony:
    """Begin a login by passkey."""
    from posthouse.console.login.passkey import Relying

    challenge, options = Relying(parts.origin).to_log_in()
    return Ceremony(parts.begun.begin(("login", challenge), who.now_s), options)


def passkey(parts: Parts, who: Visitor, asked: Answered) -> Done:
    """Finish a login by passkey."""
    from posthouse.console.login.passkey import Relying

    begun = parts.begun.take(asked.ceremony, who.now_s)
    known = parts.factors.passkey(str(asked.credential.get("id", "")))
    if not isinstance(begun, tuple) or begun[0] != "login" or known is None:
        raise _refused("expected a passkey of an operator, found another")
    uses = Relying(parts.origin).logged_in(begun[1], asked.credential, known)
    operator = parts.accounts.find(known.operator, who.now_s)
    if operator is None or operator.state is not OperatorState.ACTIVE:
        raise _refused("expected a passkey of an operator, found another")
    parts.factors.used_passkey(known.id, uses, who.now_s)
    half = parts.begun.take(who.pending, who.now_s) if who.pending else None
    back = half.back if isinstance(half, Half) else "/"
    return entered(parts, who, operator, back, strong=True)


def log_out(parts: Parts, who: Visitor, asked: Nothing) -> Done:
    """End the session."""
    if who.session is not None:
        parts.sessions.end(who.session.digest)
    return Done(goto="/login", token="")


def enrolling(parts: Parts, who: Visitor, asked: Nothing) -> Nothing:
    """Show where a new account's code goes."""
    return Nothing()


def enrol(parts: Parts, who: Visitor, asked: Enrol) -> Done:
    """Make an account active with a password of its own; its code works once."""
    parts.throttle.admit("enrolment", who.now_s)
    digest = parts.digests.enrolment(asked.code)
    operator = parts.accounts.invited(digest, who.now_s)
    if operator is None:
        parts.throttle.failed("enrolment", who.now_s)
        raise _refused("expected an enrolment code that holds, found another")
    kept = parts.passwords.hash(asked.password, operator.name)
    act = operator_act(operator, who)
    if not parts.factors.enrolled(operator, digest, kept, act):
        raise _refused("expected an enrolment code that was not used yet, found another")
    return entered(parts, who, operator, "/account", strong=False)


def choose(parts: Parts, who: Visitor, asked: Choices) -> Done:
    """Keep a reader's language and theme."""
    kept = [("language", asked.language)] if asked.language in LANGUAGES else []
    kept += [("theme", asked.theme)] if asked.theme in THEMES else []
    return Done(goto=own_path(asked.back), keep=tuple(kept))


def operator_act(operator: Operator, who: Visitor) -> Any:
    """Return the act of somebody whose session has not begun yet."""
    from posthouse.store.operators import Act

    return Act(operator.actor, who.now_s)


def own_path(path: str) -> str:
    """Return a path of the console, `/` for anything that could lead elsewhere."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


def _half(parts: Parts, who: Visitor) -> Half:
    half = parts.begun.look(who.pending, who.now_s) if who.pending else None
    if not isinstance(half, Half):
        raise BadRequest(
            "expected a login that was begun, found none",
            code="login_not_begun",
            hint="begin again with name and password at /login",
        )
    return half


def _refused(message: str) -> Unauthorized:
    return Unauthorized(message, code="login_refused", hint="try again, or ask an owner for help")


ROUTES: tuple[Route, ...] = (
    shows("/login", offered, LoginAsked, LoginOffered, template="login.html", stranger=True),
    does("/login", log_in, Login, Entered, stranger=True),
    shows("/login/second", second_asked, Nothing, Entered, template="second.html", stranger=True),
    does("/login/second", second, Code, Entered, stranger=True),
    does("/login/passkey/options", passkey_asked, Nothing, Ceremony, stranger=True, page=False),
    does("/login/passkey", passkey, Answered, Entered, stranger=True, page=False),
    does("/logout", log_out, Nothing, Nothing, strong=False),
    shows("/enrol", enrolling, Nothing, Nothing, template="enrol.html", stranger=True),
    does("/enrol", enrol, Enrol, Entered, stranger=True),
    does("/choices", choose, Choices, Nothing, stranger=True),
)
