"""What each known key of OpenAI's audio and images holds: request, answer, stream event.

https://platform.openai.com/docs/api-reference/audio and …/images
"""

from __future__ import annotations

from posthouse.wire.fields import DATA, OPAQUE, STRUCTURE, TEXT, TREE, Kind, Node, record
from posthouse.wire.openai_family import COUNTS, ERROR

_CHOSEN = (
    *("model", "language", "response_format", "temperature", "timestamp_granularities", "stream"),
    *("include", "speed", "stream_format", "n", "size", "quality", "style"),
    *("background", "moderation", "output_compression", "output_format", "partial_images"),
    *("input_fidelity", "languages", "frame_count", "frame_duration_ms", "complexity"),
)

REQUEST = Node(
    fields={
        **dict.fromkeys(_CHOSEN, STRUCTURE),
        "prompt": TEXT,
        "input": TEXT,
        "instructions": TEXT,
        "user": TEXT,
        "safety_identifier": TEXT,
        "keywords": TEXT,
        "voice": Node(Kind.STRUCTURE, fields={"id": OPAQUE}),
        "svg": TREE,
        "markup": TREE,
        "known_speaker_names": TEXT,
        "known_speaker_references": DATA,
        "chunking_strategy": Node(Kind.STRUCTURE, rest=STRUCTURE),
    }
)

_HEARD = {
    **dict.fromkeys(("id", "type", "start", "end", "seek", "tokens", "temperature"), STRUCTURE),
    **dict.fromkeys(("avg_logprob", "compression_ratio", "no_speech_prob"), STRUCTURE),
    "text": TEXT,
    "word": TEXT,
    "speaker": TEXT,
}
_LOGPROB = record(token=TEXT, bytes=STRUCTURE, logprob=STRUCTURE)
_TOLD = {
    **_HEARD,
    **dict.fromkeys(("task", "language", "duration", "created", "sequence_number"), STRUCTURE),
    **dict.fromkeys(("created_at", "partial_image_index", "size", "quality"), STRUCTURE),
    **dict.fromkeys(("background", "output_format", "model"), STRUCTURE),
    "segments": Node(fields=_HEARD),
    "words": Node(fields=_HEARD),
    "logprobs": _LOGPROB,
    "delta": TEXT,
    "segment_id": STRUCTURE,
    "data": record(b64_json=DATA, url=TEXT, revised_prompt=TEXT),
    "b64_json": DATA,
    "audio": DATA,
    "usage": COUNTS,
    "svg_usage": COUNTS,
    "safety_identifier": TEXT,
    "error": ERROR,
}

RESPONSE = Node(fields=_TOLD)
EVENT = RESPONSE
