"""Long texts are searched in a thread: the loop goes on, and nobody waits for one key's texts."""

import asyncio
import re
import threading

import pytest

from posthouse.exchange.searching import Search
from posthouse.model.errors import TooLarge
from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.rules import Rule
from posthouse.service.searching import TURN, SearchThread, turns

BADGE = Rule("badge", Label.OTHER_ID, "badge[0-9]", r"badge\d+")


class Gate:
    """A rule that is asked until it is let go, and in which order it was asked."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.asked: list[str] = []

    def detector(self) -> Detector:
        return Detector((Rule("gate", Label.OTHER_ID, "gate[a-z]", "gate[a-z]", self.confirm),))

    def confirm(self, match: re.Match[str]) -> tuple[int, int]:
        assert self.go.wait(30)
        self.asked.append(match.group())
        return match.span()


def search(detector: Detector, *texts: str, key: str = "key_a", most_s: float = 30) -> Search:
    return Search(key, detector, list(texts), most_s)


async def test_the_loop_and_the_detector_go_on_meanwhile() -> None:
    gate = Gate()
    detector = gate.detector()
    task = asyncio.create_task(SearchThread()(search(detector, "gatea", "none")))
    await asyncio.sleep(0.05)
    assert not task.done()
    assert detector.find("nothing of the kind") == ()
    gate.go.set()
    told = await task
    assert [(one.start, one.end) for one in told["gatea"]] == [(0, 5)]
    assert told["none"] == ()


async def test_requests_of_different_keys_take_turns_and_those_of_one_follow() -> None:
    gate, thread = Gate(), SearchThread()
    detector = gate.detector()
    rest = "." * TURN
    asked = [("key_a", "ab"), ("key_a", "cd"), ("key_b", "xy")]
    tasks = [
        asyncio.create_task(thread(search(detector, *(f"gate{x}{rest}" for x in two), key=key)))
        for key, two in asked
    ]
    await asyncio.sleep(0.05)
    gate.go.set()
    await asyncio.gather(*tasks)
    order = "".join(one[-1] for one in gate.asked)
    assert order.index("x") < order.index("c")
    assert order.index("b") < order.index("c") < order.index("d")
    assert not thread._keys


async def test_what_takes_longer_than_it_may_is_refused_and_the_next_is_served() -> None:
    ticks = iter(range(1000))
    thread = SearchThread(lambda: float(next(ticks)))
    detector = Detector((BADGE,))
    with pytest.raises(TooLarge) as refused:
        await thread(search(detector, *(f"badge{n}{'.' * TURN}" for n in range(9)), most_s=5))
    assert refused.value.code == "search_too_long"
    assert "badge" not in refused.value.message
    told = await thread(search(detector, "badge77", most_s=5))
    assert [one.rule for one in told["badge77"]] == ["badge"]


def test_a_turn_has_some_texts_and_at_least_one() -> None:
    long = "x" * (2 * TURN)
    assert list(turns(["a", "b", long, "c"])) == [["a", "b"], [long], ["c"]]
    assert list(turns([])) == []
