import pytest

from posthouse.model.batch import Consumed
from posthouse.model.usage import Usage
from posthouse.wire.openai_files.answer import consumed, handles, results


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"id": "file-1", "object": "file"}, ("file:file-1",)),
        (
            {"id": "b", "object": "batch", "output_file_id": "o", "error_file_id": "e"},
            ("batch:b", "file:o", "file:e"),
        ),
        ({"id": "b", "object": "batch", "output_file_id": None}, ("batch:b",)),
        ({"id": "file-1", "object": "list"}, ()),
        ({"object": "file"}, ()),
        ([], ()),
    ],
)
def test_what_is_kept_is_named_by_its_ids(tree, expected):
    assert handles(tree) == expected


TOKENS = {"input_tokens": 5, "output_tokens": 2, "total_tokens": 7}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"status": "in_progress", "usage": TOKENS}, None),
        ({"status": "cancelling"}, None),
        ({"status": "completed", "usage": TOKENS, "model": "m"}, Consumed((("m", Usage(5, 2)),))),
        ({"status": "cancelled", "usage": TOKENS}, Consumed((("", Usage(5, 2)),))),
        ({"status": "completed", "output_file_id": "o"}, None),
        ({"status": "completed", "output_file_id": "o", "usage": {"input_tokens": 0}}, None),
        ({"status": "failed"}, Consumed()),
        ({"status": "expired", "output_file_id": None}, Consumed()),
        ({"status": "failed", "object": "file"}, None),
    ],
)
def test_a_batch_that_is_over_tells_what_it_used(told, expected):
    assert consumed({"id": "b", "object": "batch", **told}) == expected
    assert consumed([]) is None


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"status": "completed", "output_file_id": "o"}, "/v1/files/o/content"),
        ({"status": "cancelled", "output_file_id": "o"}, "/v1/files/o/content"),
        ({"status": "in_progress", "output_file_id": "o"}, ""),
        ({"status": "failed"}, ""),
        ({"status": "completed", "output_file_id": 5}, ""),
        ([], ""),
    ],
)
def test_results_are_where_the_output_file_is(tree, expected):
    assert results(tree) == expected
