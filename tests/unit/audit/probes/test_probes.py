"""Every probe against an able model, against its own fault, and against no answers at all."""

import re
from collections.abc import Callable
from random import Random

import msgspec
import orjson
import pytest
from tests.answering import Model, called, said, solved
from tests.upstreams import Request, Response, as_json

from posthouse.audit.probes.probe import DIFFERS, NOTED, SOUND, UNTESTED
from posthouse.audit.probes.probes import (
    PROBES,
    STANDARD,
    Conversation,
    figures,
    findings,
    readable,
    round_of,
)
from posthouse.audit.speech.ask import Told, request
from posthouse.audit.speech.openai_chat import SPEECH

Channel = Callable[[Request], Response]


def told(ask, channel: Channel):
    body = request(SPEECH, ask, "good")
    answer = channel(Request("POST", "/v1/chat/completions", {}, body))
    whole = b"".join(answer.chunks) if answer.chunks else answer.body
    return Told(ask.name, answer.status, answer.content_type, whole.decode(), answer.headers)


def enrolled(channel: Channel, seed="another seed", names=None):
    conversation = Conversation(seed, names or NAMES, SPEECH)
    for ask in conversation.enrolment():
        conversation.told.append(told(ask, channel))
    return conversation.figures()


def audited(channel: Channel, trusted, seed="5eed", names=None):
    conversation = Conversation(seed, names or NAMES, SPEECH)
    for ask in conversation.audit(trusted):
        conversation.told.append(told(ask, channel))
    return conversation


def every(seed, names):
    """Return the first questions of the probes."""
    return {ask.name: ask for name in names for n in range(6) for ask in round_of(seed, name, n)}


NAMES = (*STANDARD, "capability", "effort")
TRUSTED = enrolled(Model("good", 1))


def words(channel: Channel, seed="5eed", trusted=(TRUSTED,)):
    figures = audited(channel, trusted, seed).figures()
    return {one.probe: (one.word, one.what) for one in findings(NAMES, figures, trusted)}


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
    if len(words) > 300:
        last["content"] = " ".join([*words[:150], *words[-150:]])
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


def without(name):
    return lambda tree: {key: value for key, value in tree.items() if key != name}


def frozen(tree):
    return {**tree, "temperature": 0}


def masked(tree):
    """Take the middle code away, and leave as many words."""
    last = tree["messages"][-1]
    text = re.sub(r"(middle code is )\d{6}", r"\1 gone", last["content"])
    return {**tree, "messages": [*tree["messages"][:-1], {**last, "content": text}]}


def filtering(asking):
    text = asking.json["messages"][-1]["content"]
    return said("I can't help with that.") if text.startswith("Copy") else GOOD(asking)


def other_tokens(asking):
    answer = GOOD(asking)
    if answer.chunks or answer.status != 200:
        return answer
    tree = orjson.loads(answer.body)
    letters = sum(map(len, re.findall(r"[^a-z ]+", asking.json["messages"][-1]["content"])))
    tree["usage"]["prompt_tokens"] += letters // 2
    return as_json(tree)


def any_model(asking):
    body = asking.body.replace(b"no-such", b"good")
    return GOOD(Request(asking.method, asking.target, asking.headers, body))


def telling(asking):
    answer = GOOD(asking)
    message = "No available channel for model x under group default (distributor)"
    return as_json({"error": {"message": message}}, 503) if answer.status == 404 else answer


OTHER = Model("third", 7)


def other_numbers(asking):
    text = asking.json["messages"][-1]["content"]
    return OTHER(asking) if "random numbers" in text else GOOD(asking)


def less_able(asking):
    found = solved(asking.json["messages"][-1]["content"])
    return said(f"{found}0" if Random(found).random() < 0.8 else found) if found else GOOD(asking)


OPEN = {"access-control-allow-origin": "*", "access-control-allow-credentials": "true"}


def headed(headers):
    def channel(asking):
        answer = GOOD(asking)
        answer.headers.update(headers)
        return answer

    return channel


def one_id(_tree, answer):
    return {**answer, "id": "chatcmpl-1"}


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
    return {**answer, "id": f"msg_{answer['id']}"}


