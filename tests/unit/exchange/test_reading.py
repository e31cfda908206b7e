"""Media on their way through an exchange, by policy; nothing is read for real here."""

import base64
from dataclasses import dataclass, field, replace

import orjson
import pytest

from posthouse.exchange import reading
from posthouse.exchange.actions import Call
from posthouse.exchange.exchange import Exchange
from posthouse.media.memo import MediaMemo
from posthouse.media.outcome import Job, Line, Outcome, Problem, Work
from posthouse.model.errors import Forbidden, Refusal, Unreadable
from posthouse.model.finding import Label, Treatment
from posthouse.model.media import Handling, MediaRules
from posthouse.model.record import Ending
from posthouse.model.scope import DataClass, Scope
from tests.facts import CHATS, CLAUDES, KEY, MODEL, Voice, facts

READ = MediaRules(Handling.REDACT, Handling.TEXT, Handling.REFUSE, Handling.REFUSE)
MAIL = "li.wei" + "@haitang-soft.test"
PNG = b"\x89PNG\r\n\x1a\n\0"
PDF = b"%PDF-1.7\n\xff\0"


def line(text: str, top: float = 0) -> Line:
    width = 10.0 * len(text)
    return Line(text, (0, top, width, top, width, top + 20, 0, top + 20))


@dataclass
class Reader:
    """Answers jobs from what it was given, and remembers them."""

    outcomes: dict[Work, Outcome]
    jobs: list[Job] = field(default_factory=list)

    def __call__(self, jobs: list[Job]) -> list[Outcome]:
        self.jobs += jobs
        covered = [Outcome(data=job.data + b"covered %d" % len(job.areas)) for job in jobs]
        return [self.outcomes.get(j.work, c) for j, c in zip(jobs, covered, strict=True)]

    def opened(self, exchange: Exchange, body: bytes) -> Call:
        """Do as the relay does."""
        exchange.greet()
        exchange.take(body)
        case = exchange.case
        if (jobs := reading.unread(case)) is not None:
            reading.read(case, jobs, self(jobs))
        if case.pictures:
            exchange.judged()
            jobs = reading.uncovered(case)
            reading.covered(case, jobs, self(jobs))
        return exchange.opened()


