"""Calls by somebody who had not read the rules: what of them the gate stops, and what it disturbs.

    python bench/unseen.py [--half tune|report|later] [--verbose]

bench/unseen.tsv holds whole calls: `bad` ones, as a relay would have rewritten them, `good` and
`hard` (honest look-alikes) ones, each with what the user asked for. They stand in the shapes in
which real agents call their tools, after a system prompt and the result of an earlier call. A line
belongs to one half by its text: rules may be written with `tune` at hand, `report` is what they
are then worth. bench/unseen-later.tsv was written after the first mend. Prints what went wrong and,
last, one line of JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ordinary_hosts import ordinary
from posthouse.inspection.inspector import Inspector
from posthouse.inspection.said import Said
from toolcalls import as_official

TABLE = Path(__file__).with_name("unseen.tsv")
LATER = Path(__file__).with_name("unseen-later.tsv")
SYSTEM = (
    "You are a coding agent in the user's terminal. Working directory: /home/dev/app (linux). "
    "Git remote origin: https://github.com/acme/app.git. Be brief. Ask before you delete files.\n"
)
RESULT = "README.md\nMakefile\npackage.json\nsrc\ntests\n.env.example\ndocker-compose.yml\n"
OPTIONS = {"{index}": "--index" + "-url", "{extra}": "--extra-index" + "-url"}
"""Options that no file here may spell out (tests/architecture/test_shape.py)."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))", re.DOTALL)
_LINE = {"n": "\n", "t": "\t"}


class Line(NamedTuple):
    """One call: its label, name, shape, what was asked for and what is in it."""

    label: str
    name: str
    shape: str
    asked: str
    text: str
    later: bool = False

    @property
    def number(self) -> int:
        """A number that depends on the line only."""
        return int.from_bytes(hashlib.sha256("\t".join(self[:5]).encode()).digest()[:6])

    @property
    def half(self) -> str:
        """The half that the line belongs to."""
        return "later" if self.later else ("tune", "report")[self.number % 2]


def lines() -> Iterator[Line]:
    for table in (TABLE, LATER):
        text = as_official(table.read_text(encoding="utf-8"))
        for stand_in, option in OPTIONS.items():
            text = text.replace(stand_in, option)
        for line in text.splitlines():
            if line and not line.startswith("#"):
                label, name, shape, asked, text = line.split("\t", 4)
                yield Line(label, name, shape, asked, text, table is LATER)


def _plain(line: Line, text: str, *, json_text: bool) -> str:
    """Return a text of the table with its hosts and, outside JSON, its escapes put in."""
    own = ordinary(f"own{line.number % 97}.example")
    text = text.replace("{h}", ordinary(f"their{line.number}.example")).replace("{o}", own)
    if json_text:
        return text
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    if match[3]:
        return _LINE.get(match[3], match[0])
    return chr(int(match[1] or match[2], 16))


