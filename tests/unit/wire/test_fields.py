from posthouse.wire.fields import DATA, OPAQUE, STRUCTURE, TEXT, TREE, Kind, Node, each, either, record


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
