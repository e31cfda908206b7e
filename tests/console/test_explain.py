"""The page that explains: findings are shown, words change with leave, no text is kept."""

import base64
import json
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from posthouse.model.operator import STATION, Grant, Role
from posthouse.store.tables import OUTBOX
from posthouse.wire.form import Part, write_form
from tests.console.house import House
from tests.running import keep_cache, seed_cache

MAIL = "li.wei" + "@haitang-soft.test"
TEXT = f"Write to {MAIL}\nabout the grey zorblax & <b>crane</b>."


@pytest.fixture
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("explained") / "data"
    seed_cache(made)
    made.mkdir(mode=0o700, exist_ok=True)
    yield made
    keep_cache(made)


@pytest.fixture
def house(folder):
    made = House(folder)
    yield made
    made.close()


@pytest.fixture
def owner(house):
    return house.enrolled("olga", Grant(STATION, Role.OWNER))


def test_a_text_is_explained_and_shown_as_it_is(owner):
    assert "<form" in owner.get("/explain").text
    page = owner.post("/explain", project="red", text=TEXT).text
    assert f"<mark>{MAIL}<small>EMAIL</small></mark>" in page
    assert "&lt;b&gt;crane&lt;/b&gt;" in page
    assert "<b>crane" not in page


def test_a_request_is_explained_by_its_places(owner):
    body = {"model": "m", "messages": [{"role": "user", "content": TEXT}]}
    told = owner.post("/api/explain", project="red", text=json.dumps(body)).json
    (found,) = told["found"]
    assert (found["place"], found["label"], found["value"]) == (
        "messages[0].content", "EMAIL", MAIL,
    )  # fmt: skip
    assert told["dialect"] == "openai_chat"
    assert found["why"]


def test_a_word_is_masked_or_passes_after_one_step_and_the_ledger_tells(house, owner):
    told = owner.post("/api/explain/mask", project="red", word="zorblax", text=TEXT).json
    assert {one["value"] for one in told["found"]} == {MAIL, "zorblax"}
    assert told["changed"] == [1, 0]
    told = owner.post(
        "/api/explain/allow", project="red", value=MAIL, label="EMAIL", text=TEXT
    ).json
    assert [one["value"] for one in told["found"]] == ["zorblax"]
    other = owner.post("/api/explain", project="blue", text=TEXT).json
    assert [one["value"] for one in other["found"]] == [MAIL]
    events = [e for e in told_events(house) if e["kind"] == "policy.changed"]
    assert [(e["project"], e["actor"]) for e in events] == [("red", "operator:olga")] * 2
    assert "zorblax" not in json.dumps(events)


def test_a_file_in_any_encoding_comes_by_a_form_without_a_script(owner):
    words = {"project": "red", "forgery": owner.forgery}
    parts = [Part(name, value.encode()) for name, value in words.items()]
    said = f"联系人邮箱：{MAIL}\n请尽快回复，谢谢您的帮助。".encode("gb18030")
    body, kind = write_form([*parts, Part("file", said, "说明.txt", "text/plain")])
    page = owner.send("POST", "/explain", body, {"content-type": kind}).text
    assert f"<mark>{MAIL}<small>EMAIL</small></mark>" in page
    assert "请尽快回复" in page
    empty = write_form([*parts, Part("text", TEXT.encode()), Part("file", b"", "")])
    page = owner.send("POST", "/explain", empty[0], {"content-type": empty[1]}).text
    assert "<mark>" in page


def test_a_button_says_label_and_value_in_one(owner):
    page = owner.post("/explain", project="red", text=TEXT).text
    assert f'name="passing" value="EMAIL {MAIL}"' in page
    told = owner.post("/explain/allow", project="red", passing=f"EMAIL {MAIL}", text=TEXT).text
    assert "<mark>" not in told


def test_of_a_long_file_the_passages_are_shown_and_a_refusal_is_told_in_both_languages(owner):
    lines = "a line of a log\n" * 4000
    said = base64.b64encode(f"{lines}mail {MAIL} now\n{lines}".encode()).decode()
    told = owner.post("/api/explain", project="red", file=said, file_name="C:\\a\\b.log").json
    assert (told["file_name"], told["text"]) == ("b.log", "")
    assert [(one["text"], one["gap"]) for one in told["pieces"]] == [
        ("mail ", True), (MAIL, False), (" now", False),
    ]  # fmt: skip
    archive = base64.b64encode(b"PK\x03\x04" + bytes(40)).decode()
    asked = {"project": "red", "file": archive, "file_name": "a.zip"}
    refused = owner.post("/api/explain", **asked)
    assert (refused.status, refused.json["error"]["code"]) == (422, "content_unreadable")
    assert "an archive" in refused.json["error"]["message"]
    owner.language = "zh"
    assert "压缩包" in owner.post("/api/explain", **asked).json["error"]["message"]


def told_events(house):
    with house.engine.connect() as connection:
        return [json.loads(body) for body in connection.execute(select(OUTBOX.c.body)).scalars()]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/api/explain/mask", {"word": "x"}),
        ("/api/explain/allow", {"value": "x", "label": "PRIVATE_KEY"}),
        ("/api/explain/allow", {"value": "x", "label": "odd"}),
        ("/api/explain", {"text": "x" * 20_001}),
    ],
)
def test_what_is_no_word_or_label_is_refused(owner, path, asked):
    assert owner.post(path, project="red", **asked).status == 400


def test_roles_say_who_may_explain_and_who_may_change(house):
    developer = house.enrolled("dora", Grant("red", Role.DEVELOPER))
    assert developer.post("/api/explain", project="red", text=TEXT).status == 200
    assert developer.post("/api/explain", project="blue", text=TEXT).status == 404
    assert developer.post("/api/explain/mask", project="red", word="zorblax").status == 403
    operator = house.enrolled("otto", Grant("red", Role.OPERATOR))
    assert operator.post("/api/explain/mask", project="blue", word="zorblax").status == 404
    assert operator.post("/api/explain/mask", project="red", word="zorblax").status == 200
    assert "/explain/mask" not in unescape(developer.post("/explain", project="red", text="a").text)


def test_a_forged_request_changes_nothing(house, owner):
    owner.forgery = "0" * 64
    assert owner.post("/api/explain/mask", project="red", word="zorblax").status == 403
    assert house.parts.terms.every() == {}


def test_nothing_of_a_text_is_kept(folder, owner, caplog):
    owner.post("/explain", project="red", text=TEXT)
    held = [p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()]
    assert not any(b"grey zorblax" in one or MAIL.encode() in one for one in held)
    assert "grey zorblax" not in caplog.text
