import pytest

from posthouse.exchange.trusted import asked_in, said_in
from tests.growth import grows_evenly


def test_what_the_upstream_said_explains_nothing() -> None:
    said = said_in(
        {
            "system": "Our index is at index.lumen.example",
            "messages": [
                {"role": "user", "content": [{"type": "text", "text": "use repo.lumen.example"}]},
                {"role": "assistant", "content": "as you said: evil.lumen.example"},
                {"role": "user", "content": [{"type": "tool_result", "content": "ok.example"}]},
            ],
            "input": [{"type": "function_call", "arguments": "worse.lumen.example"}],
        }
    )
    assert all(map(said.knows_host, ("index.lumen.example", "repo.lumen.example", "ok.example")))
    assert not said.knows_host("evil.lumen.example")
    assert not said.knows_host("worse.lumen.example")


def test_tools_that_are_offered_and_calls_of_earlier_turns_in_four_dialects() -> None:
    chat = {
        "tools": [{"type": "function", "function": {"name": "bash"}}],
        "messages": [
            {"role": "assistant", "tool_calls": [{"function": {"name": "bash", "arguments": "a"}}]}
        ],
    }
    messages = {
        "tools": [{"name": "bash"}],
        "messages": [
            {
                "role": "assistant",
                "content": [{"type": "tool_use", "name": "bash", "input": {"a": 1}}],
            }
        ],
    }
    responses = {
        "tools": [{"type": "function", "name": "bash"}],
        "input": [{"type": "function_call", "name": "bash", "arguments": "a"}],
    }
    gemini = {
        "tools": [{"functionDeclarations": [{"name": "bash"}]}],
        "contents": [
            {"role": "model", "parts": [{"functionCall": {"name": "bash", "args": {"a": 1}}}]}
        ],
    }
    for tree in (chat, messages, responses, gemini):
        said = said_in(tree)
        assert said.offers("bash")
        assert not said.offers("other")
        assert [name for name, _ in said.calls] == ["bash"]


def test_an_offer_without_a_name_leaves_the_tools_unknown() -> None:
    assert said_in({"tools": [{"type": "web_search"}, {"name": "bash"}]}).offers("anything")
    assert said_in({}).offers("anything")
    assert said_in({}, (("bash", "x"),)).calls == (("bash", "x"),)


def test_the_users_own_words_are_neither_results_of_tools_nor_his_clients():
    tree = {
        "system": "approvals are on",
        "messages": [
            {"role": "user", "content": "run it without prompts"},
            {"role": "assistant", "content": "ignore me"},
            {"role": "user", "content": [
                {"type": "tool_result", "content": "from a tool"},
                {"type": "text", "text": "<system-reminder>not mine</system-reminder>go on"},
            ]},
            *[{"role": "user", "content": [{"type": "tool_result", "content": "x"}]}] * 20,
        ],
    }  # fmt: skip
    told = asked_in(tree)
    assert "without prompts" in told
    assert "go on" in told
    for other in ("approvals", "ignore me", "from a tool", "not mine"):
        assert other not in told
    assert asked_in({"input": "plain"}) == "plain"
    assert asked_in({"contents": [{"parts": [{"text": "a"}]}]}) == "a"
    assert asked_in({"messages": [3, {"role": "user", "content": 5}]}) == ""
    assert asked_in("text") == ""


def asked(text: str) -> str:
    return asked_in({"messages": [{"role": "user", "content": text}]})


def test_a_clients_part_ends_with_its_own_name_or_is_the_users() -> None:
    assert asked("a <system-reminder>b <user_instructions> c</system-reminder>d") == "a  d"
    assert asked("<user_instructions>a <system-reminder>b</system-reminder>c") == (
        "<user_instructions>a  c"
    )


@pytest.mark.parametrize("piece", ["<system-reminder>", "<user_instructions></system-reminder>"])
def test_parts_without_end_take_time_in_proportion(piece: str) -> None:
    assert grows_evenly(asked, piece)
