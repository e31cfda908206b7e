"""What manifests and lock files of packages name: packages, addresses in their place, other indexes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.hosts import host_of, is_known
from posthouse.inspection.reading.locks import locked
from posthouse.inspection.reading.packages import exact

Reader = Callable[[str, str], Iterator[Fact]]

_ADDRESS = re.compile(r"(?:git\+)?(?:https?|ssh|git)://|git@|(?:github|gitlab|bitbucket|gist):")
_MEMBER = re.compile(r"\"((?:@[\w.-]+/)?[\w.-]+)\"\s*:\s*\"([^\"]+)\"")
_ARCHIVE = re.compile(r"\.(?:tgz|tar\.gz|zip|git)\b|^(?:git|github:|gitlab:|gist:)")
_DEPENDENCIES = (
    "dependencies",
    "devDependencies",
    "optionalDependencies",
    "peerDependencies",
    "overrides",
    "resolutions",
    "require",
    "require-dev",
)
_ALIAS = re.compile(r"npm:(?P<name>(?:@[^@/]+/)?[^@]+)")
_LINE = re.compile(
    r"(?m)^\s*\"(?P<name>(?:@[\w.-]+/)?[\w.-]+)\"\s*:\s*\"(?P<wanted>[\^~>=<]*\s*\d+\.\d+[^\"\n]*)\",?\s*$"
)
_NO_PACKAGES = frozenset({"version", "node", "npm", "yarn", "pnpm", "vscode", "bun", "deno"})
_REQUIREMENT = re.compile(
    r"(?m)^\s*[\"']?(?P<name>[A-Za-z][\w.-]*)(?:\[[\w, -]*\])?\s*(?:(?P<wanted>[=<>~!]=?[^\n@;#\"']*)[^\n@]*|;[^\n]*|#[^\n]*)?[\"']?,?\s*$"
)
_AT_URL = re.compile(
    r"@\s*((?:git\+)?https?://[^\s\"',]+)|^\s*(?:-e\s+)?((?:git\+)https?://\S+)", re.MULTILINE
)
_RESOLVED = re.compile(
    r"\"?(?:resolved|tarball|url|source|registry)\"?\s*[:= ]\s*\"?(?:registry\+|sparse\+|git\+)?(https?://[^\s\"'#]+)"
)
_REPLACED = re.compile(
    r"(?m)^\s*(?:replace\s+)?(?P<name>\S+)(?:\s+v\S+)?\s*=>\s*(?P<to>[^\s./][^\s]*)"
)
_REQUIRED = re.compile(
    r"(?m)^\s*(?:require\s+)?(?P<name>[\w.-]+\.[a-z]+/[\w./-]+)\s+(?P<version>v\d\S*)"
)
_CRATE = re.compile(
    r"(?m)^\s*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?:\"(?P<wanted>[\d^~=*<>][^\"\n]*)|\{[^}\n]*\bversion\b)"
)
_CRATE_GIT = re.compile(r"\bgit\s*=\s*[\"'](https?://[^\"']+|ssh://[^\"']+|git@[^\"']+)")
_GEM = re.compile(r"(?m)^\s*gem\s+[\"'](?P<name>[^\"']+)[\"'](?P<rest>[^\n]*)")
_MAVEN = re.compile(
    r"<url>\s*(https?://[^<\s]+)|maven\s*(?:\{\s*url\s*[= (]*|\(\s*(?:url\s*=\s*)?)[\"'](https?://[^\"']+)|(?:repositories|distributionUrl)[^\n]*?(https?\\?://[^\s\"']+)"
)
_HELD = re.compile(
    r"(?i)homepage|repository|bugs|author|documentation|changelog|funding|license|source code|issues"
)
_MOST = 200


def manifest_facts(path: str, text: str) -> Iterator[Fact]:
    """Yield what a manifest or lock file names, by the name of the file."""
    for pattern, reader in _READERS:
        if pattern.search(path):
            yield from reader(path, text)


def _of_package_json(_: str, text: str) -> Iterator[Fact]:
    tree = _tree(text)
    if not tree:
        yield from _of_lines(text)
        yield from _of_fragment(text)
    for section in _DEPENDENCIES:
        members = tree.get(section)
        for name, wanted in list(members.items())[:_MOST] if isinstance(members, dict) else ():
            yield from _dependency(name, str(wanted))


def _of_fragment(text: str) -> Iterator[Fact]:
    """Yield what members of an edit's few lines take the place of a version with."""
    for name, wanted in _MEMBER.findall(text)[:_MOST]:
        if _ALIAS.match(wanted) or (_ADDRESS.match(wanted) and _ARCHIVE.search(wanted)):
            yield from _dependency(name, wanted)


def _dependency(name: str, wanted: str) -> Iterator[Fact]:
    alias = _ALIAS.match(wanted)
    if _ADDRESS.match(wanted):
        yield Fact(Kind.ARTIFACT, wanted, "npm")
    elif alias:
        yield Fact(Kind.PACKAGE, alias["name"], "npm", exact(wanted[alias.end() :]))
    elif not re.match(r"workspace:|file:|link:|portal:|\.", wanted) and re.fullmatch(
        r"[@\w./-]+", name
    ):
        yield Fact(Kind.PACKAGE, name, "npm", exact(wanted))


