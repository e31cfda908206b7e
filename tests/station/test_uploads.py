"""Files in parts and Gemini's files: the vendors' own SDKs, through a station with two workers."""

import io
import json
import re
import urllib.error
import urllib.request
from email.parser import BytesParser
from email.policy import HTTP

import openai
import pytest
from google.genai import errors
from tests.keeping import Vendor
from tests.running import Station, channel, files
from tests.sdks import google_of
from tests.upstreams import Response, as_json

MAIL = "li.wei" + "@haitang-soft.test"
CARD = "4539 5787 " + "6362 1486"
TEXT = f"Invoices of {MAIL} go to card {CARD}.\n再次联系 {MAIL}。\n"
SECOND = '[[project]]\nname = "second"\n'


class Both(Vendor):
    """OpenAI's vendor, and Google's beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.google: dict[str, bytes] = {}
        self.said: dict[str, dict] = {}
        self.made: dict[str, dict] = {}

    def __call__(self, request):
        path = re.sub("^(/upload)?/v1(beta)?/", r"\1/", request.target.partition("?")[0])
        if "x-goog-api-key" not in request.headers:
            return super().__call__(request)
        if path == "/upload/files":
            return self._uploaded(request)
        if path.endswith(":generateContent"):
            return as_json(self._answered(request.json["contents"]))
        if path.endswith(":batchGenerateContent"):
            return self._batched(request)
        if path.startswith("/batches/"):
            return as_json(self.made[path[1:]])
        return self._files_of_google(request, path[1:])

    def _uploaded(self, request):
        assert request.headers["x-goog-upload-protocol"] == "multipart"
        head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
        parts = BytesParser(policy=HTTP).parsebytes(head + request.body).get_payload()
        said = json.loads(parts[0].get_payload(decode=True))["file"]
        name = said.get("name") or f"files/f{len(self.google) + 1}"
        self.google[name] = parts[1].get_payload(decode=True)
        shown = said.get("display_name", said.get("displayName", ""))
        self.said[name] = {
            "displayName": shown, "name": name, "uri": f"https://vendor.example/v1beta/{name}",
            "state": "ACTIVE", "sizeBytes": str(len(self.google[name])),
            "mimeType": parts[1].get_content_type(),
        }  # fmt: skip
        return as_json({"file": self.said[name]})

    def _files_of_google(self, request, name):
        if name == "files":
            return as_json({"files": list(self.said.values())})
        name, _, verb = name.partition(":")
        if name not in self.google:
            return as_json({"error": {"code": 404, "message": "none", "status": "NOT_FOUND"}}, 404)
        if verb == "download":
            return Response(200, self.google[name], content_type="application/octet-stream")
        if request.method == "DELETE":
            del self.google[name], self.said[name]
            return as_json({})
        return as_json(self.said[name])

    def _answered(self, contents):
        said = []
        for part in contents[-1]["parts"]:
            data = part.get("fileData", {})
            uri = data.get("fileUri", data.get("file_uri"))
            said.append(self.google[uri.partition("/v1beta/")[2]].decode() if uri else part["text"])
        content = {"role": "model", "parts": [{"text": f"You said: {''.join(said)}"}]}
        usage = {"promptTokenCount": 100, "candidatesTokenCount": 50, "totalTokenCount": 150}
        return {"candidates": [{"content": content, "finishReason": "STOP"}],
                "usageMetadata": usage}  # fmt: skip

    def _batched(self, request):
        config = request.json["batch"]["inputConfig"]
        lines = [json.loads(one) for one in self.google[config["fileName"]].splitlines()]
        out = [{"key": one["key"], "response": self._answered(one["request"]["contents"])}
               for one in lines]  # fmt: skip
        name = f"batches/b{len(self.made) + 1}"
        self.google[f"files/{name[8:]}-out"] = b"".join(
            json.dumps(one).encode() + b"\n" for one in out
        )
        output = {"responsesFile": f"files/{name[8:]}-out"}
        meta = {"state": "BATCH_STATE_SUCCEEDED", "output": output}
        self.made[name] = {"name": name, "metadata": meta, "done": True}
        return as_json({"name": name, "metadata": {"state": "BATCH_STATE_PENDING"}})


@pytest.fixture(scope="module")
def vendor():
    return Both()


@pytest.fixture(scope="module")
def says(vendor):
    return vendor


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("uploads")
    channels = channel("main", upstream.url)
    with Station(folder, channels, more=SECOND, server="workers = 2\n") as running:
        running.other = running.new_key("--project", "second")
        yield running


def begun(client, size: int, **more):
    said = {"filename": f"{MAIL}.csv", "purpose": "user_data", "mime_type": "text/plain", **more}
    return client.uploads.create(bytes=size, **said)


def test_a_file_in_parts_is_masked_as_one(client, vendor, upstream):
    data, before = TEXT.encode(), len(upstream.requests)
    cut = data.index(b"@")  # a value stands across two parts
    upload = begun(client, len(data))
    assert (upload.status, upload.filename) == ("pending", f"{MAIL}.csv")
    parts = [client.uploads.parts.create(upload.id, data=one) for one in (data[cut:], data[:cut])]
    assert len(upstream.requests) == before
    done = client.uploads.complete(upload.id, part_ids=[parts[1].id, parts[0].id])
    assert (done.status, done.id, done.file.filename) == ("completed", upload.id, f"{MAIL}.csv")
    assert MAIL.encode() not in vendor.files[done.file.id]
    assert b"6362" not in vendor.files[done.file.id]
    assert MAIL not in vendor.told[done.file.id]["filename"]
    assert client.files.content(done.file.id).content == data


def test_the_sdks_own_way_of_many_parts(client, vendor):
    data = TEXT.encode() * 50
    done = client.uploads.upload_file_chunked(
        file=data, filename="a.txt", bytes=len(data), mime_type="text/plain", purpose="user_data",
        part_size=1000,
    )  # fmt: skip
    assert MAIL.encode() not in vendor.files[done.file.id]
    assert client.files.content(done.file.id).content == data


def test_the_sdks_of_both_vendors_send_files_of_several_parts_of_megabytes(
    station, client, vendor, tmp_path
):
    data = f"x {MAIL}\n".encode() + b"0 1 2 3 4 5 6 7 8 9 0 1 2\n" * 750_000  # three parts each
    assert len(data) > 2 * 8 * 1024 * 1024
    done = client.uploads.upload_file_chunked(
        file=data, filename="a.txt", bytes=len(data), mime_type="text/plain", purpose="user_data",
        part_size=8 * 1024 * 1024,
    )  # fmt: skip
    (tmp_path / "a.txt").write_bytes(data)
    google = google_of(station)
    file = google.files.upload(file=tmp_path / "a.txt")
    for kept in (vendor.files[done.file.id], vendor.google[file.name]):
        assert (MAIL.encode() in kept[:100], kept[-1000:]) == (False, data[-1000:])
        assert kept.count(b"\n") == data.count(b"\n")


@pytest.mark.parametrize("codec", ["utf-16", "gb18030"])
def test_a_file_in_another_encoding_is_masked_and_leaves_as_utf_8(client, vendor, codec):
    said = f"发票由王晓明寄往 {MAIL}，请尽快处理。\n" * 3
    file = client.files.create(file=("a.txt", said.encode(codec)), purpose="user_data")
    kept = vendor.files[file.id].decode()
    assert MAIL not in kept
    assert kept.count("请尽快处理") == 3


def test_a_batch_in_parts_is_read_line_by_line(client, vendor):
    body = {"model": "gpt", "messages": [{"role": "user", "content": f"Write to {MAIL}"}]}
    line = {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": body}
    data = json.dumps(line).encode()
    upload = begun(client, len(data), purpose="batch", mime_type="application/jsonl")
    part = client.uploads.parts.create(upload.id, data=data)
    done = client.uploads.complete(upload.id, part_ids=[part.id])
    assert MAIL.encode() not in vendor.files[done.file.id]
    batch = client.batches.create(
        input_file_id=done.file.id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    told = client.batches.retrieve(batch.id)
    assert MAIL in client.files.content(told.output_file_id).text


@pytest.mark.parametrize("what", ["stranger", "twice", "short", "part", "cancelled", "digest"])
def test_an_upload_that_does_not_fit_is_refused(client, stranger, upstream, what):
    upload = begun(client, 4)
    part = client.uploads.parts.create(upload.id, data=b"abcd")
    complete = client.uploads.complete
    asks = {
        "stranger": (lambda: stranger.uploads.complete(upload.id, part_ids=[part.id]), 404,
                     "upload_unknown"),
        "twice": (lambda: complete(upload.id, part_ids=[part.id]), 409, "upload_ended"),
        "short": (lambda: complete(upload.id, part_ids=[]), 400, "upload_size"),
        "part": (lambda: client.uploads.parts.create(upload.id, data=b"e"), 413, "upload_size"),
        "cancelled": (lambda: complete(upload.id, part_ids=[part.id]), 409, "upload_ended"),
        "digest": (lambda: complete(upload.id, part_ids=[part.id], md5="0"), 400, "upload_digest"),
    }  # fmt: skip
    if what == "twice":
        assert complete(upload.id, part_ids=[part.id]).status == "completed"
    if what == "cancelled":
        assert client.uploads.cancel(upload.id).status == "cancelled"
    before = len(upstream.requests)
    ask, status, code = asks[what]
    with pytest.raises(openai.APIStatusError) as refused:
        ask()
    assert (refused.value.status_code, refused.value.code) == (status, code)
    assert len(upstream.requests) == before


def test_what_was_refused_once_may_be_completed_later(client):
    upload = begun(client, 4)
    part = client.uploads.parts.create(upload.id, data=b"abcd")
    with pytest.raises(openai.BadRequestError):
        client.uploads.complete(upload.id, part_ids=[part.id], md5="0")
    assert client.uploads.complete(upload.id, part_ids=[part.id]).status == "completed"


def test_a_file_larger_than_the_station_takes_is_refused_at_its_beginning(client):
    with pytest.raises(openai.APIStatusError) as refused:
        begun(client, 2**40)
    assert (refused.value.status_code, refused.value.code) == (413, "body_too_large")
    with pytest.raises(openai.BadRequestError) as refused:
        begun(client, 3, purpose="")
    assert refused.value.code == "bad_shape"


def test_google_files_are_masked_used_listed_and_no_other_projects(station, vendor, tmp_path):
    google, stranger = google_of(station), google_of(station, station.other)
    path = tmp_path / "notes.txt"
    path.write_text(TEXT)
    made = google.files.upload(file=path, config={"display_name": MAIL})
    assert made.display_name == MAIL
    assert MAIL.encode() not in vendor.google[made.name]
    assert b"6362" not in vendor.google[made.name]
    assert vendor.said[made.name]["displayName"] != MAIL
    assert made.display_name in [one.display_name for one in google.files.list()]
    assert list(stranger.files.list()) == []
    assert google.files.get(name=made.name).display_name == MAIL
    answer = google.models.generate_content(model="m", contents=["read: ", made])
    assert answer.text == f"You said: read: {TEXT}"
    for ask in (
        lambda: stranger.files.get(name=made.name),
        lambda: stranger.files.delete(name=made.name),
        lambda: stranger.models.generate_content(model="m", contents=[made]),
        lambda: stranger.batches.create(model="m", src=made.name),
    ):
        with pytest.raises(errors.ClientError) as refused:
            ask()
        assert refused.value.code == 404
    google.files.delete(name=made.name)
    assert made.name not in vendor.google
    with pytest.raises(errors.ClientError):
        google.files.get(name=made.name)


def test_a_google_batch_from_a_file_is_masked_line_by_line(station, vendor):
    google = google_of(station)
    request = {"contents": [{"role": "user", "parts": [{"text": f"write to {MAIL}"}]}]}
    line = json.dumps({"key": MAIL, "request": request}).encode() + b"\n"
    config = {"mime_type": "application/jsonl", "display_name": "asks"}
    file = google.files.upload(file=io.BytesIO(line), config=config)
    assert MAIL.encode() not in vendor.google[file.name]
    batch = google.batches.create(model="m", src=file.name)
    done = google.batches.get(name=batch.name)
    told = json.loads(google.files.download(file=done.dest.file_name))
    assert told["key"] == MAIL
    said = told["response"]["candidates"][0]["content"]["parts"][0]["text"]
    assert said == f"You said: write to {MAIL}"
    with pytest.raises(errors.ClientError) as refused:
        google.files.upload(file=io.BytesIO(line + b"{}\n"), config=config)
    assert "line 2" in str(refused.value)


class Plain:
    """Google's protocol as anyone may speak it."""

    def __init__(self, station) -> None:
        self.station = station
        self.url = ""

    def send(self, command: str, data: bytes = b"", **more) -> tuple[int, dict, bytes]:
        head = {"X-Goog-Upload-Protocol": "resumable", "X-Goog-Upload-Command": command}
        head |= {f"X-Goog-Upload-{name.replace('_', '-')}": str(v) for name, v in more.items()}
        if not self.url:
            head["x-goog-api-key"] = self.station.key
        url = self.url or f"{self.station.url}/upload/v1beta/files"
        asked = urllib.request.Request(url, data, head, method="POST")
        try:
            with urllib.request.urlopen(asked) as answer:
                told = answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            told = error.code, dict(error.headers), error.read()
        self.url = told[1].get("x-goog-upload-url", self.url)
        return told

    def begin(self, size: int):
        return self.send("start", b"{}", Header_Content_Length=size, Header_Content_Type="text/a")


