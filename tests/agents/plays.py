"""The model that each agent talks to: reads two files at once, writes a third, says what it did.

It sees what a model sees: the tools that are offered, and the results that have come. What it
writes it has read in the results, be it a value or the token that stands for it.
"""

import json
import re
from abc import ABC, abstractmethod
from pathlib import Path
from urllib.parse import urlsplit

from tests.conformance.speech import (
    GEMINI,
    MESSAGES,
    RESPONSES,
    Call,
    Turn,
    by,
    said,
)  # fmt: skip
from tests.upstreams import Request, Response, as_json

SEAL = "gAAAAABsZWFsZWQ+/" * 12 + "Qw=="
THOUGHT = "Both files first, side by side."
SMALL = by(3)  # no token comes in one piece


class Play(ABC):
    """One agent's model. `work` is the agent's folder as its file tools name it."""

    speaker: object
    seal = ""
    thinking = ""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.seen: list[Request] = []

    def __call__(self, request: Request) -> Response:
        if not self.is_turn(request):
            return as_json({"error": {"code": 404, "message": "not found", "type": "none"}}, 404)
        self.seen.append(request)
        body = request.json
        turn = self.turn(self.results(body), self.tools(body))
        return said(self.speaker, turn, self.model(request), cut=SMALL)

    def turn(self, results: list[str], tools: dict[str, dict]) -> Turn:
        if not results:
            return Turn("I read both.", self.reads(tools), self.thinking, self.seal)
        values = found(results)
        if len(results) == 2:
            return Turn("Now I write.", (self.writes(written(values), tools),))
        return Turn(f"Done: out.json names {values['mail']} and {values['token']}.")

    def model(self, request: Request) -> str:
        return request.json["model"]

    @abstractmethod
    def is_turn(self, request: Request) -> bool: ...

    @abstractmethod
    def history(self, body: dict) -> list[dict]:
        """The conversation so far; the next turn's begins with it."""

    @abstractmethod
    def results(self, body: dict) -> list[str]:
        """The tool results in the conversation so far, as texts."""

    @abstractmethod
    def tools(self, body: dict) -> dict[str, dict]:
        """What is offered, name by name."""

    @abstractmethod
    def reads(self, tools: dict) -> tuple[Call, ...]: ...

    @abstractmethod
    def writes(self, content: str, tools: dict) -> Call: ...

    @abstractmethod
    def runs(self, command: str, tools: dict, index: int) -> Call:
        """A call that has a command run by the shell."""

    @abstractmethod
    def sealed(self, body: dict) -> list[str]:
        """The seals that came back with the conversation."""


def found(results: list[str]) -> dict[str, str]:
    text = "\n".join(results)
    names = {"mail": "E-mail", "phone": "Phone", "token": "GITHUB_TOKEN"}
    return {
        name: re.search(rf'{label}[:=] ?([^\r\n\\"]+)', text)[1].strip()
        for name, label in names.items()
    }


def written(values: dict[str, str]) -> str:
    return json.dumps({"mail": values["mail"], "token": values["token"], "tel": values["phone"]})


class ClaudePlay(Play):
    speaker = MESSAGES
    thinking = THOUGHT
    seal = SEAL

    def is_turn(self, request):
        return urlsplit(request.target).path == "/v1/messages"

    def history(self, body):
        return [without_marks(message) for message in body["messages"]]

    def _blocks(self, body, kind):
        for message in body["messages"]:
            if isinstance(message["content"], list):
                yield from (b for b in message["content"] if b["type"] == kind)

    def results(self, body):
        return [json_text(block["content"]) for block in self._blocks(body, "tool_result")]

    def tools(self, body):
        return {tool["name"]: tool for tool in body["tools"]}

    def reads(self, tools):
        assert "file_path" in tools["Read"]["input_schema"]["properties"]
        names = ("contact.txt", "deploy.env")
        paths = ({"file_path": str(self.work / name)} for name in names)
        return tuple(Call(f"toolu_0{i}", "Read", path) for i, path in enumerate(paths))

    def writes(self, content, tools):
        assert {"file_path", "content"} <= set(tools["Write"]["input_schema"]["properties"])
        path = str(self.work / "out.json")
        return Call("toolu_09", "Write", {"file_path": path, "content": content})

    def runs(self, command, tools, index):
        assert "command" in tools["Bash"]["input_schema"]["properties"]
        told = {"command": command, "description": "Run a command"}
        return Call(f"toolu_{index}", "Bash", told)

    def sealed(self, body):
        blocks = self._blocks(body, "thinking")
        return [block["signature"] for block in blocks if block["thinking"] == THOUGHT]


