"""The admin API under generated requests, fitting its description and not, by every role.

`make faults` sends more than 5,000 (FAULT_ROUNDS for each operation, fitting and not).
"""

import os
import warnings

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from tests.console.house import House
from tests.custody.tenants import session

from posthouse.console.pages.every import ROUTES
from posthouse.model.operator import STATION, Grant, Role

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "4"))
KEPT_AWAY = frozenset({"host", "content-length", "cookie", "origin", "connection"})


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    opened = House(tmp_path_factory.mktemp("api"))
    opened.enrolled("station", Grant(STATION, Role.OWNER))
    for role in Role:
        opened.enrolled(role.value, Grant("red", role))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def described(house):
    return schemathesis.openapi.from_dict(house.stranger().get("/api/openapi.json").json)


def sent(house, case, name):
    """Send a generated case as this operator; every call has a session of its own."""
    browser = house.stranger() if name == "stranger" else session(house, f"id-{name}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = case.as_transport_kwargs(base_url="http://localhost:8701")
    request = requests.Request(**{n: v for n, v in told.items() if n in _TAKEN}).prepare()
    headers = {n.lower(): str(v) for n, v in request.headers.items() if n.lower() not in KEPT_AWAY}
    headers.setdefault("x-posthouse-forgery", browser.forgery)
    body = request.body or b""
    data = body.encode() if isinstance(body, str) else body
    return browser.send(request.method, request.path_url, data, headers)


_TAKEN = frozenset({"method", "url", "headers", "params", "json", "data", "files"})


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")
def test_no_request_breaks_the_admin_api(house, described, route, mode):
    operation = described[f"/api{route.path}"][route.method]
    names = st.sampled_from(["station", "stranger", *(role.value for role in Role)])

    @settings(
        max_examples=ROUNDS, deadline=None, database=None, derandomize=ROUNDS < 10,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode), names)
    def holds(case, name):
        answer = sent(house, case, name)
        assert answer.status < 500 or answer.json["error"]["code"] == "sign_on_unavailable"
        if answer.status >= 400:
            assert set(answer.json["error"]) == {"code", "message", "hint"}

    try:
        holds()
    except Exception as error:  # an operation that takes nothing cannot be asked wrongly
        if type(error).__name__ not in ("Unsatisfiable", "SkipTest", "Skipped"):
            raise
