"""Tool calls that run something: is it plainly an attack?

Only what executes is judged: commands and code given to tools that run them, and scripts written to
files. Documentation that mentions an attack is not one. Well-known official installers and
downloads whose checksum is verified pass with a note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from posthouse.inspection.checks.hidden import BIDI, TAGS, hidden_in
from posthouse.inspection.checks.shell import (
    CLONED,
    DOWNLOADED,
    INTERPRETED,
    OFFICIAL,
    PIPED,
    VERIFIED,
    danger,
    opens_shell,
)
from posthouse.inspection.runs import MOST, shortened
from posthouse.inspection.verdict import PASSED, Action, Verdict

TOO_LONG = "commands/too-long"
LONGEST = 131_072  # a worst case of about half a second; a longer command is refused

_RUNNERS = re.compile(
    r"(?:^|[^a-z])(?:bash|sh|shell|zsh|exec|execute|run|terminal|python|command|cmd|powershell|pwsh"
    r"|console|repl|interpreter|process|ipython|jupyter|javascript|eval)(?:$|[^a-z])"
)
_URL = re.compile(r"https?://[^\s\"'`<>|;)\\]+", re.IGNORECASE)
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_COMMAND_KEYS = frozenset(
    {
        "command",
        "cmd",
        "script",
        "code",
        "commandline",
        "commands",
        "bash",
        "shell",
        "exec",
        "chars",
        "function",
    }
)
_ASIDE_KEYS = frozenset(
    {"description", "explanation", "reason", "thought", "path", "cwd", "workdir", "instructions"}
)
_PATH_KEYS = frozenset({"path", "targetfile", "filepath", "filename", "file", "notebookpath"})
_CONTENT_KEYS = frozenset(
    {
        "content",
        "contents",
        "filetext",
        "newtext",
        "newstring",
        "newstr",
        "codeedit",
        "codecontent",
    }
    | {"replacementcontent", "text", "diff", "patch", "replace", "insertline", "newsource"}
)
_OLD_KEYS = frozenset({"oldtext", "oldstring", "oldstr", "search", "original"})
_CODE_TOOL = re.compile(
    r"browser_?(?:evaluate|run_code|eval)|(?:^|[^a-z])(?:python|ipython|jupyter|javascript|typescript|repl|code|node)(?:$|[^a-z])(?!.*bash)"
)
_SCRIPT = re.compile(
    r"\.(?:sh|bash|zsh|ksh|fish|command|bat|cmd|ps1)\Z|(?:^|/)(?:Dockerfile|Containerfile|Makefile"
    r"|Jenkinsfile|Vagrantfile|\.\w*(?:rc|profile)|crontab)[\w.-]*\Z|/(?:hooks|\.husky|cron\.\w+"
    r"|workflows|bin)/|(?:^|/)(?:tasks|mcp|package|settings|devcontainer)\.json\Z"
    r"|\.gitlab-ci\.ya?ml\Z|\.(?:service|mk)\Z",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\.(?:py|js|mjs|cjs|ts|tsx|jsx|rb|pl|php|lua|go|java|cs|cr|rs|c|cc|cpp|kt|swift|groovy)\Z",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\.(?:md|mdx|rst|txt|adoc|html?|csv|tex|svg|lock)\Z", re.IGNORECASE)
_SINK = re.compile(
    r"os\.(?:system|popen)|subprocess|child_process|\bexec|\bspawn|\bsystem\s*\(|\beval\b|popen|/dev/tcp/"
)
_COMMENT = re.compile(r"\s*(?:#(?!!)|//|\*|--\s|<!--|REM\b)")
_PATCHED = re.compile(r"^\*\*\* (?:Add|Update) File: (?P<path>.+)$", re.MULTILINE)

FETCHES = frozenset(
    {PIPED, DOWNLOADED, INTERPRETED, CLONED, "commands/powershell-fetch", "commands/windows-fetch"}
)
"""The rules of what is fetched and run: an address that the user wrote himself explains it."""
BEYOND = "key/tools"
"""The rule of a call that the key's own scopes forbid."""

_REASONS = {
    "inspection/failed": "it could not be examined",
    BEYOND: "the key may not use this tool",
    "commands/reverse-shell": "it would open a shell to another machine",
    "commands/too-long": "its command is too long to inspect",
    TAGS: "its command holds characters that people cannot see",
    BIDI: "its command is shown in another order than it runs",
}
_USUAL_REASON = "it would download code and run it"


Arguments = str | dict[str, Any]
"""What a call is given: as it was sent, or read by `tree_of`."""


def check_call(name: str, arguments: Arguments) -> Verdict:
    """Return the verdict on a whole tool call. Never raises, whatever the arguments are."""
    passed = ""
    for text, path in _executed(name, arguments):
        rule = _judge(text, path)
        if rule and rule not in (OFFICIAL, VERIFIED):
            return Verdict(Action.BLOCK, rule, notice(name, rule))
        passed = passed or rule
    return Verdict(Action.PASS, passed) if passed else PASSED


def notice(name: str, rule: str, does: str = "") -> str:
    """Return what the client reads in the place of a blocked call."""
    shown = re.sub(r"[^\w.:-]", "", name)[:64]
    reason = f"it {does}" if does else _REASONS.get(rule, _USUAL_REASON)
    return (
        f"[Posthouse blocked a call of the tool {shown}: {reason} ({rule}). "
        "The upstream may have tampered with the answer; ask again or use another channel.]"
    )


