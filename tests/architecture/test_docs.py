"""The documents speak of the program as it is: settings, errors, commands."""

import ast
import re
from pathlib import Path

import pytest

from posthouse.cli.app import tree
from posthouse.cli.settingsdoc import markdown
from posthouse.cli.terminal import terminal
from posthouse.model import errors

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "posthouse"
REFUSALS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.Refusal)
}
READMES = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/errors.md"]
COMMAND = re.compile(r"(?:^|`|\.venv/bin/)posthouse ((?:[a-z-]+)[^`#|\n]*)", re.MULTILINE)
TARGET = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)


def test_settings_are_as_the_schema_says():
    assert (ROOT / "docs" / "settings.md").read_text() == markdown(), "run `make docs`"


def raised() -> set[tuple[str, int]]:
    """Return every code with its status: those given where refusals are made, and the usual."""
    found = {
        (kind.code, kind.status)
        for kind in REFUSALS.values()
        if "code" in vars(kind) and kind is not errors.Refusal
    }
    for path in SRC.rglob("*.py"):
        module = ast.parse(path.read_text())
        named = {
            target.id: node.value.value
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS:
                for given in (word.value for word in node.keywords if word.arg == "code"):
                    code = given.value if isinstance(given, ast.Constant) else named[given.id]
                    found.add((code, REFUSALS[node.func.id].status))
    return found


def test_every_error_is_explained_in_both_languages_and_no_other():
    rows = [
        [cell.strip() for cell in line.strip("|\n").split(" | ")]
        for line in (ROOT / "docs" / "errors.md").read_text().splitlines()
        if line.startswith("| `")
    ]
    assert all(len(row) == 6 and all(row) for row in rows)
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    told = [(row[0].strip("| `"), int(row[1])) for row in rows]
    assert len(told) == len(set(told))
    assert set(told) == raised()


@pytest.mark.parametrize("name", READMES)
def test_every_command_that_a_reader_is_told_can_be_given(name):
    app = tree(terminal(json_=False, environ={}))
    for command in COMMAND.findall((ROOT / name).read_text()):
        app.parse_args(command.split(), exit_on_error=False, print_error=False)


def test_every_command_that_a_hint_names_can_be_given():
    app = tree(terminal(json_=False, environ={}))
    named = re.compile(r"`posthouse ([a-z]+(?: [a-z]+)?)`")
    for path in SRC.rglob("*.py"):
        for command in named.findall(path.read_text()):
            app.parse_args([*command.split(), "--help"], exit_on_error=False, print_error=False)


@pytest.mark.parametrize("name", READMES)
def test_every_target_that_a_reader_is_told_can_be_made(name):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set(TARGET.findall((ROOT / name).read_text()))
    assert told <= targets


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_both_readmes_hold_the_same_commands(name):
    def blocks(name):
        text = (ROOT / name).read_text()
        fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        found = "\n".join(block for language, block in fenced if not language)
        return [line.partition("#")[0].strip() for line in found.splitlines()]

    assert blocks(name) == blocks("README.md")


def test_every_document_that_is_linked_is_there():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text()):
            assert (path.parent / link).exists(), f"{path.name}: {link}"
