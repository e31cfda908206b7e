"""One small request to an address that the settings name: no redirects, no proxies, bounded.

For the operators' side (single sign-on); what relays requests is net/upstream.py. Blocks.
"""

from __future__ import annotations

import urllib.error
import urllib.request

TIMEOUT_S = 10.0
LARGEST = 1024 * 1024


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def fetch(url: str, body: bytes | None, headers: dict[str, str]) -> bytes:
    """GET, or POST a body to, an http or https address. Raises OSError whatever goes wrong."""
    if not url.startswith(("https://", "http://")):
        raise OSError("expected an http or https address, found another")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)
    request = urllib.request.Request(url, data=body, headers=headers)
    with opener.open(request, timeout=TIMEOUT_S) as answer:
        found: bytes = answer.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise OSError(f"expected at most {LARGEST} bytes, found more")
    return found
