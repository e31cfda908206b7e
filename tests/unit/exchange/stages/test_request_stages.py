"""classify, decide, mask, guard, route: each alone, on a request that was admitted."""

from base64 import b64encode

import orjson
import pytest

from posthouse.exchange.facts import Naming
from posthouse.exchange.stages.admit import admit
from posthouse.exchange.stages.classify import classify
from posthouse.exchange.stages.decide import decide
from posthouse.exchange.stages.guard import guard
from posthouse.exchange.stages.mask import mask
from posthouse.exchange.stages.route import route
from posthouse.model.errors import Forbidden, NotFound, Unreadable
from posthouse.model.finding import Label, Treatment
from posthouse.privacy.mapping import Mapping
from posthouse.privacy.memo import Memo
from posthouse.privacy.names.finder import Names
from posthouse.privacy.names.joined import Joined
from posthouse.privacy.original import Original
from posthouse.wire.document import strings
from tests.facts import CHATS, MODEL, VOICES, Health, channel, facts, masked
from tests.names import Words

MAIL = "ada.lovelace@mail.test"
NAME = "Annabella"


def admitted(body, treatments=None, **changes):
    exchange = CHATS.begin(using=facts(treatments=treatments, **changes))
    exchange.greet()
    exchange.case.body = body
    admit(exchange.case)
    return exchange.case


def asked(*texts, **more):
    said = [{"role": "user", "content": text} for text in texts]
    return orjson.dumps({"model": MODEL, "messages": said, **more})


def test_what_is_found_once_is_found_wherever_it_stands():
    case = admitted(asked(f"Write to {MAIL}", f"log:{MAIL}."))
    classify(case)
    assert [[f.label for f in found] for found in case.findings] == [[Label.EMAIL]] * 2


def test_what_stands_in_base64_amid_a_text_is_masked_and_restored_whole():
    passage = b64encode(f'{{"mail": "{MAIL}", "at": 1}}'.encode()).decode()
    case = admitted(asked(f"state={passage}&x=1"))
    for stage in (classify, decide, mask, guard):
        stage(case)
    (told,) = [slot.text for slot in case.document.slots if "state" in slot.text]
    assert passage not in told
    assert case.mapping.values() == {passage}


def offering(voice, name):
    """A tool that is called so, and a schema full of the name, as the dialect writes it."""
    schema = {
        "type": "object",
        "description": f"for {name} alone",
        "properties": {name: {"enum": [name], "default": name}},
        "required": [name],
    }
    told = {"name": name, "description": f"Asks {name} for help"}
    return {
        "chat": [{"type": "function", "function": {**told, "parameters": schema}}],
        "responses": [{"type": "function", **told, "parameters": schema}],
        "messages": [{**told, "input_schema": schema}],
        "gemini": [{"functionDeclarations": [{**told, "parametersJsonSchema": schema}]}],
    }[voice.name]


@pytest.mark.parametrize("voice", VOICES, ids=[v.name for v in VOICES])
def test_names_are_not_looked_for_in_what_says_what_tools_are(voice):
    tagger = Words([NAME])
    using = facts(naming=Naming(Names(tagger), Memo(b"n" * 32), Joined(b"n" * 32)))
    tools = offering(voice, NAME)
    exchange = voice.begin(using=using)
    exchange.greet()
    exchange.take(voice.ask(f"Tell {NAME}", tools=tools))
    _, unnamed = exchange.unnamed()
    assert unnamed == [f"Tell {NAME}"]
    exchange.opened()
    tree = exchange.case.document.tree
    assert tree["tools"] == tools
    assert f"Tell {NAME}" not in set(strings(tree))
    assert tagger.asked == [f"Tell {NAME}"]


@pytest.mark.parametrize("voice", VOICES, ids=[v.name for v in VOICES])
def test_values_are_found_in_what_says_what_tools_are(voice):
    exchange = voice.begin(using=facts())
    exchange.greet()
    exchange.open(voice.ask("Hello", tools=offering(voice, MAIL)))
    assert not [text for text in strings(exchange.case.document.tree) if MAIL in text]


