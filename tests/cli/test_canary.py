"""`posthouse canary`: made, placed, used over a real socket, told."""

import http.client
import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from posthouse.audit.canary import digest
from posthouse.cli.app import run_command

SETTINGS = """
[store]
folder = "data"

[[channel]]
name = "relay"
url = "https://relay.example.com"
dialects = ["openai_chat"]
models = ["m"]
basis = "made up"
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posthouse.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("POSTHOUSE_CONFIG", "posthouse.toml")
    assert run_command(["keys", "create", "--name", "first"]) == 0


def told(capsys, *command):
    capsys.readouterr()
    assert run_command(["canary", *command, "--json"]) == 0
    out = capsys.readouterr().out
    return json.loads(out[min(i for i in (out.find("{"), out.find("[")) if i >= 0) :])


def listening(*more):
    return subprocess.Popen(
        [sys.executable, "-m", "posthouse", "canary", "listen", "--port", "0", *more],
        stdout=subprocess.PIPE, text=True, env=dict(os.environ, LANG="C"),
    )  # fmt: skip


def test_a_use_of_a_canary_is_kept_and_other_requests_tell_nothing(capsys):
    listener = listening()
    try:
        port = int(listener.stdout.readline().rpartition(":")[2])
        zone = f"127.0.0.1:{port}"
        url = told(capsys, "mint", "relay", "--zone", zone)
        key = told(capsys, "mint", "relay", "--zone", zone, "--form", "key")
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        asked.request("GET", "/nothing/of/interest")
        assert asked.getresponse().status == 404
        asked.request("GET", urlsplit(url["text"]).path)
        assert asked.getresponse().status == 404
        bearer = {"authorization": "Bearer " + key["text"].partition("API_KEY=")[2]}
        asked.request("POST", "/v1/chat/completions", b"{}", bearer)
        assert asked.getresponse().status == 404
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            rows = told(capsys, "list")
            if all(row["hits"] for row in rows):
                break
            time.sleep(0.1)
        assert [len(row["hits"]) for row in rows] == [1, 1]
        assert rows[0]["hits"][0]["source"] == "127.0.0.1"
    finally:
        listener.send_signal(signal.SIGINT)
        listener.wait(30)
    shown = told(capsys, "reveal", "1")
    assert digest(shown["letters"]) == url["digest"]


@pytest.mark.parametrize(
    "command",
    [["mint", "nobody", "--zone", "z.example"], ["mint", "relay", "--zone", "http://z.example/"],
     ["reveal", "7"]],
)  # fmt: skip
def test_what_cannot_be_made_or_shown_is_refused(command, capsys):
    assert run_command(["canary", *command]) == 1
    said = capsys.readouterr().err
    assert any(word in said for word in ("expected", "hint"))


def asking(name):
    """A DNS question for an address (RFC 1035), in mixed case as resolvers send it."""
    mixed = "".join(c.upper() if n % 2 else c for n, c in enumerate(name))
    labels = b"".join(bytes([len(one)]) + one.encode() for one in mixed.split("."))
    return b"\x12\x34\x01\x00\x00\x01" + bytes(6) + labels + b"\x00\x00\x01\x00\x01"


def test_a_host_that_is_looked_up_and_a_mailbox_that_is_written_to_are_heard(capsys):
    listener = listening("--dns-port", "0", "--mail-port", "0")
    try:
        _, dns, mail = (int(listener.stdout.readline().rpartition(":")[2]) for _ in range(3))
        host = told(capsys, "mint", "relay", "--zone", "z.example", "--form", "host")
        email = told(capsys, "mint", "relay", "--zone", "z.example", "--form", "email")
        name = urlsplit(host["text"]).hostname
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks:
            asks.settimeout(30)
            for datagram in (b"", b"\xff" * 600, asking("www.z.example")[:20]):
                asks.sendto(datagram, ("127.0.0.1", dns))  # no question: no answer
            asks.sendto(asking("www.z.example"), ("127.0.0.1", dns))
            assert asks.recv(512)[3] & 15 == 3
            asks.sendto(asking(name), ("127.0.0.1", dns))
            answer = asks.recv(512)
        assert (answer[:2], answer[2] & 0x80, answer[3] & 15) == (b"\x12\x34", 0x80, 3)
        assert len(answer) == len(asking(name))
        with smtplib.SMTP("127.0.0.1", mail, timeout=30) as sender:
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                sender.sendmail("a@b.example", ["nobody@z.example"], "Hello")
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                sender.sendmail("a@b.example", [email["text"]], "Hello")
        rows = told(capsys, "list")
        assert [len(row["hits"]) for row in rows] == [1, 1]
    finally:
        listener.send_signal(signal.SIGINT)
        listener.wait(30)
