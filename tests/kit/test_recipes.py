"""The recipes of docs/client.md do what they say, as they stand there."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.golang import compiled

PAGES = [Path(__file__).parents[2] / "docs" / name for name in ("client.md", "client.zh-CN.md")]
PLAIN = b'{"model":"m","messages":[{"role":"user","content":"\xe4\xbd\xa0"}]}'
STREAM = PLAIN[:-1] + b',"stream":true}'


def recipe(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGES[0].read_text(), re.DOTALL)
    return found


def pin(station) -> str:
    return json.loads(station.get("/.well-known/posthouse")[1])["receipts"]["public_key"]


@pytest.fixture(params=[PLAIN, STREAM], ids=["plain", "streamed"])
def kept(request, station, tmp_path):
    """An exchange as files, as the recipes take it."""
    _, answer, headers = station.post("/v1/chat/completions", request.param)
    ident = headers["posthouse-receipt"]
    files = {
        "request": request.param,
        "answer": answer,
        "receipt": station.get(f"/receipts/{ident}")[1],
        "id": ident.encode(),
        "salt": headers["posthouse-receipt-salt"].encode(),
        "pin": pin(station).encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


CHANGES = {
    "nothing": (None, None, ""),
    "request": ("request", (b'"m"', b'"n"'), "came"),
    "answer": ("answer", (b"Hell", b"Hall"), "delivered"),
    "receipt": ("receipt", (b'"cost":0', b'"cost":1'), "receipt"),
    "promise": ("receipt", (b'"sealed_us":1', b'"sealed_us":2'), "signature"),
    "pin": ("pin", (b"", b""), "signature"),
}


def change(kept: Path, name: str) -> str:
    """Change one of the files and return what then does not hold."""
    file, replaced, broken = CHANGES[name]
    if file == "pin":
        (kept / "pin").write_text("11" * 32)
    elif file is not None:
        before = (kept / file).read_bytes()
        (kept / file).write_bytes(before.replace(*replaced, 1))
        assert (kept / file).read_bytes() != before
    return broken


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
@pytest.mark.parametrize("changed", CHANGES)
def test_javascript(kept, changed):
    broken = change(kept, changed)
    (kept / "check.mjs").write_text(recipe("javascript"))
    (kept / "run.mjs").write_text(
        'import { readFileSync as read } from "node:fs"; import { check } from "./check.mjs";'
        'const text = (name) => read(name).toString(); check({ sealed: read("receipt"),'
        'id: text("id"), salt: text("salt"), request: read("request"), answer: read("answer"),'
        'pin: text("pin") });'
    )
    shown = subprocess.run(
        ["node", "run.mjs"], cwd=kept, capture_output=True, text=True, check=False
    )
    assert (shown.returncode == 0) is (not broken), shown.stderr
    assert f"{broken} does not hold" in shown.stderr or not broken


SHELL = ("bash", "curl", "openssl", "sed")


@pytest.mark.skipif(not all(map(shutil.which, SHELL)), reason="needs curl and openssl")
@pytest.mark.parametrize("body", [PLAIN, STREAM], ids=["plain", "streamed"])
def test_shell(station, proxy, tmp_path, body):
    (tmp_path / "request").write_bytes(body)

    def run(url, known):
        environment = {**os.environ, "STATION": url, "KEY": station.key, "PIN": known}
        return subprocess.run(
            ["bash", "-c", recipe("bash")],
            env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip

    shown = run(station.url, pin(station))
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "Verified Successfully" in shown.stdout
    assert run(station.url, "11" * 32).returncode != 0
    proxy.change = lambda data: data.replace(b"Hell", b"Hall")
    assert "delivered does not hold" in run(proxy.url, pin(station)).stdout
    proxy.reset()
    proxy.request = lambda sent: sent.replace(b'"m"', b'"n"')
    assert "came does not hold" in run(proxy.url, pin(station)).stdout


MAIN = """package main

import (
	"encoding/hex"
	"fmt"
	"os"
)

func main() {
	read := func(name string) []byte { data, _ := os.ReadFile(name); return data }
	salt, _ := hex.DecodeString(string(read("salt")))
	pin, _ := hex.DecodeString(string(read("pin")))
	id := string(read("id"))
	_, err := Check(read("receipt"), salt, read("request"), read("answer"), id, pin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
"""


@pytest.fixture(scope="module")
def go_program(tmp_path_factory):
    folder = tmp_path_factory.mktemp("go")
    as_program = recipe("go").replace("package receipts", "package main", 1)
    (folder / "receipts.go").write_text(as_program)
    (folder / "main.go").write_text(MAIN)
    return compiled(folder, "gorecipe")


@pytest.mark.parametrize("changed", CHANGES)
def test_go(go_program, kept, changed):
    broken = change(kept, changed)
    shown = subprocess.run([go_program], cwd=kept, capture_output=True, text=True, check=False)
    assert (shown.returncode == 0) is (not broken), shown.stderr
    assert f"{broken} does not hold" in shown.stderr or not broken


def test_both_languages_hold_the_same_recipes():
    blocks = [re.findall(r"```\w+\n.*?```", page.read_text(), re.DOTALL) for page in PAGES]
    assert blocks[0] == blocks[1]
