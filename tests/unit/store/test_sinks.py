"""A second place for the record: the same bytes, required or not, in trouble and out of it."""

import errno
import os
import threading
import time

import pytest

from posthouse.model.errors import StoreError
from posthouse.store.disk import Disk
from posthouse.store.journal import Appender
from posthouse.store.segments import Kind, drop_all, gaps, newest_promise, replay
from posthouse.store.sinks import Sink, Sinks, TooFewSinks, lacking, open_sinks


class SickDisk(Disk):
    """Fails every call with `code` while it is set; hangs in `sync` while `go` is not."""

    def __init__(self):
        self.code = None
        self.go = threading.Event()
        self.go.set()

    def _break(self):
        if self.code:
            raise OSError(self.code, os.strerror(self.code))

    def create(self, path):
        self._break()
        return super().create(path)

    def write(self, file, data):
        self._break()
        return super().write(file, data)

    def sync(self, file):
        self.go.wait(30)
        self._break()
        super().sync(file)


@pytest.fixture
def places(tmp_path):
    """Return the journal's folder, the sink's, and the sink's disk."""
    for name in ("journal", "sink"):
        (tmp_path / name).mkdir()
    return tmp_path / "journal", tmp_path / "sink", SickDisk()


def appender_on(places, require=2, last=0, segment_bytes=400):
    journal, sink, disk = places
    sinks = open_sinks([sink], require, disk)
    sinks.begin(journal)
    sinks.refuse_newer(last)
    return Appender(journal, Disk(), last, segment_bytes, sinks)


def add(appender, *numbers):
    return appender.append([(Kind.INTENT, b'{"id":"%d"}' % n) for n in numbers])


def closed(appender):
    appender.close()
    appender.sinks.close()


def held(folder):
    return [entry.body for entry in replay(folder, 0) if entry.kind is not Kind.SEGMENT]


def bodies(*numbers):
    return [b'{"id":"%d"}' % number for number in numbers]


def until(condition, within_s=10):
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_acknowledged_stands_byte_for_byte_in_both_places(places):
    appender = appender_on(places)
    for number in range(20):
        add(appender, number)
        assert held(places[1]) == bodies(*range(number + 1))
    closed(appender)
    journal, sink, _ = places
    files = sorted(path.name for path in journal.glob("*.log"))
    assert len(files) > 2
    assert all((journal / name).read_bytes() == (sink / name).read_bytes() for name in files)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.ENOENT, errno.EROFS])
def test_without_the_required_sink_a_batch_does_not_count_anywhere(places, code):
    appender = appender_on(places)
    add(appender, 1)
    places[2].code = code
    with pytest.raises(StoreError, match=f"expected 1 sinks.*{errno.errorcode[code]}"):
        add(appender, 2)
    started = time.monotonic()
    with pytest.raises(StoreError):
        add(appender, 3)
    assert time.monotonic() - started < 0.5
    places[2].code = None
    until(appender.sinks.sinks[0].well)
    add(appender, 4)
    closed(appender)
    assert held(places[0]) == held(places[1]) == bodies(1, 4)
    assert gaps(places[1], appender.last) == []


def test_a_sink_that_hangs_is_given_up_within_a_second(places):
    appender = appender_on(places)
    add(appender, 1)
    places[2].go.clear()
    started = time.monotonic()
    with pytest.raises(StoreError, match="late"):
        add(appender, 2)
    assert time.monotonic() - started < 1
    started = time.monotonic()
    with pytest.raises(StoreError):
        add(appender, 3)
    assert time.monotonic() - started < 0.5
    places[2].go.set()
    until(appender.sinks.sinks[0].well)
    add(appender, 4)
    closed(appender)
    assert held(places[0]) == held(places[1]) == bodies(1, 4)


def test_a_sink_that_is_not_required_holds_up_nobody_and_catches_up(places):
    appender = appender_on(places, require=1)
    add(appender, 1)
    places[2].code = errno.EIO
    for number in range(2, 30):
        add(appender, number)
    until(lambda: appender.sinks.trouble() == "sink (EIO)")
    places[2].code = None
    add(appender, 30)
    until(lambda: not appender.sinks.trouble())
    closed(appender)
    assert held(places[1]) == bodies(*range(1, 31))
    assert gaps(places[1], appender.last) == []


def test_what_a_sink_could_not_hold_is_a_gap_with_its_numbers(places):
    journal, folder, disk = places
    sink = Sink(folder, disk, most_held=1000)
    appender = Appender(journal, Disk(), 0, 400, Sinks([sink]))
    kept = add(appender, 1)
    until(lambda: held(folder) == bodies(1))
    disk.code = errno.EIO
    for number in range(2, 40):
        add(appender, number)
    assert sink.dropped > 1
    disk.code = None
    until(lambda: not appender.sinks.trouble())
    last = add(appender, 40)
    closed(appender)
    ((first, lost_to),) = gaps(folder, last)
    assert kept < first <= lost_to < last
    with pytest.raises(StoreError, match="damaged or missing"):
        replay(folder, 0)


