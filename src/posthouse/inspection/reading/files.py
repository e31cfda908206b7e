"""What a file does that is written: a script, a build file, a manifest, a configuration, source code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.hosts import host_of, is_here, is_known, is_shared
from posthouse.inspection.reading.builds import build_facts
from posthouse.inspection.reading.cmd import as_shell
from posthouse.inspection.reading.code import code_facts, language_of
from posthouse.inspection.reading.layers import unpacked
from posthouse.inspection.reading.manifests import manifest_facts
from posthouse.inspection.reading.places import is_rules, persistent
from posthouse.inspection.reading.sql import sql_facts

_SHELL = re.compile(
    r"\.(?:sh|bash|zsh|ksh|fish|command|bats|ps1|psm1)\Z|(?:\A|/)\.\w*(?:rc|profile|aliases|zshenv)\Z|/(?:hooks|\.husky|\.githooks)/|\.husky/|crontab|/cron",
    re.IGNORECASE,
)
_BATCH = re.compile(r"\.(?:bat|cmd)\Z", re.IGNORECASE)
_CODE = re.compile(
    r"\.(?:py|pyw|js|mjs|cjs|ts|tsx|jsx|rb|rake|gemspec|pl|pm|php\d?|phtml|lua|go|java|jsp|jspx|asp|aspx|cs|cr|rs|c|cc|cpp|h|kt|kts|swift|groovy|pth|dart|nim|vue|svelte|ex|exs|jl|r|scala|vbs|wsf|hta)\Z|(?:\A|/)(?:Rakefile|Vagrantfile|Guardfile|Podfile|Fastfile)\Z",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\.(?:md|mdx|rst|txt|adoc|html?|csv|tex|svg)\Z", re.IGNORECASE)
_SETTINGS = re.compile(
    r"(?:\A|/)(?:\.npmrc|\.yarnrc(?:\.yml)?|pip\.conf|pip\.ini|\.pypirc|uv\.toml|bunfig\.toml|config\.toml|\.condarc|Gemfile|sources\.list|requirements[\w-]*\.txt|pyproject\.toml|package\.json|Cargo\.toml|nuget\.config|\.bundle/config|\.gemrc|docker/daemon\.json|containers/registries\.conf)\Z|sources\.list",
    re.IGNORECASE,
)
_RULE_ACTS = re.compile(
    r"(?i)pre-?approved|do not ask|without (?:asking|confirmation)|never ask|auto-?approve|skip (?:the )?(?:review|verification|confirmation)|disable (?:the )?sandbox|ignore (?:all )?previous instr"
    r"|do not (?:mention|tell|show|report) (?:this|it|the user|them)|dangerously-skip"
)
_QUIETLY = re.compile(r"(?i)without (?:telling|informing|mentioning)|\bsilently\b|never mention")
_COMMENT = re.compile(r"\s*(?:#(?!!)|//|\*|--\s|<!--|REM\b)")
_INDEX = re.compile(
    r"(?im)<add\s+key=\"[^\"]*\"\s+value=\"(?P<added>https?://[^\"]+)|\"registry-mirrors\"\s*:\s*\[\s*\"(?P<mirror>https?://[^\"]+)|^\s*-{0,2}(?:[\w@:-]*registry|(?:extra-)?index-url|find-links|url|source|npmRegistryServer|default|replace-with|repository|channels?|deb(?:\s+\[[^\]]*\])?)\s*[= :]\s*[\"']?(?:sparse\+)?(?P<what>https?://[^\s\"']+)"
)
_PROXY = re.compile(
    r"(?i)\b(?:https?[_-]proxy|proxy|\w*base_?url|api_base|\w*endpoint_url)\b[\"']?\s*[=: ]\s*[\"']?(?P<what>https?://[^\s\"',}]+)"
)
_TLS = re.compile(
    r"(?i)\"insecure-registries\"\s*:\s*\[\s*\"|strict-ssl\s*=\s*false|trusted-host|NODE_TLS_REJECT_UNAUTHORIZED\s*[=:]\s*[\"']?0|ssl_?verify\s*[=:]\s*(?:false|0)|verify_ssl\s*=\s*false|trusted=yes|strictSSL\W+false|insecure-skip-tls|PYTHONHTTPSVERIFY\s*[=:]\s*[\"']?0|sslVerify\s*=\s*false|StrictHostKeyChecking[ =]+no|gpgcheck\s*=\s*0|allow-insecure|insecureSkipVerify\W+true|GONOSUMDB|GOSUMDB=off"
)
_SCRIPT = re.compile(r"(?i)<script\b[^>]{0,200}?\bsrc\s*=\s*[\"']?(https?://[^\s\"'>]+)")
_FORM = re.compile(
    r"(?is)<form\b[^>]{0,400}?\baction\s*=\s*[\"']?(?P<to>https?://[^\s\"'>]+)(?P<inside>.{0,4000}?)(?:</form|\Z)"
)
_TIMES = re.compile(r"(?m)^\s*(?:@\w+|(?:[\d*/,-]+\s+){5})\s*(?:[a-z_][\w-]*\s+(?=\S+\s))?")
_RUNNABLE = re.compile(
    r"\b(?:curl|wget|iwr|irm|Invoke-WebRequest)\b.*(?:\||&&|;|-o)|\b(?:ba|z)?sh\s+-\w*c\b"
)
_MARKUP = re.compile(r"<[^>\"]*\b(?:Command|command)=|&(?:quot|amp|gt|lt);|/?>\s*$")
_SOURCE = re.compile(
    r"(?i)[\"']?\b(?:repo(?:_?url|sitor(?:y|ies))?|git(?:_repository)?|source(?:_url|s)?|remote|include|registry|mirror|index(?:-url|_url)?|urls?|maven|baseurl|destination|package-archives|templates?)\b[\"']?"
    r"(?:\s+|\s*[=:(,\[]\s*)+(?:[\"'\[({\s]|url\s*[=:(]\s*)*(?:git\+|sparse\+|registry\+)?(?P<what>(?:https?|ssh|git)://[^\s\"'<>)\],;]+|git@[^\s\"']+)"
)
_BUILT = re.compile(
    r"(?:\A|/)(?:[\w.-]*\.(?:ya?ml|toml|cmake|wrap|bzl|exs|nix|gradle|kts|xml|csproj|props|targets|lock|ini|cfg|conf|tf|hcl|el|vim|props|sbt|podspec)|CMakeLists\.txt|WORKSPACE|MODULE\.bazel|Package\.swift|Podfile|Cartfile|Gemfile|Brewfile|\.gitmodules|\.\w*rc|\.tmux\.conf|(?:next|nuxt|vite|webpack|vue|astro|svelte)\.config\.\w+|mix\.exs)\Z",
    re.IGNORECASE,
)
_MOST_LINES = 2_000
_KEY = re.compile(
    r"(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-[\w-]+|sk-ssh-\S+)\s+([A-Za-z0-9+/]{20,})"
)
_MOST_KEYS = 16
_SERVERS = re.compile(
    r"(?:nginx|caddy|haproxy|traefik|apache|httpd|envoy|sites-(?:available|enabled)|conf\.d/)[^/]*",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"(?i)\b(?:proxy_pass|mirror|reverse_proxy|ProxyPass\s+\S+|fastcgi_pass|url:)\s+[\"']?(?P<what>https?://[^\s\"';$]+)"
)
_HOST_RULES = re.compile(
    r"(?im)^\s*(?:ProxyCommand|LocalCommand|Match\s+exec|KnownHostsCommand)\s+(?P<what>.+)$"
)

_KINDS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\s*(?:---\n)?(?:apiVersion|kind):\s", "manifest.yaml"),
        (r"\s*(?:version:[^\n]*\n)?services:\n", "compose.yaml"),
        (r"\s*(?:#[^\n]*\n|ARG [^\n]*\n)*FROM \S+\n", "Dockerfile"),
        (r"\s*\[Unit\]\n", "unit.service"),
        (r"\s*(?:name:[^\n]*\n)?on:[\s\[{]", ".github/workflows/workflow.yml"),
    )
)
_LONGEST = 131_072
_END = 32_768

Read = Callable[[str], None]


def kind_of_file(text: str) -> str:
    """Return a name for a text that is plainly a whole file of some kind, or ""."""
    if "\n" not in text:
        return ""
    return next((name for pattern, name in _KINDS if pattern.match(text)), "")


def file_facts(path: str, text: str, shell: Read) -> list[Fact]:
    """Return what a written file does; `shell` reads the shell text in it and tells its own facts.

    Of a file that is too long its beginning and its end are read.
    """
    if len(text) > _LONGEST:
        text = text[: _LONGEST - _END] + "\n" + text[-_END:]
    found: list[Fact] = []
    place = persistent(path)
    if place and place != "packages":
        found.append(Fact(Kind.PERSIST, path, place))
    if place == "ssh-keys":
        found += [Fact(Kind.KEY, key, path) for key in _KEY.findall(text)[:_MOST_KEYS]]
    found += manifest_facts(path, text)
    if (is_rules(path) and not path.endswith((".json", ".toml"))) or _is_document(path):
        return found + _rules(path, text) + list(_forms(text))
    found += _of_kind(path, text, shell)
    if _BUILT.search(path):
        found += _told(path, text, shell)
    found += build_facts(path, text, shell)
    return found + _packed(text, shell)


def _of_kind(path: str, text: str, shell: Read) -> list[Fact]:
    """Return what a script, source code, a query or a configuration does."""
    if _SETTINGS.search(path):
        return [*_configured(path, text, shell), *_rules(path, text)]
    if _BATCH.search(path):
        shell(as_shell(text))
        return []
    if path.lower().endswith(".reg"):
        return list(_registered(text, shell))
    return _of_program(path, text, shell)


def _of_program(path: str, text: str, shell: Read) -> list[Fact]:
    """Return what a script, source code or a query does; of anything else what it configures."""
    if _SHELL.search(path) or re.match(r"#!\S*(?:/|\s)(?:ba|z|k|da)?sh\b", text):
        shell(_unscheduled(text) if "cron" in path else _live(text))
        return []
    if _CODE.search(path) or text.startswith("#!") or persistent(path) == "loader":
        return code_facts(text, shell, language_of(path))
    if path.lower().endswith(".sql"):
        return list(sql_facts(text, shell))
    return [*_configured(path, text, shell), *_rules(path, text)]


def _packed(text: str, shell: Read) -> list[Fact]:
    """A file that is nothing but an encoded command waits for somebody to run it."""
    inner = unpacked(text) if len(text) < 8_192 and re.fullmatch(r"[\w+/=\s]{16,}", text) else ""
    if not re.search(r"\b(?:curl|wget|bash|sh|nc|python|eval)\b", inner) or "\ufffd" in inner:
        return []
    shell(inner)
    return [Fact(Kind.HIDDEN_RUN, "", "packed")]


def _rules(path: str, text: str) -> list[Fact]:
    """Return what a text tells agents that take instructions from it."""
    spoken = is_rules(path) or re.search(r"(?i)IMPORTANT|agents?\b|assistant", text)
    if (_RULE_ACTS.search(text) and spoken) or (is_rules(path) and _QUIETLY.search(text)):
        return [Fact(Kind.POISON, path)]
    if re.search(r"(?i)\bagents? must (?:post|send|upload)", text):
        return [Fact(Kind.POISON, path)]
    return (
        [Fact(Kind.AGENT_RULES, path)] if is_rules(path) and not path.endswith("mcp.json") else []
    )


def _is_document(path: str) -> bool:
    """Tell whether a file is read by people only."""
    machine = _BUILT.search(path) or _SETTINGS.search(path)
    return _DOCUMENT.search(path) is not None and machine is None


def _unscheduled(text: str) -> str:
    """Return the commands of a table of times."""
    return _TIMES.sub("", text)


def _registered(text: str, shell: Read) -> Iterator[Fact]:
    """Yield what a file of Windows' registry arranges."""
    if re.search(
        r"(?i)CurrentVersion\\+(?:Run|RunOnce|Policies\\+Explorer\\+Run)\b|Winlogon", text
    ):
        yield Fact(Kind.PERSIST, "Run", "service")
    for value in re.findall(r"=\"((?:[^\"\\]|\\.)+)\"", text)[:_MOST_KEYS]:
        shell(value.replace("\\\\", "/"))