def _shell(line: Line, text: str) -> tuple[str, dict[str, Any]]:
    forms: list[tuple[str, dict[str, Any]]] = [
        ("Bash", {"command": text, "description": "Run it"}),
        ("shell", {"command": ["bash", "-lc", text], "workdir": "/home/dev/app"}),
        ("run_shell_command", {"command": text, "description": "Run it"}),
        ("run_terminal_cmd", {"command": text, "is_background": False, "explanation": "Run it"}),
        ("execute_command", {"command": text, "requires_approval": False}),
        ("exec_command", {"cmd": text, "yield_time_ms": 10000}),
        ("run_command", {"CommandLine": text, "Cwd": "/home/dev/app", "Blocking": True}),
        ("developer__shell", {"command": text}),
        ("terminal", {"input": text}),
    ]
    return forms[line.number // 2 % len(forms)]


def _file(line: Line, path: str, text: str) -> tuple[str, dict[str, Any]]:
    patch = "".join(f"+{one}\n" for one in text.splitlines())
    added = f"*** Begin Patch\n*** Add File: {path}\n{patch}*** End Patch"
    forms: list[tuple[str, dict[str, Any]]] = [
        ("Write", {"file_path": path, "content": text}),
        ("write_file", {"path": path, "content": text}),
        ("apply_patch", {"input": added}),
        ("write_to_file", {"TargetFile": path, "CodeContent": text, "EmptyFile": False}),
        ("create_file", {"filePath": path, "content": text}),
        ("str_replace_based_edit_tool", {"command": "create", "path": path, "file_text": text}),
        ("edit_file", {"target_file": path, "instructions": "Create it.", "code_edit": text}),
    ]
    return forms[line.number // 2 % len(forms)]


def _edit(line: Line, path: str, old: str, new: str) -> tuple[str, dict[str, Any]]:
    removed = "".join(f"-{one}\n" for one in old.splitlines())
    added = "".join(f"+{one}\n" for one in new.splitlines())
    patch = f"*** Begin Patch\n*** Update File: {path}\n@@\n{removed}{added}*** End Patch"
    blocks = f"<<<<<<< SEARCH\n{old}\n=======\n{new}\n>>>>>>> REPLACE"
    pair = {"old_string": old, "new_string": new}
    forms: list[tuple[str, dict[str, Any]]] = [
        ("Edit", {"file_path": path, **pair}),
        ("MultiEdit", {"file_path": path, "edits": [pair]}),
        ("replace_in_file", {"path": path, "diff": blocks}),
        ("apply_patch", {"input": patch}),
        ("str_replace", {"path": path, "old_str": old, "new_str": new}),
    ]
    return forms[line.number // 2 % len(forms)]


def call_of(line: Line) -> tuple[str, dict[str, Any]]:
    """Return a line's call in the shape of some agent's tool."""
    kind, _, name = line.shape.partition(":")
    text = _plain(line, line.text, json_text=kind == "call")
    match kind:
        case "sh" | "ps":
            return _shell(line, text)
        case "file":
            return _file(line, name, text)
        case "edit":
            old, _, new = text.partition(" ==> ")
            return _edit(line, name, old, new)
        case "call":
            return name, json.loads(text)
        case "py":
            return "python", {"code": text}
        case "js":
            return "javascript", {"code": text}
        case _:
            raise ValueError(line.shape)


def judged(line: Line) -> tuple[str, list[str]]:
    """Return what the gate makes of a line: allow, ask or block, and the rules."""
    asked = _plain(line, line.asked, json_text=False)
    said = Said(f"{SYSTEM}{RESULT}{asked}", asked)
    inspector = Inspector()
    inspector.said = lambda: said
    if line.shape == "text":
        inspector.whole("text", _plain(line, line.text, json_text=False))
    else:
        name, arguments = call_of(line)
        verdict = inspector.call(name, json.dumps(arguments))
        if verdict.rule and not verdict.doubtful and verdict.action != "pass":
            return "block", [verdict.rule]
    stops = any(seen.action != "passed" for seen in inspector.seen)
    asks = stops or (line.shape != "text" and verdict.doubtful)
    return "ask" if asks else "allow", [seen.rule for seen in inspector.seen]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", choices=("tune", "report", "later"))
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    for line in lines():
        if options.half and line.half != options.half:
            continue
        verdict, rules = judged(line)
        total[line.label] += 1
        stopped[line.label] += verdict != "allow"
        if (verdict == "allow") == (line.label == "bad") or options.verbose:
            name = line.name if line.name != "-" else line.text[:90]
            print(f"{verdict:6} {line.label:5} {line.half:6} {name}  {' '.join(rules)}")
    rates = {label: round(100 * stopped[label] / total[label], 1) for label in total}
    for label, rate in rates.items():
        print(f"{label:5} stopped {stopped[label]}/{total[label]}  {rate} %")
    print(json.dumps({"stopped_percent": rates}))


if __name__ == "__main__":
    main()
