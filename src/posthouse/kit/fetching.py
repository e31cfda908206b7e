"""Fetching public evidence from a station over connections that are kept, in any thread."""

from __future__ import annotations

import http.client
import ssl
import threading
from urllib.parse import urlsplit

LARGEST = 4_000_000
TIMEOUT_S = 20.0


class Fetcher:
    """Gets paths of one origin; one connection, one request at a time."""

    def __init__(self, origin: str, context: ssl.SSLContext | None = None) -> None:
        self._parts = urlsplit(origin)
        self._context = context
        self._lock = threading.Lock()
        self._connection: http.client.HTTPConnection | None = None

    def __call__(self, path: str) -> tuple[int, bytes]:
        """Return status and body. Raises OSError, http.client.HTTPException."""
        with self._lock:
            kept = self._connection is not None
            try:
                return self._get(path)
            except (OSError, http.client.HTTPException):
                self._drop()
                if not kept:
                    raise
            try:  # the kept connection had been closed meanwhile
                return self._get(path)
            except (OSError, http.client.HTTPException):
                self._drop()
                raise

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._drop()

    def _get(self, path: str) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = self._connect()
        self._connection.request("GET", path, headers={"accept": "*/*"})
        answer = self._connection.getresponse()
        body = answer.read(LARGEST)
        if answer.read(1):
            raise http.client.HTTPException(f"expected at most {LARGEST} bytes at {path}")
        return answer.status, body

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            context = self._context or ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S, context=context)
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
