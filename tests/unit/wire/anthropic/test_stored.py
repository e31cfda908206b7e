import pytest
from anthropic.types.beta import BetaFileMetadata
from anthropic.types.messages import (
    MessageBatch,
    MessageBatchIndividualResponse,
    batch_create_params,
)

from posthouse.model.batch import Consumed
from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.anthropic.stored import WIRE, localize, results
from posthouse.wire.document import Document
from tests.unit.wire.vendors import Comparison

PARAMS = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "a"}]}


def endpoint(path: str, act: Act = Act.MAKE, handle: str = "") -> Endpoint:
    return Endpoint(Dialect.ANTHROPIC, Operation.BATCHES, path, act=act, handle=handle)


BATCHES = endpoint("/v1/messages/batches")


def test_the_tables_know_every_key_of_the_vendors_sdk():
    comparison = Comparison()
    comparison.compare(batch_create_params.BatchCreateParams, WIRE.request)
    for told in (MessageBatch, BetaFileMetadata):
        comparison.compare(told, WIRE.response)
    line = results({"custom_id": "1", "result": {"type": "succeeded", "message": {}}})
    comparison.compare(MessageBatchIndividualResponse, line.table)
    assert comparison.missing == set()


def test_a_batch_asks_for_the_models_of_its_requests():
    tree = {"requests": [{"custom_id": "1", "params": dict(PARAMS)}] * 2}
    assert WIRE.asked(tree, BATCHES).batched == ("m", "m")
    WIRE.put_batched(tree, ["x", "x"])
    WIRE.put_model(tree, "y")
    assert tree["requests"][0]["params"]["model"] == "x"
    assert [s.text for s in Document(tree, WIRE.request).slots if s.text == "a"] == ["a", "a"]


def test_the_tools_of_all_requests_are_offered():
    tool = {"name": "run", "input_schema": {}}
    tree = {"requests": [{"params": {**PARAMS, "tools": [tool]}}]}
    assert WIRE.tools(tree) == ["run"]


@pytest.mark.parametrize(
    "tree", [{}, {"requests": []}, {"requests": [1]}, {"requests": [{"params": {"model": "m"}}]}]
)
def test_what_is_no_batch_is_refused(tree):
    with pytest.raises(BadRequest):
        WIRE.asked(tree, BATCHES)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"type": "file", "id": "file_1"}, ("file:file_1",)),
        ({"type": "message_batch", "id": "b"}, ("batch:b",)),
        ({"type": "file_deleted", "id": "b"}, ()),
        ([], ()),
    ],
)
def test_files_and_batches_are_named(tree, expected):
    assert WIRE.handles(tree) == expected


def test_results_are_fetched_from_the_station():
    one = {"id": "b", "results_url": "https://vendor.example/x"}
    tree = {"data": [one, {"id": "c", "results_url": None}]}
    localize(tree)
    assert one["results_url"] == "/v1/messages/batches/b/results"
    assert tree["data"][1]["results_url"] is None
    assert WIRE.entries("text") == []


def test_a_line_of_results_holds_an_answer_or_an_error():
    message = {"type": "message", "content": []}
    line = results({"custom_id": "1", "result": {"type": "succeeded", "message": message}})
    assert line.inner is message
    assert results({"custom_id": "1", "result": {"type": "errored"}}).wire is None
    assert results({"odd": "x"}).table.keys
    assert not WIRE.calls({})
    assert WIRE.usage({}).total == 0


def test_what_the_path_names_is_recalled():
    found = WIRE.asked({}, endpoint("/v1/files/f", Act.FETCH, "file:f"))
    assert (found.recalls, found.keeps) == (("file:f",), False)
    assert WIRE.target(BATCHES, "", "beta=true&x=1") == "/v1/messages/batches?beta=true"


@pytest.mark.parametrize(
    ("status", "succeeded", "expected"),
    [("ended", 0, Consumed()), ("ended", 1, None), ("in_progress", 0, None)],
)
def test_a_batch_that_came_to_nothing_used_nothing(status, succeeded, expected):
    told = {"processing_status": status, "request_counts": {"succeeded": succeeded}}
    assert WIRE.consumed(told) == expected
    assert WIRE.consumed([]) is None


def test_a_request_of_a_batch_tells_what_it_may_take():
    tree = {"requests": [{"custom_id": "1", "params": dict(PARAMS)}]}
    (load,) = WIRE.asked(tree, BATCHES).loads
    assert (load.model, load.most_output) == ("m", 9)
    assert load.size > 50


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"id": "b", "processing_status": "ended"}, "/v1/messages/batches/b/results"),
        ({"id": "b", "processing_status": "in_progress"}, ""),
        ({"id": 5, "processing_status": "ended"}, ""),
        ([], ""),
    ],
)
def test_a_batch_that_is_over_has_its_results_beside_it(tree, expected):
    assert WIRE.batches.results(tree) == expected
