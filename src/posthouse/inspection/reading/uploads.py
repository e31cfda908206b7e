"""What a command sends away, and whereto."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.hosts import is_here
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

Reader = Callable[[Command], Iterator[Fact]]

_DATA = re.compile(
    r"-[a-zA-Z]*[dFT]|--data(?:-\w+)?|--form(?:-string)?|--upload-file|--post-(?:data|file)|--body-\w+|--json|--url-query|-r|--raw"
)
_FILE = re.compile(r"-[a-zA-Z]*T|--upload-file|--post-file|--body-file")
_HEADER = re.compile(
    r"-[a-zA-Z]*[HubA]|--header|--user|--oauth2-bearer|--cookie|--cert|--key|--aws-sigv4"
)
_CLOUD = re.compile(r"\b(?:s3|gs|oss|cos|az)://\S+|https://\S+blob\.core\S+")
_REMOTE = re.compile(r"(?:[\w.-]+@)?[\w.-]+::?(?!//)\S*|(?:rsync|sftp|scp|ftp)://\S+|\w+:\S*")
_CLUSTER = re.compile(r"-[sSkLfgivnqjaGN#]*(?P<letter>[dFTHu])(?P<value>.+)")
_VARIABLE = re.compile(r"\$\(|`|\$\{?\w+")


def uploads(command: Command) -> Iterator[Fact]:
    """Yield what a command sends to another machine."""
    program = command.program
    if is_fetcher(program):
        yield from _posted(command)
        return
    reader = _READERS.get(program)
    if reader is not None:
        yield from reader(command)


def _options(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield options with their values, however the two are put together."""
    for at, word in enumerate(words[1:], 1):
        name, joined, value = word.partition("=")
        if word.startswith("--") and joined:
            yield name, value
        elif cluster := _CLUSTER.fullmatch(word):
            yield "-" + cluster["letter"], cluster["value"]
        elif word.startswith("-") and at + 1 < len(words):
            yield word, words[at + 1]


def _posted(command: Command) -> Iterator[Fact]:
    url = address(command.words) or next(
        (word for word in command.words[1:] if word.startswith("$")), ""
    )
    pairs = list(_options(command.words))
    data = [(name, value) for name, value in pairs if _DATA.fullmatch(name)]
    data += [
        ("field", word)
        for word in command.words[1:]
        if re.match(r"(?!https?://)[\w.-]+[=@:]{1,2}@?\S", word)
        and command.program in ("http", "https", "xh")
    ]
    headers = [value for name, value in pairs if _HEADER.fullmatch(name)]
    files = _files(data)
    secret = next(filter(is_private, files), "") or _carried(command, headers, url)
    if secret:
        yield Fact(Kind.SEND_SECRET, url, secret)
    elif data:
        yield Fact(Kind.SEND, url, _what(command, files))
    elif any(flow.kind in (SOURCE, ENV, SECRET) for one in command.inner for flow in flows(one)):
        yield Fact(Kind.SEND, url, "address")


def _files(data: list[tuple[str, str]]) -> list[str]:
    """Return the files that data options name."""
    found: list[str] = []
    for name, value in data:
        found += [value] if _FILE.fullmatch(name) else re.findall(r"@([^\s;\"']+)", value)
    return [path for path in found if path != "-"]


def _carried(command: Command, headers: list[str], url: str) -> str:
    """Return a secret that is sent; one in a header is for its receiver, one that is the address
    itself goes nowhere else."""
    for flow in flows(command):
        held = flow.what or flow.kind
        if flow.kind not in (SECRET, ENV) or (flow.what and url.startswith(flow.what)):
            continue
        if not any(held in header for header in headers):
            return held
    return ""


def _what(command: Command, files: list[str]) -> str:
    kinds = {flow.kind for flow in flows(command)}
    if SOURCE in kinds:
        return "source"
    return "file" if files else "machine" if HOST in kinds else "data"


def _looked_up(command: Command) -> Iterator[Fact]:
    """Names to look up, or patterns to ping with, that are made of data."""
    joined = " ".join(command.words[1:])
    made = re.search(r"(?:\$\(|`).*\)?[`)]?\.[\w.-]+|\$\{?\w+\}?(?:\.[\w-]+){2,}", joined)
    if (
        (made and (command.inner or secret_names(joined) or _VARIABLE.search(joined)))
        or secret_names(joined)
        or (
            command.program in ("ping", "ping6", "hping3", "nping")
            and re.search(r"-p\s*\"?[$`]|--data\S*\s+\"?[$`]|--file", joined)
        )
    ):
        yield Fact(Kind.DNS, joined)


