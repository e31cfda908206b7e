"""What a relay speaks, found without sending content: its models lists, and an empty JSON object
to each endpoint.

Reading the answers: 404, 405 and 501 mean no such endpoint; a page instead of JSON means no; any
other JSON answer means that the endpoint exists and missed its fields. Where an address that
cannot exist is answered with the same refusal, that refusal tells nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from posthouse.model.channel import Channel
from posthouse.model.dialect import Dialect
from posthouse.model.errors import Fault, UpstreamFault
from posthouse.model.http import Outgoing
from posthouse.model.secret import Secret
from posthouse.ports import Upstream
from posthouse.wire.dialects import WIRES

MOST_BYTES = 4 * 1024 * 1024
MOST_LETTERS = 200

ENDPOINTS: dict[Dialect, str] = {
    Dialect.OPENAI_CHAT: "/v1/chat/completions",
    Dialect.OPENAI_RESPONSES: "/v1/responses",
    Dialect.OPENAI_EMBEDDINGS: "/v1/embeddings",
    Dialect.OPENAI_FILES: "/v1/batches",
    Dialect.OPENAI_MEDIA: "/v1/images/generations",
    Dialect.ANTHROPIC: "/v1/messages",
    Dialect.GEMINI: "/v1beta/models/{model}:generateContent",
}
LISTS: dict[Dialect, str] = {
    Dialect.OPENAI_CHAT: "/v1/models",
    Dialect.ANTHROPIC: "/v1/models?limit=1000",
    Dialect.GEMINI: "/v1beta/models?pageSize=1000",
}
NOWHERE = "/v1/posthouse-asks-for-what-is-not-there"
ABSENT = (404, 405, 501)
GEMINI_MODEL = "gemini-2.5-flash"


@dataclass(frozen=True, slots=True)
class Told:
    """What one question was answered with; status 0 where no answer came."""

    status: int
    tree: Any = None
    fault: str = ""

    @property
    def is_json(self) -> bool:
        """Tell whether a program answered, not a web page."""
        return isinstance(self.tree, dict | list)

    @property
    def words(self) -> str:
        """Return it in a few words for a table."""
        form = "JSON" if self.is_json else "no JSON"
        return f"{self.status} {form}" if self.status else self.fault


@dataclass(frozen=True, slots=True)
class Found:
    """What a relay is: per dialect whether it is spoken and how that was seen; its models."""

    spoken: dict[Dialect, bool]
    seen: dict[Dialect, str]
    models: tuple[str, ...]

    @property
    def dialects(self) -> tuple[Dialect, ...]:
        """Return what it speaks."""
        return tuple(dialect for dialect, yes in self.spoken.items() if yes)


async def probe(upstream: Upstream, channel: Channel) -> Found:
    """Ask a relay what it speaks. Raises UpstreamFault where it cannot be reached at all."""
    nowhere = await _post(upstream, channel, Dialect.OPENAI_CHAT, NOWHERE)
    if not nowhere.status:
        raise nowhere_fault(nowhere)
    models: dict[Dialect, tuple[str, ...]] = {
        dialect: names(await ask(upstream, channel, dialect, path))
        for dialect, path in LISTS.items()
    }
    spoken, seen = {}, {}
    for dialect, path in ENDPOINTS.items():
        gemini = next((m for m in models[Dialect.GEMINI] if m.startswith("gemini")), GEMINI_MODEL)
        told = await _post(upstream, channel, dialect, path.format(model=gemini))
        listed = dialect is Dialect.GEMINI and bool(models[Dialect.GEMINI])
        spoken[dialect] = listed or speaks(told, nowhere)
        seen[dialect] = told.words
    every = dict.fromkeys(name for listed_names in models.values() for name in listed_names)
    return Found(spoken, seen, tuple(every))


def nowhere_fault(told: Told) -> UpstreamFault:
    """Return the fault of a relay that gave no answer at all."""
    return UpstreamFault(Fault.CONNECT, f"the relay cannot be reached: {told.fault}")


def speaks(told: Told, nowhere: Told) -> bool:
    """Tell from the answer to an empty object whether the endpoint is there."""
    if not told.is_json or told.status in ABSENT:
        return False
    return nowhere.status in ABSENT or not nowhere.is_json or told.status != nowhere.status


def names(told: Told) -> tuple[str, ...]:
    """Return the model names of a models list, in whichever dialect it is written."""
    tree = told.tree if told.status == 200 and isinstance(told.tree, dict) else {}
    listed = tree.get("data") or tree.get("models") or ()
    if not isinstance(listed, list):
        return ()
    found = (each.get("id") or each.get("name") for each in listed if isinstance(each, dict))
    usable = (str(name).removeprefix("models/") for name in found if name)
    return tuple(name for name in usable if name.isprintable() and len(name) <= MOST_LETTERS)


async def ask(upstream: Upstream, channel: Channel, dialect: Dialect, path: str) -> Told:
    """GET a path in a dialect's convention; faults become a Told."""
    try:
        answer = await upstream.get(channel, path, _headers(channel, dialect))
        return await _read(answer)
    except UpstreamFault as fault:
        return Told(0, fault=fault.message)


async def _post(upstream: Upstream, channel: Channel, dialect: Dialect, path: str) -> Told:
    try:
        headers = (*_headers(channel, dialect), ("content-type", "application/json"))
        answer = await upstream.call(channel, path, headers, b"{}")
        return await _read(answer)
    except UpstreamFault as fault:
        return Told(0, fault=fault.message)


async def _read(answer: Any) -> Told:
    pieces: list[bytes] = []
    try:
        async for piece in answer.chunks():
            pieces.append(piece)
            if sum(map(len, pieces)) > MOST_BYTES:
                break
    finally:
        await answer.close()
    try:
        return Told(answer.head.status, json.loads(b"".join(pieces)))
    except ValueError:
        return Told(answer.head.status)


def _headers(channel: Channel, dialect: Dialect) -> Outgoing:
    headers: list[tuple[str, str | Secret]] = [("accept", "application/json")]
    if channel.credential:
        headers.append(WIRES[dialect].credential(channel.credential))
    if dialect is Dialect.ANTHROPIC:
        headers.append(("anthropic-version", "2023-06-01"))
    return tuple(headers)
