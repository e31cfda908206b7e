"""A refusal in the form of Chat Completions; inside a stream it is a chunk with `error`."""

from __future__ import annotations

from posthouse.model.errors import Refusal
from posthouse.wire import openai_family


def refusal(refused: Refusal) -> bytes:
    """Return the body of a refused request."""
    return openai_family.refusal(refused)


def refusal_event(refused: Refusal) -> bytes:
    """Return the event that ends a broken stream: no [DONE] follows, so that no client takes the
    answer for a whole one."""
    return openai_family.refusal_event(refused)
