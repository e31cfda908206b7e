from openai.types import CreateEmbeddingResponse, embedding_create_params

from posthouse.wire.document import Document
from posthouse.wire.openai_embeddings.fields import REQUEST, RESPONSE
from tests.unit.wire.vendors import Comparison


def test_the_tables_know_every_key_of_the_vendors_sdk():
    comparison = Comparison()
    comparison.compare(embedding_create_params.EmbeddingCreateParams, REQUEST)
    comparison.compare(CreateEmbeddingResponse, RESPONSE)
    assert comparison.missing == set()


def test_every_input_is_examined_and_no_vector_is():
    body = {"model": "m", "input": ["a", "b"], "user": "u", "encoding_format": "float"}
    assert [slot.text for slot in Document(body, REQUEST).slots] == ["a", "b", "u"]
    told = {"object": "list", "data": [{"embedding": "AAAA"}, {"embedding": [0.5]}]}
    assert Document(told, RESPONSE).slots == []
