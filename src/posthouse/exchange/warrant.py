"""Whether a secret may be restored in one place of an answer. Restoring is an authorisation.

An upstream sees a token and may ask for it to be put anywhere: into a link, a host name, the
arguments of a tool that sends it away. Where a text leads to a host, the secret comes back only if
it stood with that host in what the caller said himself: in one line of a text, in neighbouring
assignments of a configuration, in one object of JSON. Hosts are compared as they are masked.

A call of a tool counts as one text if it reaches out to the network at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from posthouse.exchange.trusted import from_upstream, trusted_parts
from posthouse.model.finding import SECRETS, Restore
from posthouse.privacy.destinations import (
    UNKNOWN,
    all_destinations,
    destinations,
    reaches_out,
    strings_of,
)
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.token import PATTERN
from posthouse.privacy.vicinity import lines_with
from posthouse.privacy.words import words
from posthouse.wire.wire import ToolCall

NEVER, DISPLAYED, DESTINATION, TOOL = "never", "displayed", "destination", "tool"
_LOCAL = words(
    "bash sh shell zsh powershell cmd terminal exec execute run command process python repl code "
    "file files write edit multiedit create patch apply replace insert read notebook editor str "
    "view save mkdir"
)
_NETWORK = words(
    "fetch http https web url uri browser browse navigate request requests download upload post "
    "email mail send sms message slack teams discord telegram webhook publish share tweet search "
    "api network socket ftp ssh remote"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SHORT = 500
"""A host in a longer text is not taken to belong to a value in another member of the object."""


class Warrants:
    """What of one exchange's secrets may be restored where. Remembers what it withheld."""

    def __init__(self, mapping: Mapping, policy: Restore, request: Any) -> None:
        self._policy = policy
        self._request = request
        self._known: dict[str, set[str]] = {}
        self._ruled: dict[str, frozenset[str]] = {}
        self._mapping = mapping
        self._secrets: frozenset[str] | None = None
        self.withheld: set[tuple[str, str]] = set()

    @property
    def needed(self) -> bool:
        """Tell whether anything has to be asked for at all."""
        return self._policy is not Restore.EVERYWHERE and self._mapping.holds(SECRETS)

    @property
    def secrets(self) -> frozenset[str]:
        """Return the tokens of secrets; found when first asked for."""
        if self._secrets is None:
            self._secrets = self._mapping.labelled(SECRETS)
        return self._secrets

    def displayed(self, token: str, line: str) -> bool:
        """Tell whether a secret may be restored in a text that people read, in this line of it."""
        if self._policy is not Restore.SAME_DESTINATION:
            reason = NEVER if self._policy is Restore.NEVER else DISPLAYED
            return self._withhold(token, reason)
        return self._stood_with(token, destinations(line)) or self._withhold(token, DESTINATION)

    def kept_back(self, call: ToolCall, *more: str) -> frozenset[str]:
        """Return the secrets that may not be restored in a call's arguments."""
        texts = [text for told in (call.arguments, *more) for text in strings_of(told)]
        held = {
            token
            for token in {t for text in texts for t in PATTERN.findall(text)} & self.secrets
            if not self._in_call(token, call.name, texts)
        }
        for told in (call.arguments, *more):
            self._ruled[told] = frozenset(held)
        return frozenset(held)

    def ruled(self, arguments: str) -> frozenset[str] | None:
        """Return what was decided for such arguments before, None where nothing was."""
        return self._ruled.get(arguments)

    def _in_call(self, token: str, name: str, texts: list[str]) -> bool:
        if self._policy is Restore.NEVER:
            return self._withhold(token, NEVER)
        spoken = {word.lower() for word in _WORD.findall(name)}
        local = bool(spoken & _LOCAL)
        if self._policy is Restore.TOOLS and not local:
            return self._withhold(token, TOOL)
        led: set[str]
        if any(map(reaches_out, texts)) or (spoken & _NETWORK and not local):
            led = all_destinations(texts)
        elif local:
            led = {
                h for text in texts for near in lines_with(text, token) for h in destinations(near)
            }
        else:
            led = {host for text in texts for host in destinations(text)}
        return self._stood_with(token, led) or self._withhold(token, DESTINATION)

    def _stood_with(self, token: str, led: set[str]) -> bool:
        return not led or led <= self._with(token)

    def _with(self, token: str) -> set[str]:
        """Return the hosts with which a secret stood in the request."""
        found = self._known.get(token)
        if found is None:
            found = set()
            for part in trusted_parts(self._request):
                found |= _beside(part, token)[0]
            self._known[token] = found - {UNKNOWN}
        return self._known[token]

    def _withhold(self, token: str, reason: str) -> bool:
        self.withheld.add((token, reason))
        return False


def _beside(tree: Any, token: str) -> tuple[set[str], bool]:
    """Return the hosts beside a token in a tree, and whether it stands there at all.

    Where it stands in a member of an object, hosts in short members of the same object count, and
    in those of objects around it up to the whole part.
    """
    if isinstance(tree, str):
        found = set[str]().union(*(destinations(near) for near in lines_with(tree, token)))
        return found, token in tree
    hosts: set[str] = set()
    stands = False
    for member in _members(tree):
        more, inside = _beside(member, token)
        hosts |= more
        stands = stands or inside
    if stands and isinstance(tree, dict):
        for member in _members(tree):
            if isinstance(member, str) and len(member) <= _SHORT and token not in member:
                hosts |= destinations(member)
    return hosts, stands


def _members(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict):
        if not from_upstream(tree):
            yield from tree.values()
    elif isinstance(tree, list):
        yield from tree
