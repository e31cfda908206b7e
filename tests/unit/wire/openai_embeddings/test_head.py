import pytest

from posthouse.model.dialect import Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.openai_embeddings.head import asked, target
from posthouse.wire.wire import Asked

ENDPOINT = Endpoint(Dialect.OPENAI_EMBEDDINGS, Operation.EMBED, "/v1/embeddings")


@pytest.mark.parametrize("told", ["text", ["a", "b"], [1, 2], [[1, 2], [3]]])
def test_texts_and_token_ids_are_input(told):
    assert asked({"model": "m", "input": told}, ENDPOINT) == Asked("m", False, 0)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("text", "body"),
        ({"input": "text"}, "model"),
        ({"model": "m"}, "input"),
        ({"model": "m", "input": ""}, "input"),
        ({"model": "m", "input": []}, "input"),
        ({"model": "m", "input": 4}, "input"),
        ({"model": "m", "input": ["a", None]}, "input[1]"),
        ({"model": "m", "input": ["a", True]}, "input[1]"),
    ],
)
def test_a_wrong_shape_is_named_by_its_place(body, where):
    with pytest.raises(BadRequest) as refused:
        asked(body, ENDPOINT)
    assert refused.value.code == "bad_shape"
    assert refused.value.message.startswith(where + ":")


def test_it_goes_to_the_endpoint_that_was_asked():
    assert target(ENDPOINT, "m", "a=b") == "/v1/embeddings"
