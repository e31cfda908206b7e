import pytest

from posthouse.model.usage import NOT_TOLD
from posthouse.wire.openai_files.answer import block, calls, entries, handles, usage


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


def test_a_list_has_entries_and_nothing_else_has():
    one = {"id": "a"}
    assert entries({"data": [one]}) == [one]
    assert entries({"id": "a"}) == entries("text") == []


def test_it_tells_no_usage_and_calls_nothing():
    tree = {"id": "a"}
    block(tree, "0", "notice")
    assert (calls(tree), usage(tree), tree) == ([], NOT_TOLD, {"id": "a"})