def image(data: bytes = PNG) -> dict:
    coded = base64.b64encode(data).decode()
    return {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{coded}"}}


def paper(data: bytes = PDF) -> dict:
    source = {"type": "base64", "data": base64.b64encode(data).decode()}
    return {"type": "document", "title": "t", "source": source}


def body(*parts: dict) -> bytes:
    said = [{"role": "user", "content": list(parts)}]
    return orjson.dumps({"model": MODEL, "max_tokens": 9, "messages": said})


def begun(voice: Voice = CHATS, **using) -> Exchange:
    return voice.begin(using=facts(**{"media": READ, **using}))


def receipt(exchange: Exchange):
    return exchange.close(Ending.DELIVERED, 2_000_000)


def test_a_documents_text_is_masked_in_its_place_and_restored():
    exchange = begun(CLAUDES)
    reader = Reader({Work.ILLUSTRATED: Outcome(text=f"write to {MAIL} soon")})
    call = reader.opened(exchange, body(paper()))
    assert MAIL.encode() not in call.body
    sent = orjson.loads(call.body)["messages"][0]["content"][0]
    assert (sent["title"], sent["source"]["type"]) == ("t", "text")
    assert sent["source"]["data"].startswith("write to QX")
    (token,) = exchange.case.mapping
    assert exchange.case.mapping.get(token).value == MAIL
    told = receipt(exchange)
    assert (told.masked, told.unexamined, told.parameters_changed) == ({"EMAIL": 1}, 0, ())


def test_pictures_in_a_document_are_read_where_images_are_and_only_there():
    for images, work in ((Handling.REDACT, Work.ILLUSTRATED), (Handling.REFUSE, Work.DOCUMENT)):
        reader = Reader({work: Outcome(text="said")})
        reader.opened(begun(CLAUDES, media=replace(READ, images=images)), body(paper()))
        assert [job.work for job in reader.jobs] == [work]


def test_what_is_found_in_an_image_is_covered_and_counted():
    exchange = begun()
    reader = Reader({Work.IMAGE: Outcome(lines=(line("hello"), line(f"mail {MAIL}", 40)))})
    call = reader.opened(exchange, body(image()))
    assert [job.work for job in reader.jobs] == [Work.IMAGE, Work.COVER]
    (area,) = reader.jobs[1].areas
    assert min(area[::2]) < 50 < max(area[::2])
    assert min(area[1::2]) < 40
    assert max(area[1::2]) > 60
    put = orjson.loads(call.body)["messages"][0]["content"][0]["image_url"]["url"]
    assert base64.b64decode(put.partition(",")[2]) == PNG + b"covered 1"
    told = receipt(exchange)
    assert (told.masked, told.unexamined, told.parameters_changed) == ({"EMAIL": 1}, 0, ())
    assert told.extra["treated"] == "EMAIL covered 1"


def test_what_stands_in_an_image_is_masked_in_texts_and_the_other_way_round():
    exchange = begun()
    said = {"type": "text", "text": "my password is Zx81-parrot-Nine, 王晓明 says"}
    reader = Reader({Work.IMAGE: Outcome(lines=(line("Zx81-parrot-Nine"),))})
    reader.opened(exchange, body(said, image()))
    assert len(reader.jobs[1].areas) == 1


def test_a_label_that_passes_stays_in_an_image_and_one_that_is_refused_refuses():
    seen = Reader({Work.IMAGE: Outcome(lines=(line(f"mail {MAIL}"),))})
    exchange = begun(treatments={Label.EMAIL: Treatment.PASS})
    seen.opened(exchange, body(image()))
    assert seen.jobs[1].areas == ()
    assert receipt(exchange).masked == {}
    with pytest.raises(Forbidden):
        seen.opened(begun(treatments={Label.EMAIL: Treatment.REFUSE}), body(image()))


def test_an_image_that_comes_again_is_neither_read_nor_covered_again():
    memo = MediaMemo(b"k")
    reader = Reader({Work.IMAGE: Outcome(lines=(line(f"mail {MAIL}"),))})
    first = reader.opened(begun_with(memo), body(image()))
    assert len(reader.jobs) == 2
    again = reader.opened(begun_with(memo), body(image(), image()))
    assert len(reader.jobs) == 2
    assert again.body.count(base64.b64encode(PNG + b"covered 1")) == 2
    assert first.body.count(base64.b64encode(PNG + b"covered 1")) == 1


def begun_with(memo: MediaMemo) -> Exchange:
    return CHATS.begin(using=replace(facts(media=READ), read_media=memo))


@pytest.mark.parametrize("problem", list(Problem))
@pytest.mark.parametrize(("work", "code"), [
    (Work.ILLUSTRATED, "document_unreadable"), (Work.IMAGE, "image_unreadable"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_and_says_what_helps(work, problem, code):
    exchange = begun(CLAUDES)
    part = paper() if work is Work.ILLUSTRATED else {**paper(PNG), "type": "image"}
    with pytest.raises(Unreadable) as error:
        Reader({work: Outcome(problem=problem)}).opened(exchange, body(part))
    assert error.value.code == code
    assert error.value.hint
    if problem is Problem.MISSING:
        assert "pip install 'posthouse[ocr]'" in error.value.hint


def test_what_nobody_read_does_not_leave():
    for part in (image(), {"type": "file", "file": {"file_data": image(PDF)["image_url"]["url"]}}):
        exchange = begun()
        exchange.greet()
        with pytest.raises(Unreadable):
            exchange.open(body(part))


def test_an_image_whose_covering_fails_does_not_leave():
    exchange = begun()
    reader = Reader({Work.IMAGE: Outcome(), Work.COVER: Outcome(problem=Problem.TOO_SLOW)})
    with pytest.raises(Unreadable):
        reader.opened(exchange, body(image()))


@pytest.mark.parametrize(
    ("rules", "part", "code"),
    [
        (MediaRules(images=Handling.REFUSE), image(), "content_unreadable"),
        (MediaRules(documents=Handling.REFUSE), image(PDF), "content_unreadable"),
        (MediaRules(others=Handling.REFUSE), image(b"\xff\0\xff"), "content_unreadable"),
        (
            MediaRules(links=Handling.REFUSE),
            {"type": "image_url", "image_url": {"url": "https://x.test/a.png"}},
            "media_linked",
        ),
        (MediaRules(images=Handling.REFUSE), image(PDF), None),
        (MediaRules(), image(), None),
    ],
)
def test_each_kind_is_refused_by_its_own_rule(rules, part, code):
    exchange = begun(media=rules)
    exchange.greet()
    if code is None:
        exchange.open(body(part))
        assert receipt(exchange).unexamined == 1
        return
    with pytest.raises(Refusal) as error:
        exchange.open(body(part))
    assert error.value.code == code


def test_a_document_without_a_place_for_its_text_is_refused():
    part = {"type": "input_audio", "input_audio": {"data": base64.b64encode(PDF).decode()}}
    with pytest.raises(Unreadable) as error:
        Reader({Work.ILLUSTRATED: Outcome(text="x")}).opened(begun(), body(part))
    assert error.value.code == "document_misplaced"


def test_only_so_many_media_are_read():
    with pytest.raises(Unreadable) as error:
        Reader({}).opened(begun(), body(*[image()] * (reading.MOST + 1)))
    assert error.value.code == "media_too_many"


def test_a_key_of_a_low_class_sends_images_that_were_read_by_what_was_found():
    low = replace(KEY, scope=Scope(highest=DataClass.PUBLIC))
    for said, allowed in (("hello", True), (f"mail {MAIL}", False)):
        exchange = begun(key=low)
        reader = Reader({Work.IMAGE: Outcome(lines=(line(said),))})
        if allowed:
            reader.opened(exchange, body(image()))
            continue
        with pytest.raises(Forbidden):
            reader.opened(exchange, body(image()))
