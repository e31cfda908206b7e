import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.model.finding import Label, Treatment
from posthouse.policy.decide import decide, policy_digest

EMAIL, PHONE, CREDENTIAL, KEY = Label.EMAIL, Label.PHONE, Label.CREDENTIAL, Label.PRIVATE_KEY
PASS, MASK, REFUSE = Treatment.PASS, Treatment.MASK, Treatment.REFUSE


@pytest.mark.parametrize(
    ("found", "project", "treatments", "rule"),
    [
        ([], {}, {}, "default/clean"),
        ([], {EMAIL: REFUSE}, {}, "default/clean"),
        ([EMAIL], {}, {EMAIL: MASK}, "default/mask"),
        ([CREDENTIAL], {EMAIL: PASS}, {CREDENTIAL: MASK}, "default/mask"),
        ([CREDENTIAL], {CREDENTIAL: REFUSE}, {CREDENTIAL: REFUSE}, "project/refuse/CREDENTIAL"),
        ([EMAIL], {EMAIL: PASS}, {EMAIL: PASS}, "project/pass/EMAIL"),
        ([EMAIL], {EMAIL: MASK}, {EMAIL: MASK}, "project/mask/EMAIL"),
        ([EMAIL, PHONE], {EMAIL: PASS}, {EMAIL: PASS, PHONE: MASK}, "default/mask"),
        (
            [KEY, EMAIL, PHONE],
            {EMAIL: PASS, KEY: REFUSE},
            {EMAIL: PASS, PHONE: MASK, KEY: REFUSE},
            "project/refuse/PRIVATE_KEY",
        ),
        ([CREDENTIAL], {CREDENTIAL: PASS}, {CREDENTIAL: PASS}, "project/pass/CREDENTIAL"),
    ],
)
def test_the_heaviest_treatment_names_the_rule(
    found: list[Label],
    project: dict[Label, Treatment],
    treatments: dict[Label, Treatment],
    rule: str,
) -> None:
    decision = decide(found, project)
    assert decision.treatments == treatments
    assert decision.rule == rule
    assert decision.refused == tuple(la for la, t in treatments.items() if t is REFUSE)


labels = st.lists(st.sampled_from(list(Label)))
projects = st.dictionaries(st.sampled_from(list(Label)), st.sampled_from(list(Treatment)))


@given(labels, projects)
def test_policy_is_total_and_does_not_depend_on_order(
    found: list[Label], project: dict[Label, Treatment]
) -> None:
    decision = decide(found, project)
    assert set(decision.treatments) == set(found)
    assert decision.rule.split("/")[0] in {"default", "project"}
    assert decide(reversed(found), project) == decision


@given(labels, st.dictionaries(st.sampled_from([EMAIL, PHONE]), st.sampled_from(list(Treatment))))
def test_credentials_and_keys_pass_only_where_the_project_names_them(
    found: list[Label], project: dict[Label, Treatment]
) -> None:
    treatments = decide(found, project).treatments
    assert treatments.get(CREDENTIAL, MASK) is not PASS
    assert treatments.get(KEY, MASK) is not PASS


def test_every_label_found_names_its_rule():
    decision = decide([PHONE, EMAIL, CREDENTIAL], {EMAIL: PASS, PHONE: MASK})
    assert decision.rules == (
        "project/pass/EMAIL",
        "project/mask/PHONE",
        "default/mask/CREDENTIAL",
    )
    assert decide([], {}).rules == ("default/clean",)


def test_the_digest_of_a_policy_changes_with_all_that_it_decides_by_and_nothing_else():
    told = policy_digest({}, "d", {"max": 1})
    assert told == policy_digest(dict.fromkeys(Label, MASK), "d", {"max": 1})
    others = [({EMAIL: PASS}, "d", {"max": 1}), ({}, "e", {"max": 1}), ({}, "d", {"max": 2})]
    assert len({told, *(policy_digest(*other) for other in others)}) == 4
