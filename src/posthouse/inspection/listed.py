"""The lists in force: packages by popularity, harmful packages, versions, hosts, brands.

Those that ship stand in inspection/lists, one name a line; a signed pack may put another in the
place of one, or add to it. Whatever is made from a list is made when it is first asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from posthouse.inspection.advisories import Advisories, numbers
from posthouse.inspection.names import Catalogue, plain_name

MALICIOUS = "malicious"
SHIPPED_LISTS = (
    *("apt", "brands", "brew", "cargo", "gem", "go", "hosts-known", "hosts-shared", "hosts-short"),
    *("npm", "npm-majors", "owners", "pypi", "pypi-majors"),
)
"""Every list that ships, but that of harmful packages."""
_CALENDAR = 1_900
"""From here on a major version is a date. A row `*` speaks of all popular packages without one."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a pack says of one list: its names, in place of those that ship or besides them."""

    names: tuple[str, ...]
    replaces: bool = False


class Lists:
    """All lists as they are in force; never changes."""

    def __init__(
        self, given: Mapping[str, Listing] | None = None, harmful: tuple[bytes, ...] = ()
    ) -> None:
        self._given = given or {}
        self._harmful = harmful
        self._names: dict[str, tuple[str, ...]] = {}
        self._domains: dict[str, frozenset[str]] = {}
        self._catalogues: dict[str, Catalogue] = {}
        self._majors: dict[str, Mapping[str, int]] = {}
        self._advisories: tuple[Advisories, ...] | None = None

    def names(self, listing: str) -> tuple[str, ...]:
        """Return a list's names in their order; none where there is no such list."""
        if listing not in self._names:
            given = self._given.get(listing, Listing(()))
            shipped = () if given.replaces else _shipped(listing)
            self._names[listing] = (*shipped, *given.names)
        return self._names[listing]

    def domains(self, listing: str) -> frozenset[str]:
        """Return a list of domains as a set."""
        if listing not in self._domains:
            self._domains[listing] = frozenset(self.names(listing))
        return self._domains[listing]

    def is_under(self, host: str, listing: str) -> bool:
        """Tell whether a host is one of a list's domains or below one."""
        listed = self.domains(listing)
        while host:
            if host in listed:
                return True
            host = host.partition(".")[2]
        return False

    def catalogue(self, system: str) -> Catalogue:
        """Return the popular packages of an ecosystem; none where there is no list of it."""
        if system not in self._catalogues:
            self._catalogues[system] = Catalogue(system, self.names(system))
        return self._catalogues[system]

    def harm(self, system: str, name: str, version: str = "") -> str:
        """Return the id of a report that says that a package does harm, or ""."""
        if self._advisories is None:
            texts = (*self._harmful, _shipped_harmful())
            self._advisories = tuple(Advisories(text) for text in texts)
        found = (one.source(system, name, version) for one in self._advisories)
        return next(filter(None, found), "")

    def is_beyond(self, system: str, name: str, version: str) -> bool:
        """Tell whether a version is far above what a popular package has come to.

        Twice the newest known major version and 20 more, or a hundredth more where it is a date.
        """
        told = self._major(system)
        if not told or not version or not self.catalogue(system).is_popular(name):
            return False
        newest = told.get(plain_name(name, system), told.get("*"))
        if newest is None:
            return False
        most = newest * 101 // 100 if newest >= _CALENDAR else 2 * newest + 20
        return numbers(version)[:1] > (most,)

    def _major(self, system: str) -> Mapping[str, int]:
        if system not in self._majors:
            rows = (row.rpartition("@") for row in self.names(f"{system}-majors"))
            self._majors[system] = {name: int(major) for name, _, major in rows if major.isdigit()}
        return self._majors[system]


@cache
def _shipped(listing: str) -> tuple[str, ...]:
    file = resources.files("posthouse.inspection.lists").joinpath(f"{listing}.txt")
    return tuple(file.read_text(encoding="utf-8").split()) if file.is_file() else ()


@cache
def _shipped_harmful() -> bytes:
    file = resources.files("posthouse.inspection.lists").joinpath(f"{MALICIOUS}.z")
    return zlib.decompress(file.read_bytes())


SHIPPED = Lists()
"""The lists that ship, as they are."""
