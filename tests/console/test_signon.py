import time

import pytest
from joserfc.jwk import ECKey

from posthouse.config.console import SignOn
from posthouse.model.operator import Grant, Role
from posthouse.net.fetch import fetch
from tests.console.house import ORIGIN, OWNER, House
from tests.console.provider import CLIENT, Provider

BACK = ORIGIN + "/login/sign-on/back"


@pytest.fixture
def provider():
    with Provider(BACK) as running:
        yield running


@pytest.fixture
def house(tmp_path, provider):
    sign_on = SignOn(issuer=provider.issuer, client_id=CLIENT, label="Example")
    opened = House(tmp_path, fetch=fetch, sign_on=sign_on)
    opened.now = time.time()
    provider.clock = lambda: opened.now
    yield opened
    opened.close()


def returned(provider, browser, path="/login/sign-on"):
    """Go to the provider and come back; return what the console answers."""
    away = browser.get(path)
    assert away.status == 303
    back = provider.authorize(away.header("location"))
    return browser.get(back.removeprefix(ORIGIN), sec_fetch_site="cross-site")


@pytest.fixture
def ann(house, provider):
    browser = house.enrolled("ann", OWNER)
    answer = returned(provider, browser, "/account/sign-on")
    assert (answer.status, answer.header("location")) == (303, "/account")
    return browser


def test_a_linked_account_logs_in(house, provider, ann):
    browser = house.stranger()
    provider.claims = {"amr": ["pwd", "mfa"]}
    onward = returned(provider, browser, "/login/sign-on?back=/keys")
    assert 'url=/keys"' in onward.text
    assert browser.get("/api/account").json["strong"]
    assert browser.post("/api/keys", project="red").status == 200


def test_who_was_proved_by_one_factor_there_shows_the_second_here(house, provider, ann):
    browser = house.stranger()
    moved = returned(provider, browser)
    assert moved.header("location") == "/login/second"
    assert browser.get("/api/account").status == 401
    house.now += 60
    browser.post("/api/login/second", code=house.code("ann"))
    assert browser.get("/api/account").json["strong"]


def test_a_secret_goes_along_where_the_settings_name_one(tmp_path, monkeypatch):
    monkeypatch.setenv("TEST_SIGN_ON_SECRET", "made-" + "up")
    with Provider(BACK, secret="made-" + "up") as provider:
        sign_on = SignOn(issuer=provider.issuer, client_id=CLIENT, secret_env="TEST_SIGN_ON_SECRET")
        house = House(tmp_path, fetch=fetch, sign_on=sign_on)
        house.now = time.time()
        browser = house.enrolled("ann", OWNER)
        assert returned(provider, browser, "/account/sign-on").status == 303
        house.close()


def test_an_elliptic_key_does_as_well(house, provider, ann):
    provider.key = ECKey.generate_key("P-256", {"kid": "two"})
    provider.claims = {"amr": ["mfa"]}
    browser = house.stranger()
    returned(provider, browser)
    assert browser.get("/api/account").status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "of another"},
        {"signed_by": "stranger"},
        {"signed_by": "secret"},
        {"signed_by": "nobody"},
        {"claims": {"iss": "https://evil.example.com"}},
        {"claims": {"aud": "another"}},
        {"claims": {"aud": [CLIENT, "another"]}},
        {"claims": {"azp": "another"}},
        {"claims": {"nonce": "of another"}},
        {"claims": {"nonce": None}},
        {"claims": {"exp": 1_700_000_000}},
        {"claims": {"exp": None}},
        {"claims": {"iat": 4_000_000_000}},
        {"claims": {"sub": None}},
        {"claims": {"sub": 5}},
    ],
    ids=str,
)
def test_what_is_not_as_it_was_asked_for_is_refused(house, provider, ann, wrong):
    provider.claims = {"amr": ["mfa"]}
    provider.wrong = wrong
    browser = house.stranger()
    answer = returned(provider, browser)
    assert answer.status == 401
    assert browser.get("/api/account").status == 401


def test_a_stranger_there_is_nobody_here(house, provider, ann):
    provider.subject = "bob-1"
    assert returned(provider, house.stranger()).status == 401


def test_an_account_there_is_linked_to_one_here(house, provider, ann):
    bob = house.enrolled("bob", Grant("red", Role.VIEWER))
    assert returned(provider, bob, "/account/sign-on").status == 409
    assert "sso" not in bob.get("/api/account").json["factors"]


def test_an_answer_is_taken_once_and_by_the_browser_that_asked(house, provider, ann):
    browser, other = house.stranger(), house.stranger()
    away = browser.get("/login/sign-on").header("location")
    back = provider.authorize(away).removeprefix(ORIGIN)
    assert other.get(back).status == 401
    provider.claims = {"amr": ["mfa"]}
    assert browser.get(back).status == 200
    assert browser.get(back).status == 401


def test_a_provider_that_is_another_or_leads_elsewhere_is_refused(house, provider):
    for wrong in ({"issuer": "https://evil.example.com"}, {"moved": True}):
        provider.wrong = wrong
        answer = house.stranger().get("/api/login/sign-on")
        assert answer.json["error"]["code"] == "sign_on_unavailable"


def test_there_is_none_where_the_settings_name_none(tmp_path):
    house = House(tmp_path)
    assert house.stranger().get("/api/login/sign-on").status == 404
    assert "/login/sign-on" not in house.stranger().get("/login").text
    house.close()
