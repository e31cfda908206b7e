"""No route gives content or a stored secret back, not even to the station's owner.

What is made right then is shown once, by the routes that make it; asked for again, it is not there.
"""

import itertools

import pytest
from sqlalchemy import select

from posthouse.console.pages.every import ROUTES
from posthouse.model.secret import Secret
from posthouse.store.operator_tables import ENROLMENTS, OPERATORS, PASSKEYS, SESSIONS
from posthouse.store.tables import KEYS
from tests.console.house import OWNER, PASSWORD, House
from tests.custody.tenants import filled, session, settle

UPSTREAM_KEY = "sk-" + "canary" * 6


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    opened = House(tmp_path_factory.mktemp("secrets"))
    opened.enrolled("ann", OWNER)
    opened.parts.credentials.add("main", "https://relay.example.com:443", Secret(UPSTREAM_KEY))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def blue(house):
    return settle(house)


@pytest.fixture(scope="module")
def stored(house, blue):
    """Return what is stored and must not come back, in every form that JSON or a page may take."""
    browser = session(house, "id-ann")
    key = browser.post("/api/keys", project="red").json["key"]
    code = browser.post("/api/operators", name="bob", role="viewer").json["code"]
    found = [UPSTREAM_KEY, PASSWORD, key, key.split("-")[2], code, *house._seeds.values()]
    columns = (OPERATORS.c.password, OPERATORS.c.totp_seed, PASSKEYS.c.public_key, KEYS.c.digest,
               SESSIONS.c.digest, ENROLMENTS.c.digest)  # fmt: skip
    with house.engine.connect() as connection:
        rows = [connection.execute(select(column)).scalars().all() for column in columns]
    for value in itertools.chain.from_iterable(rows):
        found += [value.hex()] if isinstance(value, bytes) else [value] if value else []
    return found


@pytest.mark.parametrize("route", [r for r in ROUTES if r.method == "GET"], ids=lambda r: r.path)
def test_nothing_stored_comes_back(house, blue, stored, route):
    for api in ("/api", "") if route.page else ("/api",):
        for values in filled(route, blue, blue.of(route.path) if route.named else ""):
            path = route.path.format(**{name: values[name] for name in route.named})
            rest = {n: v for n, v in values.items() if n not in route.named and v != ""}
            query = "&".join(f"{name}={value}" for name, value in rest.items())
            text = session(house, "id-ann").get(f"{api}{path}?{query}").text
            assert [secret for secret in stored if secret in text] == []
