"""Making accounts: what a name may be, which roles there are, and the one-time code to enrol."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection

from posthouse.console.login.tokens import Digests, code
from posthouse.model.errors import BadRequest
from posthouse.model.operator import STATION, Grant, Operator, OperatorState, Role
from posthouse.store.operators import Enrolment

ENROLMENT_S = 24 * 3600

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}", re.ASCII)


def new_operator(name: str, grants: Collection[Grant], now_s: float) -> Operator:
    """Return an account that has not enrolled yet. Raises BadRequest."""
    if _NAME.fullmatch(name) is None:
        raise BadRequest(
            "expected a name of up to 32 small letters, digits, dots or dashes, found another",
            code="bad_form",
            hint="for instance ann or ann.lee",
        )
    return Operator(secrets.token_hex(8), name, OperatorState.INVITED, tuple(grants), int(now_s))


def enrolment(digests: Digests, now_s: float) -> tuple[str, Enrolment]:
    """Return a code to hand over, and what is kept of it."""
    shown = code()
    return shown, Enrolment(digests.enrolment(shown), int(now_s) + ENROLMENT_S)


def grant(role: str, project: str, known: Collection[str]) -> Grant:
    """Return a grant as a person wrote it. Raises BadRequest."""
    roles = [each.value for each in Role]
    if role not in roles:
        raise BadRequest(f"expected a role of {', '.join(roles)}, found another", code="bad_form")
    if project != STATION and project not in known:
        raise BadRequest(
            "expected a project of the settings, or * for the station, found another",
            code="bad_form",
            hint="projects stand in the settings as [[project]]",
        )
    return Grant(project, Role(role))
