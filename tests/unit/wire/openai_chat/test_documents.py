"""What the rows of tests/unit/wire/test_medium.py do not say: objects that look like a part."""

import pytest

from posthouse.wire.openai_chat.documents import put_text


@pytest.mark.parametrize("around", [[{}], [{"data": "x"}], [{}, {"type": "other"}]])
def test_another_object_is_left_alone(around):
    before = [dict(one) for one in around]
    assert not put_text(around, "said")
    assert around == before
