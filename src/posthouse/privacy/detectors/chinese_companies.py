"""Companies and schools of China, by their legal form and the place that their name begins with.

A name is read backwards from its form (有限公司, 律师事务所, 中学) to the place, or to the sign or
word that leads to it, and forwards through what is told of it: (普通合伙), 某某分公司.
"""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, MatchKind

from posthouse.model.finding import Label
from posthouse.privacy.chinese_places import CITIES, PROVINCES
from posthouse.privacy.namewords import SURNAMES
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.words import either

_LONGEST = 28
_PLACES = either(CITIES | PROVINCES)
_PLACE = re.compile(rf"(?:{_PLACES})(?:省|市)?")
_PLACES_SEARCH = AhoCorasick(list(CITIES | PROVINCES), matchkind=MatchKind.LeftmostLongest)
_BACK = re.compile(r"(?:[\u4e00-\u9fffA-Za-z0-9]|[)）][\u4e00-\u9fff]{2,8}[(（])*")
"""Read from right to left."""
# What a name of a company follows; the last one counts.
_LEAD = re.compile(
    r"被告人?|原告|第三人|甲方|乙方|丙方|丁方|供方|需方|买方|卖方|借方|贷方|承租人?|入职|就职于|任职于|来自|供应商|客户|抬头|名为|名叫|"
    r"名称|单位|厂家|雇主|股东|通过|附件|关于|委托|联系|由|被|叫|是|给|找|跟|赴|向|对|与|为|把|在|于|经|说|"
    r"从|到|去|的|了|我|你|他|她|请|和(?="
    + _PLACES
    + r")|及(?="
    + _PLACES
    + r")|以(?=[\u4e00-\u9fff]{4})"
)
_SURE = r"(?:股份|责任|控股)?(?:有限(?:责任)?公司|集团公司|股份公司)"
_PARTNERS = (
    r"(?:律师|会计师|税务师|评估师)事务所|(?:专业)?合作社|经营部|门诊部|制品厂|加工厂|商行|服务部|"
    r"宠物医院|动物医院|口腔医院|口腔诊所|汽车服务中心|汽车维修中心|大酒店|房产中介|驾校"
)
# What short names of firms end in: 深圳众诚贸易; and what is a branch of trade and no firm.
_TRADES = (
    "科技|商贸|贸易|建材|物流|医疗|软件|电子|机械|服饰|服装|化工|装饰|餐饮|食品|网络|信息|传媒|广告|地产|置业|建筑|能源|"
    "生物|医药|教育|咨询|家具|环保|汽配|五金|包装|印刷|光电|电气|自动化|水产|茶业|酒业|珠宝|影视|人力|财税|供应链"
)
_GENERAL = re.compile(
    f"国际|现代|公办|民办|普惠|示范|高新|创新|先进|智能|数字|绿色|传统|特色|对外|进出口|海洋|农业|工业|文化|交通|城市|民用|职业|传播|跨境|"
    f"冷链|航空|铁路|公路|港口|保税|高端|新型|地方|本地|全市|公共|基础|义务|高等|学前|前沿|大数据|人工|互联|移动|通信|"
    f"精密|电力|市场|行业|产业|企业|开发|投资|(?<![泰仁瑞百永嘉祥安同中])和|[的与及在是了有各类个家年月大小]|中(?!和)|{_TRADES}"
)
_OF_A_FIRM = (
    "创始人|创办人|老板|法人|法务|财务|客服|拖欠|欠|项目|那边|这边|上班|工作|任职|"
    "签的|签约|货款|开的|开票|盖章"
)
"""What goes on behind the short name of a firm."""
_STALLS = (
    "便利店|小吃店|家庭农场|修理[厂部店]|汽修厂|经营部|项目部|面馆|饭店|餐馆|餐厅|理发店|美容院|药店|诊所|养殖场|加工坊|"
    "花店|水果店|早餐店|烟酒店|茶楼|网吧|洗车行|照相馆|复印店|打印店|五金店|建材店|服装店|批发部|超市|商店|商行|工作室|"
    "宠物医院|动物医院|口腔诊所|中医馆|汽车服务中心|房产中介|大酒店|宾馆|酒楼|民宿|幼儿园|托育园|驾校|健身房|养生馆"
)
_AREA = (
    r"(?:[\u4e00-\u9fff]{2,4}省)?(?:[\u4e00-\u9fff]{2,4}市)?"
    r"(?:(?:(?![年月日在于有由与和的去到从系是为])[\u4e00-\u9fff]){1,4}[区县旗市])"
)
_LEARNING = r"(?:小学|中学|初中|高中|幼儿园|职校|技校)"
_BEHIND = re.compile(
    r"(?:[(（](?:普通合伙|有限合伙|特殊普通合伙|集团|个人独资)[)）])?"
    r"(?:(?![的与和及在于向由])[\u4e00-\u9fff]{2,8}?(?:分公司|分厂|分所|营业部|办事处))?"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MANY = re.compile(r"(?:各|多|某|所有|全市|全省|部分|中|该|(?<![第十百])一)(?:家|所|个)?\Z")
_NOT_SCHOOL = re.compile(r"生|期|阶段|部|毕业|教育|教师|数学|语文|组")


def _begin(text: str, at: int) -> tuple[int, bool]:
    """Return where the name begins that goes on at this place, and whether with a place."""
    low = max(at - _LONGEST - 8, 0)
    run = _BACK.match(text[low:at][::-1])
    start = at - run.end() if run is not None else at
    while (lead := _LEAD.search(text, start, at - 2)) is not None:
        start = lead.end()
    for _, place, _ in _PLACES_SEARCH.find_matches_as_indexes(text[start:at]):
        if not place or text[start + place - 1] not in "(（":
            return start + place, True
    return start, False


def _named(match: re.Match[str]) -> Span | None:
    """Take a company with its place or, where none begins it, one that is long and led to."""
    text, form = match.string, match.start()
    start, placed = _begin(text, form)
    size = len(_HAN.findall(text, start, form))
    if not (2 if placed else 4) <= size <= _LONGEST - 4 or (not placed and start < form - 20):
        return None
    if _MANY.search(text, start, form) is not None:
        return None
    behind = _BEHIND.match(text, match.end())
    return start, behind.end() if behind is not None else match.end()


def _placed(match: re.Match[str]) -> Span | None:
    """Take a firm or school that begins with its place."""
    text, form = match.string, match.start()
    start, placed = _begin(text, form)
    if not placed or form - start > 18 or _MANY.search(text, start, form) is not None:
        return None
    place = _PLACE.match(text, start)
    if place is None or form - place.end() < 1:
        return None
    behind = _BEHIND.match(text, match.end())
    return start, behind.end() if behind is not None else match.end()


def _school(match: re.Match[str]) -> Span | None:
    return None if _NOT_SCHOOL.match(match.string, match.end()) else _placed(match)


def _short(match: re.Match[str]) -> Span | None:
    """Take a place, a brand and a trade where the brand is no trade or word of it."""
    return None if _GENERAL.search(match["b"]) else match.span("v")


RULES = (
    Rule(
        "company-cn",
        Label.ORG,
        r"(?:有限公司|有限责任公司|集团公司|股份公司)",
        rf"(?<=[\u4e00-\u9fff)）]){_SURE}",
        _named,
        before=12,
        after=4,
        rank=TEXTUAL,
        examples=(
            "造几条数据，来自‹桂林市卓越服饰股份有限公司›给的样例",
            "被申请人：‹烟台市润禾精密机械（集团）有限公司岳阳分公司›，住所",
            "原告某某与被告‹保定金石信息技术股份有限公司›买卖合同纠纷",
            "开了个厂，叫‹徐州卓越国际货运代理有限责任公司›\n",
            "男方以‹鼎盛信息技术（桂林）有限公司›名义所借款项",
            "户名：‹中和网络科技（济宁）有限公司›　账号",
            "我在‹南通瑞和贸易有限公司›上班",
        ),
        near_misses=(
            "设立有限公司的条件",
            "一家有限责任公司",
            "多家股份有限公司",
            "关于有限公司章程",
        ),
    ),
    Rule(
        "firm-cn",
        Label.ORG,
        f"(?:{_PARTNERS.replace('(?:律师|会计师|税务师|评估师)', '').replace('(?:专业)?', '')})",
        rf"(?<=[\u4e00-\u9fff)）])(?:{_PARTNERS})",
        _placed,
        before=12,
        after=4,
        rank=TEXTUAL,
        examples=(
            "委托代理人：甲，‹济宁鼎盛种植专业合作社›律师",
            "单位：‹佛山市鼎盛会计师事务所（普通合伙）›　电话",
            "烧烤店（‹汕头市启明律师事务所›）每晚",
            "修理厂是‹赤峰一诺汽车服务中心›\n",
        ),
        near_misses=(
            "请咨询律师事务所",
            "各地合作社",
            "北京各律师事务所",
            "北京大酒店",
            "上海各驾校",
        ),
    ),
    Rule(
        "school-cn",
        Label.ORG,
        _LEARNING,
        rf"(?<=[\u4e00-\u9fff]){_LEARNING}",
        _school,
        before=12,
        after=4,
        rank=TEXTUAL,
        examples=(
            "入学前就读：‹南京市育才初级中学›　入学日期",
            "教书，‹东莞市第十一幼儿园›\n",
            "转学到‹岳阳市文汇幼儿园›，不参与",
        ),
        near_misses=("南京市中小学生", "北京市各小学", "上海中学教育", "读小学"),
    ),
    Rule(
        "firm-cn-short",
        Label.ORG,
        rf"(?:{_TRADES})(?:[^\xe3-\xe9]|\xe3\x80|的|{_OF_A_FIRM})",
        rf"(?:(?<![\u4e00-\u9fff])|(?<=[是叫到在给找为由与和跟去对映诉报接欠职托向])|(?<=我们))"
        rf"(?P<v>(?:{_PLACES})[市省]?(?P<b>[\u4e00-\u9fff]{{2}})(?:{_TRADES}))"
        rf"(?=[^\u4e00-\u9fff]|\Z|{_OF_A_FIRM}|"
        rf"的(?:客服|老板|销售|业务|会计|采购|员工|人|货|合同|发票|账|[{SURNAMES}][总工姐哥]))",
        _short,
        before=32,
        after=8,
        rank=TEXTUAL,
        examples=(
            "sign=【‹深圳众诚贸易›】",
            "这边是‹佛山佰盛贸易›的客服",
            "7328,‹合肥鑫源软件›,186",
            "上游：‹江西弘毅医疗›；下游",
            "您反映‹杭州誉达建材›拖欠工资",
            "嘉宾（‹北京弘毅软件›创始人）",
            "汇报‹江西聚力建材›项目进度",
            "‹宁波海纳物流›那边说下周",
            "商户: '‹成都泰和医疗›'",
        ),
        near_misses=(
            "上海国际贸易",
            "杭州电子科技",
            "成都高新科技",
            "深圳众诚贸易节开幕",
            "发展北京现代物流。",
            "汇报江西绿色建材项目",
            "深圳智能物流那边的规划",
        ),
    ),
    Rule(
        "stall-cn",
        Label.ORG,
        f"(?:{_STALLS.replace('[厂部店]', '').replace('[', '').replace(']', '')})",
        rf"(?:(?<![\u4e00-\u9fff])|(?<=[在于去到由系有与和的]))"
        rf"(?P<v>{_AREA}(?P<b>[\u4e00-\u9fff]{{2,4}}?)(?:{_STALLS}))(?![\u4e00-\u9fff]{{0,2}}[街路巷])",
        _short,
        before=32,
        after=8,
        rank=TEXTUAL,
        examples=(
            "| ‹昌平区众诚家庭农场› |",
            "于2025年在‹秦都区冯记小吃店›购买",
            "兹有‹香坊区瑞驰便利店›，经营者",
            "登记（‹安吉县百胜幼儿园› 小二班",
            "母亲 单位 ‹奎文区众捷幼儿园› 手机",
        ),
        near_misses=(
            "小区便利店",
            "全县各类便利店",
            "景区的小吃店",
            "市区大型超市",
            "全区公办幼儿园",
        ),
    ),
)