def addresses(arguments: Arguments) -> set[str]:
    """Return the addresses that stand in a call's arguments."""
    texts = (text for _, text in _leaves("", tree_of(arguments)))
    return {url.rstrip(".,)") for text in texts for url in _URL.findall(text)}


def is_code_tool(name: str) -> bool:
    """Tell whether a tool runs code of another language than the shell."""
    return _CODE_TOOL.search(_WORDS.sub("_", name).lower()) is not None


def parts(name: str, arguments: Arguments) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield what a call runs: (text, None, ""); what it writes: (text, path, text before); what
    else it says: (text, None, None)."""
    tree = tree_of(arguments)
    path = _path(tree)
    runs = _RUNNERS.search(_WORDS.sub("_", name).lower()) is not None
    old = "\n".join(text for key, text in _leaves("", tree) if _key(key) in _OLD_KEYS)
    for key, text in _leaves("", tree):
        if "*** Begin Patch" in text:
            yield from _patches(text)
        elif path is not None and _key(key) in _CONTENT_KEYS:
            yield text, path, old
        elif _key(key) in _COMMAND_KEYS or (runs and path is None and _key(key) not in _ASIDE_KEYS):
            yield text, None, ""
        elif path is None:
            yield text, None, None


def _patches(patch: str) -> Iterator[tuple[str, str | None, str]]:
    found = _PATCHED.split(patch)
    for path, body in zip(found[1::2], found[2::2], strict=False):
        lines = body.split("\n")
        added = "\n".join(line[1:] for line in lines if line.startswith("+"))
        yield added, path.strip(), "\n".join(line[1:] for line in lines if line[:1] in ("-", " "))


def tree_of(arguments: Arguments) -> dict[str, Any]:
    """Return a call's arguments, whatever they are: text that is no JSON stands under `input`.

    Runs of one sign that are longer than anybody needs are shortened in all texts.
    """
    if isinstance(arguments, dict):
        return arguments
    try:
        tree = json.loads(arguments)
        tree = _shortened(tree) if len(arguments) > MOST else tree
    except (ValueError, RecursionError):
        tree = {"input": shortened(arguments)}
    return tree if isinstance(tree, dict) else {"input": tree}


def _shortened(tree: Any) -> Any:
    if isinstance(tree, str):
        return shortened(tree)
    if isinstance(tree, dict):
        return {key: _shortened(one) for key, one in tree.items()}
    return [_shortened(one) for one in tree] if isinstance(tree, list) else tree


def _path(tree: dict[str, Any]) -> str | None:
    return next((v for k, v in tree.items() if _key(k) in _PATH_KEYS and isinstance(v, str)), None)


def _judge(text: str, path: str | None) -> str:
    """Return the rule for a command (path None) or for what is written to a file."""
    hidden = hidden_in(text)
    if hidden & {TAGS, BIDI}:
        return TAGS if TAGS in hidden else BIDI
    if len(text) > LONGEST:
        return TOO_LONG if path is None else danger(_live(text[:LONGEST], path))
    if path is None:
        return danger(text)
    if _SOURCE.search(path) and opens_shell(text):
        return "commands/reverse-shell"
    return danger(_live(text, path))


def _live(text: str, path: str) -> str:
    """Return the lines of a file that can do something."""
    lines = [line for line in text.split("\n") if not _COMMENT.match(line)]
    if _SCRIPT.search(path) or not _SOURCE.search(path):
        return "\n".join(lines)
    return "\n".join(line for line in lines if _SINK.search(line))


def _executed(name: str, arguments: Arguments) -> Iterator[tuple[str, str | None]]:
    """Yield what a call would execute: (text, None), or what it writes: (text, path)."""
    tree = tree_of(arguments)
    path = _path(tree)
    runs = _RUNNERS.search(_WORDS.sub("_", name).lower()) is not None
    for key, text in _leaves("", tree):
        if "*** Begin Patch" in text:
            yield from _patched(text)
        elif path is not None and _key(key) in _CONTENT_KEYS:
            if _is_executable(path, text):
                yield text, path
        elif _key(key) in _COMMAND_KEYS or (runs and _key(key) not in _ASIDE_KEYS):
            yield text, None


def _key(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _is_executable(path: str, text: str) -> bool:
    script = _SCRIPT.search(path) or _SOURCE.search(path) or text.startswith("#!")
    return script is not None and bool(script) and not _DOCUMENT.search(path)


def _patched(patch: str) -> Iterator[tuple[str, str]]:
    """Yield what a patch adds to each file."""
    parts = _PATCHED.split(patch)
    for path, body in zip(parts[1::2], parts[2::2], strict=False):
        added = "\n".join(line[1:] for line in body.split("\n") if line.startswith("+"))
        if _is_executable(path.strip(), added):
            yield added, path.strip()


def _leaves(key: str, tree: Any) -> Iterator[tuple[str, str]]:
    """Yield every string with the key it stands under; a list of words also as one command."""
    if isinstance(tree, str):
        yield key, tree
    elif isinstance(tree, dict):
        for name, value in tree.items():
            yield from _leaves(name, value)
    elif isinstance(tree, list):
        words = [word for word in tree if isinstance(word, str)]
        if len(words) > 1:
            yield key, " ".join(words)
        for value in tree:
            yield from _leaves(key, value)
