"""Evidence of an incident: a call's arguments, masked but for what tells what it would do.

Programs, options, operators, hosts and the names of arguments stay; paths, values and words go.
"""

from __future__ import annotations

import json
import re
from typing import Any

LONGEST = 600
_LONGEST_VALUE = 200
_MOST_WORDS = 24
MASK = "•••"

_NAMES = """
curl wget bash sh zsh dash eval exec sudo python python3 node npm npx pnpm yarn pip pip3 pipx uv
poetry conda cargo go gem brew apt apt-get apk dnf yum docker podman kubectl helm git ssh scp rsync
nc ncat socat base64 xxd gzip tar unzip chmod chown rm mv cp ln cat tee echo printf env export set
crontab systemctl launchctl powershell pwsh iex iwr irm certutil openssl xargs source install add
clone run config remote registry index-url get post
"""
_PROGRAMS = frozenset(_NAMES.split())
_OPERATORS = re.compile(r"(?:[|&;<>]{1,2}|\d?>&?\d?)\Z")
_OPTION = re.compile(r"-{1,2}[A-Za-z][\w-]{0,30}\Z")
_URL = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]{1,10})://(?:[^@/\s\"']*@)?(?P<host>[\w.:\[\]-]{1,100})",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(\s+|[|&;<>()\"'`]+)")


def masked_call(arguments: str) -> str:
    """Return a call's arguments as evidence, at most LONGEST characters."""
    try:
        tree = json.loads(arguments)
    except (ValueError, RecursionError):
        return masked(arguments)[:LONGEST]
    return "; ".join(_told("", tree, 0))[:LONGEST]


def masked(text: str) -> str:
    """Return a text in which only programs, options, operators and hosts can be read."""
    out: list[str] = []
    words = 0
    for piece in _SPLIT.split(text[:4096]):
        if not piece:
            continue
        if not piece.strip() or _SPLIT.fullmatch(piece):
            out.append(" " if not piece.strip() else piece)
            continue
        words += 1
        if words > _MOST_WORDS:
            out.append("…")
            break
        out.append(_word(piece))
    shown = re.sub(rf"(?:{MASK} ?){{2,}}", MASK + " ", "".join(out)).strip()
    return shown[:_LONGEST_VALUE]


def _word(word: str) -> str:
    plain = word.rsplit("/", 1)[-1].lower()
    url = _URL.search(word)
    if url:
        return f"{url['scheme']}://{url['host']}/{MASK}"
    if plain in _PROGRAMS:
        return plain
    return word if _OPTION.match(word) or _OPERATORS.match(word) else MASK


def _told(name: str, tree: Any, depth: int) -> list[str]:
    if isinstance(tree, dict) and depth < 4:
        return [
            line for key, value in list(tree.items())[:12] for line in _told(key, value, depth + 1)
        ]
    if isinstance(tree, list) and depth < 4:
        words = " ".join(one for one in tree if isinstance(one, str))
        return [f"{_name(name)}: {masked(words)}"] if words else []
    return [f"{_name(name)}: {masked(tree)}"] if isinstance(tree, str) else []


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][\w-]{0,30}", name) else MASK
