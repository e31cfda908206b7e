"""The console's own style and script, from the package; no other host is ever asked."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "assets"
KINDS = {
    "console.css": "text/css; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "explain.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml",
}


@cache
def held(name: str) -> bytes:
    """Return one file."""
    return (FOLDER / name).read_bytes()


@cache
def version(name: str) -> str:
    """Return what changes with a file, for its address."""
    return hashlib.sha256(held(name)).hexdigest()[:12]


async def asset(request: Request) -> Response:
    """Serve one file."""
    name = request.path_params["name"]
    if name not in KINDS:
        return Response(status_code=404)
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(held(name), headers={**kept, "x-content-type-options": "nosniff"},
                    media_type=KINDS[name])  # fmt: skip
