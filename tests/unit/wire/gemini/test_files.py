import pytest
from google.genai import types

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.wire.document import Document
from posthouse.wire.gemini.files import WIRE, answer_line, localize, request_line
from tests.unit.wire.vendors import Comparison


def endpoint(act: Act, handle: str = "") -> Endpoint:
    return Endpoint(Dialect.GEMINI, Operation.FILES, "/v1beta/files", act=act, handle=handle)


def test_the_tables_know_every_key_of_the_vendors_sdk():
    comparison = Comparison()
    comparison.compare(types.File, WIRE.response)
    assert comparison.missing == set()


def test_a_file_is_named_recalled_and_kept():
    assert WIRE.handles({"file": {"name": "files/f"}}) == ("file:files/f",)
    assert WIRE.handles({"name": "files/f"}) == ("file:files/f",)
    assert WIRE.entries({"files": [1]}) == [1]
    found = WIRE.asked({}, endpoint(Act.FETCH, "file:files/f"))
    assert (found.recalls, found.keeps, found.model) == (("file:files/f",), False, "")
    assert WIRE.target(endpoint(Act.LIST), "", "pageSize=2&key=x") == "/v1beta/files?pageSize=2"


@pytest.mark.parametrize(
    ("tree", "texts"),
    [
        ({"key": "a", "request": {"contents": [{"parts": [{"text": "b"}]}]}}, ["a", "b"]),
        ({"key": "a", "request": 1}, None),
        ([], None),
    ],
)
def test_a_line_of_a_batch_brings_a_request(tree, texts):
    line = request_line({}, tree)
    assert (line.wire is None) == (texts is None)
    if texts is not None:
        assert [slot.text for slot in Document(tree, line.table).slots] == texts


def test_a_line_of_results_brings_an_answer_or_an_error():
    told = {"candidates": [{"content": {"parts": [{"text": "b"}]}}]}
    line = answer_line({"key": "a", "response": told})
    assert line.inner is told
    assert answer_line({"key": "a", "error": {"message": "x"}}).wire is None
    assert answer_line({"odd": 1}).table.keys


def test_the_tools_of_all_lines_are_offered():
    tree = {"file lines": [{"request": {"tools": [{"googleSearch": {}}]}}]}
    assert WIRE.tools(tree) == ["googleSearch"]
    assert WIRE.tools({}) == []


def test_results_are_downloaded_from_the_station():
    tree = {"files": [{"name": "files/f", "downloadUri": "https://vendor.example/x"}, 1]}
    localize(tree)
    assert tree["files"][0]["downloadUri"] == "/v1beta/files/f:download?alt=media"
    localize([])
