"""Treatments by project and by key; what a label cannot be is told at the start."""

import msgspec
import pytest

from posthouse.config.schema import Settings
from posthouse.config.treatments import by_key, by_project
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Label, Treatment


def settings(text: str) -> Settings:
    return msgspec.toml.decode(f'[[project]]\nname = "web"\n{text}', type=Settings)


def test_projects_and_single_keys_have_treatments_of_their_own():
    told = settings(
        'treatments = {EMAIL = "surrogate", IP = "token"}\n[project.keys.k1.treatments]\nIP="drop"'
    )
    assert by_project(told)["web"] == {
        Label.EMAIL: Treatment.SURROGATE, Label.IP: Treatment.MASK,
    }  # fmt: skip
    assert by_project(told)["default"] == {}
    assert by_key(told) == {("web", "k1"): {Label.IP: Treatment.DROP}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('treatments = {CREDENTIAL = "surrogate"}', "project web: CREDENTIAL has no surrogate"),
        ('treatments = {PROJECT = "surrogate"}', "project web: PROJECT has no surrogate"),
        ('treatments = {PRIVATE_KEY = "partial"}', "PRIVATE_KEY cannot be shown in part"),
        ('keys = {k1 = {treatments = {CREDENTIAL = "partial"}}}', "project web, key k1"),
    ],
)
def test_a_label_that_cannot_be_treated_so_is_refused(text, told):
    with pytest.raises(ConfigError, match=told) as refused:
        by_project(settings(text)), by_key(settings(text))
    assert refused.value.hint
