"""The console as an ASGI application, made from the table of routes: pages and their JSON twins.

Database and argon2 work runs in threads; nothing here is on a relayed request's path.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as Path
from starlette.types import Scope

from posthouse.console.answer import failed_json, failed_page, finished, json_of
from posthouse.console.assets import asset
from posthouse.console.gate import FORGERY_FIELD, admit, refuse_forged, refuse_host, visitor
from posthouse.console.openapi import description
from posthouse.console.parts import Parts
from posthouse.console.render import Renderer
from posthouse.console.route import Done, Route
from posthouse.console.sent import form_asked, json_asked
from posthouse.console.visitor import Visitor
from posthouse.model.errors import (
    BadRequest,
    InternalError,
    MethodNotAllowed,
    NotFound,
    PosthouseError,
    Refusal,
    Unauthorized,
)

LOG = logging.getLogger("posthouse.console")
API = "/api"
MOST_BODY = 64 * 1024
"""Bytes of what is asked, but for files."""
FILES_AT_ONCE = 2

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Console:
    """Serves routes with the parts that they work with."""

    parts: Parts
    routes: Sequence[Route]
    renderer: Renderer
    files: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(FILES_AT_ONCE))
    """Files are long work: they wait for each other, and nothing else waits for them."""

    def most(self, scope: Scope) -> int:
        """Return how many bytes are read of a request: of a stranger never a file."""
        route = next((r for r in self.routes if r.files and _at(r, scope)), None)
        if route is None:
            return MOST_BODY
        request = Request(scope)
        try:
            admit(route, visitor(self.parts, request.headers, request.cookies))
        except PosthouseError:
            return MOST_BODY
        return self.parts.settings().server.max_body_bytes

    def application(self) -> Starlette:
        """Return the ASGI application."""
        paths = [Path("/assets/{name}", asset), Path(f"{API}/openapi.json", self._described)]
        for route in self.routes:
            paths.append(Path(API + route.path, self._twin(route), methods=[route.method]))
            if route.page:
                paths.append(Path(route.path, self._page(route), methods=[route.method]))
        return Starlette(routes=paths, exception_handlers={HTTPException: self._unrouted})

    def _twin(self, route: Route) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            try:
                asked = await json_asked(request)
                done = await to_thread.run_sync(
                    self._carried_out, route, request, asked, "", limiter=self._limiter(route)
                )
            except Refusal as refusal:
                return finished(failed_json(refusal), self.parts)
            return finished(json_of(done[0], done[1], self.parts), self.parts)

        return endpoint

    def _page(self, route: Route) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            try:
                if route.method == "GET" and request.headers.get("host", "").startswith("127."):
                    return RedirectResponse(self.parts.origin + request.url.path)
                asked = await form_asked(request, files=route.files)
                sent = str(asked.pop(FORGERY_FIELD, ""))
                answer = await to_thread.run_sync(
                    self._shown, route, request, asked, sent, limiter=self._limiter(route)
                )
            except Unauthorized as refusal:
                answer = self._to_login(route, request, refusal)
            except Refusal as refusal:
                answer = await to_thread.run_sync(self._failed, request, refusal)
            return finished(answer, self.parts)

        return endpoint

    def _limiter(self, route: Route) -> CapacityLimiter | None:
        return self.files if route.files and route.method == "POST" else None

    def _carried_out(
        self, route: Route, request: Request, asked: dict[str, Any], sent: str
    ) -> tuple[Done, Visitor]:
        """Pass the gate, read what is asked, do it. Raises Refusal."""
        refuse_host(self.parts, request.headers.get("host", ""))
        who = visitor(self.parts, request.headers, request.cookies)
        admit(route, who)
        if route.method == "POST":
            refuse_forged(self.parts, who, request.headers, sent)
        typed = request.headers.get("content-type", "").startswith("application/json")
        wanted = _read(route, {**asked, **request.path_params}, strict=typed)
        try:
            found = route.call(self.parts, who, wanted)
        except Refusal:
            raise
        except PosthouseError as error:
            raise BadRequest(error.message, code="refused", hint=error.hint) from None
        except Exception as error:  # noqa: BLE001  the last resort, logged without content
            LOG.error("console broke", extra={"kind": type(error).__name__, "path": route.path})
            raise InternalError(
                "the console could not do this", hint="the station's log names the cause's kind"
            ) from None
        return (found if isinstance(found, Done) else Done(found)), who

    def _shown(self, route: Route, request: Request, asked: dict[str, Any], sent: str) -> Response:
        done, who = self._carried_out(route, request, asked, sent)
        if route.template:
            return self.renderer.page(route.template, done, who, request.url.path)
        return self.renderer.moved(done, self.parts)

    def _to_login(self, route: Route, request: Request, refusal: Unauthorized) -> Response:
        if route.stranger or refusal.code != "login_needed":
            return self._failed(request, refusal)
        back = quote(request.url.path) if request.method == "GET" else "/"
        return RedirectResponse(f"/login?back={back}", status_code=303)

    def _failed(self, request: Request, refusal: Refusal) -> Response:
        try:
            who = visitor(self.parts, request.headers, request.cookies)
        except PosthouseError:
            return failed_page(refusal)
        return self.renderer.failure(refusal, who, request.url.path)

    async def _described(self, request: Request) -> Response:  # noqa: ARG002
        told = Response(description(self.routes), media_type="application/json")
        return finished(told, self.parts)

    async def _unrouted(self, request: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 404)
        refusal: Refusal = NotFound("there is no such page", hint="begin at /")
        if status == 405:
            hint = "/api/openapi.json tells which"
            refusal = MethodNotAllowed("this path takes another method", hint=hint)
        if request.url.path.startswith(API):
            return finished(failed_json(refusal), self.parts)
        return finished(await to_thread.run_sync(self._failed, request, refusal), self.parts)


def _at(route: Route, scope: Scope) -> bool:
    """Tell whether a request is for this route or its twin; not for paths with names in them."""
    return route.method == scope["method"] and scope["path"] in (route.path, API + route.path)


def _read(route: Route, asked: dict[str, Any], *, strict: bool) -> msgspec.Struct:
    try:
        return msgspec.convert(asked, route.asks, strict=strict)
    except msgspec.ValidationError as error:
        raise BadRequest(
            f"{error}", code="bad_form", hint="/api/openapi.json tells every field"
        ) from None
