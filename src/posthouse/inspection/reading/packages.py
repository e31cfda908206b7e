"""What package managers are told: packages by name, other indexes, addresses, scripts on install."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.listed import SHIPPED

_ECOSYSTEMS = {
    "pip": "pypi", "pip3": "pypi", "uv": "pypi", "poetry": "pypi", "pipenv": "pypi", "pdm": "pypi", "pipx": "pypi",
    "uvx": "pypi", "conda": "conda", "mamba": "conda", "npm": "npm", "yarn": "npm", "pnpm": "npm", "bun": "npm",
    "npx": "npm", "bunx": "npm", "pnpx": "npm", "cargo": "cargo", "go": "go", "gem": "gem", "bundle": "gem",
    "brew": "brew", "apt": "apt", "apt-get": "apt", "apk": "apt", "dnf": "apt", "yum": "apt", "helm": "helm",
    "rpm": "apt", "dpkg": "apt", "zypper": "apt", "pacman": "apt", "pip-compile": "pypi", "rye": "pypi", "hatch": "pypi",
    "deno": "npm", "composer": "composer", "dotnet": "nuget", "nuget": "nuget", "choco": "choco", "winget": "choco", "scoop": "choco",
}  # fmt: skip
_VERBS = frozenset(("install", "download", "add", "i", "get", "isntall", "in"))
_RUNS = re.compile(
    r"^(?:npx|bunx|pnpx|uvx)\b|^(?:pnpm|yarn|npm|bun)\s+(?:dlx|exec|x|create|init)\b|^pipx\s+run\b|^uv\s+tool\s+run\b|^go\s+run\s+\S+@"
)
_VALUED = frozenset(
    [
        "-r",
        "--requirement",
        "-c",
        "--constraint",
        "-i",
        "--index-url",
        "--extra-index-url",
        "--index",
        "--default-index",
        "-f",
        "--find-links",
        "-t",
        "--target",
        "--registry",
        "--source",
        "--group",
        "-G",
        "-F",
        "--features",
        "--filter",
        "--prefix",
        "-w",
        "-v",
        "--version",
        "-C",
        "-p",
        "--python",
        "-n",
        "--name",
        "--channel",
        "--root",
        "--cache-dir",
        "--git",
        "--path",
        "--branch",
        "--tag",
        "--rev",
        "--workspace",
        "--trusted-host",
        "-b",
        "--with",
        "--from",
        "-o",
        "--without",
        "--only",
        "--extra",
        "--extras",
    ]
)
_ACCOUNTS = frozenset(("owner", "team", "access", "user"))
_PUBLISHES = frozenset(("publish", "login", "logout", "whoami", "upload"))
_FLAGS = frozenset(("-w", "-D", "-g", "-U", "-y", "-q", "-E", "-O", "-P", "-S"))
_INDEX = re.compile(
    r"(?:^|\s)(?:-i|--index-url|--extra-index-url|--index|--default-index|-f|--find-links|--registry|--source|--channel|-c)"
    r"[= ]+[\"']?(?P<what>https?://[^\s\"']+)|:?registry[= ]+[\"']?(?P<other>https?://[^\s\"']+)"
    r"|(?:index-url|extra-index-url|find-links|index_url|proxy|--add channels|sources?)\s.*?(?P<third>https?://[^\s\"']+)"
)
_VARIABLE = re.compile(
    r"^(?:PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|PIP_CONFIG_FILE|UV_(?:EXTRA_)?(?:DEFAULT_)?INDEX(?:_URL)?|NPM_CONFIG_REGISTRY|npm_config_registry|GOPROXY"
    r"|YARN_\w*REGISTRY\w*|BUNDLE_MIRROR\w*|CARGO_REGISTRIES_\w+|GEM_SOURCE|HOMEBREW_\w*(?:DOMAIN|REMOTE)|CONDA_CHANNELS|NODE_MIRROR|RUSTUP_\w+|\w*(?:_MIRROR|DIST_SERVER|REGISTRY_URL))=[\"']?(?P<what>\S+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:^|@\s?|^[\w.@/-]+@)(?:(?:git|hg|svn|bzr)\+)?(?:https?|ssh|git|file)://(?P<what>\S+)|^(?:github:|gitlab:|bitbucket:|gist:)(?P<short>\S+)|^git@\S+"
)
_SCRIPTS = re.compile(
    r"--ignore-scripts[= ]false|--unsafe-perm|--foreground-scripts|--no-verify|--ignore-checksums|--force-reinstall --no-deps --no-binary"
)
_EXACT = re.compile(
    r"(?:\[[^\]]*\])?\s*(?:[=@:^~]|===?|~>|~=|\^|npm:)*\s*v?(?P<version>\d[\w.+!-]*)"
)
_REQUIRES = re.compile(r"===?|[<>~!]=|[<>@]")
_VERSION_OPTIONS = frozenset(("--version", "--vers", "-v"))
_NAME = re.compile(r"(?P<name>(?:@[^@/\s]+/)?[^@\s=<>~!\[;:,]+)")


def installs(words: tuple[str, ...]) -> Iterator[Fact]:
    """Yield what a command of a package manager takes, and from where."""
    program = re.sub(r"(?<=pip)[\d.]+\Z", "", words[0].rsplit("/", 1)[-1])
    if program == "export":
        yield from _exported(words)
        return
    if re.fullmatch(r"python[\d.]*|py", program) and words[1:3] == ("-m", "pip"):
        program, words = "pip", words[2:]
    if program in ("add-apt-repository", "apt-key", "apt-add-repository"):
        yield Fact(Kind.INDEX, " ".join(words[1:]), "apt")
    system = _ECOSYSTEMS.get(program)
    if system is not None:
        yield from _managed(program, words[1:] if words[1:2] == ("pip",) else words, system)


def _managed(program: str, words: tuple[str, ...], system: str) -> Iterator[Fact]:
    joined = " ".join(words[1:])
    if _PUBLISHES & set(words[1:3]):
        url = re.search(r"https?://[^\s\"']+", joined)
        yield from (Fact(Kind.SEND, url[0], "package"),) if url else ()
        return
    yield from _indexed(joined, system)
    if program == "brew" and words[1:2] == ("tap",) and len(words) > 2:
        for word in words[2:]:
            yield from _tapped(word)
    if _SCRIPTS.search(joined) and any(verb in words for verb in _VERBS):
        yield Fact(Kind.SCRIPTS, joined)
    if _RUNS.match(f"{program} {joined}"):
        yield from _run(program, words, system)
    elif program == "go" and "install" in words:
        yield from _named(words[words.index("install") + 1 :], system)
    else:
        yield from _installed(program, words, system)
        yield from _of_files(words, joined)


def _installed(program: str, words: tuple[str, ...], system: str) -> Iterator[Fact]:
    verb = next((at for at, word in enumerate(words[:8]) if word in _VERBS and at), 0)
    if verb and program != "helm" and not _ACCOUNTS & set(words[:verb]):
        yield from _named(words[verb + 1 :], system)


def _exported(words: tuple[str, ...]) -> Iterator[Fact]:
    for word in words[1:]:
        match = _VARIABLE.match(word)
        if match and not re.match(r"off|direct", match["what"]):
            yield Fact(Kind.INDEX, match["what"], "variable")


def _indexed(joined: str, system: str) -> Iterator[Fact]:
    scope = re.search(r"(@[\w-]+):registry", joined)
    for match in _INDEX.finditer(joined):
        what = match["what"] or match["other"] or match["third"]
        yield Fact(Kind.INDEX, what, f"{scope[1]}/" if scope else system)
    if system == "helm":
        chart = re.search(r"repo add \S+ (\S+)", joined)
        if chart:
            yield Fact(Kind.INDEX, chart[1], system)
    git = re.search(r"--git[= ](\S+)", joined) if system == "cargo" else None
    if git:
        yield Fact(Kind.ARTIFACT, git[1], system)


def _run(program: str, words: tuple[str, ...], system: str) -> Iterator[Fact]:
    rest = [
        word
        for word in words[1:]
        if word not in ("dlx", "exec", "x", "run", "tool", "create", "init")
    ]
    for at, word in enumerate(rest):
        if word in ("-p", "--package", "--from") and at + 1 < len(rest):
            yield from _one(rest[at + 1], system, Kind.RUNNER)
            return
        if not word.startswith("-"):
            if program not in ("npm", "yarn", "pnpm", "bun") or {
                "exec",
                "create",
                "dlx",
                "x",
            } & set(words):
                yield from _one(word, system, Kind.RUNNER)
            return


def _of_files(words: tuple[str, ...], joined: str) -> Iterator[Fact]:
    for match in re.finditer(
        r"(?:-r|--requirement|-c|--constraint|--env-file|-f)[= ]+(https?://\S+)", joined
    ):
        if any(verb in words for verb in _VERBS) or "create" in words:
            yield Fact(Kind.ARTIFACT, match[1], "requirements")


def _named(words: tuple[str, ...], system: str) -> Iterator[Fact]:
    skip = False
    version = _version_option(words)
    for word in words:
        if skip:
            skip = False
            continue
        if word.startswith("-"):
            skip = word in _VALUED and word not in _FLAGS
            continue
        if word in ("&&", "|", ";", "@"):
            continue
        yield from _one(word, system, Kind.PACKAGE, version)


def _version_option(words: tuple[str, ...]) -> str:
    """Return the version that an option gives for the package beside it, or ""."""
    for at, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option in _VERSION_OPTIONS:
            return exact(value if equals else "".join(words[at + 1 : at + 2]))
    return ""


def _tapped(tap: str) -> Iterator[Fact]:
    """Yield where Homebrew takes a tap from: a repository of its owner, unless all know that one."""
    owner, _, name = tap.lower().partition("/")
    if "://" in tap:
        yield Fact(Kind.ARTIFACT, tap, "brew")
    elif name and owner not in SHIPPED.domains("owners"):
        yield Fact(Kind.ARTIFACT, f"https://github.com/{owner}/homebrew-{name}", "brew")


def exact(wanted: str) -> str:
    """Return the one version that a requirement names or begins with, or ""."""
    match = _EXACT.fullmatch(wanted.strip())
    return match["version"] if match else ""


def _one(word: str, system: str, kind: Kind, version: str = "") -> Iterator[Fact]:
    address = _ADDRESS.search(word)
    if address:
        yield Fact(Kind.ARTIFACT, address["what"] or address["short"] or word, system)
        return
    if (
        word.startswith((".", "/", "~", "$", "{", "<"))
        or "=" in _REQUIRES.split(word, maxsplit=1)[0]
        or word.endswith((".whl", ".deb", ".tgz", ".rpm"))
    ):
        return
    if system == "brew" and word.count("/") == 2:
        yield from _tapped(word.rpartition("/")[0])
        return
    name = _NAME.match(word)
    if name and len(name["name"]) > 1:
        whole = word.split("@", maxsplit=1)[0] if system == "go" else name["name"]
        if system == "go" and "." not in whole.split("/", maxsplit=1)[0]:
            return
        whole = whole.lower() if system == "pypi" else whole
        yield Fact(kind, whole, system, version or exact(word[len(name["name"]) :]))