class CodexPlay(Play):
    """Codex with plain function calls and its free-text patch tool."""

    speaker = RESPONSES
    seal = SEAL

    def is_turn(self, request):
        return request.target == "/v1/responses"

    def history(self, body):
        return body["input"]

    def results(self, body):
        kinds = {"function_call_output", "custom_tool_call_output"}
        return [json_text(item["output"]) for item in body["input"] if item["type"] in kinds]

    def tools(self, body):
        return {tool.get("name", tool["type"]): tool for tool in body["tools"]}

    def reads(self, tools):
        assert "cmd" in tools["exec_command"]["parameters"]["properties"]
        commands = ("cat contact.txt", "cat deploy.env")
        return tuple(
            Call(f"call_{i}", "exec_command", {"cmd": command})
            for i, command in enumerate(commands)
        )

    def writes(self, content, tools):
        assert tools["apply_patch"]["type"] == "custom"
        patch = f"*** Begin Patch\n*** Add File: out.json\n+{content}\n*** End Patch\n"
        return Call("call_9", "apply_patch", raw=patch)

    def runs(self, command, tools, index):
        return Call(f"call_{index}", "exec_command", {"cmd": command})

    def sealed(self, body):
        return [i["encrypted_content"] for i in body["input"] if i["type"] == "reasoning"]


class CodeModePlay(CodexPlay):
    """Codex with its newer models: one tool that takes a program, which calls the others."""

    def tools(self, body):
        (offered,) = (item for item in body["input"] if item["type"] == "additional_tools")
        return {
            f"{space.get('name', '')}.{tool.get('name', tool['type'])}": tool
            for space in offered["tools"]
            for tool in space.get("tools", [space])
        }

    def reads(self, tools):
        return tuple(self._exec(i, f"cat {n}") for i, n in enumerate(("contact.txt", "deploy.env")))

    def writes(self, content, tools):
        assert tools["functions.exec"]["type"] == "custom"
        return self._exec(9, f"printf %s {json.dumps(content)} > out.json".replace("$", "\\$"))

    def runs(self, command, tools, index):
        return self._exec(index, command)

    def _exec(self, index, command):
        program = f"const r = await tools.exec_command({json.dumps({'cmd': command})});\ntext(r);\n"
        return Call(f"call_{index}", "exec", raw=program, namespace="functions")


class GeminiPlay(Play):
    speaker = GEMINI
    thinking = THOUGHT

    def is_turn(self, request):
        return urlsplit(request.target).path.endswith(":streamGenerateContent")

    def history(self, body):
        return body["contents"]

    def model(self, request):
        return urlsplit(request.target).path.rpartition("/")[2].partition(":")[0]

    def _parts(self, body, key):
        for content in body["contents"]:
            yield from (part for part in content["parts"] if key in part)

    def results(self, body):
        return [
            json_text(part["functionResponse"]["response"])
            for part in self._parts(body, "functionResponse")
        ]

    def tools(self, body):
        return {d["name"]: d for tool in body["tools"] for d in tool["functionDeclarations"]}

    def reads(self, tools):
        assert "file_path" in tools["read_file"]["parametersJsonSchema"]["properties"]
        return tuple(
            Call("", "read_file", {"file_path": str(self.work / name)}, signature=signature)
            for name, signature in (("contact.txt", SEAL), ("deploy.env", ""))
        )

    def writes(self, content, tools):
        path = str(self.work / "out.json")
        return Call("", "write_file", {"file_path": path, "content": content}, signature=SEAL)

    def runs(self, command, tools, index):
        assert "command" in tools["run_shell_command"]["parametersJsonSchema"]["properties"]
        return Call("", "run_shell_command", {"command": command}, signature=SEAL)

    def sealed(self, body):
        return [p["thoughtSignature"] for p in self._parts(body, "functionCall") if
                p.get("thoughtSignature")]  # fmt: skip


def without_marks(message: dict) -> dict:
    """The message without its cache marks, which move on with every turn."""
    if isinstance(message["content"], str):
        return {**message, "content": [{"type": "text", "text": message["content"]}]}
    return {
        **message,
        "content": [
            {name: value for name, value in block.items() if name != "cache_control"}
            for block in message["content"]
        ],
    }


def json_text(value) -> str:
    """All strings of a result, whatever form the agent gave it."""
    if isinstance(value, str):
        return value
    members = value.values() if isinstance(value, dict) else value
    return "\n".join(json_text(m) for m in members if isinstance(m, str | dict | list))
