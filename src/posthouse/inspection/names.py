"""Is a package's name that of a popular package, or one that only looks like it?

A name is compared with those people really install, in the forms a mistake or a fraud gives it:
letters left out, doubled, swapped or exchanged, separators, affixes, plurals, the order of its
words, digits for letters, another scope or owner.
"""

from __future__ import annotations

import re
from functools import cache

from posthouse.inspection.listed import names

LISTED = frozenset({"pypi", "npm", "cargo", "go", "gem"})
_LOOKED_AT = 5_000
_SHORTEST = 4
_AFFIX = (
    r"python|py|node|nodejs|js|new|lib|libs|the|my|go|golang|rust|rs|npm|cli|dev|sdk|core|pro|plus|fix|api"
    r"|tools?|utils?|helpers?|client|wrapper|async|fast|simple|easy|better|official|original|latest|secure|safe"
    r"|light|lite|next|beta|extra|ext|kit|pkg|package|module|plugin|doctor|connector|real|super|ultra|x|v?\d"
)
_BEFORE = re.compile(rf"^(?:{_AFFIX})[-_.]?(?=...)")
_AFTER = re.compile(rf"(?<=...)[-_.]?(?:{_AFFIX})$")
_LEET = str.maketrans("013457$", "oleasts")


@cache
def popular(system: str) -> frozenset[str]:
    """Return the names that are popular in an ecosystem; none where there is no list of it."""
    return frozenset(_listed(system))


@cache
def _listed(system: str) -> tuple[str, ...]:
    return tuple(_plain(name, system) for name in names(system)) if system in LISTED else ()


@cache
def _owners(system: str) -> frozenset[str]:
    """Return the scopes and owners under which popular packages stand."""
    return frozenset(name.rpartition("/")[0] for name in _listed(system) if "/" in name)


@cache
def _last_parts(system: str) -> frozenset[str]:
    return frozenset(name.rsplit("/", 1)[-1] for name in _listed(system) if "/" in name)


@cache
def _formed(system: str) -> dict[str, str]:
    """Return popular names by their squeezed form and by their words in order of the alphabet."""
    table: dict[str, str] = {}
    for name in reversed(_listed(system)[:_LOOKED_AT]):
        table[_squeeze(name)] = name
        if re.search("[-_.]", name):
            table[_sorted(name)] = name
    return table


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


def has_known_owner(name: str, system: str) -> bool:
    """Tell whether a package stands under a scope or owner of popular ones."""
    owner = _plain(name, system).rpartition("/")[0]
    return owner in _owners(system) and (system != "npm" or owner.startswith("@"))


def looks_like(name: str, system: str) -> str:
    """Return the popular package that a name could be taken for, or ""."""
    plain = _plain(name, system)
    if not plain.isascii():
        return plain
    return _in_other_form(plain, system) or _mistyped(plain, system) or _elsewhere(plain, system)


def is_mistyped(name: str, system: str) -> bool:
    """Tell whether a name is a letter or two off a popular one."""
    return bool(_mistyped(_plain(name, system), system))


def _in_other_form(plain: str, system: str) -> str:
    formed = _formed(system)
    for form in _forms(plain):
        if len(form) > 2 and formed.get(form, plain) != plain:
            return formed[form]
    return ""


def _forms(plain: str) -> tuple[str, ...]:
    squeezed = _squeeze(plain)
    return (
        squeezed,
        _squeeze(_BEFORE.sub("", plain)),
        _squeeze(_AFTER.sub("", plain)),
        _squeeze(_AFTER.sub("", _BEFORE.sub("", plain))),
        squeezed.rstrip("s"),
        squeezed + "s",
        squeezed.translate(_LEET),
        squeezed.replace("rn", "m").replace("vv", "w"),
        _sorted(plain),
    )


def _mistyped(plain: str, system: str) -> str:
    deleted = _deleted(system)
    if plain in deleted:
        return deleted[plain]
    for at in range(len(plain) if len(plain) > _SHORTEST else 0):
        shorter = plain[:at] + plain[at + 1 :]
        if shorter in deleted:
            return deleted[shorter]
    return ""


def _elsewhere(plain: str, system: str) -> str:
    """Return a popular package of this name under another owner, or under a scope close to it."""
    owner, _, last = plain.rpartition("/")
    if not owner or owner in _owners(system):
        return ""
    if system == "go":
        return last if len(last) > _SHORTEST and last in _last_parts(system) else ""
    near = next((other for other in _owners(system) if is_typo(owner, other)), "")
    return f"{near}/{last}" if near else ""


def is_close(one: str, other: str) -> bool:
    """Tell whether two different names could be taken for each other."""
    a, b = _squeeze(one.lower()), _squeeze(other.lower())
    if one == other:
        return False
    if a == b or a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a):
        return True
    if _sorted(one.lower()) == _sorted(other.lower()):
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
    crossed = a[start : start + 2] == b[start : start + 2][::-1] and start + end + 2 == len(a)
    return start + end + (1 if crossed else 0)


def _plain(name: str, system: str) -> str:
    lower = name.lower()
    return re.sub(r"[-_.]+", "-", lower) if system == "pypi" else lower


def _squeeze(name: str) -> str:
    return re.sub(r"[-_./@]", "", name)


def _sorted(name: str) -> str:
    return " ".join(sorted(part for part in re.split(r"[-_./@]+", name) if part))
