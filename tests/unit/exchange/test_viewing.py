"""What becomes of media is told with what stands in them; nothing is read for real here."""

import base64
import json

import pytest

from posthouse.exchange.explain import Explainer
from posthouse.exchange.viewing import Text, Viewer
from posthouse.media.outcome import Job, Line, Outcome, Problem, Work
from posthouse.media.page import page_of
from posthouse.model.media import Handling, MediaRules
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner
from posthouse.privacy.why import Reasons
from tests.facts import detector

MAIL = "ada.lovelace@mail.test"
LINE = Line(f"mail {MAIL}", (0, 0, 270, 0, 270, 20, 0, 20))
READ = MediaRules(Handling.REDACT, Handling.TEXT, Handling.REFUSE)
PNG, PDF = b"\x89PNG\r\n\x1a\n\0", b"%PDF-1.7\n\xff\0"


def explainer(rules: MediaRules, *outcomes: Outcome) -> tuple[Explainer, list[Job]]:
    jobs: list[Job] = []
    left = list(outcomes)

    def do(job: Job) -> Outcome:
        jobs.append(job)
        return left.pop(0)

    find_all = Examiner(detector().find_all).find_all
    return Explainer(find_all, {}, Reasons(RULES), Viewer(rules, do)), jobs


def test_a_box_holds_what_would_be_covered_and_a_page_is_counted_from_one():
    text = Text("", LINE.text, page_of([LINE]))
    ((left, top, right, low),) = text.boxes(5, 15)
    assert left in range(30, 51)
    assert right in range(150, 175)
    assert top in range(-9, 1)
    assert low in range(20, 30)
    assert [Text("", "", pages=(0, 9, 20)).page_at(n) for n in (0, 8, 9, 25)] == [1, 1, 2, 3]
    assert Text("", "x").page_at(0) == 0


@pytest.mark.parametrize(
    ("rules", "data", "works"),
    [
        (READ, PNG, [Work.IMAGE]),
        (READ, PDF, [Work.ILLUSTRATED]),
        (MediaRules(Handling.REFUSE, Handling.TEXT), PDF, [Work.DOCUMENT]),
        (MediaRules(Handling.PASS, Handling.REFUSE), PNG, []),
        (MediaRules(Handling.PASS, Handling.REFUSE), PDF, []),
    ],
)
def test_media_of_a_request_are_read_where_its_policy_reads_them(rules, data, works):
    look, jobs = explainer(rules, Outcome(text=LINE.text, lines=(LINE,)))
    coded = base64.b64encode(data).decode()
    part = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{coded}"}}
    body = {"messages": [{"role": "user", "content": [part]}]}
    told = look.body(json.dumps(body).encode())
    assert [job.work for job in jobs] == works
    assert [one.value for one in told.findings] == [MAIL] * len(works)
    assert len(told.media) == 1


def test_what_stands_alone_is_read_whatever_becomes_of_it_and_why_not_is_told():
    look, _ = explainer(MediaRules(Handling.REFUSE), Outcome(lines=(LINE,)))
    told = look.medium(PNG).told(show=True)
    assert told["media"][0]["handling"] == "refuse"
    assert told["findings"][0]["value"] == MAIL
    look, _ = explainer(READ, Outcome(problem=Problem.MACROS))
    told = look.medium(PDF).told(show=True)
    assert "macros" in told["media"][0]["problem"]
    assert told["findings"] == []
