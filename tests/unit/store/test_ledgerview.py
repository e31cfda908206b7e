import base64

import pytest

from posthouse.ledger.checkpoint import Checkpoint
from posthouse.ledger.event import event_body
from posthouse.ledger.merkle import leaf_hash, root_hash
from posthouse.ledger.tiles import ENTRIES, WIDTH, Tile, bundled
from posthouse.model.event import Event
from posthouse.store.ledgerview import MOST_BUNDLES, LedgerView

SIZE = 3 * WIDTH + 7


def entry(number):
    if number % 10:
        return b'{"receipt":{},"signature":{}}'
    return event_body(Event("key.created", number, f"key {number}"))


@pytest.fixture
def folder(tmp_path):
    entries = [entry(number) for number in range(SIZE)]
    for start in range(0, SIZE, WIDTH):
        some = entries[start : start + WIDTH]
        path = tmp_path / "ledger" / Tile(ENTRIES, start // WIDTH, len(some)).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bundled(some))
    head = Checkpoint("example.com/log", SIZE, root_hash(map(leaf_hash, entries)))
    line = f"— example.com/log {base64.b64encode(bytes(68)).decode()}\n"
    (tmp_path / "ledger" / "checkpoint").write_bytes(head.text() + b"\n" + line.encode())
    return tmp_path


def test_there_is_nothing_before_the_first_head(tmp_path):
    view = LedgerView(tmp_path)
    assert view.head() is None
    assert view.witnessed() is None
    assert view.events(2**53, 10) == ([], 0)


def test_events_are_read_from_the_newest_on_page_by_page(folder):
    view, seen, before = LedgerView(folder), [], 2**53
    while before:
        found, before = view.events(before, 25)
        seen += [told.index for told in found]
    assert seen == [number for number in range(SIZE - 1, -1, -1) if number % 10 == 0]
    assert view.events(31, 1)[0][0].event.subject == "key 30"
    assert view.head().checkpoint.size == SIZE


def test_a_bundle_that_grew_meanwhile_is_read_at_its_new_width(folder):
    path = folder / "ledger" / Tile(ENTRIES, 3, 7).path
    path.with_name("9").write_bytes(bundled([entry(n) for n in range(3 * WIDTH, 3 * WIDTH + 9)]))
    path.unlink()
    (newest, *_), _ = LedgerView(folder).events(2**53, 5)
    assert newest.index == 770


def test_where_entries_are_not_kept_any_more_the_list_ends(folder):
    (folder / "ledger" / Tile(ENTRIES, 1).path).unlink()
    found, before = LedgerView(folder).events(2**53, 1000)
    assert [told.index for told in found][-1] == 520
    assert before == 0


def test_a_search_goes_so_far_and_no_further(tmp_path):
    size = (MOST_BUNDLES + 2) * WIDTH
    bundle = bundled([b"{}"] * WIDTH)
    for number in range(MOST_BUNDLES + 2):
        path = tmp_path / "ledger" / Tile(ENTRIES, number).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bundle)
    head = Checkpoint("example.com/log", size, bytes(32))
    line = f"— example.com/log {base64.b64encode(bytes(68)).decode()}\n"
    (tmp_path / "ledger" / "checkpoint").write_bytes(head.text() + b"\n" + line.encode())
    assert LedgerView(tmp_path).events(2**53, 5) == ([], 2 * WIDTH)
