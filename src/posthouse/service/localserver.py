"""The local model's own process: llama.cpp's HTTP server, and beside it a small Gemini face.

    python -m posthouse.service.localserver WEIGHTS NAME PORT [THREADS]

PORT answers what llama.cpp's server answers; PORT + 1 answers Gemini's calls for text, so that a
first request of every SDK meets a model. It is an upstream like any other: the station knows
nothing of it but its address. It ends when its standard input does.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "127.0.0.1"
MOST_BYTES = 4 * 1024 * 1024


def chat_request(tree: Any, model: str, *, stream: bool) -> dict[str, Any]:
    """Turn a generateContent body into a chat completion. Raises ValueError on other than text."""
    messages = [
        {"role": "assistant" if turn.get("role") == "model" else "user", "content": text_of(turn)}
        for turn in tree["contents"]
    ]
    system = tree.get("systemInstruction") or tree.get("system_instruction")
    if system:
        messages.insert(0, {"role": "system", "content": text_of(system)})
    asked = tree.get("generationConfig") or {}
    wanted = {
        "max_tokens": asked.get("maxOutputTokens"),
        "temperature": asked.get("temperature"),
        "top_p": asked.get("topP"),
        "top_k": asked.get("topK"),
        "seed": asked.get("seed"),
        "stop": asked.get("stopSequences"),
    }
    named = {name: value for name, value in wanted.items() if value is not None}
    told = {"stream_options": {"include_usage": True}} if stream else {}
    return {"model": model, "messages": messages, "stream": stream, **named, **told}


def text_of(turn: Any) -> str:
    """Return a turn's text. Raises ValueError where it holds anything else."""
    parts = turn["parts"]
    if not all(isinstance(part.get("text"), str) for part in parts):
        raise ValueError("this face takes text alone")
    return "".join(part["text"] for part in parts)


def gemini_answer(chunk: Any, model: str) -> dict[str, Any]:
    """Turn a chat completion, or one chunk of a stream, into a GenerateContentResponse."""
    answer: dict[str, Any] = {"modelVersion": model, "responseId": chunk.get("id", "")}
    if chunk.get("choices"):
        choice = chunk["choices"][0]
        text = (choice.get("message") or choice.get("delta") or {}).get("content") or ""
        candidate: dict[str, Any] = {
            "index": 0,
            "content": {"role": "model", "parts": [{"text": text}]},
        }
        if choice.get("finish_reason"):
            length = choice["finish_reason"] == "length"
            candidate["finishReason"] = "MAX_TOKENS" if length else "STOP"
        answer["candidates"] = [candidate]
    if usage := chunk.get("usage"):
        answer["usageMetadata"] = {
            "promptTokenCount": usage["prompt_tokens"],
            "candidatesTokenCount": usage["completion_tokens"],
            "totalTokenCount": usage["total_tokens"],
        }
    return answer


class GeminiFace(BaseHTTPRequestHandler):
    """Answers the models list and the text calls of one model."""

    protocol_version = "HTTP/1.1"
    model = ""
    upstream = 0

    def do_GET(self) -> None:
        """Answer the models list."""
        name = f"models/{self.model}"
        methods = ["generateContent", "countTokens"]
        one = {"name": name, "displayName": self.model, "supportedGenerationMethods": methods}
        known = {"models": {"models": [one]}, name: one}
        found = known.get(_unversioned(self.path))
        self._json(200 if found else 404, found or _error(404, "no such thing here"))

    def do_POST(self) -> None:
        """Answer one call."""
        body = self.rfile.read(min(int(self.headers.get("content-length") or 0), MOST_BYTES))
        name, _, call = _unversioned(self.path).rpartition(":")
        if name != f"models/{self.model}":
            self._json(404, _error(404, "no such model here"))
            return
        try:
            self._call(call, json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError):
            self._json(400, _error(400, "expected contents with parts of text"))
        except OSError:
            self.close_connection = True

    def _call(self, call: str, tree: Any) -> None:
        stream = call == "streamGenerateContent"
        asked = chat_request(tree, self.model, stream=stream)
        if call == "countTokens":
            told = self._ask("/v1/messages/count_tokens", asked)
            self._json(200, {"totalTokens": json.loads(told.read())["input_tokens"]})
        elif call == "generateContent":
            told = self._ask("/v1/chat/completions", asked)
            self._json(200, gemini_answer(json.loads(told.read()), self.model))
        elif stream:
            self._stream(self._ask("/v1/chat/completions", asked))
        else:
            self._json(404, _error(404, "no such call here"))

    def _ask(self, path: str, tree: Any) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(HOST, self.upstream, timeout=300)
        body = json.dumps(tree).encode()
        connection.request("POST", path, body, {"content-type": "application/json"})
        told = connection.getresponse()
        if told.status != 200:
            raise ValueError
        return told

    def _stream(self, told: http.client.HTTPResponse) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        for chunk in _events(told):
            event = json.dumps(gemini_answer(chunk, self.model), ensure_ascii=False)
            self.wfile.write(f"data: {event}\r\n\r\n".encode())
            self.wfile.flush()
        self.close_connection = True

    def _json(self, status: int, tree: Any) -> None:
        body = json.dumps(tree, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json; charset=UTF-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing: the station keeps the record."""


def _unversioned(path: str) -> str:
    """Return a path without /v1 or /v1beta (SDKs use both) and without its query."""
    return path.partition("?")[0].removeprefix("/v1").removeprefix("beta").lstrip("/")


def _events(told: http.client.HTTPResponse) -> Iterator[Any]:
    for line in told:
        if line.startswith(b"data: {"):
            yield json.loads(line[6:])


def _error(status: int, message: str) -> dict[str, Any]:
    names = {400: "INVALID_ARGUMENT", 404: "NOT_FOUND"}
    return {"error": {"code": status, "message": message, "status": names[status]}}


def gemini_face(model: str, port: int, upstream: int) -> ThreadingHTTPServer:
    """Return a Gemini face on a loopback port in front of llama.cpp's server on another."""
    face = type("Face", (GeminiFace,), {"model": model, "upstream": upstream})
    return ThreadingHTTPServer((HOST, port), face)


def main(weights: str, name: str, port: int, threads: int = 0) -> None:
    """Serve until standard input ends, with so many threads; 0: as llama.cpp chooses."""
    import xllamacpp

    face = gemini_face(name, port + 1, port)
    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.model_alias = {name}
    params.hostnames, params.port = [HOST], port
    params.n_ctx, params.n_parallel = 8192, 2
    params.embedding = True
    params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    params.ui, params.offline, params.verbosity = False, True, 0
    if threads:
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(params)
    threading.Thread(target=face.serve_forever, daemon=True).start()
    sys.stdin.read()
    del server


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:5]))
