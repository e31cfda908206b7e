"""Code in a language other than the shell: what is plain to see in it, and shell commands in it."""

from __future__ import annotations

import re
from collections.abc import Callable

from posthouse.inspection.checks.shell import holds_any, opens_shell
from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.folding import folded
from posthouse.inspection.reading.javascript import javascript_facts
from posthouse.inspection.reading.jsnames import is_javascript
from posthouse.inspection.reading.layers import unpacked
from posthouse.inspection.reading.places import is_secret, persistent
from posthouse.inspection.reading.python import python_facts
from posthouse.inspection.reading.ruby import ruby_facts

_LONGEST = 65_536
_MOST = 40
_INCLUDES = re.compile(r"(?:\binclude|\brequire)(?:_once)?\s*\(?\s*[\"']https?://")
_RUNS_TEXT = re.compile(r"[\"'](?:-c|/c)[\"']\s*(?:\)\s*\.arg\(\s*|,\s*)&?[A-Za-z_]\w*\s*[,)}]")
_SAVED = re.compile(r"DownloadFile\w*\(\s*[^,\n]+,\s*(\"[^\"\n]+\")")
_METADATA = re.compile(r"169\.254\.169\.254|metadata\.google\.internal|100\.100\.100\.200")
_QX = re.compile(r"\bqx\s*(?:\{([^\n}]{1,400})\}|\(([^\n)]{1,400})\)|([/|!])([^\n]{1,400}?)\3)")
_GENERATES = re.compile(r"(?m)^//go:generate\s+(?P<run>.+)$")
_CELL = re.compile(r"\A\s*%%(?:bash|sh|script\s+\w+|!)[^\n]*\n(?P<run>[\s\S]+)")
_URL = re.compile(r"https?://[^\s\"'`<>|;)\\]+")
_NET = re.compile(
    r"urlopen|urlretrieve|requests\.(?:get|post|put)|httpx\.|http\.client|\bfetch\s*\(|https?[\"']?\)?\.(?:get|request)|axios"
    r"|reqwest|ureq::|HttpClient|WebClient|DownloadFile|OkHttp|URLSession|http\.(?:Get|Post|NewRequest)|XMLHTTP|curl_easy|HttpURLConnection|openStream"
    r"|file_get_contents\s*\(\s*[\"']http|URI\.open|Net::HTTP|open-uri|LWP::|HTTP::Tiny|socket\.http|got\(|\.urlopen|DownloadString"
)
_EXECUTES = re.compile(
    r"\btools\.\w{0,24}(?:exec|shell|command|bash|terminal)\w{0,24}\s*\(|(?<![\w.])(?:exec|eval)\s*\(|os\.(?:system|popen|exec\w+)|subprocess|execSync|child_process|\bFunction\s*\(|vm\.run"
    r"|exec\.Command|Command::new|Process\.Start|ProcessBuilder|getRuntime\(\)|\bqx\b|\bsystem\s+[\"']|shell-command|os\.execute|io\.popen|posix_spawn|NSTask|Process\(\)|run-shell|call system|session\.run\("
    r"|pty\.spawn|loadstring|\bsystem\s*\(|shell_exec|passthru|getattr\(__import__|\.then\(eval\)"
)
_SENDS = re.compile(
    r"\bdata\s*=|\.post\s*\(|\.put\s*\(|method\s*:\s*[\"'](?:POST|PUT)|\?\w*=?[\"']?\s*\+|gethostbyname|resolve\w*\(|sendall|\.send\(|sendBeacon"
)
_ENVIRONMENT = re.compile(
    r"dict\(os\.environ\)|str\(os\.environ|json\.dumps\([^)]{0,30}environ|os\.environ\b(?!\s*[.\[])|JSON\.stringify\(process\.env\)"
    r"|os\.environ(?:\.get)?[\[(][\"']\w*(?:KEY|TOKEN|SECRET|PASS|DATABASE_URL)|process\.env\.\w*(?:KEY|TOKEN|SECRET|PASS)"
)
_WHOLE = re.compile(
    r"JSON\.stringify\(process\.env\)|Object\.entries\(process\.env\)|\$_ENV\b|ENV\.(?:to_h|to_a|inspect|to_json)|getenv\(\)|System\.getenv\(\)|os\.Environ\(\)|env::vars\(\)|GetEnvironmentVariables\(\)"
)
_QUOTED = re.compile(
    r"\"((?:[^\"\\\n]|\\.){0,2000})\"|'((?:[^'\\\n]|\\.){0,2000})'|`([^`]{0,2000})`"
)
_LIST = re.compile(r"\[((?:\s*[\"'][^\"'\n]{0,200}[\"']\s*,?){2,20})\]")
_TLS = re.compile(
    r"\bverify\s*=\s*False|CERT_NONE|_create_unverified_context|check_hostname\s*=\s*False|rejectUnauthorized[\"']?\s*:\s*false"
    r"|(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)[\"'\]]*\s*[=:]\s*[\"']?0|InsecureSkipVerify\s*:\s*true|ssl\s*=\s*False|disable_warnings\("
    r"|verify_ssl\s*=\s*False|strictSSL\s*:\s*false|danger_accept_invalid_certs\(true|VERIFY_NONE|CURLOPT_SSL_VERIFYPEER\s*,\s*(?:false|0)"
)
_TLS_ANCHORS = ("erify", "ERIFY", "CERT_NONE", "_hostname", "ejectUnauth", "TLS_REJECT", "HTTPSVERIFY", "InsecureSkip", "ssl", "disable_warn", "strictSSL", "invalid_certs")  # fmt: skip
_ASKED_ANCHORS = ("req", "ctx.", "$_", "searchParams", ".query", ".params", ".body", "getParameter", "getHeader", ".Query(", "r.URL", "FormValue", "params[", "environ", "getenv", "process.env", "input(")  # fmt: skip
_DECODES = re.compile(
    r"b64decode|b32decode|b85decode|unhexlify|fromhex|atob\s*\(|Buffer\.from\(|decompress\(|base64_decode|codecs\.decode|fromCharCode|marshal\.loads|chr\(\w+\s*\^"
)
_DECODE_RUN = re.compile(
    r"(?<![\w.])(?:exec|eval|Function|compile)\s*\(?[^\n]{0,200}(?:b64decode|unhexlify|fromhex|atob\s*\(|Buffer\.from\(|decompress\(|base64_decode|codecs\.decode|fromCharCode|marshal\.loads)"
    r"|(?:system|popen|run|exec\w*)\s*\(?[^\n]{0,80}(?:b64decode|fromhex|atob\s*\(|Buffer\.from\()|__import__\([^\n]{0,60}(?:decode|fromhex|system)"
)
_BACKDOOR = re.compile(
    r"(?:(?<![\w.])(?:exec|eval|assert|preg_replace|passthru|shell_exec)|popen|system|check_output|getoutput|run|execSync|exec|Function|spawn|Command|ProcessBuilder)\s*\([^\n]{0,80}(?:request\.(?:args|form|values|GET|POST|json|headers|data|query|body|params)|req\.(?:query|body|headers|params|get)|ctx\.(?:query|request)|\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES)|searchParams|\w+\.(?:query|params|body)\.|getParameter|getHeader|c\.Query\(|r\.(?:URL|FormValue)|params\[)"
    r"|(?<![\w.])(?:eval|exec)\s*\([^\n]{0,60}(?:os\.environ|getenv|process\.env|os\.getenv|input\(\))"
)
_PYTHON = re.compile(
    r"^[ \t]*(?:import|from|def|class|with|print|exec|eval|for|if|try|async|@|!|%|\w+\s*=|\w[\w.]*\()",
    re.MULTILINE,
)
_EVALUATES = re.compile(
    r"(?<![\w.])(?:eval|Function|execScript|setTimeout)\s*\(\s*(?![\"'`)]|\(?\s*(?:function|\(|\w+\s*=>))|vm\.(?:run\w+|Script)\s*\(\s*(?![\"'`])|instance_eval|class_eval|loadstring\s*\("
)
_LANGUAGES = tuple(
    (language, re.compile(pattern, re.IGNORECASE))
    for language, pattern in (
        ("python", r"\.(?:pyw?|pth)\Z|(?:\A|[^a-z])i?(?:python|pypy)[\d.]*\Z"),
        ("javascript", r"\.[mc]?[jt]sx?\Z|(?:\A|[^a-z])(?:node(?:js)?|javascript|typescript|bun|deno|tsx|ts-node)\Z"),
        ("ruby", r"\.(?:rb|rake|gemspec|ru)\Z|(?:\A|/)(?:Rakefile|Gemfile|Vagrantfile|Guardfile|Podfile|Fastfile)\Z|(?:\A|[^a-z])(?:ruby|irb|rails)[\d.]*\Z"),
        ("other", r"\.(?:pl|pm|php\d?|lua|go|java|cs|rs|c|cc|cpp|kt|swift|groovy)\Z|(?:\A|/)(?:perl|php|lua[\d.]*)\Z"),
    )
)  # fmt: skip
_PADDED = re.compile(r"[^\S\n]{60,}\S*[;(]")
_PACKED = re.compile(r"[\"']([A-Za-z0-9+/]{24,}={0,2}|(?:[0-9a-f]{2}){16,})[\"']")
_SHELLISH = re.compile(
    r"\b(?:curl|wget|bash|sh|nc|base64|rm|chmod|crontab|pip|npm|git)\b|/dev/tcp|>>"
)
_REMOVES = re.compile(
    r"(?:os\.(?:remove|unlink|rmdir)|rmtree|\.unlink|rmSync|unlinkSync)\s*\(\s*(?:Path\()?[\"'](?P<path>/(?:etc|usr|bin|sbin|lib|boot|var|root|home)/[^\"'\n]+)|(?:file_path|path|directory|dir_path|target)\s*=\s*(?:Path\()?[\"'](?P<other>/(?:etc|usr|bin|sbin|lib|boot|root)/[^\"'\n]*)"
)
_OPENS = re.compile(
    r"open\(\s*(?:os\.path\.expanduser\()?[\"']([^\"'\n]{1,200})[\"']\)?\s*,\s*[\"'][wa]"
)


