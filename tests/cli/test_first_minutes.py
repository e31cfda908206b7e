"""What a newcomer does first, for real: quickstart with its local model, guard, run."""

import base64
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.attached import asked
from tests.papers import illustrated
from tests.pictures import drawn, file_of, read
from tests.running import free_port

ADDRESS = "jo.doe@corp-example.org"


class Relay(BaseHTTPRequestHandler):
    """A relay that speaks chat completions alone and answers with what it was asked."""

    def do_GET(self):
        known = self.path.partition("?")[0] == "/v1/models"
        self.answer(200 if known else 404, {"data": [{"id": "m"}]} if known else {"error": "no"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.seen.append((self.headers["authorization"], body))
        tree = json.loads(body)
        if self.path != "/v1/chat/completions":
            self.answer(404, {"error": "no"})
        elif "messages" not in tree:
            self.answer(400, {"error": "messages is required"})
        else:
            message = {"role": "assistant", "content": tree["messages"][0]["content"]}
            self.answer(200, {"model": "m", "choices": [{"index": 0, "message": message}]})

    def answer(self, status, tree):
        body = json.dumps(tree).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def relay():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class Running:
    """A command that serves until it is told to stop."""

    def __init__(self, folder, words, environ):
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "POSTHOUSE_LANG": "en",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            **environ,
        }
        self.folder = folder
        self.log = folder / f"{words[0]}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "posthouse", *words],
                env=self.environ, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip

    def wait_for(self, words, seconds=300):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if words in self.log.read_text():
                return self.log.read_text()
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def command(self, *words):
        return subprocess.run(
            [sys.executable, "-m", "posthouse", *words],
            env=self.environ, cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture
def start(tmp_path):
    started = []

    def run(*words, **environ):
        started.append(Running(tmp_path, words, environ))
        return started[-1]

    yield run
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def ask(url, key, path, tree):
    head = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    request = urllib.request.Request(url + path, json.dumps(tree).encode(), head)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read()), answer.headers


def ports_in_a_row(count):
    """Return the first of some ports that are free one after the other."""
    import socket
    from contextlib import ExitStack

    for _ in range(50):
        first = free_port()
        with ExitStack() as held:
            try:
                for port in range(first, first + count):
                    held.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
        return first
    raise AssertionError("no free ports")


HELLO = [{"role": "user", "content": "Say hello"}]


def test_quickstart_answers_with_the_models_own_words_and_keeps_its_key(start, tmp_path):
    port = ports_in_a_row(4)
    station = start("quickstart", "--port", str(port))
    shown = station.wait_for("posthouse receipt show")
    key = re.search(r"^    (ph-\S+)$", shown, re.MULTILINE).group(1)
    url = f"http://127.0.0.1:{port}"
    assert url in shown
    for snippet in ("curl -i", "from openai", "from anthropic", "from google"):
        assert snippet in shown
    chat = {"model": "smollm2", "max_tokens": 8, "messages": HELLO}
    answer, headers = ask(url, key, "/v1/chat/completions", chat)
    assert answer["choices"][0]["message"]["content"].strip()
    gemini = {"contents": [{"parts": [{"text": "Say hello"}]}],
              "generationConfig": {"maxOutputTokens": 8}}  # fmt: skip
    answer, _ = ask(url, key, "/v1beta/models/smollm2:generateContent", gemini)
    assert answer["candidates"][0]["content"]["parts"][0]["text"].strip()
    receipt = station.command("receipt", "show", headers["posthouse-receipt"])
    assert "valid, by this station's key" in receipt.stdout
    assert station.command("doctor").returncode == 0
    assert station.stop() == 0
    assert not (tmp_path / "data" / "run.json").exists()

    again = start("quickstart")
    shown = again.wait_for("posthouse receipt show")
    assert "still valid" in shown
    assert key not in shown
    assert ask(url, key, "/v1/chat/completions", chat)[0]["choices"]
    assert again.stop() == 0


def test_a_key_that_was_never_shown_is_revoked(start, tmp_path):
    import socket

    port = ports_in_a_row(4)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        failed = start("quickstart", "--port", str(port))
        assert failed.process.wait(60) == 1
    assert f"cannot listen on 127.0.0.1:{port}" in failed.log.read_text()
    listed = json.loads(failed.command("keys", "list", "--json").stdout)
    assert [record["state"] for record in listed] == ["revoked"]
    again = start("quickstart")
    assert "shown this once" in again.wait_for("posthouse receipt show")
    assert again.stop() == 0


def test_guard_probes_masks_restores_and_runs_a_client(start, tmp_path, relay):
    port = ports_in_a_row(2)
    relay_key = "relay-" + "key"
    guard = start(
        "guard", f"http://127.0.0.1:{relay.server_port}/v1", "--key-env", "RELAY_KEY",
        "--port", str(port), RELAY_KEY=relay_key,
    )  # fmt: skip
    shown = guard.wait_for("OPENAI_API_KEY")
    assert re.search(r"openai_chat +yes", shown)
    assert re.search(r"anthropic +no", shown)
    assert "1 found (m)" in shown
    key = re.search(r"^    (ph-\S+)$", shown, re.MULTILINE).group(1)
    assert f"export OPENAI_API_KEY={key}" in shown
    assert "ANTHROPIC" not in shown
    relay.seen.clear()
    messages = [{"role": "user", "content": f"write to {ADDRESS}"}]
    url = f"http://127.0.0.1:{port}"
    answer, _ = ask(url, key, "/v1/chat/completions", {"model": "m", "messages": messages})
    assert answer["choices"][0]["message"]["content"] == f"write to {ADDRESS}"
    ((credential, body),) = relay.seen
    assert credential == f"Bearer {relay_key}"
    assert ADDRESS.encode() not in body

    probe = "import os, sys; print(os.environ); sys.exit(7)"
    client = guard.command("run", "--", sys.executable, "-c", probe)
    assert client.returncode == 7, client.stderr
    assert f"'OPENAI_BASE_URL': '{url}/v1'" in client.stdout
    assert relay_key not in client.stdout
    assert key not in client.stdout
    file = next(tmp_path.rglob("guard-127.0.0.1/posthouse.toml"))
    listed = json.loads(guard.command("keys", "list", "--config", str(file), "--json").stdout)
    states = {record["id"]: record["state"] for record in listed}
    assert states.pop(key.split("-")[1]) == "active"
    assert list(states.values()) == ["revoked"]  # the client's own key, made in the same second
    assert guard.stop() == 0


def test_guard_lets_neither_an_image_nor_a_document_leave_with_what_stands_in_it(start, relay):
    port = ports_in_a_row(2)
    guard = start(
        "guard", f"http://127.0.0.1:{relay.server_port}/v1", "--key-env", "RELAY_KEY",
        "--port", str(port), "--images", "redact", "--documents", "text", RELAY_KEY="k",
    )  # fmt: skip
    shown = guard.wait_for("OPENAI_API_KEY")
    assert "what is found in them is covered" in shown
    key, url = (
        re.search(r"^    (ph-\S+)$", shown, re.MULTILINE).group(1),
        f"http://127.0.0.1:{port}",
    )
    picture = drawn(f"Mail {ADDRESS}", "All tests are green")
    paper = illustrated("docx", file_of(picture), "Read this:")
    relay.seen.clear()
    answer, _ = ask(url, key, *asked("openai_chat", paper, image=False, name="a.docx"))
    (said,) = answer["choices"][0]["message"]["content"]
    assert f"[picture]\nMail {ADDRESS}\nAll tests are green\n[end of the picture]" in said["text"]
    ask(url, key, *asked("openai_chat", file_of(picture), image=True))
    (_, paper), (_, image) = relay.seen
    assert b"Read this:" in paper
    assert b"All tests are green" in paper
    sent = json.loads(image)["messages"][0]["content"][0]["image_url"]["url"]
    seen = read(base64.b64decode(sent.partition(",")[2]))
    assert "All tests are green" in seen
    for left in (paper, seen.encode()):
        assert ADDRESS.encode() not in left
        assert b"jo.doe" not in left


def test_guard_says_what_is_wrong_before_it_asks_anyone(start, relay):
    url = f"http://127.0.0.1:{relay.server_port}"
    missing = start("guard", url, "--key-env", "NOT_SET")
    assert missing.process.wait(30) == 1
    assert "NOT_SET is not in the environment" in missing.log.read_text()
    plain = start("guard", "http://relay.example.com", "--key-env", "SET", SET="x")
    assert plain.process.wait(30) == 1
    assert "plain http to another machine" in plain.log.read_text()
    assert relay.seen == []


def test_guard_stops_where_no_protocol_is_recognised(start, relay):
    url = f"http://127.0.0.1:{relay.server_port}/elsewhere"
    guard = start("guard", url, "--key-env", "SET", SET="x")
    assert guard.process.wait(30) == 1
    assert "--dialect" in guard.log.read_text()
