"""Long texts are searched ahead, elsewhere; what was found there counts as if found here."""

from base64 import b64encode

import orjson

from posthouse.exchange.searching import AT_ONCE, searched, unsearched
from posthouse.model.finding import Finding, Label
from tests.facts import CHATS, MODEL, facts

MAIL = "li.wei" + "@haitang-soft.test"
LONG = f"Write to {MAIL}. {'word ' * (AT_ONCE // 5)}"


def taken(using, *texts: str):
    exchange = CHATS.begin(using=using)
    exchange.greet()
    said = [{"role": "user", "content": text} for text in texts]
    exchange.take(orjson.dumps({"model": MODEL, "messages": said}))
    return exchange


def test_little_is_searched_at_once() -> None:
    assert unsearched(taken(facts(), f"Write to {MAIL}", "Hello").case) is None


def test_much_is_searched_elsewhere_each_text_once() -> None:
    using = facts()
    case = taken(using, LONG, "Hello", LONG).case
    search = unsearched(case)
    assert search is not None
    assert search.texts == [LONG, "Hello"]
    assert search.detector is using.detector
    assert search.key == case.key.id
    assert search.most_s == using.limits.search_s


def test_what_was_searched_before_is_not_searched_again() -> None:
    using = facts()
    taken(using, LONG).opened()
    assert unsearched(taken(using, LONG, "and now?").case) is None


def test_what_was_found_elsewhere_is_masked_everywhere() -> None:
    exchange = taken(facts(), LONG, f"cc {MAIL}")
    search = unsearched(exchange.case)
    searched(exchange.case, search, {text: search.detector.find(text) for text in search.texts})
    call = exchange.opened()
    assert MAIL.encode() not in call.body


def test_what_long_texts_hold_in_base64_is_searched_with_them() -> None:
    record = f'{{"mail": "{MAIL}", "at": 1}}'
    long = f"{LONG} state={b64encode(record.encode()).decode()}"
    search = unsearched(taken(facts(), long).case)
    assert search is not None
    assert search.texts == [long, record]


def test_nothing_is_looked_for_again_that_was_found_elsewhere() -> None:
    exchange = taken(facts(), LONG)
    made_up = Finding(0, 5, Label.PERSON, "told")
    searched(exchange.case, unsearched(exchange.case), {LONG: (made_up,)})
    exchange.judged()
    assert list(exchange.case.findings[0]) == [made_up]
