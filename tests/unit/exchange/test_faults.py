"""What a client is told of an upstream's fault."""

import pytest

from posthouse.exchange.faults import broken, patience_s, unanswered
from posthouse.model.errors import Fault, UpstreamFailed, UpstreamFault, UpstreamTimedOut
from posthouse.model.http import ResponseHead


@pytest.mark.parametrize(
    ("kind", "refusal"), [(Fault.TIMEOUT, UpstreamTimedOut), (Fault.RESET, UpstreamFailed)]
)
def test_a_slow_upstream_is_told_from_a_failing_one(kind, refusal):
    assert type(unanswered(UpstreamFault(kind, "x"))) is refusal
    assert type(broken(UpstreamFault(kind, "x"), 200, 0)) is refusal


def test_an_error_nobody_can_read_keeps_its_status_and_patience():
    told = broken(UpstreamFault(Fault.MALFORMED, "x"), 429, 7)
    assert (told.status, told.retry_after_s) == (429, 7)


@pytest.mark.parametrize(("told", "seconds"), [("5", 5), ("99999", 3600), ("soon", 0), ("٣", 0)])
def test_a_retry_after_that_is_no_number_of_seconds_counts_as_none(told, seconds):
    assert patience_s(ResponseHead(429, (("retry-after", told),))) == seconds
