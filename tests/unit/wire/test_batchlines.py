import pytest

from posthouse.model.dialect import Dialect
from posthouse.model.errors import BadRequest
from posthouse.wire.batchlines import answer_line, request_line
from posthouse.wire.document import Document

BATCH = {"purpose": "batch"}


def line(url: str = "/v1/chat/completions", method: str = "POST", body=None) -> dict:
    return {"custom_id": "c", "method": method, "url": url, "body": {} if body is None else body}


@pytest.mark.parametrize(
    ("url", "dialect"),
    [
        ("/v1/chat/completions", Dialect.OPENAI_CHAT),
        ("/v1/responses", Dialect.OPENAI_RESPONSES),
        ("/v1/embeddings", Dialect.OPENAI_EMBEDDINGS),
        ("/v1/moderations", Dialect.OPENAI_EMBEDDINGS),
    ],
)
def test_a_line_is_read_as_a_request_to_its_url(url, dialect):
    body = {"model": "m", "input": "a", "messages": [{"role": "user", "content": "a"}]}
    found = request_line(BATCH, line(url, body=body))
    assert (found.wire.dialect, found.asked.model) == (dialect, "m")
    assert found.asked.most_output == (0 if dialect is Dialect.OPENAI_EMBEDDINGS else None)


def test_a_request_that_its_endpoint_would_refuse_is_refused():
    with pytest.raises(BadRequest, match="messages"):
        request_line(BATCH, line(body={"model": "m"}))


def test_a_line_is_examined_by_the_table_of_its_dialect():
    tree = line(body={"model": "m", "messages": [{"role": "user", "content": "a"}]})
    document = Document(tree, request_line(BATCH, tree).table)
    assert [slot.text for slot in document.slots] == ["c", "a"]


@pytest.mark.parametrize(
    "tree", [line("/v1/videos"), line(method="GET"), line(body=[]), {}, [], None, "x"]
)
def test_what_is_no_known_request_is_told(tree):
    assert request_line(BATCH, tree).wire is None


def test_other_files_are_no_batch():
    assert request_line({"purpose": "user_data"}, line()) is None
    assert request_line({}, None) is None


@pytest.mark.parametrize(
    ("body", "dialect"),
    [
        ({"object": "chat.completion"}, Dialect.OPENAI_CHAT),
        ({"object": "response"}, Dialect.OPENAI_RESPONSES),
        ({"object": "list"}, Dialect.OPENAI_EMBEDDINGS),
    ],
)
def test_an_answer_tells_its_dialect(body, dialect):
    found = answer_line({"custom_id": "c", "response": {"body": body}})
    assert (found.wire.dialect, found.inner) == (dialect, body)


def test_an_error_and_an_unknown_answer_are_examined_whole():
    failed = {"id": "r", "custom_id": "c", "error": {"message": "a"}, "response": None}
    assert [s.text for s in Document(failed, answer_line(failed).table).slots] == ["c", "a"]
    odd = {"custom_id": "c", "response": {"body": {"object": "odd", "said": "a"}}}
    assert "a" in [s.text for s in Document(odd, answer_line(odd).table).slots]
    assert answer_line([]).wire is None
