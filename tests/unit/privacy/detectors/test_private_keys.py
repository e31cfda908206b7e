"""Keys without armour, one below the other."""

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.private_keys import RULES
from posthouse.privacy.rules import made_up

DETECTOR = Detector(RULES)


def test_a_key_without_armour_ends_where_the_next_begins() -> None:
    key = made_up("MIIEpAIBAAKC{b64:88}")
    text = f"key={key}\nkey={key}\n\nend"
    assert [text[one.start : one.end].strip() for one in DETECTOR.find(text)] == [key, key]


def test_the_lines_of_a_key_without_armour_belong_to_it() -> None:
    key = made_up("MIIEpAIBAAKC{b64:64}\n{b64:64}\n{b64:44}=")
    text = f"{key}\n\nand more"
    (found,) = DETECTOR.find(text)
    assert text[found.start : found.end] == key
