from openai.types import (
    ImagesResponse,
    image_edit_params,
    image_generate_params,
)
from openai.types.audio import (
    TranscriptionVerbose,
    speech_create_params,
    transcription_create_params,
)

from posthouse.wire.document import Document
from posthouse.wire.openai_media.fields import REQUEST, RESPONSE
from tests.unit.wire.vendors import Comparison


def test_the_tables_know_every_key_of_the_vendors_sdk():
    comparison = Comparison()
    comparison.compare(speech_create_params.SpeechCreateParams, REQUEST)
    comparison.compare(transcription_create_params.TranscriptionCreateParamsNonStreaming, REQUEST)
    comparison.compare(image_generate_params.ImageGenerateParamsNonStreaming, REQUEST)
    comparison.compare(image_edit_params.ImageEditParamsNonStreaming, REQUEST)
    comparison.compare(TranscriptionVerbose, RESPONSE)
    comparison.compare(ImagesResponse, RESPONSE)
    assert comparison.missing <= {".file", ".image", ".mask"}


def test_prompts_and_captions_are_examined_and_images_are_not():
    body = {"model": "m", "prompt": "a", "input": "b", "size": "1024x1024", "user": "c"}
    assert [slot.text for slot in Document(body, REQUEST).slots] == ["a", "b", "c"]
    told = {"text": "a", "segments": [{"id": 1, "text": "b"}], "data": [{"b64_json": "/9j/"}]}
    assert [slot.text for slot in Document(told, RESPONSE).slots] == ["a", "b"]