def language_of(name: str) -> str:
    """Return the language that a file's name, a program or a tool tells, or ""."""
    return next((language for language, names in _LANGUAGES if names.search(name)), "")


def code_facts(code: str, shell: Callable[[str], None], language: str = "") -> list[Fact]:
    """Return what source code does; `shell` reads the commands in it.

    `language`: what is known of it; without it the code itself tells.
    """
    shell = _once(shell)
    cell = _CELL.match(code)
    if cell:
        shell(cell["run"])
        return []
    read = _by_grammar(code, shell, language)
    whole = code[:_LONGEST]
    code = folded(whole) if read is None else whole
    found = (read or []) + _plain(code)
    if read is None and _fetch_runs(code):
        found.append(Fact(Kind.FETCH_RUN, (_URL.search(code) or [""])[0], "code"))
    if code != whole and _runs_more(code, whole):
        found.append(Fact(Kind.HIDDEN_RUN, "", "put together"))
    for text in _commands(code):
        shell(text)
    for packed in _PACKED.findall(code)[:_MOST] if _DECODES.search(code) else ():
        inner = unpacked(packed)
        if inner.isprintable() and _SHELLISH.search(inner) and _EXECUTES.search(code):
            shell(inner)
            found.append(Fact(Kind.HIDDEN_RUN, "", "packed"))
    return found


