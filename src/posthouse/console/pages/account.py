"""One's own account: password, one-time codes, passkeys, linked sign-on, sessions.

Who has a second factor must have shown it to change any factor; who has none yet may add one.
"""

from __future__ import annotations

from typing import Any

import segno
from msgspec import Struct

from posthouse.console.login import totp
from posthouse.console.login.tokens import RECOVERY_CODES, code
from posthouse.console.pages.login import Ceremony, Entered, entered
from posthouse.console.parts import Parts
from posthouse.console.route import Done, Nothing, Route, does, shows
from posthouse.console.visitor import Visitor, unknown
from posthouse.model.errors import BadRequest
from posthouse.model.secret import Secret
from posthouse.store.factors import Passkey


class RoleShown(Struct, frozen=True):
    """A role in a project, `*` for the station; `until` where it is only lent."""

    project: str
    role: str
    until: int | None = None


class PasskeyShown(Struct, frozen=True):
    """A passkey's name and dates."""

    id: str
    name: str
    created_at: int
    used_at: int | None


class Account(Struct, frozen=True):
    """One's own account."""

    name: str
    roles: tuple[RoleShown, ...]
    factors: tuple[str, ...]
    strong: bool
    passkeys: tuple[PasskeyShown, ...]
    recovery_left: int
    sessions: int
    sign_on: str


class NewPassword(Struct, frozen=True, forbid_unknown_fields=True):
    """Another password, and the one before where there is one."""

    password: str
    before: str = ""


class Seed(Struct, frozen=True):
    """A new one-time code's seed, shown while it is set up; `picture` is its QR code."""

    ceremony: str
    seed: str
    address: str
    picture: str


class SeedProved(Struct, frozen=True, forbid_unknown_fields=True):
    """The first code of a new seed."""

    ceremony: str
    code: str


class Recovery(Struct, frozen=True):
    """Recovery codes, shown this once."""

    codes: tuple[str, ...]


class NewPasskey(Struct, frozen=True, forbid_unknown_fields=True):
    """What an authenticator answered to make a passkey, and its name."""

    ceremony: str
    credential: dict[str, Any]
    name: str = ""


class PasskeyNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """A passkey by its id."""

    id: str


def account(parts: Parts, who: Visitor, asked: Nothing) -> Account:
    """Show one's own account."""
    operator = who.operator
    keys = parts.factors.passkeys(operator.id)
    return Account(
        name=operator.name,
        roles=tuple(RoleShown(g.project, g.role.value, g.until) for g in operator.grants),
        factors=operator.factors,
        strong=who.session is not None and who.session.strong,
        passkeys=tuple(PasskeyShown(k.id, k.name, k.created_at, k.used_at) for k in keys),
        recovery_left=parts.factors.recovery_left(operator.id),
        sessions=len(parts.sessions.begun(operator.id)),
        sign_on=parts.settings().sign_on.issuer,
    )


def set_password(parts: Parts, who: Visitor, asked: NewPassword) -> Done:
    """Set another password; all other sessions end."""
    _require_own_factor(who)
    operator = who.operator
    proofs = parts.factors.proofs(operator.id)
    parts.throttle.admit(operator.name, who.now_s)
    if proofs.password is not None and not parts.passwords.check(proofs.password, asked.before):
        parts.throttle.failed(operator.name, who.now_s)
        raise BadRequest(
            "expected the password as it is now, found another",
            code="bad_form",
            hint="type the old password first",
        )
    kept = parts.passwords.hash(asked.password, operator.name)
    parts.factors.set_password(operator, kept, who.act)
    return end_others(parts, who, Nothing())


def new_seed(parts: Parts, who: Visitor, asked: Nothing) -> Seed:
    """Show a new seed for one-time codes; it holds once its first code was shown."""
    _require_own_factor(who)
    seed = totp.new_seed()
    address = totp.address(seed, who.operator.name, f"Posthouse {parts.host}")
    ceremony = parts.begun.begin(("totp", who.operator.id, Secret(seed)), who.now_s)
    picture = segno.make(address, error="m").svg_data_uri(scale=4, border=2, light="#fff")
    return Seed(ceremony, seed, address, picture)


