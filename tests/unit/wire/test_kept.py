import pytest

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.usage import NOT_TOLD
from posthouse.wire.kept import members, no_block, no_calls, no_usage, put_nothing, with_kept


@pytest.mark.parametrize(
    ("tree", "expected"),
    [({"data": [1]}, [1]), ({"data": 1, "more": [2]}, [2]), ({"id": "a"}, []), ("text", [])],
)
def test_a_list_has_members_and_nothing_else_has(tree, expected):
    assert members("data", "more")(tree) == expected


def test_the_members_are_those_that_stand_in_the_tree():
    tree = {"data": [1, 2]}
    del members("data")(tree)[0]
    assert tree == {"data": [2]}


def test_it_tells_no_usage_calls_nothing_and_changes_nothing():
    tree = {"id": "a", "model": "m"}
    no_block(tree, "0", "notice")
    put_nothing(tree, "x")
    assert (no_calls(tree), no_usage(tree), tree) == ([], NOT_TOLD, {"id": "a", "model": "m"})


def test_of_the_query_what_is_known_goes_on():
    one = Endpoint(Dialect.OPENAI_FILES, Operation.FILES, "/v1/files", act=Act.LIST)
    assert with_kept({"limit"})(one, "", "limit=5&key=x") == "/v1/files?limit=5"
