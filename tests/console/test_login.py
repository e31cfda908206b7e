import json

import pytest

from posthouse.console.login.password import Passwords
from posthouse.console.mount import tell_failures
from posthouse.model.operator import Grant, Role
from posthouse.store.outbox import waiting
from tests.console.house import OWNER, PASSWORD, STARTED

VIEWER = Grant("red", Role.VIEWER)


def logged_in(browser):
    return browser.get("/api/account").status == 200


def test_nobody_is_known_before_they_enrol(house):
    browser = house.stranger()
    assert browser.get("/api/keys").json["error"]["code"] == "login_needed"
    moved = browser.get("/keys")
    assert (moved.status, moved.header("location")) == (303, "/login?back=/keys")
    house.invite("ann", OWNER)
    refused = browser.post("/api/login", name="ann", password=PASSWORD)
    assert refused.json["error"]["code"] == "login_refused"


def test_an_enrolment_code_works_once_and_in_time(house):
    code = house.invite("ann", OWNER)
    browser = house.stranger()
    house.now += 24 * 3600
    assert browser.post("/api/enrol", code=code, password=PASSWORD).status == 401
    house.now = STARTED
    assert browser.post("/api/enrol", code="ABCD-EFGH", password=PASSWORD).status == 401
    assert browser.post("/api/enrol", code=code, password="short").status == 400
    assert browser.post("/api/enrol", code=code.lower(), password=PASSWORD).json["begun"]
    assert logged_in(browser)
    assert house.stranger().post("/api/enrol", code=code, password=PASSWORD).status == 401


def test_without_a_second_factor_one_may_look_not_change(house):
    browser = house.stranger()
    browser.post("/api/enrol", code=house.invite("ann", OWNER), password=PASSWORD)
    assert browser.get("/api/keys").status == 200
    refused = browser.post("/api/keys", project="red")
    assert refused.json["error"]["code"] == "second_factor_needed"


def test_password_and_code_make_a_session_that_may_change(house):
    house.enrolled("ann", OWNER)
    browser = house.stranger()
    house.now += 60
    half = browser.post("/api/login", name="ann", password=PASSWORD).json
    assert half == {"begun": False, "needs": ["totp"]}
    assert not logged_in(browser)
    assert browser.post("/api/login/second", code=house.code("ann")).json["begun"]
    assert browser.post("/api/keys", project="red").status == 200


def test_a_code_is_used_up(house):
    house.enrolled("ann", OWNER)
    house.now += 60
    for browser, status in ((house.stranger(), 200), (house.stranger(), 401)):
        browser.post("/api/login", name="ann", password=PASSWORD)
        assert browser.post("/api/login/second", code=house.code("ann")).status == status


def test_a_recovery_code_stands_in_once(house):
    browser = house.stranger()
    browser.post("/api/enrol", code=house.invite("ann", OWNER), password=PASSWORD)
    seed = browser.post("/api/account/totp").json
    house._seeds["ann"] = seed["seed"]
    proved = {"ceremony": seed["ceremony"], "code": house.code("ann")}
    codes = browser.post("/api/account/totp/prove", **proved).json["codes"]
    assert len(set(codes)) == 10
    for browser, status in ((house.stranger(), 200), (house.stranger(), 401)):
        browser.post("/api/login", name="ann", password=PASSWORD)
        assert browser.post("/api/login/second", code=codes[0]).status == status
    assert browser.get("/api/account").status == 401


def test_a_second_factor_is_guessed_five_times_at_most(house):
    house.enrolled("ann", OWNER)
    browser = house.stranger()
    browser.post("/api/login", name="ann", password=PASSWORD)
    answers = [browser.post("/api/login/second", code="000000") for _ in range(6)]
    assert [a.status for a in answers] == [401] * 5 + [400]
    assert answers[5].json["error"]["code"] == "login_not_begun"


def test_every_wrong_login_gets_the_same_answer(house):
    house.enrolled("ann", OWNER)
    house.invite("bob", VIEWER)
    wrong = [("ann", "wrong wrong wrong"), ("bob", PASSWORD), ("nobody", PASSWORD)]
    answers = {house.stranger().post("/api/login", name=n, password=p).body for n, p in wrong}
    assert len(answers) == 1


def test_guessing_has_to_wait_and_a_right_password_waits_with_it(house):
    house.enrolled("ann", OWNER)
    browser = house.stranger()
    for _ in range(5):
        assert browser.post("/api/login", name="ann", password="wrong wrong").status == 401
    waiting = browser.post("/api/login", name="ann", password=PASSWORD)
    assert waiting.json["error"]["code"] == "login_throttled"
    assert int(waiting.header("retry-after")) >= 2
    house.now += 10
    assert browser.post("/api/login", name="ann", password=PASSWORD).status == 200


def test_a_session_is_renewed_by_every_login_and_ends_by_logging_out(house):
    browser = house.enrolled("ann", OWNER)
    before = browser.cookies["posthouse-session"]
    old = house.stranger()
    old.cookies["posthouse-session"] = before
    house.now += 60
    browser.post("/api/login", name="ann", password=PASSWORD)
    browser.post("/api/login/second", code=house.code("ann"))
    assert browser.cookies["posthouse-session"] != before
    assert not logged_in(old)
    kept = dict(browser.cookies)
    browser.post("/logout")
    assert not logged_in(browser)
    browser.cookies = kept
    assert not logged_in(browser)


