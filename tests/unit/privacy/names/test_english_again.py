from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.english_again import again


def places(text: str, value: str, label: Label = Label.PERSON) -> list[str]:
    start = text.index(value)
    found = [Finding(start, start + len(value), label, "x")]
    return [text[t.start : t.end] for t in again(text, found)]


def test_a_forename_and_a_surname_are_known_after_the_whole_name() -> None:
    text = "Amara Okafor wrote. Amara's note went to Mrs Okafor and OKAFOR."
    assert places(text, "Amara Okafor") == ["Amara", "Okafor"]


def test_a_name_that_is_a_word_is_not_looked_for_alone() -> None:
    assert places("Grace Page came. Page 4, by Grace and will.", "Grace Page") == []


def test_an_organisation_is_known_whole_only() -> None:
    text = "Kestrel Robotics said so; Kestrel Robotics, Robotics"
    assert places(text, "Kestrel Robotics", Label.ORG) == ["Kestrel Robotics"]


def test_parts_of_other_words_and_addresses_are_left() -> None:
    assert places("Mei Lin: Linen, lin, Lin@example.com, /Lin", "Mei Lin") == []