def prove_seed(parts: Parts, who: Visitor, asked: SeedProved) -> Done:
    """Keep a new seed, now that its first code was shown; give recovery codes this once."""
    _require_own_factor(who)
    operator = who.operator
    begun = parts.begun.look(asked.ceremony, who.now_s)
    match begun:
        case ("totp", operator.id, Secret() as seed):
            step = totp.step_of(seed.reveal(), asked.code, who.now_s)
        case _:
            raise BadRequest(
                "expected a set-up that was begun, found none",
                code="bad_form",
                hint="begin again on your account's page",
            )
    if step is None:
        raise BadRequest(
            "expected the code that the authenticator shows now, found another",
            code="bad_form",
            hint="check that the clocks of both devices are right, then begin again",
        )
    parts.begun.take(asked.ceremony, who.now_s)
    codes = tuple(code() for _ in range(RECOVERY_CODES))
    digests = [parts.digests.recovery(each) for each in codes]
    parts.factors.set_totp(operator, seed, digests, who.act)
    parts.factors.use_step(operator.id, step)
    done = entered(parts, who, operator, "/account", strong=True)
    return Done(Recovery(codes), token=done.token)


def passkey_asked(parts: Parts, who: Visitor, asked: Nothing) -> Ceremony:
    """Begin to make a passkey."""
    from posthouse.console.login.passkey import Relying

    _require_own_factor(who)
    known = parts.factors.passkeys(who.operator.id)
    challenge, options = Relying(parts.origin).to_register(who.operator, known)
    return Ceremony(parts.begun.begin(("passkey", who.operator.id, challenge), who.now_s), options)


def add_passkey(parts: Parts, who: Visitor, asked: NewPasskey) -> Done:
    """Keep a passkey that a browser made; this session has shown it then."""
    from posthouse.console.login.passkey import Relying

    _require_own_factor(who)
    operator = who.operator
    match parts.begun.take(asked.ceremony, who.now_s):
        case ("passkey", operator.id, bytes() as challenge):
            pass
        case _:
            raise BadRequest(
                "expected a passkey that was begun, found none",
                code="bad_form",
                hint="begin again on your account's page",
            )
    new = Passkey("", operator.id, asked.name[:60] or "passkey", b"", 0, int(who.now_s))
    made = Relying(parts.origin).registered(challenge, asked.credential, new)
    parts.factors.add_passkey(operator, made, who.act)
    return entered(parts, who, operator, "/account", strong=True)


def remove_passkey(parts: Parts, who: Visitor, asked: PasskeyNamed) -> Done:
    """Forget one of one's own passkeys."""
    if not parts.factors.remove_passkey(who.operator, asked.id, who.act):
        raise unknown()
    return Done(goto="/account")


def end_others(parts: Parts, who: Visitor, asked: Nothing) -> Done:
    """End all of one's own sessions but this one."""
    if who.session is not None:
        parts.sessions.end_others(who.operator.id, who.session.digest)
    return Done(goto="/account")


def _require_own_factor(who: Visitor) -> None:
    """Go on where the session has shown a second factor, or the account has none to show."""
    if {"totp", "passkey"} & set(who.operator.factors):
        who.require_second_factor()


ROUTES: tuple[Route, ...] = (
    shows("/account", account, Nothing, Account, template="account.html"),
    does("/account/password", set_password, NewPassword, Nothing, strong=False),
    does("/account/totp", new_seed, Nothing, Seed, template="totp.html", strong=False),
    does(
        "/account/totp/prove", prove_seed, SeedProved, Recovery,
        template="recovery.html", strong=False,
    ),
    does("/account/passkey/options", passkey_asked, Nothing, Ceremony, strong=False, page=False),
    does("/account/passkey", add_passkey, NewPasskey, Entered, strong=False, page=False),
    does("/account/passkey/{id}/remove", remove_passkey, PasskeyNamed, Nothing),
    does("/account/sessions/end", end_others, Nothing, Nothing, strong=False),
)  # fmt: skip