def test_a_google_file_of_several_parts_is_masked_as_one(station, vendor):
    data = TEXT.encode()
    cut = data.index(b"@")  # a value stands across two parts
    plain = Plain(station)
    plain.begin(len(data))
    assert plain.send("upload", data[:cut], Offset=0)[0] == 200
    status, _, body = plain.send("upload, finalize", data[cut:], Offset=cut)
    kept = vendor.google[json.loads(body)["file"]["name"]]
    assert (status, MAIL.encode() in kept, b"6362" in kept) == (200, False, False)


def test_parts_go_to_their_places_and_the_station_says_how_far_it_is(station, vendor):
    plain = Plain(station)
    assert plain.begin(6)[1]["x-goog-upload-status"] == "active"
    assert station.key not in plain.url
    assert plain.send("upload", b"abc", Offset=0)[1]["x-goog-upload-size-received"] == "3"
    status, _, body = plain.send("upload", b"abc", Offset=0)
    assert (status, b"UPLOAD_OFFSET" in body) == (409, True)
    assert plain.send("query")[1]["x-goog-upload-size-received"] == "3"
    assert plain.send("upload, finalize", b"de", Offset=3)[0] == 400
    status, head, body = plain.send("upload, finalize", b"f", Offset=5)
    assert (status, head["x-goog-upload-status"]) == (200, "final")
    assert vendor.google[json.loads(body)["file"]["name"]] == b"abcdef"
    assert plain.send("upload, finalize", b"f", Offset=5)[0] == 409
    assert plain.send("query")[1]["x-goog-upload-status"] == "final"


