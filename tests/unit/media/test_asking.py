"""What goes to a reader of media and comes back, and what such a process gets to know."""

from posthouse.media.asking import HEAD, frame, job_of, known, outcome_of, size_of
from posthouse.media.outcome import Job, Outcome, Problem, Work


def test_a_frame_says_how_long_it_is_and_holds_what_was_told():
    for told, read in (
        (Job(Work.COVER, b"\0\xff", ((1.0, 2.0),)), job_of),
        (Outcome(text="x", problem=Problem.BROKEN), outcome_of),
    ):
        head, body = frame(told)
        assert (len(head), size_of(head)) == (HEAD, len(body))
        assert read(body) == told


def test_such_a_process_gets_to_know_no_key():
    assert known({"PATH": "/bin", "UPSTREAM_KEY": "k", "LANG": "C"}) == {
        "PATH": "/bin",
        "LANG": "C",
    }
    assert known({}) == {}
