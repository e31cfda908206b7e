"""Where browsers find the console: its origin, which passkeys, cookies and forms are bound to."""

from __future__ import annotations

from posthouse.config.compile import listen_address
from posthouse.config.schema import Settings


def console_origin(settings: Settings) -> str:
    """Return scheme, host and port as a browser writes them; localhost where none is set.

    Not 127.0.0.1: passkeys are bound to names, and browsers take no address for one.
    """
    if settings.console.origin:
        return settings.console.origin.rstrip("/").lower()
    _, port = listen_address(settings.server.admin, "server.admin")
    return "http://localhost" if port == 80 else f"http://localhost:{port}"
