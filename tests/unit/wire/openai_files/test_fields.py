from openai.types import Batch, FileObject, batch_create_params, file_create_params

from posthouse.wire.document import Document
from posthouse.wire.openai_files.fields import REQUEST, RESPONSE
from tests.unit.wire.vendors import Comparison


def test_the_tables_know_every_key_of_the_vendors_sdk():
    comparison = Comparison()
    comparison.compare(batch_create_params.BatchCreateParams, REQUEST)
    comparison.compare(file_create_params.FileCreateParams, REQUEST)
    comparison.compare(Batch, RESPONSE)
    comparison.compare(FileObject, RESPONSE)
    assert comparison.missing <= {".file"}


def test_a_batch_names_its_file_and_metadata_are_examined():
    body = {"input_file_id": "file-1", "endpoint": "/v1/responses", "metadata": {"a": "b"}}
    document = Document(body, REQUEST)
    assert document.references == ["file:file-1"]
    assert [slot.text for slot in document.slots] == ["b", "a"]
