from posthouse.media.memo import MediaMemo
from posthouse.media.outcome import Job, Outcome, Work

JOB = Job(Work.DOCUMENT, b"%PDF-1.7 some document")
SAID = Outcome(text="what stands in it")


def test_an_outcome_is_remembered_by_what_was_read():
    memo = MediaMemo(b"k" * 32)
    memo.keep(memo.place(JOB), SAID)
    assert memo.get(memo.place(JOB)) == SAID
    assert memo.get(memo.place(Job(Work.IMAGE, JOB.data))) is None
    assert memo.get(memo.place(Job(Work.DOCUMENT, JOB.data + b" "))) is None
    assert memo.get(memo.place(Job(Work.DOCUMENT, JOB.data, ((1.0,) * 8,)))) is None


def test_what_is_remembered_holds_neither_text_nor_document():
    memo = MediaMemo(b"k" * 32)
    memo.keep(memo.place(JOB), SAID)
    ((name, sealed),) = memo._known.items()
    assert b"what stands" not in sealed + name
    assert b"PDF" not in sealed + name


def test_the_least_recently_used_goes_first():
    memo = MediaMemo(b"k" * 32, max_bytes=3000)
    jobs = [Job(Work.DOCUMENT, bytes([number])) for number in range(3)]
    for job in jobs[:2]:
        memo.keep(memo.place(job), Outcome(text="x" * 1200))
    memo.get(memo.place(jobs[0]))
    memo.keep(memo.place(jobs[2]), Outcome(text="x" * 1200))
    assert [memo.get(memo.place(job)) is not None for job in jobs] == [True, False, True]


def test_an_outcome_larger_than_the_memory_is_not_kept():
    memo = MediaMemo(b"k" * 32, max_bytes=100)
    memo.keep(memo.place(JOB), Outcome(text="x" * 1000))
    assert memo.get(memo.place(JOB)) is None
