from posthouse.inspection.text.notes import note


def test_a_note_says_why_and_by_which_rule() -> None:
    assert note("text/asks-for-secret").endswith("it asked for a secret (text/asks-for-secret)]")
    assert "a command in it would do harm (facts/fetch-run)" in note("facts/fetch-run")
