from posthouse.audit.disguise import wrapped
from posthouse.audit.order import Draws


def test_wrappers_follow_from_the_seed_and_keep_the_question_whole():
    one, other = Draws("a", "x"), Draws("a", "x")
    found = [wrapped(one, "Count to 3.") for _ in range(40)]
    assert found == [wrapped(other, "Count to 3.") for _ in range(40)]
    assert len(set(found)) > 10
    assert all("Count to 3." in text for text in found)
