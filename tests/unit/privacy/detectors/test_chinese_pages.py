"""Numbers and dates as pages in Chinese write them, each told by what stands around it."""

import pytest

from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES

_NUMBERED = """
     1\tCREATE TABLE `t` (
     2\t  `id` int,
     3\t  `csrq` date
     4\t);
     5\tINSERT INTO `t` VALUES (1, '‹1978-07-24›');
"""
_ADDED = """
+CREATE TABLE `t` (
+  `id` int,
+  `csrq` date
+);
+INSERT INTO `t` VALUES (1, '‹1978-07-24›');
"""


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(RULES)


def marked(text: str) -> tuple[str, list[str]]:
    """Take the ‹marks› out of a text; return it and what they held."""
    parts = text.replace("›", "‹").split("‹")
    return "".join(parts), parts[1::2]


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("OTHER_ID", "蔡先生（工号‹YG48638›）未打卡"),
        ("OTHER_ID", "查勘员（工号‹98744›）到场"),
        ("OTHER_ID", "医保卡‹272196203340›，血压正常"),
        ("OTHER_ID", "驾驶证档案编号：‹320136335031›"),
        ("OTHER_ID", "單位：某校　統一編號：‹16026693›"),
        ("OTHER_ID", "电子客票号‹784-5608245210›，起飞"),
        ("OTHER_ID", "病歷號碼：‹38282980›　科別：骨科"),
        ("OTHER_ID", "前往医院就诊，就诊卡‹82475743›"),
        ("ACCOUNT", "单位账号：‹378079892504›"),
        ("ACCOUNT", "退款請匯：帳號‹118613919105›，戶名"),
        ("ACCOUNT", "A/C No. ‹1940076235489320218›，amount"),
        ("DATE_BIRTH", "出生时间：‹1981年12月25日›08:49"),
        ("DATE_BIRTH", "男，汉族，‹1959.05›出生，属兔"),
        ("PHONE", "法定代表人，联系电话：‹021-79988068转分机229›"),
        ("PHONE", "房费5516元，电话‹（0731）2439 5951›。"),
        ("PASSPORT", "护照：‹EJ5969519›，签证"),
    ],
)
def test_what_a_page_calls_so_is_found(label: str, line: str, detector: Detector) -> None:
    text, wanted = marked(line)
    found = [(text[f.start : f.end], f.label.value) for f in detector.find(text)]
    assert found == [(wanted[0], label)]


@pytest.mark.parametrize(
    "line",
    [
        "客服400-820-8820为您服务",
        "详询95588或拨打12345",
        "如有疑问请致电 400 610 1360。",
        "国药准字H20704687，规格0.25g×24片",
        "订单E123456789已出票",
        "工号2024-01-02起停用",
        "档案编号规则见第12345页",
        "版本1985.03发布",
        "一三五七九和二四六八",
        "出生率2020.05统计",
    ],
)
def test_what_only_looks_like_it_stays(line: str, detector: Detector) -> None:
    assert detector.find(line) == ()


@pytest.mark.parametrize(
    "text",
    [
        "学号\t姓名\t总分\n‹2024385602›\t甲\t621\n‹2022200148›\t乙\t598\n",
        "+学号\t班级\t总分\n+‹2024385602›\t甲\t621\n+‹2022200148›\t乙\t598\n",
        "学号\t姓名\t总分\n‹s7549318›\t甲\t621\n‹s1776662›\t乙\t598\n",
        "     1\t工号,部门\n     2\t‹003636›,运营\n     3\t‹A99783›,运营\n",
        "| 岗位 | 手机号 | 出生年月 |\n|---|---|---|\n| 门卫 | ‹8156-1052› | ‹1969.12› |\n",
        _NUMBERED,
        _ADDED,
    ],
)
def test_columns_are_read_in_files_with_numbers_and_in_diffs(text: str, detector: Detector) -> None:
    plain, wanted = marked(text)
    assert [plain[f.start : f.end] for f in detector.find(plain)] == wanted
