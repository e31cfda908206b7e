from tests.lexicons import lexicon

from posthouse.privacy.names.english_lexicon import EVERYDAY


def test_known_words_have_their_bytes_and_others_none() -> None:
    found = lexicon({"anna": (3, 0), "oslo": (16, 0), "acme": (0, 3)}).flags(
        ["Anna", "OSLO", "acme", "nobody"]
    )
    assert found.tolist() == [[3, 0], [16, 0], [0, 3], [0, 0]]


def test_no_word_is_asked_for() -> None:
    assert lexicon({"anna": (3, 0)}).flags([]).shape == (0, 2)


def test_words_are_everyday_ones_where_each_is() -> None:
    found = lexicon({"anna": (3, 0), "rose": (3 | EVERYDAY, 0), "red": (EVERYDAY, 0)})
    assert found.everyday(["Red", "rose"])
    assert not found.everyday(["red", "anna"])
    assert not found.everyday(["red", "nobody"])
    assert found.everyday([])


def test_one_word_has_the_bytes_that_it_has_among_others() -> None:
    found = lexicon({"anna": (3, 0), "acme": (0, 3)})
    assert [found.known(word) for word in ("Anna", "acme", "nobody")] == [(3, 0), (0, 3), (0, 0)]
