import pytest

from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.openai_files.head import asked, offered, put_batched, target


def endpoint(path: str, act: Act = Act.MAKE, handle: str = "") -> Endpoint:
    return Endpoint(Dialect.OPENAI_FILES, Operation.FILES, path, act=act, handle=handle)


def lines(*models: str) -> dict:
    tools = [{"type": "function", "function": {"name": "run"}}]
    bodies = [{"body": {"model": model, "tools": tools}} for model in models]
    return {"purpose": "batch", "file 1 lines": bodies}


def test_a_batch_asks_for_the_models_of_its_lines_in_their_order():
    tree = lines("a", "b", "a")
    found = asked(tree, endpoint("/v1/files"))
    assert (found.model, found.batched, found.keeps) == ("", ("a", "b", "a"), True)
    put_batched(tree, ["x", "y", "x"])
    assert asked(tree, endpoint("/v1/files")).batched == ("x", "y", "x")
    assert offered(tree) == ["run"] * 3


def test_a_line_without_a_model_is_refused():
    with pytest.raises(BadRequest):
        asked({"file 1 lines": [{"body": {}}]}, endpoint("/v1/files"))


def test_a_batch_needs_a_file():
    with pytest.raises(BadRequest, match="input_file_id"):
        asked({}, endpoint("/v1/batches"))
    assert asked({"input_file_id": "file-1"}, endpoint("/v1/batches")).batched == ()


def test_what_the_path_names_is_recalled():
    found = asked({}, endpoint("/v1/files/f", Act.END, "file:f"))
    assert (found.recalls, found.keeps) == (("file:f",), False)


def test_of_the_query_what_is_known_goes_on():
    one = endpoint("/v1/files", Act.LIST)
    assert target(one, "", "limit=5&key=x&after=file-1") == "/v1/files?limit=5&after=file-1"
