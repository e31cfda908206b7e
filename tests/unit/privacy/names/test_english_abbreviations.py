import pytest

from posthouse.privacy.names.english_abbreviations import nameless


@pytest.mark.parametrize(
    "taken",
    [
        ["Thu", "1"],
        ["BMI", "29.4"],
        ["Java", "17"],
        ["IBAN"],
        ["KPIs"],
        ["I"],
        ["I’ll"],
        ["SEO", "/", "SEM"],
        ["N/A"],
        ["SKUs"],
        ["PhD"],
    ],
)
def test_abbreviations_and_pronouns_name_nobody(taken: list[str]) -> None:
    assert nameless(taken)


@pytest.mark.parametrize(
    "taken",
    [["XXX"], ["xx"], ["PERSON", "_", "2"], ["NAME", "3"], ["Redis"], ["Kafka", "/", "Spark"]],
)
def test_programs_and_stand_ins_name_nobody(taken: list[str]) -> None:
    assert nameless(taken)


@pytest.mark.parametrize("taken", [["PuttyPassword"], ["IceSSL"], ["UserSession"], ["MyTest", "2"]])
def test_what_programmers_name_is_nobody(taken: list[str]) -> None:
    assert nameless(taken)


@pytest.mark.parametrize(
    "taken",
    [
        ["McDonald"],
        ["FamilySearch"],
        ["LeBron"],
        ["MySQL", "Smith"],
        ["June", "1"],
        ["Ivy"],
        ["KLM"],
        ["IBM", "AI"],
        ["Ian"],
        ["Api"],
        ["iban"],
        ["6", "PR"],
        ["Franz", "Kafka"],
        ["Person"],
        ["Xu"],
    ],
)
def test_names_are_no_abbreviations(taken: list[str]) -> None:
    assert not nameless(taken)
