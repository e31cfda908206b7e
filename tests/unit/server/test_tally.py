"""Metrics of several processes, added up."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.parser import text_string_to_metric_families

from posthouse.server.tally import added, dumped, page


def one(count: int, ready: int, *seconds: float) -> bytes:
    registry = CollectorRegistry()
    Counter("asks", "how many", ("kind",), registry=registry).labels("chat").inc(count)
    Gauge("ready", "is it", registry=registry).set(ready)
    times = Histogram("seconds", "how long", registry=registry, buckets=(1, 5))
    for each in seconds:
        times.observe(each)
    return dumped(registry)


def test_counts_times_and_gauges_of_all_processes_stand_on_one_page():
    text = page(added([one(3, 1, 0.5), one(4, 0, 2, 3), b""])).decode()
    found = {
        (s.name, *s.labels.values()): s.value
        for family in text_string_to_metric_families(text)
        for s in family.samples
    }
    assert found["asks_total", "chat"] == 7
    assert found["ready",] == 1
    assert found["seconds_bucket", "1.0"] == 1
    assert found["seconds_bucket", "5.0"] == 3
    assert (found["seconds_count",], found["seconds_sum",]) == (3, 5.5)
    assert found["seconds_created",] < found["asks_created", "chat"] + 60


def test_adding_nothing_changes_nothing():
    dump = one(2, 1, 0.1)
    assert page(added([dump, b""])) == page(dump)
