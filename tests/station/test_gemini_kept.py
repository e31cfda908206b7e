"""Gemini's caches, batches and embeddings by Google's own SDK, through a station."""

import re

import pytest
from google.genai import errors, types
from tests.running import Station, channel
from tests.sdks import google_of
from tests.upstreams import as_json

MAIL = "li.wei" + "@haitang-soft.test"
SECOND = '[[project]]\nname = "second"\n'


class Google:
    """Keeps caches and batches; works batches off by saying again what was asked."""

    def __init__(self) -> None:
        self.kept: dict[str, dict] = {}

    def __call__(self, request):
        path = re.sub("^/v1(beta)?/", "", request.target.partition("?")[0])
        if request.method == "POST" and path == "cachedContents":
            self.said = request.json["contents"][0]["parts"][0]["text"]
            told = {"name": "cachedContents/c1", "model": request.json["model"],
                    "displayName": request.json["displayName"]}  # fmt: skip
            return as_json(self._keep(told))
        if path.endswith(":batchGenerateContent"):
            asked = request.json["batch"]["inputConfig"]["requests"]["requests"]
            answers = [{"response": self._answer(one["request"]["contents"])} for one in asked]
            output = {"inlinedResponses": {"inlinedResponses": answers}}
            meta = {"state": "BATCH_STATE_SUCCEEDED", "displayName": "d", "output": output}
            return as_json(self._keep({"name": "batches/b1", "metadata": meta, "done": True}))
        if path.endswith("mbedContents"):
            return as_json({"embeddings": [{"values": [0.5]}]})
        if path.endswith(":generateContent"):
            return as_json(self._answer([{"parts": [{"text": self.said}]}]))
        caches = {"cachedContents": [v for k, v in self.kept.items() if k[0] == "c"]}
        told = {} if request.method == "DELETE" else self.kept.get(path, caches)
        return as_json(told)

    def _keep(self, told):
        self.kept[told["name"]] = told
        return told

    def _answer(self, contents):
        text = f"You said: {contents[-1]['parts'][0]['text']}"
        content = {"role": "model", "parts": [{"text": text}]}
        return {"candidates": [{"content": content, "finishReason": "STOP"}]}


@pytest.fixture(scope="module")
def says():
    return Google()


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("google")
    with Station(folder, channel("main", upstream.url), more=SECOND) as running:
        running.other = running.new_key("--project", "second")
        yield running


def test_a_cache_is_masked_used_listed_and_no_other_projects(station, upstream):
    client, stranger = (google_of(station, key) for key in (station.key, station.other))
    config = types.CreateCachedContentConfig(contents=[f"about {MAIL}"], display_name=MAIL)
    made = client.caches.create(model="m", config=config)
    assert made.display_name == MAIL
    assert client.caches.get(name=made.name).display_name == MAIL
    assert [one.display_name for one in client.caches.list()] == [MAIL]
    assert list(stranger.caches.list()) == []
    asked = {"model": "m", "contents": "what?"}
    using = types.GenerateContentConfig(cached_content=made.name)
    assert client.models.generate_content(**asked, config=using).text == f"You said: about {MAIL}"
    for ask in (
        lambda: stranger.caches.get(name=made.name),
        lambda: stranger.caches.delete(name=made.name),
        lambda: stranger.models.generate_content(**asked, config=using),
    ):
        with pytest.raises(errors.ClientError) as refused:
            ask()
        assert refused.value.code == 404
    client.caches.delete(name=made.name)
    with pytest.raises(errors.ClientError):
        client.caches.get(name=made.name)
    assert MAIL.encode() not in upstream.received


def test_a_batch_and_embeddings_are_masked(station, upstream):
    client = google_of(station, station.key)
    part = {"parts": [{"text": f"write to {MAIL}"}], "role": "user"}
    made = client.batches.create(model="m", src=[{"contents": [part]}])
    told = client.batches.get(name=made.name)
    answer = told.dest.inlined_responses[0].response
    assert answer.text == f"You said: write to {MAIL}"
    embedded = client.models.embed_content(model="m", contents=[f"who is {MAIL}"])
    assert embedded.embeddings[0].values == [0.5]
    assert MAIL.encode() not in upstream.received
