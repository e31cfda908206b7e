"""Who asks: the session, the roles that it has now, and the language to answer in."""

from __future__ import annotations

from dataclasses import dataclass

from posthouse.model.errors import Forbidden, NotFound, Unauthorized
from posthouse.model.operator import STATION, Action, Operator
from posthouse.policy.roles import Reach, reach
from posthouse.store.operators import Act
from posthouse.store.sessions import Session

LANGUAGES = ("en", "zh")
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True, repr=False)
class Visitor:
    """One request's visitor. `token` is the session's cookie, `pending` that of a begun login."""

    session: Session | None
    token: str
    pending: str
    forgery: str
    language: str
    theme: str
    now_s: float

    @property
    def operator(self) -> Operator:
        """Return who is logged in. Raises Unauthorized."""
        if self.session is None:
            raise Unauthorized(
                "nobody is logged in", code="login_needed", hint="log in to the console first"
            )
        return self.session.operator

    @property
    def act(self) -> Act:
        """Return who does something now."""
        return Act(self.operator.actor, self.now_s)

    def reach(self, action: Action) -> Reach:
        """Return in which projects the visitor may do it."""
        return reach(self.operator.grants, action, self.now_s)

    def may(self, action: Action) -> bool:
        """Tell whether the visitor may do it anywhere."""
        return self.session is not None and bool(self.reach(action))

    def require(self, action: Action) -> None:
        """Go on where the visitor may do it somewhere. Raises Unauthorized, Forbidden."""
        if not self.reach(action):
            raise Forbidden(
                f"your roles do not allow {action.value}",
                code="role_missing",
                hint="ask an owner for a role",
            )

    def require_station(self, action: Action) -> None:
        """Go on where the visitor may do it in the whole station. Raises Forbidden."""
        if not self.reach(action).whole:
            raise Forbidden(
                f"{action.value} here needs a role in the whole station",
                code="role_missing",
                hint="ask an owner for a role in the station",
            )

    def require_in(self, action: Action, project: str, seen: Action) -> None:
        """Go on where the visitor may do it in a record's project; `seen` is what shows the record.

        Raises NotFound to who may not even know of it, Forbidden to who may.
        """
        if project in self.reach(action) and (project != STATION or self.reach(action).whole):
            return
        if project in self.reach(seen):
            raise Forbidden(
                f"your roles in this project do not allow {action.value}",
                code="role_missing",
                hint="ask an owner for a role",
            )
        raise unknown()

    def require_second_factor(self) -> None:
        """Go on where a second factor was shown. Raises Forbidden."""
        if self.session is None or not self.session.strong:
            raise Forbidden(
                "this needs a second factor, and none was shown",
                code="second_factor_needed",
                hint="add a one-time code or a passkey to your account, then log in with it",
            )


def unknown() -> NotFound:
    """Return what is said of a record that is not there, or not for this visitor to know of."""
    return NotFound(
        "there is no such record", code="record_unknown", hint="look at the list, or ask an owner"
    )
