"""What a shell text does, as facts: commands unwrapped, pipelines followed, downloads remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.brought import brought, is_program, made_programs
from posthouse.inspection.reading.cmd import as_shell, is_cmd
from posthouse.inspection.reading.code import code_facts, language_of
from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.flows import NET, URL, Flow, flows
from posthouse.inspection.reading.layers import output
from posthouse.inspection.reading.nested import nested, variables
from posthouse.inspection.reading.origins import Origins
from posthouse.inspection.reading.packages import installs
from posthouse.inspection.reading.places import is_rules, is_secret, persistent
from posthouse.inspection.reading.powershell import (
    connects_shell,
    encoded_command,
    is_powershell,
    powershell,
)
from posthouse.inspection.reading.prose import url_facts
from posthouse.inspection.reading.shell import LONGEST, Tangled, commands
from posthouse.inspection.reading.signs import signs
from posthouse.inspection.reading.sql import is_query, sql_facts
from posthouse.inspection.reading.uploads import uploads
from posthouse.inspection.reading.wrappers import runs_input, targets, unwrapped

_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "tcsh", "csh", "mksh", "rbash"})  # fmt: skip
_POWERSHELLS = frozenset({"powershell", "pwsh"})
_CODE = re.compile(
    r"(?:python[\d.]*|pypy3?|ipython3?|node|nodejs|perl|ruby|php|lua[\d.]*|bun|deno|tsx|ts-node|osascript|crystal|Rscript|groovy|jshell|julia|elixir|tclsh)\Z"
)
_CODE_OPTIONS = re.compile(r"-\w*[cerEp]|--eval|eval|-ne|-pe")
_ENCODERS = frozenset({"base64", "base32", "xxd", "openssl", "gunzip", "zcat", "rev", "tr", "gzip", "uudecode", "gpg", "zstd", "xz", "bzip2", "basenc"})  # fmt: skip
_FILTERS = _ENCODERS | {"cat", "head", "tail", "tac", "sed"}
_SAYERS = frozenset({"echo", "printf", "grep", "egrep", "rg", "sed", "awk", "git"})
_OPENERS = frozenset({"open", "xdg-open", "start", "explorer", "gio", "exec", "xargs"})
_LOOKERS = frozenset({"ls", "chmod", "chown", "mkdir", "test", "[", "stat", "ssh-add", "touch"})
_APPLIES = re.compile(
    r"(?:kubectl|oc)\s.*\b(?:apply|create|replace)\b.*?\s(?:-f|-k|--filename)[= ]?(?P<a>https?://\S+)|ansible-pull\s.*?(?:-U|--url)[= ]?(?P<b>\S+)"
    r"|(?:terraform|tofu)\s+init\s.*-from-module=(?P<c>\S+)|nix(?:-shell|-env)?\s.*?(?P<d>https?://\S+)|nix\s+(?:run|shell|develop|build|profile)\s.*?(?P<k>github:\S+)|(?:deno|bun)\s+run\s.*?(?P<e>https?://\S+)"
    r"|(?:psql|mysql)\s.*-f\s*(?P<f>https?://\S+)|cookiecutter\s+(?P<g>https?://\S+)|gh\s+extension\s+install\s+(?P<h>\S+)|(?:code|cursor)\s+--install-extension\s+(?P<i>https?://\S+)"
)
_FORKS = re.compile(
    r"(?<![\w:.])(?P<name>[\w:.]{1,40})\s*\(\)\s*\{\s*(?P=name)\s*\|\s*(?P=name)\s*&"
)
_KEY = re.compile(r"ssh-(?:rsa|ed25519)\s+(AAAA[A-Za-z0-9+/]{20,})")
_NOWHERE = frozenset({"/dev/null", "1", "2", "/dev/stderr", "/dev/stdout"})
_LONGEST_WORD = 4_096
_MOST_READS = 24
_MOST_BYTES = 262_144
_MOST_COMMANDS = 1_500
_DEEPEST = 8


def shell_facts(text: str) -> list[Fact]:
    """Return what a shell text does."""
    reader = Shell()
    reader.read(text)
    return reader.facts


class Shell:
    """Reads one text and what is nested in it; remembers what came from where."""

    def __init__(self, origins: Origins | None = None) -> None:
        self.facts: list[Fact] = []
        self.origins = origins or Origins()
        self._reads = 0
        self._seen = 0
        self._bytes = 0

    def read(self, text: str) -> None:
        """Read a text as a shell would run it."""
        if not self._admits(text):
            return
        if _FORKS.search(text):
            self._tell(Kind.DESTROY, "processes without end")
        if is_cmd(text):
            self._all(commands, as_shell(text))
        elif is_powershell(text):
            if connects_shell(text):
                self._tell(Kind.SHELL, "", "powershell")
            self._all(powershell, text)
        self._all(partial(commands, values=self.origins.values), text)

    def read_powershell(self, text: str) -> None:
        """Read a text as PowerShell would run it."""
        if self._admits(text):
            self._all(powershell, text)

    def _admits(self, text: str) -> bool:
        """Count a text; tell whether it may still be read."""
        if not text.strip():
            return False
        self._reads += 1
        self._bytes += len(text)
        if len(text) > LONGEST:
            self._tell(Kind.LONG)
        if self._reads > _MOST_READS or self._bytes > _MOST_BYTES:
            self._tell(Kind.LONG)
            return False
        return True

    def _all(self, grammar: Callable[[str], list[Command]], text: str) -> None:
        try:
            found = grammar(text)
        except Tangled:
            self._tell(Kind.TANGLED)
            self._reads = _MOST_READS
            return
        for command in found:
            self._seen += 1
            if self._seen > _MOST_COMMANDS:
                self._tell(Kind.LONG)
                return
            self._command(command)

    def _tell(self, kind: Kind, subject: str = "", detail: str = "") -> None:
        self._add((Fact(kind, subject, detail),))

    def _add(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            if fact not in self.facts:
                self.facts.append(fact)

    def _command(self, command: Command) -> None:
        self._written(command)
        for name, value in command.env:
            self._add(signs("export", ("export", f"{name}={value}")))
            self._add(installs(("export", f"{name}={value}")))
        for text in variables(command.env):
            self.read(text)
        if not command.words:
            return
        self._add(signs(command.program, command.words))
        self._shape(command)
        inside = unwrapped(command)
        if command.program == "xargs" and runs_input(command, inside):
            self._from(command.before, command)
        if inside is not command:
            self._command(replace(inside, writes=()))
            return
        self._add(installs(command.words))
        self._add(uploads(command))
        self._fetched(command)
        self._moved(command)
        self._executed(command)
        self._nested(command)

    def _shape(self, command: Command) -> None:
        """What can be told from words alone: credentials read, addresses used."""
        words = [word[:_LONGEST_WORD] for word in command.words[1:]]
        if command.program not in _LOOKERS:
            for word in filter(is_secret, words):
                self._tell(Kind.SECRET, word, command.program)
        if any(word.endswith("/environ") for word in words):
            self._tell(Kind.ENV_DUMP, "environ")
        if command.program not in _SAYERS:
            for match in filter(None, map(URL.search, words)):
                self._add(url_facts(match[0]))
        self._whole(command.words[0], " ".join(command.words))

    def _whole(self, program: str, joined: str) -> None:
        """What can be told from a command as a whole."""
        if "/" in program and re.search(r"[?*\[]", program):
            self._tell(Kind.HIDDEN_RUN, "", "pattern")
        for key in _KEY.findall(joined):
            self._tell(Kind.KEY, key)
        applied = _APPLIES.match(joined)
        if applied:
            from_ = next(filter(None, applied.groups()))
            self._tell(Kind.CLONE_RUN, re.sub(r"^github:", "https://github.com/", from_), program)

    def _written(self, command: Command) -> None:
        for path in [*command.writes, *targets(command)]:
            if path.startswith(("/dev/tcp/", "/dev/udp/")):
                self._tell(Kind.SHELL, path)
            elif path not in _NOWHERE:
                self._into(path, command)

    def _into(self, path: str, command: Command) -> None:
        """Take in what a command writes to a file."""
        from posthouse.inspection.reading.files import file_facts

        text = self._shown(command) or command.text
        origin = next((flow.what for flow in flows(command) if flow.kind == NET), "")
        self._placed(path, origin, text)
        if text:
            mark = len(self.facts)
            text = self.origins.wrote(path, text, added=path in command.adds)
            self._add(file_facts(path, text, self.read))
            self.origins.does(path, self.facts[mark:])

    def _shown(self, command: Command) -> str:
        """Return what a command prints: from its text alone, or from a file that was written."""
        return output(self._supplied(command)) or ""

    def _supplied(self, command: Command, depth: int = 0) -> Command:
        """Give a command that reads a known file the text of it."""
        if command.before:
            if depth > _DEEPEST:
                return command
            last = self._supplied(command.before[-1], depth + 1)
            return replace(command, before=(*command.before[:-1], last))
        if command.text or command.program not in _FILTERS:
            return command
        texts = [self.origins.text(word) for word in command.words[1:] if not word.startswith("-")]
        return replace(command, text="".join(texts))

    def _placed(self, path: str, origin: str, said: str = "") -> None:
        """Tell what it means that something is put at a path, from an address or not."""
        if origin:
            self.origins.downloaded(path, origin)
            self._tell(Kind.FETCH, origin, path)
            if is_program(path):
                self._tell(Kind.PLACED, origin, path)
        if persistent(path) and not (said and persistent(path) == "packages"):
            self._tell(Kind.PERSIST, path, persistent(path))
        if is_rules(path):
            self._tell(Kind.AGENT_RULES, path, origin)

    def _fetched(self, command: Command) -> None:
        path, url = brought(command)
        if path:
            self._placed(path, url)
        for name in made_programs(command):
            if self.origins.origin(name):
                self._tell(Kind.PLACED, self.origins.origin(name), command.program)

    def _moved(self, command: Command) -> None:
        words = [word for word in command.words[1:] if not word.startswith("-")]
        program = command.program
        if program in ("mv", "cp", "ln", "install") and len(words) > 1:
            self.origins.moved(words)
        elif program in ("tar", "unzip", "bsdtar", "cpio", "7z"):
            self.origins.unpacked(command)
        elif program == "git" and "clone" in words:
            self.origins.cloned(words)

    def _executed(self, command: Command) -> None:
        """Is what it runs something that was downloaded, cloned, decoded or written before?"""
        program, words = command.program, command.words
        if program in _SHELLS or program in (".", "source", "eval") or _CODE.match(program):
            self._interpreted(command)
        elif program in _POWERSHELLS:
            self.read_powershell(encoded_command(words))
        for word in words[1:] if program in _OPENERS else ():
            self._run(word)
        if "/" in words[0] or words[0].startswith(".") or self.origins.origin(words[0]):
            self._run(words[0])

    def _run(self, path: str) -> None:
        self._add(self.origins.run(path))

    def _interpreted(self, command: Command) -> None:
        program, words = command.program, command.words
        if program == "eval":
            self._from((*command.inner, *command.before), command)
            self.read(" ".join(words[1:]))
            for source in command.inner:
                self.read(self._shown(source))
            return
        if program in (".", "source"):
            scripts = list(words[1:2])
            self._from(command.inner if scripts else command.before, command)
        else:
            scripts = self._given(command)
        for script in scripts:
            self._run(script)
            self._source(program, self.origins.text(script))
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
        if not scripts or scripts[0] == "/dev/stdin" or {"-s", "-"}.intersection(words):
            self._input(command)
        return scripts[:1] if scripts and scripts[0] not in ("run", "x") else scripts[1:2]

    def _input(self, command: Command) -> None:
        self._from(command.before, command)
        self._source(command.program, command.text)
        for source in command.before[-1:]:
            self._source(command.program, self._shown(source))

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
                self._add(self.origins.run(word) if self.origins.origin(word) else ())

    def _source(self, program: str, code: str) -> None:
        if not code:
            return
        if program in _SHELLS:
            self.read(code)
        else:
            self._add(code_facts(code, self.read, language_of(program)))

    def _nested(self, command: Command) -> None:
        """Commands that stand whole in the words of another: ssh, docker, find, su, trap."""
        for text in nested(command):
            if command.program in _POWERSHELLS:
                self.read_powershell(text)
            else:
                self._from(command.inner, command)
                self.read(text)
        reader = _NESTED.get(command.program)
        if reader is not None:
            reader(self, command)

    def remote(self, command: Command) -> None:
        """Read what ssh is given to run over there."""
        plain = [word for word in command.words[1:] if not word.startswith("-")]
        self.read(" ".join(plain[1:]))

    def image(self, command: Command) -> None:
        """Tell which image of which registry a container is made of."""
        match = _IMAGE.search(" ".join(command.words[1:]))
        if match:
            self._tell(Kind.IMAGE, match[1])

    def queried(self, command: Command) -> None:
        """Read the queries that a database's client is given."""
        for text in (*command.words[1:], command.text):
            if is_query(text):
                self._add(sql_facts(text, self.read))

    def alias(self, command: Command) -> None:
        """Read what a name will stand for."""
        self.read(" ".join(command.words[1:]).partition("=")[2])

    def trapped(self, command: Command) -> None:
        """Read what a signal will start."""
        self.read(command.words[1] if len(command.words) > 1 else "")

    def scheduled(self, command: Command) -> None:
        """Read the lines that a scheduler is given."""
        text = command.text + "".join("\n" + (output(one) or "") for one in command.before)
        for line in text.split("\n"):
            self.read(re.sub(r"^\s*(?:@\w+|(?:[\d*/,-]+\s+){5})(?:root\s+)?", "", line))


