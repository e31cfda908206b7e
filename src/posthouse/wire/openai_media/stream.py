"""Streams of captions: one text that goes on from delta to delta, until it is told whole.

https://platform.openai.com/docs/api-reference/audio/transcript-text-delta-event; events of speech
and of images carry bytes and no text.
"""

from __future__ import annotations

from typing import Any

from posthouse.wire.document import Slot
from posthouse.wire.fields import Kind
from posthouse.wire.nostream import NoStream
from posthouse.wire.openai_media.answer import usage
from posthouse.wire.wire import Piece, Step

_LAST = frozenset(
    {
        "transcript.text.done",
        "speech.audio.done",
        "image_generation.completed",
        "image_edit.completed",
        "error",
    }
)


class Reader(NoStream):
    """Reads one stream of captions."""

    def read(self, name: str, tree: Any) -> Step:
        """Return what an event means."""
        told = tree.get("type", name) if isinstance(tree, dict) else name
        if told in _LAST:
            return Step(closes=None, done=None, usage=usage(tree), last=True)
        delta = tree.get("delta") if isinstance(tree, dict) else None
        if isinstance(delta, str) and delta:
            return Step([Piece(Slot(tree, "delta", Kind.TEXT, delta), "captions")])
        return Step()
