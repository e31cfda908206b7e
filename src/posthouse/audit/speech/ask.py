"""A question of an audit, what came back, and what was heard in it: the same in every dialect."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from posthouse.wire.sse import Cutter

ORIGIN = "https://elsewhere.example"


class Tool(msgspec.Struct, frozen=True):
    """A tool offered with a question: it takes one text."""

    name: str
    description: str
    parameter: str


class Shape(msgspec.Struct, frozen=True):
    """What an answer has to be: an object with one member of that name, one of these values."""

    member: str
    values: tuple[str, ...]


class Earlier(msgspec.Struct, frozen=True):
    """A turn before the question: what was asked, and the answer's body as it came.

    `spoiled`: with the last seal of a thought changed, so that its maker has to refuse it.
    """

    text: str
    body: str
    spoiled: bool = False


class Ask(msgspec.Struct, frozen=True):
    """One question. What is None or empty is not sent."""

    name: str
    text: str
    system: str = ""
    max_tokens: int = 64
    temperature: float | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()
    tool: Tool | None = None
    required: bool = False
    """Whether the tool has to be called."""
    shape: Shape | None = None
    stream: bool = False
    logprobs: bool = False
    spoiled: bool = False
    """Sent with a `max_tokens` that is a word: an answer other than a refusal is wrong."""
    model: str = ""
    """Asked for in place of the audited model, where it is not empty."""
    effort: str = ""
    """How much to think about it: low or high; "" is not sent."""
    thinking: bool = False
    """Thoughts are asked for, with the seal that lets them be shown to their maker again."""
    earlier: Earlier | None = None
    to: str = ""
    """Whom: "" the audited channel, or one of those that stand beside it."""
    origin: bool = False
    """Sent as if from a page of ORIGIN; what the connection is, is told with the answer."""


class Told(msgspec.Struct, frozen=True):
    """What came back: status 0 and a fault where no whole answer came; times in milliseconds."""

    name: str
    status: int
    kind: str = ""
    body: str = ""
    headers: dict[str, str] = {}
    fault: str = ""
    first_ms: int = 0
    whole_ms: int = 0
    tls: str = ""
    """The version; "none" for plain HTTP beyond this machine, "" where it was not looked at."""
    certificate_days: int = 0
    """Until the certificate ends."""


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call: `argument` is the text of the tool's one parameter, None where there is none."""

    name: str
    argument: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer says. Counts are None where they are not told.

    `finish`: "stop", "length", "tool" or what the dialect calls it; `logprobs`: one list of
    (token, log-probability) for each token, the chosen first; `pieces`: texts of a stream.
    """

    text: str
    finish: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
    cached: int = 0
    calls: tuple[Call, ...] = ()
    id: str = ""
    model: str = ""
    logprobs: tuple[tuple[tuple[str, float], ...], ...] = ()
    pieces: int = 1
    ended: bool = True
    usage: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    """Signatures or sealed texts of thoughts."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One dialect: a question as target, headers and body; an answer as what was heard.

    `heard` may raise LookupError, TypeError, ValueError or AttributeError: it is no answer then.
    """

    path: Callable[[Ask, str], str]
    headers: tuple[tuple[str, str], ...]
    credential: tuple[str, str]
    body: Callable[[Ask, str], dict[str, Any]]
    plain: Callable[[Any], Heard]
    streamed: Callable[[list[Any]], Heard]


def request(speech: Speech, ask: Ask, model: str) -> bytes:
    """Return the body of a question."""
    return json.dumps(speech.body(ask, ask.model or model), ensure_ascii=False).encode()


def schema(shape: Shape) -> dict[str, Any]:
    """Return a shape as a JSON schema."""
    return {
        "type": "object",
        "properties": {shape.member: {"type": "string", "enum": list(shape.values)}},
        "required": [shape.member],
        "additionalProperties": False,
    }


def heard(speech: Speech, ask: Ask, told: Told) -> Heard | None:
    """Return what an answer says, None where it is none."""
    if told.status != 200:
        return None
    try:
        if ask.stream:
            return speech.streamed(events(told.body))
        return speech.plain(json.loads(told.body))
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        return None


def events(body: str) -> list[Any]:
    """Return the JSON of a stream's events; a last "[DONE]" is kept as that text."""
    cutter = Cutter()
    whole = cutter.feed(body.encode() + b"\n\n")
    data = [event.data for event in whole]
    return ["[DONE]" if one.strip() == b"[DONE]" else json.loads(one) for one in data if one]


def respoilt(text: str) -> str:
    """Return a seal of the same length and letters that its maker did not make."""
    middle = len(text) // 2
    turned = text[middle : middle + 24][::-1]
    changed = f"{text[:middle]}{turned}{text[middle + 24 :]}"
    return changed if changed != text else f"{text[:middle]}AAAA{text[middle + 4 :]}"


def spoilt(parts: Iterable[Any], name: str) -> list[Any]:
    """Return parts of an answer with their seals, members of this name, respoilt."""
    return [{**one, name: respoilt(one[name])} if one.get(name) else one for one in parts]


def seals(parts: Iterable[Any], name: str) -> tuple[str, ...]:
    """Return the seals of an answer's parts, members of this name."""
    return tuple(str(one[name]) for one in parts if one.get(name))


def counted(usage: Mapping[str, Any], *names: str) -> int | None:
    """Return the sum of the counts that are told, None where none is."""
    found = [usage[name] for name in names if isinstance(usage.get(name), int)]
    return sum(found) if found else None
