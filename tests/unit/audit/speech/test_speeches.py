from posthouse.audit.speech.speeches import SPEECHES, spoken
from posthouse.model.dialect import Dialect


def test_a_channel_is_asked_in_one_dialect_that_it_speaks():
    assert spoken(frozenset(Dialect)) is min(SPEECHES, key=lambda one: one.value)
    assert spoken(frozenset({Dialect.GEMINI, Dialect.OPENAI_FILES})) is Dialect.GEMINI
    assert spoken(frozenset({Dialect.OPENAI_EMBEDDINGS})) is None
