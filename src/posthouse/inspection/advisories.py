"""Packages and versions that are known to do harm, as one sorted text that is searched by halves.

    ecosystem TAB name TAB versions TAB source LF          lines in the order of their bytes

Versions are written with commas between them: `1.2.3`, or a range of comparisons joined by `&`
(`>=1.2.0&<1.2.4`); none means every version. `source` is the id of the report.
"""

from __future__ import annotations

import re

from posthouse.inspection.names import plain_name

_COMPARISON = re.compile(r"(?P<sign>[<>]=?|=)?v?(?P<version>\d\S*)")


class Advisories:
    """One list. Any name may be looked up, at any version; "" stands for a version unknown."""

    def __init__(self, text: bytes) -> None:
        self._text = b"\n" + text

    def source(self, system: str, name: str, version: str = "") -> str:
        """Return the id of a report on this version of a package, or on all of them; or ""."""
        start = f"{system}\t{plain_name(name, system)}\t".encode("utf-8", "surrogatepass")
        line = self._line(start)
        versions, _, source = line.partition("\t")
        if line and (not versions or (version and _covers(versions, version))):
            return source
        return ""

    def _line(self, start: bytes) -> str:
        """Return what follows in the line with this start, or ""."""
        text, low, high = self._text, 0, len(self._text) - 1
        while low < high:
            begin = text.rfind(b"\n", low, (low + high) // 2 + 1) + 1
            end = text.find(b"\n", begin)
            line = text[begin:end]
            if line.startswith(start):
                return line[len(start) :].decode()
            if line < start:
                low = end
            else:
                high = begin - 1
        return ""


def _covers(versions: str, version: str) -> bool:
    wanted = version.removeprefix("v").partition("+")[0]
    return any(
        span.removeprefix("=") == wanted
        or (span[0] in "<>" and all(_holds(part, wanted) for part in span.split("&")))
        for span in versions.split(",")
    )


def _holds(comparison: str, version: str) -> bool:
    match = _COMPARISON.fullmatch(comparison.strip())
    if match is None:
        return False
    one, other = numbers(version), numbers(match["version"])
    return {
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
    }.get(match["sign"] or "=", one == other)


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, zeros at its end left out: 1.10 is above 1.9."""
    found = [int(part) for part in re.findall(r"\d{1,12}", re.split(r"[-+]", version)[0])]
    while found and not found[-1]:
        found.pop()
    return tuple(found)
