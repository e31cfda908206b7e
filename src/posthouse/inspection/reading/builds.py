"""What files do that machines run: container files, pipelines, makefiles, infrastructure, notebooks,
editors' and agents' settings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.listed import SHIPPED
from posthouse.inspection.reading.code import code_facts

Read = Callable[[str], None]
Reader = Callable[[str, str, Read], Iterator[Fact]]

_SECRETS = re.compile(r"\$\{\{\s*secrets\.(\w+)\s*\}\}")
_ALL_SECRETS = re.compile(r"\$\{\{\s*toJSON\((?:secrets|env)\)\s*\}\}", re.IGNORECASE)
_LINE = r"(?m)^[^\S\n]*+"
_ITEM = _LINE + r"(?:-\s*+)?"
_STEP = re.compile(_LINE + r"-\s+([^\n:{}]+(?::\S[^\n]*)?)$")
_MOST_STEPS = 40
_USES = re.compile(_ITEM + r"uses:\s*[\"']?(?P<owner>[\w.-]+)/(?P<rest>[\w./-]+)@(?P<ref>\S+)")
_BLOCK = re.compile(r"(?:run|script|command)\s*:\s*[|>][-+]?[^\n]*\n(?P<what>(?:[ \t]+[^\n]*\n?)+)")
_SCRIPT_LINE = re.compile(
    r"(?:\A|\n)[^\S\n]*+(?:-\s++)?(?:run|script|command|shell|raw|(?:ansible\.builtin\.)?(?:shell|command|script)|cmd|args|entrypoint|ExecStart\w*|ExecStop\w*|Exec|before_script|after_script|sh|bash)\s*[:=]\s*(?P<what>[^\n]+)"
)
_WEAK = re.compile(
    _ITEM
    + r"(?:privileged|hostPID|hostNetwork|hostIPC|allowPrivilegeEscalation)[\"']?\s*[:=]\s*true|hostPath:\s*\{?\s*path:\s*[\"']?/(?:[\"'}\s]|etc|root|var/run/docker)|docker\.sock(?![^\n]{0,60}:ro\b)|[\"'-]\s*[\"']?/:/\w+|pid:\s*[\"']?host|SYS_ADMIN|seccomp[:=]unconfined|runAsUser:\s*0\b"
)
_GRANTS = re.compile(
    r"permissions:\s*write-all|verbs:\s*\[\s*[\"']\*[\"']\s*\]|cluster-admin|\"Action\"\s*:\s*\"\*\"|Principal\"\s*:\s*\"\*\"|policy/AdministratorAccess|roles/(?:owner|editor)\b|system:unauthenticated|acl\s*=\s*\"public-read"
)
_IMAGE = re.compile(
    r"(?mi)^[^\S\n]*+(?:FROM(?:\s+--\S+)?|image:|-\s*+image:|(?:-\s*+)?name:\s*image)\s+[\"']?(?P<image>(?:[\w-]+\.)+[\w-]+(?::\d+)?/[\w./:@-]+)"
)
_DOWNLOADED = re.compile(r"(?mi)^[^\S\n]*+ADD\s+(?:--\S+\s+)*(?P<url>https?://\S+)")
_PROVISION = re.compile(
    r"(?:command|program|interpreter|inline)\s*=\s*(?P<what>\[[^\]]*\]|\"(?:[^\"\\]|\\.)*\"|<<-?\s*(\w+)\n.*?\n\s*\2)",
    re.DOTALL,
)
_MODULE = re.compile(r"\bsource\s*=\s*\"(?P<url>(?:git::)?(?:https?|ssh)://[^\"]+|git@[^\"]+)")
_INGRESS = re.compile(r"\bingress\s*(?:=\s*\[?\s*)?\{([^}]*)\}|type\s*=\s*\"ingress\"([^}]*)")
_ALL_PORTS = re.compile(r"(?:protocol\s*=\s*\"-1\"|to_port\s*=\s*65535|to_port\s*=\s*0\b)")
_REPO = re.compile(_ITEM + r"repo:\s*[\"']?(?P<url>https?://[^\s\"']+|git@\S+)")
_UNSAFE = re.compile(
    r"bypassPermissions|dangerouslySkipPermissions|[\"']?auto-?approve[\w.]{0,200}+[\"']?\s*[:=]\s*(?:true|\[\s*\"\*|\"?all)|\"allow\"\s*:\s*\[[^\]]*\"(?:Bash(?:\(\*(?::\*)?\))?|\*)\"|approval_policy\s*=\s*\"never\"|sandbox_mode\s*=\s*\"danger|yolo[\"']?\s*[:=]\s*true|chat\.tools\.\w*autoApprove|security\.workspace\.trust\.enabled\"\s*:\s*false|enableAllProjectMcpServers\"\s*:\s*true|trust[\"']?\s*:\s*true",
    re.IGNORECASE,
)
_ODD = re.compile(r":\s*\"((?:/tmp|/var/tmp|/dev/shm)/[^\"]*)\"")
_INLINE = re.compile(r"\"((?:[^\"\\]|\\.)*(?:child_process|require\()(?:[^\"\\]|\\.)*)\"")
_CALLS = re.compile(
    r"\b(?:commandLine|sh|bat|executable|exec)\b\s*[( ]?\s*((?:[^;\n\"']|\"[^\"\n]*\"|'[^'\n]*')*)"
)
_SKIPPED = frozenset(
    {
        "description",
        "name",
        "license",
        "author",
        "title",
        "version",
        "keywords",
        "pattern",
        "message",
    }
)
_MOST = 60


def build_facts(path: str, text: str, shell: Read) -> Iterator[Fact]:
    """Yield what a file does that is run by a tool or a service, by the name of the file."""
    for pattern, reader in _READERS:
        if pattern.search(path):
            yield from reader(path, text, shell)


def _container(_: str, text: str, shell: Read) -> Iterator[Fact]:
    for line in re.sub(r"\\\n", " ", text).split("\n"):
        found = re.match(r"(?i)\s*(RUN|ENV|CMD|ENTRYPOINT)\s+((?:--\S+\s+)*)(.*)", line)
        if found:
            shell(("export " if found[1].upper() == "ENV" else "") + _listed(found[3]))
    for match in _DOWNLOADED.finditer(text):
        yield Fact(Kind.PLACED, match["url"], "image")
        yield Fact(Kind.VISIT, match["url"])
    yield from _images(text)


def _images(text: str) -> Iterator[Fact]:
    for match in list(_IMAGE.finditer(text))[:_MOST]:
        yield Fact(Kind.IMAGE, match["image"])


def _listed(text: str) -> str:
    """Return a command that is written as a list of words."""
    try:
        words = json.loads(text) if text.startswith("[") else None
    except ValueError:
        return text
    return " ".join(_quoted(str(word)) for word in words) if isinstance(words, list) else text


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'" if re.search(r"[\s|;&<>$()]", word) else word


def _makefile(_: str, text: str, shell: Read) -> Iterator[Fact]:
    rules = [
        re.sub(r"^[\t ]+[@-]*", "", line) for line in text.split("\n") if line[:1] in ("\t", " ")
    ]
    shell("\n".join(rules).replace("$$", "$"))
    for inner in re.findall(r"\$\(shell\s+([^)]+)\)", text)[:_MOST]:
        shell(inner)
    yield from ()


def _pipeline(path: str, text: str, shell: Read) -> Iterator[Fact]:
    text = _ALL_SECRETS.sub("$ALL_SECRETS", _SECRETS.sub(r"$SECRET_\1", text))
    for match in list(_BLOCK.finditer(text))[:_MOST]:
        shell("\n".join(line.strip() for line in match["what"].split("\n")))
    for match in list(_SCRIPT_LINE.finditer(text))[:_MOST]:
        shell(_listed(_unquoted(match["what"].strip())))
    if "<string>" in text:
        shell(" ".join(_quoted(word) for word in re.findall(r"<string>([^<]*)</string>", text)))
    if "script:" in text or "steps:" in text:
        for line in _STEP.findall(text)[:_MOST_STEPS]:
            shell(line.strip("\"'"))
    yield from _hosted(path, text)


def _hosted(path: str, text: str) -> Iterator[Fact]:
    for match in list(_USES.finditer(text))[:_MOST]:
        if match["owner"].lower() not in SHIPPED.domains("owners") and not match[
            "owner"
        ].startswith("."):
            yield Fact(
                Kind.CLONE_RUN, f"https://github.com/{match['owner']}/{match['rest']}", "action"
            )
    if re.search(_ITEM + r"(?:ansible\.posix\.)?authorized_key:", text):
        yield Fact(Kind.PERSIST, path, "ssh-keys")
    if "pull_request_target" in text and "pull_request.head" in text:
        yield Fact(Kind.BACKDOOR, path, "pull_request_target")
    if _WEAK.search(text):
        yield Fact(Kind.WEAKEN, path, "container")
    yield from _granted(text)
    yield from _images(text)


def _granted(text: str) -> Iterator[Fact]:
    grant = _GRANTS.search(text)
    if grant:
        yield Fact(Kind.PRIVILEGE, grant[0], "grant")


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _infrastructure(_: str, text: str, shell: Read) -> Iterator[Fact]:
    for match in list(_PROVISION.finditer(text))[:_MOST]:
        what = match["what"]
        lines = re.findall(r"\"((?:[^\"\\]|\\.)*)\"", what) if what[0] in '["' else [what]
        shell(
            "\n".join(lines).replace('\\"', '"')
            if "inline" in match[0][:8]
            else " ".join(lines).replace('\\"', '"')
        )
    for block in map("".join, _INGRESS.findall(text)[:_MOST]):
        if "0.0.0.0/0" in block and _ALL_PORTS.search(block):
            yield Fact(Kind.WEAKEN, "all ports", "network")
    for match in _MODULE.finditer(text):
        yield Fact(Kind.CLONE_RUN, match["url"].removeprefix("git::"), "module")
    yield from _granted(text)


def _hooks(_: str, text: str, shell: Read) -> Iterator[Fact]:
    for match in list(_REPO.finditer(text))[:_MOST]:
        owner = re.search(r"[/:]([\w.-]+)/[\w.-]+$", match["url"].removesuffix(".git"))
        if owner is None or owner[1].lower() not in SHIPPED.domains("owners"):
            yield Fact(Kind.CLONE_RUN, match["url"], "hooks")
    for match in re.finditer(_LINE + r"entry:\s*(.+)$", text):
        shell(_unquoted(match[1].strip()))


def _settings(path: str, text: str, shell: Read) -> Iterator[Fact]:
    """Commands in JSON: scripts, tasks, hooks, servers with their arguments."""
    if _UNSAFE.search(text):
        yield Fact(Kind.POISON, path)
    if re.search(r"\.(?:claude|codex|gemini|cursor)/(?!mcp\.json)", path):
        yield Fact(Kind.AGENT_RULES, path)
    for command, given in re.findall(
        r"\"command\"\s*:\s*\"((?:[^\"\\]|\\.)+)\"\s*,\s*\"args\"\s*:\s*\[([^\]]*)\]", text
    )[:_MOST]:
        words = re.findall(r"\"((?:[^\"\\]|\\.)*)\"", given)
        shell(" ".join([command, *map(_quoted, words)]))
    for key, value in re.findall(r"\"([\w:.-]+)\"\s*:\s*\"((?:[^\"\\]|\\.)+)\"", text)[:200]:
        plain = value.replace('\\"', '"').replace("\\\\", "\\").replace("\\n", "\n")
        if (
            re.search(r"\s|[|;&]", plain)
            and not re.match(r"[\^~<>=]?\d", plain)
            and key not in _SKIPPED
        ):
            shell(plain)
        if key == "url" and path.endswith("mcp.json"):
            yield Fact(Kind.ENDPOINT, plain, path)
    yield from _odd(text, shell)
    for value in re.findall(r"\"((?:[^\"\\]|\\.)*\|\s*(?:ba)?sh)\"", text)[:40]:
        shell(value.replace('\\"', '"'))


def _odd(text: str, shell: Read) -> Iterator[Fact]:
    """Yield what settings name that no settings should: programs in temporary folders, code."""
    for value in _ODD.findall(text)[:_MOST]:
        yield Fact(Kind.WEAKEN, value, "preload")
    for value in _INLINE.findall(text)[:_MOST]:
        yield from code_facts(value.replace('\\"', '"'), shell, "javascript")


def _notebook(_: str, text: str, shell: Read) -> Iterator[Fact]:
    if not text.lstrip().startswith("{") and '\\n"' not in text:
        yield from code_facts(text, shell)  # the text of one cell
        return
    try:
        cells = json.loads(text).get("cells", [])
        sources = ["".join(cell["source"]) for cell in cells if cell.get("cell_type") == "code"]
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError):
        sources = [
            line.encode().decode("unicode_escape", "replace")
            for line in re.findall(r"\"((?:[^\"\\]|\\.)*)\\n\"", text)
        ]
        sources = ["\n".join(sources)]
    for source in sources[:_MOST]:
        yield from code_facts(source, shell)


def _directory(_: str, text: str, shell: Read) -> Iterator[Fact]:
    for url in re.findall(r"source_url\s+[\"']?(https?://[^\s\"']+)", text):
        yield Fact(Kind.FETCH_RUN, url, "direnv")
    shell(text)


def _groovy(_: str, text: str, shell: Read) -> Iterator[Fact]:
    for _quote, inner in re.findall(r"([\"'])((?:(?!\1)[^\n\\]|\\.)+)\1\.execute\(", text)[:_MOST]:
        shell(inner)
    for line in list(_CALLS.finditer(text))[:_MOST]:
        words = [one or other for one, other in re.findall(r"\"([^\"]*)\"|'([^']*)'", line[1])]
        shell(words[0] if len(words) == 1 else " ".join(map(_quoted, words)))
    yield from ()


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (r"(?:Dockerfile|Containerfile)[\w.-]*\Z|\.dockerfile\Z", _container),
        (r"(?:Makefile|GNUmakefile)\Z|\.mk\Z|(?:\A|/)justfile\Z", _makefile),
        (r"\.ya?ml\Z|Jenkinsfile|\.(?:service|timer|desktop|plist|socket|path)\Z|/(?:systemd|LaunchAgents|LaunchDaemons)/", _pipeline),
        (r"\.(?:tf|hcl|tofu)\Z|(?:\A|/)Vagrantfile\Z", _infrastructure),
        (r"pre-commit-config\.ya?ml\Z|lefthook\.ya?ml\Z", _hooks),
        (r"(?:\A|/)(?:package|composer|\.?mcp|tasks|settings(?:\.local)?|devcontainer|launch|config|deno|turbo|nx|project|claude_desktop_config|hooks|opencode|lerna)\.jsonc?\Z|\.code-workspace\Z|\.codex/config\.toml\Z", _settings),
        (r"\.ipynb\Z", _notebook),
        (r"(?:\A|/)\.envrc\Z", _directory),
        (r"\.(?:gradle|groovy)(?:\.kts)?\Z|Jenkinsfile", _groovy),
    )
)  # fmt: skip
