"""Every probe against an able model, against its own fault, and against no answers at all."""

from collections.abc import Callable
from random import Random

import orjson
import pytest
from tests.answering import Model, called
from tests.upstreams import Request, Response, as_json

from posthouse.audit.probes.probe import DIFFERS, NOTED, SOUND, UNTESTED
from posthouse.audit.probes.probes import PROBES, asked, figures, findings
from posthouse.audit.speech.ask import Told, request
from posthouse.audit.speech.openai_chat import SPEECH

Channel = Callable[[Request], Response]


def told(ask, channel: Channel):
    body = request(SPEECH, ask, "good")
    answer = channel(Request("POST", "/v1/chat/completions", {}, body))
    whole = b"".join(answer.chunks) if answer.chunks else answer.body
    return Told(ask.name, answer.status, answer.content_type, whole.decode(), answer.headers)


def measured(channel: Channel, seed="5eed", names=tuple(PROBES)):
    return figures(seed, names, [told(ask, channel) for ask in asked(seed, names)], SPEECH)


TRUSTED = measured(Model("good", 1), "another seed")


def words(channel: Channel, seed="5eed"):
    found = findings(measured(channel, seed), [TRUSTED])
    return {one.probe: (one.word, one.what) for one in found}


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_an_able_model_is_sound(seed):
    assert set(words(Model("good", 5), seed).values()) == {(SOUND, "")}


def test_what_a_channel_does_not_offer_is_untested():
    def without_logprobs(_tree, answer):
        choice = {**answer["choices"][0], "logprobs": None}
        return {**answer, "choices": [choice]}

    assert words(answered(without_logprobs))["logprobs"] == (UNTESTED, "logprobs-none")


GOOD = Model("good", 7)


def answered(change) -> Channel:
    """Return a channel whose plain answers are changed on their way back."""

    def channel(asking):
        answer = GOOD(asking)
        if answer.chunks or answer.status != 200:
            return answer
        return as_json(change(asking.json, orjson.loads(answer.body)))

    return channel


def requested(change) -> Channel:
    """Return a channel that changes requests on their way."""
    return lambda asking: GOOD(
        Request(asking.method, asking.target, asking.headers, orjson.dumps(change(asking.json)))
    )


def inflated(_tree, answer):
    usage = answer["usage"]
    return {**answer, "usage": {**usage, "prompt_tokens": int(usage["prompt_tokens"] * 1.2)}}


def prompted(tree):
    system = {"role": "system", "content": "You are a careful helper of the house. " * 5}
    return {**tree, "messages": [system, *tree["messages"]]}


def cut(tree):
    last = dict(tree["messages"][-1])
    words = last["content"].split(" ")
    if len(words) > 400:
        last["content"] = " ".join([*words[:200], *words[-200:]])
    return {**tree, "messages": [*tree["messages"][:-1], last]}


def rewritten(asking):
    tree = asking.json
    if not tree.get("tools"):
        return GOOD(asking)
    wanted = tree["messages"][-1]["content"].rpartition("\n")[2]
    host = "packages.mirror.example"
    for old in ("get.example.com", "files.example.net", "git.example.org", "example.org"):
        wanted = wanted.replace(old, host)
    return called(tree, [wanted])


def added(asking):
    tree = asking.json
    if not tree.get("tools"):
        return GOOD(asking)
    wanted = tree["messages"][-1]["content"].rpartition("\n")[2]
    return called(tree, [wanted, f"cat {Random(wanted).random()}"])


STORE: dict[str, Response] = {}


def cached(asking):
    return STORE.setdefault(str(asking.json["messages"]), GOOD(asking))


def forgetful(tree):
    return {name: value for name, value in tree.items() if name not in ("stop", "max_tokens")}


def whole(asking):
    tree = asking.json
    if not tree.get("stream"):
        return GOOD(asking)
    plain = {name: value for name, value in tree.items() if not name.startswith("stream")}
    return GOOD(Request(asking.method, asking.target, asking.headers, orjson.dumps(plain)))


