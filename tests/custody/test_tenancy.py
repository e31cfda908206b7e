"""Every route × every role × the ids of another tenant: nothing is told and nothing changes.

The routes are enumerated: those of the console from its table, those of the public listener from
the table of dialects and from every path that server/ names.
"""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select, update

from posthouse import server
from posthouse.console.pages.every import ROUTES
from posthouse.model.operator import Grant, Role
from posthouse.store.operator_tables import OPERATORS
from posthouse.wire import dialects
from tests.console.house import PASSWORD, House
from tests.custody.tenants import MARK, filled, session, settle, state
from tests.echo import echoed
from tests.running import Station, channel
from tests.upstreams import Upstream

PAGES = ("keys", "switches", "anomalies", "events", "breakglass")
ROLES = [role.value for role in Role]
ITEMS = [route for route in ROUTES if route.named and route.path.split("/")[1] != "account"]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    opened = House(tmp_path_factory.mktemp("tenants"))
    for role in Role:
        opened.enrolled(role.value, Grant("red", role))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def blue(house):
    return settle(house)


def asked(browser, route, values, *, api):
    """Send one request as a page or as a program would."""
    path = route.path.format(**{name: values[name] for name in route.named})
    rest = {n: v for n, v in values.items() if n not in route.named}
    prefix = "/api" if api else ""
    if route.method == "POST":
        return browser.post(prefix + path, **rest)
    query = "&".join(f"{n}={v}" for n, v in rest.items() if v != "")
    return browser.get(f"{prefix}{path}?{query}")


def told(answer):
    return answer.text + repr(answer.headers)


@pytest.mark.parametrize("role", [*ROLES, "stranger"])
@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")
def test_nothing_of_another_tenant_is_told_or_changed(house, blue, route, role):
    before = state(house, blue)
    named = blue.of(route.path) if route.named else ""
    for api in (True, False) if route.page else (True,):
        for values in filled(route, blue, named):
            browser = house.stranger() if role == "stranger" else session(house, f"id-{role}")
            answer = asked(browser, route, values, api=api)
            assert answer.status < 500
            sent = {value for value in values.values() if isinstance(value, str)}
            secret = {MARK, *blue.ids} - sent
            assert [each for each in secret if each in told(answer)] == []
            if route in ITEMS and role != "stranger":
                assert answer.status in (403, 404)
    assert state(house, blue) == before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", ITEMS, ids=lambda r: f"{r.method} {r.path}")
def test_what_is_another_tenants_is_as_if_it_were_not_there(house, blue, route, role):
    answers = []
    for named in (blue.of(route.path), "0000000000000000"):
        browser = session(house, f"id-{role}")
        values = next(iter(filled(route, blue, named)))
        answer = asked(browser, route, values, api=True)
        answers.append((answer.status, answer.body))
    assert answers[0] == answers[1]


def test_the_roles_of_a_project_see_their_own(house, blue):
    """The check above would pass on a console that shows nothing at all."""
    made = session(house, "id-owner").post("/api/keys", project="red", name="red key").json
    for role in ROLES:
        browser = session(house, f"id-{role}")
        assert browser.get(f"/api/keys/{made['id']}").json["name"] == "red key"
        assert browser.get("/api/keys").json["keys"]
    zoe = session(house, blue.operator)
    shown = [zoe.get(f"/api/{page}").text for page in PAGES]
    assert all(MARK in text for text in shown)
    assert zoe.get(f"/api/receipts/{blue.receipt}").json["receipt"]["id"] == blue.receipt


def test_seeds_that_were_swapped_between_accounts_open_nothing(tmp_path):
    house = House(tmp_path)
    for name, project in (("ann", "red"), ("bob", "blue")):
        house.enrolled(name, Grant(project, Role.OWNER))
    with house.engine.begin() as connection:
        seeds = dict(connection.execute(select(OPERATORS.c.name, OPERATORS.c.totp_seed)).all())
        for name, other in (("ann", "bob"), ("bob", "ann")):
            mine = update(OPERATORS).where(OPERATORS.c.name == name)
            connection.execute(mine.values(totp_seed=seeds[other]))
    house.now += 60
    browser = house.stranger()
    assert not browser.post("/api/login", name="ann", password=PASSWORD).json["begun"]
    answers = [browser.post("/api/login/second", code=house.code(n)) for n in ("ann", "bob")]
    assert all(400 <= answer.status < 500 for answer in answers)
    assert browser.get("/api/account").status == 401
    house.close()


# The public listener


def public_paths(blue_receipt):
    """Return every path that the public listener may know, with blue's id where it takes one."""
    found = set(dialects._POSTS) | {"/v1/models", "/v1beta/models", f"/v1/models/{MARK}"}
    found |= {f"/v1beta/models/{MARK}:{call}" for call in dialects._GEMINI}
    for path in Path(server.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if node.value.startswith("/") else set()
    return sorted(p + (blue_receipt if p.endswith("/") and p != "/" else "") for p in found)


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    with Upstream(echoed) as upstream:
        more = '[[project]]\nname = "red"\n[[project]]\nname = "blue"\n'
        folder = tmp_path_factory.mktemp("public")
        with Station(folder, channel("main", upstream.url), more=more) as running:
            running.blue = running.new_key("--project", "blue", "--name", f"{MARK} key")
            running.red = running.new_key("--project", "red")
            yield running


def test_a_key_of_one_tenant_gets_nothing_of_another_from_any_public_path(station):
    said = {"model": "m", "messages": [{"role": "user", "content": f"{MARK} prompt"}]}
    status, _, headers = station.post("/v1/chat/completions", said, key=station.blue)
    assert status == 200
    receipt = headers["posthouse-receipt"]
    blue_id = station.blue.split("-")[1]
    for path in public_paths(receipt):
        for method, data in (("GET", None), ("POST", b'{"model": "m"}'), ("DELETE", None)):
            status, body, headers = station.send(method, path, data, station.red)
            assert status != 500, path
            if path == f"/receipts/{receipt}" and method == "GET":
                continue  # who knows a receipt's 128-bit id has it from its owner
            text = body.decode(errors="replace") + repr(headers)
            assert f"{MARK} " not in text, path
            assert blue_id not in text, path


def test_the_public_listener_knows_neither_sessions_nor_the_console(station):
    for route in ROUTES:
        path = route.path.replace("{id}", "0000000000000000")
        for prefix in ("", "/api"):
            if prefix + path == "/" or (prefix, path) == ("", "/receipts/0000000000000000"):
                continue
            data = b"{}" if route.method == "POST" else None
            status, _, _ = station.send(
                route.method, prefix + path, data, cookie="posthouse-session=made-up"
            )
            assert status in (401, 404, 405), path
