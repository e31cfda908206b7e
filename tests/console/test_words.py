import re
import string

import pytest

from posthouse.console.render import TEMPLATES
from posthouse.console.words.every import WORDS
from posthouse.model.operator import OperatorState, Role
from posthouse.model.record import Ending
from posthouse.model.switch import Mode, Reach
from posthouse.store.breakglass import GlassState

SAID = re.compile(r"""\bt\(\s*["']([a-z_0-9.]+)["']\s*[,)]""")
STEMS = re.compile(r"""\bt\(\s*["']([a-z_0-9.]+\.)["']\s*~""")
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")}


def places(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("word", WORDS)
def test_both_languages_say_the_same_things(word):
    english, chinese = WORDS[word]
    assert english
    assert chinese
    assert places(english) == places(chinese)
    if word != "language.en":
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese)


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_says_only_words_of_the_table(name):
    assert set(SAID.findall(TEXTS[name])) <= set(WORDS)
    for stem in STEMS.findall(TEXTS[name]):
        assert [word for word in WORDS if word.startswith(stem)], stem


def test_every_state_has_its_words():
    states = [
        *(f"ending.{e.value}" for e in Ending), *(f"role.{r.value}" for r in Role),
        *(f"state.{s.value}" for s in (*OperatorState, *GlassState)),
        *(f"reach.{r.value}" for r in Reach), *(f"mode.{m.value}" for m in Mode),
        *(f"state.{s}" for s in ("pending", "active", "waiting", "grace", "expired", "revoked")),
    ]  # fmt: skip
    assert [state for state in states if state not in WORDS] == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_page_holds_scripts_styles_or_other_hosts(name):
    text = TEXTS[name]
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|https?://", text)
