import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posthouse.dataset import cutting
from posthouse.dataset.cutting import RecordTooLong, Shape, cuts, shape_of

LINES = Shape()
ROWS = Shape(quoted=True)


def parts(data: bytes, shape: Shape, part: int, block: int = 7) -> list[bytes]:
    blocks = [data[i : i + block] for i in range(0, len(data), block)]
    ends = [end for end, _ in cuts(blocks, shape, part)]
    return [data[a:b] for a, b in zip([0, *ends], ends, strict=False)]


def test_parts_end_at_the_first_line_end_behind_their_size():
    assert parts(b"aa\nbbbb\nc\nd\n", LINES, 4) == [b"aa\nbbbb\n", b"c\nd\n"]


def test_a_last_line_without_an_end_is_a_part_too():
    assert parts(b"aa\nbb\ncc", LINES, 3) == [b"aa\n", b"bb\n", b"cc"]


def test_an_empty_file_is_one_empty_part():
    assert list(cuts([], LINES, 4)) == [(0, 0)]


def test_lines_are_counted_across_parts_and_blocks():
    ends = list(cuts([b"a\nb\n", b"c\nd\ne\n"], LINES, 4))
    assert ends == [(4, 2), (8, 4), (10, 5)]


def test_a_line_end_inside_a_quoted_cell_ends_no_row():
    data = b'1,"x\ny\nz"\n2,"q"\n'
    assert parts(data, ROWS, 4) == [b'1,"x\ny\nz"\n', b'2,"q"\n']


def test_wide_text_is_cut_between_characters():
    data = "\ufeffab\n\u0a00\u0a0a\ncd\n".encode("utf-16-le")
    found = parts(data, shape_of("utf-16-le", quoted=False), 6, block=5)
    assert b"".join(found) == data
    assert all(part.decode("utf-16-le").endswith("\n") for part in found)


def test_a_record_beyond_the_bound_is_refused_with_its_line(monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST", 20)
    with pytest.raises(RecordTooLong, match="after line 1"):
        list(cuts([b"a\n", *[b"x" * 10] * 9], LINES, 4))


cells = st.text('ab\n",', max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(cells, min_size=1, max_size=3), max_size=12),
    st.integers(1, 30),
    st.integers(1, 30),
)
def test_rows_are_whole_wherever_blocks_end(rows, part, block):
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    data = written.getvalue().encode()
    found = parts(data, ROWS, part, block)
    assert b"".join(found) == data
    assert found == parts(data, ROWS, part, 1000)
    read = [row for one in found for row in csv.reader(io.StringIO(one.decode()), strict=True)]
    assert read == list(csv.reader(io.StringIO(data.decode()), strict=True))
