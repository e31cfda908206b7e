import pytest

from posthouse.inspection.reading.brought import brought, is_program, made_programs
from posthouse.inspection.reading.command import Command


@pytest.mark.parametrize(
    ("command", "file", "origin"),
    [
        ("curl -o /tmp/a https://a.example/x", "/tmp/a", "https://a.example/x"),
        ("lwp-download https://a.example/x /tmp/a", "/tmp/a", "https://a.example/x"),
        ("scp u@a.example:/x /tmp/a", "/tmp/a", "u@a.example:/x"),
        ("scp u@a.example:/y/x /tmp/", "/tmp/x", "u@a.example:/y/x"),
        ("rsync -q rsync://a.example/m/x .", "./x", "rsync://a.example/m/x"),
        ("tftp -g -r x -l /tmp/a a.example", "/tmp/a", "tftp://a.example"),
        ("scp a.txt u@a.example:/srv", "", ""),
        ("cp a b", "", ""),
    ],
)
def test_tells_what_a_command_brings_and_from_where(command: str, file: str, origin: str) -> None:
    assert brought(Command(tuple(command.split()))) == (file, origin)


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("chmod +x /tmp/a", ["/tmp/a"]),
        ("chmod 0755 a b", ["a", "b"]),
        ("chmod 644 a", []),
        ("mv a /usr/local/bin/", ["a"]),
        ("install -m 755 a ~/.local/bin/git", ["755", "a"]),
        ("mv a b", []),
        ("dpkg -i ./a.deb", ["./a.deb"]),
        ("code --install-extension a.vsix", ["a.vsix"]),
    ],
)
def test_tells_what_a_command_makes_a_program_of(command: str, files: list[str]) -> None:
    assert made_programs(Command(tuple(command.split()))) == files


def test_knows_where_programs_are_looked_for() -> None:
    assert is_program("/usr/local/bin/git")
    assert not is_program("/tmp/bin.tar")
