"""What ledger.witness_policy may say, and what start refuses."""

import pytest
from tests.evidence import WITNESSES

from posthouse.config.load import load
from posthouse.config.unsafe import problems
from posthouse.config.witnesses import witness_addresses, witness_policy

W = [f"witness w{n} {one.key}" for n, one in enumerate(WITNESSES)]


def settings(folder, text: str | None):
    path = folder / "posthouse.toml"
    path.write_text('[ledger]\nwitness_policy = "policy"\n')
    path.chmod(0o600)
    if text is not None:
        (folder / "policy").write_text(text)
    return load(path)


def test_the_policys_path_is_relative_to_the_settings(tmp_path):
    text = f"{W[0]} https://w.example/prefix/\n{W[1]} http://127.0.0.1:9/\nquorum w0\n"
    found = settings(tmp_path, text)
    assert problems(found, {}) == ()
    addresses = witness_addresses(witness_policy(found.ledger))
    assert (addresses["w0"].host, addresses["w0"].base) == ("w.example", "/prefix")
    assert addresses["w1"].port == 9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "expected a readable file"),
        ("nonsense", "line 1"),
        (f"{W[0]}\nquorum w0\n", "expected a quorum of witnesses with addresses"),
        (f"{W[0]} http://w.example\nquorum w0\n", "plain http to another machine"),
        (f"{W[0]} ftp://w.example\nquorum w0\n", "neither https"),
        (f"{W[0]} https://u:p@w.example\nquorum w0\n", "credentials"),
        (f"{W[0]} https://w.example\n{W[1]}\ngroup g all w0 w1\nquorum g\n", "too few of them"),
    ],
)
def test_start_refuses_a_policy_that_cannot_work(tmp_path, text, said):
    (found,) = problems(settings(tmp_path, text), {})
    assert said in found.message
    assert found.hint


def test_a_policy_of_nobody_asks_nobody(tmp_path):
    assert problems(settings(tmp_path, "quorum none\n"), {}) == ()
