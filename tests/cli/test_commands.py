"""Commands as people and programs call them: output, exit codes, hints."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = """
[store]
folder = "data"

[[project]]
name = "web"

[[channel]]
name = "near"
url = "http://127.0.0.1:9"
dialects = ["openai_chat"]
models = ["m"]
basis = "own machine"
"""


@pytest.fixture
def posthouse(tmp_path):
    (tmp_path / "posthouse.toml").write_text(SETTINGS)
    (tmp_path / "posthouse.toml").chmod(0o600)

    def call(*words: str, **environ: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "posthouse", *words],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}
            | {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
            | environ,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    return call


def test_the_version_is_told_without_the_command_line():
    probe = (
        "import sys; sys.argv = ['posthouse', '--version'];"
        "from posthouse.__main__ import main; main();"
        "assert not {'cyclopts', 'asyncio', 'sqlalchemy'} & set(sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("posthouse 0.")


def test_help_is_told_in_both_languages_without_opening_anything(posthouse):
    assert "Run the station" in posthouse("--help").stdout
    assert "运行中转站" in posthouse("--help", POSTHOUSE_LANG="zh").stdout


@pytest.mark.parametrize(
    "words",
    [("nothing",), ("keys", "lst"), ("keys", "revoke"), ("serve", "--nothing"), ("guard",),
     ("keys", "create", "--days", "many")],
)  # fmt: skip
def test_wrong_usage_leaves_with_two_and_a_hint(posthouse, words):
    done = posthouse(*words)
    assert done.returncode == 2
    assert "hint" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serve", "--config", "gone.toml"), "no such file"),
        (("keys", "create", "--project", "gone"), "no project gone"),
        (("keys", "create", "--days", "0"), "--days"),
        (("keys", "create", "--budget-usd", "much"), "--budget-usd"),
        (("keys", "revoke", "gone"), "no key of this id"),
        (("channels", "test", "gone"), "no channel gone"),
        (("receipt", "show", "gone"), "no receipt of this id"),
        (("run", "--", "true"), "no running station"),
        (("run",), "no client named"),
    ],
)
def test_what_is_refused_leaves_with_one_and_a_hint(posthouse, words, said):
    done = posthouse(*words)
    assert done.returncode == 1
    assert said in done.stderr
    assert "hint" in done.stderr
    assert "Traceback" not in done.stderr


def test_errors_are_json_for_programs(posthouse):
    done = posthouse("keys", "revoke", "gone", "--json")
    assert done.returncode == 1
    assert json.loads(done.stderr)["hint"]
    assert done.stdout == ""


def test_a_key_is_made_listed_and_revoked(posthouse, tmp_path):
    made = json.loads(
        posthouse("keys", "create", "--project", "web", "--model", "m*", "--budget-usd", "1.5",
                  "--json").stdout
    )  # fmt: skip
    assert made["key"].startswith(f"ph-{made['id']}-")
    assert made["budget_micro_usd"] == 1_500_000
    assert made["models"] == ["m*"]
    shown = posthouse("keys", "list")
    assert made["id"] in shown.stdout
    secret = made["key"].rpartition("-")[2]
    assert secret not in shown.stdout
    assert posthouse("keys", "revoke", made["id"]).returncode == 0
    (listed,) = json.loads(posthouse("keys", "list", "--json").stdout)
    assert listed["state"] == "revoked"
    files = [p for p in (tmp_path / "data").rglob("*") if p.is_file()]
    assert files
    assert not [p for p in files if secret.encode() in p.read_bytes()]


def test_settings_are_checked_and_shown(posthouse, tmp_path):
    assert posthouse("config", "check").returncode == 0
    shown = json.loads(posthouse("config", "show", "--json").stdout)
    assert shown["server"]["address"] == "127.0.0.1:8700"
    assert "server.address" in posthouse("config", "show").stdout
    (tmp_path / "posthouse.toml").chmod(0o666)
    done = posthouse("config", "check", "--json")
    assert done.returncode == 1
    assert "others may change" in json.loads(done.stdout)["problems"][0]["error"]


def test_settings_are_found_by_the_environment_too(posthouse, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text("")
    other.chmod(0o600)
    shown = posthouse("config", "show", "--json", POSTHOUSE_CONFIG=str(other))
    assert json.loads(shown.stdout)["source"] == str(other)


def test_channels_are_listed_and_an_unreachable_one_fails_the_test(posthouse):
    assert json.loads(posthouse("channels", "list", "--json").stdout)[0]["name"] == "near"
    done = posthouse("channels", "test", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["well"] is False


def test_the_doctor_looks_at_everything_and_fails_what_does_not_work(posthouse):
    done = posthouse("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(done.stdout)}
    assert checks["hyperscan"]["result"] == "ok"
    assert checks["settings"]["result"] == "ok"
    assert checks["images"]["result"] == "ok"
    assert "rapidocr" in checks["images"]["found"]
    assert checks["channel near"]["result"] == "fail"
    assert checks["channel near"]["hint"]
    assert done.returncode == 1


def test_the_doctor_knows_every_package_of_the_product():
    from posthouse.cli.doctor import PACKAGES

    listed = (Path(__file__).parents[2] / "requirements" / "product.in").read_text()
    names = {line.partition("==")[0] for line in listed.splitlines() if "==" in line}
    assert set(PACKAGES) == names
