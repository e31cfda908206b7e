"""Structured logs: one JSON object a line on stderr, an event with fields, never content."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from posthouse.vault.leaks import withheld

_WORDS = re.compile(r"[A-Za-z][A-Za-z -]{0,79}")
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Writes a record's message and its extra fields; no traceback text, which may hold values.

    The last line of defence: a key that a library or a mistake put into a line is withheld, and
    `withheld` counts how many there were.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": "",
            "from": record.name,
        }
        if record.name.startswith("posthouse"):
            line["event"] = record.getMessage()
            line |= {k: v for k, v in vars(record).items() if k not in _OWN}
        else:
            line["event"] = _first_words(record.msg)
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
        text, count = withheld(_written(line))
        return _written({**json.loads(text), "withheld": count}) if count else text


class Lines(logging.StreamHandler[TextIO]):
    """Writes lines. Of one that cannot be written only the kind of the error is told.

    Python's own way would write out the error's words and the line's arguments.
    """

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say that a line was lost."""
        kind = sys.exc_info()[0] or Exception
        lost = {"level": "error", "event": "log line lost", "from": record.name}
        with suppress(OSError, ValueError):
            self.stream.write(_written({**lost, "kind": kind.__name__}) + self.terminator)


def _first_words(message: object) -> str:
    """Return what a library says up to the first thing that it could quote.

    asyncio puts the words of exceptions and the arguments of calls into its own messages.
    """
    found = _WORDS.match(message) if isinstance(message, str) else None
    return found.group().strip() if found else type(message).__name__


def _written(line: dict[str, object]) -> str:
    return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def configure(level: str = "INFO") -> None:
    """Send every log line to stderr in this form, what nobody caught included."""
    stream = Lines(sys.stderr)
    stream.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [stream]
    root.setLevel(level)
    for noisy in ("uvicorn", "asyncio", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    sys.excepthook = lambda kind, _, trace: _uncaught("uncaught", kind, trace)
    sys.unraisablehook = lambda told: _uncaught("unraisable", told.exc_type, told.exc_traceback)
    threading.excepthook = lambda told: _uncaught(
        "uncaught in thread", told.exc_type, told.exc_traceback
    )


def _uncaught(event: str, kind: type[BaseException], trace: TracebackType | None) -> None:
    """Log where something broke; Python's own way would write out its words."""
    frames = traceback.extract_tb(trace)[-4:]
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    logging.getLogger("posthouse").error(event, extra={"kind": kind.__name__, "where": where})
