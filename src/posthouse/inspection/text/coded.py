"""Commands and code within a text: read as a tool call's are, judged by the rules that block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.inspection.checks.shell import OFFICIAL, VERIFIED, danger
from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.gate import judged
from posthouse.inspection.hosts import is_expected
from posthouse.inspection.reading.code import code_facts
from posthouse.inspection.reading.effects import Shell
from posthouse.inspection.said import Said

_SPAN = re.compile(r"(?P<ticks>`+)(?P<code>[^`\n]{3,2000})(?P=ticks)")
_COMMANDS = (
    r"curl|wget2?|iwr|irm|iex|invoke-\w+|powershell|pwsh|bash|sh|zsh|eval|sudo|python[\d.]*|node|perl|ruby|php|npx|bunx|uvx|npm|pnpm|yarn|pip[\d.]*|pipx|uv|poetry|conda"
    r"|brew|apt(?:-get)?|apk|dnf|yum|docker|podman|ssh|scp|rsync|nc|ncat|netcat|socat|certutil|mshta|rundll32|regsvr32|bitsadmin|start-process|git|go|cargo|gem|crontab|echo|printf|export|openssl|aria2c|kubectl|helm|msiexec|cmd|source|chmod|osascript|launchctl|systemctl|nohup"
)
_BARE = re.compile(
    rf"(?:(?<=[\s:(>\"'])|^)(?:\$ |> )?(?P<command>(?:{_COMMANDS})(?:\.exe)?\s+\S[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_RISKY = re.compile(
    r"https?:|ftp:|\|\s*(?:sudo\s+)?\S*(?:sh|python[\d.]*|node|perl|iex)\b|/dev/(?:tcp|udp)|base64|\beval\b|\bexec\b|\biex\b|\b(?:nc|ncat|socat|certutil|mshta)\b|-enc\w*\s|\s-e\s|install|\badd\b|\btap\b|registry|index"
    r"|\bdlx\b|npx |uvx |bunx |\bget\b|\bi\b|tunnel|-R\s|git\s+config|docker\s+run|xmrig|stratum",
    re.IGNORECASE,
)
_ANCHORS = (
    *(
        "http",
        "ftp:",
        "|",
        "/dev/",
        "base64",
        "eval",
        "exec",
        "iex",
        "nc ",
        "ncat",
        "socat",
        "certutil",
    ),
    *("mshta", "-e", "install", "add", "tap", "registry", "index", "dlx", "npx", "uvx", "bunx"),
    *("get", " i ", "tunnel", "-r", "config", "run", "xmrig", "stratum"),
)
"""One of these stands in every text in which `_RISKY` finds something."""
_RISKY_CODE = re.compile(
    r"\bexec|\beval|system\s*\(|popen|subprocess|child_process|spawn|Function\s*\(|loads\s*\(|compile\s*\(|atob|b64decode|fromhex|fromCharCode|/dev/tcp|\.src\s*=|sendBeacon|document\.cookie|localStorage|\$_(?:GET|POST|REQUEST|COOKIE)"
    r"|os\.environ|process\.env|getenv|\.ssh|__import__|pty\.|connect\s*\(|\.then\(|shell_exec|passthru|DownloadString|Invoke-|urlopen|urlretrieve|requests\.|fetch\s*\(|axios|http\.get|https\.get|xmlhttp|ImportError|curl|wget|resolve\w*\(|gethostbyname",
    re.IGNORECASE,
)
_HANDLER = re.compile(r"<\w[^<>]*\son\w+\s*=\s*[\"']", re.IGNORECASE)
_LEAKS = re.compile(
    r"(?:new Image\b|\.src\s*=|fetch\s*\(|sendBeacon\s*\(|\.open\s*\(|location(?:\.\w+)?\s*[=(]|axios|\$\.(?:get|post|ajax)|XMLHttpRequest|WebSocket\s*\()[^\n]{0,160}?(?P<url>(?:https?|wss?):)?//[^\n]{0,200}?(?:document\.cookie|localStorage|sessionStorage|process\.env|os\.environ|\bcookies?\b|innerHTML|\.password|clipboard)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?|wss?)?:?//[^\s\"'`)+]+")
_SHELLS = frozenset(
    {
        "",
        "sh",
        "bash",
        "shell",
        "zsh",
        "console",
        "terminal",
        "shell-session",
        "shellsession",
        "powershell",
        "ps1",
        "pwsh",
        "cmd",
        "bat",
        "batch",
        "fish",
        "ksh",
        "text",
        "txt",
        "plaintext",
    }
)
_RUN_LINE = re.compile(
    r"^\s*(?:-\s*)?(?:RUN|CMD|ENTRYPOINT|run:|script:|command:|- |\t@?)\s*(?P<command>.+)$"
)
_RUNS_FILE = re.compile(
    r"^\s*(?:sudo\s+)?(?:\./|/tmp/|(?:ba|z)?sh\s|python[\d.]*\s|node\s|source\s|\.\s|chmod\s)"
)


_PROMPT = re.compile(r"^\s*(?:\(\w+\)\s*)?(?:[\w.@~/:-]*[$#%]|PS [^>]*>|>)\s+")
_AFTER = re.compile(
    r"\s(?:before|and then|then|and do|to (?:continue|finish|fix|install|set)|in your|first|now|so that|for the|which)\b|[\"'](?=[},\]])"
)
_TEXTS_ONLY = frozenset({Kind.LONG, Kind.TANGLED, Kind.PROMPT})
_TOLD = frozenset(
    {Kind.CLONE_RUN, Kind.ENDPOINT, Kind.IMAGE}
)  # a reader would do by hand what calls ask for
_ATTACK = re.compile(
    r"attack|exploit|vulnerab|threat|malicious|injection|ctf|capture the flag|pentest|penetration|payload|backdoor|web ?shell|security|reverse shell|malware|攻击|漏洞|渗透|安全|木马"
)
_ABOUT_ATTACKS = frozenset({Kind.BACKDOOR, Kind.SHELL, Kind.SEND_SECRET, Kind.HIDDEN_RUN})
_MOST = 12
_LONGEST = 4096


def bad_command(text: str, said: Said) -> str:
    """Return the rule that a command in a sentence breaks, in a code span or bare."""
    for command in _candidates(text):
        rule = _shell_rule(command, said)
        if rule:
            return rule
    if "<" in text and _HANDLER.search(text):
        return _code_rule(text, "", said)
    if "`" in text and _RISKY_CODE.search(text):
        for match in list(_SPAN.finditer(text))[:_MOST]:
            rule = _code_rule(match["code"], "", said)
            if rule:
                return rule
    return ""


def bad_line(line: str, block: str, kind: str, said: Said) -> str:
    """Return the rule that a line of a block of code breaks, with the block before it."""
    if kind.split(" ", maxsplit=1)[0] in _SHELLS or _BARE.match(_PROMPT.sub("", line)):
        rule = _block_rule(line, block, said)
        if rule:
            return rule
    run = _RUN_LINE.match(line)
    if run and _RISKY.search(run["command"]):
        rule = _shell_rule(run["command"], said)
        if rule:
            return rule
    return _code_rule(line, block, said) if _RISKY_CODE.search(line) else ""


def _candidates(text: str) -> Iterator[str]:
    """Yield what in a sentence may be a command: code spans, and what begins like one."""
    plain = text.lower()
    if not any(anchor in plain for anchor in _ANCHORS):
        return
    bare = text
    if "`" in text:
        for match in list(_SPAN.finditer(text))[:_MOST]:
            if _RISKY.search(match["code"]):
                yield match["code"]
        bare = _SPAN.sub(" ", text)
    if _RISKY.search(bare):
        for match in list(_BARE.finditer(bare))[:_MOST]:
            command = match["command"][:_LONGEST]
            yield command
            cut = _AFTER.search(command)
            if cut:
                yield command[: cut.start()]


def _shell_rule(command: str, said: Said) -> str:
    plain = danger(command)
    if plain in (OFFICIAL, VERIFIED):
        return ""
    shell = Shell()
    shell.read(command)
    return _rule(shell.facts, said) or ("" if _named(command, said) else plain)


def _named(command: str, said: Said) -> bool:
    """Tell whether the conversation holds a command as it is, or all addresses in it."""
    urls = _ADDRESS.findall(command)
    return said.holds(command.strip()) or bool(
        urls and all(is_expected(u, said, known=False) for u in urls)
    )


def _block_rule(line: str, block: str, said: Said) -> str:
    """Judge a line of a script: what the lines before it do already is not told again."""
    if not (_RISKY.search(line) or _RUNS_FILE.search(line)):
        return ""
    line = _PROMPT.sub("", line)
    before = "\n".join(_PROMPT.sub("", one) for one in block[-_LONGEST:].split("\n"))
    if not block:
        return _shell_rule(line, said)
    shell, known = Shell(), Shell()
    known.read(before)
    shell.read(before + line)
    fresh = [fact for fact in shell.facts if fact not in known.facts]
    plain = danger(line)
    if plain in (OFFICIAL, VERIFIED):
        return ""
    return _rule(fresh, said) or ("" if _named(line, said) else plain)


def _code_rule(line: str, block: str, said: Said) -> str:
    before = block[-_LONGEST:]
    known, fresh = Shell(), Shell()
    known.facts += code_facts(before, known.read) if before else []
    fresh.facts += code_facts(before + line, fresh.read)
    facts = [fact for fact in fresh.facts if fact not in known.facts]
    leak = _LEAKS.search(line)
    if leak:
        url = _ADDRESS.search(line[leak.start() :])
        facts.append(Fact(Kind.SEND_SECRET, url[0] if url else "", "code"))
    return _rule(facts, said)


def _rule(facts: list[Fact], said: Said) -> str:
    """Return the rule that blocks; what only a reader may do, is judged milder than what is run."""
    attack = said.raises(_ATTACK)
    for rule, fact in judged(facts, said):
        if fact.kind in _TEXTS_ONLY or not (rule.blocks or fact.kind in _TOLD):
            continue
        if fact.kind in (Kind.ARTIFACT, Kind.CARRIES) and is_expected(fact.subject, said):
            continue
        if attack and fact.kind in _ABOUT_ATTACKS:
            continue
        return rule.name
    return ""
