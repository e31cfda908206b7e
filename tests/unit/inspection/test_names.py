import pytest

from posthouse.inspection.names import has_known_owner, is_close, is_popular, is_typo, looks_like


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
    assert looks_like(name, system) == target


def test_popular_names_are_known_in_any_spelling() -> None:
    assert is_popular("Typing_Extensions", "pypi")
    assert is_popular("lodash", "npm")
    assert not is_popular("lodahs", "npm")


def test_close_names_and_mistyped_ones() -> None:
    assert is_close("left-pads", "left-pad")
    assert is_close("left-pad-utils", "left-pad")
    assert is_typo("rquests", "requests")
    assert not is_typo("requests-mock", "requests")
    assert not is_close("requests", "requests")


def test_a_scope_or_owner_of_popular_packages_is_known() -> None:
    assert has_known_owner("@babel/whatever", "npm")
    assert has_known_owner("github.com/stretchr/other", "go")
    assert not has_known_owner("@babell/core", "npm")
    assert not has_known_owner("lodash", "npm")
