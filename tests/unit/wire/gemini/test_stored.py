import pytest

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.document import Document
from posthouse.wire.gemini.stored import EMBEDDING, WIRE

SAID = {"role": "user", "parts": [{"text": "a"}]}
BATCH = {
    "batch": {
        "displayName": "d",
        "inputConfig": {
            "requests": {"requests": [{"request": {"contents": [SAID]}, "metadata": {"key": "k"}}]}
        },
    }
}


def endpoint(operation: Operation, act: Act = Act.MAKE, model: str = "", handle: str = ""):
    path = f"/v1beta/models/{model}:batchGenerateContent" if model else "/v1beta/cachedContents"
    return Endpoint(Dialect.GEMINI, operation, path, model or None, act=act, handle=handle)


def texts(tree, table) -> list[str]:
    return [slot.text for slot in Document(tree, table).slots]


def test_contents_are_examined_in_caches_batches_and_embeddings():
    assert texts({"model": "models/m", "contents": [SAID], "ttl": "3s"}, WIRE.request) == ["a"]
    assert texts(BATCH, WIRE.request)[:3] == ["d", "a", "k"]
    one = {"model": "models/m", "content": SAID, "taskType": "X", "title": "t"}
    assert texts(one, EMBEDDING.request) == ["a", "t"]
    assert texts({"requests": [one]}, EMBEDDING.request) == ["a", "t"]


def test_a_batch_asks_for_the_model_of_its_path():
    tree = {"batch": {**BATCH["batch"], "model": "models/m"}}
    at = endpoint(Operation.BATCHES, model="m")
    assert WIRE.asked(tree, at).batched == ("m",)
    WIRE.put_batched(tree, ["x"])
    assert tree["batch"]["model"] == "models/x"
    assert WIRE.target(at, "x", "key=s") == "/v1beta/models/x:batchGenerateContent"
    assert WIRE.tools({**BATCH, "tools": [{"googleSearch": {}}]}) == ["googleSearch"]


@pytest.mark.parametrize(
    ("operation", "tree"),
    [(Operation.CACHES, {}), (Operation.BATCHES, {}), (Operation.BATCHES, {"batch": 1})],
)
def test_what_names_no_model_or_no_batch_is_refused(operation, tree):
    with pytest.raises(BadRequest):
        WIRE.asked(tree, endpoint(operation))


def test_a_cache_says_its_model_in_the_body_and_is_recalled_by_its_path():
    found = WIRE.asked({"model": "models/m"}, endpoint(Operation.CACHES))
    assert (found.model, found.keeps) == ("m", True)
    found = WIRE.asked({}, endpoint(Operation.CACHES, Act.READ, handle="cache:cachedContents/c"))
    assert (found.model, found.recalls) == ("", ("cache:cachedContents/c",))


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"name": "batches/b"}, ("batch:batches/b",)),
        ({"name": "cachedContents/c"}, ("cache:cachedContents/c",)),
        ({"name": "models/m"}, ()),
        ({"name": 4}, ()),
        ([], ()),
    ],
)
def test_batches_and_caches_are_named(tree, expected):
    assert WIRE.handles(tree) == expected


def test_lists_have_entries():
    assert WIRE.entries({"operations": [1]}) == WIRE.entries({"cachedContents": [1]}) == [1]
    assert WIRE.entries({}) == []


def test_calls_in_a_batchs_answers_are_found_and_blocked_wherever_they_stand():
    def told():
        call = {"functionCall": {"name": "run", "args": {"a": 1}}}
        answer = {"candidates": [{"content": {"parts": [call]}}]}
        return {"inlinedResponses": {"inlinedResponses": [{"response": answer}]}}

    tree = {"name": "batches/b", "response": told(), "metadata": {"output": told()}}
    found = WIRE.calls(tree)
    assert [call.name for call in found] == ["run", "run"]
    for call in found:
        WIRE.block(tree, call.key, "notice")
    assert WIRE.calls(tree) == []
    assert texts(tree, WIRE.response) == ["notice", "notice"]
    assert WIRE.usage(tree).total == 0


def batch(state: str, *usages: int) -> dict:
    told = [
        {"response": {"modelVersion": "m", "usageMetadata": {"promptTokenCount": n}}}
        for n in usages
    ]
    output = {"inlinedResponses": {"inlinedResponses": told}} if told else {}
    meta = {"state": f"BATCH_STATE_{state}", "output": output}
    return {"name": "batches/b", "metadata": meta, "response": output}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (batch("PENDING"), None),
        (batch("RUNNING", 3), None),
        (batch("SUCCEEDED", 3, 4), [3, 4]),
        (batch("SUCCEEDED"), None),
        (batch("FAILED"), []),
        (batch("CANCELLED"), []),
        (batch("EXPIRED", 5), [5]),
        ([], None),
    ],
)
def test_a_batch_that_is_over_tells_what_it_used_once(tree, expected):
    found = WIRE.consumed(tree)
    assert expected == (None if found is None else [usage.input for _, usage in found.used])


def test_requests_in_a_batch_tell_what_they_may_take():
    found = WIRE.asked(BATCH, endpoint(Operation.BATCHES, model="m")).loads
    assert [(load.model, load.most_output) for load in found] == [("m", None)]


def test_a_file_of_results_is_a_name_of_the_batch():
    tree = {"name": "batches/b", "metadata": {"output": {"responsesFile": "files/o"}}}
    assert WIRE.handles(tree) == ("batch:batches/b", "file:files/o")


AT = "/v1beta/files/o:download?alt=media"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"response": {"responsesFile": "files/o"}}, AT),
        ({"metadata": {"output": {"responsesFile": "files/o"}}}, AT),
        ({"response": {"inlinedResponses": {}}}, ""),
        ({"metadata": {"state": "BATCH_STATE_RUNNING"}}, ""),
        ([], ""),
    ],
)
def test_results_are_in_a_file_where_the_batch_came_as_one(tree, expected):
    assert WIRE.batches.results(tree) == expected
