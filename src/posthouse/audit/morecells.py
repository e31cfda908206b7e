"""More cells, for references that ask for them: facts, and more tongues and shapes of tasks.

FACTS ask for numbers at the edge of what models know (of places and years made obscure enough):
each model errs in its own way and nearly the same each time, so few answers tell models apart.
TONGUES ask for one draw in Chinese, Japanese, German, French and Spanish, as code and as JSON.
"""

from __future__ import annotations

from posthouse.audit.cells import CELLS, Cell


def _fact(name: str, question: str, low: int, high: int) -> Cell:
    return Cell(f"fact-{name}", f"{question} Answer with the number only.", f"number:{low}:{high}")


FACTS = (
    _fact("ushuaia", "How many people lived in Ushuaia in 1991?", 1000, 999_999),
    _fact("brocken", "How high is the Brocken mountain, in metres?", 100, 9999),
    _fact("maas", "How long is the river Meuse, in kilometres?", 100, 9999),
    _fact("lulea", "In which year was the town of Luleå founded?", 900, 2020),
    _fact("hokusai", "How many prints did Hokusai make in all, about?", 100, 999_999),
    _fact("tarn", "How high is the Viaduc de Millau's tallest pier, in metres?", 50, 999),
    _fact("baikal", "How many rivers flow into Lake Baikal?", 10, 9999),
    _fact("komodo", "How many square kilometres is the island of Flores?", 100, 999_999),
    _fact("element", "At how many kelvin does rhenium boil?", 1000, 9999),
    _fact("pelee", "How many people did the eruption of Mont Pelée in 1902 kill?", 1000, 99_999),
    _fact("zh-yangtze", "长江有多少条一级支流？", 10, 99_999),
    _fact("zh-station", "1999年全国铁路营业里程是多少公里？", 1000, 999_999),
)

TONGUES = (
    Cell("dish-zh", "随便说一道家常菜的名字，只输出菜名。", "words:1"),
    Cell("idiom-zh", "随便写一个成语，只输出这个成语。", "words:1"),
    Cell("number-99-zh", "请随机给出一个两位数，只输出数字。", "number:10:99"),
    Cell("place-ja", "日本の駅名をひとつ適当に挙げてください。駅名だけ答えてください。", "words:1"),
    Cell("flower-ja", "好きな花の名前をひとつだけ書いてください。", "words:1"),
    Cell("name-de", "Nenne einen beliebigen Vornamen. Antworte nur mit dem Namen.", "words:2"),
    Cell("number-50-de", "Wähle eine Zufallszahl von 1 bis 50. Nur die Zahl.", "number:1:50"),
    Cell("dish-fr", "Cite un plat au hasard. Réponds par son nom uniquement.", "words:4"),
    Cell("town-es", "Di el nombre de una ciudad al azar. Solo el nombre.", "words:3"),
    Cell(
        "variable-code",
        "Name one variable for a loop over rows in Python. Reply with the identifier only.",
        "words:1",
    ),
    Cell(
        "port-code",
        "Pick a random port for a test server, from 1024 to 65535. Reply with the number only.",
        "number:1024:65535",
    ),
    Cell(
        "user-json",
        'Make up one test user as JSON, exactly {"age": N} with a random age. JSON only.',
        "number:1:120",
    ),
    Cell(
        "colour-json",
        'Make up a theme as JSON, exactly {"hue": N} with N from 0 to 359. JSON only.',
        "number:0:359",
    ),
)

SETS: dict[str, tuple[Cell, ...]] = {
    "usual": CELLS,
    "facts": FACTS,
    "tongues": TONGUES,
}
"""Sets of cells that an enrolment may ask for."""