def _told(path: str, text: str, shell: Read) -> Iterator[Fact]:
    """Yield what a configuration of any kind tells to run, and where it takes things from."""
    for line in text.split("\n")[:_MOST_LINES] if _RUNNABLE.search(text) else ():
        if _RUNNABLE.search(line):
            shell(_value(line))
    for match in list(_SOURCE.finditer(text))[:_MOST_KEYS] if not _SETTINGS.search(path) else ():
        host = host_of(match["what"])
        if "." in host and not (is_known(host) or is_shared(host) or is_here(host)):
            yield Fact(Kind.SOURCE, match["what"], path)


def _value(line: str) -> str:
    """Return what stands behind the key of a line, without its quotes and marks."""
    line = _MARKUP.sub("", line)
    key = re.match(r"\s*(?:-\s+)?[\w.\"'-]+\s*[:=]\s+|\s*-\s+", line)
    value = line[key.end() :] if key else line
    quoted = re.findall(r"\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'", value)
    texts = [one or other for one, other in quoted]
    longest = max(texts, key=len, default="")
    return longest if _RUNNABLE.search(longest) else value


def _forms(text: str) -> Iterator[Fact]:
    """Yield where a page sends passwords."""
    for form in _FORM.finditer(text):
        if re.search(r"(?i)type\s*=\s*[\"']?password", form["inside"]):
            yield Fact(Kind.SEND_SECRET, form["to"], "form")
    for url in _SCRIPT.findall(text)[:_MOST_KEYS]:
        host = host_of(url)
        if not (is_known(host) or is_shared(host) or is_here(host)):
            yield Fact(Kind.SOURCE, url, "script")


def _configured(path: str, text: str, shell: Read) -> Iterator[Fact]:
    """Yield where a configuration points: indexes, proxies, endpoints, checks that it turns off."""
    if _SETTINGS.search(path):
        for match in _INDEX.finditer(text):
            yield Fact(Kind.INDEX, match["what"] or match["added"] or match["mirror"], path)
    if not path.endswith((".json", ".yaml", ".yml")) or re.search(r"(?i)base_?url|proxy", text):
        for match in _PROXY.finditer(text):
            yield Fact(Kind.ENDPOINT, match["what"], path)
    if _TLS.search(text):
        yield Fact(Kind.TLS_OFF, "", path)
    for match in _PASSED_ON.finditer(text) if _SERVERS.search(path) else ():
        yield Fact(Kind.ENDPOINT, match["what"], path)
    for match in _HOST_RULES.finditer(text) if "ssh" in path else ():
        shell(match["what"])


def _live(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not _COMMENT.match(line))