_IMAGE = re.compile(
    r"\b(?:run|create|pull)\b(?:\s+-\S+(?:[= ](?!\S*\.\S+/)[^-\s]\S*)?)*?\s+((?:[\w-]+\.)+[\w-]+(?::\d+)?/\S+)"
)
_NESTED: dict[str, Callable[[Shell, Command], None]] = {
    "ssh": Shell.remote,
    "docker": Shell.image,
    "podman": Shell.image,
    "nerdctl": Shell.image,
    **dict.fromkeys(("psql", "mysql", "mariadb", "sqlite3", "mongosh", "mongo"), Shell.queried),
    "alias": Shell.alias,
    "trap": Shell.trapped,
    "crontab": Shell.scheduled,
    "at": Shell.scheduled,
    "batch": Shell.scheduled,
}


def _code_of(words: tuple[str, ...], *, shell: bool) -> str | None:
    for at, word in enumerate(words[1:], 1):
        option = re.fullmatch(r"-\w*c", word) if shell else _CODE_OPTIONS.fullmatch(word)
        if option and at + 1 < len(words):
            return words[at + 1]
    return None


def _decodes(command: Command, depth: int = 0) -> bool:
    joined = " ".join(command.words)
    own = command.program in _ENCODERS and re.search(r"-\w*[dDr]\b|--decode", joined)
    return bool(own) or (
        depth < _DEEPEST and any(_decodes(source, depth + 1) for source in command.before[-1:])
    )
