import json
import time

import pytest
from tests.running import settings

from posthouse.cli.app import run_command
from posthouse.console.login.tokens import Digests
from posthouse.model.operator import OperatorState
from posthouse.store.database import open_database
from posthouse.store.keyfile import open_keyring
from posthouse.store.operators import SqlOperators

RED = '[[project]]\nname = "red"'


@pytest.fixture
def command(tmp_path, capsys):
    path = tmp_path / "posthouse.toml"
    path.write_text(settings(tmp_path, 8700, "", more=RED))
    path.chmod(0o600)

    def run(*words):
        code = run_command(["operators", *words, "--config", str(path), "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out or err)

    return run


def test_the_first_owner_is_made_on_the_machine_and_enrols_with_a_code(command, tmp_path):
    assert command("list") == (0, [])
    code, told = command("add", "ann", "--role", "owner")
    assert code == 0
    assert told["roles"] == [{"project": "*", "role": "owner"}]
    assert told["link"].endswith(f"/enrol#{told['code']}")
    digests = Digests(open_keyring(tmp_path / "data").operator_key())
    engine = open_database(tmp_path / "data")
    invited = SqlOperators(engine).invited(digests.enrolment(told["code"]), time.time())
    engine.dispose()
    assert (invited.name, invited.state) == ("ann", OperatorState.INVITED)
    assert told["code"] not in (tmp_path / "data" / "posthouse.db").read_bytes().decode("latin-1")


def test_roles_are_given_and_taken_by_project(command):
    command("add", "ann", "--role", "owner")
    command("add", "bob", "--role", "viewer", "--project", "red")
    _, told = command("role", "bob", "auditor", "--project", "red")
    assert {(r["project"], r["role"]) for r in told["roles"]} == {
        ("red", "viewer"), ("red", "auditor"),
    }  # fmt: skip
    _, told = command("role", "bob", "viewer", "--project", "red", "--withdraw")
    assert told["roles"] == [{"project": "red", "role": "auditor"}]
    assert command("disable", "bob")[1]["state"] == "disabled"
    assert "code" in command("reset", "ann")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "bob", "--role", "king"], "expected a role"),
        (["add", "bob", "--role", "viewer", "--project", "blue"], "expected a project"),
        (["add", "Bob Lee", "--role", "viewer"], "expected a name"),
        (["add", "ann", "--role", "viewer"], "expected a new name"),
        (["disable", "nobody"], "no operator of this name"),
        (["disable", "ann"], "expected an owner to be left"),
        (["role", "ann", "owner", "--withdraw"], "expected an owner to be left"),
    ],
)
def test_what_cannot_be_done_is_said(command, words, said):
    command("add", "ann", "--role", "owner")
    code, told = command(*words)
    assert code == 1
    assert said in told["error"]
