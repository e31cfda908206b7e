"""Medicines are nobody, and who is called like one is somebody."""

import pytest

from posthouse.privacy.names.chinese_drugs import drug


def told(text: str, name: str) -> bool:
    start = text.index(name)
    return drug(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("开了阿莫西林和布洛芬", "阿莫西林"),
        ("开了阿莫西林和布洛芬", "布洛芬"),
        ("阿奇霉素", "阿奇"),
        ("阿奇霉素", "阿奇霉"),
        ("瑞舒伐他汀", "瑞舒"),
        ("曲妥珠单抗", "曲妥珠单"),
        ("普罗帕酮", "普罗帕酮"),
        ("给予韦75mg", "韦75mg"),
        ("美托洛尔缓释片", "美托洛尔"),
        ("卡托普利，贝那普利", "卡托普利"),
        ("停用恩他卡朋，观察", "恩他卡朋"),
        ("病人罗替高汀一天两次", "罗替高汀"),
        ("高洛芬20mg", "高洛芬"),
        ("孟鲁司特钠咀嚼片", "孟鲁司特钠"),
        ("卡托普利片", "卡托普利"),
        ("他对恩他卡朋过敏", "恩他卡朋"),
        ("医生开了恩他卡朋", "恩他卡朋"),
        ("服用坦索罗辛后好转", "罗辛"),
        ("服药：安罗替尼", "安罗"),
    ],
)
def test_medicines(text: str, name: str) -> None:
    assert told(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("请转告高洛芬明天来", "高洛芬"),
        ("患者张西林，布洛芬 0.3g", "张西林"),
        ("卡斯特罗发表讲话", "卡斯特罗"),
        ("服用后，里卡多·马多说药很苦", "马多"),
        ("卡普兰医生开的药", "卡普兰"),
        ("给张伟20mg", "张伟"),
        ("他开了塔尔维拉的玩笑", "塔尔维拉"),
        ("吃了塔尔维拉的亏", "塔尔维拉"),
        ("塔尔维拉片段很精彩", "塔尔维拉"),
        ("塔尔维拉分散注意力", "塔尔维拉"),
        ("塔尔维拉每天两次训练", "塔尔维拉"),
        ("塔尔维拉过敏了", "塔尔维拉"),
        ("注射疫苗后塔尔维拉没有不适", "塔尔维拉"),
        ("王芳口服完了", "王芳"),
        ("欧阳芬每天来", "欧阳芬"),
    ],
)
def test_people(text: str, name: str) -> None:
    assert not told(text, name)
