import pytest

from posthouse.model.finding import Finding, Label
from posthouse.model.terms import Allowance
from posthouse.privacy.allow import NOTHING, Allowed


@pytest.mark.parametrize(
    ("allowance", "label", "value", "passes"),
    [
        (Allowance("help@corp.test"), Label.EMAIL, "Help@Corp.test", True),
        (Allowance("help@corp.test"), Label.EMAIL, "a.help@corp.test", False),
        (Allowance("13800000000", Label.PHONE), Label.PHONE, "13800000000", True),
        (Allowance("13800000000", Label.PHONE), Label.OTHER_ID, "13800000000", False),
        (Allowance("-----BEGIN"), Label.PRIVATE_KEY, "-----BEGIN", False),
        (Allowance("-----BEGIN", Label.PRIVATE_KEY), Label.PRIVATE_KEY, "-----BEGIN", True),
        (Allowance("sk-test"), Label.CREDENTIAL, "sk-test", True),
    ],
)
def test_a_value_passes_as_a_whole_under_its_label(allowance, label, value, passes):
    assert Allowed([allowance]).passes(label, value) is passes


def test_escaped_values_are_known_by_what_they_stand_for():
    text = r"a\u0040b.test and c@d.test"
    found = ((Finding(0, 13, Label.EMAIL, "t", 1), Finding(18, 26, Label.EMAIL, "t")),)
    left = Allowed([Allowance("a@b.test")]).without([text], found)
    assert [f.start for f in left[0]] == [18]


def test_nothing_is_allowed_by_default():
    assert not NOTHING
    assert Allowed([Allowance("x")])
