"""Addresses of callers in their parts, and nowhere else."""

from urllib.parse import urlsplit

import pytest

from posthouse.inspection.checks.addresses import carries_data, carries_text, link_carries
from posthouse.inspection.checks.installers import is_official
from posthouse.inspection.reading.prose import url_facts
from posthouse.inspection.urls import divided

URL = "https://user@www.example.com:8443/a/b?c=d&e=f#g"


def test_it_divides_as_the_standard_library_does():
    assert divided(URL) == urlsplit(URL)
    with pytest.raises(ValueError, match="IPv6"):
        divided("https://[")


def test_no_address_that_is_judged_is_remembered_by_the_standard_library():
    before = urlsplit.cache_info()
    for asked in (divided, is_official, url_facts, carries_data, link_carries, carries_text):
        asked("https://files.example.com/x/y?token=never-asked-elsewhere")
    assert urlsplit.cache_info() == before
