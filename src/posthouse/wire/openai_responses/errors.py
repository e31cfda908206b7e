"""A refusal in the form of the Responses API; inside a stream it is `error`, then a failed end.

https://platform.openai.com/docs/api-reference/responses-streaming/error: SDKs raise at `error`,
agents that wait for the end of the response find it in `response.failed`.
"""

from __future__ import annotations

from posthouse.model.errors import Refusal
from posthouse.wire import openai_family
from posthouse.wire.document import write
from posthouse.wire.sse import event


def refusal(refused: Refusal) -> bytes:
    """Return the body of a refused request."""
    return openai_family.refusal(refused)


def refusal_event(refused: Refusal) -> bytes:
    """Return the events that end a broken stream."""
    error = openai_family.error(refused)
    told = {
        "type": "error",
        "code": error["code"],
        "message": error["message"],
        "param": None,
        "error": error,
    }
    failed = {
        "type": "response.failed",
        "response": {
            "id": "resp_posthouse",
            "object": "response",
            "status": "failed",
            "error": {"code": error["code"], "message": error["message"]},
            "output": [],
        },
    }
    return event(write(told), "error") + event(write(failed), "response.failed")
