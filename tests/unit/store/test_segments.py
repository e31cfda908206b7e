"""The journal is read back whole, its torn tail is cut, and damage is never taken for a tail."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.errors import StoreError
from posthouse.store.segments import (
    Entry,
    Kind,
    decode,
    drop_all,
    drop_done,
    encode,
    replay,
    segment_path,
)

HEADER = b'{"format":1}'


def segment(folder, first, after, batches):
    """Write a segment of batches of entries; return its bytes."""
    lines = [encode(Entry(first, after, Kind.SEGMENT, HEADER))]
    seq = first
    for count in batches:
        durable = seq
        for _ in range(count):
            seq += 1
            lines.append(encode(Entry(seq, durable, Kind.INTENT, b'{"id":"%d"}' % seq)))
    data = b"".join(lines)
    segment_path(folder, first).write_bytes(data)
    return data


def numbers(folder, folded=0):
    return [e.seq for e in replay(folder, folded) if e.kind is not Kind.SEGMENT]


def test_a_line_is_json_and_reads_back():
    entry = Entry(7, 5, Kind.RECEIPT, b'{"a":"\xc3\xa9 \\" }"}')
    line = encode(entry)
    assert json.loads(line)["receipt"] == {"a": 'é " }'}
    assert line.endswith(b"\n")
    assert decode(line[:-1]) == entry


@given(st.data())
def test_no_changed_line_is_sound(data):
    line = encode(Entry(7, 5, Kind.INTENT, b'{"id":"x","n":[1,2]}'))[:-1]
    bit = data.draw(st.integers(0, len(line) * 8 - 1))
    changed = bytearray(line)
    changed[bit // 8] ^= 1 << bit % 8
    assert decode(bytes(changed)) is None


def test_reads_all_segments_in_order_above_what_is_folded(tmp_path):
    segment(tmp_path, 1, 0, [2, 1])
    segment(tmp_path, 5, 4, [1])
    assert numbers(tmp_path) == [2, 3, 4, 6]
    assert numbers(tmp_path, 3) == [4, 6]
    assert numbers(tmp_path, 99) == []


def test_an_empty_folder_and_an_empty_segment_hold_nothing(tmp_path):
    assert numbers(tmp_path) == []
    segment_path(tmp_path, 1).touch()
    assert numbers(tmp_path) == []


def test_a_torn_last_batch_is_cut_wherever_it_tore(tmp_path):
    data = segment(tmp_path, 1, 0, [2, 2])
    ends = [i for i, byte in enumerate(data) if byte == 10]
    for size in range(ends[2] + 1, len(data)):
        segment_path(tmp_path, 1).write_bytes(data[:size])
        assert numbers(tmp_path) == ([2, 3] if size <= ends[3] else [2, 3, 4])


def test_a_hole_within_the_last_batch_is_a_tear_since_nothing_calls_it_durable(tmp_path):
    data = bytearray(segment(tmp_path, 1, 0, [1, 3]))
    lines = bytes(data).split(b"\n")
    lines[2] = bytes(len(lines[2]))
    segment_path(tmp_path, 1).write_bytes(b"\n".join(lines))
    assert numbers(tmp_path) == [2]


def test_every_flip_before_the_last_batch_is_refused_as_damage(tmp_path):
    data = segment(tmp_path, 1, 0, [2, 1, 1])
    last = data[:-1].rindex(b"\n") + 1
    for place in range(last):
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        segment_path(tmp_path, 1).write_bytes(flipped)
        with pytest.raises(StoreError, match="damaged") as refused:
            replay(tmp_path, 0)
        assert refused.value.hint


def test_a_later_segment_voids_what_a_failed_batch_left_behind(tmp_path):
    segment(tmp_path, 1, 0, [1, 2])
    segment(tmp_path, 5, 2, [1])
    assert numbers(tmp_path) == [2, 6]


def test_a_segment_that_failed_at_its_first_line_is_passed_over(tmp_path):
    segment(tmp_path, 1, 0, [1, 2])
    segment_path(tmp_path, 5).write_bytes(b'{"crc":"00')
    segment(tmp_path, 6, 2, [1])
    assert numbers(tmp_path) == [2, 7]


def test_a_missing_segment_is_damage(tmp_path):
    segment(tmp_path, 1, 0, [1])
    segment(tmp_path, 3, 2, [2])
    segment(tmp_path, 6, 5, [1])
    segment_path(tmp_path, 3).unlink()
    with pytest.raises(StoreError, match="entries 3 to 5"):
        replay(tmp_path, 0)


def test_a_database_older_than_its_journal_is_refused(tmp_path):
    segment(tmp_path, 50, 49, [1])
    with pytest.raises(StoreError, match="entries 11 to 49"):
        replay(tmp_path, 10)


def test_drops_segments_only_when_all_their_entries_are_folded(tmp_path):
    segment(tmp_path, 1, 0, [1])
    segment(tmp_path, 3, 2, [2])
    segment(tmp_path, 6, 5, [1])
    drop_done(tmp_path, 4)
    assert not segment_path(tmp_path, 1).exists()
    assert segment_path(tmp_path, 3).exists()
    drop_done(tmp_path, 99)
    assert [p.name for p in tmp_path.iterdir()] == [segment_path(tmp_path, 6).name]
    drop_all(tmp_path)
    assert not list(tmp_path.iterdir())
