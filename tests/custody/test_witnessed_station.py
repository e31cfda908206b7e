"""A station with three witnesses and quorum 2: what a customer gets and can check without it."""

import hashlib
import json
import os
import subprocess
import sys
import urllib.request

import pytest

from tests.custody.witnesses import RunningWitness
from tests.echo import echoed
from tests.running import Station, channel, until
from tests.upstreams import Upstream

BODY = {"model": "m", "messages": [{"role": "user", "content": "hello"}]}


class House:
    """A running station, its witnesses, and a customer's folder."""

    def __init__(self, folder, station: Station, witnesses: list[RunningWitness]) -> None:
        self.folder, self.station, self.witnesses = folder, station, witnesses

    def file(self, name: str, data: bytes) -> str:
        (self.folder / name).write_bytes(data)
        return name

    def ask(self) -> dict:
        """Send a request; keep all of it as a customer would."""
        status, answer, headers = self.station.post("/v1/chat/completions", BODY)
        assert status == 200
        ident = headers["posthouse-receipt"]
        self.file("request", json.dumps(BODY).encode())
        self.file("answer", answer)
        self.file("receipt", self.station.get(f"/receipts/{ident}")[1])
        return {"id": ident, "salt": headers["posthouse-receipt-salt"]}

    def size(self, path: str = "/ledger/witnessed") -> int:
        status, note = self.station.get(path)
        return int(note.split(b"\n")[1]) if status == 200 else 0

    def metric(self, name: str) -> float:
        admin = next(
            line.split('"')[1]
            for line in self.station.config.read_text().splitlines()
            if line.startswith("admin")
        )
        with urllib.request.urlopen(f"http://{admin}/metrics") as page:
            lines = page.read().decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))

    def verifier(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-I", "verifier.py", *words],
            cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    witnesses = [RunningWitness(folder / f"w{n}", [], f"witness.example/{n}") for n in range(3)]
    station = None
    try:
        for one in witnesses:
            one.start()
        lines = [f"witness w{n} {one.vkey} {one.url}" for n, one in enumerate(witnesses)]
        text = "\n".join([*lines, "group two 2 w0 w1 w2", "quorum two\n"])
        (folder / "station.policy").write_text(text)
        with Upstream(echoed) as upstream:
            more = f'[ledger]\nwitness_policy = "{folder / "station.policy"}"\n'
            workers = os.environ.get("STATION_WORKERS", "1")
            station = Station(
                folder, channel("main", upstream.url), more=more, server=f"workers = {workers}"
            )
            with station:
                found = House(folder, station, witnesses)
                vkey = station.get("/ledger/vkey")[1].decode().strip()
                for one in witnesses:
                    (one.folder / "logs").write_text(f"log {vkey}\n")
                identity = json.loads(station.get("/.well-known/posthouse")[1])
                source = station.get("/ledger/verifier.py")[1]
                assert hashlib.sha256(source).hexdigest() == identity["verifier"]["sha256"]
                found.file("verifier.py", source)
                found.file("policy", f"log {vkey}\n{text}".encode())
                found.key = identity["receipts"]["public_key"]
                yield found
    finally:
        for one in witnesses:
            one.stop()


def test_a_customer_verifies_a_receipt_with_the_published_file(house):
    kept = house.ask()
    path = f"/ledger/proof/{kept['id']}"
    until(lambda: house.size() and house.station.get(path)[1].count("— ".encode()) >= 3)
    house.file("proof", house.station.get(path)[1])
    ran = house.verifier(
        *("receipt", "receipt", "--key", house.key, "--salt", kept["salt"]),
        *("--request", "request", "--answer", "answer", "--proof", "proof", "--policy", "policy"),
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for step in (1, 2, 3, 4, 6, 7, 8):
        assert f"{step:2} holds" in ran.stdout
    house.file("answer", b"another answer")
    ran = house.verifier(
        *("receipt", "receipt", "--key", house.key, "--salt", kept["salt"], "--answer", "answer")
    )
    assert (ran.returncode, "4 DOES NOT HOLD" in ran.stdout) == (1, True)


def test_the_checkpoint_is_served_with_its_cosignatures(house):
    house.ask()
    until(lambda: house.size("/ledger/checkpoint") == house.size())
    until(lambda: house.station.get("/ledger/checkpoint")[1].count("— ".encode()) >= 3)


def test_witnesses_that_fall_silent_are_told_of_and_stop_nothing(house):
    until(house.size)
    until(lambda: house.metric("posthouse_witness_quorum_age_seconds") < 40)
    for one in house.witnesses[:2]:
        one.kill()
    before = house.size()
    for _ in range(5):
        house.ask()
    until(lambda: house.size("/ledger/checkpoint") > before)
    until(lambda: house.metric("posthouse_witness_failures_total"))
    assert house.size() == before
    for one in house.witnesses[:2]:
        one.start()
    until(lambda: house.size() > before)
    assert "a witness did not cosign" in house.station.logged()


def bundled(house, name: str, *words: str) -> dict:
    """Write a bundle, have the published file verify it, return it."""
    made = house.station.command("receipt", "bundle", *words, "-o", str(house.folder / name))
    assert made.returncode == 0, made.stderr
    ran = house.verifier("bundle", name, "--key", house.key, "--policy", "policy")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return json.loads((house.folder / name).read_bytes())


def test_a_bundle_is_made_of_a_running_station_from_near_and_from_afar(house):
    house.file("earlier", house.station.get("/ledger/checkpoint")[1])
    kept = [house.ask() for _ in range(3)]
    last = f"/ledger/proof/{kept[-1]['id']}"
    until(lambda: house.station.get(last)[1].count("— ".encode()) >= 3)
    ids = [one["id"] for one in kept]
    earlier = ("--earlier", str(house.folder / "earlier"))
    near = bundled(house, "near", *ids, "--config", str(house.station.config), *earlier)
    policy = ("--policy", str(house.folder / "policy"))
    far = bundled(house, "far", *ids, "--station", house.station.url, *policy, *earlier)
    assert [one["entry"]["receipt"]["id"] for one in near["entries"]] == ids
    assert near["entries"][0]["entry"] == far["entries"][0]["entry"]
    assert near["consistency"] is not None
    text = (house.folder / "near").read_text()
    assert not [one for one in kept if one["salt"] in text]
    assert "hello" not in text


def test_a_bundle_is_checked_by_the_command_too(house):
    file = str(house.folder / "near")
    words = ("--key", house.key, "--policy", str(house.folder / "policy"))
    told = house.station.command("receipt", "verify-bundle", file, *words, "--json")
    assert (told.returncode, json.loads(told.stdout)["holds"]) == (0, True), told.stderr
    own = house.station.command("receipt", "verify-bundle", file)
    assert (own.returncode, "the bundle's own is used" in own.stderr) == (0, True)
    (house.folder / "spoiled").write_bytes((house.folder / "near").read_bytes()[:-2] + b"\n")
    for name in ("spoiled", "policy"):
        told = house.station.command("receipt", "verify-bundle", str(house.folder / name), *words)
        assert (told.returncode, "DOES NOT HOLD" in told.stdout) == (1, True), told.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "expected ids of receipts"),
        (("0" * 44,), "is in no checkpoint of this log yet"),
    ],
)
def test_a_bundle_of_nothing_is_refused(house, words, said):
    config = ("--config", str(house.station.config), "-o", str(house.folder / "no"))
    refused = house.station.command("receipt", "bundle", *words, *config)
    assert (refused.returncode, said in refused.stderr) == (1, True), refused.stderr
    assert not (house.folder / "no").exists()


def test_a_bundle_is_made_of_a_stopped_station(house):
    kept = house.ask()
    path = f"/ledger/proof/{kept['id']}"
    until(lambda: house.station.get(path)[1].count("— ".encode()) >= 3)
    house.station.stop()
    bundled(house, "stopped", kept["id"], "--config", str(house.station.config))
    shown = house.station.command("ledger", "verify", "--config", str(house.station.config))
    assert shown.returncode == 0, shown.stdout + shown.stderr
