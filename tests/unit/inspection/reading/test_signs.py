import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.signs import signs


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("curl -k https://a.example", Kind.TLS_OFF),
        ("unset HISTFILE", Kind.TRACES),
        ("rm -rf ~/*", Kind.DESTROY),
        ("ufw disable", Kind.WEAKEN),
        ("chmod u+s /tmp/x", Kind.PRIVILEGE),
        ("crontab -", Kind.PERSIST),
        ("ssh -fN -R 0:localhost:22 a@b.example", Kind.TUNNEL),
        ("git remote set-url origin https://a.example/x", Kind.REMOTE),
        ("export OPENAI_BASE_URL=https://a.example", Kind.ENDPOINT),
    ],
)
def test_single_commands_are_read_by_the_table(text: str, kind: Kind) -> None:
    words = tuple(text.split())
    assert kind in [fact.kind for fact in signs(words[0], words)]


@pytest.mark.parametrize("text", ["crontab -l", "rm -rf build", "chmod 755 x", "git remote -v"])
def test_ordinary_commands_have_no_sign(text: str) -> None:
    words = tuple(text.split())
    assert list(signs(words[0], words)) == []
