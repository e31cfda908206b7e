"""The policy on a receipt is named by all that it decides by, and gives no dictionary term away."""

import msgspec
import pytest
from tests.detectors import detector

from posthouse.config.compile import compiled
from posthouse.config.schema import Settings
from posthouse.service.facts import FactsBuilder
from posthouse.vault.keyring import Keyring


class NoKeys:
    def every(self):
        return ()


def policy(told: str = "", master: bytes = b"\x01" * 32) -> str:
    settings = msgspec.toml.decode(f'[[project]]\nname = "default"\n{told}', type=Settings)
    builder = FactsBuilder(
        "station", "posthouse/test", Keyring(master), NoKeys(), lambda _: detector()
    )
    return builder.build(settings, compiled(settings, {})).projects["default"].policy


CHANGES = [
    '[project.treatments]\nEMAIL = "refuse"',
    '[privacy]\nunreadable_media = "pass"',
    "[limits]\nrequests_per_minute = 7",
    "[server]\nmax_body_bytes = 77777",
    '[privacy]\ndictionary = ["Haitang"]',
]


@pytest.mark.parametrize("told", CHANGES)
def test_whatever_it_decides_by_changes_its_name(told):
    assert policy(told) != policy()


def test_the_same_settings_have_the_same_name():
    assert policy(CHANGES[0]) == policy(CHANGES[0])
    assert len(policy()) == 64
    assert policy(CHANGES[0]) == policy(CHANGES[0], b"\x02" * 32)


def test_a_term_cannot_be_guessed_from_it_without_the_master_key():
    assert policy(CHANGES[-1]) != policy(CHANGES[-1], b"\x02" * 32)
