"""The bill of materials: valid for other people's tools, complete, and without any host."""

import json
import re
import subprocess
import sys

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from posthouse.config.bom import bill, installed, locked
from posthouse.config.software import running_software
from posthouse.model.errors import CommandError
from tests.supply.pins import FOLDER, LOCKS, pins

HOST = re.compile(r"(?:[a-z]+:)?//[a-z0-9.-]+", re.IGNORECASE)


def printed(*words):
    shown = subprocess.run(
        [sys.executable, "-m", "posthouse", "sbom", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return shown.stdout


@pytest.fixture(scope="module", params=[(), ("--locked", str(FOLDER))], ids=["runs", "locked"])
def text(request):
    return printed(*request.param)


def test_it_is_valid_against_the_schema(text):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_validator_sees_what_is_wrong(text):
    broken = json.loads(text)
    broken["components"][0]["type"] = "no such type"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(broken)) is not None


def test_no_host_stands_in_it_but_the_schema_s_own(text):
    assert set(HOST.findall(text)) == {"http://cyclonedx.org"}


def test_each_part_has_a_licence_a_hash_and_a_place_in_the_graph(text):
    tree = json.loads(text)
    refs = {part["bom-ref"] for part in tree["components"]}
    assert [p["name"] for p in tree["components"] if not (p["hashes"] and p.get("licenses"))] == []
    assert {one["ref"] for one in tree["dependencies"]} == refs | {
        tree["metadata"]["component"]["bom-ref"]
    }


def test_the_locked_one_holds_every_pin_with_all_its_hashes():
    parts = {part.name: part for part in locked(FOLDER)}
    for lock in LOCKS:
        for pin in pins(lock).values():
            assert parts[pin.name].version == pin.version
            assert set(parts[pin.name].hashes) == set(pin.hashes)
    assert set(parts) == {name for lock in LOCKS for name in pins(lock)}
    assert parts["cryptography"].scope == "required"
    assert parts["pytest"].scope == "excluded"


def test_the_installed_one_holds_what_the_product_asks_for():
    assert {"cryptography", "cffi", "sqlalchemy"} <= {part.name for part in installed()}


def test_the_same_parts_give_the_same_document():
    software = running_software()
    assert bill(locked(FOLDER), software) == bill(locked(FOLDER), software)


def test_a_folder_without_locks_is_refused(tmp_path):
    with pytest.raises(CommandError, match="expected locked requirements"):
        locked(tmp_path)
