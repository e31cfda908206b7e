"""A file in parts: what may be added, and when it is whole. The parts lie in a store until then.

Nothing of it is examined before it is whole: a value may stand across two parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from posthouse.exchange.actions import Reply
from posthouse.exchange.heads import receipt_headers
from posthouse.exchange.pipeline import TAKE
from posthouse.exchange.stages.halt import halt
from posthouse.exchange.state import Case
from posthouse.model.dialect import Act
from posthouse.model.errors import BadEncoding, BadRequest, Conflict, NotFound, TooLarge
from posthouse.model.http import Headers
from posthouse.model.upload import LASTS_US, Stage, Upload
from posthouse.wire.uploads import Begun, Chunk, Uploads, Whole

STUCK_US = 600_000_000
"""After so long whoever was finishing an upload is taken to have been cut off."""


def collect(case: Case, body: bytes) -> None:
    """Take a request about a file in parts: it is counted in, and nothing leaves yet.

    Raises BadEncoding, Forbidden, Unavailable, Throttled.
    """
    assert case.key is not None
    case.came.update(body)
    halt(case)
    if case.head.get("content-encoding"):
        raise BadEncoding(
            "expected the parts of a file as they are, found them packed",
            hint="send parts without a content-encoding",
        )
    if case.endpoint.act is not Act.FINISH:  # what is whole is counted when it is admitted
        case.counters.enter(case.key, case.seed.now_s)
        case.entered = True


def reply(case: Case, headers: Headers, body: bytes) -> Reply:
    """Return the station's own answer."""
    case.status = 200
    case.delivered.update(body)
    told = (("content-type", "application/json"), *headers, *receipt_headers(case))
    return Reply(200, told, body)


def become(case: Case, whole: Whole) -> None:
    """Go on with a whole file as if it had come in one piece. Raises as admit does."""
    case.endpoint = replace(case.endpoint, path=whole.path, method="POST", act=Act.MAKE, handle="")
    named = {name for name, _ in whole.headers}
    others = tuple(one for one in case.head.headers if one[0] not in named)
    case.head = replace(case.head, headers=(*others, *whole.headers), query="")
    case.body = whole.body
    for stage in TAKE:
        stage(case)


def uploads(case: Case) -> Uploads:
    """Return the dialect's way with files in parts."""
    assert case.wire.uploads is not None
    return case.wire.uploads


def named(case: Case) -> str:
    """Return which upload the request goes on with."""
    return case.endpoint.handle.partition(":")[2]


def begin(case: Case, begun: Begun) -> Upload:
    """Return the upload that begins. Raises TooLarge."""
    require_size(begun.size, case.facts.limits.max_body)
    return Upload(f"upload_{case.seed.id}", begun.told, begun.size, case.seed.at_us)


def add(upload: Upload | None, part: str, chunk: Chunk, most: int) -> Upload:
    """Return an upload with one part more. Raises NotFound, Conflict, TooLarge."""
    found = pending(upload)
    if chunk.offset is not None and chunk.offset != found.received:
        raise Conflict(
            f"expected the part at byte {found.received}, found it at {chunk.offset}",
            code="upload_offset",
            hint="ask how much has come (X-Goog-Upload-Command: query) and go on there",
        )
    received = found.received + len(chunk.data)
    require_size(received, most)
    if received > found.size:
        raise TooLarge(
            f"expected {found.size} bytes as announced, found {received}",
            code="upload_size",
            hint="begin again with the right size",
        )
    return replace(found, parts=(*found.parts, (part, len(chunk.data))))


def finish(upload: Upload | None, order: Sequence[str] | None, now_us: int) -> Upload:
    """Return the upload as it is being finished. Raises NotFound, Conflict, BadRequest."""
    stuck = upload is not None and upload.stage is Stage.FINISHING
    if stuck and upload is not None and now_us - upload.since_us > STUCK_US:
        upload = replace(upload, stage=Stage.PENDING)
    found = pending(upload)
    sizes = dict(found.parts)
    names = list(sizes) if order is None else list(order)
    if len(set(names)) != len(names) or not sizes.keys() >= set(names):
        raise _incomplete("names of parts that came, each once, found others")
    size = sum(sizes[name] for name in names)
    if size != found.size:
        raise _incomplete(f"{found.size} bytes as announced, found {size}")
    parts = tuple((name, sizes[name]) for name in names)
    return replace(found, stage=Stage.FINISHING, parts=parts, since_us=now_us)


def drop(upload: Upload | None) -> Upload:
    """Return the upload as its client ended it. Raises NotFound, Conflict."""
    return replace(pending(upload), stage=Stage.CANCELLED)


def known(upload: Upload | None) -> Upload:
    """Return an upload that there is, whatever became of it. Raises NotFound."""
    if upload is None:
        raise _no_upload()
    return upload


def pending(upload: Upload | None) -> Upload:
    """Return an upload that still goes on. Raises NotFound, Conflict."""
    upload = known(upload)
    if upload.stage is not Stage.PENDING:
        raise Conflict(
            f"expected an upload that is pending, found one that is {upload.stage.value}",
            code="upload_ended",
            hint="begin a new upload",
        )
    return upload


def require_size(size: int, most: int) -> None:
    """Refuse a file that is too large. Raises TooLarge."""
    if size > most:
        raise TooLarge(
            f"the file is larger than {most} bytes",
            hint="send less, or let the operator raise server.max_body_bytes",
        )


def _no_upload() -> NotFound:
    return NotFound(
        "there is no such upload of this project, or its time is over",
        code="upload_unknown",
        hint=f"begin anew: an upload lasts {LASTS_US // 60_000_000} minutes",
    )


def _incomplete(expected: str) -> BadRequest:
    return BadRequest(
        f"the upload is not whole: expected {expected}",
        code="upload_size",
        hint="send the parts that are missing, and name all of them in their order",
    )
