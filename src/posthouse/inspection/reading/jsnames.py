"""Names of JavaScript's modules and functions, told as the names of Python's that do the same.

So that one judge of calls (`pycalls`) serves both: `child_process.execSync` is `subprocess.run`,
`fetch` is `requests.get`, `vm.runInThisContext` is `eval`.
"""

from __future__ import annotations

import re

RUNS, EVALUATES, FETCHES, READS, WRITES = "subprocess.run", "eval", "requests.get", "open", "write"
REMOVES, LOOKS_UP, ENVIRONMENT = "shutil.rmtree", "socket.gethostbyname", "os.environ"
SENDS, JOINS, REQUIRES = "net.send", "os.path.join", "require"
_TABLE = (
    (RUNS, r"child_process\.(?:exec|execSync|spawn|spawnSync|execFile|execFileSync|fork)|(?:execa|cross-spawn|cross_spawn|zx|shelljs|bun|Bun|Deno)(?:\.(?:sync|exec|command|commandSync|execa|execaCommand|spawn|spawnSync|run|Command|\$))?|\$(?:\.(?:sync|quiet))?"),
    (EVALUATES, r"eval|Function|GeneratorFunction|AsyncFunction|execScript|vm\.(?:runIn\w+|Script|compileFunction|SourceTextModule)|.*\.(?:constructor|_compile|runInThisContext|runInNewContext)|importScripts|(?:worker_threads\.)?Worker|document\.write"),
    (FETCHES, r"(?:node-fetch|undici|got|needle|superagent|axios|ky|request|phin|bent|\$|jQuery)(?:\.(?:default|get|post|put|patch|request|fetch|ajax|getScript|stream))?|fetch|https?\.(?:get|request)|http2\.connect|net\.(?:connect|createConnection|Socket)|tls\.connect|WebSocket|EventSource|ws"),
    (READS, r"(?:fs|fs/promises|fs-extra|fs\.promises)\.(?:readFile|readFileSync|createReadStream|openAsBlob|readJson|readJsonSync|cp|copyFile|copyFileSync)|Deno\.(?:readTextFile|readFile)(?:Sync)?|Bun\.file"),
    (WRITES, r"(?:fs|fs/promises|fs-extra|fs\.promises)\.(?:writeFile|writeFileSync|appendFile|appendFileSync|outputFile|outputFileSync|createWriteStream)|Deno\.write(?:Text)?File(?:Sync)?|Bun\.write"),
    (REMOVES, r"(?:fs|fs/promises|fs-extra|fs\.promises)\.(?:rm|rmSync|rmdir|rmdirSync|unlink|unlinkSync|remove|removeSync|emptyDir)|rimraf(?:\.\w+)?|Deno\.remove(?:Sync)?"),
    (LOOKS_UP, r"dns(?:/promises|\.promises)?\.(?:lookup|resolve\w*)"),
    (SENDS, r"navigator\.sendBeacon|.*\.(?:send|sendBeacon|end|write|emit|postMessage)"),
    (JOINS, r"path(?:\.posix|\.win32)?\.(?:join|resolve|normalize)"),
    (REQUIRES, r"require|import|createRequire|module\.require|process\.mainModule\.require|process\.getBuiltinModule|module\.constructor\._load"),
)  # fmt: skip
_NAMES = tuple((name, re.compile(pattern)) for name, pattern in _TABLE)
_GLOBAL = re.compile(r"(?:globalThis|global|window|self|top|this|parent)\.(?=\w)")
ASKED = re.compile(
    r"(?:\w+\.)?(?:req|request|ctx|event)\.(?:query|body|headers?|params|cookies|url|get|queryStringParameters|rawBody|formData|json|searchParams)\b"
)
BROWSER = re.compile(r"(?:document\.cookie|localStorage|sessionStorage)\b")
HOME = re.compile(r"os\.homedir\(\)|os\.environ\.(?:HOME|USERPROFILE)")
MODULE = re.compile(r"\Anode:|\.js\Z")

_LONGEST = 65_536
SINKS = re.compile(
    r"child_process|process\b|\beval\b|Function\b|fetch|https?\b|exec|spawn|\bfs\b|\bnet\b|\bdns\b|\bvm\b|atob|Buffer|cookie|localStorage|sessionStorage|CharCode"
    r"|\\x[0-9a-f]{2}|\\u00|Socket|constructor|Worker|globalThis|\bglobal\b|window\[|importScripts|import\s*[(\"'`]|require\s*\(\s*[^\"'`]|Deno|Bun\b|\$`|axios|got\b|sendBeacon"
)
_LOOKS = re.compile(
    r"(?m)\b(?:const|let|var)\s+[\w{\[$]|\brequire\s*\(|=>|\bfunction\b|^\s*(?:import|export)\b.*['\"{]|\bawait\s|;\s*$"
)


def is_javascript(code: str) -> bool:
    """Tell whether source code of an unknown language could be JavaScript."""
    return _LOOKS.search(code[:_LONGEST]) is not None


def plain_name(name: str) -> str:
    """Return a dotted name without what only says that it is everywhere."""
    return _GLOBAL.sub("", name)


def told(name: str) -> str:
    """Return the name under which a call is judged, or the same."""
    return next((known for known, pattern in _NAMES if pattern.fullmatch(name)), name)
