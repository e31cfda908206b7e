"""A vendor that keeps what it is given: files, batches, responses, conversations, by their ids.

It answers as OpenAI and Anthropic do, works batches off at once by echoing what was asked, and
gives ids of its own. `vendor.files` holds the bytes that arrived.
"""

import json
from email.parser import BytesParser
from email.policy import HTTP

from tests.upstreams import Response, as_json

JSONL = "application/jsonl"


def form_of(request) -> dict[str, tuple[str | None, bytes]]:
    """Read a form with the standard library: name -> (file name, bytes)."""
    head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    return {
        part.get_param("name", header="content-disposition"): (
            part.get_filename(),
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    }


class Vendor:
    """Call it as an upstream's script."""

    def __init__(self, mark: str = "a") -> None:
        self.mark = mark
        self.files: dict[str, bytes] = {}
        self.told: dict[str, dict] = {}
        self.batches: dict[str, dict] = {}
        self.kept: dict[str, dict] = {}
        self.items: dict[str, list] = {}
        self.results: dict[str, bytes] = {}

    def __call__(self, request) -> Response:
        path = request.target.partition("?")[0]
        words = path.strip("/").split("/")
        anthropic = "anthropic-version" in request.headers
        if path.startswith("/v1/files"):
            return self._files(request, words, anthropic=anthropic)
        if path.startswith("/v1/messages/batches"):
            return self._anthropic_batches(request, words)
        if path.startswith("/v1/batches"):
            return self._batches(request, words)
        if path.startswith("/v1/conversations"):
            return self._conversations(request, words)
        if path.startswith("/v1/responses"):
            return self._responses(request, words)
        return as_json({"error": {"message": "no such path", "type": "x"}}, 404)

    def _named(self, kind: str, kept: dict) -> str:
        return f"{kind}{self.mark}{len(kept) + 1}"

    # files -------------------------------------------------------------------------------------

    def store(self, name: str, data: bytes, purpose: str, *, anthropic: bool = False) -> dict:
        ident = self._named("file_" if anthropic else "file-", self.files)
        self.files[ident] = data
        self.told[ident] = (
            {"id": ident, "type": "file", "filename": name, "mime_type": "text/plain",
             "size_bytes": len(data), "created_at": "2026-01-01T00:00:00Z"}
            if anthropic else
            {"id": ident, "object": "file", "filename": name, "bytes": len(data), "created_at": 1,
             "purpose": purpose, "status": "processed"}
        )  # fmt: skip
        return self.told[ident]

    def _files(self, request, words, *, anthropic):
        if request.method == "POST":
            form = form_of(request)
            name, data = form["file"]
            purpose = form.get("purpose", (None, b""))[1].decode()
            return as_json(self.store(name, data, purpose, anthropic=anthropic))
        if len(words) == 2:
            told = list(self.told.values())
            more = {} if anthropic else {"object": "list"}
            return as_json({"data": told, "has_more": False, **more})
        if words[2] not in self.files:
            return as_json({"error": {"message": "no such file", "type": "x"}}, 404)
        if request.method == "DELETE":
            del self.files[words[2]], self.told[words[2]]
            return as_json({"id": words[2], "object": "file", "type": "file_deleted",
                            "deleted": True})  # fmt: skip
        if len(words) == 4:
            return Response(200, self.files[words[2]], content_type="application/octet-stream")
        return as_json(self.told[words[2]])

    # batches -----------------------------------------------------------------------------------

    def _batches(self, request, words):
        if request.method == "POST" and len(words) == 2:
            asked = request.json
            lines = [json.loads(one) for one in self.files[asked["input_file_id"]].splitlines()]
            out = b"".join(json.dumps(self._worked(one)).encode() + b"\n" for one in lines)
            output = self.store("output.jsonl", out, "batch_output")["id"]
            ident = self._named("batch_", self.batches)
            self.batches[ident] = {
                "id": ident, "object": "batch", "endpoint": asked["endpoint"],
                "status": "completed", "input_file_id": asked["input_file_id"],
                "completion_window": "24h",
                "output_file_id": output, "created_at": 1, "metadata": asked.get("metadata"),
                "request_counts": {"total": len(lines), "completed": len(lines), "failed": 0},
            }  # fmt: skip
            return as_json({**self.batches[ident], "status": "validating", "output_file_id": None})
        if len(words) == 2:
            return as_json({"object": "list", "data": list(self.batches.values()),
                            "has_more": False})  # fmt: skip
        return as_json(self.batches[words[2]])

    def _worked(self, line) -> dict:
        body = line["body"]
        said = body["messages"][-1]["content"] if "messages" in body else str(body.get("input"))
        message = {"role": "assistant", "content": f"You said: {said}"}
        if body.get("tools"):
            message["tool_calls"] = [
                {"id": "c1", "type": "function",
                 "function": {"name": "run", "arguments": json.dumps({"command": said})}}
            ]  # fmt: skip
        answer = {
            "id": "cmpl", "object": "chat.completion", "created": 1, "model": body["model"],
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }  # fmt: skip
        return {"id": "r", "custom_id": line["custom_id"], "error": None,
                "response": {"status_code": 200, "request_id": "q", "body": answer}}  # fmt: skip

    def _anthropic_batches(self, request, words):
        if request.method == "POST" and len(words) == 3:
            ident = self._named("msgbatch_", self.batches)
            out = []
            for one in request.json["requests"]:
                said = one["params"]["messages"][-1]["content"]
                message = {
                    "id": "m", "type": "message", "role": "assistant", "stop_reason": "end_turn",
                    "model": one["params"]["model"], "stop_sequence": None,
                    "content": [{"type": "text", "text": f"You said: {said}"}],
                    "usage": {"input_tokens": 1, "output_tokens": 1},
                }  # fmt: skip
                out.append({"custom_id": one["custom_id"],
                            "result": {"type": "succeeded", "message": message}})  # fmt: skip
            self.results[ident] = b"".join(json.dumps(one).encode() + b"\n" for one in out)
            self.batches[ident] = {
                "id": ident, "type": "message_batch", "processing_status": "ended",
                "results_url": f"https://vendor.example/v1/messages/batches/{ident}/results",
                "created_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-02T00:00:00Z",
                "archived_at": None, "cancel_initiated_at": None, "ended_at": None,
                "request_counts": {"processing": 0, "succeeded": len(out), "errored": 0,
                                   "canceled": 0, "expired": 0},
            }  # fmt: skip
            return as_json(self.batches[ident])
        if len(words) == 3:
            return as_json({"data": list(self.batches.values()), "has_more": False,
                            "first_id": None, "last_id": None})  # fmt: skip
        if len(words) == 5 and words[4] == "results":
            return Response(200, self.results[words[3]], content_type="application/x-jsonl")
        if request.method == "DELETE":
            del self.batches[words[3]]
            return as_json({"id": words[3], "type": "message_batch_deleted"})
        return as_json(self.batches[words[3]])

    # responses and conversations ---------------------------------------------------------------

    def _responses(self, request, words):
        if request.method == "POST" and len(words) == 2:
            body = request.json
            said = body["input"] if isinstance(body["input"], str) else json.dumps(body["input"])
            ident = self._named("resp_", self.kept)
            part = {"type": "output_text", "text": f"You said: {said}", "annotations": []}
            message = {"type": "message", "id": f"msg_{ident}", "role": "assistant",
                       "status": "completed", "content": [part]}  # fmt: skip
            self.kept[ident] = {
                "id": ident, "object": "response", "status": "completed", "model": body["model"],
                "created_at": 1, "output": [message], "parallel_tool_calls": True, "tools": [],
                "tool_choice": "auto", "usage": {"input_tokens": 1, "output_tokens": 1,
                "total_tokens": 2},
            }  # fmt: skip
            asked = {"type": "message", "id": f"in_{ident}", "role": "user",
                     "content": [{"type": "input_text", "text": said}]}  # fmt: skip
            self.items[ident] = [asked]
            if conversation := body.get("conversation"):
                self.items[conversation] += [asked, message]
            return as_json(self.kept[ident])
        if words[2] not in self.kept:
            return as_json({"error": {"message": "no such response", "type": "x"}}, 404)
        if words[-1] == "input_items":
            return as_json({"object": "list", "data": self.items[words[2]], "has_more": False,
                            "first_id": "x", "last_id": "x"})  # fmt: skip
        if request.method == "DELETE":
            del self.kept[words[2]]
            return as_json({"id": words[2], "object": "response", "deleted": True})
        return as_json(self.kept[words[2]])

    def _conversations(self, request, words):
        if request.method == "POST" and len(words) == 2:
            ident = self._named("conv_", self.kept)
            told = {"id": ident, "object": "conversation", "created_at": 1,
                    "metadata": request.json.get("metadata") or {}}  # fmt: skip
            self.kept[ident] = told
            self.items[ident] = [self._item(one) for one in request.json.get("items") or []]
            return as_json(told)
        ident = words[2]
        if words[-1] == "items" and request.method == "POST":
            new = [self._item(one) for one in request.json["items"]]
            self.items[ident] += new
            return as_json({"object": "list", "data": new, "has_more": False, "first_id": "x",
                            "last_id": "x"})  # fmt: skip
        if words[-1] == "items":
            return as_json({"object": "list", "data": self.items[ident], "has_more": False,
                            "first_id": "x", "last_id": "x"})  # fmt: skip
        if request.method == "DELETE":
            return as_json({"id": ident, "object": "conversation.deleted", "deleted": True})
        return as_json(self.kept[ident])

    def _item(self, one) -> dict:
        content = one["content"]
        if isinstance(content, str):
            content = [{"type": "input_text", "text": content}]
        return {"id": f"item_{len(self.items)}", "status": "completed", **one, "content": content}
