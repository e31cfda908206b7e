"""The console as it is served: on the admin listener, beside metrics, with workers or without."""

import http.client
import json
import re
import time

import pytest
from tests.echo import echoed
from tests.running import Station, channel
from tests.upstreams import Upstream

from posthouse.model.operator import Role
from posthouse.store.breakglass import Glass, SqlBreakglass
from posthouse.store.database import open_database
from posthouse.store.operators import Act

PASSWORD = "four quiet cranes over water"


class Admin:
    """Speaks with the admin listener; keeps cookies and the token against forgery."""

    def __init__(self, station):
        self.port = int(re.search(r'admin = "127.0.0.1:(\d+)"', station.config.read_text())[1])
        self.cookie = self.forgery = ""

    def send(self, method, path, asked=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"host": f"localhost:{self.port}", "content-type": "application/json"}
        headers |= {"cookie": self.cookie, "x-posthouse-forgery": self.forgery}
        body = None if asked is None else json.dumps(asked)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        if answer.getheader("set-cookie"):
            self.cookie = answer.getheader("set-cookie").partition(";")[0]
            self.forgery = answer.getheader("x-posthouse-forgery") or ""
        connection.close()
        return answer.status, data

    def json(self, path):
        return json.loads(self.send("GET", path)[1])


def lend_in_the_past(station):
    """Put a role on record that was lent and whose minute is over; return its id."""
    engine = open_database(station.folder / "data")
    glasses, at = SqlBreakglass(engine), time.time() - 120
    asked = Glass("g1", "red", Role.VIEWER, 1, "to look at it", "id-bob", int(at))
    glasses.request(asked, Act("operator:bob", at))
    glasses.approve("g1", "id-ann", Act("operator:ann", at))
    engine.dispose()
    return "g1"


def wait_for(admin, kind, subject):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for event in admin.json("/api/events")["events"]:
            if (event["kind"], event["subject"]) == (kind, subject):
                return event
        time.sleep(0.2)
    raise AssertionError(f"no {kind}")


@pytest.mark.parametrize("workers", [1, 2])
def test_an_owner_enrols_and_sees_what_happened_in_the_ledger(tmp_path, workers):
    with Upstream(echoed) as upstream:
        place = channel("main", upstream.url)
        with Station(tmp_path, place, server=f"workers = {workers}") as station:
            made = station.command(
                "operators", "add", "ann", "--role", "owner", "--json",
                "--config", str(station.config),
            )  # fmt: skip
            admin = Admin(station)
            asked = {"code": json.loads(made.stdout)["code"], "password": PASSWORD}
            status, _ = admin.send("POST", "/api/enrol", asked)
            assert status == 200
            said = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}
            receipt = station.post("/v1/chat/completions", said)[2]["posthouse-receipt"]
            end = time.monotonic() + 30
            kinds, receipts = set(), []
            while time.monotonic() < end and not (
                {"operator.added", "data.read"} <= kinds and receipt in receipts
            ):
                receipts = [each["id"] for each in admin.json("/api/receipts")["receipts"]]
                kinds = {event["kind"] for event in admin.json("/api/events")["events"]}
                time.sleep(0.2)
            assert {"operator.added", "operator.changed", "data.read", "key.created"} <= kinds
            assert receipt in receipts
            assert admin.json(f"/api/receipts/{receipt}")["valid"]
            assert admin.json("/api/ledger")["trouble"] == ""
            assert admin.json("/api/ledger/check")["faults"] == []
            ended = wait_for(admin, "breakglass.ended", lend_in_the_past(station))
            assert (ended["actor"], ended["project"]) == ("station", "red")
            assert admin.send("GET", "/metrics")[0] == 200
            assert admin.send("GET", "/readyz") == (200, b"ready\n")


def test_a_station_without_a_console_has_none(tmp_path):
    with Upstream(echoed) as upstream:
        place = channel("main", upstream.url)
        with Station(tmp_path, place, more="[console]\nenabled = false\n") as station:
            admin = Admin(station)
            assert admin.send("GET", "/login")[0] == 404
            assert admin.send("GET", "/healthz") == (200, b"ok\n")
