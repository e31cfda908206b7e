"""`posthouse audit` over real sockets, against channels that are honest, swapped, sick."""

import json
import random
import re
from pathlib import Path

import pytest
from tests.answering import Chatty, Model, blended, said, unheated
from tests.upstreams import Response, Upstream, as_json

from posthouse.audit.arms import ARMS
from posthouse.audit.cells import CELLS
from posthouse.audit.evidence import evidence_of
from posthouse.audit.order import commitment
from posthouse.audit.probes.probes import STANDARD, replies
from posthouse.audit.speech.ask import request
from posthouse.audit.speech.openai_chat import SPEECH as CHAT
from posthouse.cli.app import run_command
from posthouse.net.asking import question
from posthouse.service.localmodel import weights
from posthouse.service.rogue import Rogue

KEY = "made-up-key-0123456789"
USUAL = ("--library", "other.json", "--max", "40")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELAY_KEY", KEY)


def enrolled(name, file, answers=None):
    with Upstream(answers or Model(name)) as up:
        command = ["audit", "enrol", up.url, "--model", name, "--key-env", "RELAY_KEY"]
        assert run_command([*command, "-o", file]) == 0


def run(up, *more, reference=""):
    """Audit a channel with a reference; without one it is made now."""
    if not reference:
        enrolled("good", "good.json")
    return run_command(
        ["audit", "run", up.url, "--model", "good", "--reference", reference or "good.json",
         "--json", "--key-env", "RELAY_KEY", "--evidence", "evidence.json", "--pause", "0.001",
         *more]
    )  # fmt: skip


def verdict(capsys):
    out = capsys.readouterr().out
    return json.loads(out[f"\n{out}".index("\n{") :])


