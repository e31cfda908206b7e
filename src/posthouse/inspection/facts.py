"""What a tool call does, told as plain facts; whether that is suspicious is for the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can be done by a command, or by what is written to a file."""

    FETCH_RUN = "runs what it downloads"
    CLONE_RUN = "runs something in a repository that it clones"
    HIDDEN_RUN = "runs something that it decodes"
    FETCH = "downloads to a file"
    PLACED = "makes a program of what it downloads"
    SOURCE = "takes something it needs from a machine that nobody knows"
    KEY = "lets somebody in by a key"
    SEND = "sends data to another machine"
    SEND_SECRET = "sends secrets to another machine"
    DNS = "looks up a name made from data"
    SECRET = "reads a store of credentials"
    ENV_DUMP = "shows secrets of the environment"
    PERSIST = "arranges to be run again"
    AGENT_RULES = "writes rules that agents follow"
    SHELL = "opens a shell to another machine"
    TUNNEL = "opens a way in from another machine"
    TLS_OFF = "turns a check of authenticity off"
    TRACES = "removes traces"
    DESTROY = "destroys data"
    WEAKEN = "weakens the machine's protection"
    PRIVILEGE = "gives more rights"
    MINER = "mines coins"
    PROMPT = "asks for a password"
    ENDPOINT = "sends traffic through another machine"
    GIT_EXEC = "makes git run something"
    REMOTE = "points a repository to another place"
    PACKAGE = "installs a package"
    RUNNER = "runs a package that is not installed"
    INDEX = "takes packages from another index"
    ARTIFACT = "installs from an address"
    SCRIPTS = "lets packages run scripts on install"
    IMAGE = "runs a container image"
    BACKDOOR = "runs what a request says"
    VISIT = "uses an address"
    BROWSE = "opens a page"
    CARRIES = "carries data away in an address"
    POISON = "tells agents to go round their user"
    VERSION = "asks for a version that can hardly exist"
    PINNED = "takes a package at a version"
    HARMFUL = "installs a package that is known to do harm"
    INSTRUCTION = "tells its reader to send something elsewhere"
    PERSON = "touches somebody else's record"
    CONTACT = "changes how somebody is reached or paid"
    RECIPIENT = "sends something to somebody"
    UNDECLARED = "calls a tool that was not offered"
    TANGLED = "is too tangled to be read"
    LONG = "is too long to be read whole"
    CLOAKED = "hides code from the reader"
    TEXT = "says"


RISKY = frozenset(Kind) - {
    Kind.VISIT,
    Kind.BROWSE,
    Kind.VERSION,
    Kind.ENV_DUMP,
    Kind.TRACES,
    Kind.INSTRUCTION,
    Kind.PERSON,
    Kind.UNDECLARED,
    Kind.LONG,
}
"""Deeds that a second witness has to confirm: what runs or installs what came from elsewhere, sends
something away, stays, opens, weakens or destroys. Looking at an address is none of them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is done. `subject`: the address, path, package or name it is done with.

    `detail`: the ecosystem of a package, the place of persistence, what is sent. `version`: that of
    a package, where it is told.
    """

    kind: Kind
    subject: str = ""
    detail: str = ""
    version: str = ""
