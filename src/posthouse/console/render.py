"""Pages: Jinja2 templates with everything escaped, in the reader's language."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from posthouse import __version__
from posthouse.console.answer import with_cookies
from posthouse.console.assets import version
from posthouse.console.menu import menu
from posthouse.console.parts import Parts
from posthouse.console.route import Done
from posthouse.console.visitor import LANGUAGES, THEMES, Visitor
from posthouse.console.words.every import WORDS
from posthouse.model.errors import Refusal
from posthouse.model.operator import Action

TEMPLATES = Path(__file__).parent / "templates"


class Renderer:
    """Fills templates in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.filters |= {
            "moment": moment, "moment_us": moment_us, "day": day, "usd": usd, "count": count,
            "words": words, "telling": telling,
        }  # fmt: skip

    def page(self, template: str, done: Done, who: Visitor, path: str) -> Response:
        """Return a page that shows a result."""
        response = HTMLResponse(self._filled(template, who, path, it=done.result))
        with_cookies(response, done, self._parts)
        return response

    def moved(self, done: Done, parts: Parts) -> Response:
        """Lead to where a form that worked leads.

        A page that leads on, not a redirect, where a session begins: a strict cookie is not sent
        with a redirect that another site began (single sign-on).
        """
        goto = done.goto or "/"
        if done.token:
            filled = self._templates.get_template("onward.html").render(
                goto=goto, icon=_asset("mark.svg")
            )
            response: Response = HTMLResponse(filled)
        else:
            response = RedirectResponse(goto, status_code=303)
        with_cookies(response, done, parts)
        return response

    def failure(self, refusal: Refusal, who: Visitor, path: str) -> Response:
        """Return the page of a refusal."""
        text = self._filled("failure.html", who, path, it=refusal)
        response = HTMLResponse(text, status_code=refusal.status)
        if refusal.retry_after_s:
            response.headers["retry-after"] = str(refusal.retry_after_s)
        return response

    def _filled(self, template: str, who: Visitor, path: str, **more: Any) -> str:
        column = LANGUAGES.index(who.language)

        def said(key: str, **values: object) -> str:
            return WORDS[key][column].format(**values)

        return self._templates.get_template(template).render(
            t=said,
            who=who,
            path=path,
            menu=menu(who) if who.session else (),
            languages=LANGUAGES,
            themes=THEMES,
            asset=_asset,
            software=__version__,
            known=WORDS,
            action=Action,
            **more,
        )


def _asset(name: str) -> str:
    return f"/assets/{name}?v={version(name)}"


def moment(at_s: float | None) -> str:
    """Return Unix seconds as a time in UTC, a dash for none."""
    return "–" if at_s is None else time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at_s))


def moment_us(at_us: float | None) -> str:
    """Return Unix microseconds as a time in UTC."""
    return "–" if at_us is None else moment(at_us / 1e6)


def day(at_s: float | None) -> str:
    """Return Unix seconds as a date in UTC."""
    return "–" if at_s is None else time.strftime("%Y-%m-%d", time.gmtime(at_s))


def usd(micro: float | None) -> str:
    """Return micro-dollars as dollars."""
    return "–" if micro is None else f"{micro / 1e6:,.4f}"


def count(number: float | None) -> str:
    """Return a number with its thousands apart."""
    return "–" if number is None else f"{number:,}"


FIRST = (
    "at_us", "ended_us", "project", "key", "dialect", "operation", "stream", "status", "refusal",
    "model_asked", "model_routed", "model_claimed", "destinations", "masked", "unexamined", "rule",
    "rules", "inspections", "parameters_changed", "losses", "usage", "counted", "cost",
)  # fmt: skip
"""What a reader of a receipt looks for first, in this order."""

SHOWN_ABOVE = frozenset({"format", "id", "ending"})


def telling(receipt: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return a receipt's fields in the order of reading, without those that hold nothing."""
    order = [*FIRST, *(name for name in receipt if name not in FIRST)]
    return [
        (name, receipt[name])
        for name in order
        if name in receipt and name not in SHOWN_ABOVE and receipt[name] not in ("", None, [], {})
    ]


def words(table: Mapping[str, Any]) -> str:
    """Return a small table in one line."""
    return "; ".join(f"{name}: {value}" for name, value in table.items() if value)
