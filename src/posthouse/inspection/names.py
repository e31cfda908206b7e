"""Is a package's name that of a popular package, or one that only looks like it?"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_LOOKED_AT = 5_000
_AFFIXES = re.compile(
    r"^(?:python|py|node|js|new|lib|the|my|go|rust|npm)[-_.]?|[-_.]?(?:python|py|node|js|lib|libs|utils?|cli|dev|sdk|core|pro|plus|fix|api|tools?|\d)$"
)
_SHORTEST = 4


@cache
def popular(system: str) -> frozenset[str]:
    """Return the names that are popular in an ecosystem; none where there is no list of it."""
    return frozenset(_listed(system))


@cache
def _listed(system: str) -> tuple[str, ...]:
    if system not in ("pypi", "npm"):
        return ()
    file = resources.files("posthouse.inspection.lists").joinpath(f"{system}.txt")
    return tuple(_plain(name, system) for name in file.read_text(encoding="utf-8").split())


@cache
def _squeezed(system: str) -> dict[str, str]:
    return {_squeeze(name): name for name in reversed(_listed(system)[:_LOOKED_AT])}


@cache
def _deleted(system: str) -> dict[str, str]:
    """Return every popular name with one character left out: two names meet there if close."""
    table: dict[str, str] = {}
    for name in reversed(_listed(system)[:_LOOKED_AT]):
        if len(name) > _SHORTEST:
            for at in range(len(name)):
                table[name[:at] + name[at + 1 :]] = name
            table[name] = name
    return table


def is_popular(name: str, system: str) -> bool:
    """Tell whether a package is among those many people install."""
    return _plain(name, system) in popular(system)


def looks_like(name: str, system: str) -> str:
    """Return the popular package that a name could be taken for, or ""."""
    plain = _plain(name, system)
    if not plain.isascii():
        return plain
    squeezed = _squeezed(system)
    for form in (
        _squeeze(plain),
        _squeeze(_AFFIXES.sub("", plain)),
        _squeeze(plain.rstrip("s")),
        _squeeze(plain) + "s",
    ):
        if form in squeezed and len(form) > 2 and squeezed[form] != plain:
            return squeezed[form]
    deleted = _deleted(system)
    for at in range(len(plain) if len(plain) > _SHORTEST else 0):
        shorter = plain[:at] + plain[at + 1 :]
        if shorter in deleted:
            return deleted[shorter]
    return deleted.get(plain, "")


def is_close(one: str, other: str) -> bool:
    """Tell whether two different names could be taken for each other."""
    a, b = _squeeze(one.lower()), _squeeze(other.lower())
    if one == other:
        return False
    if a == b or a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a):
        return True
    return abs(len(a) - len(b)) <= 2 and _common(a, b) >= max(len(a), len(b)) - 2


def is_typo(one: str, other: str) -> bool:
    """Tell whether a name is another one mistyped, not one built upon it."""
    a, b = _squeeze(one.lower()), _squeeze(other.lower())
    return a != b and abs(len(a) - len(b)) <= 1 and _common(a, b) >= max(len(a), len(b)) - 1


def _common(a: str, b: str) -> int:
    """Return how many characters two names have in common at their ends and, crossed, between."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start + end


def _plain(name: str, system: str) -> str:
    lower = name.lower()
    return re.sub(r"[-_.]+", "-", lower) if system == "pypi" else lower


def _squeeze(name: str) -> str:
    return re.sub(r"[-_./@]", "", name)
