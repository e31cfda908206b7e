"""What a shell text does, as facts: commands unwrapped, pipelines followed, downloads remembered."""

from __future__ import annotations

import re
from dataclasses import replace

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.code import code_facts
from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.flows import (
    NET,
    URL,
    Flow,
    address,
    flows,
    is_fetcher,
)
from posthouse.inspection.reading.layers import output
from posthouse.inspection.reading.packages import installs
from posthouse.inspection.reading.places import is_rules, is_secret, persistent
from posthouse.inspection.reading.prose import url_facts
from posthouse.inspection.reading.shell import LONGEST, Tangled, commands
from posthouse.inspection.reading.signs import signs
from posthouse.inspection.reading.uploads import uploads
from posthouse.inspection.reading.wrappers import output_path, targets, unwrapped

_SHELLS = frozenset(["sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "tcsh", "csh"])
_CODE = re.compile(
    r"(?:python[\d.]*|pypy3?|node|nodejs|perl|ruby|php|lua[\d.]*|bun|deno|osascript|crystal|Rscript|groovy)\Z"
)
_CODE_OPTIONS = re.compile(r"-\w*[cerEp]|--eval|eval|-ne|-pe")
_ENCODERS = frozenset(["base64", "base32", "xxd", "openssl", "gunzip", "zcat", "rev", "tr"])
_SAYERS = frozenset(["echo", "printf", "grep", "egrep", "rg", "sed", "awk", "git"])
_MOST_READS = 24
_MOST_BYTES = 262_144
_MOST_COMMANDS = 1_500
_DEEPEST = 8
_TEMPORARY = re.compile(r"(?:/tmp|/var/tmp|/dev/shm)/")


def shell_facts(text: str) -> list[Fact]:
    """Return what a shell text does."""
    reader = Shell()
    reader.read(text)
    return reader.facts


class Shell:
    """Reads one text and what is nested in it; remembers what came from where."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self._reads = 0
        self._seen = 0
        self._bytes = 0
        self._origin: dict[str, str] = {}
        self._cloned: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def read(self, text: str) -> None:
        """Read a text as a shell would run it."""
        self._reads += 1
        self._bytes += len(text)
        if self._reads > _MOST_READS or self._bytes > _MOST_BYTES or not text.strip():
            if text.strip():
                self._tell(Kind.LONG)
            return
        if len(text) > LONGEST:
            self._tell(Kind.LONG)
        try:
            found = commands(text)
        except Tangled:
            self._tell(Kind.TANGLED)
            self._reads = _MOST_READS
            return
        for command in found:
            self._seen += 1
            if self._seen > _MOST_COMMANDS:
                return
            self._command(command)

    def _tell(self, kind: Kind, subject: str = "", detail: str = "") -> None:
        fact = Fact(kind, subject, detail)
        if fact not in self.facts:
            self.facts.append(fact)

    def _command(self, command: Command) -> None:
        self._written(command)
        for name, value in command.env:
            self.facts += signs("export", ("export", f"{name}={value}"))
        if not command.words:
            return
        self.facts += signs(command.program, command.words)
        self._shape(command)
        inside = unwrapped(command)
        if inside is not command:
            self._command(replace(inside, writes=()))
            return
        self.facts += installs(command.words)
        self.facts += uploads(command)
        self._fetched(command)
        self._moved(command)
        self._executed(command)
        self._nested(command)

    def _shape(self, command: Command) -> None:
        """What can be told from words alone: credentials read, names made of data."""
        for word in command.words[1:]:
            if is_secret(word) and command.program not in (
                "ls",
                "chmod",
                "mkdir",
                "test",
                "[",
                "stat",
                "ssh-add",
            ):
                self._tell(Kind.SECRET, word, command.program)
        if any(word.endswith("/environ") for word in command.words[1:]):
            self._tell(Kind.ENV_DUMP, "environ")
        if command.program not in _SAYERS:
            for word in command.words[1:]:
                match = URL.search(word)
                if match:
                    self.facts += url_facts(match[0])

    def _written(self, command: Command) -> None:
        for path in [*command.writes, *targets(command)]:
            if path.startswith(("/dev/tcp/", "/dev/udp/")):
                self._tell(Kind.SHELL, path)
            elif path not in ("/dev/null", "1", "2", "/dev/stderr", "/dev/stdout"):
                self._into(path, command)

    def _into(self, path: str, command: Command) -> None:
        """Take in what a command writes to a file."""
        text = output(command) or command.text
        origin = next((flow.what for flow in flows(command) if flow.kind == NET), "")
        if origin:
            self._origin[_named(path)] = origin
            self._tell(Kind.FETCH, origin, path)
        place = persistent(path)
        if place:
            self._tell(Kind.PERSIST, path, place)
        if is_rules(path):
            self._tell(Kind.AGENT_RULES, path, origin)
        if text:
            self._texts[_named(path)] = text
            self.facts += _of_file(path, text, self)

    def _fetched(self, command: Command) -> None:
        if not is_fetcher(command.program):
            return
        url = address(command.words)
        path = output_path(command.words, url)
        if path:
            self._origin[_named(path)] = url
            self._tell(Kind.FETCH, url, path)
            if persistent(path):
                self._tell(Kind.PERSIST, path, persistent(path))
            if is_rules(path):
                self._tell(Kind.AGENT_RULES, path, url)

    def _moved(self, command: Command) -> None:
        words = [word for word in command.words[1:] if not word.startswith("-")]
        program = command.program
        if program in ("mv", "cp", "ln", "install") and len(words) > 1:
            for word in words[:-1]:
                if _named(word) in self._origin:
                    self._origin[_named(words[-1])] = self._origin[_named(word)]
        elif program in ("tar", "unzip", "bsdtar", "cpio"):
            self._unpacked(command)
        elif program == "git" and "clone" in words:
            self._clone(words)

    def _unpacked(self, command: Command) -> None:
        origin = next((flow.what for flow in flows(command) if flow.kind == NET), "")
        origin = origin or next(
            (self._origin[_named(w)] for w in command.words if _named(w) in self._origin), ""
        )
        if origin:
            into = re.search(r"(?:-C|--directory[= ]|-d)\s*(\S+)", " ".join(command.words[1:]))
            self._cloned[_named(into[1]) if into else "."] = origin

    def _clone(self, words: list[str]) -> None:
        rest = words[words.index("clone") + 1 :]
        url = next((word for word in rest if URL.match(word) or "@" in word or "/" in word), "")
        after = rest[rest.index(url) + 1 :] if url in rest else []
        folder = after[0] if after else url.rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
        if url and folder:
            self._cloned[_named(folder)] = url

    def _executed(self, command: Command) -> None:
        """Is what it runs something that was downloaded, cloned or decoded?"""
        program, words = command.program, command.words
        if program in _SHELLS or program in (".", "source", "eval") or _CODE.match(program):
            self._interpreted(command)
        path = _named(words[0]) if "/" in words[0] or words[0].startswith(".") else ""
        if path:
            self._run(path)

    def _run(self, path: str) -> None:
        if path in self._origin:
            self._tell(Kind.FETCH_RUN, self._origin[path], path)
        for folder, url in self._cloned.items():
            if path.startswith(folder + "/") or (folder == "." and path.startswith("./")):
                kind = Kind.FETCH_RUN if _TEMPORARY.match(path) else Kind.CLONE_RUN
                self._tell(kind, url, path)

    def _interpreted(self, command: Command) -> None:
        program, words = command.program, command.words
        if program in (".", "source"):
            scripts = list(words[1:2])
            self._from(command.inner, command)
        elif program == "eval":
            scripts = []
            self._from(command.inner, command)
            self.read(" ".join(words[1:]))
        else:
            scripts = self._given(command)
        for script in scripts:
            self._run(_named(script))
            if URL.match(script):
                self._tell(Kind.FETCH_RUN, script, program)
            if script in ("/dev/stdin", "-"):
                self._from(command.before, command)

    def _given(self, command: Command) -> list[str]:
        """Look at what an interpreter is given: code in its words, a script, or its input."""
        program, words = command.program, command.words
        code = _code_of(words, shell=program in _SHELLS)
        if code is not None:
            self._from(command.inner, command)
            self._source(program, code)
            return []
        scripts = [word for word in words[1:] if not word.startswith("-")]
        if any(word.startswith(("<(", "$(")) for word in words[1:]):
            self._from(command.inner, command)
        takes_input = not scripts or "-s" in words or scripts[0] == "/dev/stdin" or "-" in words
        if takes_input:
            self._from(command.before, command)
            if command.text:
                self._source(program, command.text)
            for source in command.before[-1:]:
                self._source(program, output(source) or "")
        return scripts[:1] if scripts and scripts[0] not in ("run", "x") else scripts[1:2]

    def _from(self, sources: tuple[Command, ...], command: Command) -> None:
        """Something is run that comes out of these commands."""
        found: set[Flow] = set()
        for source in sources:
            found |= flows(source)
        for flow in found:
            if flow.kind == NET:
                self._tell(Kind.FETCH_RUN, flow.what, command.program)
        if not found and any(_decodes(source) for source in sources):
            self._tell(Kind.HIDDEN_RUN, "", command.program)
        for source in sources:
            for word in source.words[1:]:
                if _named(word) in self._origin:
                    self._tell(Kind.FETCH_RUN, self._origin[_named(word)], word)

    def _source(self, program: str, code: str) -> None:
        if not code:
            return
        if program in _SHELLS:
            self.read(code)
        else:
            self.facts += code_facts(code, self.read)

    def _nested(self, command: Command) -> None:
        """Commands that stand whole in the words of another: ssh, docker, find, su, trap."""
        words, program = command.words, command.program
        joined = " ".join(words)
        if program == "ssh":
            plain = [word for word in words[1:] if not word.startswith("-")]
            self.read(" ".join(plain[1:]))
        elif program in ("su", "docker", "kubectl", "podman", "nerdctl", "lxc"):
            self._contained(command, joined)
        elif program == "find":
            for inner in re.findall(r"-(?:exec|execdir|ok)\s+(.+?)(?:\s[;+]|$)", joined):
                self.read(inner)
        elif program == "alias":
            self.read(joined.partition("=")[2])
        elif program == "git" and "config" in words:
            self.read(words[-1].lstrip("!"))
        elif program in ("trap", "crontab", "at", "batch"):
            self._scheduled(command)

    def _contained(self, command: Command, joined: str) -> None:
        match = re.search(r"\s-\w*c\s+(.+)", joined)
        if match:
            self._from(command.inner, command)
            self.read(match[1])
        image = re.search(
            r"\b(?:run|create|pull|push)\b(?:\s+-\S+(?:[= ](?!\S*\.\S+/)[^-\s]\S*)?)*?\s+((?:[\w-]+\.)+[\w-]+(?::\d+)?/\S+)",
            joined,
        )
        if command.program in ("docker", "podman", "nerdctl") and image and " push" not in joined:
            self._tell(Kind.IMAGE, image[1])

    def _scheduled(self, command: Command) -> None:
        if command.program == "trap":
            self.read(command.words[1] if len(command.words) > 1 else "")
            return
        text = command.text
        for source in command.before:
            text += "\n" + (output(source) or "")
        for line in text.split("\n"):
            self.read(re.sub(r"^\s*(?:@\w+|(?:[\d*/,-]+\s+){5})(?:root\s+)?", "", line))


def _of_file(path: str, text: str, shell: Shell) -> list[Fact]:
    """Return what a file does that a command writes; scripts among them are read as such."""
    from posthouse.inspection.reading.files import file_facts

    return file_facts(path, text, shell.read)


def _code_of(words: tuple[str, ...], *, shell: bool) -> str | None:
    for at, word in enumerate(words[1:], 1):
        if (
            re.fullmatch(r"-\w*c", word) if shell else _CODE_OPTIONS.fullmatch(word)
        ) and at + 1 < len(words):
            return words[at + 1]
    return None


def _decodes(command: Command, depth: int = 0) -> bool:
    own = command.program in _ENCODERS and re.search(
        r"-\w*[dDr]\b|--decode", " ".join(command.words)
    )
    return bool(own) or (
        depth < _DEEPEST and any(_decodes(source, depth + 1) for source in command.before[-1:])
    )


def _named(path: str) -> str:
    return path.strip("\"'").removeprefix("./")