def test_sessions_end_by_themselves(house):
    browser = house.enrolled("ann", OWNER)
    house.now += 29 * 60
    assert logged_in(browser)
    house.now += 31 * 60
    assert not logged_in(browser)


def test_a_disabled_account_is_out_at_once(house):
    ann, bob = house.enrolled("ann", OWNER), house.enrolled("bob", VIEWER)
    assert ann.post("/api/operators/id-bob/disable").status == 200
    assert not logged_in(bob)
    assert house.stranger().post("/api/login", name="bob", password=PASSWORD).status == 401


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(house):
    browser = house.stranger()
    answer = browser.post("/api/enrol", code=house.invite("ann", OWNER), password=PASSWORD)
    (cookie,) = [v for n, v in answer.headers if n == "set-cookie" and "session" in v]
    for flag in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert flag in cookie
    token = browser.cookies["posthouse-session"]
    assert token not in (house.parts.folder / "posthouse.db").read_bytes().decode("latin-1")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example.com"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"x-posthouse-forgery": "of another"},
        {"x-posthouse-forgery": ""},
    ],
)
def test_no_other_site_can_change_anything(house, headers):
    browser = house.enrolled("ann", OWNER)
    own = {"content-type": "application/json", "x-posthouse-forgery": browser.forgery}
    body = b'{"project": "red"}'
    refused = browser.send("POST", "/api/keys", body, {**own, **headers})
    assert refused.json["error"]["code"] == "request_forged"
    assert browser.send("POST", "/api/keys", body, own).status == 200


def test_a_name_that_was_turned_to_this_machine_is_refused(house):
    browser = house.stranger()
    refused = browser.get("/api/login", host="evil.example.com:8701")
    assert refused.json["error"]["code"] == "host_unknown"
    assert browser.get("/login", host="evil.example.com:8701").status == 400
    assert browser.get("/api/login", host="localhost:9999").status == 200


def test_an_address_leads_to_the_name_that_passkeys_are_bound_to(house):
    moved = house.stranger().get("/login", host="127.0.0.1:8701")
    assert moved.header("location") == "http://localhost:8701/login"


@pytest.mark.parametrize(
    ("back", "goes"),
    [("/keys", "/keys"), ("//evil.example.com", "/"), ("https://evil.example.com", "/"),
     ("/\\evil.example.com", "/"), ("", "/")],
)  # fmt: skip
def test_a_login_leads_nowhere_else(house, back, goes):
    house.enrolled("ann", OWNER)
    browser = house.stranger()
    house.now += 60
    browser.post("/login", name="ann", password=PASSWORD, back=back)
    onward = browser.post("/login/second", code=house.code("ann"))
    assert f'url={goes}"' in onward.text


def test_a_password_is_changed_by_who_knows_it(house):
    ann = house.enrolled("ann", OWNER)
    other = house.stranger()
    house.now += 60
    other.post("/api/login", name="ann", password=PASSWORD)
    other.post("/api/login/second", code=house.code("ann"))
    new = "seven slow trains at night"
    assert ann.post("/api/account/password", password=new, before="wrong").status == 400
    assert ann.post("/api/account/password", password=new, before=PASSWORD).status == 200
    assert logged_in(ann)
    assert not logged_in(other)
    assert house.stranger().post("/api/login", name="ann", password=PASSWORD).status == 401


def test_factors_are_not_changed_without_the_one_that_is_there(house):
    house.enrolled("ann", OWNER)
    weak = house.stranger()
    token = "made-up-session"
    digest = house.parts.digests.session(token)
    house.parts.sessions.begin(digest, "id-ann", house.now, strong=False)
    weak.cookies["posthouse-session"] = token
    weak.forgery = house.parts.digests.forgery(token)
    for path in ("totp", "passkey/options", "password"):
        asked = {"password": "seven slow trains at night"} if path == "password" else {}
        refused = weak.post(f"/api/account/{path}", **asked)
        assert refused.json["error"]["code"] == "second_factor_needed", path


def test_failed_logins_are_told_as_a_number(house):
    house.enrolled("ann", OWNER)
    for name in ("ann", "nobody", "nobody"):
        house.stranger().post("/api/login", name=name, password="wrong wrong")
    tell_failures(house.parts)
    with house.engine.connect() as connection:
        told = [json.loads(body) for _, body in waiting(connection, 100)]
    (failed,) = [event for event in told if event["kind"] == "operator.login_failed"]
    assert failed["detail"] == {"failures": "3"}
    assert "nobody" not in str(failed)


def test_a_hash_of_older_parameters_is_replaced_by_the_next_login(house):
    house.enrolled("ann", OWNER)
    older = Passwords(memory_kib=32, passes=1).hash(PASSWORD, "ann")
    house.parts.factors.rehash("id-ann", older)
    house.stranger().post("/api/login", name="ann", password="wrong wrong")
    assert house.parts.factors.password_of("ann") == older
    house.stranger().post("/api/login", name="ann", password=PASSWORD)
    fresh = house.parts.factors.password_of("ann")
    assert fresh != older
    assert not house.parts.passwords.stale(fresh)
