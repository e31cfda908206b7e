"""Files that commands bring from other machines, and files that become programs by what commands do."""

from __future__ import annotations

import re

from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.flows import URL, address, is_fetcher
from posthouse.inspection.reading.wrappers import output_path

_REMOTE = re.compile(r"(?:[\w.-]+@)?(?:[\w-]+\.)+[\w-]+::?(?!//)\S*|(?:rsync|sftp|scp|ftp)://\S+")
_PLACERS = frozenset({"lwp-download", "lwp-mirror"})
_COPIERS = frozenset({"scp", "rsync", "sftp", "pscp", "rclone", "lftp", "unison"})
_HOMES = re.compile(
    r"(?:\A|/)(?:s?bin|\.local/bin|libexec|\.bin)(?:/[^/]*)?\Z|/usr/local/(?:lib|libexec)/|/opt/[\w.-]+/bin/|\A/(?:usr|s?bin|opt|etc|lib)/\S*\.(?:py|sh|pl|rb|js|bin|so|elf|run|jar)\Z|\A/(?:s?bin|usr)/[\w.-]+\Z"
)
_INSTALLERS = re.compile(
    r"(?:dpkg\s+(?:-i|--install)|(?:apt|apt-get|dnf|yum|zypper|apk|pacman|snap|flatpak|brew|gem|pip[\d.]*|npm|pnpm|yarn|uv|go)\s.*?\b(?:install|add|-U|-S|i)\b"
    r"|rpm\s+-\w*[iU]|installer\s+.*-pkg|msiexec\s.*?/i|(?:code|cursor|codium)\s+--install-extension|docker\s+(?:load|import)|hdiutil\s+attach|kubectl\s+apply)\s"
)
_MARKS = re.compile(r"(?:^|\s)(?:[ugoa]*\+\w*x\w*|[0-7]?[1357][0-7]{2}|[0-7]?[0-7]?[1357][0-7])\s")


def brought(command: Command) -> tuple[str, str]:
    """Return the file that a command brings and the address it comes from, or two empty texts."""
    program, words = command.program, command.words
    if is_fetcher(program):
        url = address(words)
        path = words[-1] if program in _PLACERS and words[-1] != url else output_path(words, url)
        return (path, url) if url else ("", "")
    plain = [word for word in words[1:] if not word.startswith("-")]
    if program == "tftp":
        hosts = [word for word in plain if "." in word and "/" not in word]
        named = re.search(r"-l\s*(\S+)", " ".join(words))
        return (named[1], f"tftp://{hosts[-1]}") if named and hosts else ("", "")
    if program in _COPIERS and len(plain) > 1 and not _REMOTE.fullmatch(plain[-1]):
        origin = next((word for word in plain[:-1] if _REMOTE.fullmatch(word)), "")
        return (_into(plain[-1], origin), origin) if origin else ("", "")
    return "", ""


def _into(path: str, origin: str) -> str:
    """Return the file that is meant where a folder may be."""
    last = re.split(r"[/:]", origin.rstrip("/"))[-1]
    return f"{path.rstrip('/')}/{last}" if path.endswith("/") or path == "." else path


def is_program(path: str) -> bool:
    """Tell whether what stands at a path is found as a program."""
    return _HOMES.search(path) is not None


def made_programs(command: Command) -> list[str]:
    """Return the files that a command makes programs, or that it installs."""
    joined = " ".join(command.words)
    plain = [word for word in command.words[1:] if not word.startswith("-")]
    if command.program == "chmod" and _MARKS.search(joined + " "):
        return plain[1:]
    if command.program in ("mv", "cp", "install", "ln") and len(plain) > 1:
        return plain[:-1] if is_program(plain[-1]) else []
    if _INSTALLERS.match(joined + " "):
        return [word for word in plain if not URL.match(word)]
    return []
