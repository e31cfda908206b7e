from posthouse.inspection.reading.pynames import ASKED, FETCHES, PRECIOUS, RUNS, SEND


def test_names_by_what_they_do() -> None:
    assert all(map(RUNS.fullmatch, ("os.system", "subprocess.check_output", "c.exec_command")))
    assert FETCHES.fullmatch("requests.get")
    assert SEND.fullmatch("requests.post")
    assert ASKED.match("request.args.get")
    assert not ASKED.match("requests.get")


def test_places_that_must_not_be_removed() -> None:
    assert all(map(PRECIOUS.match, ("~", "/", "/etc", "~/Documents", "C:\\Windows")))
    assert not any(map(PRECIOUS.match, ("build", "/tmp/x", "./dist")))
