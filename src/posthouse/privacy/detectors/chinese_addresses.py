"""Chinese postal addresses: by road and number, house and room, village and group, crossroads.

What is sure is the middle: a road with a number, a house with a room. From there an address is
read backwards through the characters that can stand before it, to the region it begins with or to
the word that leads to it, and forwards through floors and doors.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.chinese_places import PROVINCES
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.words import either, ordered

_REACH = 40
_COUNTRY = ("", "中国", "中华人民共和国")
# Expressions that are searched have ways that begin with a character each: `re` looks for these
# characters before it tries a way.
_REGION = re.compile(
    f"(?:{either(country + name for country in _COUNTRY for name in PROVINCES)})(?!人)[^\\s，,]"
)
# What leads to an address: the last one before it is where it begins. A character that names of
# places begin or end with leads to none there: 呼和浩特, 和平区, 于都县, 从化区, 回龙观, 了望街.
_LEAD = re.compile(
    r"(?:住在|住于|现住|住址|地址|位于|坐落于?|寄到|寄往|寄至|送到|送至|搬到|迁至|发往|前往|来自|家在|住所地?|"
    r"户籍所?在?地?|戶籍(?:地址)?|点(?:半|整|钟|一刻|三刻)|户口所在地|籍贯|居住地|老家|家住|反映|写着|写|"
    r"和(?<!呼和)(?!平|田|龙|顺|静|硕|政|布|林|义|谐|[区區县縣市镇鎮街路])|于(?!都|洪|田|家)|从(?!化|江)|回(?<!隆回)(?!龙|民|族)|"
    rf"了(?!望)|放(?<![解开]放)|{'|'.join('住在到往址寄为為是去按把与及的由：於')}|至(?!善|诚))"
)
# Read from right to left: a blank stands in an address where a unit ends before it.
_BACK = re.compile(r"(?:[\u4e00-\u9fff0-9A-Za-z·-]|[ ](?=[省市区區縣县旗镇鎮乡鄉州盟]|道街))*")
_BEFORE_NAME = re.compile(
    r"[0-9A-Za-z·-]*(?:[年月日号时分点]?[0-9]{1,2}[月日号时分点])*[0-9A-Za-z·-]*"
)
_UNIT = re.compile(r"(?<=[\u4e00-\u9fff])(?:[省市区區县縣旗镇鎮乡鄉]|自治州|街道)")
_TOWN = re.compile("[\u4e00-\u9fff]{2,7}?[省市縣县州]")
_CODE = re.compile(r"(?<![\w.,/+-])(?:[1-9][0-9]{2}|[1-9][0-9]{4,5}) ?\Z")
"""A postcode before an address that begins with its region: 46181 台中市…, 100020 北京市…."""
_COUNT = "[一二三四五六七八九十百零〇]"
# Where parcels wait: 东门丰巢柜, 楼下快递自提柜, 菜鸟驿站.
_LOCKER = re.compile(
    r"[ ]?[\u4e00-\u9fff]{0,10}?(?:[东南西北正后侧]门|楼下)?(?:的)?"
    r"(?:丰巢(?:快递)?柜?|(?:快递)?自提[柜点]|快递[柜点]|菜鸟驿站|妈妈驿站|快递驿站|驿站|代收点|兔喜(?:生活|超市))"
)
_OF_HOUSE = (
    r"(?:号楼|號樓|栋|棟|幢|座|单元|層|层|字?楼(?!下|上(?![班课学])|主|盘)|字?樓(?:之[0-9]{1,2})?|室|房(?![东价产屋])|户(?![主籍口型])|"
    r"号院|號|号|弄|巷|期|区|组团|组|塔|排(?![名队列序水查除气放])|門|门(?![口店面诊])|F(?:-[0-9]{1,2}(?![0-9]))?(?![A-Za-z])|#|＃)(?!线|机|码|文)"
)
_NO_AMOUNT = r"(?![0-9-]|[ ]?(?:[元万人户年个套块米平月日]|㎡))"
_TAIL = re.compile(
    r"(?:[ ]?(?:[\u4e00-\u9fff]{1,12}?[ ]?)?"
    rf"(?:[0-9]{{1,4}}(?:-[0-9]{{1,4}})?|[A-Za-z][0-9]{{0,3}}|[0-9]{{1,2}}[A-Za-z]|{_COUNT}{{1,4}}|[东南西北甲乙丙丁])"
    rf"[ ]?{_OF_HOUSE}){{1,6}}"
    rf"(?:[A-Z]?[0-9]{{1,4}}(?:-[0-9]{{1,4}}){{1,2}}|[A-Z]?[0-9]{{3,4}}{_NO_AMOUNT}|"
    rf"[ ][A-Z]?[1-9][0-9]{{2,3}}(?![ ][0-9]){_NO_AMOUNT}|{_COUNT}{{3,4}}|[A-Z](?![A-Za-z0-9]))?"
    r"(?:[ ]?(?:室|房|户)(?![主籍口型东]))?"
    r"|[ ]?(?:[\u4e00-\u9fff]{2,10}?[ ]?)?[0-9]{1,3}-(?:[0-9]{1,2}-)?[0-9]{3,4}(?![0-9-])室?"
)
_ROAD = r"(?:大道|大街|街|路|道|巷|弄|胡同|里|段|村|屯|庄|街坊|条|廣場)"
_ENDS = ordered(
    "小区 花园 家园 新村 公寓 苑 园 城 府 庭 湾 岸 里 居 院 墅 都 郡 境 邸 厦 广场 璞 寓 轩 阁 "
    "景 坊 第 庄 国际 宿舍 一号 壹号"
)
_ENDED = re.compile(
    rf"(?:{'|'.join(_ENDS)})(?:[一二三四五六东西南北中A-D0-9]{{1,2}}[期区苑])?[0-9]{{0,2}}号?楼?\Z"
)
_VILLAGE = (
    "(?:村|屯|庄|坳|寨|坪|湾|堡|岭|沟|营|窑|垸|圩|嘎查|社区|大队|坝|冲|塘|坡|圳|厝|埔|店|集|家)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PHASE = re.compile(r"[\u4e00-\u9fff]{2}[1-9]期\Z")
_ROOM = re.compile(r"\d-\d{1,2}-\d{4}室?\Z")


def _back(text: str, at: int) -> int:
    """Return where the address begins that goes on at this place."""
    run = _BACK.match(text[max(at - _REACH, 0) : at][::-1])
    start = at - run.end() if run is not None else at
    region = _REGION.search(text, start, at)
    while region is not None:
        if _UNIT.search(text, region.start() + 1, at) is not None:
            return region.start()
        region = _REGION.search(text, region.end(), at)
    while (lead := _LEAD.search(text, start, at)) is not None:
        start = lead.end()
    before = _BEFORE_NAME.match(text, start, at)
    return before.end() if before is not None else start


def _is_placed(text: str, start: int, end: int) -> bool:
    """Tell whether a region or a lead stands where an address begins."""
    if _UNIT.search(text, start + 1, end) is not None or _REGION.match(text, start) is not None:
        return True
    led = start > 0 and _LEAD.match(text, start - 1) is not None
    return led and text[start - 1] not in "的了"


def _begun(match: re.Match[str]) -> Span | None:
    """Take the address around a road and number, if a region or a lead stands before it."""
    text, road = match.string, match.start()
    start = _back(text, road)
    if not _HAN.search(text, start, road):
        return None
    tail = _TAIL.match(text, match.end())
    if tail is None and not _is_placed(text, start, road + 1):
        return None
    if _TOWN.match(text, start) is not None:
        code = _CODE.search(text, max(start - 8, 0), start)
        start = code.start() if code is not None else start
    end = tail.end() if tail is not None else match.end()
    locker = _LOCKER.match(text, end)
    return start, locker.end() if locker is not None else end


def _room(match: re.Match[str]) -> Span | None:
    """Take the address of a building and a room; with blanks in it as a room that says little."""
    if " " in match.group():
        return _door(match)
    start = _back(match.string, match.start())
    return (start, match.end()) if match.start() - start >= 2 else None


def _door(match: re.Match[str]) -> Span | None:
    """Take a room whose number says little, if it is of an estate or stands behind a lead."""
    text, at = match.string, match.start()
    start = _back(text, at)
    if at - start < 2:
        return None
    phase = _PHASE.search(text, start, at) is not None and _ROOM.search(match.group()) is not None
    told = phase or _ENDED.search(text, start, at) is not None or _is_placed(text, start, at)
    return (start, match.end()) if told else None


def _village(match: re.Match[str]) -> Span | None:
    """Take the address of a group of a village, if a region or a lead stands before it."""
    text, village = match.string, match.start()
    start = _back(text, village)
    named = _HAN.search(text, start, village) is not None
    return (start, match.end()) if named and _is_placed(text, start, village + 1) else None


def _crossing(match: re.Match[str]) -> Span | None:
    """Take two roads that cross, without the words before the first."""
    start = match.start()
    for lead in _LEAD.finditer(match.string, start, match.start("first")):
        start = lead.end()
    return (start, match.end()) if match.start("first") - start >= 1 else None


RULES = (
    Rule(
        "address-cn-road",
        Label.ADDRESS,
        "(?:道|街|路|巷|弄|同|里|段|村|屯|庄|坊|条|廣場)(?:东|西|南|北|中|東)? ?(?:(?:甲|乙|丙) ?)?"
        "[0-9]{1,5}"
        "(?:-[0-9]{1,4}|之[0-9])?[ ]?(?:号|號|弄|巷)",
        r"(?<=[\u4e00-\u9fff])"
        + _ROAD
        + r"[东西南北中東]? ?(?:[甲乙丙] ?)?\d{1,5}(?:[-之]\d{1,4})?[ ]?(?:号|號|弄|巷)"
        r"(?!线|文|令|公告|机|码|铺面积)",
        _begun,
        before=48,
        after=48,
        rank=TEXTUAL,
        examples=(
            "住‹北京市朝阳区建国路88号院3号楼2单元1201室›。",
            "寄到‹浙江省杭州市西湖区文三路478号›，谢谢",
            "地址：‹上海市徐汇区漕溪北路1200弄5号301室›",
            "公司在‹南山区科技园路12号›办公",
            "住‹洛阳市老城区科技二路378号金域蓝湾5#2806›，",
            "房屋坐落：‹石家庄市裕华区工农路731号翠苑新村12#2103›\n",
            "住址：‹南阳市邓州市和平街521号育才小区3号楼1单元201›",
            "收货人[甲] 地址[‹呼和浩特市新城区健康路876号金域蓝湾7栋2806房›]",
            "('a', '‹上饶市信州区凤凰大街381号丽水雅苑28-1-2001›')",
            "（‹吉阳区体育场路290号国际金融大厦23F›）",
            "已到‹昆山市望江路106号梧桐公馆北门丰巢柜›，请领取",
            "快递放‹兴平市学府路385号碧桂花园菜鸟驿站›就行",
            "前往‹唐河县光明巷119号科创中心13F1904室›上班",
            "戶籍地址：‹台北市大安區忠孝東路四段138巷153號13樓之2›\n",
            "地址: ‹46181 台中市北屯區崇德路一段112號›\n",
            "寄到‹高雄市苓雅區四維三路257巷19弄364號8樓›，",
            "2025/4/28由‹双河乡南坡村157号›迁来",
            "地址：‹新北市中和區中山路二段352巷7弄16號5樓›",
            "住‹香港九龍深水埗福榮街123號福榮大廈7字樓B室›",
            "住‹香港西環皇后大道西135號華生大廈二座35樓A›\n",
            "戶籍‹新北市三重區重新路二段222號6F-6›，",
            "‹澳門氹仔成都街456號濠景花園第二十八座12樓C›，",
            "寄 ‹江苏省 苏州市 工业园区 星湖街 328 号 创意产业园 9-602›，收件人",
            "在‹滨江区江南大道 3588 号恒生大厦 12 楼›，",
            "住‹臺北市大安區忠孝東路四段 181 巷 7 弄 12 號 5 樓›\n",
            "我知道，‹西湖区 文三路 90 号 3 单元 502›，每平米 500 元",
            "地址、电话：‹西湖区文三路47号孵化基地34层› 199 8914 1581；",
            "住‹西城区西直门北大街甲 43 号金运大厦 A 座›\n",
            "在‹天河区体育西路103号维多利广场A塔23楼›，",
            "住‹三原县城关镇北城中路8号粮食局家属院2排6号›，",
        ),
        near_misses=("铁路1号线", "网络道路 3 号", "线路2号机", "链路1号"),
    ),
    Rule(
        "address-cn-words",
        Label.ADDRESS,
        f"(?:路|街|道|巷|弄|段)(?:{'|'.join(_COUNT[1:-1])}){{1,7}}(?:号|號)",
        rf"(?<=[\u4e00-\u9fff])(?:大道|大街|街|路|道|巷|弄|[东西南北中]段){_COUNT}{{1,7}}(?:号|號)(?!线|文|令|机)",
        _begun,
        before=48,
        after=48,
        rank=TEXTUAL,
        examples=(
            "地址是‹涧西区迎宾大道七百六十三号世纪名城九栋三一四›吗",
            "住‹镜湖区新华路四百二十号丽水雅苑二十三栋一四二一›。",
            "户籍：‹仪陇县马鞍镇德乡大道西段九号附2号›\n",
        ),
        near_misses=("条条大路三号", "上路一号选手"),
    ),
    Rule(
        "address-cn-room",
        Label.ADDRESS,
        "[0-9] ?(?:栋|幢|座|号楼|单元|棟) ?[0-9A-Za-z]{0,4}(?:单元|门)?[0-9]{1,4} ?(?:室|房|户|号)"
        "|[0-9] ?(?:单元|栋|幢|号楼) ?[0-9]{3,4}[^0-9]"
        f"|[0-9] ?(?:栋|幢|座|号楼|棟) ?(?:[0-9]{{1,2}}|{'|'.join(_COUNT[1:-1])})"
        " ?(?:单元|楼|层) ?(?:[0-9]{2,4}[^0-9]|[0-9A-Z]{1,4} ?(?:室|房|户))",
        r"(?<=[\u4e00-\u9fff])(?:[ ]?[A-Z]?\d{1,4}[ ]?(?:栋|幢|座|号楼|棟)"
        r"(?:[ ]?(?:[0-9A-Za-z]{1,3}|[一二三四五六七八九十])[ ]?(?:单元|座|层|楼|门))?"
        rf"[ ]?(?:[0-9A-Za-z-]{{1,6}}[ ]?(?:室|房|户|号)|\d{{3,4}}{_NO_AMOUNT}))",
        _room,
        before=48,
        after=16,
        rank=TEXTUAL,
        examples=(
            "住在‹翠湖花园12栋3单元501室›",
            "住址：‹海淀区学院南苑5号楼1203室›",
            "致：‹梧桐公馆东区30号楼3单元1704›业主",
            "送到‹锦绣华庭33座25楼C室›，放门口",
            "到‹盛世华府10号楼一单元2633›找人",
            "还是‹光谷金融港A7栋1602›,上来前",
            "#58 ‹绿地中央广场A1栋3单元2207›,电话",
            "明早6点半‹恒大名都25号楼4单元2205室›出发",
            "住在‹翠湖花园 12 栋 3 单元 501 室›，",
            "收货：‹锦绣华庭 33 座 25 楼 C 室›。",
        ),
        near_misses=(
            "共 3 栋 501 室",
            "12栋501室",
            "项目共有 3 栋 501 室",
            "工地 12 栋 3 层 500 人",
        ),
    ),
    Rule(
        "address-cn-estate",
        Label.ADDRESS,
        f"(?:{'|'.join(_ENDS)}|期|区)[0-9]{{1,3}}-(?:[0-9]{{1,2}}-)?[0-9]{{3,4}}[^0-9-]"
        "|[A-Z0-9](?:座|#|＃)[0-9]{3,4}[^0-9]|[A-Z]座[0-9]{1,2}(?:楼|层)"
        "|[0-9]排[0-9]{1,3}号|单元[^\\x00]{1,3}(?:楼|层)(?:东|西|南|北|中)户",
        r"(?<=[\u4e00-\u9fff])(?:\d{1,3}-(?:\d{1,2}-)?\d{3,4}(?![0-9-])室?"
        rf"|\d{{1,2}}排\d{{1,3}}号|[东西南北中]?(?:\d|{_COUNT})?单元(?:\d|{_COUNT})[楼层][东西南北中]户"
        r"|(?:[A-Z][0-9]{0,2}-)?[A-Z]座\d{1,2}[楼层](?!下|上[班课学]|主|盘)"
        r"|[A-Z]座\d{3,4}(?![0-9元万人户年个套])(?:室|房)?|\d{1,3}[#＃]\d{3,4}(?!\d)(?:室|房)?)",
        _door,
        before=48,
        after=8,
        rank=TEXTUAL,
        examples=(
            "现住‹丽水雅苑二期35-2-2005›，",
            "致：‹幸福家园东区29-2-204›业主",
            "收货：‹滨江小区3-502›，",
            "'‹枫林小区16＃2563›'",
            "家庭住址：‹电机厂家属院10#1304›\n",
            "市民反映，‹书香门第东区B座406›楼下",
            "地址：‹紫金广场B座901›",
            "到‹上海虹桥世界中心L1-B座8楼›开会",
            "住在‹三原县粮食局家属院2排6号›，",
            "住在‹铁路小区南院东单元四楼西户›，",
            "香槟国际是‹香槟国际3期15-2-1002›\t",
            "‹紫云台2期34-3-2505›的业主",
        ),
        near_misses=(
            "文档中心2-1-2003-4",
            "第三期 12-2003",
            "项目二期2-1-203完成",
            "配方12#304不锈钢",
            "产品型号A座200",
            "版本 35-2-2005",
        ),
    ),
    Rule(
        "address-cn-locker",
        Label.ADDRESS,
        "(?:楼下|门|号|栋|幢|区)(?:的)?(?:快递)?(?:丰巢|自提|快递柜|菜鸟|驿站)",
        rf"(?<=[\u4e00-\u9fff])\d{{1,3}}(?:号楼|栋|幢|座|号)?(?={_LOCKER.pattern}){_LOCKER.pattern}",
        _door,
        before=40,
        after=12,
        rank=TEXTUAL,
        examples=("取快递 ‹汇川区盛世华府21号楼下快递自提柜›\n",),
        near_misses=("今天有3号自提点开放", "小区门口快递柜坏了"),
    ),
    Rule(
        "address-cn-village",
        Label.ADDRESS,
        rf"{_VILLAGE} ?(?:[0-9]{{1,2}} ?|(?:第)?(?:{'|'.join(_COUNT[1:-1])}){{1,3}})"
        rf"(?:组|队|社|村民小组|生产队|排 ?[0-9]{{1,3}} ?号)|{_VILLAGE}[0-9]{{1,4}}号|"
        "村民小组[0-9]|"
        "(?:镇|乡)[0-9]{1,2}村[0-9]{1,2}(?:组|队)",
        rf"(?<=[\u4e00-\u9fff]){_VILLAGE}[ ]?(?:\d{{1,2}}[ ]?|第?{_COUNT}{{1,3}})"
        r"(?:(?:组(?!成)|队(?!伍|员|长)|社(?!区|会)|村民小组|生产队)(?:[ ]?\d{1,4}[ ]?号)?|"
        r"排[ ]?\d{1,3}[ ]?号)"
        rf"|(?<=[\u4e00-\u9fff]){_VILLAGE}\d{{1,4}}号(?![线楼院店])"
        r"|(?<=[\u4e00-\u9fff])村民小组\d{1,4}号|(?<=[镇乡])\d{1,2}村\d{1,2}[组队](?:\d{1,4}号)?",
        _village,
        before=48,
        after=16,
        rank=TEXTUAL,
        examples=(
            "户口所在地：‹三塘镇东沟村4组›\n",
            "写老家‹七里河区青龙镇杨树屯4组›\n",
            "交货地点：‹福建省泉州市晋江市双河乡大王庄村12组›，",
            "家庭住址：‹马集乡李家庄六队›",
            "现住址：‹延边朝鲜族自治州延吉市城关镇小河口村7组4号›",
            "我家住‹六都寨镇东沟村14组53号›，",
            "户籍地‹桂林市阳朔县马集乡河西村六队›。",
            "住址：‹河南省南阳市邓州市青龙镇大王庄村第八村民小组›",
            "家在‹昭通市镇雄县坡头镇德隆村石厂村民小组12号›",
            "收货地址 ‹喀什地区莎车县米夏镇5村3组›",
            "二、‹贵州省毕节市织金县河口街道王家坝175号›房产",
            "老家‹安新县大王镇小王营村 3 排 12 号›\n",
        ),
        near_misses=("全村3组数据", "家一队人马", "分店3组", "营2队", "全集 3 组", "本店12号开业"),
    ),
    Rule(
        "address-cn-crossing",
        Label.ADDRESS,
        "(?:交叉口|交汇处|交界处|交会处|十字路口)",
        r"[\u4e00-\u9fff]{1,10}(?P<first>路|街|道|巷)(?:与|和|、|/|-|—|跟)"
        r"[\u4e00-\u9fff]{1,6}(?:路|街|道|巷)(?:十字)?(?:交叉口|交汇处|交界处|交会处|路口)"
        r"往?[东南西北]{1,2}(?:侧|面|角|约?\d{1,4}米)(?:路[东南西北])?",
        _crossing,
        before=32,
        after=16,
        rank=TEXTUAL,
        examples=(
            "已到‹建设大道与长江西路交叉口往西200米路北›，请",
            "出险地点：‹环城东路与青年路交叉口往北600米路南›\n",
            "在‹和平街和光明巷交汇处东侧›见",
        ),
        near_misses=("理论与实践的交叉口", "十字路口", "和平路与解放路交叉口正在施工"),
    ),
    Rule(
        "address-cn-dormitory",
        Label.ADDRESS,
        "(?:宿舍|公寓|寝室)(?:楼)?[0-9]{1,2}(?:栋|号楼|舍|#|幢|楼|-)[0-9A-Z]{0,2}[0-9]{2}",
        r"(?<=[\u4e00-\u9fff])(?:宿舍|公寓|寝室)楼?\d{1,2}(?:栋|号楼|舍|#|幢|楼|-)"
        r"(?:[A-Z]?-?\d{3,4}(?!\d)(?:室|寝)?)",
        _room,
        before=48,
        after=12,
        rank=TEXTUAL,
        examples=("到‹仙林校区桃园宿舍16栋439›领取", "写着‹江宁校区研究生宿舍5栋217›”"),
        near_misses=("宿舍12栋楼", "共有宿舍3栋 120间"),
    ),
    Rule(
        "address-cn-latin",
        Label.ADDRESS,
        r"No\.? ?[0-9]{1,4},? [A-Z][^\n\x00]{2,32}(?:Road|Rd|Street|Avenue|Ave|Lu|Jie|Lane|Dadao)",
        r"(?:(?:Room|Rm\.?|Unit|Flat|Suite|Apt\.?) ?[0-9A-Z-]{1,8}, ?)?"
        r"(?:(?:Floor|Building|Bldg\.?|Block|Tower|Unit) ?[0-9A-Z]{1,4}, ?|\d{1,2}/F, ?){0,3}"
        r"No\.? ?\d{1,4}(?:-\d{1,4})?,? [A-Z][A-Za-z']{1,20}(?: [0-9A-Z][A-Za-z']{0,20}){0,3}"
        r"(?<=(?: Lu|Jie|oad| Rd|eet|nue|Ave|ane|dao))\.?"
        r"(?:, ?[A-Z][A-Za-z']{1,24}(?: (?:District|City|County|Province|New Area))?"
        r"(?: \d{6})?(?![A-Za-z:=])){0,4}",
        before=88,
        after=88,
        rank=TEXTUAL,
        examples=(
            "地址 ‹Room 1005, Building 14, No. 141 Renmin South Road, Wuhou District, Chengdu›，",
            "to ‹No. 88 Keji 2nd Road, Yanta District, Xi'an›\n",
        ),
        near_misses=("No. 12 Road", "No 3 in the Road"),
    ),
)
