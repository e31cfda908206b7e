"""One HTML file in both languages: `base.html` is its frame, `words.html` says its sentences.

A report's template extends the frame and fills its blocks `style` and `main`; sentences come from a
table of English and Chinese, as the command line's do.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

Words = Mapping[str, tuple[str, str]]


def page(template: str, words: Words, title: str, *, lang: str, **values: Any) -> str:
    """Render a template's text; `title` names a sentence, `lang` is the language shown first."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    shared = {name: text("posthouse.page", name) for name in ("base.html", "words.html")}
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, loader=DictLoader(shared)
    )
    css = _Css(text("posthouse.console", "assets", "console.css"))
    told = {"t": words, "title": words[title], "css": css, "lang": lang}
    return environment.from_string(template).render({**told, **values})


def text(package: str, *names: str) -> str:
    """Return a file of the package as text."""
    return files(package).joinpath(*names).read_text(encoding="utf-8")


class _Css(str):
    """Our own style sheet, put in as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self
