"""People, organisations and places in Chinese sentences; and what is none."""

import pytest

from posthouse.config.names import CHINESE, FOLDER
from posthouse.model.finding import Label
from posthouse.privacy.names.chinese import ChineseTagger
from posthouse.privacy.names.chinese_model import Model

TAGGER = ChineseTagger(Model.unpack((FOLDER / CHINESE[0]).read_bytes()))


def found(text: str, label: Label) -> list[str]:
    return [text[f.start : f.end] for f in TAGGER.tag([text])[0] if f.label is label]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("请转告梁思齐，下周一的会改到周三。", ["梁思齐"]),
        ("收件人：顾晓岚", ["顾晓岚"]),
        ("昨天我和陈静、欧阳若琳一起去见了客户。", ["陈静", "欧阳若琳"]),
        ("原告周海涛与被告借款合同纠纷一案", ["周海涛"]),
        ("customer 许文婷 的 order 还没 ship", ["许文婷"]),
        ("@郑立群 麻烦看一下这个需求", ["郑立群"]),
        ("转发微博//@许文婷Wendy：说得对", ["许文婷Wendy"]),
        ("发言人阿卜杜拉·哈桑表示不接受采访。", ["阿卜杜拉·哈桑"]),
        ("导演米雷娜·科斯（Milena Kos）说", ["米雷娜·科斯", "Milena Kos"]),
        ("设计师LaurenHolt表示不接受采访", ["LaurenHolt"]),
    ],
)
def test_people(text: str, names: list[str]) -> None:
    assert found(text, Label.PERSON) == names


@pytest.mark.parametrize(
    "text",
    [
        "方法返回 None 时说明缓存未命中。",
        "马上更新，许多用户反馈黄金会员页面打不开。",
        "嫌疑人杨某已被刑事拘留。",
        "哈哈哈，高兴的是这次没有延误。",
        "安装依赖后执行 make test 即可。",
        "合同总价为伍仟元整，定金陆佰圆。",
        "医生开了阿莫西林和布洛芬，停用恩他卡朋。",
    ],
)
def test_no_name_is_made_up(text: str) -> None:
    assert TAGGER.tag([text]) == [[]]


def test_registered_names_of_companies_are_read_backwards_from_their_end() -> None:
    text = "我们和苏州澄澜精密仪器有限公司签了合同，对方是上海市第三中学。"
    assert found(text, Label.ORG)[0] == "苏州澄澜精密仪器有限公司"


def test_cities_are_places_and_countries_and_roads_are_not() -> None:
    assert found("他去年从南京搬到厦门市，还没出过中国。", Label.LOCATION) == ["南京", "厦门市"]
    assert found("和平路与解放路交叉口正在施工。", Label.LOCATION) == []


def test_a_text_is_read_the_same_beside_others_and_alone() -> None:
    texts = ["请联系顾晓岚。", "好", "", "昨天我和陈静、欧阳若琳一起去见了客户，回来得很晚。"]
    alone = [TAGGER.tag([text])[0] for text in texts]
    assert [[(f.start, f.label) for f in one] for one in TAGGER.tag(texts)] == [
        [(f.start, f.label) for f in one] for one in alone
    ]


def test_long_lines_and_text_without_sentences_are_read_whole() -> None:
    line = "这一行没有句号" * 400 + "，请转告梁思齐，" + "这一行没有句号" * 400
    assert found(line, Label.PERSON) == ["梁思齐"]


def test_confidence_is_a_probability() -> None:
    (finding,) = TAGGER.tag(["收件人：顾晓岚"])[0]
    assert 0.5 < finding.confidence <= 1
