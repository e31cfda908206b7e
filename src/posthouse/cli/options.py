"""Options that several commands share, and where the settings are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from posthouse.config.load import load
from posthouse.config.schema import Settings
from posthouse.model.errors import ConfigError

Config = Annotated[
    Path | None,
    Parameter(help="Settings file; else $POSTHOUSE_CONFIG, posthouse.toml, data/posthouse.toml."),
]
Json = Annotated[bool, Parameter(negative="", help="One JSON value for programs.")]

PLACES = (Path("posthouse.toml"), Path("data/posthouse.toml"))


def settings_file(given: Path | None, environ: Mapping[str, str]) -> Path:
    """Return the settings file that holds here. Raises ConfigError where there is none."""
    if given is not None:
        return given
    if environ.get("POSTHOUSE_CONFIG"):
        return Path(environ["POSTHOUSE_CONFIG"])
    for place in PLACES:
        if place.is_file():
            return place
    hint = "give its place with --config, or let `posthouse quickstart` write one"
    raise ConfigError(f"no settings: looked for {' and '.join(map(str, PLACES))}", hint=hint)


def settings_of(given: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings that hold here."""
    return load(settings_file(given, environ))


def cli_actor() -> str:
    """Return who acts, as the ledger names people at the station's machine."""
    import getpass

    return f"cli:{getpass.getuser()}"


def data_home(environ: Mapping[str, str]) -> Path:
    """Return where data folders lie that were given no place of their own (XDG)."""
    home = environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "posthouse"
