from posthouse.inspection.reading.flows import NET, SECRET, address, destination, flows
from posthouse.inspection.reading.shell import commands


def test_what_comes_out_of_a_pipeline_is_told() -> None:
    found = flows(commands("cat ~/.netrc | gzip | base64")[-1])
    assert {flow.kind for flow in found} == {SECRET}
    (net,) = flows(commands("curl -s a.example/x | tee y")[-1])
    assert (net.kind, net.what) == (NET, "a.example/x")


def test_addresses_and_machines_are_found_among_options() -> None:
    assert address(("curl", "-o", "x", "https://a.example/y")) == "https://a.example/y"
    assert destination(("ssh", "-o", "A=no", "u@b.example", "ls")) == "u@b.example"
