"""Replays recorded exchanges through a running station and compares what comes back.

usage: python bench/exchanges.py --data DIR [--failures FILE]

DIR holds <protocol>.jsonl files of recorded requests and responses. An upstream on loopback answers
with the recorded bytes; the client must get the same status and a semantically equal body, streams
event by event. What the upstream received must equal the recorded request, masked values apart.
Prints a table and, last, one line of JSON.
"""

import argparse
import http.client
import json
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.running import Station, channel
from tests.upstreams import Response, Upstream

TOKEN = re.compile("QX[BCDFGHJKLMNPRSTVWZ]{12}")
EVENT_END = re.compile(r"\r\n\r\n|\n\n|\r\r")
PATHS = {
    "openai_chat": "/v1/chat/completions",
    "openai_responses": "/v1/responses",
    "openai_embeddings": "/v1/embeddings",
    "anthropic": "/v1/messages",
}
EMPTY = {
    "openai_chat": {"model": "m", "messages": [{"role": "user", "content": "hi"}]},
    "openai_responses": {"model": "m", "input": "hi"},
    "openai_embeddings": {"model": "m", "input": "hi"},
    "anthropic": {
        "model": "m", "max_tokens": 16, "messages": [{"role": "user", "content": "hi"}],
    },
    "gemini": {"contents": [{"role": "user", "parts": [{"text": "hi"}]}]},
}  # fmt: skip


def load(folder: Path):
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield path.stem, json.loads(line)


def target(protocol: str, one: dict) -> str:
    if protocol != "gemini":
        return PATHS[protocol]
    tail = one["path"].rsplit("/models/", 1)[-1]
    if ":" not in tail:
        tail += ":generateContent"
    sse = "streamGenerateContent" in tail and one["response_sse"] is not None
    return f"/v1beta/models/{tail}" + ("?alt=sse" if sse else "")


def request_of(protocol: str, one: dict) -> dict:
    if one["request"] is not None:
        return one["request"]
    body = dict(EMPTY[protocol])
    if one["stream"] and protocol != "gemini":
        body["stream"] = True
    return body


def recorded(one: dict) -> Response:
    kind = one["content_type"] or "application/json"
    if one["response_sse"] is not None:
        data = one["response_sse"].encode()
        step = max(1, len(data) // 7)
        chunks = [data[i : i + step] for i in range(0, len(data), step)]
        return Response(one["status"], chunks=chunks, content_type="text/event-stream")
    return Response(one["status"], json.dumps(one["response"]).encode(), content_type=kind)


def events(text: str) -> list:
    found = []
    for block in EVENT_END.split(text.lstrip("\ufeff")):
        name, data = "", []
        for line in block.splitlines():
            if line.startswith("data:"):
                data.append(line[5:].removeprefix(" "))
            elif line.startswith("event:"):
                name = line[6:].strip()
        joined = "\n".join(data)
        if data:
            try:
                found.append((name, json.loads(joined)))
            except ValueError:
                found.append((name, joined))
    return found


def same_request(sent, got) -> bool:
    """Equal but for masked values."""
    if isinstance(sent, dict) and isinstance(got, dict) and len(sent) == len(got):
        pairs = zip(sent.items(), got.items(), strict=True)
        return all(same_request(a, c) and same_request(b, d) for (a, b), (c, d) in pairs)
    if isinstance(sent, list) and isinstance(got, list) and len(sent) == len(got):
        return all(map(same_request, sent, got))
    return sent == got or (isinstance(got, str) and bool(TOKEN.search(got)))


def difference(one: dict, status: int, body: bytes) -> str:
    if status != one["status"]:
        return f"status {status} for {one['status']}: {body[:300]!r}"
    if one["response_sse"] is not None:
        wanted, got = events(one["response_sse"]), events(body.decode())
        if wanted == got:
            return ""
        at = next((i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), -1)
        return f"event {at} of {len(wanted)} (got {len(got)}): {wanted[at]} != {got[at]}"[:900]
    try:
        got = json.loads(body)
    except ValueError:
        return f"no JSON: {body[:300]!r}"
    return (
        "" if got == one["response"] else f"body {str(got)[:400]} != {str(one['response'])[:400]}"
    )


def replay(station: Station, upstream: Upstream, protocol: str, one: dict) -> str:
    body = request_of(protocol, one)
    upstream.script = lambda _: recorded(one)
    upstream.requests.clear()
    link = http.client.HTTPConnection("127.0.0.1", station.port, timeout=30)
    link.request(
        "POST", target(protocol, one), json.dumps(body),
        {"content-type": "application/json", "authorization": f"Bearer {station.key}"},
    )  # fmt: skip
    answer = link.getresponse()
    data = answer.read()
    link.close()
    if found := difference(one, answer.status, data):
        return found
    if not upstream.requests:
        return "nothing reached the upstream"
    return "" if same_request(body, upstream.requests[-1].json) else "the request was changed"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--failures", type=Path, default=Path("bench/out/exchanges-failures.jsonl"))
    options = ask.parse_args()
    options.failures.parent.mkdir(parents=True, exist_ok=True)
    passed, total = Counter(), Counter()
    masked = 0
    with tempfile.TemporaryDirectory() as folder, Upstream(lambda _: Response()) as upstream:
        more = '[privacy]\nunreadable_media = "pass"\n[limits]\nrequests_per_minute = 1000000\n'
        with Station(Path(folder), channel("recorded", upstream.url), more=more) as station:
            with options.failures.open("w", encoding="utf-8") as failures:
                for protocol, one in load(options.data):
                    problem = replay(station, upstream, protocol, one)
                    kind = (protocol, "stream" if one["response_sse"] is not None else "plain")
                    total[kind] += 1
                    passed[kind] += not problem
                    masked += bool(
                        upstream.requests and TOKEN.search(upstream.requests[-1].body.decode())
                    )
                    if problem:
                        line = {"id": one["id"], "protocol": protocol, "problem": problem}
                        failures.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{'protocol':20} {'kind':8} {'total':>6} {'equal':>6}")
    for kind in sorted(total):
        print(f"{kind[0]:20} {kind[1]:8} {total[kind]:6} {passed[kind]:6}")
    print(f"requests in which something was masked: {masked}; failures in {options.failures}")
    print(json.dumps({
        "same": {"total": sum(total.values()), "passed": sum(passed.values())},
        "by_protocol": {"/".join(k): [passed[k], total[k]] for k in sorted(total)},
        "masked_requests": masked,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
