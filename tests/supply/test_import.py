"""Importing any module of Posthouse opens no connection, starts no program and writes nothing."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "posthouse"

WATCH = """
import importlib, json, os, pkgutil, sys
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork",
    "pty.", "ctypes.", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink",
    "os.truncate", "os.chmod", "os.chown", "os.utime", "sqlite3.", "urllib.", "http.", "ftplib.",
    "smtplib.", "imaplib.", "poplib.", "telnetlib.", "shutil.", "tempfile.", "webbrowser.",
)
seen, at = [], ["start"]
def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
    if event == "ctypes.dlopen" and arguments[0] is None:
        return  # importing ctypes looks at the process itself, and loads nothing
    if writes or event.startswith(FORBIDDEN):
        seen.append(f"{at[0]}: {event}")
sys.addaudithook(watch)
exec(sys.argv[1])
count = 0
if sys.argv[1]:
    os.write(1, json.dumps([count, seen]).encode())
    sys.exit()
import posthouse
for module in pkgutil.walk_packages(posthouse.__path__, "posthouse."):
    if module.name != "posthouse.store.migrations.env":  # a script that Alembic itself runs
        at[0] = module.name
        importlib.import_module(module.name)
        count += 1
os.write(1, json.dumps([count, seen]).encode())
"""


def imported(first: str = "") -> tuple[int, list[str]]:
    shown = subprocess.run(
        [sys.executable, "-B", "-c", WATCH, first],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    count, seen = json.loads(shown.stdout)
    return count, seen


def test_every_module_is_imported_without_network_program_or_write():
    count, seen = imported()
    modules = [p for p in SRC.rglob("*.py") if p.name != "__init__.py"]
    assert count >= len(modules) - 1
    assert seen == []


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "open(os.devnull, 'w')",
        "import ctypes; ctypes.CDLL('libc.so.6')",
        "import sqlite3; sqlite3.connect(':memory:')",
    ],
)
def test_the_watch_sees_what_it_is_there_for(deed):
    assert imported(deed)[1]


def named(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return f"{named(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


RUNS_TEXT = {"eval", "exec", "__import__", "compile"}
LOADS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "imp", "runpy"}


@pytest.mark.parametrize(
    "path", sorted(SRC.rglob("*.py")), ids=lambda path: str(path.relative_to(SRC))
)
def test_no_text_becomes_code(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            assert named(node.func) not in RUNS_TEXT, node.lineno
            assert named(node.func) != "importlib.import_module", node.lineno
        if isinstance(node, ast.Import | ast.ImportFrom):
            asked = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            asked += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not LOADS & {name.partition(".")[0] for name in asked}, node.lineno
            assert "entry_points" not in {alias.name for alias in node.names}, node.lineno
