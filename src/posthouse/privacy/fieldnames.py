"""What is kept in a field, told by its name: the key of a pair, the heading of a column.

Names come in English, Chinese and pinyin, in any spelling (customerName, CUSTOMER_NAME,
"Customer name", 客户姓名). A name tells how much it says: SURE ones hold nothing else, NEAR ones
(owner, customer) need a value of full form, BARE ones (name) also personal fields beside them.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from posthouse.model.finding import Label
from posthouse.privacy.within import remembered
from posthouse.privacy.words import words


class Trust(Enum):
    """How much the name of a field says about its value."""

    SURE = "sure"
    PART = "part"
    NEAR = "near"
    BARE = "bare"

    __hash__ = object.__hash__  # Enum hashes the name, in Python


class Field(NamedTuple):
    """What a field of this name holds."""

    label: Label
    trust: Trust


_ROLES = words(
    "contact customer client patient employee user owner manager recipient receiver sender "
    "author student teacher doctor physician nurse applicant candidate guest member driver "
    "passenger cardholder holder beneficiary insured guardian parent father mother spouse "
    "child husband wife billing shipping shipto billto person staff agent attendee "
    "participant buyer seller payee payer signer signatory witness partner landlord resident "
    "consignee consignor shipper addressee representative maintainer assignee reporter "
    "reviewer approver requester requestor submitter creator editor operator supervisor "
    "director coordinator consultant lawyer attorney plaintiff defendant borrower lender "
    "subscriber visitor traveler traveller caller donor victim suspect founder chairman ceo "
    "cto cfo principal tutor coach trainer inspector technician engineer salesperson cashier "
    "courier rider winner lessee lessor policyholder depositor accountholder "
    "emergencycontact legalrepresentative doctorname attn responsible nominee"
)
_PARTS = words("first last given family middle sur maiden fore")
_SURE = words(
    "full_name fullname real_name realname legal_name preferred_name surname forename "
    "firstname lastname givenname familyname middlename maidenname cardholder "
    "cardholder_name account_holder account_name_holder holder_name name_on_card "
    "contact_person person_in_charge next_of_kin emergency_contact legal_representative "
    "signed_by name_en name_cn name_zh english_name chinese_name xingming xing_ming "
    "lianxiren lian_xi_ren shoujianren shouhuoren jijianren fuzeren faren fading_daibiaoren "
    "yonghu_xingming kehu_xingming yuangong_xingming huanzhe_xingming chikaren kaihuren lxr "
    "sjr shr fzr khxm yhxm ygxm hzxm lxrxm xm jbr jhr czr frdb fddbr jtlxr jjlxr psn_name pat_name "
    "xingming_cn qymc_fr czy shenqingren jingbanren frxm jzxm xsxm"
)
_PART_NAMES = words(
    "surname forename firstname lastname givenname familyname middlename maidenname"
)
_BY_FORENAME = words("rep sales_rep account_rep salesperson sales_person csm account_exec")
"""Columns of colleagues, who go by their forenames there."""
_BARE = words("name names nickname nick_name display_name displayname mingzi username user_name")
_NOT_PERSON = words(
    "user_agent parent child driver holder member operator agent_name parent_name child_name "
    "driver_name engineer doctor"
)
_HAN_SURE = words(
    "姓名 名字 联系人 收件人 收货人 寄件人 发件人 取件人 负责人 经办人 申请人 报案人 举报人 "
    "投诉人 患者 病人 员工 法人 法定代表人 法人代表 持卡人 开户人 户主 户名 家长 监护人 投保人 "
    "被保险人 被保人 受益人 司机 驾驶员 乘客 乘车人 乘机人 旅客 入住人 主治医师 主治医生 "
    "经治医生 医生 医师 护士 老师 班主任 导师 审批人 审核人 复核人 操作员 操作人 创建人 创建者 "
    "修改人 更新人 作者 撰稿人 汇款人 收款人 付款人 委托人 受托人 代理人 原告 被告 上诉人 申报人 "
    "纳税人 联络人 对接人 接口人 值班人 报告人 签收人 签字人 签署人 销售员 业务员 客户经理 "
    "项目经理 产品经理 店长 会员 车主 业主 房东 租客 承租人 出租人 购买人 购票人 订票人 下单人 "
    "预订人 推荐人 介绍人 紧急联系人 采购人 保管人 责任人 处理人 提交人 发起人 记录人 主持人 "
    "参会人 出席人 讲师 学生 候选人 应聘者 应聘人 求职者 配偶 父亲 母亲 丈夫 妻子 儿子 女儿 亲属 "
    "家属 死者 伤者 嫌疑人 当事人 证人 被害人 股东 董事长 总经理 致电人 来电人 用户姓名 维护人 "
    "维护者 负责同学 真实姓名 中文名 英文名 曾用名 昵称姓名 收票人 开票人 质检员 快递员 骑手 "
    "使用人 领用人 带班领导 值班领导 值班员 值班人员 交接人 接收人 监交人 承办人 制表人 网格员 "
    "辅导员 村主任 对方户名 收款户名 付款户名 账户户名 开户名 "
    "调解员 检验者 审核者 报销人 领款人 送检医生 开方医生 谈话医师 被询问人 询问人 宣读人 "
    "公证员 具状人 实控人 "
    "实际控制人 经营者 户主姓名 与会人 出席人员 参加人员 主讲人 监考教师 任课老师 任课教师 "
    "装维师傅 对口人 "
    "配送员 主管 领导 直属上级 汇报人 面试官 客户姓名 患者姓名 员工姓名 学生姓名 会员姓名"
)
_HAN_NEAR = words(
    "白班 夜班 早班 中班 晚班 值班 带班 制表 制单 出纳 交班 接班 "
    "客户 用户 成员 经理 甲方 乙方 丙方 用户名 昵称 客服 名称 供应商 买方 卖方 购买方 销售方 "
    "交易对手 对方名称 账户名称"
)

_COMPANIES = words(
    "company organization organisation org employer corporation enterprise firm vendor "
    "supplier manufacturer tenant merchant issuer insurer payee_bank bank hospital school "
    "university college institution institute agency clinic workplace affiliation publisher "
    "business buyer gongsi gongsi_mingcheng danwei qiye qiye_mingcheng gongying_shang "
    "kehu_mingcheng dwmc gsmc qymc subsidiary contractor distributor retailer customer "
    "client account_name"
)
_SURE_COMPANIES = words(
    "org organization organisation company company_name organization_name organisation_name "
    "org_name employer "
    "employer_name corporation firm firm_name business_name legal_entity entity_name gongsi "
    "gongsi_mingcheng danwei qiye_mingcheng dwmc gsmc qymc workplace affiliation "
    "billing_company"
)
_HAN_COMPANIES = words(
    "公司 公司名称 公司名 单位 单位名称 工作单位 就职单位 任职单位 所在单位 企业 企业名称 "
    "客户名称 客户单位 供应商名称 发票抬头 抬头 开票信息 开票名称 开票单位 购方名称 销方名称 "
    "购买方名称 销售方名称 机构 机构名称 所属机构 学校 毕业院校 就读学校 毕业学校 医院 就诊医院 "
    "开户行 开户银行 商户 商户名称 承运人 承运商 发货单位 收货单位 付款单位 收款单位 委托单位 "
    "施工单位 建设单位 监理单位 中标单位 投标人 招标人 采购单位 申请单位 投保单位 保险公司 "
    "物流公司 用人单位 客户公司 公司全称 单位全称 全称"
)
_PLACES = words(
    "address home_address street_address street mailing_address postal_address addr "
    "home_addr shipping_address billing_address residence full_address delivery_address "
    "address_line address_line1 address_line_1 address1 addr1 street1 street_line "
    "residential_address work_address office_address company_address registered_address "
    "permanent_address current_address ship_to bill_to deliver_to ship_to_address "
    "bill_to_address postal_addr location_address contact_address customer_address "
    "client_address patient_address user_address recipient_address receiver_address "
    "sender_address dizhi xiangxi_dizhi shouhuo_dizhi jiating_dizhi zhuzhi dz shdz jtdz xxdz "
    "detail_address address_detail txdz jzdz hjdz xzz hkdz jydz zcdz yjdz sjdz lxdz hkszd jtdz_xx"
)
_HAN_PLACES = words(
    "地址 住址 家庭住址 现住址 联系地址 通讯地址 收货地址 户籍地址 家庭地址 收件地址 寄件地址 "
    "发货地址 送货地址 居住地址 单位地址 公司地址 注册地址 办公地址 详细地址 户籍所在地 邮寄地址 "
    "住所 住所地 常住地址 经营地址 配送地址 取件地址 上门地址 邮寄地 地址电话 账单地址 寄送地址 "
    "身份证地址"
)
_NOT_PLACE = words(
    "ip mac email mail memory host bind listen server remote wallet contract base url web "
    "http node peer broker endpoint proxy gateway dns local source src dest destination "
    "target network bus return physical virtual start end load token eth btc pool interface "
    "socket rpc api service cluster public private"
)
_HAN_ENDS = ("姓名", "联系人", "负责人", "收件人", "收货人", "经办人", "申请人", "法人", "代表人")


def _ends(*tables: frozenset[str]) -> str:
    """Return how keys of these tables may end, for a trigger."""
    return "|".join(sorted({_end(name) for table in tables for name in table}))


def _end(name: str) -> str:
    """Return the last word of a key; a number, as any clock has, with the word before it."""
    before, _, last = name.rpartition("_")
    return f"{before.rpartition('_')[2]}[_.$-]{{0,3}}{last}" if last.isdigit() else last


LAST_WORDS = _ends(
    *(_ROLES, _SURE, _BARE, _COMPANIES, _SURE_COMPANIES),
    *(_HAN_SURE, _HAN_NEAR, _HAN_COMPANIES, frozenset(_HAN_ENDS), frozenset(("by",))),
)
"""How the keys of people and organisations end, as alternatives of an expression."""

HAN_WORDS = "|".join(sorted(_HAN_SURE))
"""Chinese words that a name may follow at once: 联系人张三."""
HAN_FIRST = f"[{''.join(sorted({word[0] for word in _HAN_SURE}))}]"
"""What these words begin with."""

PLACE_WORDS = _ends(_PLACES, _HAN_PLACES)
"""How the keys of addresses end."""

_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|[0-9]+|[\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def normal(name: str) -> str:
    """Return the words of a name in lower case, joined by _."""
    return "_".join(_WORD.findall(name)).lower()


@remembered
def field(name: str) -> Field | None:
    """Tell what a field of this name holds; None where the name says nothing."""
    if len(name) > 64:
        return None
    plain = normal(name)
    han = _HAN.findall(plain)
    if han:
        return _han(han[-1] if len(han) == 1 else "".join(han), plain)
    if not plain or plain in _NOT_PERSON:
        return None
    return _place(plain) or _company(plain) or _person(plain)


def _han(name: str, plain: str) -> Field | None:
    found: Field | None = None
    if name in _HAN_PLACES or plain in _HAN_PLACES or name.endswith(("地址", "住址")):
        found = Field(Label.ADDRESS, Trust.SURE)
    elif name in _HAN_COMPANIES:
        found = Field(Label.ORG, Trust.SURE)
    elif name in _HAN_SURE or (len(name) <= 8 and name.endswith(_HAN_ENDS)):
        found = Field(Label.PERSON, Trust.SURE)
    elif name in _HAN_NEAR:
        found = Field(Label.PERSON, Trust.NEAR)
    return found


def _place(plain: str) -> Field | None:
    if plain in _PLACES:
        return Field(Label.ADDRESS, Trust.SURE)
    before, _, last = plain.rpartition("_")
    told = last in ("address", "addr") and _NOT_PLACE.isdisjoint(before.split("_"))
    return Field(Label.ADDRESS, Trust.SURE) if told else None


def _company(plain: str) -> Field | None:
    if plain in _SURE_COMPANIES:
        return Field(Label.ORG, Trust.SURE)
    before, _, last = plain.rpartition("_")
    named = before if last in ("name", "org") and before else plain
    if named in ("customer", "client", "account", "buyer"):
        return None
    told = named in _COMPANIES or named.rpartition("_")[2] in (
        "company",
        "organization",
        "employer",
    )
    return Field(Label.ORG, Trust.NEAR) if told else None


def _person(plain: str) -> Field | None:
    if plain in _SURE or plain in _BY_FORENAME:
        part = plain in _PART_NAMES or plain in _BY_FORENAME
        return Field(Label.PERSON, Trust.PART if part else Trust.SURE)
    if plain in _BARE:
        return Field(Label.PERSON, Trust.BARE)
    parts = plain.split("_")
    if parts[-1] == "name" and len(parts) > 1:
        before = parts[-2]
        if before in _PARTS:
            return Field(Label.PERSON, Trust.PART)
        return Field(Label.PERSON, Trust.SURE) if before in _ROLES else None
    if parts[-1] == "by" and len(parts) == 2:
        return Field(Label.PERSON, Trust.NEAR)
    told = parts[-1] in _ROLES and len(parts) <= 3
    return Field(Label.PERSON, Trust.NEAR) if told else None
