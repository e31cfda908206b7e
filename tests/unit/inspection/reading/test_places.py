from posthouse.inspection.reading.places import is_private, is_rules, is_secret, persistent


def test_places_are_known() -> None:
    assert is_secret("~/.ssh/id_ed25519")
    assert not is_secret("~/.ssh/id_ed25519.pub")
    assert not is_secret("~/.ssh/known_hosts")
    assert is_private("app/.env")
    assert persistent("/home/a/.bashrc") == "shell"
    assert persistent("x/.git/hooks/pre-commit") == "git-hook"
    assert persistent("src/main.py") == ""
    assert is_rules("AGENTS.md")
    assert not is_rules("docs/agents-guide.md")
