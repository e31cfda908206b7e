"""Questions wrapped as ordinary work: which wrapper is drawn from a secret seed, like the rest.

A relay that answers known audit questions honestly has to know them: what is drawn anew from a
secret cannot be listed. Probes are wrapped for each question; cells, whose answers have to be
compared with a reference's, once for the whole reference. (A relay may still guess by their kind.)
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from posthouse.audit.cells import Cell
from posthouse.audit.order import Draws

BEFORE = (
    "",
    "",
    "I am filling in a form. ",
    "For our unit tests: ",
    "Short question from the team. ",
    "One more row for my sheet. ",
    "We are checking an import script. ",
    "For the onboarding guide: ",
)
AFTER = ("", "", " Thanks.", " Thank you!", " I will copy it as it is.", " That is all I need.")

WRAPPERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (BEFORE[2:], AFTER[1:]),
    "zh": (
        (
            "我在填写一个表格。",
            "给测试数据用：",
            "帮同事问一下，",
            "写教程要个例子。",
            "新的一行：",
        ),
        ("", "谢谢。", "我会直接复制。", "就这些。"),
    ),
    "de": (
        ("Für unsere Testdaten: ", "Ich fülle ein Formular aus. ", "Noch eine Zeile: "),
        ("", " Danke!", " Das reicht mir."),
    ),
    "fr": (
        ("Pour nos données de test : ", "Je remplis un formulaire. ", "Encore une ligne : "),
        ("", " Merci !", " C'est tout."),
    ),
    "es": (
        ("Para los datos de prueba: ", "Estoy rellenando un formulario. ", "Otra fila: "),
        ("", " ¡Gracias!", " Eso es todo."),
    ),
    "ru": (
        ("Для тестовых данных: ", "Заполняю форму. ", "Ещё одна строка: "),
        ("", " Спасибо!", " Это всё."),
    ),
    "ja": (
        ("テストデータ用です。", "フォームに記入しています。", "もう一行お願いします。"),
        ("", "ありがとうございます。", "以上です。"),
    ),
}


def wrapped(draws: Draws, text: str) -> str:
    """Return the text as part of somebody's work."""
    before = BEFORE[draws.between(0, len(BEFORE))]
    return f"{before}{text}{AFTER[draws.between(0, len(AFTER))]}"


def dressed(seed: str, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return the cells with their prompts wrapped, in their own language."""
    return tuple(_dressed(Draws(seed, f"cell {cell.name}"), cell) for cell in cells)


def _dressed(draws: Draws, cell: Cell) -> Cell:
    tongue = next((part for part in reversed(cell.name.split("-")) if part in WRAPPERS), "en")
    before, after = WRAPPERS[tongue]
    parts = (before[draws.between(0, len(before))], after[draws.between(0, len(after))])
    return msgspec.structs.replace(cell, prompt=f"{parts[0]}{cell.prompt}{parts[1]}")
