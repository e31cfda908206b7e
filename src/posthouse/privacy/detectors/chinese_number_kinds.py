"""Kinds of numbers that papers, clinics, insurers and shops of China name, also by pinyin initials.

What identifies a person everywhere stands in numbered_fields.py.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.number_kinds import LETTERS_AND_DIGITS, Kind
from posthouse.privacy.words import words

CHINESE = (
    Kind(
        Label.OTHER_ID,
        words(
            "psn_no psn_num insu_no insured_no grbh rybh zyh mzh blh bah jzkh ylkh ybkh ybh "
            "sbkh sbh "
            "xjh kjh zkzh 医保编码 参保号 参保人编号 社保编号 职工编号 退休证号 "
            "全国学籍号 学生编号 学籍编号 残疾证号 残疾人证号 残疾证 优待证号 老年证号 军官证号 "
            "士兵证号 "
            "结婚证号 离婚证号 房产证号 产权证号 驾驶证档案编号 档案编号 律师证号 执业证书号 "
            "资格证号 执业编号 资格编号 条码号 学位证书编号 学历证书编号 毕业证书编号 "
            "资格证书编号 条形码号 诊疗号 就诊号 登记号 门诊号码 住院号码 病人编号 患者编号 "
            "体检号 体检编号 检查号 检查编号 病理号 病理编号 标本号 标本编号 影像号 放射号 超声号 "
            "挂号序号 就诊序号 就诊流水号 处方号 处方编号 医嘱号 儿童编码 儿童编号 接种证号 "
            "接种证编号 "
            "接种编号 新生儿编号 建档号 产检号 献血证号 "
            "考籍号 考生编号 报名号 录取号 学生证号 毕业证号 学位证号 毕业证编号 学位证编号 "
            "一卡通号 "
            "工作证号 员工卡号 工会会员号 执业医师证号 医师资格证号 护士执业证号 律师执业证 "
            "教师资格证号 "
            "从业资格证号 导游证号 居住证号 暂住证号 行驶证号 车辆登记证号 低保证号 退伍证号 "
            "结婚证字号 "
            "离婚证字号 独生子女证号 生育证号 准生证号 签证号 签证号码 签证编号 入境卡号 接警单号 "
            "警情编号 "
            "案件编号 保险卡号 护士执业证 医师执业证 执业医师证 教师资格证 教师证 执业证 资格证 "
            "会计证 导游证 从业资格证 职业资格证"
        ),
        re.compile(LETTERS_AND_DIGITS),
    ),
    Kind(
        Label.OTHER_ID,
        words("票号 机票号 客票号 机票票号 电子票号 行程单号"),
        re.compile(r"\d{3}[- ]?\d{10}"),
    ),
    Kind(
        Label.OTHER_ID,
        words("贷款卡编码 贷款卡编号 贷款卡号 中征码"),
        re.compile(r"\d{16}|\d{4}(?: \d{4}){3}"),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "保单 保险单 电子保单 投保单号 赔案号 立案号 批单号 保险凭证号 理赔号 理赔编号 "
            "赔案编号 "
            "报案编号 批改单号 保险合同号 贷款合同号 贷款合同编号 借款合同号 借款合同编号 "
            "房贷合同号 借据号 "
            "您合同 您的合同 你的合同 贷款合同 借款合同 房贷合同 借据号码 "
            "借据编号 贷款编号 贷款申请编号 授信编号 信用报告编号 征信报告编号"
        ),
        re.compile(r"[A-Z]{0,6}\d{10,22}|(?=(?:[A-Z]*\d){10})[A-Z][A-Z0-9]{11,23}"),
    ),
    Kind(
        Label.PASSPORT,
        words(
            "旧证号 新证号 原证号 旧证件号 新证件号 原证件号 旧号 原号 永居证号 永居证 "
            "永久居留证 居留证号"
        ),
        re.compile(r"[A-Z]{1,3}\d{7,12}|\d{17}[\dX]"),
    ),
    Kind(
        Label.PASSPORT,
        words("新号 护照旧号 护照新号 旧护照号 新护照号 原护照号"),
        re.compile(r"[A-Z]{1,2}\d{7,8}"),
    ),
    # Certificates of schools have eighteen figures; others of the name are of goods.
    Kind(Label.OTHER_ID, words("证书编号"), re.compile(r"\d{17,18}")),
    # What a home or a member is billed by, and what amounts stand beside as well.
    Kind(
        Label.ACCOUNT,
        words(
            "户号 戶號 电卡号 水卡号 气卡号 燃气卡号 燃气编号 燃气号 煤气 煤氣 煤气号 水表户号 "
            "电表户号 缴费号 缴费编号 缴费户号 宽带号 会员卡 会员编号 储值卡号 购电卡号 "
            "电表号 水表号 水费编号 电费编号 燃气用户编号 天然气用户编号 取暖卡号 供暖卡号 会籍 "
            "会籍号 健身卡 "
            "储值卡 客户编号 客户代码 客户号 期货账号 存单号 理财账号 "
            "公积金 社保 医保"
        ),
        re.compile(r"(?!(?:19|20)\d{6}(?!\d))\d{8,14}"),
    ),
    # Cards that are no bank's have as many figures.
    Kind(
        Label.ACCOUNT,
        words(
            "有线电视卡号 机顶盒卡号 智能卡号 ETC卡号 etc卡号 加油卡号 公交卡号 购物卡号 一卡通 "
            "一折通 存折"
        ),
        re.compile(r"\d{10,20}|(?=(?:\d ?){15,21}(?!\d))\d{4}(?: \d{3,4}){3,4}"),
    ),
    # Accounts of firms are written in groups of any size.
    Kind(
        Label.ACCOUNT,
        words(
            "对公账户 对公户 公户 收款账户 付款账户 基本户 一般户 专户 汇款账号 打款账号 "
            "转账账号 收款帐号"
        ),
        re.compile(r"\d{9,21}|(?=(?:\d ?){12,22}\Z)\d{3,6}(?: \d{2,8}){1,4}"),
    ),
)
