import re

from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.contact import RULES

_ORACLE = re.compile(
    r"(?:(?<![A-Za-z0-9._%+-])|(?<=[\s\"'<(=:;,|][-+%.])|(?<=\A[-+%.]))"
    r"[A-Za-z0-9_](?:[A-Za-z0-9._%+-]*[A-Za-z0-9_+-])?\Z"
)
_DETECTOR = Detector(tuple(rule for rule in RULES if rule.name == "email"))


@given(st.text(alphabet='ab9_.%+-~$ "=中', max_size=12))
def test_the_local_part_is_what_an_expression_would_take(before: str) -> None:
    found = _DETECTOR.find(f"{before}@firm.test")
    local = _ORACLE.search(before)
    if local is None or before[: local.start()].endswith("$"):
        assert not found
    else:
        assert [one.start for one in found] == [local.start()]
