import pytest

from posthouse.wire.openai_files.answer import handles


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
