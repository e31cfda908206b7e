from posthouse.model.finding import Finding, Label
from posthouse.privacy.heads import SHORT, head
from posthouse.privacy.minted import tokens_of
from posthouse.privacy.original import START, Form, Original
from posthouse.privacy.standing import Standing

TEXTS = ("to ann@firm.test", r'key a\"bcd, key a"bcd')
MAIL = (Finding(3, 16, Label.EMAIL, "r"),)
SPELLED = (Finding(4, 10, Label.CREDENTIAL, "r", 1), Finding(16, 21, Label.CREDENTIAL, "r"))
KNOWN = {0: tokens_of(MAIL, ("T",), (1,)), 1: tokens_of(SPELLED, ("U", "U"), ())}


def standing() -> Standing:
    return Standing(TEXTS, KNOWN, {"U"})


def test_a_value_is_read_from_its_text_with_every_spelling() -> None:
    told = standing()
    assert told.get("T") == Original("ann@firm.test", Label.EMAIL, spans=0)
    forms = {START + "key ": Form(r"a\"bcd", 1), r"a\"bcd, key ": Form('a"bcd', 0)}
    assert told.get("U") == Original('a"bcd', Label.CREDENTIAL, forms, spans=0)
    assert told.get("V") is None
    assert list(told) == ["T", "U"]
    assert "U" in told
    assert len(told) == 2


def test_it_tells_tokens_values_and_places_by_label() -> None:
    told = standing()
    assert told.labelled({Label.CREDENTIAL}) == {"U"}
    assert told.holds({Label.EMAIL})
    assert not told.holds({Label.PERSON})
    assert told.values(without={Label.EMAIL}) == {r"a\"bcd", 'a"bcd'}
    assert told.counts() == {Label.EMAIL: 1, Label.CREDENTIAL: 2}


def test_of_texts_whose_values_begin_otherwise_nothing_is_told() -> None:
    told = standing()
    assert told.values(without=(), begun={head("ann@firm.test", SHORT)}) == {"ann@firm.test"}
    assert told.values(without=(), begun=set()) == set()
