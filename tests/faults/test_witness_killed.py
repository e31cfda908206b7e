"""kill -9 while a second witness is asked: both exchanges are on record, and the money balances."""

import sqlite3
import threading
import time
from contextlib import suppress

from tests.conformance.speech import CHAT, Call, Turn, said
from tests.running import Station, channel
from tests.upstreams import Response, Upstream

MORE = '[second_witness]\nenabled = true\n[[price]]\nmodel = "*"\ninput = 10\noutput = 30\n'
PATH = "/v1/chat/completions"
ASKED = {"model": "m", "max_tokens": 50, "messages": [{"role": "user", "content": "hello"}]}


def installing(_):
    call = Call("c1", "bash", {"command": "pip install requests"})
    return said(CHAT, Turn("", (call,)), "m", cut=None)


def slow(_):
    return Response(200, b"{}", delay_s=30)


def test_what_was_asked_when_the_station_died_is_closed_and_charged_once(tmp_path):
    with Upstream(installing) as first, Upstream(slow) as second:
        channels = channel("first", first.url) + channel("second", second.url, more="priority = 5")
        with Station(tmp_path, channels, more=MORE) as station:
            key = station.new_key("--budget-usd", "5")

            def client():
                with suppress(OSError):
                    station.post(PATH, ASKED, key)

            asking = threading.Thread(target=client)
            asking.start()
            until = time.monotonic() + 30
            while not second.requests and time.monotonic() < until:
                time.sleep(0.02)
            assert second.requests
            station.kill()
            asking.join()
            station.start()
            found = receipts(station)
            until = time.monotonic() + 30
            while len(found) < 2 and time.monotonic() < until:
                time.sleep(0.2)
                found = receipts(station)
            assert [one["ending"] for one in found] == ["interrupted", "interrupted"]
            charged = [one["cost"] for one in found]
            assert charged[0] == charged[1] > 0
            assert sum(charged) == spent(station, found[0]["key"])


def receipts(station):
    """Return ending, key and cost of every receipt of a call, oldest first."""
    with sqlite3.connect(station.folder / "data" / "posthouse.db") as database:
        database.row_factory = sqlite3.Row
        query = "SELECT key, ending, cost FROM receipts WHERE key != '' ORDER BY seq"
        return [dict(row) for row in database.execute(query)]


def spent(station, key):
    """Return what a key has spent, in micro-dollars."""
    with sqlite3.connect(station.folder / "data" / "posthouse.db") as database:
        return database.execute("SELECT spent FROM keys WHERE id = ?", (key,)).fetchone()[0]
