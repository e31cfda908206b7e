import re

from posthouse.inspection.version import rules_version


def test_the_rules_have_a_number_and_a_digest():
    assert re.fullmatch(r"\w+-[0-9a-f]{12}", rules_version())
    assert rules_version() == rules_version()
