import pytest

from posthouse.model.dialect import Dialect, Endpoint, Operation
from posthouse.model.errors import BadRequest
from posthouse.wire.openai_media.head import asked, target
from posthouse.wire.wire import Asked

HEARD = Endpoint(Dialect.OPENAI_MEDIA, Operation.AUDIO, "/v1/audio/transcriptions")
SPOKEN = Endpoint(Dialect.OPENAI_MEDIA, Operation.AUDIO, "/v1/audio/speech")


@pytest.mark.parametrize(("told", "stream"), [("true", True), ("false", False), (None, False)])
def test_a_form_tells_a_stream_in_words(told, stream):
    assert asked({"model": "m", "stream": told}, HEARD) == Asked("m", stream, 0)


def test_speech_streams_where_it_is_asked_for_events():
    body = {"model": "m", "input": "a", "stream_format": "sse"}
    assert asked(body, SPOKEN).stream
    assert not asked({**body, "stream_format": "audio"}, SPOKEN).stream


@pytest.mark.parametrize("body", [{}, {"model": ""}, {"model": "m", "input": 4}, "text"])
def test_what_has_no_model_or_nothing_to_say_is_refused(body):
    with pytest.raises(BadRequest):
        asked(body, SPOKEN)


def test_the_path_goes_on_as_it_came():
    assert target(HEARD, "m", "api-version=2024&x=1") == f"{HEARD.path}?api-version=2024"
