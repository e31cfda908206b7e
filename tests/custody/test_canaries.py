"""No secret is written anywhere, whatever fails on a request's way.

A provider's key, a user's key, the master key and words of a prompt and an answer are searched for
in logs at every level, metrics, database pages, journal, ledger, temporary files, core dumps and in
what other clients were answered, while functions on the requests' path fail at 100 points with
exceptions whose words hold them all. A planted leak must be found.
"""

import http.client
import json
import os
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.custody.canaries import forms, hits, searched
from tests.echo import ECHOES, asked, echoed
from tests.running import Station, channel
from tests.upstreams import Upstream, as_json

REQUESTS = int(os.environ.get("CANARY_REQUESTS", "300"))
PROVIDER = "sk-canary-made-up/8Zq+77" + "vX" * 12
PROMPT = 'a canary "zebra\\quagga" lives in Zürich, 动物园'
ANSWER = "an answer's canary: okapi & gnu 羚牛"
MAIL = "canary.walker@mail.example.com"
LEVELS = ("DEBUG", "ERROR")  # at DEBUG all is written that is written at INFO and WARNING
WORKERS = 6


def vendor(request):
    """Echo; break as vendors do now and then, with the key and the prompt in its words."""
    text = request.body.decode(errors="replace")
    key = request.headers.get("authorization") or request.headers.get("x-api-key") or ""
    if "[refuse" in text:
        return as_json({"error": {"message": f"bad request by {key}", "code": "x"}}, 400)
    if "[forbid" in text:
        return as_json({"error": {"message": f"no such key {key}: {ANSWER}"}}, 401)
    if "[break" in text:
        return as_json({"error": {"message": f"{ANSWER} {text} {key}"}}, 500)
    return echoed(request)


class Faulty(Station):
    """A station whose functions fail as tests/custody/faulting says."""

    def __init__(self, folder, url, level, leak=False):
        super().__init__(
            folder,
            channel("one", url, more="first_byte_timeout_s = 2\nidle_timeout_s = 2").replace(
                'key_env = "TEST_UPSTREAM_KEY"', 'key_sealed = "main"'
            ),
            server="drain_timeout_s = 2",
            more="[limits]\nrequests_per_minute = 1000000\n[[project]]\nname = 'other'",
        )
        (folder / "tmp").mkdir()
        (folder / "elsewhere").mkdir()
        self.told = folder / "elsewhere" / "told.json"
        self.canaries = folder / "elsewhere" / "canaries"
        self.environment |= {"POSTHOUSE_LOG": level, "TMPDIR": str(folder / "tmp")}
        self.environment["GIVEN"] = PROVIDER
        made = self.command(
            "credentials", "add", "main", "--env", "GIVEN", "--config", "posthouse.toml"
        )
        assert made.returncode == 0, made.stderr
        del self.environment["GIVEN"], self.environment["TEST_UPSTREAM_KEY"]
        self.faults = {
            "PYTHONPATH": str(Path(__file__).parent / "faulting"),
            "FAULTS_TOLD": str(self.told),
            "FAULTS_CANARIES": str(self.canaries),
        }
        if leak:
            self.faults["FAULTS_LEAK"] = "1"

    def start(self):
        plain, self.environment = self.environment, self.environment | self.faults
        super().start()
        self.environment = plain


def ask(station, key, path, body, got):
    """Send one request; keep what came back, whatever it was."""
    request = urllib.request.Request(station.url + path, json.dumps(body).encode())
    request.add_header("content-type", "application/json")
    request.add_header("authorization", f"Bearer {key}")
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            got.append(answer.read() + str(answer.headers).encode())
    except urllib.error.HTTPError as error:
        got.append(error.read() + str(error.headers).encode())
    except (OSError, http.client.HTTPException):
        got.append(b"")