def test_what_is_no_upload_is_refused(station, upstream):
    before = len(upstream.requests)
    plain = Plain(station)
    assert plain.send("start", b"{}")[0] == 400
    assert plain.begin(2**40)[0] == 413
    assert plain.begin(3)[0] == 200
    assert plain.send("upload", b"abcd", Offset=0)[0] == 413
    assert plain.send("cancel")[1]["x-goog-upload-status"] == "cancelled"
    assert plain.send("upload", b"abc", Offset=0)[0] == 409
    plain.url = plain.url[:-6] + "AAAAAA"
    assert plain.send("upload", b"abc", Offset=0)[0] == 401
    broken = {
        "x-goog-api-key": station.key, "X-Goog-Upload-Protocol": "multipart",
        "Content-Type": "multipart/related; boundary=x",
    }  # fmt: skip
    asked = urllib.request.Request(f"{station.url}/upload/v1beta/files", b"--x\r\n", broken)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert b"FORM_UNREADABLE" in refused.value.read()
    assert len(upstream.requests) == before


def test_receipts_tell_of_the_upload_and_no_file_holds_a_value(station, client, upstream):
    data = TEXT.encode()
    raw = client.uploads.with_raw_response.create(
        bytes=len(data), filename="x.txt", purpose="user_data", mime_type="text/plain"
    )
    ident = raw.parse().id
    first = station.receipt(raw.headers)
    assert (first["operation"], first["ending"], first["destinations"]) == (
        "files",
        "delivered",
        [],
    )
    part = client.uploads.parts.create(ident, data=data)
    held = [data for _, data in files(station.folder)]
    assert not any(MAIL.encode() in one or b"haitang-soft" in one for one in held)
    raw = client.uploads.with_raw_response.complete(ident, part_ids=[part.id])
    receipt = station.receipt(raw.headers)
    assert (receipt["extra"]["upload"], receipt["masked"]["EMAIL"]) == (ident, 2)
    assert receipt["destinations"][0]["channel"] == "main"
    assert MAIL.encode() not in upstream.received
