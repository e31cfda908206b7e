import tomllib

import pytest

from posthouse.cli.clients import (
    client_arguments,
    client_environment,
    client_lines,
    codex_settings,
    environment,
    first_requests,
)
from posthouse.model.dialect import Dialect

URL = "http://127.0.0.1:8700"
KEY = "ph-" + "made-up"


def test_a_client_keeps_no_way_round_the_station():
    before = {
        "PATH": "/bin",
        "ANTHROPIC_API_KEY": "x",
        "OPENAI_API_KEY": "x",
        "OPENAI_BASE_URL": "https://elsewhere.example.com",
        "GOOGLE_API_KEY": "x",
        "RELAY_KEY": "x",
    }
    after = client_environment(before, URL, KEY, ["RELAY_KEY"])
    assert "x" not in after.values()
    assert after["PATH"] == "/bin"
    assert after["ANTHROPIC_BASE_URL"] == URL
    assert after["OPENAI_BASE_URL"] == f"{URL}/v1"
    assert {v for k, v in after.items() if k.endswith(("_KEY", "_TOKEN"))} == {KEY}


def test_codex_is_told_by_its_own_settings():
    told = client_arguments(["/usr/bin/codex", "exec", "hello"], URL)
    assert told[0] == "/usr/bin/codex"
    assert told[-2:] == ["exec", "hello"]
    assert f'model_providers.posthouse.base_url="{URL}/v1"' in told
    written = tomllib.loads("\n".join(f"{k} = {v}" for k, v in codex_settings(URL).items()))
    assert written["model_providers"]["posthouse"]["wire_api"] == "responses"


@pytest.mark.parametrize("command", [["claude", "-p", "x"], ["gemini"], ["python", "a.py"]])
def test_other_clients_keep_their_command_line(command):
    assert client_arguments(command, URL) == command


def test_every_variable_is_printed():
    lines = "\n".join(client_lines(URL, KEY, frozenset(Dialect)))
    for name, value in environment(URL, KEY).items():
        assert f"export {name}={value}" in lines


def test_first_requests_are_python_that_compiles():
    parts = first_requests(URL, KEY, "m", frozenset(Dialect))
    assert len(parts) == 4
    for part in parts[1:]:
        compile(part, "first request", "exec")


def test_only_what_the_relay_speaks_is_printed():
    lines = "\n".join(client_lines(URL, KEY, frozenset({Dialect.ANTHROPIC})))
    assert "ANTHROPIC_BASE_URL" in lines
    assert "OPENAI" not in lines
    assert "GEMINI" not in lines
