"""POST /v1/leak-report: whoever finds a key of this station sends it here, and it is revoked.

No account is needed: the key itself is the proof. Any text that holds keys is taken, such as
{"keys": ["ph-…"]} or the messages of secret-scanning partners. The answer is always the same, so
that nobody learns from it which keys are known. How to find keys is told to anyone, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import orjson

from posthouse.exchange.actions import Reply
from posthouse.model.errors import MethodNotAllowed, Throttled
from posthouse.server.client import HttpClient
from posthouse.vault.leaks import DERIVED_PATTERN, PATTERN

REPORT_PATH = "/v1/leak-report"
PATTERNS_PATH = "/.well-known/posthouse-keys"
LARGEST = 64 * 1024
A_MINUTE_EACH = 10
A_MINUTE = 120
"""Reports that one address, and all together, may send in a minute to one worker."""

_HEADERS = (("content-type", "application/json"), ("cache-control", "no-store"))
_RECEIVED = Reply(200, _HEADERS, b'{"status":"received"}')
_PATTERNS = {
    "keys": [
        {"name": "posthouse-key", "regex": PATTERN},
        {"name": "posthouse-derived-key", "regex": DERIVED_PATTERN},
    ],
    "checksum": {
        "what": "the last 6 characters of a key are the CRC-32 of all characters in front of them",
        "algorithm": "CRC-32 (ISO-HDLC), as a number in base 62, six digits, highest first",
        "alphabet": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    },
    "report": {"method": "POST", "path": REPORT_PATH, "body": '{"keys": ["…"]}'},
}
PATTERNS = Reply(200, _HEADERS[:1], orjson.dumps(_PATTERNS))
"""What /.well-known/posthouse-keys answers."""


@dataclass(slots=True)
class LeakReports:
    """Takes reports of leaked keys from anyone, not too many a minute."""

    reported: Callable[[str], None]
    now_s: Callable[[], float]
    _minute: int = 0
    _counts: dict[str, int] = field(default_factory=dict)

    async def __call__(self, client: HttpClient) -> Reply:
        """Take one report. Raises MethodNotAllowed, Throttled, TooLarge, SlowBody."""
        if client.head.method != "POST":
            raise MethodNotAllowed("expected POST here", hint='send {"keys": ["…"]} as POST')
        self._count(client.head.client)
        body = await client.body(LARGEST)
        self.reported(body.decode("latin-1"))
        return _RECEIVED

    def _count(self, address: str) -> None:
        minute = int(self.now_s() // 60)
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()
        each, every = self._counts.get(address, 0), self._counts.get("", 0)
        if each >= A_MINUTE_EACH or every >= A_MINUTE:
            raise Throttled(
                "expected fewer reports a minute, found more",
                hint="send many keys in one report, or wait a minute",
                retry_after_s=60,
            )
        self._counts[address] = each + 1
        self._counts[""] = every + 1