def _by_grammar(code: str, shell: Callable[[str], None], language: str) -> list[Fact] | None:
    """Return what a grammar tells of source code; None where there is none for its language."""
    if language == "ruby":
        return ruby_facts(code, shell)
    read = None
    if language in ("", "python") and _PYTHON.search(code):
        read = python_facts(code, shell)
    if read is None and (language == "javascript" or (not language and is_javascript(code))):
        read = javascript_facts(code, shell)
    return read


def _plain(code: str) -> list[Fact]:
    found = []
    net, runs = _NET.search(code), _EXECUTES.search(code)
    url = (_URL.search(code) or [""])[0]
    if holds_any(_TLS_ANCHORS, code) and _TLS.search(code):
        found.append(Fact(Kind.TLS_OFF, "", "code"))
    if (runs or "compile" in code or "__import__" in code) and _DECODE_RUN.search(code):
        found.append(Fact(Kind.HIDDEN_RUN, url, "code"))
    if holds_any(_ASKED_ANCHORS, code) and _BACKDOOR.search(code):
        found.append(Fact(Kind.BACKDOOR))
    if opens_shell(code):
        found.append(Fact(Kind.SHELL, "", "code"))
    if (net or "gethostbyname" in code) and (_SENDS.search(code) or _WHOLE.search(code)):
        found += _sent(code, url)
    if any(
        _EXECUTES.search(m[0] + code[m.end() : m.end() + 200]) for m in _PADDED.finditer(code)
    ) and (net or runs):
        found.append(Fact(Kind.CLOAKED, "", "padding"))
    return found + list(_touched(code))


