"""Asking a channel one small question after another: never more than planned, never twice.

A channel that fails so often in a row is left alone; one that refuses the key is not asked again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from posthouse.audit.speech.ask import ORIGIN, Ask, Speech, Told, request
from posthouse.model.channel import Channel
from posthouse.model.errors import UpstreamFault
from posthouse.model.http import Outgoing, Peer
from posthouse.model.secret import Secret
from posthouse.net.unspoken import UnspokenAnswer
from posthouse.ports import Upstream

MOST_BYTES = 64 * 1024
REFUSED = (401, 403)
KEPT_HEADERS = (
    *("server", "via", "x-powered-by"),
    *("access-control-allow-origin", "access-control-allow-credentials"),
)
DAY_S = 86_400
"""Kept of an answer, beside those that begin with x- and tell no date, id or key."""
MOST_HEADERS = 24
MOST_LETTERS = 100


Take = Callable[[Told], tuple[bool | None, bool]]
"""Takes what came; tells whether it is an answer (None: it says nothing about the channel's health)
and whether more is wanted."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one answer, all of them, and the pauses after failures may take."""

    answer_s: float = 60.0
    all_s: float = 900.0
    pause_s: float = 1.0
    failures: int = 5


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked: a channel, a model behind it, and in which dialect."""

    upstream: Upstream
    channel: Channel
    model: str
    speech: Speech
    beside: Mapping[str, Channel] = field(default_factory=dict)
    """Channels that some questions are put to instead, by name."""


async def ask(target: Target, question: Ask, patience: Patience) -> Told:
    """Return what one question was answered with."""
    try:
        async with asyncio.timeout(patience.answer_s):
            return await _asked(target, question)
    except TimeoutError:
        return Told(question.name, 0, fault="no whole answer in time")
    except UpstreamFault as fault:
        return Told(question.name, 0, fault=f"no answer ({fault.kind.value})")


async def ask_all(
    target: Target,
    questions: Iterable[Ask],
    patience: Patience,
    take: Take,
) -> str:
    """Ask in order; return why it ended early, "" where it did not.

    A question may depend on what came before: `questions` is drawn from one by one.
    """
    failed = 0
    try:
        async with asyncio.timeout(patience.all_s):
            for question in questions:
                told = await ask(target, question, patience)
                answered, more = take(told)
                if not more:
                    return ""
                if told.status in REFUSED:
                    return f"the channel refuses the key ({told.status})"
                failed = 0 if answered else failed + (answered is False)
                if failed >= patience.failures:
                    return f"{failed} questions in a row without an answer"
                if failed and told.status != 200:
                    await asyncio.sleep(patience.pause_s * 2 ** (failed - 1))
    except TimeoutError:
        return "no time left"
    return ""


async def _asked(target: Target, question: Ask) -> Told:
    speech = target.speech
    channel = target.beside[question.to] if question.to else target.channel
    kind = "text/event-stream" if question.stream else "application/json"
    headers: list[tuple[str, str | Secret]] = [
        ("accept", kind),
        ("content-type", "application/json"),
        *speech.headers,
    ]
    if question.origin:
        headers.append(("origin", ORIGIN))
    if channel.credential:
        name, prefix = speech.credential
        headers.append((name, channel.credential.prefixed(prefix)))
    told: Outgoing = tuple(headers)
    body = request(speech, question, target.model)
    path = speech.path(question, question.model or target.model)
    began = time.monotonic()
    answer = await target.upstream.call(channel, path, told, body)
    quiet = UnspokenAnswer(answer, channel.credential) if channel.credential else answer
    pieces = bytearray()
    first = 0
    try:
        async for piece in quiet.chunks():
            first = first or _ms_since(began)
            pieces += piece
            if len(pieces) > MOST_BYTES:
                return Told(question.name, 0, fault="an answer without end")
    finally:
        await answer.close()
    head = quiet.head
    return Told(
        question.name,
        head.status,
        (head.get("content-type") or "")[:MOST_LETTERS],
        pieces.decode("utf-8", "replace"),
        _kept(head.headers),
        first_ms=first,
        whole_ms=_ms_since(began),
        **(_connection(answer.peer) if question.origin else {}),
    )


def _connection(peer: Peer) -> dict[str, Any]:
    """Return what an answer's connection was; plain HTTP on this machine is not looked at."""
    if peer.tls:
        days = (peer.ends_s - int(time.time())) // DAY_S
        return {"tls": peer.tls, "certificate_days": days}
    return {} if ip_address(peer.address).is_loopback else {"tls": "none"}


def _ms_since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)


def _kept(headers: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the headers that tell what stands behind the channel."""
    kept = [
        (name, value[:MOST_LETTERS])
        for name, value in headers
        if name in KEPT_HEADERS or name.startswith("x-")
    ]
    return dict(kept[:MOST_HEADERS])
