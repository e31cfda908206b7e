from dataclasses import replace

import pytest

from posthouse.exchange.stages.afford import afford
from posthouse.model.batch import Share
from posthouse.model.dialect import Act, Dialect, Endpoint, Operation
from posthouse.model.errors import BudgetSpent
from tests.facts import CHATS

SHARES = (Share("", 1, 3_000, 10, 0),)
GEMINI = Endpoint(Dialect.GEMINI, Operation.BATCHES, "/x", "some-model", act=Act.MAKE)


def case_of(endpoint: Endpoint, shares=SHARES):
    exchange = CHATS.begin()
    exchange.greet()
    exchange.case.endpoint, exchange.case.shares = endpoint, shares
    return exchange.case


def test_a_file_that_names_no_model_is_asked_of_that_of_the_path():
    case = case_of(GEMINI)
    afford(case)
    assert case.shares[0].model == "some-model"
    assert case.counters.told == [f"reserve {case.reserved}"]
    assert case.reserved == (1_000 * 150_000 + 10 * 600_000) // 10**6


@pytest.mark.parametrize(
    "endpoint",
    [replace(GEMINI, act=Act.READ), replace(GEMINI, operation=Operation.FILES)],
)
def test_only_who_makes_a_batch_pays(endpoint):
    case = case_of(endpoint)
    afford(case)
    assert case.counters.told == []


def test_what_the_budget_does_not_cover_is_refused():
    case = case_of(GEMINI)
    case.counters.refusals = {"reserve": BudgetSpent("spent")}
    with pytest.raises(BudgetSpent):
        afford(case)
    assert case.reserved == 0
