from posthouse.model.usage import Usage
from posthouse.wire.openai_media.stream import Reader


def test_captions_go_on_from_delta_to_delta():
    reader = Reader()
    step = reader.read("", {"type": "transcript.text.delta", "delta": "Write "})
    assert [(piece.channel, piece.slot.text) for piece in step.pieces] == [("captions", "Write ")]
    done = {
        "type": "transcript.text.done",
        "text": "Write",
        "usage": {"input_tokens": 1, "output_tokens": 2},
    }
    step = reader.read("", done)
    assert (step.last, step.closes, step.usage) == (True, None, Usage(1, 2))


def test_events_of_speech_and_images_hold_no_text():
    reader = Reader()
    assert not reader.read("", {"type": "speech.audio.delta", "audio": "AAAA"}).pieces
    assert not reader.read("", {"type": "image_generation.partial_image"}).last
    assert reader.read("image_generation.completed", {}).last
    assert reader.read("", []).pieces == ()
