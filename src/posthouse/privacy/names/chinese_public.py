"""Bodies that are everybody's: banks with no branch behind them, carriers, organs of the state.

Named alone they tell of nobody. Who works at one, or which branch it is, stands beside them.
"""

from __future__ import annotations

import re

from posthouse.privacy.words import words

_BODIES = words(
    "中国工商银行 工商银行 中国农业银行 农业银行 中国银行 中国建设银行 建设银行 交通银行 招商银行 中国邮政储蓄银行 "
    "邮政储蓄银行 邮储银行 中信银行 光大银行 中国光大银行 民生银行 中国民生银行 浦发银行 上海浦东发展银行 兴业银行 "
    "平安银行 华夏银行 广发银行 浙商银行 渤海银行 恒丰银行 微众银行 网商银行 国家开发银行 中国进出口银行 "
    "中国农业发展银行 中国人民银行 人民银行 央行 工行 农行 中行 建行 交行 招行 银联 中国银联 "
    "中国移动 中国联通 中国电信 中国广电 国家电网 南方电网 中国石油 中国石化 中国邮政 中国铁路 "
    "国家税务总局 国家市场监督管理总局 国家金融监督管理总局 国家医疗保障局 国家医保局 国家统计局 国家知识产权局 "
    "国家互联网信息办公室 国家网信办 国家移民管理局 国家发展和改革委员会 国家发改委 国务院 最高人民法院 最高人民检察院 "
    "公安部 司法部 财政部 教育部 民政部 商务部 交通运输部 工业和信息化部 工信部 人力资源和社会保障部 人社部 自然资源部 "
    "住房和城乡建设部 住建部 国家卫生健康委员会 国家卫健委 外交部 中国证监会 银保监会 海关总署 中国红十字会"
)
_ROLE = re.compile("^(?:代发|开户|发卡|付款|收款|托管|贷款|监管|结算)(?:银行|行)")
"""What a bank is to somebody, read with its name."""
_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "集团")


def public(name: str) -> bool:
    """Tell whether a name is that of a body that is everybody's."""
    name = _ROLE.sub("", name)
    for form in _FORMS:
        name = name.removesuffix(form)
    return name in _BODIES
