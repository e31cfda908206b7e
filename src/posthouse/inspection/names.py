"""Is a package's name that of a popular package, or one that only looks like it?

A name is compared with those people really install, in the forms a mistake or a fraud gives it:
letters left out, doubled, swapped or exchanged, separators, affixes, plurals, the order of its
words, digits for letters, another scope or owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

LISTED = frozenset({"pypi", "npm", "cargo", "go", "gem"})
"""Ecosystems to which anybody may add a package: one that nobody knows is worth a question."""
KEPT = frozenset({"brew", "apt"})
"""Ecosystems whose packages are looked after: only a name made to be mistaken matters."""
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


class Catalogue:
    """The popular packages of one ecosystem, by popularity; tables are made once needed."""

    def __init__(self, system: str, names: tuple[str, ...]) -> None:
        self._system = system
        self._names = tuple(plain_name(name, system) for name in names)

    def is_popular(self, name: str) -> bool:
        """Tell whether a package is among those many people install."""
        return plain_name(name, self._system) in self._popular

    def has_known_owner(self, name: str) -> bool:
        """Tell whether a package stands under a scope or owner of popular ones."""
        owner = plain_name(name, self._system).rpartition("/")[0]
        return owner in self._owners and (self._system != "npm" or owner.startswith("@"))

    def looks_like(self, name: str) -> str:
        """Return the popular package that a name could be taken for, or ""."""
        plain = plain_name(name, self._system)
        if not plain.isascii():
            return plain
        if self._system in KEPT:
            return self._mistyped(plain) if _letters(plain) and not self.is_popular(plain) else ""
        return self._in_other_form(plain) or self._mistyped(plain) or self._elsewhere(plain)

    def is_mistyped(self, name: str) -> bool:
        """Tell whether a name is a letter or two off a popular one."""
        return bool(self._mistyped(plain_name(name, self._system)))

    @cached_property
    def _popular(self) -> frozenset[str]:
        return frozenset(self._names)

    @cached_property
    def _owners(self) -> frozenset[str]:
        """The scopes and owners under which popular packages stand."""
        return frozenset(name.rpartition("/")[0] for name in self._names if "/" in name)

    @cached_property
    def _last_parts(self) -> frozenset[str]:
        return frozenset(name.rsplit("/", 1)[-1] for name in self._names if "/" in name)

    @cached_property
    def _formed(self) -> dict[str, str]:
        """Popular names by their squeezed form and by their words in order of the alphabet."""
        table: dict[str, str] = {}
        for name in reversed(self._names[:_LOOKED_AT]):
            table[_squeeze(name)] = name
            if re.search("[-_.]", name):
                table[_sorted(name)] = name
        return table

    @cached_property
    def _deleted(self) -> dict[str, str]:
        """Every popular name with one character left out: two names meet there if close."""
        table: dict[str, str] = {}
        for name in reversed(self._names[:_LOOKED_AT]):
            if len(name) > _SHORTEST:
                for at in range(len(name)):
                    table[name[:at] + name[at + 1 :]] = name
                table[name] = name
        return table

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._deleted), default=0)

    def _in_other_form(self, plain: str) -> str:
        for form in _forms(plain):
            if len(form) > 2 and self._formed.get(form, plain) != plain:
                return self._formed[form]
        return ""

    def _mistyped(self, plain: str) -> str:
        if len(plain) == _SHORTEST:
            return next((one for one in _swapped(plain) if one in self._popular), "")
        if plain in self._deleted:
            return self._deleted[plain]
        if not _SHORTEST < len(plain) <= self._longest + 1:
            return ""
        for at in range(len(plain)):
            shorter = plain[:at] + plain[at + 1 :]
            if shorter in self._deleted:
                return self._deleted[shorter]
        return ""

    def _elsewhere(self, plain: str) -> str:
        """Return a popular package of this name under another owner, or a scope close to it."""
        owner, _, last = plain.rpartition("/")
        if not owner or owner in self._owners:
            return ""
        if self._system == "go":
            return last if len(last) > _SHORTEST and last in self._last_parts else ""
        near = next((other for other in self._owners if is_typo(owner, other)), "")
        return f"{near}/{last}" if near else ""


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


def plain_name(name: str, system: str) -> str:
    """Return a package's name as its index knows it, however it is spelled."""
    lower = name.lower()
    if system == "pypi":
        return re.sub(r"[-_.]+", "-", lower)
    return lower.replace("_", "-") if system == "cargo" else lower


def _swapped(name: str) -> Iterator[str]:
    """Yield a name with two neighbours exchanged: all that makes a short name look like another."""
    for at in range(len(name) - 1):
        if name[at] != name[at + 1]:
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _letters(name: str) -> bool:
    """Tell whether a name is words alone: distributions number their packages by the thousand."""
    return len(name) >= _SHORTEST and not re.search(r"\d|^lib", name)


def _squeeze(name: str) -> str:
    return re.sub(r"[-_./@]", "", name)


def _sorted(name: str) -> str:
    return " ".join(sorted(part for part in re.split(r"[-_./@]+", name) if part))
