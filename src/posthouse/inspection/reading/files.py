"""What a file does that is written: a script, a build file, a configuration, source code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.code import code_facts
from posthouse.inspection.reading.layers import unpacked
from posthouse.inspection.reading.places import is_rules, persistent

_SHELL = re.compile(
    r"\.(?:sh|bash|zsh|ksh|command|bats|envrc)\Z|(?:\A|/)\.\w*(?:rc|profile|aliases|zshenv)\Z|/(?:hooks|\.husky|\.githooks)/|crontab|/cron",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\.(?:py|pyw|js|mjs|cjs|ts|tsx|jsx|rb|pl|php|lua|go|java|cs|cr|rs|c|cc|cpp|kt|swift|groovy|ipynb|pth|dart|nim|vue|svelte)\Z",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\.(?:md|mdx|rst|txt|adoc|html?|csv|tex|svg|lock)\Z", re.IGNORECASE)
_DOCKER = re.compile(r"(?:Dockerfile|Containerfile)[\w.-]*\Z", re.IGNORECASE)
_MAKE = re.compile(r"(?:Makefile|GNUmakefile)\Z|\.mk\Z|(?:\A|/)justfile\Z", re.IGNORECASE)
_CI = re.compile(
    r"workflows/|\.gitlab-ci|\.circleci|azure-pipelines|Jenkinsfile|\.ya?ml\Z", re.IGNORECASE
)
_UNIT = re.compile(r"\.(?:service|timer|desktop|plist|socket)\Z")
_PACKAGES = re.compile(
    r"(?:\A|/)(?:\.npmrc|\.yarnrc(?:\.yml)?|pip\.conf|pip\.ini|\.pypirc|uv\.toml|bunfig\.toml|config\.toml|\.condarc|Gemfile|sources\.list|requirements[\w-]*\.txt|pyproject\.toml|package\.json|Cargo\.toml)\Z|sources\.list"
)
_RULE_ACTS = re.compile(
    r"(?i)pre-?approved|do not ask|without (?:asking|confirmation)|never ask|auto-?approve|skip (?:the )?(?:review|verification|confirmation)|disable (?:the )?sandbox|ignore (?:all )?previous instr"
    r"|do not (?:mention|tell|show|report) (?:this|it|the user|them)|dangerously-skip"
)
_COMMENT = re.compile(r"\s*(?:#(?!!)|//|\*|--\s|<!--|REM\b)")
_INDEX = re.compile(
    r"(?im)^\s*(?:[\w@:-]*registry|(?:extra-)?index-url|find-links|url|source|npmRegistryServer|default|replace-with|repository|channels?|deb(?:\s+\[[^\]]*\])?)\s*[= :]\s*[\"']?(?:sparse\+)?(?P<what>https?://[^\s\"']+)"
)
_PROXY = re.compile(
    r"(?i)\b(?:https?[_-]proxy|proxy|\w*base_?url|api_base)\b[\"']?\s*[=: ]\s*[\"']?(?P<what>https?://[^\s\"',}]+)"
)
_TLS = re.compile(
    r"(?i)strict-ssl\s*=\s*false|trusted-host|NODE_TLS_REJECT_UNAUTHORIZED\s*[=:]\s*[\"']?0|ssl_?verify\s*[=:]\s*false|verify_ssl\s*=\s*false|trusted=yes|strictSSL\W+false|insecure-skip-tls|PYTHONHTTPSVERIFY\s*[=:]\s*[\"']?0|sslVerify\s*=\s*false"
)
_SCRIPT_LINE = re.compile(
    r"(?:\A|\n)\s*(?:-\s+)?(?:run|script|command|args|ExecStart\w*|Exec|before_script|after_script)\s*[:=]\s*(?P<what>[^\n]+)"
)
_BLOCK = re.compile(r"(?:run|script|command)\s*:\s*[|>][-+]?[^\n]*\n(?P<what>(?:[ \t]+[^\n]*\n?)+)")

Read = Callable[[str], None]


def file_facts(path: str, text: str, shell: Read) -> list[Fact]:
    """Return what a written file does; `shell` reads the shell text in it and tells its own facts."""
    found: list[Fact] = []
    place = persistent(path)
    if place and place != "packages":
        found.append(Fact(Kind.PERSIST, path, place))
    if (is_rules(path) and not path.endswith(".json")) or _DOCUMENT.search(path):
        found += _rules(path, text)
        return found
    if _SHELL.search(path) or re.match(r"#!\S*(?:/|\s)(?:ba|z|k|da)?sh\b", text):
        shell(_live(text))
    elif _CODE.search(path) or text.startswith("#!") or (place == "loader"):
        found += code_facts(text, shell)
    else:
        found += _built(path, text, shell)
        found += _rules(path, text)
    found += _packed(text, shell)
    return found


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _packed(text: str, shell: Read) -> list[Fact]:
    """A file that is nothing but an encoded command waits for somebody to run it."""
    inner = unpacked(text) if len(text) < 8_192 and re.fullmatch(r"[\w+/=\s]{16,}", text) else ""
    if not re.search(r"\b(?:curl|wget|bash|sh|nc|python|eval)\b", inner) or "\ufffd" in inner:
        return []
    shell(inner)
    return [Fact(Kind.HIDDEN_RUN, "", "packed")]


def _rules(path: str, text: str) -> list[Fact]:
    if _RULE_ACTS.search(text) and (
        is_rules(path) or re.search(r"(?i)IMPORTANT|agents?\b|assistant", text)
    ):
        return [Fact(Kind.POISON, path)]
    if is_rules(path) and not path.endswith("mcp.json"):
        return [Fact(Kind.AGENT_RULES, path)]
    if re.search(r"(?i)\bagents? must (?:post|send|upload)", text):
        return [Fact(Kind.POISON, path)]
    return (
        [
            Fact(Kind.ENDPOINT, url, path)
            for url in re.findall(r"\"url\"\s*:\s*\"(https?://[^\"]+)", text)
        ]
        if path.endswith("mcp.json")
        else []
    )


def _built(path: str, text: str, shell: Read) -> Iterator[Fact]:
    if _DOCKER.search(path):
        for line in re.sub(r"\\\n", " ", text).split("\n"):
            shell(
                re.sub(r"(?i)^\s*(?:RUN(?:\s+--\S+)*|ENV|ENTRYPOINT|CMD)\s+", _env, line)
                if re.match(r"(?i)\s*(?:RUN|ENV)\b", line)
                else ""
            )
    elif _MAKE.search(path):
        shell(
            "\n".join(
                re.sub(r"^[\t ]+[@-]*", "", line).replace("$$", "$")
                for line in text.split("\n")
                if line[:1] in "\t "
            )
        )
    elif path.endswith(
        (
            "package.json",
            "mcp.json",
            "tasks.json",
            "settings.json",
            "devcontainer.json",
            "composer.json",
            "launch.json",
        )
    ):
        yield from _json(path, text, shell)
    elif _CI.search(path) or _UNIT.search(path) or persistent(path) == "service":
        _workflow(text, shell)
    yield from _configured(path, text)


def _env(match: re.Match[str]) -> str:
    return "export " if match[0].strip().upper() == "ENV" else ""


def _workflow(text: str, shell: Read) -> None:
    for match in _BLOCK.finditer(text):
        shell("\n".join(line.strip() for line in match["what"].split("\n")))
    for match in _SCRIPT_LINE.finditer(text):
        shell(_unquoted(match["what"].strip()))
    if "<string>" in text:
        shell(" ".join(re.findall(r"<string>([^<]*)</string>", text)))
    if "script:" not in text and "steps:" not in text:
        return
    for line in re.findall(r"^\s*-\s+([^\n:{}]+(?::\S[^\n]*)?)$", text, re.MULTILINE)[:40]:
        shell(line.strip("\"'"))


def _json(path: str, text: str, shell: Read) -> Iterator[Fact]:
    for value in re.findall(r"\"((?:[^\"\\]|\\.)*\|\s*(?:ba)?sh)\"", text)[:40]:
        shell(value.replace('\\"', '"'))
    for key, value in re.findall(r"\"([\w:.-]+)\"\s*:\s*\"((?:[^\"\\]|\\.)+)\"", text)[:200]:
        plain = value.replace('\\"', '"')
        if key == "url" and path.endswith("mcp.json"):
            yield Fact(Kind.ENDPOINT, plain, path)
        if (
            re.search(r"\s|[|;&]", plain)
            and not re.match(r"[\^~]?\d", plain)
            and key not in ("description", "name", "license", "author")
        ):
            shell(plain)
        if re.match(r"(?:git\+)?https?://|git@|github:|git\+ssh", plain) and key not in (
            "url",
            "homepage",
            "repository",
            "bugs",
            "$schema",
            "resolved",
        ):
            yield Fact(Kind.ARTIFACT, plain, "npm")


def _configured(path: str, text: str) -> Iterator[Fact]:
    if _PACKAGES.search(path):
        for match in _INDEX.finditer(text):
            yield Fact(Kind.INDEX, match["what"], path)
        for match in re.finditer(r"@\s*((?:git\+)?https?://[^\s\"']+)", text):
            yield Fact(Kind.ARTIFACT, match[1], "pypi")
    for match in (
        _PROXY.finditer(text)
        if not path.endswith((".json", ".yaml", ".yml")) or "BASE_URL" in text
        else ()
    ):
        yield Fact(Kind.ENDPOINT, match["what"], path)
    if _TLS.search(text):
        yield Fact(Kind.TLS_OFF, "", path)


def _live(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not _COMMENT.match(line))
