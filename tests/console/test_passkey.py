import pytest

from tests.console.authenticator import Authenticator, plain, text
from tests.console.house import ORIGIN, OWNER, PASSWORD

REFUSED = (400, 401)


def registered(browser, authenticator, name="phone"):
    begun = browser.post("/api/account/passkey/options").json
    credential = authenticator.register(begun["options"])
    return browser.post(
        "/api/account/passkey", ceremony=begun["ceremony"], credential=credential, name=name
    )


def begun(browser):
    return browser.post("/api/login/passkey/options").json


@pytest.fixture
def key():
    return Authenticator(ORIGIN)


@pytest.fixture
def ann(house, key):
    browser = house.stranger()
    browser.post("/api/enrol", code=house.invite("ann", OWNER), password=PASSWORD)
    assert registered(browser, key).status == 200
    return browser


def test_a_passkey_is_both_factors_at_once(house, ann, key):
    assert ann.get("/api/account").json["strong"]
    browser = house.stranger()
    asked = begun(browser)
    assert asked["options"]["rpId"] == "localhost"
    assert asked["options"]["userVerification"] == "required"
    told = browser.post("/api/login/passkey", ceremony=asked["ceremony"],
                        credential=key.answer(asked["options"]))  # fmt: skip
    assert told.json["begun"]
    assert browser.post("/api/keys", project="red").status == 200
    (shown,) = browser.get("/api/account").json["passkeys"]
    assert (shown["name"], shown["used_at"]) == ("phone", int(house.now))


def test_a_password_alone_is_not_enough_any_more(house, ann, key):
    browser = house.stranger()
    half = browser.post("/api/login", name="ann", password=PASSWORD).json
    assert half == {"begun": False, "needs": ["passkey"]}
    asked = begun(browser)
    browser.post("/api/login/passkey", ceremony=asked["ceremony"],
                 credential=key.answer(asked["options"]))  # fmt: skip
    assert browser.get("/api/account").json["strong"]


def test_a_challenge_is_answered_once_and_in_time(house, ann, key):
    browser = house.stranger()
    asked = begun(browser)
    answer = {"ceremony": asked["ceremony"], "credential": key.answer(asked["options"])}
    assert browser.post("/api/login/passkey", **answer).status == 200
    assert browser.post("/api/login/passkey", **answer).status == 401
    late = begun(browser)
    credential = key.answer(late["options"])
    house.now += 301
    late = browser.post("/api/login/passkey", ceremony=late["ceremony"], credential=credential)
    assert late.status == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://localhost:9999"},
        {"origin": "https://evil.example.com"},
        {"verifies": False},
        {"uses": -1},
    ],
)
def test_what_does_not_answer_as_registered_is_refused(house, ann, key, wrong):
    key.uses = 5
    asked = begun(ann)
    ann.post("/api/login/passkey", ceremony=asked["ceremony"],
             credential=key.answer(asked["options"]))  # fmt: skip
    for name, value in wrong.items():
        setattr(key, name, value)
    browser = house.stranger()
    asked = begun(browser)
    told = browser.post("/api/login/passkey", ceremony=asked["ceremony"],
                        credential=key.answer(asked["options"]))  # fmt: skip
    assert told.json["error"]["code"] == "login_refused"


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
def test_every_byte_of_an_answer_counts(house, ann, key, part):
    browser = house.stranger()
    asked = begun(browser)
    whole = key.answer(asked["options"])
    data = bytearray(plain(whole["response"][part]))
    data[len(data) // 2] ^= 1
    whole["response"][part] = text(bytes(data))
    told = browser.post("/api/login/passkey", ceremony=asked["ceremony"], credential=whole)
    assert told.status in REFUSED


@pytest.mark.parametrize("credential", [{}, {"id": 5}, {"id": "x", "response": []}, {"id": None}])
def test_what_is_no_answer_is_refused(house, ann, credential):
    browser = house.stranger()
    asked = begun(browser)
    told = browser.post("/api/login/passkey", ceremony=asked["ceremony"], credential=credential)
    assert told.status in REFUSED


def test_another_authenticator_is_nobody(house, ann):
    browser = house.stranger()
    asked = begun(browser)
    stranger = Authenticator(ORIGIN)
    told = browser.post("/api/login/passkey", ceremony=asked["ceremony"],
                        credential=stranger.answer(asked["options"]))  # fmt: skip
    assert told.json["error"]["code"] == "login_refused"


def test_a_passkey_is_registered_once_by_whom_it_was_begun_for(house, ann, key):
    again = registered(ann, key)
    assert again.json["error"]["code"] == "conflict"
    bob = house.enrolled("bob", OWNER)
    asked = ann.post("/api/account/passkey/options").json
    other = Authenticator(ORIGIN)
    told = bob.post("/api/account/passkey", ceremony=asked["ceremony"],
                    credential=other.register(asked["options"]))  # fmt: skip
    assert told.status == 400
    assert registered(bob, Authenticator(ORIGIN, verifies=False)).status == 401
    assert registered(bob, Authenticator("https://evil.example.com")).status == 401


def test_a_removed_passkey_opens_nothing(house, ann, key):
    second = Authenticator(ORIGIN)
    assert registered(ann, second, "laptop").status == 200
    names = {k["name"]: k["id"] for k in ann.get("/api/account").json["passkeys"]}
    assert ann.post(f"/api/account/passkey/{names['phone']}/remove").status == 200
    assert ann.post(f"/api/account/passkey/{names['phone']}/remove").status == 404
    browser = house.stranger()
    asked = begun(browser)
    told = browser.post("/api/login/passkey", ceremony=asked["ceremony"],
                        credential=key.answer(asked["options"]))  # fmt: skip
    assert told.status == 401
