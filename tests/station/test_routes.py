"""Every route on which text could leave: it is masked there, or nothing leaves at all."""

import json

import pytest
from tests.upstreams import as_json

MAIL = "li.wei" + "@haitang-soft.test"
SAID = f"write to {MAIL}"
MESSAGE = {"role": "user", "content": SAID}
DONE = as_json({"id": "x", "object": "list", "data": [], "input_tokens": 1, "totalTokens": 1})
FORM = (
    '--b\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nbatch\r\n--b\r\n'
    f'content-disposition: form-data; name="prompt"\r\n\r\n{SAID}\r\n--b\r\n'
    'content-disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n'
    f"{json.dumps({'custom_id': '1', 'body': {'messages': [MESSAGE]}})}\r\n--b--\r\n"
).encode()
MULTIPART = {"content_type": "multipart/form-data; boundary=b"}

MASKED = [
    ("/v1/chat/completions", {"model": "m", "messages": [MESSAGE]}),
    ("/v1/chat/completions", {"model": "m", "messages": [], "prediction": {"content": SAID}}),
    ("/v1/responses", {"model": "m", "input": SAID}),
    ("/v1/responses", {"model": "m", "input": [], "instructions": SAID}),
    ("/v1/responses", {"model": "m", "input": SAID, "context_management": [
        {"type": "compaction", "compact_threshold": 9}]}),
    ("/v1/responses/compact", {"model": "m", "input": [MESSAGE]}),
    ("/v1/embeddings", {"model": "m", "input": [SAID, SAID]}),
    ("/v1/responses/input_tokens", {"model": "m", "input": SAID}),
    ("/v1/moderations", {"model": "m", "input": [SAID]}),
    ("/v1/rerank", {"model": "m", "query": "who", "documents": [SAID, {"text": SAID, "x": MAIL}]}),
    ("/v1/messages", {"model": "m", "max_tokens": 9, "messages": [MESSAGE], "context_management": {
        "edits": [{"type": "clear_tool_uses_20250919", "note": SAID}]}}),
    ("/v1/messages", {"model": "m", "max_tokens": 9, "messages": [MESSAGE], "metadata": {
        "user_id": MAIL}}),
    ("/v1/messages/count_tokens", {"model": "m", "messages": [MESSAGE]}),
    ("/v1beta/models/m:generateContent", {"contents": [{"parts": [{"text": SAID}]}]}),
    ("/v1beta/models/m:countTokens", {"contents": [{"parts": [{"text": SAID}]}]}),
]  # fmt: skip

REFUSED = [
    "/v1/completions", "/v1/assistants", "/v1/threads", "/v1/threads/t/messages",
    "/v1/vector_stores", "/v1/fine_tuning/jobs", "/v1/evals",
    "/v1/videos", "/v1/complete",

    "/v1beta/models/m:predict", "/v2/rerank",
]  # fmt: skip
REFUSED_FORMS = [
    "/v1/uploads", "/upload/v1beta/files", "/v1/chat/completions", "/v1/responses", "/v1/messages",
]  # fmt: skip
STRANGE = [
    "/v1/files/f", "/v1/files/f/content", "/v1/batches/b", "/v1/responses/r",
    "/v1/responses/r/input_items", "/v1/conversations/c", "/v1/messages/batches/b/results",
    "/v1beta/cachedContents/c", "/v1beta/batches/b", "/v1beta/files/f",
    "/v1beta/files/f:download",
]  # fmt: skip
REFUSED_READS = ["/v1/uploads/u", "/v1/vector_stores/v"]
MASKED += [
    ("/v1beta/cachedContents", {"model": "models/m", "contents": [{"parts": [{"text": SAID}]}]}),
    ("/v1beta/models/m:embedContent", {"content": {"parts": [{"text": SAID}]}}),
    ("/v1beta/models/m:batchEmbedContents", {"requests": [{"model": "models/m", "content": {
        "parts": [{"text": SAID}]}}]}),
    ("/v1beta/models/m:batchGenerateContent", {"batch": {"inputConfig": {"requests": {
        "requests": [{"request": {"contents": [{"parts": [{"text": SAID}]}]}}]}}}}),
    ("/v1/conversations", {"items": [MESSAGE], "metadata": {"who": MAIL}}),
    ("/v1/images/generations", {"model": "m", "prompt": SAID}),
    ("/v1/audio/speech", {"model": "m", "input": SAID, "voice": "v"}),
    ("/v1/messages/batches", {"requests": [{"custom_id": MAIL, "params": {
        "model": "m", "max_tokens": 9, "messages": [MESSAGE]}}]}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "body"), MASKED, ids=[path for path, _ in MASKED])
def test_text_is_masked_on_this_route(station, upstream, path, body):
    upstream.script = lambda _: DONE
    station.post(path, body)
    assert len(upstream.requests) == 1
    assert MAIL.encode() not in upstream.received
    assert b"QXM" in upstream.received


@pytest.mark.parametrize("path", REFUSED)
def test_nothing_leaves_on_this_route(station, upstream, path):
    status, body, _ = station.post(path, {"model": "m", "input": SAID, "messages": [MESSAGE]})
    assert status == 404
    assert MAIL.encode() not in body
    assert not upstream.received


@pytest.mark.parametrize("path", REFUSED_FORMS)
def test_no_form_leaves(station, upstream, path):
    status, body, _ = station.post(path, FORM, **MULTIPART)
    assert status in (400, 404, 415)
    assert MAIL.encode() not in body
    assert not upstream.received


@pytest.mark.parametrize("path", REFUSED_READS)
def test_nothing_that_an_upstream_keeps_is_read_past_the_station(station, upstream, path):
    assert station.get(path, station.key)[0] == 404
    assert not upstream.received


@pytest.mark.parametrize("path", STRANGE)
def test_what_the_station_did_not_get_for_the_project_is_not_there(station, upstream, path):
    status, body = station.get(path, station.key)
    assert status == 404
    assert b"did not get" in body or b"names nothing" in body
    assert not upstream.received


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/files", "a.jsonl"),
        ("/v1/files", "a.txt"),
        ("/v1/audio/transcriptions", "a.txt"),
        ("/v1/images/edits", "a.txt"),
    ],
)
def test_a_form_is_masked_on_this_route(station, upstream, path, name):
    upstream.script = lambda _: DONE
    form = FORM.replace(b"purpose", b"model").replace(b"a.jsonl", name.encode())
    station.post(path, form, **MULTIPART)
    assert len(upstream.requests) == 1
    assert MAIL.encode() not in upstream.received
    assert b"QXM" in upstream.received


def test_ranked_documents_come_back_as_they_were(station, upstream):
    def ranked(request):
        document = request.json["documents"][0]
        return as_json({"results": [{"index": 0, "relevance_score": 0.9, "document": document}]})

    upstream.script = ranked
    body = {"model": "m", "query": f"who is {MAIL}", "documents": [{"text": SAID}]}
    _, answer, _ = station.post("/v1/rerank", body)
    assert json.loads(answer)["results"][0]["document"] == {"text": SAID}
