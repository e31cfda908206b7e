"""What plainly fetches code and runs it, or opens a shell to somebody else, in a command or script.

Text is first brought into one form: continued lines joined, quotes and backslashes inside words
dropped, ${IFS} and simple variables filled in, what is only printed or searched for left out. Then
rules look for a fetch whose output, or the file it writes, is executed. This finds what is plain to
see, not what somebody hides with care: a sandbox is for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from posthouse.inspection.checks.forms import forms
from posthouse.inspection.checks.installers import is_official

OFFICIAL = "commands/official-installer"
VERIFIED = "commands/verified-download"
PIPED = "commands/fetch-pipe-shell"
DECODED = "commands/decode-pipe-shell"
DOWNLOADED = "commands/download-run"
CLONED = "commands/clone-run"
INTERPRETED = "commands/fetch-in-interpreter"
REVERSE = "commands/reverse-shell"

_FLAGS = re.IGNORECASE | re.DOTALL | re.MULTILINE
_FETCH = (
    r"(?:\b(?:curl|wget2?|aria2c|https?|xh|lwp-request|lynx)\b(?![:.=/])"
    r"|\bopenssl\s+s_client\b|\bssh\s(?!-keygen)|\b(?:dig|nslookup|drill)\s|\bgsutil\s+cat\b"
    r"|\bgh\s+(?:api|gist\s+view)\b|\baws\s+s3\s+cp\b|\brclone\s+cat\b)"
)
_PATH = r"(?:[\w./~-]{0,80}/)?"
_SHELLS = rf"{_PATH}(?:ba|z|da|k|a|fi|c|tc)?sh\b(?![\w.=/-])"
_SH = rf"(?<![\w./~-]){_SHELLS}"
_PREFIX = r"(?:(?:sudo|doas|env|nohup|exec|command|setsid|busybox)\s+(?:-\S+\s+|\w+=\S*\s+)*){0,4}"
_CODE = (
    rf"(?<![\w./~-]){_PATH}"
    r"(?:python[\d.]*|node|perl|ruby|php|lua[\d.]*|bun|deno|crystal|pwsh|powershell)\b"
)
_STDIN = rf"{_CODE}(?:\s+-[su]?)?(?=\s*(?:$|[;&|)\n\"'`>])|\s+-\s)"
_RUNS = rf"{_PREFIX}(?:{_SH}(?!\s+-\w*c\b)|\$\{{?SHELL\b|{_STDIN}|(?:source|\.)\s+/dev/stdin)"
_SUBSHELL = r"[\"']?(?:\$\(|`)\s*"
_DECODE = (
    r"(?:\bbase(?:64|32)\b[^|;&\n]{0,200}?\s(?:-\w*d\w*|--decode)\b"
    r"|\bxxd\b[^|;&\n]{0,60}?\s-\w*r|\bopenssl\s(?:enc|base64)\b[^|;&\n]{0,120}?\s-d\b)"
)
_NET = (
    r"(?:urlopen|urlretrieve|urllib|requests\.(?:get|post)|httpx\.|http\.client|\bfetch\s*\("
    r"|https?[\"']?\)?\.get\s*\(|axios|file_get_contents\s*\(|URI\.open|Net::HTTP|open-uri"
    r"|LWP::|HTTP::Tiny|socket\.http|DownloadString)"
)
_EVAL = (
    r"(?:\bexec\s*\(|\beval\s*[( ]|os\.(?:system|popen)|shell\s*=\s*True|child_process|execSync"
    r"|\bFunction\s*\(|\bvm\.run|pty\.spawn|loadstring|marshal\.loads|\bsystem\s*\()"
)
_SOCKET = (
    r"(?:TCPSocket|TCPServer|fsockopen|socket\.socket|PF_INET|Socket::INET|net\.connect|net\.Socket"
    r"|new\s+(?:java\.net\.)?Socket\s*\(|net\.Dial|TcpClient|Socket\.tcp|[\"']socket[\"']"
    r"|-Msocket|-MSocket|-rsocket)"
)
_SPAWN = (
    r"(?:/bin/(?:ba|z|da|k)?sh\b|[\"'](?:ba|z|da|k)?sh(?:\s+-i)?[\"']|[\"']cmd(?:\.exe)?[\"']"
    r"|[\"'](?:ba|z|da|k)?sh\s[^\"'\n]{0,40}[<>]&|\bdup2\b|pty\.spawn)"
)
_INLINE = rf"{_CODE}[^\n|;]{{0,80}}?\s(?:-\w*[cerp]\b|-\w*e(?=[\"'])|eval\b|--eval\b|-?\s*<<)"

_PIPE_RUN = re.compile(rf"\|&?\s*{_RUNS}", _FLAGS)
_FETCHES = re.compile(_FETCH, _FLAGS)
_DECODES = re.compile(_DECODE, _FLAGS)
_SUBSTITUTES = re.compile(
    rf"(?:\beval|{_SH}\s+(?:-\w+\s+)*-\w*c|<<<)\s*{_SUBSHELL}|(?:{_SH}|\bsource|\s\.)\s+<\(", _FLAGS
)
_SEPARATOR = re.compile(r"&&|\|\||;\s|\n")
_URL = re.compile(r"\bhttps?:[^\s\"'`<>|;)\\]+", re.IGNORECASE)
_UNSAFE_FETCH = re.compile(
    r"\s(?:-\w*[kxK]\b|--(?:insecure|proxy|resolve|connect-to|no-check-certificate|config)\b)"
)
_INLINES = re.compile(_INLINE, _FLAGS)
_NETS, _EVALS, _SOCKETS, _SPAWNS = (
    re.compile(pattern, _FLAGS) for pattern in (_NET, _EVAL, _SOCKET, _SPAWN)
)
_POPENS = re.compile(
    r"\bpopen\b|proc_open|shell_exec|passthru|Process\.new|os\.execute|\bspawn\b|`[^`\n]{1,80}<&3"
)
_WINDOW = 3000

_FETCH_RULES = tuple(
    (rule, re.compile(pattern, _FLAGS), anchors)
    for rule, pattern, anchors in (
        (
            PIPED,
            rf"(?:{_SH}|\bsource|(?:^|[\s;&|(])\.|{_CODE})\s+(?:-\S+\s+)*<\(\s*{_FETCH}",
            ("<(",),
        ),
        (PIPED, rf"(?:\beval|{_SH}\s+(?:-\w+\s+)*-\w*c)\s+{_SUBSHELL}{_FETCH}", ("$(", "`")),
        (PIPED, rf"(?:{_SH}|/dev/stdin)[^|;&\n]{{0,40}}<<<\s*{_SUBSHELL}{_FETCH}", ("<<<",)),
        (PIPED, r"\bdeno\s+run\s[^\n;&|]{0,200}?https?://(?!(?:deno\.land|jsr\.io)/)", ("deno",)),
        (
            "commands/powershell-fetch",
            (
                r"\b(?:iex|invoke-expression)\b.{0,300}?\b(?:iwr|irm|curl|wget|invoke-webrequest"
                r"|invoke-restmethod|DownloadString|DownloadData)\b"
            ),
            ("iex", "invoke-expression"),
        ),
        (
            "commands/powershell-fetch",
            (
                r"\b(?:iwr|irm|invoke-webrequest|invoke-restmethod|DownloadString)\b[^\n]{0,600}?"
                r"\|\s*(?:iex|invoke-expression)\b"
            ),
            ("iex", "invoke-expression"),
        ),
    )
)
_RULES = tuple(
    (rule, re.compile(pattern, _FLAGS), anchors)
    for rule, pattern, anchors in (
        (
            INTERPRETED,
            (
                r"\b(?:exec|eval|loads)\s*\(\s*(?:[\w.]+\(\s*){0,4}[\w.]{0,40}"
                r"(?:urlopen|requests\.get|httpx\.get|file_get_contents\s*\(\s*[\"']https?:)"
            ),
            ("exec", "eval", "loads"),
        ),
        (
            DECODED,
            (
                r"\b(?:exec|eval)\s*\(\s*(?:[\w.]+\(\s*){0,4}[\w.]{0,40}"
                r"(?:b64decode|b32decode|unhexlify|atob\s*\(|Buffer\.from)"
                r"|\b(?:exec|eval)\s*\(\s*__import__\([^)\n]{1,20}\)\.\w*(?:decode|decompress)"
                r"|\b(?:system|popen|exec|eval)\s*\(\s*bytes\.fromhex\b"
            ),
            ("exec", "eval", "system", "popen"),
        ),
        (
            "commands/powershell-encoded",
            r"\b(?:powershell|pwsh)\b[^\n]{0,200}?\s-e(?:nc\w*|c)?\s+[A-Za-z0-9+/=]{40}",
            ("powershell", "pwsh"),
        ),
        (
            "commands/windows-fetch",
            (
                r"\bmshta\s+[\"']?https?:|\bregsvr32\b[^\n]{0,80}/i:https?:"
                r"|\bcertutil\b[^\n]{0,80}-urlcache\b[^\n]{0,400}\.exe\b"
            ),
            ("mshta", "regsvr32", "certutil"),
        ),
        (
            DOWNLOADED,
            (
                rf"{_FETCH}[^\n;&]{{0,600}}?\|\s*(?:sudo\s+)?(?:tar|bsdtar|cpio)\b[^\n;&]{{0,80}}?"
                r"(?P<into>/(?:tmp|var/tmp|dev/shm)\b[\w./-]*).{0,200}?[;&|(]\s*(?P=into)/"
            ),
            ("tar", "cpio"),
        ),
        (
            REVERSE,
            (
                rf"{_SH}[^\n]{{0,20}}?[<>]&?\s*/dev/(?:tcp|udp)/|/dev/(?:tcp|udp)/[^\n]{{0,60}}0>&1"
                rf"|exec\s+\d+<>\s*/dev/(?:tcp|udp)/.{{0,200}}?(?:{_SH}|\bread\b|<&)"
            ),
            ("/dev/tcp", "/dev/udp"),
        ),
        (
            REVERSE,
            (
                r"\b(?:nc|ncat|netcat)(?:\.\w+)?\b[^\n|;]{0,200}?\s(?:-\w*[ec]|--exec|--sh-exec)"
                rf"\s*[\"']?(?:{_SHELLS}|cmd\b|powershell\b)"
            ),
            ("nc", "netcat"),
        ),
        (
            REVERSE,
            (
                rf"\bmk(?:fifo|nod)\b.{{0,300}}?{_SH}.{{0,200}}?"
                r"\|\s*(?:sudo\s+|busybox\s+)?(?:nc|ncat|netcat|telnet|openssl)\b"
                rf"|\b(?:nc|ncat|netcat|telnet)\b[^|\n]{{0,120}}\|\s*{_SH}(?!\s+-\w*c)"
            ),
            ("mkfifo", "mknod", "nc", "netcat", "telnet"),
        ),
        (REVERSE, rf"\bsocat\b[^\n]{{0,300}}?\b(?:exec:[\"']?{_SH}|system:)", ("socat",)),
        (REVERSE, r"\bnet\.Dial\b.{0,400}?\bexec\.Command\b", ("net.dial",)),
        (
            REVERSE,
            r"\bztcp\s+\S+\s+\d+|/inet/(?:tcp|udp)/\d*/[^\n]{0,300}?getline",
            ("ztcp", "/inet/"),
        ),
    )
)

_GETS = re.compile(
    r"\b(?:curl|wget2?|aria2c|iwr|invoke-webrequest|irm)\b"
    r"(?P<args>(?:(?!&&|\|\||;\s|[\n|]).){0,1500})",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"(?:\s-[A-Za-z]*[oO]\s*=?|\s--output(?:-document)?[= ]\s*|\s-OutFile\s+|>\s*)"
    r"(?P<file>\"[^\"\n]+\"|'[^'\n]+'|[^\s;&|<>()-][^\s;&|<>()]*)",
    re.IGNORECASE,
)
_TEED = re.compile(r"\s*\|\s*(?:sudo\s+)?tee\s+(?:-\w+\s+)*(?P<file>[^\s;&|<>()]+)")
_SHOWN = re.compile(r"\s-\w*O\s*-(?:\s|$)|--output-document[= ]-(?:\s|$)")
_MOVES = re.compile(r"\b(?:mv|cp|ln|install)\s+([^\n;&|]{1,400})")
_STARTS = re.compile(
    rf"(?:\A|[;&|(\n`{{]|\bthen\b|\bdo\b)\s*{_PREFIX}(?:(?:{_SH}|source|\.|{_CODE})\s+(?:-\S+\s+)*)?"
    r"[\"']?(?:\./)?(?P<file>[^\s;&|()'\"`<>]+)"
)
_CLONES = re.compile(
    r"\bclone\s[^\n;&|]{0,300}?\s(?P<into>/(?:tmp|var/tmp|dev/shm)/[\w.-]+)(?![\w./-])"
)
_CHECKED = re.compile(
    r"\b(?:sha\d+sum|shasum|b2sum)\b[^\n]{0,200}?\s(?:-\w*c|--check)\b|\bgpg2?\b[^\n;]{0,80}--verify"
    r"|\bcosign\s+verify|\bminisign\s+-\w*V"
)
_NOT_FILES = frozenset({"", "-", "/dev/null", "/dev/stdout"})
_MOST_GETS = 64
_QUOTING = {ord(sign): None for sign in "'\"\\"}
_ANCHORS = (
    *("curl", "wget", "aria2", "http", "xh", "lwp", "lynx", "openssl", "ssh", "dig", "nslookup"),
    *("drill", "gsutil", "gh ", "aws ", "rclone", "urlopen", "urlretr", "urllib", "requests"),
    *("fetch", "axios", "file_get", "uri.open", "open-uri", "download", "deno", "iex", "iwr"),
    *("irm", "invoke-", "base64", "base32", "xxd", "decode", "unhex", "fromhex", "atob", "buffer"),
    *("decompress", "powershell", "pwsh", "mshta", "regsvr", "certutil", "/dev/tcp", "/dev/udp"),
    *("nc ", "nc.", "nc\t", "ncat", "netcat", "mkfifo", "mknod", "telnet", "socat", "ztcp"),
    *("/inet/", "sock", "pf_inet", "net.connect", "net.dial", "tcpclient", "clone"),
)
"""One of these stands, quoting left out, in every text that a rule here could speak of."""
_SOCKET_ANCHORS = ("sock", "pf_inet", "net.connect", "net.dial", "tcpclient")


def danger(text: str) -> str:
    """Return the rule that a command or script breaks, or the one under which it passes, or ""."""
    if not _speaks(text):
        return ""
    passed = ""
    for form in forms(text):
        for rule in _broken(form):
            if rule not in (OFFICIAL, VERIFIED):
                return rule
            passed = passed or rule
    return passed


def _speaks(text: str) -> bool:
    """Tell whether a text could break a rule at all."""
    plain = text.translate(_QUOTING).lower()
    return ("$" in plain and "=" in plain) or holds_any(_ANCHORS, plain)


def holds_any(anchors: Iterable[str], text: str) -> bool:
    """Tell whether one of the words stands in a text, where only then a pattern is worth trying."""
    return any(anchor in text for anchor in anchors)


def _broken(text: str) -> Iterator[str]:
    yield from _piped(text)
    plain = text.lower()
    for rule, pattern, anchors in _FETCH_RULES:
        for match in pattern.finditer(text) if holds_any(anchors, plain) else ():
            line = text[match.start() : match.end() + 400].split("\n", 1)[0]
            yield OFFICIAL if _all_official(line) else rule
    yield from (
        rule
        for rule, pattern, anchors in _RULES
        if holds_any(anchors, plain) and pattern.search(text)
    )
    yield from _inline_code(text)
    yield from _downloaded(text)
    yield from _cloned(text)


def _piped(text: str) -> Iterator[str]:
    """Look in every pipeline for a fetch or a decoder, and behind it for what runs its output."""
    for pipeline in _SEPARATOR.split(text):
        fetch = _FETCHES.search(pipeline) or _NETS.search(pipeline) or _URL.search(pipeline)
        if fetch and (run := _PIPE_RUN.search(pipeline, fetch.end())):
            left = pipeline[: run.start()]
            yield OFFICIAL if "|" not in left and _all_official(left) else PIPED
        decoder = _DECODES.search(pipeline)
        if decoder and _PIPE_RUN.search(pipeline, decoder.end()):
            yield DECODED
        run = _SUBSTITUTES.search(pipeline)
        if run and _DECODES.search(pipeline, run.end()):
            yield DECODED


def _all_official(fetch: str) -> bool:
    urls = _URL.findall(fetch)
    return bool(urls) and all(map(is_official, urls)) and not _UNSAFE_FETCH.search(fetch)


def _inline_code(text: str) -> Iterator[str]:
    """Look into code that an interpreter takes from the command line."""
    seen = -_WINDOW
    for match in _INLINES.finditer(text):
        if match.start() < seen + _WINDOW // 2:
            continue
        seen = match.start()
        code = text[seen : seen + _WINDOW]
        if _NETS.search(code) and _EVALS.search(code):
            yield INTERPRETED
        if _SOCKETS.search(code) and (_SPAWNS.search(code) or _POPENS.search(code)):
            yield REVERSE


def opens_shell(code: str) -> bool:
    """Tell whether source code connects a socket with a shell."""
    plain = code.lower()
    if not holds_any(_SOCKET_ANCHORS, plain):
        return False
    return _SOCKETS.search(code) is not None and _SPAWNS.search(code) is not None


def _downloaded(text: str) -> Iterator[str]:
    """Follow what a fetch writes: is that file run later on?"""
    for _, match in zip(range(_MOST_GETS), _GETS.finditer(text), strict=False):
        rest = text[match.end() :]
        names = _written(match["args"], rest)
        if names and any(start["file"] in names for start in _STARTS.finditer(rest)):
            yield _of_download(match["args"], rest)


def _cloned(text: str) -> Iterator[str]:
    """Follow what is cloned into a temporary folder: is something in it run later on?"""
    for _, match in zip(range(_MOST_GETS), _CLONES.finditer(text), strict=False):
        inside = match["into"] + "/"
        if any(start["file"].startswith(inside) for start in _STARTS.finditer(text, match.end())):
            yield CLONED


def _of_download(fetch: str, rest: str) -> str:
    if _all_official(fetch):
        return OFFICIAL
    return VERIFIED if _CHECKED.search(rest) else DOWNLOADED


def _written(fetch: str, rest: str) -> set[str]:
    """Return the names under which a download can be found afterwards."""
    if _SHOWN.search(fetch) and not _TEED.match(rest):
        return set()
    into = _INTO.search(fetch) or _TEED.match(rest)
    urls = _URL.findall(fetch)
    name = into["file"] if into else ""
    if (not name or _URL.search(name)) and urls:  # curl -O URL, wget URL
        name = urls[-1].split("?")[0].rsplit("/", 1)[-1]
    names = {_bare(name)} - _NOT_FILES
    for moved in _MOVES.findall(rest) if names else ():
        words = [_bare(word) for word in moved.split()]
        if names.intersection(words):
            names.add(words[-1])
    return names


def _bare(name: str) -> str:
    return name.strip("\"'").removeprefix("./")
