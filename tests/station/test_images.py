"""Images in requests are read and covered: what the upstream's socket received is looked at."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image
from tests import echo
from tests.attached import asked
from tests.keeping import Vendor, form_of
from tests.pictures import drawn, file_of, opened, read
from tests.running import Station, channel
from tests.sdks import openai_of
from tests.upstreams import as_json

MAIL = "li.wei" + "@haitang-soft.test"
CARD = "4539 5787 " + "6362 1486"
REDACT = (
    '[privacy]\nimages = "redact"\n'
    '[[project]]\nname = "closed"\nimages = "refuse"\n'
    '[[project]]\nname = "open"\nimages = "pass"\n'
)
PICTURE = drawn(f"Mail {MAIL}", "All tests are green", f"card {CARD}", size=(520, 165))


def noted(picture: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = MAIL
    return file_of(picture, "JPEG", exif=exif, quality=90)


JPEG = noted(PICTURE)


def received(protocol: str, body: dict) -> bytes:
    if protocol == "gemini":
        return base64.b64decode(body["contents"][0]["parts"][0]["inlineData"]["data"])
    if protocol == "openai_responses":
        url = body["input"][0]["content"][0]["image_url"]
    elif protocol == "anthropic":
        return base64.b64decode(body["messages"][0]["content"][0]["source"]["data"])
    else:
        url = body["messages"][0]["content"][0]["image_url"]["url"]
    return base64.b64decode(url.partition(",")[2])


def answering(protocol: str):
    return lambda _: echo._PLAIN[protocol]("seen", None)


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("images")
    with Station(folder, channel("main", upstream.url), more=REDACT) as running:
        running.closed = running.new_key("--project", "closed")
        running.open = running.new_key("--project", "open")
        yield running


@pytest.mark.parametrize("protocol", echo.PROTOCOLS)
def test_values_in_an_image_are_covered_and_the_rest_is_there(station, upstream, protocol):
    upstream.script = answering(protocol)
    path, body = asked(protocol, JPEG, image=True)
    status, answer, headers = station.post(path, body)
    assert status == 200, answer
    sent = received(protocol, upstream.requests[-1].json)
    picture = opened(sent)
    assert (picture.format, picture.size) == ("JPEG", PICTURE.size)
    assert MAIL.encode() not in sent
    said = read(sent)
    assert "tests are green" in said
    assert "haitang" not in said
    assert "6362" not in said
    pixels = np.asarray(picture.convert("L"))
    assert pixels[22:42, 71:317].max() < 60
    assert pixels[119:134, 77:312].max() < 60
    receipt = station.receipt(headers)
    assert (receipt["unexamined"], receipt["parameters_changed"]) == (0, [])
    assert receipt["masked"] == {"BANK_CARD": 1, "EMAIL": 1}
    assert receipt["extra"]["treated"] == "BANK_CARD covered 1, EMAIL covered 1"


def test_the_same_image_leaves_as_the_same_bytes_with_every_turn(station, upstream):
    upstream.script = answering("anthropic")
    path, body = asked("anthropic", JPEG, image=True)
    for more in ("first turn", "second turn"):
        body["messages"].append({"role": "user", "content": more})
        assert station.post(path, body)[0] == 200
    first, second = (received("anthropic", one.json) for one in upstream.requests)
    assert first == second


def test_a_project_may_refuse_images_or_let_them_go(station, upstream):
    upstream.script = answering("anthropic")
    path, body = asked("anthropic", JPEG, image=True)
    status, answer, _ = station.post(path, body, key=station.closed)
    assert (status, b"content_unreadable" in answer) == (422, True)
    assert not upstream.requests
    _, _, headers = station.post(path, body, key=station.open)
    assert upstream.requests[0].json == body
    assert station.receipt(headers)["unexamined"] == 1


def test_an_image_at_an_address_is_refused_where_images_are_to_be_read(station, upstream):
    part = {"type": "image_url", "image_url": {"url": "https://pictures.example.com/a.png"}}
    body = {"model": "m", "messages": [{"role": "user", "content": [part]}]}
    status, answer, _ = station.post("/v1/chat/completions", body)
    assert (status, b"media_linked" in answer) == (422, True)
    assert not upstream.requests


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (file_of(PICTURE)[:400], "broken"),
        (file_of(Image.new("1", (20_000, 20_000))), "larger"),
        (
            file_of(
                drawn("a", size=(40, 40)),
                "GIF",
                save_all=True,
                append_images=[drawn("b", size=(40, 40))],
            ),
            "several frames",
        ),
    ],
)
def test_an_image_that_cannot_be_read_is_refused_and_nothing_leaves(station, upstream, data, found):
    path, body = asked("openai_chat", data, image=True)
    status, answer, _ = station.post(path, body)
    told = json.loads(answer)["error"]
    assert (status, told["code"]) == (422, "image_unreadable")
    assert found in told["message"]
    assert not upstream.requests


def test_images_to_be_edited_and_uploaded_are_covered_too(station, upstream):
    upstream.script = lambda _: as_json({"created": 1, "data": [{"b64_json": "/9j/"}]})
    with openai_of(station) as client:
        client.images.edit(model="m", image=[("a.png", io.BytesIO(JPEG))], prompt="Add a frame")
        _, sent = form_of(upstream.requests[-1])["image[]"]
        assert "haitang" not in read(sent)
        upstream.script = vendor = Vendor()
        made = client.files.create(file=("a.jpg", io.BytesIO(JPEG)), purpose="vision")
        assert "haitang" not in read(vendor.files[made.id])
