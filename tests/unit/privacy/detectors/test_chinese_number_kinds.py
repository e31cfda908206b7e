"""Numbers of papers, clinics, insurers and shops of China behind what these call them."""

import pytest

from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors import commented_values, numbered_fields, personal_columns

DETECTOR = Detector((*numbered_fields.RULES, *personal_columns.RULES, *commented_values.RULES))


def found(text: str) -> list[tuple[str, Label]]:
    return [(text[f.start : f.end], f.label) for f in DETECTOR.find(text)]


@pytest.mark.parametrize(
    ("text", "value", "label"),
    [
        ("psn_no=869334563894,certno=1", "869334563894", Label.OTHER_ID),
        ("您的保单P48281340720291939将于明日到期", "P48281340720291939", Label.OTHER_ID),
        ("票号：880-9265296937　PNR", "880-9265296937", Label.OTHER_ID),
        ("旧证号 FRA639599506027\n", "FRA639599506027", Label.PASSPORT),
        ("普通护照旧号EJ5455738，", "EJ5455738", Label.PASSPORT),
        ("账号：388 29139 24249276\n", "388 29139 24249276", Label.ACCOUNT),
        ("品名,寄件电话\n书,1377391 2994\n", "1377391 2994", Label.PHONE),
        ("名称,jtlxrdh\n甲,1377391 2994\n", "1377391 2994", Label.PHONE),
        ("级别|全国学籍号\n甲|G440106198802216068\n", "G440106198802216068", Label.OTHER_ID),
        ("<AAC006>19890327</AAC006> <!-- 出生日期 -->", "19890327", Label.DATE_BIRTH),
        ("f12: '2532 4638', // 联系电话", "2532 4638", Label.PHONE),
        ("户号：60356553\n", "60356553", Label.ACCOUNT),
        ("电卡号2687853573，水卡在抽屉", "2687853573", Label.ACCOUNT),
        ("公积金:963691735743   基数", "963691735743", Label.ACCOUNT),
        ("匯入甲方帳戶484-68-308598-0（", "484-68-308598-0", Label.ACCOUNT),
        ("证书编号 751392020177485923　校长", "751392020177485923", Label.OTHER_ID),
        ("保单P158CT638564487717，请补", "P158CT638564487717", Label.OTHER_ID),
        ("房号\t车牌\t欠费(元)\n1-2\t闽H.33YV9\t12.5\n", "闽H.33YV9", Label.VEHICLE),
    ],
)
def test_finds_a_value_behind_what_it_is_called(text: str, value: str, label: Label) -> None:
    assert found(text) == [(value, label)]


@pytest.mark.parametrize(
    "text",
    [
        "新号13812345678",
        "保单共 1200 份",
        "票号：02273345",
        "账号：100 200 300",
        "名称,客服电话\n甲,4008123123\n",
        "d = 19890327; // 创建日期",
    ],
)
def test_leaves_numbers_of_other_things(text: str) -> None:
    assert found(text) == []
