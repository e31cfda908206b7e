"""Telephone numbers are assigned and possible as libphonenumber says."""

from typing import Any

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from posthouse.privacy.telephones import numbered


def asked(text: str) -> tuple[bool, bool]:
    """Ask the library itself."""
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return False, False
    return phonenumbers.is_valid_number(number), phonenumbers.is_possible_number(number)


def samples() -> list[str]:
    """Return the sample of every kind of number of every region."""
    found: list[str] = []
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        for region in regions:
            table: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            kinds = (table.fixed_line, table.mobile, table.toll_free, table.voip, table.uan)
            found += [f"+{code}{one.example_number}" for one in kinds if one and one.example_number]
    return found


SAMPLES = samples()


def test_the_sample_of_every_kind_is_told_as_the_library_tells_it() -> None:
    assert [one for one in SAMPLES if numbered(one) != asked(one)] == []


@given(st.sampled_from(SAMPLES), st.integers(0, 20), st.text("0123456789", max_size=3))
def test_a_number_with_other_figures_is_told_as_the_library_tells_it(
    sample: str, at: int, figures: str
) -> None:
    changed = sample[: 3 + at] + figures + sample[3 + at + len(figures) :]
    assert numbered(changed) == asked(changed)


@pytest.mark.parametrize(
    "text",
    [
        "+44 (0)20 7946 0958",
        "+1 (415) 555-0132",
        "+49.1512.3456789",
        "+44 20 7946 0958 ext 12",
        "+0 123 456 789",
        "+999 1234567",
        "+1",
        "+39 06 1234 5678",
        "nothing",
    ],
)
def test_signs_and_rare_forms_are_read_as_the_library_reads_them(text: str) -> None:
    assert numbered(text) == asked(text)
