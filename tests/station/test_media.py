"""Audio, images and Anthropic's files and batches, by the vendors' own SDKs, through a station."""

import io
import json

import anthropic
import pytest
from tests.keeping import form_of
from tests.running import Station, channel
from tests.upstreams import Response, as_events, as_json

MAIL = "li.wei" + "@haitang-soft.test"
WAVE = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\xff\xfe"
PASSING = '[privacy]\nunreadable_media = "pass"\n'


@pytest.fixture(scope="module")
def says(vendor):
    return vendor


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("media")
    with Station(folder, channel("main", upstream.url), more=PASSING) as running:
        yield running


@pytest.fixture(scope="module")
def claude(station):
    with anthropic.Anthropic(base_url=station.url, api_key=station.key, max_retries=0) as made:
        yield made


def said(request) -> str:
    """Return the prompt as it arrived."""
    kind = request.headers["content-type"]
    return form_of(request)["prompt"][1].decode() if "form" in kind else request.json["prompt"]


def heard(client, form: str, script):
    asked = {"model": "m", "file": ("a.wav", io.BytesIO(WAVE)), "prompt": f"Said by {MAIL}"}
    return client.audio.transcriptions.create(**asked, response_format=form)


@pytest.mark.parametrize("form", ["json", "verbose_json"])
def test_captions_come_back_with_what_the_prompt_said(client, upstream, form):
    def script(request):
        text = f"Hello, {said(request)}"
        return as_json({"text": text, "segments": [{"id": 0, "text": text}], "duration": 1,
                        "language": "en", "usage": {"type": "duration", "seconds": 1}})  # fmt: skip

    upstream.script = script
    assert heard(client, form, script).text == f"Hello, Said by {MAIL}"
    assert MAIL.encode() not in upstream.received
    assert WAVE in bytes(upstream.received)


@pytest.mark.parametrize(
    ("form", "kind"), [("srt", "text/plain"), ("vtt", "text/vtt"), ("text", "text/plain")]
)
def test_captions_of_plain_text_come_back_too(client, upstream, form, kind):
    def script(request):
        lines = f"1\n00:00:00,000 --> 00:00:01,000\n{said(request)}\n"
        return Response(200, lines.encode(), content_type=kind)

    upstream.script = script
    assert f"\nSaid by {MAIL}\n" in heard(client, form, script)
    assert MAIL.encode() not in upstream.received


def test_a_stream_of_captions_is_restored_across_its_deltas(client, upstream):
    def script(request):
        text = said(request)
        cut = len(text) - 5
        events = [
            {"type": "transcript.text.delta", "delta": text[:cut]},
            {"type": "transcript.text.delta", "delta": text[cut:]},
            {"type": "transcript.text.done", "text": text},
        ]
        return as_events([f"data: {json.dumps(one)}\n\n".encode() for one in events])

    upstream.script = script
    stream = client.audio.transcriptions.create(
        model="m", file=("a.wav", io.BytesIO(WAVE)), prompt=f"Said by {MAIL}", stream=True
    )
    told = list(stream)
    assert "".join(one.delta for one in told if one.type.endswith("delta")) == f"Said by {MAIL}"
    assert told[-1].text == f"Said by {MAIL}"


def test_speech_is_asked_for_without_the_value_and_passes_as_bytes(station, client, upstream):
    upstream.script = lambda _: Response(200, bytes(range(256)) * 8, content_type="audio/mpeg")
    answer = client.audio.speech.with_raw_response.create(model="m", voice="v", input=MAIL)
    assert answer.content == bytes(range(256)) * 8
    assert MAIL.encode() not in upstream.received
    assert station.receipt(answer.headers)["extra"]["answer"] == "not examined"


def test_images_are_drawn_and_edited_without_the_value(client, upstream):
    upstream.script = lambda request: as_json(
        {"created": 1, "data": [{"b64_json": "/9j/", "revised_prompt": said(request)}]}
    )
    drawn = client.images.generate(model="m", prompt=f"A card for {MAIL}")
    assert drawn.data[0].revised_prompt == f"A card for {MAIL}"
    image = io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0")
    edited = client.images.edit(model="m", image=[("a.png", image)], prompt=f"Add {MAIL}")
    assert edited.data[0].revised_prompt == f"Add {MAIL}"
    assert MAIL.encode() not in upstream.received


def test_anthropics_files_are_masked_and_kept_apart_from_openais(claude, client, vendor):
    made = claude.beta.files.upload(file=("a.txt", io.BytesIO(MAIL.encode()), "text/plain"))
    assert MAIL.encode() not in vendor.files[made.id]
    assert claude.beta.files.retrieve_metadata(made.id).filename == "a.txt"
    assert claude.beta.files.download(made.id).read() == MAIL.encode()
    assert made.id in [one.id for one in claude.beta.files.list()]
    claude.beta.files.delete(made.id)
    with pytest.raises(anthropic.NotFoundError):
        claude.beta.files.retrieve_metadata(made.id)


def test_a_batch_of_messages_is_masked_and_its_results_come_from_the_station(claude, upstream):
    made = claude.messages.batches.create(
        requests=[
            {
                "custom_id": f"c{number}",
                "params": {
                    "model": "m",
                    "max_tokens": 9,
                    "messages": [{"role": "user", "content": f"{number}: {MAIL}"}],
                },
            }
            for number in (1, 2)
        ]
    )
    told = claude.messages.batches.retrieve(made.id)
    assert told.processing_status == "ended"
    texts = {
        one.custom_id: one.result.message.content[0].text
        for one in claude.messages.batches.results(made.id)
    }
    assert texts == {f"c{number}": f"You said: {number}: {MAIL}" for number in (1, 2)}
    assert [one.id for one in claude.messages.batches.list()] == [made.id]
    assert MAIL.encode() not in upstream.received
    claude.messages.batches.delete(made.id)


def test_a_document_by_its_id_goes_where_it_lies(claude, upstream):
    made = claude.beta.files.upload(file=("a.txt", io.BytesIO(b"x"), "text/plain"))
    upstream.script = lambda _: as_json(
        {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": [],
         "stop_reason": "end_turn", "stop_sequence": None,
         "usage": {"input_tokens": 1, "output_tokens": 1}}
    )  # fmt: skip
    for ident, known in ((made.id, True), ("file_of_somebody", False)):
        source = {"type": "file", "file_id": ident}
        asked = {"role": "user", "content": [{"type": "document", "source": source}]}
        if known:
            claude.beta.messages.create(model="m", max_tokens=9, messages=[asked])
        else:
            with pytest.raises(anthropic.NotFoundError):
                claude.beta.messages.create(model="m", max_tokens=9, messages=[asked])
