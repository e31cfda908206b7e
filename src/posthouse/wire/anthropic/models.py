"""The models list as the Anthropic API writes it."""

from __future__ import annotations

from collections.abc import Sequence

from posthouse.wire.document import write

# The SDKs require a date; the API documents the epoch where none is known.
_UNKNOWN_DATE = "1970-01-01T00:00:00Z"


def models(names: Sequence[str]) -> bytes:
    """Return the whole list as one page."""
    return write(
        {
            "data": [_entry(name) for name in names],
            "has_more": False,
            "first_id": names[0] if names else None,
            "last_id": names[-1] if names else None,
        }
    )


def model(name: str) -> bytes:
    """Return one model."""
    return write(_entry(name))


def _entry(name: str) -> dict[str, str]:
    return {
        "type": "model",
        "id": name,
        "display_name": name,
        "created_at": _UNKNOWN_DATE,
        "lifecycle": "active",  # what the station lists can be asked for
    }
