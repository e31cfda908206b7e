"""What may be added to a file in parts, and when it is whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.exchange.collecting import (
    STUCK_US,
    add,
    become,
    begin,
    collect,
    drop,
    finish,
    known,
    pending,
    reply,
)
from posthouse.exchange.exchange import Exchange
from posthouse.model.dialect import Act
from posthouse.model.errors import BadEncoding, BadRequest, Conflict, NotFound, TooLarge
from posthouse.model.http import RequestHead
from posthouse.model.record import Ending
from posthouse.model.upload import Stage, Upload
from posthouse.wire.dialects import resolve
from posthouse.wire.uploads import Begun, Chunk
from tests.facts import MINTED, SEED, Counters, Health, facts

UPLOAD = Upload("u", b'{"filename": "a", "purpose": "user_data", "mime_type": "x"}', 6, 0)
HELD = replace(UPLOAD, parts=(("a", 2), ("b", 4)))


def exchange(path: str, *headers: tuple[str, str]) -> Exchange:
    head = RequestHead(
        "POST", path, "", (("authorization", f"Bearer {MINTED.plain.reveal()}"), *headers)
    )
    made = Exchange(facts(), (Counters(), Health()), SEED, (head, resolve(head)))
    made.greet()
    return made


def test_a_part_goes_to_its_place_and_to_no_other():
    one = add(UPLOAD, "a", Chunk(b"ab", 0), 100)
    two = add(one, "b", Chunk(b"cdef", 2), 100)
    assert (two.received, two.parts) == (6, (("a", 2), ("b", 4)))
    assert add(UPLOAD, "a", Chunk(b"ab"), 100).received == 2
    for offset in (0, 1, 3):
        with pytest.raises(Conflict) as refused:
            add(one, "b", Chunk(b"c", offset), 100)
        assert refused.value.code == "upload_offset"


def test_no_more_comes_than_was_announced_or_than_the_station_takes():
    with pytest.raises(TooLarge, match="announced"):
        add(HELD, "c", Chunk(b"x"), 100)
    with pytest.raises(TooLarge, match="larger"):
        add(UPLOAD, "c", Chunk(b"x" * 5), 4)
    case = exchange("/v1/uploads").case
    assert begin(case, Begun(b"{}", 3)).id == f"upload_{SEED.id}"
    with pytest.raises(TooLarge):
        begin(case, Begun(b"{}", 2**40))


@pytest.mark.parametrize("order", [["a"], ["a", "a", "b"], ["a", "c"], []])
def test_a_file_is_whole_when_its_parts_are_what_was_announced(order):
    assert finish(HELD, None, 7).parts == HELD.parts
    done = finish(HELD, ["b", "a"], 7)
    assert (done.parts, done.stage, done.since_us) == ((("b", 4), ("a", 2)), Stage.FINISHING, 7)
    with pytest.raises(BadRequest) as refused:
        finish(HELD, order, 7)
    assert refused.value.code == "upload_size"


def test_nothing_goes_on_with_what_has_ended_or_is_not_there():
    for stage in (Stage.COMPLETED, Stage.CANCELLED, Stage.FINISHING):
        ended = replace(HELD, stage=stage, since_us=5)
        for step in (drop, pending, lambda one: finish(one, None, 9)):
            with pytest.raises(Conflict):
                step(ended)
        assert known(ended) is ended
    for step in (known, drop):
        with pytest.raises(NotFound):
            step(None)
    assert drop(HELD).stage is Stage.CANCELLED


def test_who_was_cut_off_while_finishing_may_begin_again():
    stuck = finish(HELD, None, 5)
    assert finish(stuck, None, 6 + STUCK_US).since_us == 6 + STUCK_US


@given(st.lists(st.binary(max_size=5), max_size=5))
def test_parts_in_any_number_make_the_file(pieces):
    size = sum(map(len, pieces))
    upload = replace(UPLOAD, size=size)
    for number, piece in enumerate(pieces):
        upload = add(upload, str(number), Chunk(piece, upload.received), 100)
    assert finish(upload, None, 0).received == size


def test_a_step_is_counted_answered_and_put_on_record():
    made = exchange("/v1/uploads")
    collect(made.case, b"{}")
    assert "enter" in made.case.counters.told
    answer = reply(made.case, (("x-a", "b"),), b"{}")
    assert (answer.status, dict(answer.headers)["x-a"]) == (200, "b")
    receipt = made.close(Ending.DELIVERED, 0)
    assert (receipt.came != "", receipt.left, receipt.destinations) == (True, "", ())


def test_what_is_packed_is_refused():
    made = exchange("/v1/uploads/u/parts", ("content-encoding", "gzip"))
    with pytest.raises(BadEncoding):
        collect(made.case, b"")


def test_a_whole_file_goes_on_as_one_piece():
    made = exchange("/v1/uploads/u/complete", ("content-type", "application/json"))
    collect(made.case, b"{}")
    assert made.case.counters.told == []
    made.case.upload = UPLOAD
    become(made.case, made.case.wire.uploads.whole(UPLOAD, b"abcdef"))
    call = made.opened()
    assert (made.case.endpoint.act, call.target) == (Act.MAKE, "/v1/files")
    assert b"abcdef" in call.body
    made.close(Ending.CLIENT_GONE, 0)
    assert made.case.counters.told.count("enter") == 1
