import json
import re
from dataclasses import replace

import pytest

from posthouse.console.answer import HEADERS
from posthouse.console.pages.every import ROUTES
from posthouse.model.incident import Incident, State
from posthouse.model.operator import Grant, Role
from posthouse.store.notekey import fresh_key
from posthouse.store.packfile import packed, signer_of, unpacked
from tests.console.house import OWNER

SHOWN = [r for r in ROUTES if r.method == "GET" and r.template and not r.named and r.page]


@pytest.fixture
def ann(house):
    return house.enrolled("ann", OWNER)


@pytest.mark.parametrize("language", ["en-GB,en;q=0.9", "zh-CN,zh;q=0.9"])
@pytest.mark.parametrize("route", [r for r in SHOWN if not r.path.startswith("/login/")],
                         ids=lambda r: r.path)  # fmt: skip
def test_every_page_is_there_in_both_languages_and_as_json(ann, route, language):
    ann.language = language
    page = ann.get(route.path)
    assert page.status == 200, page.text
    assert f'lang="{"zh-CN" if language[0] == "z" else "en"}"' in page.text
    assert isinstance(ann.get(f"/api{route.path}").json, dict)


@pytest.mark.parametrize(
    "path", ["/", "/api/keys", "/nowhere", "/api/nowhere", "/assets/console.css"]
)
def test_every_answer_closes_what_browsers_leave_open(ann, path):
    answer = ann.get(path)
    if not path.startswith("/assets"):
        for name, value in HEADERS.items():
            assert answer.header(name) == value
        assert answer.header("cache-control") == "no-store"
    assert answer.header("x-content-type-options") == "nosniff"


def test_a_key_is_made_shown_once_rotated_and_revoked(house, ann):
    made = ann.post("/keys", project="red", name="for tests", budget_micro_usd="5000000")
    (key,) = re.findall(r"ph-[0-9A-Za-z]{8}-[0-9A-Za-z]{36}", made.text)
    key_id = key.split("-")[1]
    assert key not in ann.get("/keys").text
    told = ann.get(f"/api/keys/{key_id}").json
    assert (told["project"], told["budget_micro_usd"], told["state"]) == ("red", 5000000, "active")
    again = ann.post(f"/api/keys/{key_id}/rotate", grace_hours=24).json
    assert again["key"] != key
    assert again["id"] == key_id
    assert ann.get(f"/api/keys/{key_id}").json["state"] == "grace"
    refused = ann.post(f"/api/keys/{key_id}/rotate").json["error"]
    assert refused["code"] == "refused"
    assert ann.post(f"/keys/{key_id}/revoke").header("location") == "/keys"
    assert ann.get(f"/api/keys/{key_id}").json["state"] == "revoked"
    assert key.split("-")[2] not in (house.parts.folder / "posthouse.db").read_bytes().decode(
        "latin-1"
    )


def test_switches_are_set_and_cleared_with_a_reason(ann):
    made = ann.post("/api/keys", project="red").json
    assert ann.post("/api/switches", reach="key", name=made["id"], reason="odd hours").status == 200
    assert ann.post("/api/switches", reach="key", name="nobody", reason="odd").status == 404
    assert ann.post("/api/switches", reach="all", reason="a leak is looked into").status == 200
    assert ann.post("/api/switches", reach="project", name="red", mode="slow",
                    reason="odd").status == 400  # fmt: skip
    (key, every) = ann.get("/api/switches").json["switches"]
    assert (key["reach"], key["actor"], every["reach"]) == ("key", "operator:ann", "all")
    assert ann.post("/switches/clear", reach="all").status == 303
    assert ann.post("/api/switches/clear", reach="all").status == 404


def test_a_held_call_is_decided_by_who_runs_its_project(house, ann):
    now_us = int(house.now * 1e6)
    held = Incident(
        "i-1",
        now_us,
        "r",
        "k",
        "red",
        "main",
        "m",
        "held",
        "tool call bash",
        ("facts/persist",),
        "command: crontab •••",
        State.WAITING,
        now_us + 10**8,
    )
    other = replace(held, id="i-2")
    blue = replace(held, id="i-3", project="blue", state=State.OPEN, what="blocked")
    house.parts.incidents.opened([held, other, blue])
    reads = house.enrolled("bob", Grant("red", Role.AUDITOR))
    told = reads.get("/api/incidents").json
    assert [one["id"] for one in told["waiting"]] == ["i-2", "i-1"]
    assert told["incidents"] == []
    assert not told["waiting"][0]["may_decide"]
    assert reads.post("/api/incidents/i-1/approve").status == 403
    assert "crontab" in ann.get("/incidents").text
    assert ann.post("/incidents/i-1/approve").header("location") == "/incidents"
    assert ann.post("/api/incidents/i-2/deny").status == 200
    assert ann.post("/api/incidents/i-2/approve").json["error"]["code"] == "not_waiting"
    assert ann.post("/api/incidents/nobody/approve").status == 404
    found = house.parts.incidents.find("i-1")
    assert (found.state, found.actor) == (State.APPROVED, "operator:ann")
    assert [one["state"] for one in ann.get("/api/incidents").json["incidents"]] == [
        "open",
        "denied",
        "approved",
    ]


