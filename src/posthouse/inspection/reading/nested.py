"""Commands that stand in the words of other commands: what `find -exec`, `awk`, `vim -c`, `tar
--checkpoint-action`, `ssh` and the like are told to run, as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.inspection.reading.command import Command

_ROWS = (
    ("find fd gfind", r"-(?:exec|execdir|ok|okdir|x|X|-exec)\s+(?P<run>.+?)(?:\s\\?;|\s\+|$)"),
    ("awk gawk mawk nawk", r"system\(\s*\"(?P<run>(?:[^\"\\]|\\.)+)\"|\"(?P<more>(?:[^\"\\]|\\.)+)\"\s*\|\s*getline|\|\s*\"(?P<third>[^\"]+)\""),
    ("vim vi nvim ex view rvim", r":?(?:!|(?:silent\s+|sil\s+)?(?:exe\w*\s+['\"])?!|call system\(['\"])\s*(?P<run>[^'\"]*?[^'\"]*)(?:$|\s-c\s)"),
    ("tar bsdtar gtar", r"--(?:checkpoint-action=exec|to-command|use-compress-program|rsh-command)=?\s*(?P<run>.+?)(?=\s--|$)|-I\s+(?P<more>.+)"),
    ("ssh sshpass", r"-o\s*(?:ProxyCommand|LocalCommand|PermitLocalCommand)[= ](?P<run>.+)"),
    ("rsync scp sftp", r"(?:^|\s)(?:-e|--rsh|-S|-D)[= ](?P<run>.+?sh\b.*)"),
    ("zip", r"-TT\s+(?P<run>.+)"),
    ("sed gsed", r"(?:^|\s|;)\d*e\s+(?P<run>\S.+)"),
    ("nmap", r"os\.execute\(\s*['\"](?P<run>[^'\"]+)"),
    ("sqlite3", r"\.(?:shell|system|sh)\s+(?P<run>[^'\"]+)"),
    ("psql mysql", r"\\!\s*(?P<run>[^'\"]+)|(?:PROGRAM|program)\s+'(?P<more>[^']+)'"),
    ("gdb lldb", r"(?:-ex|-o)\s+['\"]?(?:!|shell|platform shell)\s*(?P<run>[^'\"]+)"),
    ("tcpdump", r"-z\s+(?P<run>.+)"),
    ("screen tmux", r"(?:-dmS?\s+\S+|new(?:-session)?\s+.*?-d\S*|send-keys\s+(?:-t\s+\S+\s+)?|new-window\s+)\s*(?P<run>\S.+?)(?:\s+Enter)?$"),
    ("flock", r"(?:^|\s)-\w*c\s+(?P<run>.+)"),
    ("script runuser su sg newgrp", r"(?:^|\s)(?:-\w*c|--command)[= ]+(?P<run>.+)"),
    ("docker podman nerdctl kubectl oc lxc crictl nsenter unshare chroot machinectl distrobox toolbox", r"\s(?:(?:ba|z|da|a|k)?sh)\s+(?:-\w+\s+)*?-\w*c\s+(?P<run>.+)"),
    ("entr nodemon watchexec chokidar", r"(?:^|\s)(?:--exec|-x|-c)\s+(?P<run>.+)"),
    ("expect", r"spawn\s+(?P<run>[^;}]+)"),
    ("git", r"(?:^|\s)(?:bisect run|submodule foreach|rebase\s.*?(?:--exec|-x)|filter-branch\s.*?--\w+-filter)[= ]+(?P<run>.+)"),
    ("git", r"(?i)(?:core\.(?:pager|editor|sshcommand|fsmonitor)|alias\.\w+|credential\.helper|diff\.external|sequence\.editor)[= ]+!?(?P<run>.+)"),
    ("emacs", r"\(shell-command\s+\"(?P<run>[^\"]+)"),
    ("parallel", r"\s(?P<run>(?:ba|z)?sh\s+-c\s.+)|:::\s+(?P<more>.+)"),
    ("openssl", r"(?:-engine|-provider-path)\s+(?P<run>\S+)"),
    ("man", r"-P\s+(?P<run>.+)"),
    ("npm yarn pnpm bun", r"(?:exec|run-script|x)\s+-c\s+(?P<run>.+)"),
    ("aws", r"commands=\[?[\"']?(?P<run>[^\]]+)"),
    ("az", r"--scripts\s+(?P<run>.+?)(?:\s--|$)"),
    ("powershell pwsh", r"(?i)(?:^|\s)-c(?:ommand)?\s+(?P<run>.+)"),
)  # fmt: skip
_AWKS = frozenset({"awk", "gawk", "mawk", "nawk"})
_TOLD = re.compile(
    r"\"([^\"\n]+)\"\s*\|\s*getline\s+(\w+).*?(?:system\(\s*\2\b|\2\s*\|)", re.DOTALL
)
"""What awk is told by a command, and runs."""
_VARIABLES = re.compile(
    r"\A(?:GIT_(?:PAGER|SSH_COMMAND|SSH|EDITOR|EXTERNAL_DIFF|PROXY_COMMAND|ASKPASS|SEQUENCE_EDITOR)|PAGER|MANPAGER|EDITOR|VISUAL|BROWSER|LESSOPEN|PROMPT_COMMAND|SUDO_ASKPASS|SSH_ASKPASS|RSYNC_RSH|BASH_ENV|MAKEFLAGS)\Z"
)
_LONGEST = 8_000


def _by_program() -> dict[str, list[re.Pattern[str]]]:
    table: dict[str, list[re.Pattern[str]]] = {}
    for programs, pattern in _ROWS:
        compiled = re.compile(pattern, re.DOTALL)
        for program in programs.split():
            table.setdefault(program, []).append(compiled)
    return table


_TABLE = _by_program()


def nested(command: Command) -> Iterator[str]:
    """Yield the shell texts that a command is told to run."""
    joined = " ".join(command.words[1:])[:_LONGEST]
    told = _TOLD.search(joined) if command.program in _AWKS else None
    if told:
        yield f"{told[1]} | sh"
    for pattern in _TABLE.get(command.program, ()):
        for match in pattern.finditer(joined):
            text = next((part for part in match.groups() if part), "")
            if text.strip():
                yield _bare(text)


def variables(pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield the shell texts that programs are told by their environment to run."""
    for name, value in pairs:
        if _VARIABLES.match(name) and " " in value:
            yield f". {value}" if value.startswith("<(") else value


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
