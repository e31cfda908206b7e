from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from posthouse.config.console import Console, SignOn
from posthouse.config.schema import (
    ChannelSettings,
    PriceSettings,
    Privacy,
    Project,
    Server,
    Settings,
    Store,
)
from posthouse.config.unsafe import is_loopback, problems, refuse_unsafe
from posthouse.model.dialect import Dialect
from posthouse.model.errors import ConfigError

SAFE = ChannelSettings(
    name="relay",
    url="https://relay.example.com",
    dialects=(Dialect.OPENAI_CHAT,),
    key_env="RELAY_KEY",
    basis="own account",
)
KEYS = {"RELAY_KEY": "made-" + "up"}
PRICE = PriceSettings(model="m", input=Decimal(1), output=Decimal(1))


def found(settings: Settings) -> list[str]:
    return [f"{each.message} | {each.hint}" for each in problems(settings, KEYS)]


def test_nothing_is_said_against_safe_settings():
    assert found(Settings(channel=(SAFE,))) == []
    refuse_unsafe(Settings(channel=(SAFE,)), KEYS)


def channel(**changed) -> Settings:
    return Settings(channel=(replace(SAFE, **changed),))


UNSAFE = [
    (Settings(server=Server(address="0.0.0.0:8700")), "beyond loopback without TLS"),
    (Settings(server=Server(address="192.0.2.7:8700")), "beyond loopback without TLS"),
    (Settings(server=Server(address="nonsense")), "not an address"),
    (Settings(server=Server(admin="0.0.0.0:8701")), "open to the network"),
    (Settings(server=Server(admin="127.0.0.1:8700")), "same as server.address"),
    (Settings(server=Server(tls_cert="/nowhere")), "only one of them"),
    (Settings(server=Server(tls_cert="/nowhere", tls_key="/nowhere")), "no such file"),
    (channel(url="http://relay.example.com"), "plain http to another machine"),
    (channel(url="http://10.0.0.8:8000", private_network=True), "plain http to another machine"),
    (channel(url="relay.example.com"), "url is neither"),
    (channel(basis=" "), "no basis stated"),
    (channel(key_env="MISSING"), "MISSING is not in the environment"),
    (channel(key_env=None), "no credential named"),
    (channel(key_file="/nowhere"), "both key_env and key_file"),
    (channel(key_env=None, key_file="/nowhere"), "key_file cannot be read"),
    (Settings(channel=(SAFE, SAFE)), "channel relay: stands 2 times"),
    (Settings(project=(Project("a"), Project("a"))), "project a: stands 2 times"),
    (Settings(price=(PRICE, PRICE)), "price m: stands 2 times"),
    (Settings(price=(replace(PRICE, input=Decimal(-1)),)), "cannot be kept exactly"),
    (Settings(privacy=Privacy(dictionary_files=("/nowhere",))), "cannot be read"),
]


@pytest.mark.parametrize(("settings", "message"), UNSAFE, ids=[m for _, m in UNSAFE])
def test_start_refuses_with_a_hint(settings, message):
    told = found(settings)
    assert any(message in line.split(" | ")[0] for line in told), told
    assert all(line.split(" | ")[1] for line in told)
    with pytest.raises(ConfigError, match=r"."):
        refuse_unsafe(settings, KEYS)


def test_refuses_key_files_that_others_can_read(tmp_path):
    file = tmp_path / "key"
    file.write_text("made-" + "up")
    settings = channel(key_env=None, key_file=str(file))
    file.chmod(0o640)
    assert any("readable by others" in line for line in found(settings))
    file.chmod(0o600)
    assert found(settings) == []


@pytest.mark.parametrize("mode", [0o666, 0o660, 0o622])
def test_refuses_settings_that_others_can_change(tmp_path, mode):
    file = tmp_path / "posthouse.toml"
    file.touch()
    file.chmod(mode)
    assert any("others may change" in line for line in found(Settings(source=str(file))))


def test_refuses_a_data_folder_that_is_open_or_no_folder(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    settings = Settings(store=Store(folder=str(folder)))
    folder.chmod(0o755)
    assert any("open to others" in line for line in found(settings))
    folder.chmod(0o700)
    assert found(settings) == []
    file = tmp_path / "file"
    file.touch()
    assert any("not a folder" in line for line in found(Settings(store=Store(folder=str(file)))))


def test_loopback_needs_no_key_and_may_be_plain():
    assert found(channel(url="http://127.0.0.1:8702", key_env=None)) == []


def test_a_private_network_over_tls_needs_no_key():
    settings = channel(url="https://models.internal.example", key_env=None, private_network=True)
    assert found(settings) == []


def test_all_problems_are_told_at_once():
    settings = Settings(server=Server(admin="0.0.0.0:1"), channel=(replace(SAFE, basis=""),))
    with pytest.raises(ConfigError) as raised:
        refuse_unsafe(settings, KEYS)
    assert "2 unsafe" in raised.value.message
    assert "no basis" in raised.value.message


@pytest.mark.parametrize(
    ("host", "near"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True),
     ("0.0.0.0", False), ("10.0.0.1", False), ("localhost.example.com", False)],
)  # fmt: skip
def test_only_names_that_must_mean_this_machine_are_loopback(host, near):
    assert is_loopback(host) is near


def test_the_file_itself_is_never_opened_to_judge_it(tmp_path):
    assert found(Settings(source=str(Path(tmp_path) / "gone.toml"))) == []


@pytest.mark.parametrize(
    ("console", "sign_on", "said"),
    [
        (Console(), SignOn(), ""),
        (Console(origin="https://console.example.com"), SignOn(), ""),
        (Console(origin="http://console.example.com"), SignOn(), "plain http"),
        (Console(origin="https://console.example.com/here"), SignOn(), "has a path"),
        (Console(), SignOn(issuer="https://id.example.com", client_id="us"), ""),
        (Console(), SignOn(issuer="https://id.example.com"), "sign_on.client_id: not set"),
        (Console(), SignOn(issuer="http://id.example.com", client_id="us"), "plain http"),
        (Console(), SignOn(secret_env="NO_SUCH"), "NO_SUCH is not in the environment"),
    ],
)
def test_the_console_is_reached_and_signed_on_to_over_tls(console, sign_on, said):
    (*wrong,) = found(Settings(console=console, sign_on=sign_on))
    assert bool(wrong) == bool(said)
    assert said in "".join(wrong)
