from posthouse.wire.nostream import NoStream
from posthouse.wire.wire import Step


def test_an_event_means_nothing_and_passes():
    reader = NoStream()
    assert reader.read("", {"error": {}}) == Step()
    assert not reader.amend("", {})
    assert reader.finish().last
    assert reader.blocked("0", "notice") == b""
    assert reader.tool_call("0").arguments == ""
