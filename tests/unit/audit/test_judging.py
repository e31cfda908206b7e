import msgspec
import numpy as np
import orjson
import pytest
from tests.answering import Model

from posthouse.audit.cells import CELLS
from posthouse.audit.evidence import (
    EVIDENCE,
    REFERENCE,
    Evidence,
    LibraryRow,
    ReferenceFile,
    evidence_of,
)
from posthouse.audit.judging import asked, judged, rows_of, suspects, verified
from posthouse.audit.signing import written
from posthouse.audit.speech.ask import Told
from posthouse.model.dialect import Dialect
from posthouse.model.errors import VerificationFailed


def answers(name, seed, each=25):
    model = Model(name, seed)
    return {cell.name: tuple(model.answer(cell.prompt) for _ in range(each)) for cell in CELLS}


def evidence(name, seed="5eed", most=80, **more):
    reference = ReferenceFile(
        REFERENCE, "good", "here", 0, 1, 64, CELLS, answers("good", 0), missing={}
    )
    rows = tuple(LibraryRow("other", cell, found) for cell, found in answers("other", 1).items())
    plan = Evidence(
        EVIDENCE, "0", np.__version__, "good", "there", Dialect.OPENAI_CHAT, 0, 1, seed, 0.01, 0.5,
        most, 20, "", reference, rows, (), (), (), {},
    )  # fmt: skip
    model, prompts = Model(name, 7), {cell.name: cell.prompt for cell in CELLS}
    draws = tuple(Told(cell, 200, "", told(model.answer(prompts[cell]))) for cell in asked(plan))
    return msgspec.structs.replace(plan, **{"draws": draws, **more})


def told(text):
    return orjson.dumps({"choices": [{"message": {"content": text}}]}).decode()


@pytest.mark.parametrize(
    ("name", "word", "whom"),
    [("good", "consistent", ""), ("other", "identified-as", "other"), ("third", "changed", "")],
)
def test_the_verdict_and_whom(name, word, whom):
    verdict = judged(evidence(name))
    assert (verdict["word"], verdict["whom"]) == (word, whom)


def test_too_few_answers_say_nothing():
    case = evidence("good")
    assert judged(msgspec.structs.replace(case, draws=case.draws[:4]))["word"] == "uninformative"
    assert judged(msgspec.structs.replace(case, draws=()))["word"] == "uninformative"


def test_failures_are_counted_and_accuse_nobody():
    case = evidence("good")
    draws = tuple(Told(draw.name, 429, "", "{}") for draw in case.draws)
    verdict = judged(msgspec.structs.replace(case, draws=draws))
    assert (verdict["word"], verdict["missing"]) == ("uninformative", {"status 429": 80})


def test_a_file_gives_the_same_verdict_again():
    case = evidence("other")
    case = msgspec.structs.replace(case, verdict=judged(case))
    again = evidence_of(written(case, []))
    assert verified(again) == case.verdict


def test_a_verdict_that_does_not_follow_is_found():
    case = evidence("other")
    wrong = {**judged(case), "word": "consistent"}
    with pytest.raises(VerificationFailed):
        verified(evidence_of(written(msgspec.structs.replace(case, verdict=wrong), [])))


def test_chosen_questions_are_found():
    case = evidence("good")
    with pytest.raises(VerificationFailed):
        judged(msgspec.structs.replace(case, draws=case.draws[1:]))


def test_a_changed_file_is_found():
    case = evidence("good")
    data = written(msgspec.structs.replace(case, verdict=judged(case)), [])
    with pytest.raises(VerificationFailed):
        evidence_of(data.replace(b'"model":"good"', b'"model":"evil"', 1))


def test_a_library_counts_for_the_prompts_that_are_asked():
    reference = evidence("good").reference
    line = {"model": "m", "prompt": CELLS[0].prompt, "answers": ["7", "no", "８"]}
    assert rows_of(line, reference) == [LibraryRow("m", CELLS[0].name, ("7", "8"))]
    assert rows_of({**line, "prompt": "another"}, reference) == []
    assert len(rows_of(reference, reference)) == len(CELLS)


@pytest.mark.parametrize(
    "more", [{"alpha": 0.0}, {"most": 10**9}, {"trials": 10**9}, {"margin": 2.0}, {"kind": "x"}]
)
def test_a_test_beyond_its_bounds_is_not_recomputed(more):
    with pytest.raises(VerificationFailed):
        evidence_of(written(msgspec.structs.replace(evidence("good"), **more), []))


def test_a_library_never_holds_the_audited_model():
    reference = evidence("good").reference
    others = [msgspec.structs.replace(reference, model=name) for name in ("good", "asked", "other")]
    assert {row.model for row in suspects(others, reference, "asked")} == {"other"}


def test_evidence_of_other_statistics_says_which_release_recomputes_it():
    older = msgspec.structs.replace(
        evidence("good", most=5), kind="posthouse.audit.evidence/3", software="0.9"
    )
    with pytest.raises(VerificationFailed, match="version 3") as raised:
        evidence_of(written(older, ()))
    assert "0.9" in str(raised.value.hint)
