from decimal import Decimal
from pathlib import Path

import pytest

from posthouse.config.load import load, parse
from posthouse.config.schema import Settings
from posthouse.model.dialect import Dialect
from posthouse.model.errors import ConfigError

FILE = Path("/etc/example/posthouse.toml")

CHANNEL = """
[[channel]]
name = "relay"
url = "https://relay.example.com"
dialects = ["openai_chat", "anthropic"]
key_env = "RELAY_KEY"
basis = "own account"
"""


def test_an_empty_file_gives_the_defaults_with_paths_beside_the_file():
    settings = parse("", FILE)
    assert settings.server == Settings().server
    assert settings.store.folder == "/etc/example/data"
    assert settings.source == str(FILE)


def test_a_channel_is_read_with_its_dialects():
    (channel,) = parse(CHANNEL, FILE).channel
    assert channel.dialects == (Dialect.OPENAI_CHAT, Dialect.ANTHROPIC)


@pytest.mark.parametrize("written", ['"0.15"', "0.15"])
def test_a_price_is_kept_exactly_as_text_or_number(written):
    text = f'[[price]]\nmodel = "m"\ninput = {written}\noutput = 1'
    (price,) = parse(text, FILE).price
    assert price.input == Decimal("0.15")
    assert price.output == 1


WRONG = [
    ("[serve]", "[serve]: unknown key", "did you mean server?"),
    ("[server]\nadress = 'x'", "server.adress: unknown key", "did you mean address?"),
    ("source = 'x'", "[source]: unknown key", ""),
    ("[server]\nmax_in_flight = '2'", "server.max_in_flight: Expected `int`, got `str`", ""),
    ("[server]\nmax_in_flight = 0", "server.max_in_flight: Expected `int` >= 1", ""),
    ("[[channel]]\nkey = 'x'", "channel[0].key: a key is never written", "key_env"),
    ("[[channel]]\napi_key = 'x'", "channel[0].api_key: a key is never written", "key_file"),
    (CHANNEL + "[[channel]]\nurl = 'x'", "channel[1]: Object missing required field", ""),
    (CHANNEL.replace("openai_chat", "openai"), "channel[0].dialects[0]", "openai_chat"),
    ("[[project]]\nname = 'a'\ntreatments = {MAIL = 'mask'}", "project[0].treatments", "EMAIL"),
    ("[[project]]\nname = 'a'\ntreatments = {EMAIL = 'hide'}", "project[0].treatments", "refuse"),
    ("[privacy]\nunreadable_media = 'maybe'", "privacy.unreadable_media", "pass, refuse"),
    ("[[price]]\nmodel = 'm'\ninput = 'x'\noutput = 1", "price[0].input: Invalid decimal", ""),
    ("channel = 3", "channel: Expected `array`", ""),
    ("server = 3", "server: Expected `object`", ""),
    ("[server", "not TOML", "strings stand in quotes"),
]


@pytest.mark.parametrize(("text", "message", "hint"), WRONG)
def test_refuses_with_the_place_what_was_expected_and_a_hint(text, message, hint):
    with pytest.raises(ConfigError) as raised:
        parse(text, FILE)
    assert raised.value.message.startswith(f"{FILE}: ")
    assert message in raised.value.message
    assert hint in raised.value.hint
    assert raised.value.hint


def test_no_message_holds_a_value_of_the_file():
    value = "sk-" + "made-up-value"
    for text in (
        f"[[channel]]\nkey = '{value}'",
        f"[server]\ntls_cert = ['{value}']",
        f"a={value}",
    ):
        with pytest.raises(ConfigError) as raised:
            parse(text, FILE)
        assert value not in raised.value.message + raised.value.hint


def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(ConfigError) as raised:
        load(tmp_path / "none.toml")
    assert "quickstart" in raised.value.hint


def test_the_example_in_the_tree_is_read():
    root = Path(__file__).parents[3]
    assert len(load(root / "posthouse.example.toml").channel) == 2
