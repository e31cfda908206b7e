"""What a command sends away, and whereto."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.flows import (
    ENV,
    HOST,
    SECRET,
    SOURCE,
    address,
    flows,
    is_fetcher,
    secret_names,
)
from posthouse.inspection.reading.places import is_private

_DATA = re.compile(
    r"(?:^|\s)(?:-[a-zA-Z]*[dFT]|--data(?:-\w+)?|--form(?:-string)?|--upload-file|--post-(?:data|file)|--body-\w+|--json)[= ]?\s*"
    r"(?P<what>\S[^\n]*)"
)
_HEADER = re.compile(r"(?:^|\s)(?:-H|--header|-u|--user|--oauth2-bearer)[= ]?\s*(?P<what>[^\n]*)")
_LOOKUPS = frozenset(
    ["dig", "nslookup", "host", "drill", "ping", "getent", "resolvectl", "traceroute"]
)
_COPIERS = frozenset(["scp", "rsync", "sftp", "rclone"])
_CLOUD = re.compile(r"\b(?:s3|gs)://\S+|https://\S+blob\.core\S+")


def uploads(command: Command) -> Iterator[Fact]:
    """Yield what a command sends to another machine."""
    program = command.program
    if is_fetcher(program):
        yield from _posted(command)
    elif program in _LOOKUPS:
        yield from _looked_up(command)
    elif program in ("nc", "ncat", "netcat", "telnet", "openssl", "socat"):
        yield from _piped(command)
    elif program in _COPIERS:
        yield from _copied(command)
    elif program in ("aws", "gsutil", "gcloud", "az", "mc"):
        yield from _stored(command)
    elif program in ("gh", "glab", "mail", "sendmail", "mutt", "telegram-send", "slack"):
        yield from _told(command)
    elif program == "git" and "push" in command.words:
        yield from _pushed(command)
    elif (
        program == "docker"
        and command.text
        and re.search(r"COPY\s.*\.(?:aws|ssh|config|env)", command.text)
    ):
        yield Fact(Kind.SEND_SECRET, "", "container image")


def _posted(command: Command) -> Iterator[Fact]:
    joined = " ".join(command.words[1:])
    url = address(command.words)
    data = _DATA.search(joined)
    carried = _carried(command, SECRET, ENV)
    inside = [flow for source in command.inner for flow in flows(source)]
    if data:
        files = re.findall(r"@([^\s;\"']+)", data["what"]) + _upload_files(joined)
        secret = next((path for path in files if is_private(path)), "")
        if secret or carried:
            yield Fact(Kind.SEND_SECRET, url, secret or carried)
        else:
            yield from _plain(command, url, files)
    elif carried and _HEADER.search(joined) is None:
        yield Fact(Kind.SEND_SECRET, url, carried)
    elif [flow for flow in inside if flow.kind in (SOURCE, ENV, SECRET)]:
        yield Fact(Kind.SEND, url, "address")


def _plain(command: Command, url: str, files: list[str]) -> Iterator[Fact]:
    kinds = {flow.kind for flow in flows(command)}
    what = (
        "source" if SOURCE in kinds else "file" if files else "machine" if HOST in kinds else "data"
    )
    yield Fact(Kind.SEND, url, what)


def _upload_files(joined: str) -> list[str]:
    return re.findall(r"(?:-T|--upload-file|--post-file|--body-file)[= ]\s*([^\s-]\S*)", joined)


def _carried(command: Command, *kinds: str) -> str:
    """Return a secret that the command's data holds; one in a header is for its receiver."""
    joined = " ".join(command.words[1:])
    headers = _HEADER.findall(joined)
    for flow in flows(command):
        if flow.kind in kinds and not any(flow.what and flow.what in header for header in headers):
            return flow.what or flow.kind
    return ""


def _looked_up(command: Command) -> Iterator[Fact]:
    joined = " ".join(command.words[1:])
    if (
        command.inner and re.search(r"(?:\$\(|`).*\)?[`)]?\.[\w.-]+|\$\{?\w+\}?\.[\w-]+\.", joined)
    ) or secret_names(joined):
        yield Fact(Kind.DNS, joined)


def _piped(command: Command) -> Iterator[Fact]:
    joined = " ".join(command.words[1:])
    found = {flow.kind for source in command.before for flow in flows(source)}
    if found & {SECRET, ENV}:
        yield Fact(Kind.SEND_SECRET, joined, "input")
    elif command.before and command.program != "openssl":
        yield Fact(Kind.SEND, joined, "source" if SOURCE in found else "data")


def _copied(command: Command) -> Iterator[Fact]:
    plain = [word for word in command.words[1:] if not word.startswith("-")]
    if len(plain) > 1 and re.match(r"(?:[\w.-]+@)?[\w.-]+:(?!//)|rsync://|\w+:", plain[-1]):
        secret = next((word for word in plain[:-1] if is_private(word)), "")
        yield Fact(Kind.SEND_SECRET if secret else Kind.SEND, plain[-1], secret or "file")


def _stored(command: Command) -> Iterator[Fact]:
    joined = " ".join(command.words[1:])
    plain = [word for word in command.words[1:] if not word.startswith("-")]
    places = [word for word in plain if _CLOUD.match(word)]
    if (places and plain and places[-1] == plain[-1]) or "public" in joined:
        secret = next((word for word in plain if is_private(word)), "") or _carried(
            command, SECRET, ENV
        )
        yield Fact(
            Kind.SEND_SECRET if secret else Kind.SEND,
            places[-1] if places else joined,
            secret or "file",
        )


def _told(command: Command) -> Iterator[Fact]:
    found = {flow.kind for source in (*command.inner, *command.before) for flow in flows(source)}
    private = any(is_private(word.lstrip("@")) for word in command.words[1:])
    if found & {SECRET, ENV} or private:
        yield Fact(Kind.SEND_SECRET, "", command.program)


def _pushed(command: Command) -> Iterator[Fact]:
    for word in command.words[1:]:
        if re.match(r"(?:https?|ssh|git)://|[\w.-]+@[\w.-]+:", word):
            yield Fact(Kind.SEND, word, "repository")