def _once(shell: Callable[[str], None]) -> Callable[[str], None]:
    """Return a reader of commands that reads each only once."""
    seen: set[str] = set()

    def read(text: str) -> None:
        if text not in seen:
            seen.add(text)
            shell(text)

    return read


def _runs_more(code: str, whole: str) -> bool:
    """Tell whether code runs something that shows only once its strings are put together."""
    return len(_EXECUTES.findall(code)) > len(_EXECUTES.findall(whole))


def _fetch_runs(code: str) -> bool:
    if _INCLUDES.search(code):
        return True
    if _NET.search(code) and (
        _RUNS_TEXT.search(code) or _runs_saved(code) or _EVALUATES.search(code)
    ):
        return True
    return (
        any(
            _NET.search(code[match.start() : match.end() + 160])
            for match in re.finditer(
                r"(?<![\w.])(?:exec|eval|loads|compile)\s*\(|\bsystem\s*\(", code
            )
        )
        or re.search(
            r"\.then\([^\n]{0,60}(?:eval|execSync|Function)|on\([\"']data[\"'][^\n]{0,80}eval", code
        )
        is not None
    )


def _runs_saved(code: str) -> bool:
    """Tell whether code starts a file that it downloads under the same name."""
    saved = _SAVED.search(code)
    return saved is not None and code.count(saved[1]) > 1


def _sent(code: str, url: str) -> list[Fact]:
    secret = next((text for text in _strings(code) if is_secret(text)), "")
    if secret or _ENVIRONMENT.search(code) or _WHOLE.search(code):
        return [Fact(Kind.SEND_SECRET, url, secret or "environment")]
    return []


def _touched(code: str) -> list[Fact]:
    removed = _REMOVES.finditer(code) if re.search(r"remove|unlink|rmtree|rmdir", code) else ()
    found = [Fact(Kind.DESTROY, match["path"] or match["other"]) for match in removed]
    if _METADATA.search(code):
        found.append(Fact(Kind.SECRET, "169.254.169.254", "metadata"))
    paths = filter(persistent, _OPENS.findall(code)[:_MOST])
    return found + [Fact(Kind.PERSIST, path, persistent(path)) for path in paths]


def _strings(code: str) -> list[str]:
    return [a or b or c for a, b, c in _QUOTED.findall(code)[: _MOST * 5]]


def _commands(code: str) -> list[str]:
    """Return the texts in code that a shell is given."""
    texts = [match["run"] for match in _GENERATES.finditer(code)]
    if not _EXECUTES.search(code):
        return texts
    texts += [match[1] or match[2] or match[4] for match in _QX.finditer(code)]
    texts += [text for text in _strings(code) if _SHELLISH.search(text)][:_MOST]
    for words in _LIST.findall(code)[:_MOST]:
        texts.append(" ".join(re.findall(r"[\"']([^\"'\n]*)[\"']", words)))
    return texts
