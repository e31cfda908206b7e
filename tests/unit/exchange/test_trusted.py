from posthouse.exchange.trusted import said_in


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
