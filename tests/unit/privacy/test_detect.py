import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.detectors import detector

from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector, value
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.rules import Rule, made_up
from posthouse.privacy.scan import database, fingerprint

WORDS = ("北辰二期", "Bluefinch")
DETECTOR = detector(*WORDS)
MAIL = "wei.zhang@mail.haitang.test"


def found(text: str) -> list[tuple[str, Label, int]]:
    return [(value(text, f), f.label, f.depth) for f in DETECTOR.find(text)]


def test_offsets_are_code_points_behind_any_characters() -> None:
    text = f"项目😀北辰二期，邮箱{MAIL}。"
    spans = [(f.start, f.end) for f in DETECTOR.find(text)]
    assert [text[a:b] for a, b in spans] == ["北辰二期", MAIL]


def test_each_text_has_its_own_findings() -> None:
    first, second, third = DETECTOR.find_all(("nothing", f"x {MAIL}", ""))
    assert (first, third) == ((), ())
    assert [f.start for f in second] == [2]


_EXAMPLES = [made_up(one) for rule in RULES for one in (*rule.examples, *rule.near_misses)]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.sampled_from(_EXAMPLES), max_size=3).map("\n".join), max_size=5))
def test_texts_together_are_read_as_each_alone(texts: list[str]) -> None:
    assert DETECTOR.find_all(texts) == [DETECTOR.find(text) for text in texts]


def test_many_matches_that_run_on_to_one_far_end_are_cut_and_still_found() -> None:
    rule = Rule("run", Label.CREDENTIAL, "key:", "key:(?P<v>[!-~]+)", before=8, after=8)
    text = ("key:" + "x" * 90) * 4000
    spans = [(f.start, f.end) for f in Detector((rule,)).find(text)]
    assert spans == [(4, len(text))]
    apart = ("key:" + "x" * 90 + " ") * 4000
    assert len(Detector((rule,)).find(apart)) == 4000


def test_values_do_not_join_across_texts() -> None:
    assert DETECTOR.find_all(("wei.zhang@", "mail.haitang.test")) == [(), ()]


def test_a_value_inside_json_inside_a_string_is_found_unescaped() -> None:
    secret = 'kQ7"pw\\2xa'
    inner = json.dumps({"password": "kQ7pw2xa!", "note": f"\n{MAIL}"})
    outer = json.dumps({"arguments": inner})
    assert (MAIL, Label.EMAIL, 0) in found(inner)
    assert (MAIL, Label.EMAIL, 0) in found(outer)
    assert ("kQ7pw2xa!", Label.CREDENTIAL, 0) in found(outer)
    assert secret not in outer


def test_a_key_block_inside_json_is_one_finding_with_its_depth() -> None:
    block = "-----BEGIN PRIVATE KEY-----\n" + "Ab3x" * 16 + "\n-----END PRIVATE KEY-----"
    assert found(json.dumps({"k": block})) == [(block, Label.PRIVATE_KEY, 1)]


def test_a_finding_never_begins_inside_an_escape() -> None:
    text = r"first line\nbob@mail.haitang.test"
    assert found(text) == [("bob@mail.haitang.test", Label.EMAIL, 0)]


def test_of_overlapping_findings_the_more_specific_is_kept() -> None:
    text = "postgres://svc:kQ7pw2xa@db-01.firm.internal:5432/x"
    assert [(v, label) for v, label, _ in found(text)] == [
        ("kQ7pw2xa", Label.CREDENTIAL),
        ("db-01.firm.internal", Label.HOST),
    ]


def test_half_a_surrogate_pair_does_no_harm() -> None:
    text = f"\ud83d {MAIL} \udc00"
    assert found(text) == [(MAIL, Label.EMAIL, 0)]


@given(st.text(), st.text())
def test_a_mail_address_is_found_between_any_texts(before: str, after: str) -> None:
    text = f"{before} {MAIL} {after}"
    findings = DETECTOR.find(text)
    assert any(
        f.start <= len(before) + 1 and f.end >= len(before) + 1 + len(MAIL) for f in findings
    )


@given(
    st.lists(st.text(alphabet='a1@.:/-=\\"n 密码是北辰二期Bluefinch\n', max_size=60), max_size=6)
)
def test_findings_are_sorted_and_apart_and_inside_the_text(texts: list[str]) -> None:
    for text, findings in zip(texts, DETECTOR.find_all(texts), strict=True):
        ends = [0]
        for finding in findings:
            assert ends[-1] <= finding.start < finding.end <= len(text)
            ends.append(finding.end)


def test_a_packed_database_gives_the_same_findings_and_another_one_is_replaced() -> None:
    few = [rule for rule in RULES if rule.name in ("email", "ipv4", "iban")]
    packed = database(few, WORDS)
    text = f"Bluefinch {MAIL}"
    assert Detector(few, WORDS, packed).find(text) == DETECTOR.find(text)
    assert Detector(few, WORDS, b"of another machine").find(text) == DETECTOR.find(text)


def test_the_fingerprint_names_rules_and_words() -> None:
    other = Rule("x", Label.EMAIL, "x", "x")
    names = {fingerprint(RULES, WORDS), fingerprint(RULES, ()), fingerprint((*RULES, other), WORDS)}
    assert len(names) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)


@pytest.mark.parametrize("size", [10, 5_000])
def test_a_long_key_is_covered_to_its_end(size: int) -> None:
    token = "eyJ" + "aB3" * size + ".eyJ" + "xY7" * size + "." + "Q9w" * 14
    assert found(f"Bearer {token} end") == [(token, Label.CREDENTIAL, 0)]


