"""Whatever the arguments are, the gate decides, soon and without an exception."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.inspection.inspector import Inspector
from posthouse.inspection.verdict import Action

PIECES = st.sampled_from(
    ["$(", ")", "`", '"', "'", "\\", "{", "}", "|", "&&", "\n", "<<EOF", "curl ", "sh ", "do ",
     "for i in ", "done ", "eval ", "(", "iex ", "@'", "x=", "$x", "import os\n", "exec(", ";"]
)  # fmt: skip
TOOLS = st.sampled_from(["bash", "python", "powershell", "write_file", "sql_query", "x"])


@settings(max_examples=150, deadline=None)
@given(
    tool=TOOLS,
    pieces=st.lists(PIECES, max_size=60),
    key=st.sampled_from(["command", "path", "content"]),
)
def test_the_gate_decides_whatever_is_nested(tool: str, pieces: list[str], key: str) -> None:
    arguments = json.dumps({key: "".join(pieces), "path": "a.sh"})
    assert Inspector().call(tool, arguments).action in Action


@pytest.mark.parametrize(
    "arguments",
    [
        "{",
        '{"command": "' + "x" * 100,
        "[" * 50_000,
        '{"command": ' * 2_000,
        json.dumps({"command": "echo " + "$(" * 20_000}),
        json.dumps({"command": "'" * 30_001}),
        json.dumps({"command": "{a,b}" * 8_000}),
        json.dumps({"command": "x=y;" * 20_000}),
        json.dumps({"content": "A" * 10_000_000, "path": "a.bin"}),
        json.dumps({"command": "ls " + "a" * 10_000_000}),
        json.dumps({"code": "(" * 10_000 + ")" * 10_000}),
    ],
)
@pytest.mark.parametrize("tool", ["bash", "python", "unheard_of"])
def test_the_gate_decides_on_endless_arguments(tool: str, arguments: str) -> None:
    assert Inspector().call(tool, arguments).action in Action
