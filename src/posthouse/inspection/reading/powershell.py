"""PowerShell's text as commands, by the grammar of tree-sitter-powershell, told in the words of a Unix
shell: `iwr -OutFile a URL` becomes `curl -o a URL`, so that the same reader follows what flows where.

Bounded as `shell` is. Strings that are put together, formatted or spelled in numbers are filled in.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.shell import LONGEST, parsed

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_DEEPEST = 400
_MOST = 400
_MOST_STEPS = 400
_PROGRAMS = {
    name: program
    for program, names in {
        "eval": "iex invoke-expression",
        "curl": "iwr irm curl wget invoke-webrequest invoke-restmethod start-bitstransfer",
        "cat": "get-content gc cat type",
        "tee": "set-content add-content out-file sc ac tee-object new-item ni",
        "rm": "remove-item ri rm del rd erase rmdir clear-content",
        "cp": "copy-item cpi copy cp",
        "mv": "move-item mi move mv",
        "exec": "start-process saps start invoke-item ii start-job",
        "sh": "powershell pwsh powershell.exe pwsh.exe",
        "echo": "write-output write-host echo write",
        "ls": "get-childitem gci dir ls",
        "env": "get-variable",
        "mail": "send-mailmessage",
        "dig": "resolve-dnsname",
    }.items()
    for name in names.split()
}
_OPTIONS = {
    "-outfile": "-o", "-destination": "-o", "-body": "--data", "-infile": "--upload-file", "-method": "-X",
    "-headers": "-H", "-recurse": "-r", "-force": "-f", "-command": "-c", "-c": "-c",
    "-skipcertificatecheck": "--insecure",
}  # fmt: skip
_DROPPED = frozenset({"-uri", "-source", "-filepath", "-path", "-literalpath", "-value", "-argumentlist", "-usebasicparsing", "-useb", "-raw", "-inputobject", "-scriptblock", "-erroraction", "-encoding", "-noprofile", "-nop", "-noninteractive", "-noni", "-filter", "-itemtype", "-name"})  # fmt: skip
_FETCHES = re.compile(
    r"XMLHTTP|WinHttpRequest|\.(?:Download(?:String|Data|File)\w*|GetStringAsync|GetByteArrayAsync|OpenRead)\b",
    re.IGNORECASE,
)
_SENDS = re.compile(r"\.(?:Upload(?:String|Data|File|Values)\w*|PostAsync)\b", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\"'`)|;,]+", re.IGNORECASE)
_LOADS = re.compile(
    r"(?i)\[(?:System\.)?(?:Reflection\.Assembly|AppDomain|ScriptBlock)\]::(?:Load\w*|Create)|\.Invoke\(|\[Activator\]"
)
_ENCODED = re.compile(r"(?i)\A[-/]e(?:c|nc\w*)?\Z")
_SOCKET = re.compile(r"(?i)Net\.Sockets\.(?:TCP|UDP)?(?:Client|Listener|Socket)|TcpClient")
_RUNS = re.compile(
    r"(?i)\b(?:iex|Invoke-Expression|cmd(?:\.exe)?|powershell(?:\.exe)?|Process\]?::Start|ScriptBlock\]::Create)\b"
)
_CHAR = re.compile(r"\[char\]\s*(0x[0-9a-f]+|\d+)", re.IGNORECASE)
_CODED = re.compile(r"(?i)FromBase64String\(\s*[\"']?([A-Za-z0-9+/=]{8,8000})[\"']?\s*\)")
_LOOKS = re.compile(
    r"(?i)\A\s*&\s*[({\"']|\(&\(|(?:\A|[\s;|({&])(?:(?:Get|Set|New|Add|Remove|Invoke|Start|Stop|Out|Import|Export|Register|Enable|Disable|Copy|Move|Test|Write|Clear|Unregister|ConvertTo|ForEach|Where|Select)-[A-Z][A-Za-z]+|iex|iwr|irm)\b|\$env:\w|\[[\w.]+\]::\w"
)


@cache
def _parser() -> Parser:
    import tree_sitter
    import tree_sitter_powershell

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))


def connects_shell(text: str) -> bool:
    """Tell whether a text of PowerShell runs what a socket of its own tells."""
    return _SOCKET.search(text) is not None and _RUNS.search(text) is not None


def is_powershell(text: str) -> bool:
    """Tell whether a text is in the language of PowerShell."""
    return _LOOKS.search(text[:LONGEST]) is not None


def powershell(text: str) -> list[Command]:
    """Return the commands of a PowerShell text, nested ones included."""
    source = text[:LONGEST].replace("`\n", " ").replace("`", "").encode("utf-8", "replace")
    reader = _Reader(source)
    reader.statement(parsed(_parser(), source, _MOST_STEPS), 0)
    return reader.found


def encoded_command(words: tuple[str, ...]) -> str:
    """Return the command that -EncodedCommand holds, or ""."""
    for option, value in pairwise(words):
        if _ENCODED.match(option):
            try:
                return base64.b64decode(value + "=" * (-len(value) % 4)).decode(
                    "utf-16-le", "replace"
                )
            except (binascii.Error, ValueError):
                return ""
    return ""


class _Reader:
    """Walks one tree; knows the variables set so far."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.found: list[Command] = []
        self.values: dict[str, str] = {}
        self.sources: dict[str, tuple[Command, ...]] = {}

    def statement(self, node: Node, depth: int) -> list[Command]:
        """Read whatever stands here; return the commands whose output it lets out."""
        if depth > _DEEPEST or len(self.found) > _MOST:
            return []
        if node.type == "pipeline_chain":
            return self._pipeline(node, depth)
        if node.type == "assignment_expression":
            return self._assigned(node, depth)
        if node.type == "variable":
            return list(self.sources.get(self._raw(node).lower(), ()))
        if node.type == "command":
            return [self._kept(self._command(node, depth, ()))]
        return [one for child in node.named_children for one in self.statement(child, depth + 1)]

    def _kept(self, command: Command) -> Command:
        self.found.append(command)
        return command

    def _pipeline(self, node: Node, depth: int) -> list[Command]:
        before: tuple[Command, ...] = ()
        for child in node.named_children:
            if child.type == "command":
                before = (self._kept(self._command(child, depth, before)),)
            else:
                before = self._expression(child, depth, before)
        return list(before)

    def _expression(
        self, node: Node, depth: int, before: tuple[Command, ...]
    ) -> tuple[Command, ...]:
        """Read an expression that stands for itself: a call of .NET, or a text that is let out."""
        inner = tuple(self.statement(node, depth + 1))
        text = self.text(node)
        command = _called(text, inner)
        if command is not None:
            return (self._kept(command),)
        return inner or before or (Command(("echo", text)),)

    def _assigned(self, node: Node, depth: int) -> list[Command]:
        name, value = self._raw(node.named_children[0]), node.named_children[-1]
        inner = self.statement(value, depth + 1)
        text = self.text(value)
        if name.lower().startswith("$env:"):
            self._kept(Command(("export", f"{name[5:]}={text}"), inner=tuple(inner)))
        elif "::" in name:
            self._kept(Command(("assign", f"{name}={text}")))
        self.values[name.lower()] = text
        self.sources[name.lower()] = tuple(inner)
        return inner

    def _command(self, node: Node, depth: int, before: tuple[Command, ...]) -> Command:
        inner: list[Command] = []
        words: list[str] = []
        for child in node.named_children:
            if child.type == "command_elements":
                for part in child.named_children:
                    inner += self.statement(part, depth + 1)
                words += self._words(child)
            elif child.type in ("command_name", "command_name_expr"):
                inner += self.statement(child, depth + 1)
                words.insert(0, self.text(child))
        command = _called(self.text(node), tuple(inner))
        if command is not None:
            inner.append(self._kept(command))
        return _translated(words or [""], before, tuple(inner))

    def _words(self, node: Node) -> list[str]:
        words: list[str] = []
        for part in node.named_children:
            if part.type == "command_argument_sep":
                continue
            text = self.text(part)
            if words and part.type == "argument_list":
                words[-1] += text
            else:
                words += (
                    text.split(",")
                    if part.type == "array_literal_expression" and "," in text and " " not in text
                    else [text]
                )
        return words

    def text(self, node: Node, depth: int = 0) -> str:
        """Return what an expression says, with known variables and strings put together."""
        while len(node.named_children) == 1 and node.type not in _WHOLE:
            only = node.named_children[0]
            if only.end_byte - only.start_byte < node.end_byte - node.start_byte:
                break
            node = only
        reader = _TEXTS.get(node.type)
        if reader is not None:
            return reader(self, node, depth)
        if not node.named_children or depth > _DEEPEST:
            return self._raw(node)
        return self._between(node, depth)

    def _between(self, node: Node, depth: int) -> str:
        at, parts = node.start_byte, []
        for child in node.named_children:
            parts += [self._slice(at, child.start_byte), self.text(child, depth + 1)]
            at = child.end_byte
        parts.append(self._slice(at, node.end_byte))
        text = "".join(parts)
        return _CHAR.sub(lambda match: chr(int(match[1], 0) % 0x110000), text)

    def string(self, node: Node, _: int) -> str:
        """Return a string without its quotes, variables filled in."""
        raw = self._raw(node).strip()
        inner = raw[2:-2].strip("\r\n") if raw[:1] == "@" else raw[1:-1]
        if raw[:1] == "'" or raw[:2] == "@'":
            return inner
        return re.sub(
            r"\$\{?(\w+)\}?", lambda match: self.values.get("$" + match[1].lower(), match[0]), inner
        )

    def added(self, node: Node, depth: int) -> str:
        """Return strings put together by + as one."""
        parts = [self.text(child, depth + 1) for child in node.named_children]
        operators = self._slice(node.named_children[0].end_byte, node.named_children[-1].start_byte)
        return "".join(parts) if operators.strip() == "+" else operators.join(parts)

    def formatted(self, node: Node, depth: int) -> str:
        """Return '{1}{0}' -f a, b filled in."""
        parts = [self.text(child, depth + 1) for child in node.named_children]
        if len(parts) != 2:
            return self._raw(node)
        values = [part.strip("\"' ") for part in parts[1].split(",")]
        return re.sub(
            r"\{(\d)\}", lambda m: values[int(m[1])] if int(m[1]) < len(values) else m[0], parts[0]
        )

    def variable(self, node: Node, _: int) -> str:
        """Return a variable's value if it is known."""
        raw = self._raw(node)
        return self.values.get(raw.lower(), raw)

    def within(self, node: Node, depth: int) -> str:
        """Return what stands in parentheses, without them."""
        inner = [self.text(child, depth + 1) for child in node.named_children]
        return " ".join(inner) if inner else self._raw(node)

    def _raw(self, node: Node) -> str:
        return self._slice(node.start_byte, node.end_byte)

    def _slice(self, start: int, end: int) -> str:
        return self.source[start:end].decode("utf-8", "replace")


