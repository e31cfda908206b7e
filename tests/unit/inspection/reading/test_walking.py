from typing import ClassVar

import tree_sitter
import tree_sitter_bash

from posthouse.inspection.reading.pyvalues import NET, NOTHING, Value
from posthouse.inspection.reading.walking import LONGEST, Walker, marks_of


class Words(Walker):
    NODES: ClassVar = {"word": lambda self, node: self.keep(node)}

    def keep(self, node: tree_sitter.Node) -> Value:
        self._names[self._text(node)] = NOTHING
        return Value(self._text(node))


def walked(text: str) -> Words:
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))
    return Words(parser, lambda _: None).program(text)


def test_walks_every_part_in_order_and_leaves_comments_out() -> None:
    assert list(walked("ls -l # note\ncat a")._names) == ["ls", "-l", "cat", "a"]


def test_reads_so_much_and_no_more() -> None:
    assert "late" not in walked("a" * LONGEST + "; late")._names
    assert len(walked("a b c;" * 20_000)._names) <= 3


def test_marks_of_all_are_kept() -> None:
    assert marks_of([Value(marks=frozenset({(NET, "a")})), NOTHING]) == {(NET, "a")}
