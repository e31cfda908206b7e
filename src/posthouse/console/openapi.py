"""The OpenAPI 3.1 description of the admin API, made from the routes themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import fields

from posthouse import __version__
from posthouse.console.answer import Failure
from posthouse.console.gate import FORGERY_HEADER
from posthouse.console.route import Route

_REF = "#/components/schemas/{name}"


def description(routes: Sequence[Route]) -> bytes:
    """Return the description as JSON."""
    kinds = {route.asks for route in routes} | {route.gives for route in routes} | {Failure}
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, components = msgspec.json.schema_components(ordered, ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault("/api" + route.path, {})[route.method.lower()] = _operation(
            route, components
        )
    tree = {
        "openapi": "3.1.0",
        "info": {
            "title": "Posthouse admin API",
            "version": __version__,
            "description": "Every page of the console as JSON. Nothing here returns content or a"
            " stored secret. Log in at /api/login; the session is a cookie, and what changes"
            f" something also takes {FORGERY_HEADER} from the login's answer.",
        },
        "paths": paths,
        "components": {"schemas": components},
    }
    return msgspec.json.encode(tree)


def _operation(route: Route, components: dict[str, Any]) -> dict[str, Any]:
    schema = components[route.asks.__name__]
    named, properties = route.named, schema.get("properties", {})
    needed = set(schema.get("required", ()))
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": properties[name]} for name in named
    ]
    told: dict[str, Any] = {
        "operationId": f"{route.method.lower()} {route.path}",
        "summary": (route.call.__doc__ or "").partition("\n")[0],
        "responses": {
            "200": _answer(route.gives.__name__, "as asked"),
            "default": _answer(Failure.__name__, "refused, with a reason and a hint"),
        },
    }
    rest = [f.encode_name for f in fields(route.asks) if f.encode_name not in named]
    if route.method == "GET":
        parameters += [
            {"name": n, "in": "query", "required": n in needed, "schema": properties[n]}
            for n in rest
        ]
    else:
        forgery = {"type": "string"}
        parameters.append(
            {"name": FORGERY_HEADER, "in": "header", "required": False, "schema": forgery}
        )
        told["requestBody"] = _body(rest, properties, needed)
    if parameters:
        told["parameters"] = parameters
    if route.action is not None:
        told["x-posthouse-action"] = route.action.value
    return told


def _body(rest: list[str], properties: dict[str, Any], needed: set[str]) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {name: properties[name] for name in rest},
        "required": [name for name in rest if name in needed],
        "additionalProperties": False,
    }
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _answer(name: str, said: str) -> dict[str, Any]:
    schema = {"$ref": _REF.format(name=name)}
    return {"description": said, "content": {"application/json": {"schema": schema}}}
