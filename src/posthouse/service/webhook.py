"""Telling a webhook: what it was to hear stands in log and ledger all the same."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import orjson


async def tell(
    send: Callable[[bytes], object], tree: Mapping[str, Any], log: logging.Logger, **about: str
) -> None:
    """Send a tree as JSON off the loop; `send` may raise OSError, which is logged with `about`."""
    try:
        await asyncio.to_thread(send, orjson.dumps(tree))
    except OSError as error:
        log.warning("webhook failed", extra={**about, "kind": type(error).__name__})
