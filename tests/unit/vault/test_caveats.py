"""Caveats read back as they were written; what is unknown, empty or odd is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.test_scope import SCOPES

from posthouse.model.errors import Unauthorized
from posthouse.vault.caveats import Caveats, read_caveats, written_caveats


@given(
    st.builds(
        Caveats,
        scope=SCOPES,
        expires_at=st.integers(0, 2**39),
        not_before=st.integers(0, 2**39),
        budget=st.none() | st.integers(0, 2**39),
        label=st.sampled_from(["", "ci-1", "a.b_c"]),
    )
)
def test_read_back_as_they_were_written(caveats):
    assert read_caveats(written_caveats(caveats)) == caveats


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"1",
        b"{",
        b"\xff",
        b'{"unknown":1}',
        b'{"exp":1,"exp":2}',
        b'{"exp":0}',
        b'{"exp":-1}',
        b'{"exp":1.5}',
        b'{"exp":true}',
        b'{"exp":"1"}',
        b'{"exp":1e999}',
        b'{"exp":NaN}',
        b'{"exp":99999999999999999999}',
        b'{"budget":null}',
        b'{"models":[]}',
        b'{"models":"x"}',
        b'{"models":[""]}',
        b'{"models":[1]}',
        b'{"models":["a\\n"]}',
        b'{"endpoints":["nothing"]}',
        b'{"addresses":["192.0.2.1/24"]}',
        b'{"addresses":["x"]}',
        b'{"class":"secret"}',
        b'{"class":3}',
        b'{"label":"a b"}',
        b'{"label":""}',
        b'{"label":"' + b"a" * 65 + b'"}',
        b"[" * 100_000,
    ],
)
def test_refuses_what_it_does_not_know(text):
    with pytest.raises(Unauthorized) as refused:
        read_caveats(text)
    assert refused.value.code == "key_malformed"


@given(st.binary(max_size=200))
def test_anything_else_is_refused_in_the_same_way(text):
    with contextlib.suppress(Unauthorized):
        assert read_caveats(text) == read_caveats(written_caveats(read_caveats(text)))