_WHOLE = frozenset({"string_literal", "parenthesized_expression", "variable"})
_TEXTS: dict[str, Callable[[_Reader, Node, int], str]] = {
    "string_literal": _Reader.string,
    "additive_expression": _Reader.added,
    "additive_argument_expression": _Reader.added,
    "format_expression": _Reader.formatted,
    "format_argument_expression": _Reader.formatted,
    "variable": _Reader.variable,
    "parenthesized_expression": _Reader.within,
}


def _called(text: str, inner: tuple[Command, ...]) -> Command | None:
    """Return a call of .NET as a command: what is fetched, sent or loaded by it."""
    url = _URL.search(text)
    saved = re.search(r"(?i)\.DownloadFile\w*\(\s*[^,]+,\s*[\"']?([^\"',)]+)", text)
    if saved:
        return Command(("curl", "-o", saved[1].strip(), url[0] if url else "$url"), inner=inner)
    if _FETCHES.search(text):
        return Command(("curl", url[0] if url else "$url"), inner=inner)
    if _SENDS.search(text):
        return Command(("curl", "--data", text, url[0] if url else "$url"), inner=inner)
    if _LOADS.search(text) and inner:
        return Command(("eval", ""), inner=inner)
    coded = _CODED.search(text)
    if coded:
        return Command(("base64", "-d"), text=coded[1])
    return None


def _translated(
    words: list[str], before: tuple[Command, ...], inner: tuple[Command, ...]
) -> Command:
    name = words[0].strip("\"'").lower()
    program = _PROGRAMS.get(name, words[0].strip("\"'").replace("\\", "/"))
    plain = [word if "HK" in word else word.replace("\\", "/") for word in words[1:]]
    rest = [_OPTIONS.get(word.lower(), word) for word in plain if word.lower() not in _DROPPED]
    if name == "start-bitstransfer" and len(rest) == 2 and not rest[1].startswith("-"):
        rest = ["-o", rest[1], rest[0]]
    writes = (
        tuple(word for word in rest if not word.startswith("-"))[:1] if program == "tee" else ()
    )
    if program == "rm" and "-r" in rest:
        rest = ["-rf", *[word for word in rest if word not in ("-r", "-f")]]
    return Command((program, *rest), before, inner, writes=writes)