def _tree(text: str) -> dict[str, Any]:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        found = {key: _members(text, key) for key in _DEPENDENCIES}
        return {key: members for key, members in found.items() if members}
    return tree if isinstance(tree, dict) else {}


def _of_lines(text: str) -> Iterator[Fact]:
    """Read an edit inside a section: lines of a name and a version, whatever stands around them."""
    for match in list(_LINE.finditer(text))[:_MOST]:
        if match["name"] not in _NO_PACKAGES:
            yield from _dependency(match["name"], match["wanted"])


def _members(text: str, section: str) -> dict[str, str]:
    """Return the members of a section of JSON that is not whole, as in an edit."""
    found = re.search(rf"\"{section}\"\s*:\s*\{{([^}}]*)", text)
    return dict(re.findall(r"\"([^\"]+)\"\s*:\s*\"([^\"]*)\"", found[1])) if found else {}


def _of_requirements(_: str, text: str) -> Iterator[Fact]:
    for match in list(_REQUIREMENT.finditer(text))[:_MOST]:
        yield Fact(Kind.PACKAGE, match["name"].lower(), "pypi", exact(match["wanted"] or ""))
    yield from _at_addresses(text)


def _of_pyproject(_: str, text: str) -> Iterator[Fact]:
    for block in re.findall(r"(?:dependencies|requires|dev|test|docs)\s*=\s*\[([^\]]*)\]", text):
        for match in list(_REQUIREMENT.finditer(block.replace(",", "\n")))[:_MOST]:
            yield Fact(Kind.PACKAGE, match["name"].lower(), "pypi", exact(match["wanted"] or ""))
    yield from _at_addresses(text)


def _at_addresses(text: str) -> Iterator[Fact]:
    for match in _AT_URL.finditer(text):
        yield Fact(Kind.ARTIFACT, match[1] or match[2], "pypi")


def _of_cargo(_: str, text: str) -> Iterator[Fact]:
    for block in re.findall(r"\[[\w.'\"()-]*dependencies\]([^\[]*)", text):
        for match in list(_CRATE.finditer(block))[:_MOST]:
            yield Fact(Kind.PACKAGE, match["name"], "cargo", exact(match["wanted"] or ""))
    for url in _CRATE_GIT.findall(text):
        yield Fact(Kind.ARTIFACT, url, "cargo")


def _of_go(_: str, text: str) -> Iterator[Fact]:
    for match in _REPLACED.finditer(text):
        yield Fact(Kind.ARTIFACT, match["to"], "go")
    for match in list(_REQUIRED.finditer(text))[:_MOST]:
        yield Fact(Kind.PACKAGE, match["name"], "go", match["version"])


def _of_gems(_: str, text: str) -> Iterator[Fact]:
    for match in list(_GEM.finditer(text))[:_MOST]:
        git = re.search(r"(?:git|github|path)\s*[:=]>?\s*[\"']([^\"']+)", match["rest"])
        yield (
            Fact(Kind.ARTIFACT, git[1], "gem")
            if git
            else Fact(Kind.PACKAGE, match["name"], "gem", _quoted_version(match["rest"]))
        )


def _quoted_version(rest: str) -> str:
    quoted = re.match(r"\s*,\s*[\"']([^\"']+)[\"']", rest)
    return exact(quoted[1]) if quoted else ""


def _of_lock(path: str, text: str) -> Iterator[Fact]:
    """A lock file names an index only where it is not a public one."""
    yield from locked(path, text)
    urls = dict.fromkeys(_RESOLVED.findall(text))
    for url in list(urls)[:_MOST]:
        if not is_known(host_of(url)):
            yield Fact(Kind.INDEX, url, path)


def _of_maven(path: str, text: str) -> Iterator[Fact]:
    for match in list(_MAVEN.finditer(text))[:_MOST]:
        url = (match[1] or match[2] or match[3]).replace("\\", "")
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not is_known(host_of(url)) and not _HELD.search(line) and "xmlns" not in line:
            yield Fact(Kind.INDEX, url, path)


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?:\A|/)(?:package|composer|deno|bower)\.jsonc?\Z", _of_package_json),
        (
            r"(?:\A|/)(?:requirements|constraints)[\w.-]*\.(?:txt|in)\Z|requirements/\w+\.(?:txt|in)\Z",
            _of_requirements,
        ),
        (r"(?:\A|/)pyproject\.toml\Z", _of_pyproject),
        (r"(?:\A|/)Cargo\.toml\Z", _of_cargo),
        (r"(?:\A|/)go\.(?:mod|work)\Z", _of_go),
        (r"(?:\A|/)(?:Gemfile|[\w-]+\.gemspec)\Z", _of_gems),
        (
            r"(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|Cargo\.lock|composer\.lock|Gemfile\.lock|pdm\.lock|go\.sum)\Z",
            _of_lock,
        ),
        (
            r"(?:\A|/)(?:pom\.xml|settings\.xml|[\w.-]+\.gradle(?:\.kts)?|gradle-wrapper\.properties|build\.sbt)\Z",
            _of_maven,
        ),
    )
)
