"""The tree keeps its shape: sizes, mirrored tests, cheap import, docstrings that say something."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "posthouse"
FILES = sorted(p for p in SRC.rglob("*.py") if "migrations" not in p.parts)

MAX_LINES = 400
LONGER = {"verifier.py": 500}  # one file on purpose: a customer reads it whole
MAX_FUNCTION_LINES = 60
MOST_KEPT = 10_000_000  # bytes of a file: the networks that find names are the largest

# Files whose behaviour is proved from outside (sockets, processes) rather than by a mirrored file.
PROVED_ELSEWHERE = {
    "__main__.py": "tests/cli",
    "daemon/serve.py": "tests/station",
    "ports.py": "types only",
    "wire/wire.py": "types only",
    "exchange/actions.py": "types only",
    "exchange/state.py": "types only",
    **{
        f"media/{name}.py": "tests/unit/media/test_documents.py"
        for name in ("archive", "markup", "office", "outcome", "pdf", "sheets", "work")
    },
    **{
        f"audit/speech/{dialect}.py": "tests/unit/audit/speech/test_ask.py"
        for dialect in ("anthropic", "gemini", "openai_chat", "openai_responses")
    },
    **{
        f"audit/probes/{file.name}": "tests/unit/audit/probes/test_probes.py"
        for file in (SRC / "audit" / "probes").glob("*.py")
        if file.name != "probes.py"
    },
}


def names(path: Path) -> str:
    return str(path.relative_to(SRC))


@pytest.mark.parametrize("path", FILES, ids=names)
def test_no_file_is_longer_than_four_hundred_lines(path):
    assert len(path.read_text().splitlines()) <= LONGER.get(names(path), MAX_LINES)


@pytest.mark.parametrize("path", FILES, ids=names)
def test_no_function_is_longer_than_sixty_lines(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < MAX_FUNCTION_LINES, node.name


@pytest.mark.parametrize("path", FILES, ids=names)
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


def has_logic(path: Path) -> bool:
    tree = ast.parse(path.read_text())
    return any(isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) for n in ast.walk(tree))


@pytest.mark.parametrize("path", FILES, ids=names)
def test_logic_of_the_core_has_a_mirrored_test_file(path):
    relative = path.relative_to(SRC)
    core = {
        "wire",
        "privacy",
        "inspection",
        "policy",
        "routing",
        "accounting",
        "ledger",
        "vault",
        "audit",
        "dataset",
        "media",
    }
    if relative.parts[:2] == ("privacy", "detectors"):
        return  # rows: test_catalogue.py runs the examples and near misses of every rule
    if relative.parts[0] not in core or not has_logic(path) or str(relative) in PROVED_ELSEWHERE:
        return
    mirrored = ROOT / "tests" / "unit" / relative.parent / f"test_{relative.name}"
    assert mirrored.exists(), f"{relative} has no {mirrored.relative_to(ROOT)}"


def test_importing_posthouse_is_cheap_and_opens_nothing():
    probe = (
        "import sys, time; t = time.perf_counter(); import posthouse;"
        "assert not {'asyncio', 'socket', 'sqlite3', 'ssl'} & set(sys.modules);"
        "print(time.perf_counter() - t)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert float(shown.stdout) < 0.1


def test_no_init_file_re_exports():
    for path in FILES:
        if path.name == "__init__.py":
            body = ast.parse(path.read_text()).body
            assert not [n for n in body if isinstance(n, ast.Import | ast.ImportFrom)], path


def tracked() -> list[tuple[str, Path]]:
    """Return the names and paths of the files that are kept in the repository."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [(name, ROOT / name) for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_nothing_that_was_fetched_or_built_is_kept():
    for name, path in tracked():
        assert path.suffix not in {".whl", ".so", ".dll", ".onnx", ".gguf", ".tgz"}, name
        assert path.stat().st_size < MOST_KEPT, name


def test_no_tracked_file_names_a_registry_host():
    for name, path in tracked():
        if path.suffix in {".txt", ".in", ".toml", ".json", ".cfg", ".tsv"}:
            text = path.read_text(errors="replace")
            assert "--index-url" not in text, name
            assert "files.pythonhosted" + ".org" not in text, name
            assert "://registry.npmjs" + ".org" not in text, name
            assert "://pypi" + ".org" not in text, name
            assert "--extra-index" + "-url" not in text, name


def test_the_core_parses_urls_but_opens_none():
    core = ("model", "wire", "privacy", "inspection", "policy", "routing", "accounting", "ledger")
    for path in FILES:
        if path.relative_to(SRC).parts[0] in (*core, "vault", "exchange"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    names = [node.module] if isinstance(node, ast.ImportFrom) else []
                    names += [alias.name for alias in node.names]
                    assert not {"urllib.request", "urllib.error"} & set(names), path


def test_no_possessive_group_stands_in_an_expression():
    """Python before 3.11.5, Debian's own, matches (?:a|b)*+ wrongly; (?>(?:a|b)*) it does not."""
    group = re.compile(r"\)(?:[*+?]|\{\{?[0-9,]+\}?\}|\{\{0,\{_LONG\}\}\})\+(?![&'])")
    for path in FILES:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert group.search(line) is None, f"{path}:{number}"
