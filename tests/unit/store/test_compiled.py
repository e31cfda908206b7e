"""Rules are compiled once for a folder, whatever terms come and go."""

from pathlib import Path

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.store import compiled
from posthouse.store.compiled import packed_detectors

FEW = tuple(rule for rule in RULES if rule.name in ("email", "phone-cn-mobile"))
TEXT = "Bluefinch 的张伟，电话 13912345678，write to ada@example.org about Harborline"


@pytest.fixture(autouse=True)
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "RULES", FEW)


def found(packed: bytes, words: tuple[str, ...]) -> list[tuple[str, Label]]:
    return [
        (TEXT[one.start : one.end], one.label) for one in Detector(FEW, words, packed).find(TEXT)
    ]


def test_new_terms_leave_the_rules_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = packed_detectors(tmp_path, ())
    monkeypatch.setattr(compiled, "database", None)
    one = packed_detectors(tmp_path, ("Bluefinch",))
    two = packed_detectors(tmp_path, ("Bluefinch", "Harborline"))
    assert packed_detectors(tmp_path, ()) == first
    assert packed_detectors(tmp_path, ("Bluefinch",)) == one
    assert ("Bluefinch", Label.PROJECT) not in found(first, ())
    assert ("Bluefinch", Label.PROJECT) in found(one, ("Bluefinch",))
    assert ("Harborline", Label.PROJECT) in found(two, ("Bluefinch", "Harborline"))
    assert set(found(first, ())) < set(found(two, ("Bluefinch", "Harborline")))


def test_what_was_kept_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = packed_detectors(tmp_path, ("Bluefinch",))
    monkeypatch.setattr(compiled, "database", None)
    monkeypatch.setattr(compiled, "terms_database", None)
    assert packed_detectors(tmp_path, ("Bluefinch",)) == kept


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert found(packed_detectors(tmp_path / "cache", ("Bluefinch",)), ("Bluefinch",))