def test_accounts_are_made_and_reset_by_an_owner(house, ann):
    made = ann.post("/api/operators", name="bob", role="auditor", project="red").json
    bob = house.stranger()
    assert bob.post("/api/enrol", code=made["code"], password="six green kites above").status == 200
    assert bob.get("/api/account").json["roles"] == [
        {"project": "red", "role": "auditor", "until": None}
    ]
    (told,) = [o for o in ann.get("/api/operators").json["operators"] if o["name"] == "bob"]
    ann.post(f"/api/operators/{told['id']}/give", role="viewer", project="blue")
    ann.post(f"/api/operators/{told['id']}/withdraw", role="auditor", project="red")
    assert [r["role"] for r in bob.get("/api/account").json["roles"]] == ["viewer"]
    again = ann.post(f"/api/operators/{told['id']}/reset").json
    assert bob.get("/api/account").status == 401
    assert again["code"] != made["code"]


def test_break_glass_lends_a_role_for_minutes_by_a_second_person(house, ann):
    runs = Grant("red", Role.OPERATOR)
    bob = house.enrolled("bob", runs)
    asked = {"project": "blue", "role": "auditor", "reason": "a bill that is disputed"}
    assert bob.post("/api/breakglass", minutes=61, **asked).status == 400
    assert bob.post("/api/breakglass", minutes=10, **{**asked, "role": "owner"}).status == 400
    assert bob.post("/api/breakglass", minutes=10, **asked).status == 200
    (glass,) = bob.get("/api/breakglass").json["requests"]
    assert not glass["may_approve"]
    assert bob.post(f"/api/breakglass/{glass['id']}/approve").status == 403
    made = ann.post("/api/keys", project="blue").json
    assert bob.get(f"/api/keys/{made['id']}").status == 404
    assert ann.post(f"/api/breakglass/{glass['id']}/approve").status == 200
    assert bob.get(f"/api/keys/{made['id']}").status == 200
    assert bob.post(f"/api/keys/{made['id']}/revoke").status == 403
    house.now += 601
    assert bob.get(f"/api/keys/{made['id']}").status == 404


def test_nobody_approves_their_own_break_glass(house, ann):
    ann.post("/api/breakglass", project="*", role="operator", minutes=5, reason="to look at it")
    (glass,) = ann.get("/api/breakglass").json["requests"]
    refused = ann.post(f"/api/breakglass/{glass['id']}/approve").json["error"]
    assert refused["code"] == "second_person_needed"


def test_the_description_names_every_route_and_no_other(ann):
    told = json.loads(ann.get("/api/openapi.json").body)
    named = {(method.upper(), path) for path, each in told["paths"].items() for method in each}
    assert named == {(r.method, f"/api{r.path}") for r in ROUTES}


def test_choices_of_language_and_theme_are_kept(house):
    browser = house.stranger()
    browser.post("/choices", language="zh", back="/login")
    browser.post("/choices", theme="dark", back="/login")
    page = browser.get("/login").text
    assert 'lang="zh-CN" data-theme="dark"' in page
    browser.post("/choices", language="xx", theme="pink")
    assert 'lang="zh-CN" data-theme="dark"' in browser.get("/login").text


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/api/keys", b"{", "application/json"),
        ("/api/keys", b"[]", "application/json"),
        ("/api/keys", b'{"project": 1}', "application/json"),
        ("/api/keys", b'{"project": "red", "days": 0}', "application/json"),
        ("/api/keys", b'{"project": "red", "more": 1}', "application/json"),
        ("/api/keys", b'{"project": "red"}', "text/plain"),
        ("/keys", b"project=red&project=blue", "application/x-www-form-urlencoded"),
        ("/keys", b"project=red", "text/plain"),
        ("/api/keys", b"\xff" * 10, "application/json"),
    ],
)
def test_what_is_not_as_described_is_refused(ann, path, body, kind):
    headers = {"content-type": kind, "x-posthouse-forgery": ann.forgery}
    assert ann.send("POST", path, body, headers).status == 400


def test_rules_and_packs_are_shown_in_the_readers_language(house, ann):
    secret, public = map(str, fresh_key("acme-security"))
    made = packed("acme", 3, b'[modes]\n"packages/unknown" = "note"\n', signer_of(secret))
    house.parts.packs.install(unpacked(made, (public,))[0], ("acme-security", made), "cli:x", 5)
    told = ann.get("/api/rules").json
    assert [(one["name"], one["state"]) for one in told["packs"]] == [
        ("posthouse", "in force"),
        ("acme", "refused"),  # the settings name no key
    ]
    assert {row["id"] for row in told["rules"]} >= {"facts/fetch-run", "text/override"}
    ann.language = "en"
    assert "runs what it downloads" in ann.get("/rules").text
    ann.language = "zh-CN"
    assert "会运行下载来的内容" in ann.get("/rules").text
