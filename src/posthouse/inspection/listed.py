"""The lists that ship with the station, one name a line: packages by popularity, hosts, brands."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def names(listing: str) -> tuple[str, ...]:
    """Return a list's names in their order; none where there is no such list."""
    file = resources.files("posthouse.inspection.lists").joinpath(f"{listing}.txt")
    return tuple(file.read_text(encoding="utf-8").split()) if file.is_file() else ()


@cache
def domains(listing: str) -> frozenset[str]:
    """Return a list of domains as a set."""
    return frozenset(names(listing))


def is_under(host: str, listing: str) -> bool:
    """Tell whether a host is one of a list's domains or below one."""
    listed = domains(listing)
    while host:
        if host in listed:
            return True
        host = host.partition(".")[2]
    return False
