"""Commands that run other commands, and the files that commands write by their own arguments."""

from __future__ import annotations

import re
from dataclasses import replace

from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.flows import URL

_WRAPPERS = frozenset(
    [
        "sudo",
        "doas",
        "env",
        "nohup",
        "setsid",
        "exec",
        "command",
        "builtin",
        "time",
        "timeout",
        "nice",
        "stdbuf",
        "xargs",
        "busybox",
        "unbuffer",
        "ionice",
        "chroot",
        "watch",
        "script",
        "systemd-run",
        "parallel",
        "proxychains",
        "torsocks",
        "caffeinate",
        "chronic",
        "strace",
        "coproc",
        "conda",
        "mamba",
    ]
)
_VALUED = re.compile(r"-[unCgIPLdsk]|-[a-zA-Z]*n\d*|--(?:user|chdir|unit|on-\w+|signal)")


def unwrapped(command: Command) -> Command:
    """Return the command that another one runs, or the same."""
    words = command.words
    if command.program not in _WRAPPERS:
        return command
    at = 1
    if command.program in ("conda", "mamba"):
        if words[1:2] != ("run",):
            return command
        at = 2
    while at < len(words) and (words[at].startswith("-") or "=" in words[at].split("/")[0]):
        at += 2 if _VALUED.fullmatch(words[at]) and "=" not in words[at] else 1
    if (
        command.program == "timeout"
        and at < len(words)
        and re.fullmatch(r"[\d.]+[smhd]?", words[at])
    ):
        at += 1
    if at >= len(words):
        return command
    if command.program == "watch" and len(words) == at + 1:
        return replace(command, words=("sh", "-c", words[at]))
    return replace(command, words=words[at:])


def targets(command: Command) -> list[str]:
    """Return the files that a program writes by its own arguments."""
    plain = [word for word in command.words[1:] if not word.startswith("-")]
    if command.program == "tee":
        return plain
    if command.program in ("cp", "mv", "ln", "install") and len(plain) > 1:
        return plain[-1:]
    if command.program == "sed" and re.search(r"\s-\w*i", " ".join(command.words)):
        return plain[-1:]
    if command.program == "dd":
        return [word[3:] for word in plain if word.startswith("of=")]
    return []


def output_path(words: tuple[str, ...], url: str) -> str:
    """Return the file that a fetching command writes, or ""."""
    joined = " ".join(words[1:])
    match = re.search(
        r"(?:\s|^)(?:-[a-zA-Z]*[oO]|--output(?:-document)?|-OutFile)[= ]?\s*([^\s-]\S*|-(?=\s|$))?",
        joined,
    )
    name = match[1] or "" if match else ""
    if name == "-" or (words[0].endswith("curl") and match is None):
        return ""
    if not name or URL.match(name):
        name = url.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]
    return "" if name.startswith("/dev/") else name
