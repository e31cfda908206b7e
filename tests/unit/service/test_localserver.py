import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from posthouse.service.localserver import chat_request, gemini_answer, gemini_face

HELLO = {"contents": [{"role": "user", "parts": [{"text": "Hel"}, {"text": "lo"}]}]}


def test_contents_become_messages_and_settings_their_names():
    tree = {
        "systemInstruction": {"parts": [{"text": "Be brief"}]},
        "contents": [*HELLO["contents"], {"role": "model", "parts": [{"text": "Hi"}]}],
        "generationConfig": {"maxOutputTokens": 5, "temperature": 0, "stopSequences": ["."]},
    }
    asked = chat_request(tree, "m", stream=False)
    assert [(m["role"], m["content"]) for m in asked["messages"]] == [
        ("system", "Be brief"),
        ("user", "Hello"),
        ("assistant", "Hi"),
    ]
    assert (asked["max_tokens"], asked["temperature"], asked["stop"]) == (5, 0, ["."])
    assert "top_p" not in asked


def test_other_than_text_is_refused():
    with pytest.raises(ValueError, match="text alone"):
        chat_request({"contents": [{"parts": [{"inlineData": {}}]}]}, "m", stream=False)


def test_an_answer_keeps_text_reason_and_usage():
    chunk = {
        "id": "x",
        "choices": [{"message": {"content": "Hi"}, "finish_reason": "length"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
    }
    answer = gemini_answer(chunk, "m")
    assert answer["candidates"][0]["content"]["parts"] == [{"text": "Hi"}]
    assert answer["candidates"][0]["finishReason"] == "MAX_TOKENS"
    assert answer["usageMetadata"]["totalTokenCount"] == 3


class Llama(BaseHTTPRequestHandler):
    """Answers as llama.cpp's server does, with one word."""

    def do_POST(self):
        tree = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.end_headers()
        if self.path == "/v1/messages/count_tokens":
            self.wfile.write(b'{"input_tokens": 7}')
        elif tree["stream"]:
            for text in ("He", "llo"):
                event = json.dumps({"choices": [{"delta": {"content": text}}]})
                self.wfile.write(f"data: {event}\n\n".encode())
            self.wfile.write(b"data: [DONE]\n\n")
        else:
            self.wfile.write(b'{"choices": [{"message": {"content": "Hello"}}]}')

    def log_message(self, *_):
        pass


@pytest.fixture
def ask():
    llama = ThreadingHTTPServer(("127.0.0.1", 0), Llama)
    face = gemini_face("m", 0, llama.server_port)
    for server in (llama, face):
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def call(method, path, tree=None):
        connection = http.client.HTTPConnection("127.0.0.1", face.server_port, timeout=5)
        connection.request(method, path, json.dumps(tree) if tree is not None else None)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    yield call
    for server in (llama, face):
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("version", ["v1", "v1beta"])
def test_answers_the_calls_of_the_sdk(ask, version):
    status, body = ask("POST", f"/{version}/models/m:generateContent", HELLO)
    assert status == 200
    assert json.loads(body)["candidates"][0]["content"]["parts"] == [{"text": "Hello"}]
    assert json.loads(ask("POST", f"/{version}/models/m:countTokens", HELLO)[1])["totalTokens"] == 7
    assert json.loads(ask("GET", f"/{version}/models?pageSize=9")[1])["models"][0]["name"]
    assert json.loads(ask("GET", f"/{version}/models/m")[1])["name"] == "models/m"


def test_streams_events(ask):
    status, body = ask("POST", "/v1beta/models/m:streamGenerateContent?alt=sse", HELLO)
    assert status == 200
    events = [json.loads(line[6:]) for line in body.splitlines() if line.startswith(b"data: ")]
    texts = [e["candidates"][0]["content"]["parts"][0]["text"] for e in events]
    assert texts == ["He", "llo"]


@pytest.mark.parametrize(
    ("method", "path", "tree", "status"),
    [
        ("GET", "/v1beta/other", None, 404),
        ("POST", "/v1beta/models/other:generateContent", HELLO, 404),
        ("POST", "/v1beta/models/m:embedContent", HELLO, 404),
        ("POST", "/v1beta/models/m:generateContent", {}, 400),
        ("POST", "/v1beta/models/m:generateContent", [], 400),
        ("POST", "/v1beta/models/m:generateContent", {"contents": [1]}, 400),
    ],
)
def test_refuses_the_rest_in_geminis_form(ask, method, path, tree, status):
    found, body = ask(method, path, tree)
    assert found == status
    assert json.loads(body)["error"]["code"] == status
