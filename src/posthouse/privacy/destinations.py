"""Where a text leads to: hosts of addresses, of commands that reach out, of names made of a value.

Texts are read as they are masked, so a host may be a token. What only looks like a host counts as
one where a command or a call of the network stands beside it: better once too often.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from posthouse.model.finding import Label
from posthouse.privacy.token import ALPHABET, LENGTH, PREFIX, TYPE_LETTERS
from posthouse.privacy.words import words

UNKNOWN = "?"
"""Stands for a destination that a text does not tell: a variable, something computed."""

_TOKEN = f"{PREFIX}[{ALPHABET}]{{{LENGTH - len(PREFIX)}}}"
_LABEL = r"[\w-]+"
_ADDRESS = re.compile(
    r"(?i)\b[a-z][a-z0-9+.-]{1,20}:(?:/|%2f|\\/){2}(?:[^\s/\\\"'<>`@]{0,512}@)?"
    r"(?P<host>\[[0-9a-f:.]+\]|[^\s/\\\"'<>`?#:,;)\]|@&%]+)?"
)
_BARE = re.compile(
    rf"(?i)(?:(?<=[\s\"'(=@|])|^)(?:(?://|\\\\\\\\|\\\\)(?P<slashed>{_LABEL}(?:\.{_LABEL})+)"
    rf"|(?P<www>www\.{_LABEL}(?:\.{_LABEL})+))"
)
_NAMED = re.compile(
    rf"(?<![\w-])(?<![\w-]\.)(?:[\w-]+\.)*(?=[\w-]*?{_TOKEN})[\w-]++(?:\.{_LABEL})*"
    rf"\.(?P<top>[A-Za-z]{{2,}}|{_TOKEN})(?![\w(])"
)
_AT = re.compile(rf"{_TOKEN}@(?P<host>[\w.-]+)")
_REMOTE = re.compile(r"(?<![\w.-])[\w.-]+@(?P<host>[\w-]+(?:\.[\w-]+)+):")
_HOST_TOKEN = re.compile(
    f"{PREFIX}[{''.join(TYPE_LETTERS[la] for la in (Label.HOST, Label.IP, Label.URL))}]"
    f"[{ALPHABET}]{{{LENGTH - len(PREFIX) - 1}}}"
)
_DOTTED = re.compile(rf"(?<![\w./@-]){_LABEL}(?:\.{_LABEL})+(?![\w/]*\()")
_REACHES = re.compile(
    r"(?i)(?<![\w./-])(?:curl|wget|nc|ncat|netcat|telnet|ssh|scp|sftp|ftp|rsync|rclone|ping|dig"
    r"|nslookup|socat|httpie|xh|aria2c|sendmail|mutt|certutil|bitsadmin|iwr|irm|iex"
    r"|invoke-(?:webrequest|restmethod)|start-bitstransfer|test-netconnection|resolve-dnsname"
    r"|openssl\s+s_client|git\s+(?:push|clone|fetch|pull|remote|ls-remote)"
    r"|(?:npm|yarn|pnpm|twine|cargo|gem|docker)\s+(?:publish|upload|push|login))(?![\w-])"
    r"|/dev/(?:tcp|udp)/|\b(?:fetch|axios|sendbeacon|xmlhttprequest|websocket|eventsource)\b"
    r"|\b(?:requests|httpx|aiohttp|urllib\d?|urlopen|smtplib|ftplib|paramiko|socket)\b"
    r"|\bhttp\.(?:client|get|post|request)|\bnet(?:/http|::http|\.connect|\.dial)|\bnew\s+image\b"
    r"|\b(?:file_get_contents|fsockopen|curl_\w+|httpclient|okhttp|webclient|getaddrinfo"
    r"|gethostbyname)\b"
)
_HOSTS_ALONE = re.compile(
    r"(?i)(?<![\w./-])(?:nc|ncat|netcat|telnet|ssh|ping|dig|nslookup)(?![\w-])"
)
_FILES = words(
    "json txt py sh env yaml yml md log csv html htm js ts tsx jsx go rs rb php java c h cpp toml "
    "ini cfg conf xml sql pem key crt lock zip tar gz tgz png jpg jpeg svg pdf"
)
_HERE = words("localhost localhost.localdomain ip6-localhost host.docker.internal")
_DEEPEST = 24


def destinations(text: str) -> set[str]:
    """Return the hosts that a text leads to, lower case; `?` for one that it does not tell.

    This machine is none.
    """
    return {host for host in _hosts(text) if not _is_here(host)}


def all_destinations(texts: Iterable[str]) -> set[str]:
    """Return the hosts of texts that together do one thing; `?` where they reach out to none."""
    found = {host for text in texts for host in _hosts(text)} or {UNKNOWN}
    return {host for host in found if not _is_here(host)}


def _hosts(text: str) -> set[str]:
    found = set(_addressed(text))
    if _REACHES.search(text):
        found.update(_spoken(text))
    return found


def reaches_out(text: str) -> bool:
    """Tell whether a text holds a command or a call of the network."""
    return _REACHES.search(text) is not None


def _addressed(text: str) -> Iterator[str]:
    for match in _ADDRESS.finditer(text):
        yield _plain(match["host"] or UNKNOWN)
    for match in _BARE.finditer(text):
        yield _plain(match["slashed"] or match["www"])
    for match in _NAMED.finditer(text):
        yield _plain(match.group())
    for pattern in (_AT, _REMOTE):
        for match in pattern.finditer(text):
            yield _plain(match["host"])


def _spoken(text: str) -> Iterator[str]:
    """Yield what looks like a host beside a command: a domain, an address."""
    yield from (match.group().lower() for match in _HOST_TOKEN.finditer(text))
    any_end = _HOSTS_ALONE.search(text) is not None
    for match in _DOTTED.finditer(text):
        name = match.group()
        end = name.rpartition(".")[2].lower()
        if _is_number(name) or (end.isalpha() and len(end) > 1 and (any_end or end not in _FILES)):
            yield _plain(name)


def _plain(host: str) -> str:
    """Return a host as it is compared; one with a variable in it is not known."""
    host = host.strip(".").lower()
    return UNKNOWN if not host or re.search(r"[${}%*]", host) else host


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_here(host: str) -> bool:
    if host in _HERE or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def strings_of(arguments: str) -> list[str]:
    """Return the texts of a call's arguments: those of its JSON, or free text as it is."""
    tree = _parsed(arguments)
    if tree is None:
        trees = [_parsed(line) for line in arguments.split("\n")]  # several calls as one
        if any(one is None for one in trees):
            return [arguments]
        tree = trees
    return list(_leaves(tree, 0))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _leaves(tree: Any, depth: int) -> Iterator[str]:
    if isinstance(tree, str):
        nested = _parsed(tree) if tree[:1] in ("{", "[") else None
        yield from (tree,) if nested is None or depth >= _DEEPEST else _leaves(nested, depth + 1)
    elif depth < _DEEPEST and isinstance(tree, list | dict):
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from _leaves(value, depth + 1)
        if isinstance(tree, dict):
            yield from tree
