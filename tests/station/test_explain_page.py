"""The page that explains, in a browser: files by hand, boxes over the visitor's own picture."""

import json
import re

import pyotp
import pytest
from tests.browsing import browser
from tests.papers import docx
from tests.pictures import drawn, file_of
from tests.running import Station, channel, files
from tests.station.test_console import PASSWORD, Admin

MAIL = "li.wei" + "@haitang-soft.test"
PATIENT_MS = 120_000


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explaining")
    more = "[privacy]\nimages = 'redact'\ndocuments = 'text'\n"
    small = "max_body_bytes = 1048576"
    with (
        Station(folder, channel("main", "http://127.0.0.1:9"), more=more, server=small) as station,
        browser() as opened,
    ):
        admin = enrolled(station)
        context = opened.new_context(locale="en-GB", viewport={"width": 1200, "height": 900})
        name, _, value = admin.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address(admin)}])
        shown = context.new_page()
        shown.set_default_timeout(PATIENT_MS)
        shown.admin = admin
        yield shown
        held = [data for _, data in files(folder)]
        assert not any(MAIL.encode() in one for one in held)


def enrolled(station):
    made = station.command(
        "operators", "add", "ann", "--role", "owner", "--json", "--config", str(station.config)
    )
    admin = Admin(station)
    admin.send(
        "POST", "/api/enrol", {"code": json.loads(made.stdout)["code"], "password": PASSWORD}
    )
    seed = json.loads(admin.send("POST", "/api/account/totp", {})[1])
    proved = {"ceremony": seed["ceremony"], "code": pyotp.TOTP(seed["seed"]).now()}
    assert admin.send("POST", "/api/account/totp/prove", proved)[0] == 200
    return admin


def address(admin):
    return f"http://localhost:{admin.port}"


@pytest.fixture
def fresh(page):
    page.goto(address(page.admin) + "/explain")
    return page


def given(page, name, data, kind="application/octet-stream"):
    """Choose a file and wait until it is explained or refused."""
    page.set_input_files("input[name=file]", {"name": name, "mimeType": kind, "buffer": data})
    settled(page)


def settled(page):
    page.locator("#explained:not([aria-busy]), #explain-problem:not([hidden])").first.wait_for(
        state="attached"
    )
    page.locator("#explain-busy:empty").wait_for(state="attached")


def test_a_picture_is_drawn_in_the_browser_with_a_box_over_what_would_be_covered(fresh):
    given(fresh, "a.png", file_of(drawn("All is green", f"mail {MAIL} now", size=(640, 150))))
    (box,) = fresh.locator(".boxed svg rect").all()
    left, top, width, height = (float(box.get_attribute(n)) for n in ("x", "y", "width", "height"))
    assert 40 < left < 110
    assert 250 < left + width < 480
    assert 45 < top < 80
    assert 20 < height < 60
    canvas = fresh.locator(".boxed canvas").bounding_box()
    shown = box.bounding_box()
    assert abs((shown["x"] - canvas["x"]) / canvas["width"] - left / 640) < 0.02
    row = fresh.locator("tr[data-boxes]")
    assert (MAIL in row.inner_text(), "EMAIL" in row.inner_text()) == (True, True)
    row.hover()
    assert fresh.locator(".boxed .at").count() == 1


def test_the_keyboard_alone_lets_a_value_of_a_document_pass_and_masks_another(fresh):
    given(fresh, "a.docx", docx("Meeting", f"Write to {MAIL} about zorblax."))
    assert fresh.locator("pre.found mark").inner_text().startswith(MAIL)
    assert fresh.evaluate("document.activeElement.id") == "explained"
    fresh.keyboard.press("Tab")
    fresh.keyboard.press("Tab")
    assert fresh.evaluate("document.activeElement.name") == "passing"
    fresh.keyboard.press("Enter")
    fresh.locator("#explained .state.good").first.wait_for()
    settled(fresh)
    assert fresh.locator("pre.found mark").count() == 0
    fresh.locator("input[name=word]").fill("zorblax")
    fresh.keyboard.press("Enter")
    fresh.locator("pre.found mark").wait_for()
    assert fresh.locator("pre.found mark").inner_text().startswith("zorblax")


def test_a_file_may_be_dropped_and_a_long_text_pasted(fresh):
    drop = """(body) => {
        const held = new DataTransfer();
        held.items.add(new File([body], "told.txt", { type: "text/plain" }));
        for (const type of ["dragover", "drop"]) {
            document.body.dispatchEvent(
                new DragEvent(type, { dataTransfer: held, bubbles: true, cancelable: true }));
        }
    }"""
    fresh.evaluate(drop, "call 13812345678")
    fresh.locator("pre.found mark").wait_for()
    assert "13812345678" in fresh.locator("pre.found mark").inner_text()
    assert fresh.locator("textarea.tall").is_disabled()
    fresh.locator("#explain-without").click()
    paste = """(text) => {
        const held = new DataTransfer();
        held.setData("text/plain", text);
        document.querySelector("textarea.tall").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true }));
    }"""
    fresh.evaluate(paste, "a line of a log\n" * 3000 + "call 13912345678\n")
    fresh.locator("pre.found mark", has_text="13912345678").wait_for()
    assert fresh.locator("tbody td").first.inner_text() == "3001:6"


def test_what_cannot_be_read_says_why_and_what_is_too_large_is_not_sent(fresh):
    given(fresh, "a.txt", "早上好\n".encode() * 2 + "联系人\n".encode("gb18030"))
    assert re.search("mixed encodings: line 3", fresh.locator("#explain-problem").inner_text())
    given(fresh, "a.pdf", b"%PDF-1.7\n\xff\0")
    assert "Cannot be read: a file that is broken" in fresh.locator("#explained").inner_text()
    sent = []
    fresh.on("request", lambda request: sent.append(request.url))
    given(fresh, "a.log", b"line\n" * 300_000)
    assert "larger than" in fresh.locator("#explain-problem").inner_text()
    assert sent == []


def test_a_stranger_sends_no_file_and_a_program_sends_one_as_base64(page):
    admin = page.admin
    text = {"project": "default", "file": "Y2FsbCAxMzgxMjM0NTY3OA==", "file_name": "a.txt"}
    status, told = admin.send("POST", "/api/explain", text)
    assert status == 200
    assert json.loads(told)["found"][0]["value"] == "13812345678"
    large = {**text, "file": "YWFh" * 60_000}
    assert admin.send("POST", "/api/explain", large)[0] == 200
    kept, admin.cookie = admin.cookie, ""
    assert admin.send("POST", "/api/explain", large)[0] == 413
    admin.cookie = kept
