"""What a route of the console is: declared once, served twice (a page, and JSON under /api).

`asks` holds path, query and body together; `gives` is what JSON returns and what a page's template
shows. The tables of pages/ are the only list of routes: application, OpenAPI description and tests
all enumerate it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from posthouse.model.operator import Action

if TYPE_CHECKING:
    from posthouse.console.parts import Parts
    from posthouse.console.visitor import Visitor


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """Asks for nothing, or gives nothing."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a call leads to. `token` starts a session, an empty one ends it, None leaves it.

    `pending` is a half-done login in the same way. `goto` is where a page leads on success.
    """

    result: Struct = field(default_factory=Nothing)
    goto: str = ""
    token: str | None = None
    pending: str | None = None
    keep: tuple[tuple[str, str], ...] = ()
    """Choices of the reader's own (language, theme) for a cookie each."""


Call = Callable[["Parts", "Visitor", Any], Struct | Done]


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that the console shows or does.

    `action` None: whoever is logged in may. `stranger`: no session is needed. `strong`: a second
    factor must have been shown. `page` False: there is only the JSON twin. `files`: it takes a file
    too, and as much as the station takes of a request.
    """

    method: Literal["GET", "POST"]
    path: str
    call: Call
    asks: type[Struct]
    gives: type[Struct]
    action: Action | None = None
    template: str = ""
    stranger: bool = False
    strong: bool = False
    page: bool = True
    files: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """Return the names in the path."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))


def shows(path: str, call: Call, asks: type[Struct], gives: type[Struct], **more: Any) -> Route:
    """Return a route that only shows."""
    return Route("GET", path, call, asks, gives, **more)


def does(path: str, call: Call, asks: type[Struct], gives: type[Struct], **more: Any) -> Route:
    """Return a route that changes something: for it a second factor must have been shown."""
    return Route("POST", path, call, asks, gives, **{"strong": True, **more})
