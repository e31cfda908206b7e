"""Names do not leave: real sockets, the shipped models, whole answers and streams."""

import json

from tests.upstreams import as_json

NAMES = ("梁思齐", "顾晓岚", "苏州澄澜精密仪器有限公司")
TOLD = f"请转告{NAMES[0]}，合同由{NAMES[2]}的{NAMES[1]}签字，别忘了抄送。"


def chat(content, **more):
    return {"model": "m", "messages": [{"role": "user", "content": content}], **more}


def test_the_upstream_sees_no_name_and_the_client_all(station, upstream):
    upstream.script = lambda r: as_json(
        {"id": "1", "object": "chat.completion", "choices": [{"index": 0, "message": {
            "role": "assistant", "content": r.json["messages"][0]["content"]},
            "finish_reason": "stop"}]}
    )  # fmt: skip
    status, answer, _ = station.post("/v1/chat/completions", chat(TOLD))
    assert status == 200
    sent = upstream.requests[-1].json["messages"][0]["content"]
    assert not [name for name in NAMES if name in sent]
    assert sent.startswith("请转告QX")
    assert json.loads(answer)["choices"][0]["message"]["content"] == TOLD


def test_code_keeps_its_words(station, upstream):
    code = "```python\nclass 张伟(Base):\n    高明 = 1\n```\n"
    upstream.script = lambda _: as_json({"id": "1", "object": "chat.completion", "choices": []})
    station.post("/v1/chat/completions", chat(f"看看这段代码\n{code}"))
    assert code in upstream.requests[-1].json["messages"][0]["content"]


def test_a_name_found_in_one_text_is_masked_in_the_others(station, upstream):
    upstream.script = lambda _: as_json({"id": "1", "object": "chat.completion", "choices": []})
    body = chat(TOLD)
    body["messages"].append({"role": "user", "content": "rows: id=7;顾晓岚;ok"})
    station.post("/v1/chat/completions", body)
    assert "顾晓岚" not in json.dumps(upstream.requests[-1].json, ensure_ascii=False)
