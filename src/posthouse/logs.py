"""Structured logs: one JSON object a line on stderr, an event with fields, never content."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from posthouse.vault.leaks import withheld

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Writes a record's message and its extra fields; no traceback text, which may hold values.

    The last line of defence: a key that a library or a mistake put into a line is withheld, and
    `withheld` counts how many there were.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if record.name.startswith("posthouse") else record.msg,
            "from": record.name,
        }
        line |= {k: v for k, v in vars(record).items() if k not in _OWN}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
        text, count = withheld(_written(line))
        return _written({**json.loads(text), "withheld": count}) if count else text


def _written(line: dict[str, object]) -> str:
    return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def configure(level: str = "INFO") -> None:
    """Send every log line to stderr in this form."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [stream]
    root.setLevel(level)
    for noisy in ("uvicorn", "asyncio", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
