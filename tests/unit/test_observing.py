"""Addresses are counted under keyed digests: the same for the same place, and nothing else."""

import pytest

from posthouse.daemon.observing import Observing
from posthouse.server.metrics import Metrics


def digest(client: str, key: bytes = b"k" * 32) -> str:
    return Observing(Metrics(), key)._digest(client)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("no address", "no address", True),
    ],
)
def test_one_place_has_one_digest(one, other, same):
    assert (digest(one) == digest(other)) is same


def test_another_key_gives_another_digest_and_none_holds_the_address():
    assert digest("192.0.2.1") != digest("192.0.2.1", b"l" * 32)
    assert len(digest("192.0.2.1")) == 16
