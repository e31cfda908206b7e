"""Old keys are named once a day, and those whose grace is over are destroyed."""

import logging
from dataclasses import dataclass, field

from posthouse.service.credentials import DAY_US, CredentialCare


@dataclass
class One:
    name: str
    days: int
    in_use: bool = True

    def age_days(self, now_us: int) -> int:
        return self.days


@dataclass
class Keeping:
    all: list
    over: list = field(default_factory=list)

    def expire(self):
        over, self.over = self.over, []
        return over

    def every(self):
        return self.all


async def test_names_old_keys_in_use_once_a_day(caplog):
    now = 5 * DAY_US
    keeping = Keeping([One("old", 90), One("young", 89), One("gone", 400, False)])
    care = CredentialCare(keeping, 90, lambda: now)
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            await care.run()
        assert [record.credential for record in caplog.records] == ["old"]
        now += DAY_US
        await care.run()
        assert [record.credential for record in caplog.records] == ["old", "old"]


async def test_tells_what_was_destroyed(caplog):
    keeping = Keeping([], [One("main", 1)])
    with caplog.at_level(logging.INFO):
        await CredentialCare(keeping, 90).run()
        await CredentialCare(keeping, 90).run()
    assert [record.message for record in caplog.records] == ["credential destroyed"]
