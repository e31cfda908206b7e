"""The settings files that quickstart and guard write are taken by start as they are."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from posthouse.cli.guard import Relay, settings_text
from posthouse.cli.quickstart import first_settings
from posthouse.config.load import parse
from posthouse.config.treatments import DEFAULT_PROJECT, media_of
from posthouse.config.unsafe import problems
from posthouse.model.dialect import Dialect
from posthouse.model.media import Handling

FILE = Path("/nowhere/posthouse.toml")


def test_the_first_settings_are_safe_and_on_neighbouring_ports():
    settings = parse(first_settings(8700), FILE)
    assert problems(settings, {}) == ()
    assert settings.server.address == "127.0.0.1:8700"
    assert settings.server.admin == "127.0.0.1:8701"
    assert settings.local_model.enabled
    ports = [int(c.url.rpartition(":")[2]) for c in settings.channel]
    assert ports == [settings.local_model.port, settings.local_model.port + 1]
    spoken = {dialect for c in settings.channel for dialect in c.dialects}
    assert spoken == set(Dialect) - {Dialect.OPENAI_FILES, Dialect.OPENAI_MEDIA}


def relay(**changed) -> Relay:
    usual = {
        "url": "https://relay.example.com",
        "key_env": "RELAY_KEY",
        "basis": "own account",
        "private_network": False,
        "dictionary": None,
        "media": "refuse",
        "images": "refuse",
        "documents": "refuse",
    }
    return Relay(**usual | changed)


def test_a_guards_settings_are_safe():
    text = settings_text(relay(), 8710, (Dialect.OPENAI_CHAT,), ("a", "b"))
    settings = parse(text, FILE)
    assert problems(settings, {"RELAY_KEY": "made-" + "up"}) == ()
    assert settings.channel[0].models == ("a", "b")
    assert settings.store.folder == "/nowhere"


def test_a_guard_reads_what_it_was_told_to_read():
    text = settings_text(relay(images="redact", documents="text"), 8710, (Dialect.GEMINI,), ())
    settings = parse(text, FILE)
    rules = media_of(settings, DEFAULT_PROJECT)
    assert (rules.images, rules.documents, rules.others, rules.links) == (
        Handling.REDACT, Handling.TEXT, Handling.REFUSE, Handling.REFUSE,
    )  # fmt: skip


TEXT = st.text(st.characters(codec="utf-8"))


@given(TEXT, st.lists(TEXT))
def test_whatever_a_relay_calls_its_models_stays_a_name(basis, models):
    text = settings_text(relay(basis=basis), 8710, (Dialect.GEMINI,), tuple(models))
    (channel,) = parse(text, FILE).channel
    assert channel.basis == basis
    assert channel.models == tuple(models)