def load(station, keys, numbers, heard):
    """Send the canaries' requests, and another client's beside them."""
    (mine, other), (answers, others) = keys, heard
    said = f"{PROMPT} {ANSWER} {MAIL}"
    for n in numbers:
        kind = n // WORKERS % 12
        if kind < 9:
            path, body = asked(*ECHOES[n % len(ECHOES)], said)
        else:
            path, body = asked(
                "openai_chat", "plain", f"[{('refuse', 'forbid', 'break')[kind - 9]}] {said}"
            )
        ask(station, mine, path, body, answers)
        if n % 5 == 0:
            path, body = asked(*ECHOES[n % len(ECHOES)], "nothing of note")
            ask(station, other, path, body, others)
        if n % 50 == 0:
            ask(station, mine[:-1] + "0", path, {"model": PROMPT, "x": [[PROMPT]]}, answers)


def run(tmp_path, level, count, leak=False):
    """Run a station under load and faults; return hits and what has failed."""
    with Upstream(vendor) as upstream:
        station = Faulty(tmp_path, upstream.url, level, leak)
        with station:
            mine, other = station.key, station.new_key("--project", "other")
            master = (tmp_path / "data" / "station.key").read_bytes()
            canaries = {
                "provider key": PROVIDER.encode(), "user key": mine.encode(),
                "other user's key": other.encode(), "master key": master,
                "prompt": PROMPT.encode(), "answer": ANSWER.encode(), "mail": MAIL.encode(),
            }  # fmt: skip
            words = [c.decode() for n, c in canaries.items() if n != "master key"]
            station.canaries.write_text(" ".join([*words, master.hex()]))
            answers, others = [], []
            threads = [
                threading.Thread(
                    target=load,
                    args=(station, (mine, other), range(n, count, WORKERS), (answers, others)),
                )
                for n in range(WORKERS)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert station.process.poll() is None, station.logged()[-2000:]
            admin = station.config.read_text().split('admin = "')[1].split('"')[0]
            with urllib.request.urlopen(f"http://{admin}/metrics", timeout=30) as page:
                (tmp_path / "metrics").write_bytes(page.read())
            leave = {"station.key", "told.json", "canaries"}
            found = searched(tmp_path, canaries, leave)
        found += searched(tmp_path, canaries, leave)
    theirs = {n: c for n, c in canaries.items() if n != "other user's key"}
    found += [("another client", *hit) for hit in hits(b"\n".join(others), theirs)]
    keys = {n: c for n, c in canaries.items() if n.endswith("key")}
    found += [("own client", *hit) for hit in hits(b"\n".join(answers), keys)]
    return set(found), json.loads(station.told.read_text()), answers


@pytest.mark.parametrize("level", LEVELS)
def test_no_canary_is_written_anywhere(tmp_path, level):
    count = REQUESTS if level == "DEBUG" else max(100, REQUESTS // 10)
    found, told, answers = run(tmp_path, level, count)
    assert found == set()
    assert len(told["points"]) == 100
    assert len(told["fired"]) >= min(90, count // 20)
    assert any(ANSWER.encode() in answer for answer in answers)
    assert not list(tmp_path.rglob("core*"))


def test_a_planted_leak_is_found(tmp_path):
    found, told, _ = run(tmp_path, "INFO", 120, leak=True)
    assert told["fired"]
    names = {(path, name) for path, name, _ in found}
    assert {
        ("station.log", name) for name in ("provider key", "user key", "prompt", "mail")
    } <= names


@pytest.mark.parametrize("form", list(forms(PROMPT.encode())))
def test_a_canary_is_found_in_every_form(tmp_path, form):
    (tmp_path / "file").write_bytes(b"\x00left " + forms(PROMPT.encode())[form] + b" right")
    assert [hit[1] for hit in searched(tmp_path, {"prompt": PROMPT.encode()}, set())]


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_a_canary_is_found_within_a_longer_base64(tmp_path, shift):
    import base64

    for secret in (os.urandom(32), PROVIDER.encode()):
        (tmp_path / "file").write_bytes(base64.b64encode(b"x" * shift + secret + b"and more"))
        assert searched(tmp_path, {"key": secret}, set())