def test_nothing_found_is_nothing_masked():
    case = admitted(asked("Hello"))
    for stage in (classify, decide, mask, guard):
        stage(case)
    assert not case.mapping
    assert case.decision.rule


def test_a_label_that_the_project_passes_stays():
    case = admitted(asked(f"Write to {MAIL}"), {Label.EMAIL: Treatment.PASS})
    for stage in (classify, decide, mask):
        stage(case)
    assert MAIL in "".join(strings(case.document.tree))


def test_a_label_that_the_project_refuses_is_named_and_its_value_is_not():
    case = admitted(asked(f"Write to {MAIL}"), {Label.EMAIL: Treatment.REFUSE})
    classify(case)
    with pytest.raises(Forbidden) as refused:
        decide(case)
    assert "EMAIL" in refused.value.message
    assert case.decision.rule in refused.value.hint
    assert MAIL not in refused.value.message + refused.value.hint


def test_a_masked_value_stands_nowhere_in_the_tree():
    case = admitted(asked(f"Write to {MAIL}", metadata={MAIL: [MAIL]}))
    for stage in (classify, decide, mask, guard):
        stage(case)
    assert MAIL not in "".join(strings(case.document.tree))
    assert set(masked(case)) == {MAIL}


@pytest.mark.parametrize(
    "more",
    [
        {"tool_choice": {"type": MAIL}},
        {"messages": [{"role": MAIL, "content": MAIL}]},
        {"messages": [{"role": "tool", "tool_call_id": f"call {MAIL}", "content": MAIL}]},
    ],
)
def test_a_masked_value_that_stands_in_structure_is_refused(more):
    case = admitted(asked(f"Write to {MAIL}", **more))
    for stage in (classify, decide, mask):
        stage(case)
    with pytest.raises(Unreadable) as refused:
        guard(case)
    assert refused.value.code == "value_in_structure"


@pytest.mark.parametrize("role", ["user", f"as {MAIL}"])
def test_a_value_of_a_text_masked_before_is_refused_in_structure_as_well(role):
    using = facts()
    for number, spoken in enumerate(("user", role)):
        said = [{"role": "user", "content": f"Write to {MAIL}"}]
        said += [{"role": spoken, "content": "and wait"}] * number
        exchange = CHATS.begin(using=using)
        exchange.greet()
        exchange.case.body = orjson.dumps({"model": MODEL, "messages": said})
        for stage in (admit, classify, decide, mask):
            stage(exchange.case)
        assert (0 in exchange.case.new) != bool(number)
        if MAIL in spoken:
            with pytest.raises(Unreadable):
                guard(exchange.case)
        else:
            guard(exchange.case)


@pytest.mark.parametrize("there", [MAIL, "and wait"])
def test_a_value_of_an_earlier_call_is_looked_for_in_every_text(there):
    case = admitted(asked(f"Write to {there}"))
    case.known = Mapping({"QXMBBBBBBBBBBB": Original(MAIL, Label.EMAIL)})
    for stage in (classify, decide):
        stage(case)
    case.findings = [() for _ in case.findings]
    mask(case)
    if there == MAIL:
        with pytest.raises(Unreadable):
            guard(case)
    else:
        guard(case)


def test_the_candidates_are_those_that_serve_the_model_fit_ones_first():
    channels = (channel("one"), channel("two"), channel("three", models={"other": "other"}))
    case = admitted(asked("Hello"), channels=channels)
    case.health = Health(unfit=frozenset({"one"}))
    route(case)
    assert [one.name for one in case.candidates] == ["two", "one"]


def test_a_model_that_nobody_serves_is_not_found():
    case = admitted(asked("Hello"), channels=())
    with pytest.raises(NotFound):
        route(case)
