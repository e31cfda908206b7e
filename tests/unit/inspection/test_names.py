import pytest
from tests.growth import grows_evenly

from posthouse.inspection.listed import SHIPPED
from posthouse.inspection.names import is_close, is_typo, plain_name


@pytest.mark.parametrize(
    ("name", "system", "target"),
    [
        ("reqeusts", "pypi", "requests"),
        ("lodahs", "npm", "lodash"),
        ("expresss", "npm", "express"),
        ("python-requests", "pypi", "requests"),
        ("zzz-nothing-near-this", "pypi", ""),
        ("tokoi", "cargo", "tokio"),
        ("csv-fast-parser-zzz", "cargo", ""),
        ("reqwest-rs", "cargo", "reqwest"),
        ("aws_sdk_signer", "gem", "aws-sdk-signer"),
        ("github.com/somebodyelse/testify", "go", "testify"),
        ("cssnano-preset", "composer", ""),
        ("l0dash", "npm", "lodash"),
        ("parser-body", "npm", "body-parser"),
        ("@babell/core", "npm", "@babel/core"),
    ],
)
def test_look_alikes_name_what_they_look_like(name: str, system: str, target: str) -> None:
    assert SHIPPED.catalogue(system).looks_like(name) == target


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("pandass", "pypi"),  # doubled
        ("cryptograpy", "pypi"),  # left out
        ("scrpay", "pypi"),  # exchanged
        ("beautifu1soup4", "pypi"),  # a digit for a letter
        ("django-restframework", "pypi"),  # separators elsewhere
        ("sqlalchemy-lib", "pypi"),  # affix
        ("matpl\u043etlib", "pypi"),  # a letter of another script
        ("typescritp", "npm"),
        ("webpackk", "npm"),
        ("mornent", "npm"),  # rn for m
        ("@typess/node", "npm"),  # scope
        ("react-dom-official", "npm"),
        ("expres5", "npm"),
        ("serde_jsom", "cargo"),
        ("tokio-rs", "cargo"),
        ("reqwesst", "cargo"),
        ("github.com/sirupsen1/logrus", "go"),  # owner
        ("github.com/gorrilla/mux", "go"),
        ("nokogirii", "gem"),
        ("activerecord_import", "gem"),
        ("ansibel", "brew"),
        ("kubernets-cli", "brew"),
        ("wegt", "brew"),
        ("opensshserver", "apt"),
        ("build-esential", "apt"),
        ("crul", "apt"),
    ],
)
def test_names_made_to_be_mistaken_are_told_in_every_ecosystem(name: str, system: str) -> None:
    assert SHIPPED.catalogue(system).looks_like(name), (name, system)


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("libssl-dev", "apt"),
        ("python3.11-venv", "apt"),
        ("postgresql-client-15", "apt"),
        ("linux-headers-6.1.0-18-amd64", "apt"),
        ("docker-ce", "apt"),
        ("elogind", "apt"),
        ("node@20", "brew"),
        ("some-formula", "brew"),
    ],
)
def test_names_of_kept_ecosystems_pass_unless_mistyped(name: str, system: str) -> None:
    assert SHIPPED.catalogue(system).looks_like(name) == ""


def test_popular_names_are_known_in_any_spelling() -> None:
    assert SHIPPED.catalogue("pypi").is_popular("Typing_Extensions")
    assert SHIPPED.catalogue("cargo").is_popular("serde-json")
    assert SHIPPED.catalogue("npm").is_popular("lodash")
    assert not SHIPPED.catalogue("npm").is_popular("lodahs")
    assert plain_name("Zope.Interface", "pypi") == "zope-interface"


def test_close_names_and_mistyped_ones() -> None:
    assert is_close("left-pads", "left-pad")
    assert is_close("left-pad-utils", "left-pad")
    assert is_typo("rquests", "requests")
    assert not is_typo("requests-mock", "requests")
    assert not is_close("requests", "requests")


def test_a_scope_or_owner_of_popular_packages_is_known() -> None:
    assert SHIPPED.catalogue("npm").has_known_owner("@babel/whatever")
    assert SHIPPED.catalogue("go").has_known_owner("github.com/stretchr/other")
    assert not SHIPPED.catalogue("npm").has_known_owner("@babell/core")
    assert not SHIPPED.catalogue("npm").has_known_owner("lodash")


@pytest.mark.parametrize("system", ["pypi", "npm"])
def test_a_name_longer_than_any_takes_no_time_of_its_own(system: str) -> None:
    catalogue = SHIPPED.catalogue(system)
    catalogue.looks_like("reqests")  # its tables are made once
    assert grows_evenly(catalogue.looks_like, "reqests")
