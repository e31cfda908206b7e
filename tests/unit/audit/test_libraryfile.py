import orjson
import pytest
from tests.unit.audit.test_signing import ANN, BEN

from posthouse.audit.cells import CELLS
from posthouse.audit.evidence import REFERENCE, ReferenceFile
from posthouse.audit.libraryfile import entries_of, library_written
from posthouse.audit.signing import written
from posthouse.model.errors import VerificationFailed

CELL = CELLS[0]


def reference(model, expires_s=90):
    return ReferenceFile(
        REFERENCE, model, "https://a.example", 5, expires_s, 16, (CELL,),
        {CELL.name: ("1", "2")}, {},
    )  # fmt: skip


def test_a_library_gives_its_references_back_with_source_and_dates():
    both = [reference("a"), reference("b")]
    assert entries_of(library_written(reversed(both), [ANN]), 80, [ANN.key]) == both


def test_what_expired_is_left_out():
    data = library_written([reference("a", 50), reference("b")], [])
    assert [one.model for one in entries_of(data, 80)] == ["b"]
    assert entries_of(written(reference("a", 50), []), 80) == []


def test_one_reference_is_a_library_too_and_so_are_lines_of_answers():
    assert entries_of(written(reference("a"), [ANN]), 80, [ANN.key]) == [reference("a")]
    line = {"model": "c", "prompt": CELL.prompt, "answers": ["3"]}
    data = orjson.dumps(line) + b"\n\n" + orjson.dumps({**line, "model": "d"}) + b"\n"
    assert [one["model"] for one in entries_of(data, 80)] == ["c", "d"]


def test_where_keys_are_trusted_a_signature_is_needed():
    line = orjson.dumps({"model": "c", "prompt": CELL.prompt, "answers": ["3"]})
    for data in (line, library_written([reference("a")], [ANN]), written(reference("a"), [])):
        with pytest.raises(VerificationFailed):
            entries_of(data, 80, [BEN.key])


@pytest.mark.parametrize("data", [b"x", b"{}", b"[1]", b'{"model":"a"}', b"\xff", b"[" * 10_000])
def test_what_is_no_line_of_a_library_is_told_by_number(data):
    with pytest.raises(VerificationFailed, match="line 1"):
        entries_of(data, 80)


def test_a_library_whose_reference_is_none_is_refused():
    data = written({"kind": "posthouse.audit.library/1", "references": [{"kind": "x"}]}, [])
    with pytest.raises(VerificationFailed, match="reference file"):
        entries_of(data, 80)
