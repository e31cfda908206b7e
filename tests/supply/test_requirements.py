"""The locked requirements: exact, with hashes, without a host, complete, under licences we keep."""

import re
import tomllib
from importlib.metadata import distribution, metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.supply.pins import FOLDER, LOCKS, ROOT, blocks, pins, pins_of, unmet

COPYLEFT = re.compile(
    r"(?<!L)GPL|Affero|(?<!Lesser )(?<!Library or Lesser )General Public", re.IGNORECASE
)


def licence(name):
    """Return what an installed package says of its licence, in one line."""
    told = metadata(name)
    classifiers = [c for c in told.get_all("Classifier", []) if c.startswith("License ::")]
    first_line = (told.get("License") or "").strip().splitlines()[:1]
    said = " | ".join([told.get("License-Expression") or "", *classifiers, *first_line]).strip(" |")
    return said or next((title(name, file) for file in told.get_all("License-File", [])), "")


def title(name, file):
    """Return how a licence file begins."""
    text = distribution(name).read_text(f"licenses/{file}") or ""
    return text.strip().partition("\n")[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_has_hashes(lock):
    found = pins(lock)
    assert found
    assert [pin.name for pin in found.values() if not pin.hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_else_stands_in_a_lock_and_no_host(lock):
    text = (FOLDER / f"{lock}.txt").read_text()
    assert "://" not in text
    for block in blocks(text):
        rest = re.sub(r"--hash=sha256:[0-9a-f]{64}", "", block)
        assert re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z0-9_,.-]+\])?==\S+( ?;[^-]+)?\s*", rest), rest


@pytest.mark.parametrize("lock", ["product", "develop"])
def test_pip_finds_every_demand_pinned_with_its_extras(lock):
    assert list(unmet(pins(lock))) == []


def test_a_demand_whose_extra_is_not_pinned_is_found():
    text = (FOLDER / "develop.txt").read_text()
    broken = pins_of(text.replace("google-auth[requests]==", "google-auth=="))
    assert any("google-auth" in line for line in unmet(broken))


def test_a_demand_that_is_not_pinned_at_all_is_found():
    broken = pins("product")
    del broken["mako"]
    assert list(unmet(broken)) == [line for line in unmet(broken) if line.startswith("alembic")]
    assert list(unmet(broken))


def test_the_wheel_asks_for_what_the_product_pins_and_no_more():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    wished = {
        canonicalize_name(Requirement(line).name)
        for line in (FOLDER / "product.in").read_text().splitlines()
        if line and not line.startswith("#")
    }
    assert asked == wished


@pytest.mark.parametrize("lock", ["product", "local", "ocr"])
def test_no_package_of_the_product_is_under_the_gpl_or_agpl(lock):
    told = {name: licence(name) for name in pins(lock)}
    assert [name for name, said in told.items() if not said] == []
    assert [name for name, said in told.items() if COPYLEFT.search(said)] == []


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("License :: OSI Approved :: GNU Affero General Public License v3", True),
        ("LGPL-2.1-or-later", False),
        (
            "License :: OSI Approved :: GNU Lesser General Public License v2 (LGPLv2)",
            False,
        ),
        ("MIT", False),
    ],
)
def test_the_look_for_such_licences_tells_them_apart(said, refused):
    assert bool(COPYLEFT.search(said)) is refused


def test_every_package_of_the_product_stands_in_its_decision_record_with_licence_and_reason():
    text = (ROOT / "docs/decisions/0003-dependencies.md").read_text()
    wished = [
        line.split("==")
        for line in (FOLDER / "product.in").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert [f"{n} {v}" for n, v in wished if f"| {n} | {v} |" not in text] == []
