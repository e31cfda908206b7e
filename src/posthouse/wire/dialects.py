"""The one table of all dialects, and which of them a request line belongs to."""

from __future__ import annotations

import re
from dataclasses import replace

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import MethodNotAllowed, NotFound
from posthouse.model.http import RequestHead
from posthouse.wire.anthropic.stored import WIRE as ANTHROPIC_STORED
from posthouse.wire.anthropic.wire import WIRE as ANTHROPIC
from posthouse.wire.batchlines import answer_line, request_line
from posthouse.wire.gemini.files import WIRE as GEMINI_FILES
from posthouse.wire.gemini.stored import EMBEDDING
from posthouse.wire.gemini.stored import WIRE as GEMINI_STORED
from posthouse.wire.gemini.uploads import step
from posthouse.wire.gemini.wire import WIRE as GEMINI
from posthouse.wire.openai_chat.wire import WIRE as OPENAI_CHAT
from posthouse.wire.openai_embeddings.wire import WIRE as OPENAI_EMBEDDINGS
from posthouse.wire.openai_files.wire import WIRE as FILES
from posthouse.wire.openai_media.wire import WIRE as OPENAI_MEDIA
from posthouse.wire.openai_responses.stored import WIRE as RESPONSES_STORED
from posthouse.wire.openai_responses.wire import WIRE as OPENAI_RESPONSES
from posthouse.wire.routes import known, route
from posthouse.wire.wire import Wire

_OPENAI_FILES = replace(FILES, lines=request_line, results=answer_line)

WIRES: dict[Dialect, Wire] = {
    wire.dialect: wire
    for wire in (
        OPENAI_CHAT,
        OPENAI_RESPONSES,
        OPENAI_EMBEDDINGS,
        _OPENAI_FILES,
        OPENAI_MEDIA,
        ANTHROPIC,
        GEMINI,
    )
}
_OTHERS: dict[tuple[Dialect, Operation], Wire] = {
    (Dialect.OPENAI_RESPONSES, Operation.STORED): RESPONSES_STORED,
    (Dialect.ANTHROPIC, Operation.FILES): ANTHROPIC_STORED,
    (Dialect.ANTHROPIC, Operation.BATCHES): ANTHROPIC_STORED,
    (Dialect.GEMINI, Operation.CACHES): GEMINI_STORED,
    (Dialect.GEMINI, Operation.BATCHES): GEMINI_STORED,
    (Dialect.GEMINI, Operation.FILES): GEMINI_FILES,
    (Dialect.GEMINI, Operation.EMBED): EMBEDDING,
}
"""Operations for which a dialect has other tables."""

_POSTS: dict[str, tuple[Dialect, Operation]] = {
    "/v1/chat/completions": (Dialect.OPENAI_CHAT, Operation.GENERATE),
    "/v1/responses": (Dialect.OPENAI_RESPONSES, Operation.GENERATE),
    "/v1/responses/compact": (Dialect.OPENAI_RESPONSES, Operation.GENERATE),
    "/v1/responses/input_tokens": (Dialect.OPENAI_RESPONSES, Operation.COUNT_TOKENS),
    "/v1/embeddings": (Dialect.OPENAI_EMBEDDINGS, Operation.EMBED),
    "/v1/moderations": (Dialect.OPENAI_EMBEDDINGS, Operation.EMBED),
    "/v1/rerank": (Dialect.OPENAI_EMBEDDINGS, Operation.EMBED),
    "/v1/messages": (Dialect.ANTHROPIC, Operation.GENERATE),
    "/v1/messages/count_tokens": (Dialect.ANTHROPIC, Operation.COUNT_TOKENS),
}
_GEMINI: dict[str, tuple[Operation, bool, Act]] = {
    "generateContent": (Operation.GENERATE, False, Act.ASK),
    "streamGenerateContent": (Operation.GENERATE, True, Act.ASK),
    "countTokens": (Operation.COUNT_TOKENS, False, Act.ASK),
    "embedContent": (Operation.EMBED, False, Act.ASK),
    "batchEmbedContents": (Operation.EMBED, False, Act.ASK),
    "batchGenerateContent": (Operation.BATCHES, False, Act.MAKE),
}
_UPLOADS = frozenset(f"/upload/{version}/files" for version in ("v1", "v1beta", "v1alpha"))
_PREFIX = re.compile(r"^/(?:openai|anthropic|gemini|genai)(?=/)")
_VERSION = re.compile(r"^(?:/v1(?=/v1(?:beta)?/))+")
_GEMINI_CALL = re.compile(r"^/v1(?:beta|alpha)?/models/([^/:]+(?:/[^/:]+)*):([A-Za-z]+)$")
_MODELS = re.compile(r"^/v1(beta)?/models(?:/(.+))?$")

_KNOWN = (
    "the station serves "
    + ", ".join(_POSTS)
    + ", /v1beta/models/{model}:{call}, /v1/models, files, batches, conversations, audio and images"
)


def wire_of(endpoint: Endpoint) -> Wire:
    """Return how an endpoint speaks."""
    return _OTHERS.get((endpoint.dialect, endpoint.operation)) or WIRES[endpoint.dialect]


def normal_path(path: str) -> str:
    """Return the path as the dialects write it: clients disagree on what a base URL contains."""
    path = _VERSION.sub("", _PREFIX.sub("", path))
    path = path.rstrip("/") or "/"
    if not path.startswith("/v1") and (
        "/v1" + path in _POSTS or path.startswith("/models") or known("/v1" + path)
    ):
        return "/v1" + path
    return path


def resolve(head: RequestHead) -> Endpoint:
    """Return what a request line asks for. Raises NotFound, MethodNotAllowed."""
    path = normal_path(head.path)
    if match := _GEMINI_CALL.match(path):
        return _gemini(head, path, match)
    if path in _POSTS:
        _require(head, "POST")
        dialect, operation = _POSTS[path]
        return Endpoint(dialect, operation, path)
    if match := _MODELS.match(path):
        _require(head, "GET")
        return Endpoint(_models_dialect(head, match), Operation.MODELS, path, model=match.group(2))
    if (endpoint := route(head, path)) is not None:
        return step(head, endpoint) if path in _UPLOADS else endpoint
    raise NotFound("there is no such endpoint", hint=_KNOWN)


def _gemini(head: RequestHead, path: str, match: re.Match[str]) -> Endpoint:
    if match.group(2) not in _GEMINI:
        raise NotFound("there is no such endpoint", hint=_KNOWN)
    _require(head, "POST")
    operation, stream, act = _GEMINI[match.group(2)]
    return Endpoint(Dialect.GEMINI, operation, path, match.group(1), stream, act=act)


def _models_dialect(head: RequestHead, match: re.Match[str]) -> Dialect:
    if match.group(1) or head.get("x-goog-api-key"):
        return Dialect.GEMINI
    return Dialect.ANTHROPIC if head.get("anthropic-version") else Dialect.OPENAI_CHAT


def _require(head: RequestHead, method: str) -> None:
    if head.method != method:
        raise MethodNotAllowed(
            f"expected {method} on this endpoint", hint=f"send the request as {method}"
        )


def dialect_of_path(path: str) -> Dialect:
    """Return the dialect in which to refuse a request that no endpoint knows."""
    path = normal_path(path)
    if path.startswith(("/v1beta", "/upload/")) or ":" in path:
        return Dialect.GEMINI
    return Dialect.ANTHROPIC if path.startswith("/v1/messages") else Dialect.OPENAI_CHAT
