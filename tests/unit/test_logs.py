import io
import json
import logging
import subprocess
import sys

import pytest

from posthouse.logs import JsonLines, Lines
from posthouse.vault.virtualkey import RANDOM_LENGTH, mint


def line(**more):
    record = logging.LogRecord("posthouse.x", logging.INFO, "f", 1, "event %d", (7,), None)
    record.__dict__.update(more)
    return json.loads(JsonLines().format(record))


def test_an_event_is_one_json_object_with_its_fields():
    told = line(channels=3)
    assert (told["event"], told["channels"], told["level"]) == ("event 7", 3, "info")


def test_other_peoples_arguments_are_not_written_for_they_may_be_content():
    record = logging.LogRecord("library", logging.WARNING, "f", 1, "got %s", ("secret",), None)
    assert "secret" not in JsonLines().format(record)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Task exception was never retrieved\nfuture: <Task exception=ValueError('secret')>",
         "Task exception was never retrieved"),
        ("Exception in callback Reader.feed(b'secret')", "Exception in callback Reader"),
        ("socket.send() raised exception.", "socket"),
        ("b'secret'", "b"),
        ("{'secret': 1}", "str"),
        (ValueError("secret"), "ValueError"),
    ],
)  # fmt: skip
def test_a_library_s_own_words_end_before_what_they_quote(said, told):
    record = logging.makeLogRecord({"name": "asyncio", "msg": said, "content": "secret"})
    line = json.loads(JsonLines().format(record))
    assert line["event"] == told
    assert "content" not in line


@pytest.mark.parametrize("place", ["main", "thread", "unraisable"])
def test_what_nobody_caught_is_named_and_not_quoted(place):
    ways = {
        "main": "boom()",
        "thread": "import threading; t = threading.Thread(target=boom); t.start(); t.join()",
        "unraisable": "Deleted(); import gc; gc.collect()",
    }
    program = (
        "from posthouse.logs import configure\nconfigure()\n"
        "def boom(): raise ValueError('a secret')\n"
        "class Deleted:\n    def __del__(self): boom()\n" + ways[place]
    )
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "secret" not in shown.stdout + shown.stderr
    assert json.loads(shown.stderr)["kind"] == "ValueError"
    assert "boom" in json.loads(shown.stderr)["where"]


def test_an_exception_is_named_and_not_quoted():
    told = line(exc_info=(ValueError, ValueError("secret"), None))
    assert told["exception"] == "ValueError"
    assert "secret" not in json.dumps(told)


def test_a_key_that_gets_into_a_line_is_withheld_and_counted():
    key = mint(bytes(range(RANDOM_LENGTH)), b"p").plain.reveal()
    record = logging.makeLogRecord({"name": "posthouse.x", "msg": f"GET {key}", "where": key})
    told = json.loads(JsonLines().format(record))
    assert (told["event"], told["where"], told["withheld"]) == (
        "GET [key withheld]", "[key withheld]", 2,
    )  # fmt: skip


class Broken(logging.Formatter):
    def format(self, record):
        raise ValueError("the canary of a line")


def test_of_a_line_that_cannot_be_written_only_the_kind_of_the_error_is_told(capsys):
    told = io.StringIO()
    lines = Lines(told)
    lines.setFormatter(Broken())
    lines.handle(logging.makeLogRecord({"name": "posthouse.relay", "msg": "canary %s"}))
    assert json.loads(told.getvalue()) == {
        "level": "error", "event": "log line lost", "from": "posthouse.relay", "kind": "ValueError",
    }  # fmt: skip
    assert "canary" not in capsys.readouterr().err
