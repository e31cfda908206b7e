import pytest

from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.wrappers import output_path, targets, unwrapped


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("sudo -u x env A=1 ls", "env A=1 ls"),
        ("timeout 5 ls", "ls"),
        ("conda run -n base pip list", "pip list"),
        ("ls -l", "ls -l"),
    ],
)
def test_the_command_inside_is_found(text: str, inside: str) -> None:
    assert unwrapped(Command(tuple(text.split()))).words == tuple(inside.split())


def test_files_that_are_written_are_found() -> None:
    assert targets(Command(("tee", "-a", "x"))) == ["x"]
    assert targets(Command(("cp", "a", "b"))) == ["b"]
    assert output_path(("curl", "-o", "x", "https://a.example/y"), "https://a.example/y") == "x"
    assert output_path(("wget", "https://a.example/y"), "https://a.example/y") == "y"
    assert output_path(("curl", "https://a.example/y"), "https://a.example/y") == ""
