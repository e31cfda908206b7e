from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from posthouse.config.compile import compiled, listen_address, price, terms, upstream_address
from posthouse.config.schema import ChannelSettings, PriceSettings, Privacy, Project, Settings
from posthouse.model.channel import Address
from posthouse.model.dialect import Dialect
from posthouse.model.errors import ConfigError
from posthouse.model.finding import Label, Treatment

RELAY = ChannelSettings(
    name="relay",
    url="https://relay.example.com/v1",
    dialects=(Dialect.OPENAI_CHAT,),
    key_env="RELAY_KEY",
    basis="own account",
)
KEYS = {"RELAY_KEY": "made-" + "up"}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example.com", Address("https", "a.example.com", 443)),
        ("https://a.example.com/", Address("https", "a.example.com", 443)),
        ("https://a.example.com/v1/", Address("https", "a.example.com", 443)),
        ("https://a.example.com/v1beta", Address("https", "a.example.com", 443)),
        ("https://a.example.com/api/v1", Address("https", "a.example.com", 443, "/api")),
        ("http://127.0.0.1:9000", Address("http", "127.0.0.1", 9000)),
        ("http://[::1]:9000", Address("http", "::1", 9000)),
    ],
)
def test_an_upstream_url_is_split_and_loses_the_version_that_dialects_add(url, address):
    assert upstream_address(url, "channel a") == address


@pytest.mark.parametrize(
    "url",
    ["relay.example.com", "ftp://a.example.com", "https://", "https://u:p@a.example.com",
     "https://a.example.com/?key=1", "https://a.example.com#x", "https://a.example.com:port"],
)  # fmt: skip
def test_refuses_urls_that_are_not_an_address_alone(url):
    with pytest.raises(ConfigError) as raised:
        upstream_address(url, "channel a")
    assert raised.value.message.startswith("channel a: ")
    assert raised.value.hint


@pytest.mark.parametrize(
    ("text", "pair"), [("127.0.0.1:80", ("127.0.0.1", 80)), ("[::1]:0", ("::1", 0))]
)
def test_a_listening_address_is_split(text, pair):
    assert listen_address(text, "server.address") == pair


@pytest.mark.parametrize("text", ["", "8700", "localhost", "h:99999", "h:80/x", ":80"])
def test_refuses_what_cannot_be_listened_on(text):
    with pytest.raises(ConfigError):
        listen_address(text, "server.address")


def test_channels_are_tried_by_priority_then_in_the_order_of_the_file():
    names = [("a", 1), ("b", 0), ("c", 1), ("d", 0)]
    channels = tuple(replace(RELAY, name=n, priority=p) for n, p in names)
    parts = compiled(Settings(channel=channels), KEYS)
    assert [channel.name for channel in parts.channels] == ["b", "d", "a", "c"]


def test_models_are_a_list_or_a_table():
    listed = replace(RELAY, models=("m",))
    table = replace(RELAY, models={"fast": "vendor-small"})
    one, two = compiled(Settings(channel=(listed, table)), KEYS).channels
    assert one.upstream_model("m") == "m"
    assert two.upstream_model("fast") == "vendor-small"


def test_a_key_is_read_from_the_environment_or_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("from-" + "file\n")
    from_file = replace(RELAY, key_env=None, key_file=str(file))
    one, two = compiled(Settings(channel=(RELAY, from_file)), KEYS).channels
    assert one.credential.reveal() == KEYS["RELAY_KEY"]
    assert two.credential.reveal() == "from-" + "file"


@pytest.mark.parametrize("value", ["", " ", "two words", "line\nbreak", "schlüssel"])
def test_refuses_keys_that_could_not_stand_in_a_header_without_telling_them(value):
    with pytest.raises(ConfigError) as raised:
        compiled(Settings(channel=(RELAY,)), {"RELAY_KEY": value})
    assert not value.strip() or value not in raised.value.message + raised.value.hint


@given(st.integers(min_value=0, max_value=10**15))
def test_prices_of_whole_micro_dollars_are_exact(micro):
    dollars = Decimal(micro) / 1_000_000
    found = price(PriceSettings(model="m", input=dollars, output=Decimal(0)))
    assert found.input == micro


@pytest.mark.parametrize("amount", ["-1", "0.0000001", "NaN", "Infinity"])
def test_refuses_prices_that_cannot_be_kept(amount):
    with pytest.raises(ConfigError):
        price(PriceSettings(model="m", input=Decimal(amount), output=Decimal(0)))


def test_projects_keep_their_treatments_and_default_is_always_there():
    web = Project(name="web", treatments={Label.IP: Treatment.PASS})
    parts = compiled(Settings(project=(web,)), {})
    assert parts.treatments["web"] == {Label.IP: Treatment.PASS}
    assert parts.treatments["default"] == {}


def test_terms_come_from_the_settings_and_from_files_each_once(tmp_path):
    file = tmp_path / "terms.txt"
    file.write_text("# customers\nFalcon\n锦官医疗\n\n  Osprey \n", encoding="utf-8")
    privacy = Privacy(dictionary=("Falcon", " "), dictionary_files=(str(file),))
    assert terms(privacy) == ("Falcon", "锦官医疗", "Osprey")


def test_a_dictionary_that_is_missing_is_refused(tmp_path):
    with pytest.raises(ConfigError):
        terms(Privacy(dictionary_files=(str(tmp_path / "none"),)))