FAULTS = {
    "inflated": (answered(inflated), "tokens", DIFFERS, "tokens-slope"),
    "prompted": (requested(prompted), "tokens", DIFFERS, "tokens-before"),
    "cut": (requested(cut), "context", DIFFERS, "context-shorter"),
    "rewritten": (rewritten, "tools", DIFFERS, "tools-rewritten"),
    "added": (added, "tools", DIFFERS, "tools-added"),
    "cached": (cached, "sampling", DIFFERS, "sampling-cached"),
    "endless": (requested(without("max_tokens")), "length", DIFFERS, "length-broken"),
    "unstoppable": (requested(without("stop")), "stop", DIFFERS, "stop-broken"),
    "always warm": (requested(without("temperature")), "cold", DIFFERS, "cold-broken"),
    "always cold": (requested(frozen), "sampling", DIFFERS, "sampling-broken"),
    "seedless": (requested(without("seed")), "seeds", DIFFERS, "seeds-broken"),
    "shapeless": (requested(without("response_format")), "shapes", DIFFERS, "shapes-broken"),
    "toolless": (requested(without("tools")), "choice", DIFFERS, "choice-broken"),
    "lost": (requested(masked), "context", DIFFERS, "context-broken"),
    "reading along": (filtering, "filters", NOTED, "filters-broken"),
    "other tokenizer": (other_tokens, "tokens", DIFFERS, "tokens-tokenizer"),
    "any model": (any_model, "errors", NOTED, "errors-any-model"),
    "other numbers": (other_numbers, "sequences", DIFFERS, "sequences-other"),
    "less able": (less_able, "capability", DIFFERS, "capability-less"),
    "effortless": (requested(without("reasoning_effort")), "effort", DIFFERS, "effort-broken"),
    "open to pages": (headed(OPEN), "transport", NOTED, "transport-open"),
    "version told": (headed({"server": "nginx/1.2.3"}), "transport", NOTED, "transport-banner"),
    "telling": (telling, "errors", NOTED, "errors-behind"),
    "one id": (answered(one_id), "traces", NOTED, "traces-one-id"),
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
    assert words(Model("good", 8), trusted=(other, TRUSTED))["tokens"] == (SOUND, "")


def test_a_probe_that_was_not_asked_in_full_has_no_figures():
    answers = [told(ask, GOOD) for ask in every("5eed", ["tokens"]).values()]
    assert figures("5eed", ["tokens", "stop"], answers[:2], SPEECH) == {}


def test_questions_follow_from_the_seed_and_hardly_repeat_over_seeds():
    names = [name for name in NAMES if name != "sequences"]  # one question for all, wrapped
    assert every("a", names) == every("a", names)
    one, other = ({(a.text, a.system) for a in every(seed, names).values()} for seed in ("a", "b"))
    refused = {("Reply with OK.", "")}
    assert one & other == refused
    assert all(name == ask.name for name, ask in every("a", names).items())


def test_an_honest_audit_asks_few_questions_and_a_broken_promise_is_asked_again():
    honest = audited(Model("good", 5), [TRUSTED]).told
    broken = audited(requested(without("stop")), [TRUSTED]).told
    assert len(honest) < 50
    assert sum(one.name.startswith("stop") for one in honest) == 1
    assert sum(one.name.startswith("stop") for one in broken) == 6


def test_what_the_trusted_channel_does_not_keep_is_neither_asked_nor_judged():
    weak = enrolled(requested(without("seed")))
    assert weak["seeds"]["broken"] == 3  # an enrolment that is lost ends there
    conversation = audited(requested(without("seed")), [weak])
    assert not [one.name for one in conversation.told if one.name.startswith("seeds")]
    assert words(requested(without("seed")), trusted=(weak,))["seeds"] == (UNTESTED, "trials-weak")


def test_without_a_reference_only_what_needs_none_is_asked():
    found = words(leaking, trusted=())
    assert found["errors"] == (NOTED, "errors-addresses")
    assert found["stop"] == (UNTESTED, "trials-weak")
    assert DIFFERS not in {word for word, _ in found.values()}


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

    dice = Random(1)
    drawn = ([-0.1 - dice.random() for _ in range(5)] for _ in iter(int, 1))

    def varied(asking):
        return with_logprobs(next(drawn))(asking)

    real = enrolled(varied, names=("logprobs",))
    for values, expected in (
        ([-0.2, -0.9, -0.52, -1.0, -0.2], (SOUND, "")),
        ([0.3, 0.1, 0.2, 0.4, 0.5], (DIFFERS, "logprobs-forged")),
        ([-0.1] * 5, (DIFFERS, "logprobs-forged")),
        ([-3.0, -4.0, -5.5, -2.5, -3.1], (DIFFERS, "logprobs-other")),
    ):
        assert words(with_logprobs(values), trusted=(real,))["logprobs"] == expected


def connected(**connection):
    (ask,) = round_of("5eed", "transport", 0)
    reply = msgspec.structs.replace(told(ask, GOOD), **connection)
    return figures("5eed", ["transport"], [reply], SPEECH)["transport"]


@pytest.mark.parametrize(
    ("connection", "what"),
    [
        ({"tls": "TLSv1.3", "certificate_days": 60}, ""),
        ({}, ""),
        ({"tls": "TLSv1.3", "certificate_days": 3}, "transport-ends"),
        ({"tls": "none"}, "transport-plain"),
        ({"tls": "TLSv1.1", "certificate_days": 60}, "transport-old"),
        ({"status": 301}, "transport-redirect"),
        ({"status": 0, "fault": "no answer (tls)"}, "transport-refused"),
        ({"status": 0, "fault": "no answer (connect)"}, "transport-no-answer"),
    ],
)
def test_what_a_connection_shows_is_a_note_at_most(connection, what):
    word, found = PROBES["transport"].judged(connected(**connection), None)
    assert found == what
    assert word != DIFFERS


def test_rows_of_numbers_of_one_model_are_hardly_ever_told_apart():
    seen = []
    for seed in range(40):
        model = Model("good", seed)
        conversation = audited(model, [TRUSTED], str(seed), ("sequences",))
        found = findings(["sequences"], conversation.figures(), [TRUSTED])
        seen.append((found[0].word, len(conversation.told)))
    assert DIFFERS not in {word for word, _ in seen}
    assert sum(count for _, count in seen) < 120


@pytest.mark.parametrize("name", PROBES)
def test_any_figures_are_judged_in_no_time_and_little_memory(name):
    """Figures come from files too: a reference's may be as many as they like."""
    many = {key: value for place in range(300) for key, value in own_numbers(place)}
    for found in (TRUSTED.get(name, {}), {**TRUSTED.get(name, {}), **many}):
        assert readable(name, found) in (True, False)


def own_numbers(place):
    return [(f"{place}:{n}", 1.0) for n in range(1, 20)]


def test_a_round_of_tool_calls_holds_every_tool_with_and_without_approval():
    for seed in ("1", "2", "3"):
        asks = round_of(seed, "tools", 0)
        grid = {(ask.tool.name, bool(ask.system)) for ask in asks if ask.tool}
        assert len(grid) == len(asks) == 6
        assert len({ask.text.rpartition("\n")[0] for ask in asks}) == 3
        assert len({ask.text.rpartition("\n")[2] for ask in asks}) == 6


def clumsy(asking):
    """A model that copies the half of a command, as its nonce has it."""
    tree = asking.json
    if not tree.get("tools"):
        return GOOD(asking)
    words = tree["messages"][-1]["content"].rpartition("\n")[2].split()
    return called(tree, [" ".join([*words[:2], f"word{Random(str(words)).getrandbits(20)}"])])


def test_a_model_that_errs_differently_each_time_is_not_asked_on():
    known = enrolled(clumsy, names=["tools"])
    going = audited(clumsy, [known], names=["tools"])
    assert len(going.told) == 6
    assert findings(["tools"], going.figures(), [known])[0].word == UNTESTED


def test_a_model_that_calls_no_tools_is_not_asked_for_calls():
    known = enrolled(lambda asking: said("No."), names=["tools"])
    assert not audited(GOOD, [known], names=["tools"]).told