def test_what_was_written_while_a_station_ran_without_its_sink_is_a_gap(places):
    appender = appender_on(places)
    add(appender, 1)
    closed(appender)
    alone = Appender(places[0], Disk(), appender.last, 400)
    add(alone, 2, 3)
    alone.close()
    drop_all(places[0])
    again = appender_on(places, last=alone.last)
    last = add(again, 4)
    closed(again)
    assert gaps(places[1], last) == [(appender.last + 1, alone.last)]


def test_the_sink_keeps_what_the_journal_drops(places):
    appender = appender_on(places)
    for number in range(20):
        add(appender, number)
    drop_all(places[0])
    closed(appender)
    assert held(places[1]) == bodies(*range(20))


def test_a_damaged_line_is_a_gap(places):
    appender = appender_on(places, segment_bytes=10_000)
    for number in range(5):
        add(appender, number)
    last = appender.last
    closed(appender)
    (path,) = places[1].glob("*.log")
    lines = path.read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b'"id":"2"', b'"id":"7"')
    path.write_bytes(b"\n".join(lines))
    assert gaps(places[1], last) == [(4, 5), (6, 6)]


def test_a_data_folder_older_than_its_sink_is_refused(places):
    appender = appender_on(places)
    for number in range(5):
        add(appender, number)
    closed(appender)
    assert newest_promise(places[1]) > 2
    with pytest.raises(StoreError, match="older than it"):
        appender_on(places, last=2)


def test_a_required_folder_that_is_not_there_is_refused_and_never_made(places):
    places[1].rmdir()
    with pytest.raises(StoreError, match="found no folder"):
        appender_on(places)
    assert not places[1].exists()
    closed(appender_on(places, require=1))


def test_two_stations_do_not_share_a_sink(places):
    appender = appender_on(places)
    with pytest.raises(StoreError, match="another station"):
        open_sinks([places[1]], 2, Disk()).begin(places[0], patience_s=0)
    closed(appender)
    closed(appender_on(places))


def test_one_of_two_sinks_is_enough_where_two_places_are_required(tmp_path):
    for name in ("journal", "a", "b"):
        (tmp_path / name).mkdir()
    sick = SickDisk()
    sick.code = errno.EIO
    sinks = Sinks([Sink(tmp_path / "a", sick), Sink(tmp_path / "b", Disk())], 1)
    appender = Appender(tmp_path / "journal", Disk(), 0, 400, sinks)
    add(appender, 1)
    assert held(tmp_path / "b") == bodies(1)
    both = Sinks(sinks.sinks, 2)
    with pytest.raises(TooFewSinks):
        both.expect()
    sick.code = None
    closed(appender)


def test_a_folder_that_is_moved_away_under_the_sink_is_noticed_at_once(places):
    appender = appender_on(places)
    add(appender, 1)
    elsewhere = places[1].with_name("elsewhere")
    places[1].rename(elsewhere)
    with pytest.raises(StoreError, match="ENOENT"):
        add(appender, 2)
    elsewhere.rename(places[1])
    until(appender.sinks.sinks[0].well)
    add(appender, 3)
    closed(appender)
    assert held(places[0]) == held(places[1]) == bodies(1, 3)


def test_what_a_sink_lacks_is_told_in_words(places, tmp_path):
    appender = appender_on(places)
    last = add(appender, 1)
    closed(appender)
    folders = [places[1], tmp_path / "gone"]
    assert lacking(folders, last) == [f"sink {tmp_path / 'gone'}: no such folder"]
    assert lacking([places[1]], last + 5) == [
        f"sink {places[1]}: entries {last + 1} to {last + 5} are damaged or missing"
    ]


def test_a_sink_that_is_added_later_holds_all_since_then(places):
    alone = Appender(places[0], Disk(), 0, 400)
    add(alone, 1, 2)
    alone.close()
    drop_all(places[0])
    appender = appender_on(places, last=alone.last)
    last = add(appender, 3)
    closed(appender)
    assert gaps(places[1], last) == []


def test_what_a_crash_left_in_the_journal_alone_is_brought_to_the_sink_at_the_start(places):
    appender = appender_on(places)
    add(appender, 1)
    closed(appender)
    alone = Appender(places[0], Disk(), appender.last, 400)
    add(alone, 2, 3)
    alone.close()
    (newest,) = places[1].glob("*.log")
    newest.write_bytes(newest.read_bytes()[:-7])
    again = appender_on(places, last=alone.last)
    last = add(again, 4)
    closed(again)
    assert held(places[1]) == bodies(1, 2, 3, 4)
    assert gaps(places[1], last) == []
