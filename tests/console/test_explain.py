"""The page that explains: findings are shown, words change with leave, no text is kept."""

import json
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from posthouse.model.operator import STATION, Grant, Role
from posthouse.store.tables import OUTBOX
from tests.console.house import House

MAIL = "li.wei" + "@haitang-soft.test"
TEXT = f"Write to {MAIL}\nabout the grey zorblax & <b>crane</b>."


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("explained")


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
