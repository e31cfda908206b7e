"""Rooms, routes, sums, cars and pets are nobody's names; companies, towns and people stay names."""

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.names.english_things import thing


def told(text: str, label: Label) -> bool:
    """Tell whether what stands between the marks is of a thing."""
    start, end = text.index("‹"), text.index("›") - 1
    return thing(text.replace("‹", "").replace("›", ""), start, end, label)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("by GB ‹50016-2014› as", Label.ADDRESS),
        ("INVOICE ‹2026-031›", Label.ADDRESS),
        ("Employer, ‹gross AUD› 8,871.01", Label.PERSON),
        ("currency: ‹MOP›", Label.ORG),
        ("the goal is ‹5000 QPS›", Label.ORG),
        ("size ‹XL›", Label.ORG),
        ("cloud ‹OPENID› fails", Label.ORG),
        ("launch of ‹Nimbus 2.0› in May", Label.ORG),
        ("‹LHR› – JFK", Label.PERSON),
        ("LHR – ‹JFK›", Label.PERSON),
        ("train ‹LDS-KGX›", Label.PERSON),
        ("merci, ‹avant 18h. Tél›", Label.PERSON),
        ("in ‹Room Willow›", Label.LOCATION),
        ("meeting room ‹Everest›, floor 6", Label.ORG),
        ("Room 3.04 ‹Curie› upstairs", Label.PERSON),
        ("at ‹Outpatients Clinic 4›", Label.ORG),
        ("Dog: ‹Rufus›", Label.PERSON),
        ("take ‹Amoxicillin› 500 mg", Label.LOCATION),
        ("‹METFORMIN HCL› 500 MG TAB", Label.ORG),
        ("METFORMIN HCL 500 MG ‹TAB›", Label.ORG),
        ("|2345-7^‹GLUCOSE›^LN|", Label.ORG),
        ("TZID=‹Europe›/London", Label.LOCATION),
        ("TZID=Europe/‹London›", Label.LOCATION),
        ("on ‹BA› 1536 to", Label.ORG),
        ("‹QTY 60›   LEFT", Label.ORG),
        ("VEH: ‹21 TOYOTA CAMRY SE› WHI", Label.ORG),
        ("‹Court 3›, before", Label.ORG),
        ("Course: ‹MSc Data Science›", Label.ORG),
        ("a silver ‹Skoda Octavia› (YK", Label.PERSON),
        ("in a ‹black Dodge› Ram", Label.ORG),
        ("was driving my ‹Ford Focus›, reg", Label.ORG),
        ("Vehicle: ‹Volkswagen Golf›", Label.ORG),
        ("driving a ‹nissan› juke", Label.ORG),
    ],
)
def test_a_thing_is_nobody(text: str, label: Label) -> None:
    assert told(text, label)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("engineer at ‹Volvo› since May", Label.ORG),
        ("a ‹Volvo› engineer", Label.ORG),
        ("asked ‹Betty Ford› about it", Label.PERSON),
        ("‹14 Elm Row›", Label.ADDRESS),
        ("ZIP ‹90210›", Label.ADDRESS),
        ("lives in ‹Leeds›", Label.LOCATION),
        ("works for ‹KPMG›", Label.ORG),
        ("works for ‹TAB›", Label.ORG),
        ("the ‹Class A California League›,", Label.ORG),
        ("by ‹Ward Cunningham› in", Label.PERSON),
        ("heard on ‹6PR› today", Label.ORG),
        ("‹JFK› was president", Label.PERSON),
        ("see ‹www.firm.test›", Label.URL),
        ("‹Nadia Haddad› 500 m from here", Label.PERSON),
        ("‹NADIA 2› of 3", Label.PERSON),
        ("in ‹OH› 45419", Label.LOCATION),
        ("‹London› and Europe/Paris", Label.LOCATION),
        ("Mr ‹Wardle›", Label.PERSON),
    ],
)
def test_a_name_is_somebodys(text: str, label: Label) -> None:
    assert not told(text, label)