def test_matches_that_end_together_are_asked_about_once() -> None:
    asked: list[int] = []

    def every(match: re.Match[str]) -> list[tuple[int, int]]:
        asked.append(match.start())
        return [(match.end() - 3, match.end() - 1)]

    def rule(*, once: bool) -> Rule:
        pattern = r",(?:[^\n]*\n)?"
        return Rule("x", Label.EMAIL, ",", pattern, every=every, before=1, after=0, once=once)

    text = "a,b,c,42\nd,43\n"
    assert [value(text, f) for f in Detector((rule(once=True),)).find(text)] == ["42", "43"]
    assert asked == [1, 10]
    Detector((rule(once=False),)).find(text)
    assert asked == [1, 10, 1, 3, 5, 10]


def asked_about(text: str, *rules: Rule) -> list[tuple[int, int, str]]:
    return [(f.start, f.end, f.rule) for f in Detector(rules).find(text)]


def refuse(match: re.Match[str]) -> None:
    raise AssertionError(f"asked about {match.span()}")


KEY_OF_A = Rule("key", Label.CREDENTIAL, "ab[0-9]", r"ab\d+", rank=1)


def test_what_a_better_rank_has_taken_is_not_asked_about_again() -> None:
    inside = Rule("inside", Label.OTHER_ID, "x=ab[0-9]", r"x=(?P<v>ab\d)", refuse, rank=5)
    ahead = Rule("ahead", Label.OTHER_ID, "x=", r"x=", refuse, rank=5, ahead=True)
    for text in ("x=ab12", "x='ab12'"):
        assert [rule for _, _, rule in asked_about(text, KEY_OF_A, ahead)] == ["key"]
    assert asked_about("x=ab12", KEY_OF_A, inside) == [(2, 6, "key")]


def test_nor_where_a_text_has_escapes_in_any_of_its_views() -> None:
    inside = Rule("inside", Label.OTHER_ID, "x=.ab[0-9]", r"x=.(?P<v>ab\d)", refuse, rank=5)
    ahead = Rule("ahead", Label.OTHER_ID, "x=", r"x=", refuse, rank=5, ahead=True)
    assert asked_about('x=\\"ab12\\" end', KEY_OF_A, inside) == [(4, 8, "key")]
    assert asked_about("\\n x='ab12'\\n", KEY_OF_A, ahead) == [(6, 10, "key")]


def test_what_a_span_is_is_told_only_where_nothing_better_was_found_in_it() -> None:
    told: list[str] = []

    def fits(cell: str) -> Label | None:
        told.append(cell)
        return Label.PHONE if cell.isdigit() else None

    row = Rule(
        "row", Label.PHONE, ";", r"(\w+),(\w+),(\w+);", rank=5,
        labelled=lambda row: [(*row.span(number), fits) for number in (1, 2, 3)],
    )  # fmt: skip
    assert asked_about("ab12,cd,34;", KEY_OF_A, row) == [(0, 4, "key"), (8, 10, "row")]
    assert told == ["cd", "34"]


def test_what_reaches_beyond_what_is_taken_is_asked_about_and_overlaps() -> None:
    longer = Rule("longer", Label.OTHER_ID, "x=ab[0-9]", r"x=(?P<v>ab\d+;\d)", rank=5)
    other = Rule("other", Label.OTHER_ID, "x=", r"x=(?P<v>\w\w\d;\d)", rank=5)
    assert asked_about("x=ab1;2", KEY_OF_A, longer) == [(2, 5, "key")]
    assert asked_about("x=cd1;2 ab1", KEY_OF_A, other) == [(2, 7, "other"), (8, 11, "key")]


@given(st.text(alphabet="ab12;= \\n", max_size=40))
def test_texts_with_escapes_and_without_are_read_alike(text: str) -> None:
    rules = (
        KEY_OF_A,
        Rule("value", Label.OTHER_ID, "=[ab12;]", r"=(?P<v>[ab12;]+)", rank=5),
        Rule("number", Label.PHONE, "[12][12]", r"[12]{2,}", rank=3),
    )
    plain = text.replace("\\", "")
    escaped = Detector(rules).find(f"{plain} \\\\")
    assert [f for f in escaped if f.end <= len(plain)] == list(Detector(rules).find(f"{plain} "))


def test_a_twin_looks_in_another_thread_at_the_same_time() -> None:
    texts = [f"see bluefinch, mail ann.lee{n}@posthouse.test" for n in range(400)]
    with ThreadPoolExecutor(2) as pool:
        twins = [pool.submit(one.find_all, texts) for one in (DETECTOR.twin(), DETECTOR.twin())]
        here = DETECTOR.find_all(texts)
    assert [one.result() for one in twins] == [here, here]


def test_who_has_no_patience_ends_a_search_and_the_next_is_whole() -> None:
    def impatient() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        DETECTOR.find_all([MAIL], impatient)
    assert found(MAIL) == [(MAIL, Label.EMAIL, 0)]


def test_patience_is_asked_for_within_one_rule_too() -> None:
    asked: list[int] = []
    rule = next(one for one in RULES if one.name == "email")
    text = " ".join(f"user{number}@mail.haitang.test" for number in range(2000))
    assert len(Detector((rule,)).find_all([text], lambda: asked.append(1))[0]) == 2000
    assert len(asked) > 3