def _piped(command: Command) -> Iterator[Fact]:
    joined = " ".join(command.words[1:])
    found = {flow.kind for source in (*command.before, *command.inner) for flow in flows(source)}
    private = next((word for word in command.words if is_private(word.lstrip("<@"))), "")
    if found & {SECRET, ENV} or private:
        yield Fact(Kind.SEND_SECRET, joined, private or "input")
    elif command.before and not _is_local(command):
        yield Fact(Kind.SEND, joined, "source" if SOURCE in found else "data")


def _is_local(command: Command) -> bool:
    """Tell whether what a program is given stays on this machine, as far as its options tell."""
    if command.program in ("redis-cli", "logger"):
        host = re.search(r"(?:^|\s)(?:-h|-u|-n|--server)\s+(\S+)", " ".join(command.words[1:]))
        return host is None or is_here(host[1])
    return command.program == "openssl"


def _copied(command: Command) -> Iterator[Fact]:
    plain = [word for word in command.words[1:] if not word.startswith("-")]
    if len(plain) > 1 and _REMOTE.match(plain[-1]):
        secret = next((word for word in plain[:-1] if is_private(word)), "")
        yield Fact(Kind.SEND_SECRET if secret else Kind.SEND, plain[-1], secret or "file")


def _stored(command: Command) -> Iterator[Fact]:
    joined = " ".join(command.words[1:])
    plain = [word for word in command.words[1:] if not word.startswith("-")]
    places = [word for word in plain if _CLOUD.match(word)]
    if (places and plain and places[-1] == plain[-1]) or "public" in joined:
        secret = next((word for word in plain if is_private(word)), "") or _carried(command, [], "")
        kind = Kind.SEND_SECRET if secret else Kind.SEND
        yield Fact(kind, places[-1] if places else joined, secret or "file")


def _told(command: Command) -> Iterator[Fact]:
    """Mail, messages and gists: what they hold goes to people, so only secrets are told."""
    if command.words[1:2] in (("secret",), ("variable",)):
        return  # that is where its owner keeps them
    found = {flow.kind for source in (*command.inner, *command.before) for flow in flows(source)}
    private = any(is_private(word.lstrip("@<")) for word in command.words[1:])
    named = any(secret_names(word) for word in command.words[1:])
    if found & {SECRET, ENV} or private or (named and command.program not in ("gh", "glab")):
        yield Fact(Kind.SEND_SECRET, "", command.program)


def _pushed(command: Command) -> Iterator[Fact]:
    for word in command.words[1:] if "push" in command.words or "bundle" in command.words else ():
        if re.match(r"(?:https?|ssh|git)://|[\w.-]+@[\w.-]+:", word):
            yield Fact(Kind.SEND, word, "repository")


def _built(command: Command) -> Iterator[Fact]:
    if re.search(r"COPY\s.*\.(?:aws|ssh|config|env)", command.text):
        yield Fact(Kind.SEND_SECRET, "", "container image")


def _entered(command: Command) -> Iterator[Fact]:
    """Another machine's shell that is given secrets on its input."""
    found = {flow.kind for source in command.before for flow in flows(source)}
    if found & {SECRET, ENV}:
        yield Fact(
            Kind.SEND_SECRET,
            next((w for w in command.words[1:] if "@" in w or "." in w), ""),
            "input",
        )


_READERS: dict[str, Reader] = {
    **dict.fromkeys(("dig", "nslookup", "host", "drill", "ping", "ping6", "getent", "resolvectl", "traceroute", "hping3", "nping", "kdig", "dog"), _looked_up),
    **dict.fromkeys(("nc", "ncat", "netcat", "telnet", "openssl", "socat", "websocat", "wscat", "tftp", "ftp", "lftp", "smbclient", "logger", "mosquitto_pub", "kcat", "redis-cli"), _piped),
    **dict.fromkeys(("scp", "rsync", "sftp", "rclone", "pscp", "ncftpput", "restic", "duplicity"), _copied),
    **dict.fromkeys(("aws", "gsutil", "gcloud", "az", "mc", "s3cmd", "ossutil", "b2", "azcopy", "coscli"), _stored),
    **dict.fromkeys(("gh", "glab", "mail", "mailx", "sendmail", "mutt", "msmtp", "swaks", "telegram-send", "slack", "wormhole", "croc", "ipfs", "ffsend", "pastebinit", "pbcopy", "gist", "transfer"), _told),
    **dict.fromkeys(("docker", "podman"), _built),
    "git": _pushed,
    "ssh": _entered,
}  # fmt: skip