def verify(capsys):
    capsys.readouterr()
    code = run_command(["audit", "verify", "evidence.json", "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_honest_channels_are_consistent(capsys):
    enrolled("other", "other.json")
    found = []
    for seed in range(3):
        with Upstream(Model("good", seed + 2)) as up:
            code = run(up, *USUAL)
        told = verdict(capsys)
        assert verify(capsys) == (code, told)
        if code == 0:
            assert (told["word"], told["answers"]) == ("consistent", 40)
            words = {one["probe"]: one["word"] for one in told["probes"]}
            assert words == dict.fromkeys([*STANDARD, "bill"], "sound")
            assert told["tokens_in"] < 8000
            assert told["power"] >= 0.9
        found.append(code)
    assert found.count(0) >= 2, found  # two accusations of three happen once in 3,000 times


def test_another_model_is_named_from_the_library(capsys):
    enrolled("other", "other.json")
    with Upstream(Model("other", 2)) as up:
        assert run(up, "--library", "other.json") == 1
    told = verdict(capsys)
    assert (told["word"], told["whom"]) == ("identified-as", "other")
    assert told["asked"] < 120
    assert verify(capsys)[0] == 1


def test_an_unknown_model_is_a_change_and_no_more(capsys):
    enrolled("other", "other.json")
    with Upstream(Model("third", 2)) as up:
        assert run(up, "--library", "other.json") == 1
    assert verdict(capsys)["word"] == "changed"


def test_a_diluted_channel_is_found(capsys):
    good, other, dice = Model("good", 2), Model("other", 2), random.Random(3)

    def either(request):
        return good(request) if dice.random() < 0.3 else other(request)

    with Upstream(either) as up:
        assert run(up) == 1
    assert verdict(capsys)["word"] == "changed"


def test_a_model_too_small_to_obey_is_read_by_its_openings(capsys):
    enrolled("good", "good.json", Chatty("good"))
    readers = [c["reader"] for c in json.loads(Path("good.json").read_bytes())["cells"]]
    obeyed = sum(reader.startswith("words") for reader in readers)
    assert readers.count("opening:12") > 5
    assert obeyed <= 2  # one of ten times 25 answers to some prompt are of fewer than five kinds
    with Upstream(Chatty("good", 2)) as up:
        assert run(up, "--max", "40", "--no-probes", reference="good.json") == 0
    with Upstream(Chatty("other", 2)) as up:
        assert run(up, "--max", "40", "--no-probes", reference="good.json") == 1


def test_a_model_that_takes_no_temperature_is_audited_by_its_draws(capsys):
    enrolled("good", "good.json", unheated(Model("good")))
    answers = json.loads(Path("good.json").read_bytes())["answers"]
    assert {bool(found) for name, found in answers.items() if name.startswith("steady")} == {False}
    with Upstream(unheated(Model("other", 2))) as up:
        assert run(up, "--max", "40", reference="good.json") == 1


def test_a_relay_that_refuses_a_temperature_is_judged_by_the_other_questions(capsys):
    enrolled("good", "good.json")
    with Upstream(unheated(Model("good", 2))) as up:
        assert run(up, "--max", "120", "--no-probes", reference="good.json") != 1
    assert set(verdict(capsys)["missing"]) == {"status 400"}


SICK = {
    "throttled": lambda _: as_json({"error": {"message": f"slow down {KEY}"}}, 429),
    "page": lambda _: Response(200, b"<html>welcome</html>", content_type="text/html"),
    "empty": lambda _: said(""),
    "refusing": lambda _: said("I'm sorry, but I can't help with that request at all."),
    "echo": lambda request: Response(200, request.headers["authorization"].encode()),
    "reset": lambda _: Response(reset=True),
    "cut": lambda _: Response(200, b'{"choices":[{"message"', cut=5),
    "endless": lambda _: Response(200, chunks=[b" " * 4096] * 500),
}


@pytest.mark.parametrize("sickness", SICK)
def test_a_sick_channel_is_never_accused_nor_asked_on(sickness, capsys):
    with Upstream(SICK[sickness]) as up:
        assert run(up) == 2
    told = verdict(capsys)
    assert (told["word"], told["answers"]) == ("uninformative", 0)
    assert sum(told["missing"].values()) == told["asked"] == 5
    assert "5 questions in a row" in told["stopped"]
    assert len(up.requests) == 5
    assert verify(capsys)[0] == 2
    assert KEY not in Path("evidence.json").read_text(encoding="utf-8")


def test_a_refused_key_is_asked_once(capsys):
    with Upstream(lambda _: as_json({"error": {"message": "bad key"}}, 401)) as up:
        assert run(up) == 2
    assert len(up.requests) == 1
    assert "401" in verdict(capsys)["stopped"]


def test_a_dead_channel_says_nothing(capsys):
    with Upstream(Model("good")) as up:
        pass
    assert run(up) == 2
    assert verdict(capsys)["word"] == "uninformative"


def test_a_channel_that_is_throttled_now_and_then_is_judged_by_what_it_answered(capsys):
    enrolled("other", "other.json")
    good, dice = Model("good", 4), random.Random(5)
    busy = as_json({"error": {}}, 429)
    with Upstream(lambda request: busy if dice.random() < 0.2 else good(request)) as up:
        code = run(up, *USUAL)
    told = verdict(capsys)
    assert told["asked"] <= 40
    assert told["answers"] + sum(told["missing"].values()) == told["asked"]
    assert verify(capsys) == (code, told)


def test_a_slow_answer_ends_in_time(capsys):
    with Upstream(lambda _: Response(200, b"{}", delay_s=60)) as up:
        assert run(up, "--answer-seconds", "0.05") == 2
    assert verdict(capsys)["answers"] == 0


@pytest.mark.parametrize(
    "more",
    [
        ["--max", "0"],
        ["--alpha", "2"],
        ["--margin", "0"],
        ["--key-env", "UNSET_KEY"],
        ["--library", "absent.jsonl"],
        ["--library", "bad.jsonl"],
        ["--nonsense"],
    ],
)
def test_what_cannot_be_tested_is_an_error_and_no_verdict(more, tmp_path):
    (tmp_path / "bad.jsonl").write_text("[]\n")
    with Upstream(Model("good")) as up:
        assert run(up, *more) == 3
    assert not up.requests


@pytest.mark.parametrize(
    "url", ["http://192.0.2.1", "https://169.254.169.254", "ftp://example.com"]
)
def test_only_allowed_addresses_are_asked(url, capsys):
    enrolled("good", "good.json")
    command = ["audit", "run", url, "--model", "good", "--reference", "good.json"]
    code = run_command([*command, "--evidence", "evidence.json", "--pause", "0.001"])
    assert code in (2, 3)


def test_a_reference_of_a_channel_that_fails_is_not_written(tmp_path):
    with Upstream(SICK["page"]) as up:
        command = ["audit", "enrol", up.url, "--model", "m", "-o", "m.json", "--pause", "0.001"]
        assert run_command(command) == 3
    assert not (tmp_path / "m.json").exists()


def test_an_expired_reference_is_refused(tmp_path):
    enrolled("good", "good.json")
    tree = json.loads((tmp_path / "good.json").read_text())
    (tmp_path / "good.json").write_text(json.dumps({**tree, "expires_s": 1}))
    command = ["audit", "run", "http://127.0.0.1:9", "--model", "good", "--reference", "good.json"]
    assert run_command(command) == 3


def test_evidence_that_was_changed_is_refused(tmp_path, capsys):
    with Upstream(Model("good", 2)) as up:
        assert run(up, "--max", "6") == 2
    data = (tmp_path / "evidence.json").read_text()
    (tmp_path / "evidence.json").write_text(data.replace('"alpha":0.01', '"alpha":0.02'))
    assert run_command(["audit", "verify", "evidence.json"]) == 3


def test_honest_channels_that_differ_are_joined_and_routing_between_them_passes(capsys):
    enrolled("good", "a.json")
    enrolled("good", "b.json", blended(0.35, 5))
    join = ["audit", "join", "a.json", "b.json", "-o", "both.json", "--max", "40"]
    assert run_command(join) == 0  # drift is learned for audits of this size
    both = json.loads(Path("both.json").read_text(encoding="utf-8"))
    assert 0 < both["drift"] < 0.75
    often = {name: len(found) for name, found in both["answers"].items()}
    assert often == {cell.name: 50 if cell.temperature is None else 100 for cell in CELLS}
    with Upstream(blended(0.17, 7)) as up:
        audits = (run(up, "--max", "40", reference="both.json") for _ in range(2))
        assert any(told != 1 for told in audits)  # one in a hundred may accuse an honest one
    with Upstream(Model("other", 2)) as up:
        assert run(up, "--max", "40", reference="both.json") == 1


def test_an_inflated_bill_is_recounted_in_tokens_and_money(capsys):
    good = Model("good", 3)

    def inflated(request):
        answer = good(request)
        if answer.chunks or answer.status != 200:
            return answer
        tree = json.loads(answer.body)
        tree["usage"] = {name: count * 2 for name, count in tree["usage"].items()}
        return as_json(tree)

    with Upstream(inflated) as up:
        assert run(up, "--max", "40", "--price", "3:15") == 1
    told = verdict(capsys)
    found = {one["probe"]: one["what"] for one in told["probes"] if one["word"] == "differs"}
    assert {"bill": "bill-more", "tokens": "tokens-slope"}.items() <= found.items()
    assert told["bill"]["cost_told"] == pytest.approx(2 * told["bill"]["cost_fair"], rel=0.01)
    assert verify(capsys) == (1, told)
    assert run_command(["audit", "verify", "evidence.json"]) == 1
    assert "by the trusted channel's counts" in capsys.readouterr().out
    assert run_command(["audit", "report", "evidence.json", "-o", "r.html", "--trials", "0"]) == 0
    assert "The bill, recounted" in Path("r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("price", ["3", "a:b", "-1:2", "1:2:3"])
def test_a_price_has_two_parts(price):
    enrolled("good", "good.json")
    with Upstream(Model("good")) as up:
        assert run(up, "--price", price) == 3
    assert not up.requests


def test_disguised_prompts_find_a_relay_that_answers_known_questions_honestly():
    with Upstream(Model("good")) as up:
        command = ["audit", "enrol", up.url, "--model", "good", "--no-probes", "--each", "12"]
        assert run_command([*command, "-o", "plain.json"]) == 0
        assert run_command([*command, "-o", "worn.json", "--disguised"]) == 0
    with Upstream(Model("other", 1)) as up:
        command = ["audit", "enrol", up.url, "--model", "other", "--no-probes", "--each", "12"]
        assert run_command([*command, "-o", "other.json", "--like", "worn.json"]) == 0
    backends = [Upstream(Model("good", 2)), Upstream(Model("other", 2))]
    with backends[0] as good, backends[1] as other:
        told = {"claimed": good.url, "other": other.url}
        for file, code in (("plain.json", {0, 2}), ("worn.json", {1})):
            with Rogue([ARMS["A10"]], told, "5eed") as url:
                command = ["audit", "run", url, "--model", "good", "--reference", file, "--json"]
                more = ["--no-probes", "--evidence", "e.json", "--library", "other.json"]
                more += ["--max", "60", "--alpha", "0.002"]
                assert run_command([*command, *more]) in code


def test_more_prompts_are_enrolled_by_name():
    with Upstream(Model("good")) as up:
        command = ["audit", "enrol", up.url, "--model", "good", "--no-probes", "--each", "8"]
        assert run_command([*command, "-o", "more.json", "--cells", "facts,tongues"]) == 0
        assert run_command([*command, "-o", "none.json", "--cells", "nonsense"]) == 3
    answers = json.loads(Path("more.json").read_bytes())["answers"]
    assert len(answers) == 25
    assert all(len(found) == 8 for found in answers.values())
    with Upstream(Model("third", 2)) as up:
        assert run(up, "--max", "100", "--no-probes", reference="more.json") == 1


def test_every_question_follows_from_the_seed_that_was_committed_to(capsys):
    enrolled("good", "good.json")
    capsys.readouterr()
    with Upstream(Model("good", 2)) as up:
        run(up, "--max", "20", "--deep", reference="good.json")
    told = evidence_of(Path("evidence.json").read_bytes())
    assert commitment(told.seed) in capsys.readouterr().err
    asks = {
        reply.ask.name: reply.ask
        for name in told.probes
        for reply in replies(told.seed, name, told.told, CHAT)
    }
    prompts = [question(cell, told.reference.max_tokens) for cell in told.reference.cells]
    asks |= {ask.name: ask for ask in prompts}
    sent = [request(CHAT, asks[one.name], "good") for one in (*told.draws, *told.told)]
    assert sorted(one.body for one in up.requests) == sorted(sent)


def test_references_of_different_models_are_not_joined(capsys):
    enrolled("good", "a.json")
    enrolled("other", "b.json")
    assert run_command(["audit", "join", "a.json", "b.json", "-o", "both.json"]) == 3
    assert "one model" in capsys.readouterr().err
    assert run_command(["audit", "join", "a.json", "-o", "both.json"]) == 3


def test_a_report_is_one_page_with_the_verdict_in_both_languages(capsys):
    with Upstream(Model("other", 2)) as up:
        assert run(up, "--max", "40") == 1
    command = ["audit", "report", "evidence.json", "-o", "report.html", "--trials", "2"]
    assert run_command(command) == 0
    page = Path("report.html").read_text(encoding="utf-8")
    for part in ("<svg", "inconsistent with the reference", "与参照不一致", "polyline", "good"):
        assert part in page
    assert KEY not in page
    assert not re.search(r"(?:src|href)=|https?://(?!127\.0\.0\.1)", page)
    data = Path("evidence.json").read_bytes().replace(b'"word":"changed"', b'"word":"consistent"')
    Path("evidence.json").write_bytes(data)
    assert run_command([*command[:4], "other.html"]) == 3
    assert not Path("other.html").exists()


def test_signed_references_and_evidence_are_wanted_from_whom_one_trusts(capsys):
    assert run_command(["audit", "key", "ann.key", "--name", "ann.example.com"]) == 0
    assert run_command(["audit", "key", "ben.key", "--name", "ben.example.com"]) == 0
    ann, ben = re.findall(r"--trust (\S+)", capsys.readouterr().out)
    assert Path("ann.key").stat().st_mode & 0o777 == 0o600
    enrolled("good", "good.json")
    enrolled("other", "one.json")
    signed = ["audit", "library", "one.json", "-o", "other.json", "--sign", "ann.key"]
    assert run_command(signed) == 0
    with Upstream(Model("other", 2)) as up:
        refused = run(up, "--library", "other.json", "--trust", ann)
        assert (refused, up.requests) == (3, [])  # the reference itself is not signed
        assert run_command(["audit", "sign", "good.json", "--key", "ann.key"]) == 0
        more = ("--trust", ann, "--sign", "ben.key")
        assert run(up, "--library", "other.json", *more, reference="./good.json") == 1
    capsys.readouterr()
    assert run_command(["audit", "verify", "evidence.json"]) == 1
    assert "in the name of ben.example.com" in capsys.readouterr().out
    assert run_command(["audit", "verify", "evidence.json", "--trust", ben]) == 1
    assert "signed by ben.example.com" in capsys.readouterr().out
    assert run_command(["audit", "verify", "evidence.json", "--trust", ann]) == 3
    assert run_command(["audit", "verify", "evidence.json", "--trust", "ann"]) == 3


def test_a_key_is_not_written_over_and_only_files_of_audits_are_signed(capsys):
    assert run_command(["audit", "key", "ann.key", "--name", "ann.example.com"]) == 0
    assert run_command(["audit", "key", "ann.key", "--name", "ann.example.com"]) == 3
    assert run_command(["audit", "key", "new.key", "--name", "not a name"]) == 3
    Path("other.json").write_text('{"kind":"x"}')
    assert run_command(["audit", "sign", "other.json", "--key", "ann.key"]) == 3
    assert run_command(["audit", "sign", "other.json", "--key", "absent.key"]) == 3
    Path("ann.key").chmod(0o644)
    assert run_command(["audit", "sign", "other.json", "--key", "ann.key"]) == 3


def test_a_reference_is_made_from_weights_in_a_file(capsys):
    file = weights()
    command = ["audit", "enrol", str(file), "--model", "smollm2", "--each", "1", "--no-probes"]
    command += ["--answer-seconds", "300"]
    assert run_command([*command, "--max-tokens", "4", "-o", "own.json"]) == 0
    told = json.loads(Path("own.json").read_bytes())
    assert told["source"].startswith(f"weights {file.name} sha256:")
    assert sum(map(len, told["answers"].values())) > 0
    Path("no.gguf").write_bytes(b"not weights")
    for name in ("no.gguf", "absent.gguf"):
        assert run_command(["audit", "enrol", name, "--model", "m", "-o", "x.json"]) == 3
    assert "expected GGUF" in capsys.readouterr().err
