"""Whatever the settings have can be written into the file."""

from msgspec.structs import fields

from posthouse.config.load import TABLES
from posthouse.config.schema import Settings


def test_every_part_of_the_settings_is_a_table_of_the_file():
    assert set(TABLES) == {field.name for field in fields(Settings)} - {"source"}
