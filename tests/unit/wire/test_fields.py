from posthouse.wire.document import Document
from posthouse.wire.fields import (
    DATA,
    OPAQUE,
    SCHEMA,
    STRUCTURE,
    TEXT,
    TREE,
    Kind,
    Node,
    each,
    either,
    record,
)


def test_a_list_takes_its_own_node_and_else_the_same_one():
    assert each(STRUCTURE).each() is STRUCTURE
    assert TREE.each() is TREE


def test_either_is_a_string_or_a_list_of_parts():
    part = record(text=TEXT, data=DATA)
    node = either(TEXT, part)
    assert node.kind is Kind.TEXT
    assert node.each() is part


def test_free_json_scans_its_keys_and_records_do_not():
    assert TREE.keys
    assert not record(id=OPAQUE).keys
    assert Node().kind is Kind.TEXT


def test_a_json_schema_scans_names_and_values_but_not_its_keywords():
    schema = {
        "type": "object",
        "properties": {"type": {"type": "string", "description": "d", "minimum": 1}},
        "required": ["type"],
        "anyOf": [{"enum": ["e"], "x-owner": {"name": "n"}}],
    }
    assert sorted(slot.text for slot in Document(schema, SCHEMA).slots) == sorted(
        ["type", "d", "type", "e", "x-owner", "name", "n"]
    )
    assert all(slot.defines for slot in Document(schema, SCHEMA).slots)