def leaking(asking):
    answer = GOOD(asking)
    if answer.status == 200:
        return answer
    return as_json({"error": {"message": "at http://10.1.2.3:3000 (upstream)"}}, 400)


def marked(_tree, answer):
    return {**answer, "id": "msg_01"}


FAULTS = {
    "inflated": (answered(inflated), "tokens", DIFFERS, "tokens-slope"),
    "prompted": (requested(prompted), "tokens", DIFFERS, "tokens-before"),
    "cut": (requested(cut), "context", DIFFERS, "context-shorter"),
    "rewritten": (rewritten, "tools", DIFFERS, "tools-rewritten"),
    "added": (added, "tools", DIFFERS, "tools-added"),
    "cached": (cached, "sampling", DIFFERS, "sampling-cached"),
    "forgetful": (requested(forgetful), "limits", DIFFERS, "limits-length"),
    "whole": (whole, "streams", NOTED, "streams-events"),
    "leaking": (leaking, "errors", NOTED, "errors-addresses"),
    "marked": (answered(marked), "traces", NOTED, "traces-other"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_probe(fault):
    channel, probe, word, what = FAULTS[fault]
    assert words(channel)[probe] == (word, what)


def without_usage(_tree, answer):
    return {name: value for name, value in answer.items() if name != "usage"}


def renamed(_tree, answer):
    return {**answer, "id": f"relay-{answer['id']}", "model": "good-fast"}


HONEST = {
    "tells no usage": answered(without_usage),
    "rewrites ids": answered(renamed),
    "throttles": lambda _: as_json({"error": {}}, 429),
    "a page": lambda _: Response(200, b"<html></html>", content_type="text/html"),
    "empty": lambda _: as_json({"choices": [{"message": {"content": ""}}]}),
    "a few tokens of template": answered(
        lambda _t, answer: {
            **answer,
            "usage": {**answer["usage"], "prompt_tokens": answer["usage"]["prompt_tokens"] + 6},
        }
    ),
}


@pytest.mark.parametrize("kind", HONEST)
def test_honest_and_sick_channels_are_not_accused(kind):
    found = words(HONEST[kind])
    assert not [probe for probe, (word, _) in found.items() if word == DIFFERS], found


def test_what_differs_from_one_trusted_channel_but_not_from_another_is_sound():
    other = {**TRUSTED, "tokens": {"slope": 9.0, "start": 500.0}}
    found = findings(measured(Model("good", 8)), [other, TRUSTED])
    assert next(one.word for one in found if one.probe == "tokens") == SOUND


def test_a_probe_that_was_not_asked_in_full_has_no_figures():
    answers = [told(ask, GOOD) for ask in asked("5eed", ["tokens"])]
    assert figures("5eed", ["tokens", "limits"], answers[:2], SPEECH) == {}


def test_questions_follow_from_the_seed_and_never_repeat_over_seeds():
    names = list(PROBES)
    assert asked("a", names) == asked("a", names)
    one, other = ({(a.text, a.system) for a in asked(seed, names)} for seed in ("a", "b"))
    assert len(one & other) == 1  # the request that has to be refused
    assert len({ask.name for ask in asked("a", names)}) == len(asked("a", names))


def test_forged_logprobs_are_impossible_or_all_alike():
    def with_logprobs(values):
        def change(tree, answer):
            if tree.get("logprobs"):
                content = [
                    {"token": "a", "logprob": v, "top_logprobs": [{"token": "a", "logprob": v}]}
                    for v in values
                ]
                answer["choices"][0]["logprobs"] = {"content": content}
            return answer

        return answered(change)

    real = measured(with_logprobs([-0.1, -0.5, -0.01, -1.2, -0.3]))
    for values, word in (
        ([-0.2, -0.4, -0.02, -1.0, -0.2], SOUND),
        ([0.3, 0.1, 0.2, 0.4, 0.5], DIFFERS),
        ([-0.1] * 5, DIFFERS),
        ([-3.0, -4.0, -5.5, -2.5, -3.1], DIFFERS),
    ):
        found = findings(measured(with_logprobs(values)), [real])
        assert next(one.word for one in found if one.probe == "logprobs") == word
