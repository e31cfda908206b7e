"""What the audit commands share: whom they ask, how patiently, and the asking itself."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated
from urllib.parse import urlsplit

from cyclopts import Parameter

from posthouse.audit.evidence import LEAST_ALPHA, MOST_ASKED
from posthouse.audit.probes.probes import DEEP, STANDARD, Conversation
from posthouse.audit.speech.ask import Ask, Speech, Told
from posthouse.audit.speech.speeches import SPEECHES
from posthouse.cli.terminal import Terminal
from posthouse.config.compile import upstream_address
from posthouse.model.channel import Channel
from posthouse.model.dialect import Dialect
from posthouse.model.errors import CommandError
from posthouse.model.secret import Secret
from posthouse.net.questions import Patience, Take, Target, ask_all

EVERY = 10
MANY = 50
INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Where:
    """The channel to be asked, and how patiently."""

    dialect: Annotated[Dialect, Parameter(help="What the channel speaks.")] = Dialect.OPENAI_CHAT
    key_env: Annotated[str, Parameter(help="Environment variable with the key.")] = ""
    private_network: Annotated[
        bool, Parameter(negative="", help="The channel lies in a private address range.")
    ] = False
    seconds: Annotated[float, Parameter(help="How long it may take altogether.")] = 900.0
    answer_seconds: Annotated[float, Parameter(help="How long one answer may take.")] = 60.0
    pause: Annotated[float, Parameter(help="Seconds to wait after a failure; doubled.")] = 1.0

    def channel(self, url: str) -> Channel:
        """Return the channel. Raises ConfigError, CommandError."""
        if self.dialect not in SPEECHES:
            known = ", ".join(one.value for one in SPEECHES)
            raise CommandError(f"expected --dialect {known}, found {self.dialect.value}")
        key = os.environ.get(self.key_env, "") if self.key_env else ""
        if self.key_env and not key:
            raise CommandError(
                f"expected a key in ${self.key_env}, found it unset or empty",
                hint=f"export {self.key_env}=...",
            )
        return Channel(
            name="audited",
            address=upstream_address(url, "URL"),
            dialects=frozenset({self.dialect}),
            credential=Secret(key),
            private_network=self.private_network,
            first_byte_timeout_s=self.answer_seconds,
            idle_timeout_s=self.answer_seconds,
        )

    @property
    def speech(self) -> Speech:
        """Return how the channel is spoken to."""
        return SPEECHES[self.dialect]

    def patience(self) -> Patience:
        """Return how long to wait for what."""
        return Patience(self.answer_seconds, self.seconds, self.pause)


@dataclass(frozen=True, slots=True)
class Test:
    """How the test is made."""

    max: Annotated[int, Parameter(help="Questions at most; none is asked twice.")] = 80
    alpha: Annotated[float, Parameter(help="Allowed chance of a false accusation.")] = 0.01
    margin: Annotated[float, Parameter(help="Share of swapped answers to rule out.")] = 1.0

    def require(self) -> None:
        """Raise CommandError for what cannot be tested."""
        if not 1 <= self.max <= MOST_ASKED:
            raise CommandError(f"expected --max from 1 to {MOST_ASKED}, found {self.max}")
        if not LEAST_ALPHA <= self.alpha <= 0.2:
            raise CommandError(f"expected --alpha from {LEAST_ALPHA} to 0.2, found {self.alpha}")
        if not 0.05 <= self.margin <= 1:
            raise CommandError(f"expected --margin from 0.05 to 1, found {self.margin}")


Url = Annotated[str, Parameter(help="The channel's address, as its own manual gives it.")]
Model = Annotated[str, Parameter(help="The model's name, as the channel knows it.")]
Probed = Annotated[
    bool, Parameter(help="Also ask the probes: tokens, limits, tool calls, context and more.")
]
Deep = Annotated[
    bool, Parameter(negative="", help="Also the probes that cost more: ability, effort.")
]
Place = Annotated[Where, Parameter(name="*")]
How = Annotated[Test, Parameter(name="*")]
HERE, USUAL = Where(), Test()


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask for what, in which dialect, and how patiently."""

    channel: Channel
    model: str
    where: Where
    beside: Mapping[str, Channel] = field(default_factory=dict)


def asked(asking: Asking, questions: Iterable[Ask], take: Take) -> str:
    """Ask; return why it ended early. Ctrl-C ends it with what there is."""

    async def run() -> str:
        from posthouse.net.upstream import HttpUpstream

        upstream = HttpUpstream()
        target = Target(upstream, asking.channel, asking.model, asking.where.speech)
        try:
            return await ask_all(target, questions, asking.where.patience(), take)
        finally:
            await upstream.close()

    try:
        return asyncio.run(run())
    except KeyboardInterrupt:
        return INTERRUPTED


def chosen(*, probes: bool, deep: bool) -> tuple[str, ...]:
    """Return the names of the probes that are wanted."""
    return ((*STANDARD, *DEEP) if deep else STANDARD) if probes else ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Who is asked beside the audited channel, by their own wish alone."""

    trusted: Annotated[
        str, Parameter(help="Endpoint of the vendor: seals of thoughts are shown to it.")
    ] = ""
    trusted_key_env: Annotated[str, Parameter(help="Environment variable with the key for it.")] = (
        ""
    )
    second_key_env: Annotated[
        str,
        Parameter(help="Variable with a key of another account: do accounts share a cache?"),
    ] = ""

    def channels(self, url: str, where: Where) -> dict[str, Channel]:
        """Return the channels by name. Raises ConfigError, CommandError."""
        wanted = (
            ("trusted", self.trusted, self.trusted_key_env),
            ("second", self.second_key_env and url, self.second_key_env),
        )
        return {
            name: replace(where, key_env=key).channel(address)
            for name, address, key in wanted
            if address
        }


Others = Annotated[Beside, Parameter(name="*")]
ALONE = Beside()


def probed(asking: Asking, conversation: Conversation, speaker: Terminal) -> str:
    """Ask the probes' questions of a trusted channel; return why it ended early."""
    told = conversation.told

    def take(one: Told) -> tuple[bool, bool]:
        told.append(one)
        if sys.stderr.isatty() or len(told) % MANY == 0:
            speaker.note("audit.probed", asked=len(told))
        return bool(one.status) and one.status < 500, True

    return asked(asking, conversation.enrolment(), take)


def progress(speaker: Terminal, count: int, most: int, missing: int) -> None:
    """Tell how far the questions are."""
    every = 1 if sys.stderr.isatty() else EVERY
    if count % every == 0 or count == most:
        speaker.note(
            "audit.asked", asked=count, most=most, answers=count - missing, missing=missing
        )


def source_of(url: str) -> str:
    """Return the address without what could be secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"
