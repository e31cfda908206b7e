"""What the command line says: two languages equal in content, documents in step with the schema."""

import string
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import fields

from posthouse.cli.messages import MESSAGES, Language
from posthouse.cli.settingsdoc import markdown
from posthouse.cli.terminal import language
from posthouse.config.load import TABLES

ROOT = Path(__file__).parents[2]


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("message", MESSAGES)
def test_both_languages_say_the_same_things(message):
    english, chinese = MESSAGES[message]
    assert places(english) == places(chinese)
    assert english.count("|") == chinese.count("|")
    assert english.count("\n") == chinese.count("\n")
    assert any("\u4e00" <= c <= "\u9fff" for c in chinese)


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({}, Language.EN),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "zh_CN.UTF-8", "POSTHOUSE_LANG": "en"}, Language.EN),
        ({"LANG": "en_US.UTF-8", "POSTHOUSE_LANG": "zh"}, Language.ZH),
    ],
)
def test_the_language_follows_the_environment(environ, told):
    assert language(environ) is told


def test_the_document_of_settings_is_in_step_with_the_schema():
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == markdown().rstrip() + "\n"


@pytest.mark.parametrize("table", TABLES)
def test_every_setting_has_one_sentence_of_help(table):
    for field in fields(TABLES[table]):
        metas = [m for m in field.type.__metadata__ if isinstance(m, msgspec.Meta)]
        (said,) = [m.description for m in metas if m.description]
        assert said.endswith("."), (table, field.name)
        assert said.count(". ") == 0, (table, field.name)


def test_both_readmes_have_the_same_parts_and_the_same_commands():
    english, chinese = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")
    )
    for mark in ("\n## ", "\n- ", "\n| ", "](", "\n```"):
        assert english.count(mark) == chinese.count(mark), mark
    for command in ("make run", "make test", "posthouse guard", "posthouse run -- claude"):
        assert command in english
        assert command in chinese


def test_documents_name_only_commands_that_exist():
    import re

    from posthouse.cli.app import _ALONE, _GROUPS

    known = {*_ALONE, *_GROUPS}
    for name in ("README.md", "README.zh-CN.md", "SECURITY.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        said = re.findall(r"(?:`|bin/|^)posthouse ([a-z]+)(?: ([a-z]+)\b)?", text, re.MULTILINE)
        assert said or name == "CONTRIBUTING.md"
        for command, verb in said:
            assert command in known, (name, command)
            assert not verb or command in _ALONE or verb in _GROUPS[command], (name, command, verb)
