"""Trust policies, the C2SP tlog-policy draft: which logs, which witnesses, how many of them.

    log <vkey> [<url>]
    witness <name> <vkey> [<url>]
    group <name> all|any|<k> <name>...        names of earlier lines, each listed at most once
    quorum <name>|none                        exactly one line

Items stand between spaces and tabs; # begins a comment, at the start of a line or after a space.
FORMAT names the draft that is read here; a later text that reads differently gets another name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from posthouse.ledger.cosignature import cosigning
from posthouse.ledger.note import NoteKey, SignatureType, parse_vkey
from posthouse.model.errors import ConfigError, VerificationFailed

FORMAT = "tlog-policy/draft-5ba5ee8"
MOST_LINES = 4096
NONE = "none"

_RESERVED = frozenset((NONE, "all", "any"))
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_COMMENT = re.compile(r"(^|[ \t])#.*")
_BLANK = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class LogLine:
    """A log that is trusted to name its own heads."""

    key: NoteKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class WitnessLine:
    """A witness; `name` has a meaning within the policy alone."""

    name: str
    key: NoteKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Counts as having witnessed once `threshold` of its members have."""

    threshold: int
    members: tuple[str, ...]


@dataclass(slots=True)
class Policy:
    """A policy as read; groups stand behind their members."""

    logs: list[LogLine] = field(default_factory=list)
    witnesses: dict[str, WitnessLine] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = ""

    def met(self, names: set[str]) -> bool:
        """Tell whether cosignatures of these witnesses are enough."""
        enough = {NONE} | (names & self.witnesses.keys())
        for name, group in self.groups.items():
            if sum(member in enough for member in group.members) >= group.threshold:
                enough.add(name)
        return self.quorum in enough

    def counted(self) -> Sequence[WitnessLine]:
        """Return the witnesses that the quorum counts; others may be asked, none needs to be."""
        inside = {self.quorum}
        for name in reversed(self.groups):
            if name in inside:
                inside.update(self.groups[name].members)
        return [one for name, one in self.witnesses.items() if name in inside]


def parse_policy(data: bytes) -> Policy:
    """Return the policy of a file. Raises ConfigError with the line that is wrong."""
    found = _CONTROL.search(data)
    if found:
        raise _refused(data[: found.start()].count(b"\n") + 1, "a control character")
    lines = data.decode(errors="surrogateescape").split("\n")
    if len(lines) > MOST_LINES:
        raise _refused(MOST_LINES + 1, f"more than {MOST_LINES} lines")
    policy = Policy()
    for number, line in enumerate(lines, 1):
        words = [word for word in _BLANK.split(_COMMENT.sub("", line)) if word]
        try:
            if words:
                _take(policy, words)
        except (_Wrong, VerificationFailed) as error:
            raise _refused(number, str(error)) from None
    if not policy.quorum:
        raise _refused(len(lines), "the end of the file before a quorum line")
    return policy


def parse_logs(data: bytes) -> dict[str, list[NoteKey]]:
    """Return the keys of each origin from a file of log lines. Raises ConfigError."""
    logs: dict[str, list[NoteKey]] = {}
    policy = parse_policy(data + b"\nquorum none\n")
    if policy.witnesses or policy.groups:
        raise ConfigError(
            "known logs: expected log lines, found others", hint="write log VKEY, one a line"
        )
    for line in policy.logs:
        logs.setdefault(line.key.name, []).append(line.key)
    return logs


def _refused(line: int, found: str) -> ConfigError:
    return ConfigError(
        f"trust policy, line {line}: expected log, witness, group or quorum, found {found}",
        hint="docs/verify.md shows a policy file; c2sp.org/tlog-policy has the format",
    )


class _Wrong(Exception):
    """What was found in a line."""


def _take(policy: Policy, words: Sequence[str]) -> None:
    match words:
        case ["log", vkey, *rest] if len(rest) <= 1:
            _take_log(policy, LogLine(parse_vkey(vkey), *rest))
        case ["witness", name, vkey, *rest] if len(rest) <= 1:
            _free(policy, name)
            key = cosigning(parse_vkey(vkey))
            _new(key, [one.key for one in policy.witnesses.values()])
            policy.witnesses[name] = WitnessLine(name, key, *rest)
        case ["group", name, threshold, *members] if members:
            _free(policy, name)
            _known(policy, members)
            policy.groups[name] = Group(_threshold(threshold, len(members)), tuple(members))
        case ["quorum", name] if not policy.quorum:
            if name != NONE and name not in policy.witnesses and name not in policy.groups:
                raise _Wrong("a quorum that no earlier line defines")
            policy.quorum = name
        case _:
            raise _Wrong("something else than one log, witness, group or quorum")


def _take_log(policy: Policy, line: LogLine) -> None:
    if line.key.type is not SignatureType.ED25519:
        raise _Wrong(f"a log key of type {line.key.type.value:#04x}; this release reads 0x01")
    _new(line.key, [one.key for one in policy.logs])
    policy.logs.append(line)


def _new(key: NoteKey, known: Sequence[NoteKey]) -> None:
    if any(key.public_key == one.public_key for one in known):
        raise _Wrong("a public key that an earlier line has")


def _free(policy: Policy, name: str) -> None:
    if name in _RESERVED or name in policy.witnesses or name in policy.groups:
        raise _Wrong("a name that is taken")


def _known(policy: Policy, members: Sequence[str]) -> None:
    listed = {member for group in policy.groups.values() for member in group.members}
    defined: Mapping[str, object] = {**policy.witnesses, **policy.groups}
    for member in members:
        if member not in defined:
            raise _Wrong("a member that no earlier line defines")
        if member in listed:
            raise _Wrong("a member that was listed before: each counts in one way")
        listed.add(member)


def _threshold(text: str, members: int) -> int:
    if text in ("any", "all"):
        return 1 if text == "any" else members
    if not re.fullmatch("[1-9][0-9]{0,4}", text) or int(text) > members:
        raise _Wrong(f"a threshold that is not 1 to {members}")
    return int(text)
