"""Asking a channel one small question after another: never more than planned, never twice.

A channel that fails so often in a row is left alone; one that refuses the key is not asked again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import orjson

from posthouse.audit.cells import Cell
from posthouse.audit.evidence import Draw, answer_of
from posthouse.model.channel import Channel
from posthouse.model.errors import UpstreamFault
from posthouse.model.http import Outgoing
from posthouse.model.secret import Secret
from posthouse.net.unspoken import UnspokenAnswer
from posthouse.ports import Upstream

PATH = "/v1/chat/completions"
MOST_BYTES = 64 * 1024
REFUSED = (401, 403)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one answer, all of them, and the pauses after failures may take."""

    answer_s: float = 60.0
    all_s: float = 900.0
    pause_s: float = 1.0
    failures: int = 5


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked: a channel and a model behind it."""

    upstream: Upstream
    channel: Channel
    model: str
    max_tokens: int


async def ask(target: Target, cell: Cell, patience: Patience) -> Draw:
    """Return what one question was answered with."""
    tree: dict[str, object] = {
        "model": target.model,
        "messages": [{"role": "user", "content": cell.prompt}],
    }
    if target.max_tokens:
        tree["max_tokens"] = target.max_tokens
    try:
        async with asyncio.timeout(patience.answer_s):
            return await _asked(target, cell, orjson.dumps(tree))
    except TimeoutError:
        return Draw(cell.name, 0, fault="no whole answer in time")
    except UpstreamFault as fault:
        return Draw(cell.name, 0, fault=f"no answer ({fault.kind.value})")


async def ask_all(
    target: Target,
    cells: Sequence[Cell],
    patience: Patience,
    take: Callable[[Draw], bool],
) -> str:
    """Ask in order until `take` wants no more; return why it ended early, "" where it did not."""
    failed = 0
    try:
        async with asyncio.timeout(patience.all_s):
            for cell in cells:
                draw = await ask(target, cell, patience)
                if not take(draw):
                    return ""
                if draw.status in REFUSED:
                    return f"the channel refuses the key ({draw.status})"
                failed = failed + 1 if answer_of(draw, cell.reader)[0] is None else 0
                if failed >= patience.failures:
                    return f"{failed} questions in a row without an answer"
                if failed and draw.status != 200:
                    await asyncio.sleep(patience.pause_s * 2 ** (failed - 1))
    except TimeoutError:
        return "no time left"
    return ""


async def _asked(target: Target, cell: Cell, body: bytes) -> Draw:
    channel = target.channel
    headers: list[tuple[str, str | Secret]] = [
        ("accept", "application/json"),
        ("content-type", "application/json"),
    ]
    if channel.credential:
        headers.append(("authorization", channel.credential.prefixed("Bearer ")))
    told: Outgoing = tuple(headers)
    answer = await target.upstream.call(channel, PATH, told, body)
    quiet = UnspokenAnswer(answer, channel.credential) if channel.credential else answer
    pieces = bytearray()
    try:
        async for piece in quiet.chunks():
            pieces += piece
            if len(pieces) > MOST_BYTES:
                return Draw(cell.name, 0, fault="an answer without end")
    finally:
        await answer.close()
    return Draw(cell.name, answer.head.status, pieces.decode("utf-8", "replace"))
