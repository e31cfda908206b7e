"""What an error tells, read by the rules of the dialect; and what must hold of every refusal."""

import json
import re
import sqlite3
import time
from dataclasses import dataclass, field

from tests.rawhttp import Answer
from tests.running import files

MARKER = "canary-of-the-" + "test-0815"


@dataclass(frozen=True)
class Told:
    """What an error tells, whatever the dialect."""

    status: int | None
    code: str
    kind: str
    message: str


_ANTHROPIC = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    502: "api_error",
    503: "overloaded_error",
    504: "timeout_error",
}
_GEMINI = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_OPENAI = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "invalid_request_error",
    429: "rate_limit_error",
}


def told(dialect: str, body: bytes, status: int) -> Told:
    """Read an error by the dialect's own rules; fails where it is not in their form."""
    tree = json.loads(body)
    if dialect == "anthropic":
        assert tree["type"] == "error"
        error = tree["error"]
        if status in _ANTHROPIC:
            assert error["type"] == _ANTHROPIC[status]
        return Told(None, error["code"], error["type"], error["message"])
    assert set(tree) == {"error"}
    error = tree["error"]
    if dialect == "gemini":
        assert error["code"] == status
        assert error["status"] == _GEMINI.get(status, error["status"])
        (info, *_) = error["details"]
        return Told(error["code"], info["reason"].lower(), error["status"], error["message"])
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == _OPENAI.get(status, error["type"])
    return Told(None, error["code"], error["type"], error["message"])


@dataclass
class Judge:
    """Holds what must be true of every refusal, and keeps count of the receipts."""

    station: object
    upstream: object
    recorded: dict = field(default_factory=dict)

    def refused(self, dialect: str, answer: Answer, status: int, code: str, *, known: bool) -> Told:
        """`known`: the request came with a usable key, so it must leave a receipt."""
        assert (answer.status, answer.headers["content-type"]) == (status, "application/json")
        error = told(dialect, answer.body, status)
        assert error.code == code
        assert re.search(r"\S[.;] \S", error.message), "no hint: " + error.message
        shown = answer.body + repr(answer.headers).encode()
        assert MARKER.encode() not in shown
        assert not self.upstream.received, "something went upstream"
        receipt_id = answer.headers.get("posthouse-receipt")
        assert (receipt_id is not None) == known
        if receipt_id is not None:
            self.receipt(receipt_id, "refused", status=status, refusal=code, destinations=[])
        return error

    def served(self, path: str, body) -> None:
        """The station serves a good request."""
        status, _, headers = self.station.post(path, body)
        assert status == 200
        self.recorded[headers["posthouse-receipt"]] = "delivered"

    def receipt(self, receipt_id: str, ending: str, **more) -> dict:
        """Check a receipt that is served, and expect it in the database later."""
        status, sealed = self.station.get("/receipts/" + receipt_id)
        assert status == 200
        found = json.loads(sealed)["receipt"]
        assert found["ending"] == ending
        assert {name: found[name] for name in more} == more
        assert receipt_id not in self.recorded, "two answers with one receipt"
        self.recorded[receipt_id] = ending
        return found

    def rows(self, wait_s: float = 30.0) -> list[tuple]:
        """Return (id, ending) of all receipts, once as many are folded in as are expected."""
        end = time.monotonic() + wait_s
        path = self.station.folder / "data" / "posthouse.db"
        while True:
            with sqlite3.connect(path) as connection:
                rows = connection.execute("SELECT id, ending FROM receipts").fetchall()
            if len(rows) >= len(self.recorded) or time.monotonic() > end:
                return rows
            time.sleep(0.05)

    def assert_all_recorded(self) -> None:
        """Each exchange has exactly one receipt, with the ending it was told to have."""
        time.sleep(0.6)  # one more than expected would be folded in by now
        assert sorted(self.rows()) == sorted(self.recorded.items())

    def assert_kept_nothing(self) -> None:
        """Neither the log nor the data folder holds what was in a refused request."""
        for path, data in files(self.station.folder):
            assert MARKER.encode() not in data, path
