"""The text of Windows' command interpreter, told in the words of a Unix shell.

No grammar for it is kept, so this is a small reader: carets and quotes taken away, variables filled in,
lines cut at & && || and |; `certutil -urlcache -f URL FILE` becomes `curl -o FILE URL`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LOOKS = re.compile(
    r"(?i)(?:\A|[\s&|(])(?:for\s+/f\b|cmd(?:\.exe)?\s+/[ck]\b|certutil(?:\.exe)?\s|bitsadmin(?:\.exe)?\s|reg(?:\.exe)?\s+(?:add|delete|save)\b|schtasks(?:\.exe)?\s+/|vssadmin|wevtutil|wmic\s|mshta(?:\.exe)?\s|rundll32|regsvr32|netsh\s+\w|net\s+(?:user|localgroup|stop)\b|sc(?:\.exe)?\s+(?:create|config|stop|delete)\b|icacls\s|takeown\s|bcdedit)|%[A-Za-z]\w*%|\A@echo off"
)
_ANCHORS = (
    *("%", "cmd", "certutil", "bitsadmin", "reg", "schtasks", "vssadmin", "wevtutil", "wmic"),
    *("mshta", "rundll", "netsh", "net ", "net\t", "sc ", "sc.", "icacls", "takeown", "bcdedit"),
    "echo off",
    "for /f",
)
"""One of these stands in every text of cmd.exe that is told from others."""
_SET = re.compile(r"(?im)(?:\A|[&\n(])\s*set\s+\"?(\w+)=([^&|\n\"]*)")
_EACH = re.compile(
    r"(?i)\bfor\s+/f\b[^\n]{0,80}?%{1,2}(?P<name>\w)\s+in\s*\(\s*['`](?P<source>[^'`\n]+)['`]\s*\)\s*do\s+@?(?:cmd(?:\.exe)?\s+/c\s+|call\s+|start\s+)?(?P<run>[^\n&]+)"
)
_SLICED = re.compile(r"%(\w+):~(-?\d+),(\d+)%")
_LONGEST = 32_768


def is_cmd(text: str) -> bool:
    """Tell whether a text is in the language of cmd.exe."""
    plain = text[:_LONGEST].lower()
    if not any(anchor in plain for anchor in _ANCHORS):
        return False
    return _LOOKS.search(text[:_LONGEST]) is not None


def as_shell(text: str) -> str:
    """Return a text of cmd.exe as a Unix shell would say it."""
    text = _EACH.sub(_each, text[:_LONGEST])
    text = re.sub(r"\^(.)", r"\1", text.replace("^\n", " "))
    values = {name.lower(): value.strip() for name, value in _SET.findall(text)}
    text = _SLICED.sub(
        lambda m: values.get(m[1].lower(), "")[int(m[2]) :][: int(m[3])] or m[0], text
    )
    text = re.sub(r"%(\w+)%", lambda m: values.get(m[1].lower(), f"${m[1]}"), text)
    text = re.sub(r"[%!](\w+)[%!]", r"$\1", text.replace("\\", "/"))
    lines = [_line(line) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def _each(match: re.Match[str]) -> str:
    """Return a loop over what a command prints as a pipe."""
    run = re.sub(rf"%{{1,2}}{match['name']}\b", "%", match["run"]).replace("'", "")
    return f"{match['source']} | xargs -I% sh -c '{run}'"


def _line(line: str) -> str:
    line = re.sub(r"(?i)\A\s*@?(?:rem\b.*|echo off|::.*)", "", line).strip().lstrip("@")
    parts = re.split(r"(\s*(?:&&|\|\||&|\|)\s*)", line)
    told = [_command(part) if at % 2 == 0 else _joint(part) for at, part in enumerate(parts)]
    return re.sub(r"\A(?:\s*(?:&&|\|\||;))+", "", "".join(told))


def _joint(text: str) -> str:
    return " ; " if text.strip() == "&" else text


def _command(text: str) -> str:
    words = text.split()
    if not words:
        return ""
    program = re.sub(
        r"(?i)\.(?:exe|com|bat|cmd)\Z", "", words[0].strip('"').rsplit("/", 1)[-1]
    ).lower()
    reader = _READERS.get(program)
    return (
        reader(words)
        if reader is not None
        else " ".join([program if program in _KEPT else words[0], *words[1:]])
    )


def _after(words: list[str], pattern: str) -> str:
    """Return what follows the first word that matches, as text."""
    at = next(
        (at for at, word in enumerate(words) if re.fullmatch(pattern, word, re.IGNORECASE)), -1
    )
    return " ".join(words[at + 1 :]) if at > 0 else ""


def _nested(words: list[str]) -> str:
    return _line(_after(words, "/[ck]").strip('"'))


def _fetched(words: list[str]) -> str:
    url = next((word for word in words if "://" in word), "")
    if not url:
        return " ".join(words)
    after = words[words.index(url) + 1 :]
    return f"curl -o {after[0] if after else url.rsplit('/', 1)[-1]} {url}"


def _started(words: list[str]) -> str:
    rest = [word for word in words[1:] if not word.startswith(("/", '"'))]
    return _command(" ".join(rest))


def _deleted(words: list[str]) -> str:
    return "rm -rf " + " ".join(word for word in words[1:] if not word.startswith("/"))


def _timed(words: list[str]) -> str:
    task = re.search(r"(?i)/tr\s+(\"[^\"]*\"|\S+)", " ".join(words))
    return " ".join(["schtasks", *words[1:]]) + (
        f"\n{_line(task[1].strip(chr(34)))}" if task else ""
    )


def _registered(words: list[str]) -> str:
    return " ".join(["reg", *words[1:]])


_KEPT = frozenset(
    {
        "powershell",
        "pwsh",
        "mshta",
        "rundll32",
        "regsvr32",
        "netsh",
        "net",
        "sc",
        "vssadmin",
        "wevtutil",
        "wmic",
        "bcdedit",
        "curl",
        "icacls",
        "takeown",
    }
)
_READERS: dict[str, Callable[[list[str]], str]] = {
    "cmd": _nested,
    "certutil": _fetched,
    "bitsadmin": _fetched,
    "start": _started,
    "call": _started,
    "del": _deleted,
    "erase": _deleted,
    "rd": _deleted,
    "rmdir": _deleted,
    "copy": lambda words: " ".join(["cp", *words[1:]]),
    "move": lambda words: " ".join(["mv", *words[1:]]),
    "type": lambda words: " ".join(["cat", *words[1:]]),
    "schtasks": _timed,
    "reg": _registered,
    "set": lambda _: "",
    "setx": lambda words: f"export {words[1]}={' '.join(words[2:])}" if len(words) > 2 else "",
}
