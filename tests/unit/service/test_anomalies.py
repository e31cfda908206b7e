"""Watching keys: what is found is put on record once, and the past outlives the process."""

from posthouse.accounting.usage import Hour
from posthouse.service.anomalies import AnomalyWatch, hour_of, hour_told, packed, unpacked


class Store:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.told: list[tuple[str, str, str]] = []

    def baseline(self, key):
        return self.kept.get(key)

    def keep(self, baselines, at_us):
        self.kept |= baselines

    def found(self, hour, anomaly, action, at_us):
        self.told.append((hour.key, anomaly.kind.value, action))


def watching(store, noted=None):
    actions = {"lab": "suspend"}
    noted = [] if noted is None else noted
    return AnomalyWatch(store, lambda p: actions.get(p, "note"), lambda: 5, noted.append)


def hours(count, spend=20_000, project="lab"):
    return [Hour("k", project, n, 5, 0, spend, 9_000, {"home": (5, 0)}) for n in range(count)]


async def test_an_anomaly_is_told_once_with_what_its_project_says_even_after_a_restart():
    store, noted = Store(), []
    watch = watching(store, noted)
    for hour in hours(40):
        watch.take([hour])
        await watch.check()
    assert store.told == []
    await watch.keep()
    again = watching(store, noted)
    again.take([Hour("k", "lab", 40, 5, 0, 900_000, 9_000)])
    await again.check()
    again.take([Hour("k", "lab", 40, 5, 0, 900_000, 9_000)])
    await again.check()
    assert store.told == [("k", "spend", "suspend")]
    assert noted == ["spend"]


async def test_counts_from_several_workers_are_judged_together():
    store = Store()
    watch = watching(store)
    for hour in hours(40):
        watch.take([hour])
        await watch.check()
    part = [Hour("k", "lab", 40, 5, 0, 30_000, 0) for _ in range(4)]
    watch.take(part)
    await watch.check()
    assert [kind for _, kind, _ in store.told] == ["spend"]


async def test_a_baseline_and_an_hour_survive_being_written():
    store = Store()
    watch = watching(store)
    for hour in hours(30):
        watch.take([hour])
        await watch.check()
    await watch.keep()
    baseline = unpacked(store.kept["k"])
    assert packed(baseline) == store.kept["k"]
    assert len(baseline.past) == 29
    assert hour_of(hour_told(baseline.now)) == baseline.now
