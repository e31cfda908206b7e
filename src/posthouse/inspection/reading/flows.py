"""What flows out of a command: downloads, secrets, the environment, the project's own source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.places import is_private

NET = "download"
SECRET = "secret"
ENV = "environment"
SOURCE = "source"
HOST = "machine"
FILE = "file"

URL = re.compile(r"\b(?:https?|ftp|sftp|s3|gs)://[^\s\"'`<>|;)\\]+", re.IGNORECASE)
_BARE_HOST = re.compile(
    r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::\d+)?(?:/\S*)?|\d+\.\d+\.\d+\.\d+(?::\d+)?(?:/\S*)?",
    re.IGNORECASE,
)
_SECRET_NAME = re.compile(
    r"\$\{?\w*(?:TOKEN|SECRET|PASSW|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIAL|DATABASE_URL)\w*",
    re.IGNORECASE,
)
_FETCHERS = frozenset(
    [
        "curl",
        "wget",
        "wget2",
        "aria2c",
        "http",
        "https",
        "xh",
        "lwp-request",
        "lynx",
        "w3m",
        "fetch",
        "axel",
        "iwr",
        "irm",
        "Invoke-WebRequest",
        "lwp-download",
        "lwp-mirror",
        "GET",
        "wcurl",
        "curlie",
        "links",
        "elinks",
        "snarf",
        "hget",
    ]
)
_READERS = frozenset(
    [
        "cat",
        "head",
        "tail",
        "less",
        "more",
        "base64",
        "xxd",
        "gzip",
        "zip",
        "tar",
        "strings",
        "cp",
        "sort",
        "grep",
        "sed",
        "awk",
        "jq",
        "bat",
        "tac",
        "od",
        "dd",
        "cut",
        "pg",
        "ed",
    ]
)
_MOST = 48
_MACHINES = frozenset({"hostname", "whoami", "id", "uname", "ifconfig", "ip", "lscpu", "sw_vers"})
_BRINGERS: dict[str, re.Pattern[str]] = {
    program: re.compile(pattern, re.IGNORECASE)
    for programs, pattern in (
        ("dig nslookup drill host kdig dog", r"\bTXT\b"),
        ("nc ncat netcat telnet finger whois rclone ftp socat websocat tftp lftp gopher", r""),
        ("aws gsutil gcloud mc az", r"\b(?:cp|cat)\b.*(?:s3|gs)://\S+\s+-\s*$|\bcat\s"),
        ("gh", r"^(?:api|gist view|release download)"),
        ("ipfs git", r"^(?:cat|get)\b|^archive\s.*--remote"),
    )
    for program in programs.split()
}


@dataclass(frozen=True, slots=True)
class Flow:
    """Something that comes out of a command, and what of: an address, a path, a name."""

    kind: str
    what: str = ""


def flows(command: Command) -> set[Flow]:
    """Return what comes out of a command: its own, and what goes through it."""
    found: set[Flow] = set()
    waiting, seen = [command], 0
    while waiting and seen < _MOST:
        one = waiting.pop()
        seen += 1
        found.update(_own(one))
        waiting += [*one.before, *one.inner]
    return found


def address(words: tuple[str, ...]) -> str:
    """Return the address among a fetching command's words, or ""."""
    for word in words[1:]:
        match = URL.search(word)
        if match:
            return match[0]
    plain = [word for word in words[1:] if not word.startswith(("-", "$"))]
    return next((word for word in plain if _BARE_HOST.fullmatch(word)), "")


def is_fetcher(program: str) -> bool:
    """Tell whether a program downloads what an address stands for."""
    return program in _FETCHERS


def destination(words: tuple[str, ...]) -> str:
    """Return the machine that a command of ssh goes to."""
    skip = False
    for word in words[1:]:
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in (
                "-o",
                "-i",
                "-p",
                "-l",
                "-F",
                "-J",
                "-L",
                "-R",
                "-D",
                "-b",
                "-c",
                "-E",
                "-m",
                "-W",
            )
        else:
            return word
    return ""


def secret_names(text: str) -> list[str]:
    """Return the variables in a text that are named like secrets."""
    return _SECRET_NAME.findall(text)


def _own(command: Command) -> list[Flow]:
    program, words = command.program, command.words
    found = [Flow(SECRET, name) for word in words[1:] for name in secret_names(word)]
    if command.text:
        found += [Flow(SECRET, name) for name in secret_names(command.text)]
    if is_fetcher(program):
        found.append(Flow(NET, address(words)))
    elif program in _READERS:
        found += [Flow(SECRET, word) for word in words[1:] if is_private(word)]
        found += _read(program, words)
    elif program in ("env", "printenv", "set", "declare", "export") and _dumps(words):
        found.append(Flow(ENV))
    elif program == "git":
        found += _of_git(words)
    else:
        found += _remote(program, words)
    return found


def _dumps(words: tuple[str, ...]) -> bool:
    return all(word.startswith("-") for word in words[1:])


def _read(program: str, words: tuple[str, ...]) -> list[Flow]:
    if program in ("tar", "zip"):
        return [
            Flow(SOURCE, word) for word in words[1:] if word in (".", "./", "~", "$HOME", "src")
        ]
    return [Flow(ENV) for word in words[1:] if word.endswith("/environ")]


def _of_git(words: tuple[str, ...]) -> list[Flow]:
    action = next((word for word in words[1:] if not word.startswith("-")), "")
    if action in ("archive", "log", "diff", "bundle", "remote", "show", "config", "ls-files"):
        return [Flow(SOURCE, action)]
    return []


def _remote(program: str, words: tuple[str, ...]) -> list[Flow]:
    """Commands that bring something from elsewhere without being made for it."""
    joined = " ".join(words[1:])
    if program == "openssl" and "s_client" in words:
        return [Flow(NET, _after(words, "-connect"))]
    if program == "ssh":
        return [Flow(NET, destination(words))]
    if program in _MACHINES:
        return [Flow(HOST, program)]
    pattern = _BRINGERS.get(program)
    return [Flow(NET, joined)] if pattern is not None and pattern.search(joined) else []


def _after(words: tuple[str, ...], option: str) -> str:
    return next((following for word, following in pairwise(words) if word == option), "")
