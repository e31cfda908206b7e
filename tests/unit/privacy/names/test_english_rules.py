import pytest

from posthouse.model.finding import Label
from posthouse.privacy.names.english_rules import title_before, told
from posthouse.privacy.names.english_words import split, vocabulary

PERSON, ORG, LOCATION, URL = Label.PERSON, Label.ORG, Label.LOCATION, Label.URL


@pytest.mark.parametrize(
    ("text", "value", "label"),
    [
        ("Ask Dr. Okafor about it", "Dr. Okafor", PERSON),
        ("my name is tunde bakare, hello", "tunde bakare", PERSON),
        ("My name is Mei Lin and I", "Mei Lin", PERSON),
        ("Dear Prof. Sandoval,\nthank you", "Prof. Sandoval", PERSON),
        ("Kind regards,\nPriya Raman", "Priya Raman", PERSON),
        ("Full name: Jan van der Meer", "Jan van der Meer", PERSON),
        ("Signed-off-by: Ravi Kumar <ravi@example.com>", "Ravi Kumar", PERSON),
        ("@author Lena Vogt", "Lena Vogt", PERSON),
        ("a contract with Brightwater Foods Ltd for", "Brightwater Foods Ltd", ORG),
        ("she studied at the University of Ghana", "University of Ghana", ORG),
        ("at the University of Ghana. After that", "University of Ghana", ORG),
        ("at Lindenhall hospital since", "Lindenhall hospital", ORG),
        ("the Kaduna Institute of Trade and Crafts", "Kaduna Institute of Trade and Crafts", ORG),
        ("in the Borough of Ashcombe today", "Borough of Ashcombe", LOCATION),
        ("see www.kite-and-twine.com for more", "www.kite-and-twine.com", URL),
        ("buy it at kiteandtwine.com", "kiteandtwine.com", URL),
        ("register on rooms.kettleby.in please", "rooms.kettleby.in", URL),
        ('he wrote "Dear Amara, come in"', "Amara", PERSON),
        ("Dr. Okafor's patient", "Dr. Okafor", PERSON),
        ("Employer: Kestrel Robotics", "Kestrel Robotics", ORG),
        ("City: Porto Alegre", "Porto Alegre", LOCATION),
    ],
)
def test_form_tells_a_name(text: str, value: str, label: Label) -> None:
    forms = told(text, vocabulary(split(text)))
    assert (value, label) in {(text[t.start : t.end], t.label) for t in forms}


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir or Madam,",
        "Dear customer,",
        "Hi all,",
        "Thanks,\nthe team",
        "name: none",
        "Name: your name",
        "Copyright (c) 2026 Brightwater Foods Ltd",
        "the drama in the park",
        "my name is required",
        "please summarise https://docs.python.org/3/library/asyncio.html for me",
        "see https://github.com/kettleby/rooms/issues/12 and www.google.com",
        "at http://localhost:8080/ and http://shop.example/ now",
        "the value of user.com.example",
        "that was the end.in fact",
    ],
)
def test_form_tells_none(text: str) -> None:
    assert list(told(text, vocabulary(split(text)))) == []


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("ask Dr. Okafor", "Dr. Okafor"),
        ("mr Okafor", "mr Okafor"),
        ("Nurse Okafor", "Nurse Okafor"),
        ("Okafor", "Okafor"),
        ("asked Okafor", "Okafor"),
        ("vice-President Okafor", "Okafor"),
        ("Dr.  Okafor", "Okafor"),
    ],
)
def test_a_title_stands_before_a_name(text: str, titled: str) -> None:
    assert text[title_before(text, text.index("Okafor")) :] == titled
