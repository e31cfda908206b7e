from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.generic_secrets import RULES
from posthouse.privacy.detectors.personal_fields import RULES as FIELDS
from posthouse.privacy.fieldnames import field
from posthouse.privacy.plausible import looks_like_key
from posthouse.privacy.within import forget, remembered


def test_what_was_asked_is_not_asked_again_until_it_is_forgotten() -> None:
    asked: list[str] = []

    @remembered
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [size("ab"), size("ab"), size("abc")] == [2, 2, 3]
    assert asked == ["ab", "abc"]
    forget()
    assert size("ab") == 2
    assert asked == ["ab", "abc", "ab"]


def test_a_pass_of_the_detector_leaves_nothing_behind() -> None:
    assert Detector(RULES).find("api_key = 'kQ7pw2xaLm31TzvB9yRf'")
    assert looks_like_key.cache_info().currsize == 0  # type: ignore[attr-defined]


def test_a_pass_forgets_the_names_of_fields() -> None:
    assert Detector(FIELDS).find('{"customer_name": "Anna Lind"}')
    assert field.cache_info().currsize == 0  # type: ignore[attr-defined]
