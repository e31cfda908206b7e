from posthouse.inspection.reading.command import Command


def test_the_program_is_named_without_its_folder() -> None:
    assert Command(("/usr/bin/env", "x")).program == "env"
    assert Command(()).program == ""
