"""What lock files pin: a package and its version, whatever the manager's own way to write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.inspection.facts import Fact, Kind

_MOST = 3_000
_TOML = r"(?m)^name = \"(?P<name>[^\"\n]+)\"\nversion = \"(?P<version>[^\"\n]+)\""
_MEMBER = r"\"(?P<name>[\w.-]+)\"\s*:\s*\{[^{}]{0,400}?\"version\"\s*:\s*\"==(?P<version>[^\"]+)\""
_NODE = (
    r"\"(?:[^\"\n]*node_modules/)?(?P<name>(?:@[\w.-]+/)?[\w.-]+)\"\s*:\s*\{\s*"
    r"(?:\"name\"\s*:\s*\"[^\"]*\",\s*)?\"version\"\s*:\s*\"(?P<version>\d[^\"]*)\""
)
_YARN = r"(?m)^\"?(?P<name>(?:@[\w.-]+/)?[\w.-]+)@[^\n]*:\n\s+\"?version\"?:?\s+\"?(?P<version>\d[^\"\s]*)"
_PNPM = r"(?m)^ {2}[\"']?/?(?P<name>(?:@[\w.-]+/)?[\w.-]+)[@/](?P<version>\d[\w.+-]*)[^\n]*:\s*$"
_BUN = r"\[\"(?P<name>(?:@[\w.-]+/)?[\w.-]+)@(?P<version>\d[\w.+-]*)\""
_COMPOSER = (
    r"\"name\"\s*:\s*\"(?P<name>[\w.-]+/[\w.-]+)\",\s*\"version\"\s*:\s*\"v?(?P<version>\d[^\"]*)\""
)
_GEMS = r"(?m)^ {4}(?P<name>[\w.-]+) \((?P<version>\d[\w.]*)[^)\n]*\)$"
_SUMS = r"(?m)^(?P<name>[\w.-]+\.[a-z]+/\S+) (?P<version>v\d[^\s/]*) h1:"

_WAYS = tuple(
    (re.compile(rf"(?:\A|/)(?:{file})\Z"), system, re.compile(pattern))
    for file, system, pattern in (
        (r"package-lock\.json|npm-shrinkwrap\.json", "npm", _NODE),
        (r"yarn\.lock", "npm", _YARN),
        (r"pnpm-lock\.yaml", "npm", _PNPM),
        (r"bun\.lock", "npm", _BUN),
        (r"(?:poetry|uv|pdm)\.lock", "pypi", _TOML),
        (r"Pipfile\.lock", "pypi", _MEMBER),
        (r"Cargo\.lock", "cargo", _TOML),
        (r"Gemfile\.lock", "gem", _GEMS),
        (r"composer\.lock", "composer", _COMPOSER),
        (r"go\.sum", "go", _SUMS),
    )
)


def locked(path: str, text: str) -> Iterator[Fact]:
    """Yield the packages that a lock file pins, so many at most."""
    for file, system, pattern in _WAYS:
        if file.search(path):
            for count, match in enumerate(pattern.finditer(text)):
                if count >= _MOST:
                    return
                yield Fact(Kind.PINNED, match["name"], system, match["version"])
