"""The client kit: wraps a vendor's client in one line and verifies receipts as answers arrive.

    from openai import OpenAI
    from posthouse.client import verified

    client = verified(OpenAI(base_url="https://relay.example.com/v1", api_key="..."))

It takes the clients of openai, anthropic and google-genai, sync and async, and httpx's own. Every
answer is compared with the station's signed receipt before its end is handed on: the request that
came, the bytes that were delivered, the events of a stream and their order; later, that the receipt
stands in the log and the log has only grown. It needs the standard library, `cryptography` and
what the vendor's client brings, and changes nothing of what is sent.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from posthouse.kit.exchange import Failure, Unverified
from posthouse.kit.fetching import Fetcher
from posthouse.kit.hooks import listen
from posthouse.kit.station import Fetch, Station
from posthouse.kit.watch import Watch

__all__ = ["Failure", "Trust", "Unverified", "Watch", "verified", "watch_of"]

Client = TypeVar("Client")

_MARK = "posthouse_watch"


@dataclass(frozen=True, slots=True)
class Trust:
    """What a client knows of its station beforehand; empty is learned at the first answer.

    `key`: the public key of its receipts, in hex; `log_key`: the verifier key of its log (a line
    such as relay.example.com/ledger+c74f20a3+AWk...). `station`: its address, where it is not the
    one of the client. `context`: TLS of the connection over which receipts are fetched; `fetch`
    replaces that connection.
    """

    key: str = ""
    log_key: str = ""
    station: str = ""
    context: ssl.SSLContext | None = None
    fetch: Fetch | None = None


NOTHING_YET = Trust()


def verified(
    client: Client,
    *,
    trust: Trust = NOTHING_YET,
    report: Callable[[Failure], None] | None = None,
) -> Client:
    """Return the same client, whose answers are verified from now on.

    Without `report` what does not hold raises Unverified, at the end of the call or of the stream;
    with it, failures are handed to it from another thread and no call waits or fails for them.
    """
    if getattr(client, _MARK, None) is not None:
        return client
    clients = _http_clients(client)
    watch = getattr(clients[0], "_posthouse_watch", None) or _watch(client, trust, report)
    for http in clients:
        listen(http, watch)
    _gather(client, watch)
    object.__setattr__(client, _MARK, watch)
    return client


def watch_of(client: Any) -> Watch:
    """Return the watch over a verified client: what was verified, what failed, `settle`."""
    watch = getattr(client, _MARK, None)
    if not isinstance(watch, Watch):
        raise TypeError("expected a client that went through verified(), found another")
    return watch


def _watch(client: Any, trust: Trust, report: Callable[[Failure], None] | None) -> Watch:
    fetch = trust.fetch or Fetcher(trust.station or _origin(client), trust.context)
    key = bytes.fromhex(trust.key) if trust.key else None
    return Watch(Station(fetch, key, trust.log_key), report)


def _http_clients(client: Any) -> list[Any]:
    """Return the HTTP clients inside; google-genai has two, and is told not to use aiohttp."""
    if hasattr(client, "event_hooks"):
        return [client]
    inner: Any = getattr(client, "_client", None)
    if hasattr(inner, "event_hooks"):
        return [inner]
    api: Any = getattr(client, "_api_client", None)
    if hasattr(api, "_httpx_client") and api._async_httpx_client is not None:  # noqa: SLF001
        api._use_aiohttp = lambda: False  # noqa: SLF001
        return [api._httpx_client, api._async_httpx_client]  # noqa: SLF001
    raise TypeError(
        f"expected a client of openai, anthropic, google-genai or httpx, found {type(client)}"
    )


def _origin(client: Any) -> str:
    base = getattr(client, "base_url", None)
    if base is None:
        base = client._api_client._http_options.base_url  # noqa: SLF001
    parts = urlsplit(str(base))
    if not parts.netloc:
        raise ValueError("expected a client with a base_url, found none: give trust.station")
    return f"{parts.scheme}://{parts.netloc}"


def _gather(client: Any, watch: Watch) -> None:
    """Let openai's and anthropic's clients raise failures themselves, not take them for faults."""
    request, copy = getattr(client, "request", None), getattr(client, "copy", None)
    if hasattr(client, "event_hooks") or request is None or not hasattr(client, "_client"):
        return
    asynchronous = hasattr(client, "__aenter__")

    def gathering(*words: Any, **named: Any) -> Any:
        with watch.gathered():
            return request(*words, **named)

    async def gathering_later(*words: Any, **named: Any) -> Any:
        with watch.gathered():
            return await request(*words, **named)

    def copied(*words: Any, **named: Any) -> Any:
        assert copy is not None
        return verified(copy(*words, **named))

    client.request = gathering_later if asynchronous else gathering
    client.copy = client.with_options = copied
