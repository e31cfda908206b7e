"""What was masked once is masked the same in every later turn, on a replica, after a restart."""

import pytest

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors import contact, network, personal_columns, personal_fields
from posthouse.privacy.examine import Examiner
from posthouse.privacy.mask import mask
from posthouse.privacy.memo import Memo
from posthouse.privacy.scan import database
from posthouse.privacy.token import Minter

RULES = (*contact.RULES, *network.RULES, *personal_columns.RULES, *personal_fields.RULES)
TURNS = 50


@pytest.fixture(scope="module")
def packed():
    return database(RULES, ())


class Station:
    """The part of a station that masks: its own detector and memory, the tenant's key."""

    def __init__(self, packed: bytes, letter: str = "B"):
        self.detector = Detector(RULES, (), packed)
        self.memo = Memo(b"memory of this process".ljust(32))
        self.minter = Minter(b"key of the tenant".ljust(32), letter)

    def __call__(self, texts: list[str]) -> list[str]:
        rules = Examiner(lambda asked: self.memo.find_all(self.detector, asked))
        return mask(texts, rules.find_all(texts), self.minter)[0]


def turn(number: int) -> list[str]:
    """Return what one turn of an agent adds: a question, a tool's result, an answer."""
    table = (
        f"id,name,phone,address\n{number},Ann Lee{'abcde'[number % 5]},"
        f"+44 20 7946 {number:04},{number + 1} Elm Row\n"
        f"owner: {'Ingrid Munro' if number % 3 else 'Siyuan Luo'} <team{number}@posthouse.test>\n"
    )
    told = f'{{"contact": "Beatriz Vasquez", "host": "db{number}.corp.posthouse.test"}}'
    return [f"Look up the customer of order {number}.", table, told]


def test_the_masked_prefix_of_fifty_turns_stays_byte_for_byte(packed):
    here, replica = Station(packed), Station(packed)
    log: list[str] = []
    before: list[str] = []
    for number in range(TURNS):
        log += turn(number)
        if number == TURNS // 2:
            here = Station(packed)  # restarted: its memory is gone
        masked = here(log)
        assert masked[: len(before)] == before
        assert masked == replica(log)
        before = masked
    assert all("Munro" not in text and "Vasquez" not in text for text in before)


def test_another_tenant_masks_otherwise(packed):
    log = turn(1)
    assert Station(packed)(log) != Station(packed, "C")(log)
