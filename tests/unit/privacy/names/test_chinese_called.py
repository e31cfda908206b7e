"""Chinese tells who is called by a name in Latin letters."""

import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.names.chinese_called import beside, called


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("选手Quill夺得亚军", ["Quill"]),
        ("部门副总经理orla女士来访", ["orla"]),
        ("学生ilse说，晚上停电", ["ilse"]),
        ("tamsin的父母都是老师", ["tamsin"]),
        ("由Bexley主持的晚会", ["Bexley"]),
        ("记者对Marlowe进行了专访", ["Marlowe"]),
        ("在vesna看来，纽约变了", ["vesna"]),
        ("他网名叫Kestrel", ["Kestrel"]),
        ("同事 Priya Nair 请假了", ["Priya Nair"]),
        ("Thandi（化名）决定离开", ["Thandi"]),
        # what is none
        ("由Docker负责启动", []),
        ("Redis说明文档在这里", []),
        ("系统管理员root登录", []),
        ("数学老师PPT做得好", []),
        ("编辑readme.md文件", []),
        ("负责人iPhone丢了", []),
        ("请发给editor@example.org", []),
        ("请问API回答为空怎么办", []),
    ],
)
def test_who_is_called(text: str, names: list[str]) -> None:
    assert sorted({text[one.start : one.end] for one in called(text)}) == sorted(names)


def test_who_is_listed_beside_somebody() -> None:
    text = "Quill和Marlowe、Redis以及API"
    first = Finding(0, 5, Label.PERSON, "names-zh-called", 0, 0.95)
    assert [text[one.start : one.end] for one in beside(text, [first])] == ["Marlowe"]
    place = Finding(0, 5, Label.LOCATION, "names-zh", 0, 0.95)
    assert list(beside(text, [place])) == []


def test_a_long_line_takes_no_time() -> None:
    assert list(called("A" * 200_000 + "说")) == []
    assert list(called("Ab " * 60_000 + "说：")) is not None
