"""Commands that run other commands, and the files that commands write by their own arguments."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.flows import URL
from posthouse.inspection.reading.layers import output

_WRAPPERS = frozenset({"sudo", "doas", "env", "nohup", "setsid", "exec", "command", "builtin", "time", "timeout", "nice", "stdbuf", "xargs", "busybox", "toybox", "unbuffer", "ionice", "chroot", "watch", "script", "systemd-run", "parallel", "proxychains", "proxychains4", "torsocks", "torify", "caffeinate", "chronic", "strace", "ltrace", "coproc", "conda", "mamba", "pkexec", "runuser", "fakeroot", "rlwrap", "taskset", "numactl", "setarch", "linux64", "dbus-run-session", "xvfb-run", "unshare", "nsenter", "firejail", "bwrap", "catchsegv", "valgrind", "faketime", "gosu", "su-exec", "tini", "dumb-init", "poetry", "pipenv", "uv", "hatch", "pdm", "rye", "mise", "asdf", "direnv", "dotenv", "op", "doppler", "infisical", "aws-vault"})  # fmt: skip
_RUNNERS = {
    **dict.fromkeys(
        ("conda", "mamba", "poetry", "pipenv", "uv", "hatch", "pdm", "rye", "op", "doppler"), "run"
    ),
    **dict.fromkeys(("mise", "asdf", "direnv", "aws-vault"), "exec"),
}
_VALUED = re.compile(r"-[unCgIPLdsk]|-[a-zA-Z]*n\d*|--(?:user|chdir|unit|on-\w+|signal)")


def unwrapped(command: Command) -> Command:
    """Return the command that another one runs, or the same."""
    words = command.words
    if command.program not in _WRAPPERS:
        return command
    if command.program == "env" and _split_text(words):
        return replace(command, words=("sh", "-c", _split_text(words)))
    at = _start(command)
    if at >= len(words):
        return command
    if command.program == "watch" and len(words) == at + 1:
        return replace(command, words=("sh", "-c", words[at]))
    if command.program == "xargs":
        return _filled(command, at)
    return replace(command, words=words[at:])


def _start(command: Command) -> int:
    """Return where the inner command begins among the words, or their number."""
    words, at = command.words, 1
    runs = _RUNNERS.get(command.program)
    if runs is not None:
        if runs not in words[1:3]:
            return len(words)
        at = words.index(runs) + 1
    while at < len(words) and (words[at].startswith("-") or "=" in words[at].split("/")[0]):
        at += 2 if _VALUED.fullmatch(words[at]) and "=" not in words[at] else 1
    timed = command.program in ("timeout", "faketime", "taskset") and at < len(words)
    return at + 1 if timed and re.match(r"[\d.@x+]", words[at]) else at


def _split_text(words: tuple[str, ...]) -> str:
    """Return what `env -S` splits into a command."""
    for option, value in pairwise(words):
        if option in ("-S", "--split-string"):
            return value
    return ""


def _filled(command: Command, at: int) -> Command:
    """Return what xargs runs, with what is known of its input in its place."""
    words = command.words[at:]
    given = (output(command.before[-1]) or "").strip() if command.before else ""
    mark = next(
        (b for a, b in zip(command.words, command.words[1:at], strict=False) if a == "-I"), ""
    )
    mark = mark or next((a[2:] for a in command.words[1:at] if a.startswith("-I") and a[2:]), "")
    if given and mark:
        words = tuple(word.replace(mark, given) for word in words)
    elif given:
        words = (*words, *given.split())
    return replace(command, words=words)


def runs_input(command: Command, inside: Command) -> bool:
    """Tell whether xargs runs its input itself as a command: xargs -I{} sh -c '{}'."""
    words, joined = inside.words, " ".join(command.words)
    given = re.search(r"\s-I\s*(\S+)", joined)
    mark = given[1] if given else ""
    code = next((b for a, b in pairwise(words) if re.fullmatch(r"-\w*c", a)), None)
    return inside is command or (code is not None and bool(mark) and code.strip() == mark)


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
