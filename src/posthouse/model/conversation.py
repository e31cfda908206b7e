"""A conversation whose history the upstream keeps: what was masked in it, and those of its tool
calls that left something behind, kept from exchange to exchange.

A handle names something that the upstream keeps: `response:resp_…`, `conversation:conv_…`,
`file:file-…`, `batch:batch_…`. Several handles may belong to one record.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Recalled:
    """What is known of a conversation: its record, the channel that keeps it, its masked values.

    `parts` and `calls` are as exchange/remembering.py writes them, oldest first, `batch` as
    exchange/settling.py does. An empty `record` means that none of the handles is known, or known
    no longer.
    """

    record: str = ""
    channel: str = ""
    parts: tuple[bytes, ...] = ()
    calls: tuple[bytes, ...] = ()
    batch: bytes = b""


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """What is to be kept of an exchange; an empty `record` asks for a new one."""

    tenant: str
    handles: tuple[str, ...]
    record: str
    channel: str
    part: bytes
    calls: bytes = b""
    batch: bytes = b""


UNKNOWN = Recalled()
