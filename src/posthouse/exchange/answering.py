"""Which way an answer goes: events, one JSON, content that is no JSON, or bytes as they come."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum
from typing import Protocol

from posthouse.exchange.answer import WholeAnswer
from posthouse.exchange.content import ContentAnswer, PassingAnswer
from posthouse.exchange.state import Case
from posthouse.exchange.stream import StreamAnswer
from posthouse.model.dialect import Act, Operation
from posthouse.model.http import ResponseHead


class Kind(Enum):
    """How an answer is read."""

    EVENTS = "events"
    WHOLE = "whole"
    CONTENT = "content"
    BYTES = "bytes"


class Answering(Protocol):
    """One answer on its way to the client."""

    def feed(self, data: bytes) -> bytes:
        """Return what of the answer may go on. Raises UpstreamFault."""

    def examine(self) -> None:
        """Read what has come and judge its tool calls. Raises UpstreamFault, AnswerStopped."""

    def decide(self, approved: Collection[str]) -> None:
        """Block what has to be, and what was not approved, by incidents."""

    def end(self) -> bytes:
        """Return the rest. Raises UpstreamFault, AnswerStopped."""


_ANSWERS: dict[Kind, Callable[[Case], Answering]] = {
    Kind.EVENTS: StreamAnswer,
    Kind.WHOLE: WholeAnswer,
    Kind.CONTENT: ContentAnswer,
    Kind.BYTES: PassingAnswer,
}


def answer_of(case: Case, kind: Kind) -> Answering:
    """Return what reads an answer of a kind."""
    return _ANSWERS[kind](case)


def kind_of(case: Case, head: ResponseHead) -> Kind:
    """Return how an answer is read; errors are JSON everywhere."""
    told = head.get("content-type") or ""
    if head.status >= 300:
        return Kind.WHOLE
    if "event-stream" in told:
        return Kind.EVENTS
    if case.endpoint.act is Act.FETCH:
        return Kind.CONTENT
    if case.endpoint.operation is Operation.AUDIO and "json" not in told:
        return Kind.BYTES if told.startswith("audio/") else Kind.CONTENT
    odd = "json" in told or "html" in told
    asked = case.asked is not None and case.asked.stream and not odd
    return Kind.EVENTS if asked else Kind.WHOLE
