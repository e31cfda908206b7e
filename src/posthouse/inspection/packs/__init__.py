"""Packs of rules that ship with the station, as TOML."""
