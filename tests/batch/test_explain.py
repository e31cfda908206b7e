"""`posthouse explain` as a person runs it."""

import io
import json
import sys

import pytest

from posthouse.cli.app import run_command
from tests.batch.trees import MAIL, PHONE


def stdin(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_file_is_explained_line_by_line_without_its_values(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(f"one\nmail {MAIL} or {PHONE}\n")
    assert run_command(["explain", str(path)]) == 0
    out = capsys.readouterr().out
    assert "2:6" in out
    assert "w***@mail.haitang.test" in out
    assert MAIL not in out
    assert "phone-cn-mobile (contact): " in out
    assert run_command(["explain", str(path), "--show"]) == 0
    assert MAIL in capsys.readouterr().out


def test_a_request_on_standard_input_is_read_by_its_dialect(monkeypatch, capsys):
    body = {"model": "m", "messages": [{"role": "user", "content": PHONE}]}
    stdin(monkeypatch, json.dumps(body).encode())
    assert run_command(["explain", "-", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dialect"] == "openai_chat"
    assert told["findings"][0]["place"] == "messages[0].content"
    stdin(monkeypatch, json.dumps(body).encode())
    assert run_command(["explain", "-", "--json", "--text"]) == 0
    assert json.loads(capsys.readouterr().out)["dialect"] is None


def test_words_and_policy_of_a_project_hold(tmp_path, capsys, monkeypatch):
    settings = tmp_path / "posthouse.toml"
    settings.write_text('[[project]]\nname = "lab"\ntreatments = {PROJECT = "refuse"}\n')
    options = ["--project", "lab", "--config", str(settings)]
    assert run_command(["terms", "add", "Bluefinch", *options]) == 0
    assert run_command(["terms", "allow", MAIL, *options]) == 0
    capsys.readouterr()
    stdin(monkeypatch, f"Bluefinch {MAIL}".encode())
    assert run_command(["explain", "-", *options]) == 0
    out = capsys.readouterr().out
    assert "dictionary (dictionary): it is a term of the dictionary" in out
    assert "the policy refuses what holds PROJECT" in out
    assert "EMAIL" not in out


NO_TEXT = [(bytes(range(9)), "expected text"), ("早上\n".encode() * 2 + b"\xff", "UTF-8")]


@pytest.mark.parametrize(("data", "why"), NO_TEXT)
def test_what_is_no_text_is_told(monkeypatch, capsys, data, why):
    stdin(monkeypatch, data)
    assert run_command(["explain", "-"]) == 1
    assert why in capsys.readouterr().err
    assert run_command(["explain", "/nowhere"]) == 1
