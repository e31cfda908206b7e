"""A request's bytes as a document: JSON, a form with files, or nothing where nothing is sent."""

from __future__ import annotations

from posthouse.exchange.state import Case
from posthouse.model.dialect import Act
from posthouse.model.errors import BadEncoding, BadRequest
from posthouse.wire.document import Document, parse
from posthouse.wire.encoding import decode
from posthouse.wire.form import FORM
from posthouse.wire.formdocument import FormDocument
from posthouse.wire.related import RELATED
from posthouse.wire.relateddocument import RelatedDocument

_BARE = frozenset({"GET", "DELETE"})
_FORMS = {FORM: FormDocument, RELATED: RelatedDocument}


def read_body(case: Case) -> Document | FormDocument:
    """Unpack and read the body. Raises BadRequest, BadEncoding, TooLarge."""
    if case.endpoint.method in _BARE or (case.endpoint.act is Act.CHANGE and not case.body):
        case.bare, case.body = True, b""
        return Document({}, case.wire.request)
    kind = case.head.get("content-type") or ""
    form = _FORMS.get(case.wire.forms) if case.wire.forms in kind.lower() else None
    if kind and form is None and "json" not in kind.lower():
        raise BadEncoding(
            "expected the content type application/json",
            code="content_type_unsupported",
            hint="send the body as JSON; forms are taken where files, audio and images are",
        )
    encodings = case.head.get("content-encoding")
    if encodings:
        case.body = decode(case.body, encodings, limit=case.facts.limits.max_body)
    if form is not None:
        return form(case.body, kind, case.wire.request, case.wire.lines)
    tree = parse(case.body)
    if not isinstance(tree, dict):
        raise BadRequest(
            "expected a JSON object as the body, found another JSON value",
            code="bad_shape",
            hint="send an object with the fields of the endpoint",
        )
    return Document(tree, case.wire.request)
