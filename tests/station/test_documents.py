"""Documents in requests, as text or refused: what the upstream's socket received decides."""

import base64
import io
import json

import pytest
from tests import echo
from tests.attached import asked
from tests.keeping import Vendor
from tests.papers import docx, illustrated, odt, pdf, pptx, scanned, table, xlsx
from tests.pictures import drawn, file_of
from tests.running import Station, channel
from tests.sdks import openai_of

from posthouse.wire.document import strings

MAIL = "li.wei" + "@haitang-soft.test"
CARD = "4539 5787 " + "6362 1486"
TEXT = (
    '[privacy]\ndocuments = "text"\n'
    '[[project]]\nname = "closed"\ndocuments = "refuse"\n'
    '[[project]]\nname = "open"\ndocuments = "pass"\n'
    '[[project]]\nname = "seeing"\nimages = "redact"\n'
)
SAID = f"Contract with {MAIL}"
PAPERS = {
    "pdf": pdf(SAID, f"card {CARD}"),
    "docx": docx("Contract", body=table(("mail", "card"), (MAIL, CARD))),
    "xlsx": xlsx([["mail", "card"], [MAIL, CARD]]),
    "pptx": pptx(SAID, f"card {CARD}"),
    "odt": odt(SAID, f"card {CARD}"),
}


def echoing(request):
    """Say back the longest text that came."""
    text = max(strings(request.json), key=len)
    protocol = {"/v1/messages": "anthropic", "/v1/responses": "openai_responses"}.get(
        request.target.partition("?")[0], "openai_chat"
    )
    protocol = "gemini" if "contents" in request.json else protocol
    return echo._PLAIN[protocol](text, None)


@pytest.fixture(scope="module")
def station(tmp_path_factory, upstream):
    folder = tmp_path_factory.mktemp("documents")
    with Station(folder, channel("main", upstream.url), more=TEXT) as running:
        running.closed = running.new_key("--project", "closed")
        running.open = running.new_key("--project", "open")
        running.seeing = running.new_key("--project", "seeing")
        yield running


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("protocol", echo.PROTOCOLS)
def test_a_document_leaves_as_masked_text_and_comes_back(station, upstream, protocol, kind):
    upstream.script = echoing
    path, body = asked(protocol, PAPERS[kind], image=False, name=f"{MAIL}.pdf")
    status, answer, headers = station.post(path, body)
    assert status == 200, answer
    sent = upstream.requests[-1].body
    assert MAIL.encode() not in sent
    assert b"6362" not in sent
    assert base64.b64encode(PAPERS[kind])[:40] not in sent
    told = "\n".join(strings(json.loads(answer)))
    assert MAIL in told
    assert CARD in told
    receipt = station.receipt(headers)
    assert (receipt["unexamined"], receipt["parameters_changed"]) == (0, [])
    assert {"EMAIL", "BANK_CARD"} <= receipt["masked"].keys()
    if protocol == "anthropic":
        part = json.loads(sent)["messages"][0]["content"][0]
        assert (part["title"], part["source"]["type"]) == ("The contract", "text")


def test_the_same_document_leaves_as_the_same_bytes_with_every_turn(station, upstream):
    upstream.script = echoing
    path, body = asked("anthropic", PAPERS["pdf"], image=False, name=f"{MAIL}.pdf")
    for _ in range(2):
        assert station.post(path, body)[0] == 200
    first, second = (one.body for one in upstream.requests)
    assert first == second


def test_a_project_may_refuse_documents_or_let_them_go(station, upstream):
    upstream.script = echoing
    path, body = asked("anthropic", PAPERS["pdf"], image=False, name=f"{MAIL}.pdf")
    status, answer, _ = station.post(path, body, key=station.closed)
    assert (status, b"content_unreadable" in answer) == (422, True)
    assert not upstream.requests
    status, _, headers = station.post(path, body, key=station.open)
    assert status == 200
    assert json.loads(upstream.requests[0].body) == body
    assert station.receipt(headers)["unexamined"] == 1


SCAN = drawn(f"Contract with {MAIL}", f"card {CARD}")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_what_is_written_in_pictures_of_a_document_leaves_masked_and_comes_back(
    station, upstream, kind
):
    upstream.script = echoing
    data = scanned(SCAN) if kind == "pdf" else illustrated(kind, file_of(SCAN))
    path, body = asked("anthropic", data, image=False, name=f"{MAIL}.pdf")
    status, answer, headers = station.post(path, body, key=station.seeing)
    assert status == 200, answer
    sent = upstream.requests[-1].body
    assert b"[picture]" in sent
    assert MAIL.encode() not in sent
    assert b"6362" not in sent
    assert MAIL in "\n".join(strings(json.loads(answer)))
    assert {"EMAIL", "BANK_CARD"} <= station.receipt(headers)["masked"].keys()


LINK = {"type": "file", "source": {"type": "url", "url": "https://files.example.com/a.pdf"}}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\nbroken", "broken"),
        (docx("x", more={"word/vbaProject.bin": b"\0"}), "macros"),
        (pdf(""), "pictures alone"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "before 2007"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_leaves(station, upstream, data, found):
    path, body = asked("anthropic", data, image=False, name=f"{MAIL}.pdf")
    status, answer, headers = station.post(path, body)
    told = json.loads(answer)["error"]
    assert (status, told["code"]) == (422, "document_unreadable")
    assert found in told["message"]
    assert not upstream.requests
    assert station.receipt(headers)["refusal"] == "document_unreadable"


def test_what_lies_at_an_address_is_refused_where_documents_are_to_be_read(station, upstream):
    body = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": [LINK]}]}
    status, answer, _ = station.post("/v1/messages", body)
    assert (status, b"media_linked" in answer) == (422, True)
    upstream.script = echoing
    assert station.post("/v1/messages", body, key=station.open)[0] == 200


def test_an_uploaded_document_becomes_a_file_of_its_text(station, upstream):
    upstream.script = vendor = Vendor()
    with openai_of(station) as client:
        file = ("c.pdf", io.BytesIO(PAPERS["pdf"]))
        made = client.files.create(file=file, purpose="user_data")
        assert vendor.files[made.id].startswith(b"Contract with QX")
        assert client.files.content(made.id).content.decode() == f"{SAID}\n\ncard {CARD}"
        assert made.filename == "c.pdf.txt"
