"""Made-up values as Chinese texts write them, for strangers_values.py: the mainland, Hong Kong,
Macao and Taiwan; people, places, numbers in every spelling, and what only looks like one.
"""

import string
from collections.abc import Callable
from random import Random

from strangers_draws import (
    CLASSES,
    FAMILY,
    GIVEN,
    PLATE,
    birth,
    born,
    digits,
    in_three,
    luhn,
    mobile,
    resident,
    shaped,
    some,
)
from strangers_short import COMPOUND, any_mobile, any_plate, any_spelling, short_person

PLACES = {
    "江苏省": {"苏州市": "姑苏区 虎丘区 吴中区 昆山市", "无锡市": "梁溪区 滨湖区 江阴市", "南通市": "崇川区 海门区 如皋市", "扬州市": "邗江区 广陵区"},
    "浙江省": {"宁波市": "鄞州区 海曙区 余姚市", "温州市": "鹿城区 瓯海区 乐清市", "绍兴市": "越城区 柯桥区 诸暨市", "金华市": "婺城区 义乌市"},
    "安徽省": {"合肥市": "蜀山区 包河区 肥西县", "芜湖市": "镜湖区 弋江区", "阜阳市": "颍州区 太和县 临泉县"},
    "福建省": {"福州市": "鼓楼区 仓山区 闽侯县", "泉州市": "丰泽区 晋江市 惠安县", "漳州市": "芗城区 龙海区"},
    "江西省": {"南昌市": "东湖区 青山湖区", "赣州市": "章贡区 于都县 兴国县", "上饶市": "信州区 鄱阳县"},
    "山东省": {"济南市": "历下区 槐荫区 章丘区", "烟台市": "芝罘区 莱山区 招远市", "临沂市": "兰山区 郯城县 沂水县"},
    "河南省": {"郑州市": "金水区 二七区 新郑市", "洛阳市": "涧西区 老城区 偃师区", "南阳市": "卧龙区 邓州市 唐河县"},
    "湖北省": {"宜昌市": "西陵区 伍家岗区 枝江市", "襄阳市": "樊城区 襄城区 枣阳市", "黄冈市": "黄州区 麻城市 罗田县"},
    "湖南省": {"衡阳市": "雁峰区 石鼓区 祁东县", "岳阳市": "岳阳楼区 汨罗市 平江县", "邵阳市": "大祥区 隆回县 洞口县"},
    "广东省": {"深圳市": "南山区 福田区 龙岗区 宝安区", "佛山市": "禅城区 顺德区 南海区", "汕头市": "龙湖区 潮阳区", "惠州市": "惠城区 博罗县"},
    "广西壮族自治区": {"南宁市": "青秀区 西乡塘区 武鸣区", "桂林市": "七星区 临桂区 阳朔县"},
    "四川省": {"绵阳市": "涪城区 游仙区 江油市", "南充市": "顺庆区 高坪区 阆中市", "成都市": "武侯区 青羊区 双流区 郫都区"},
    "贵州省": {"贵阳市": "云岩区 南明区 花溪区", "遵义市": "红花岗区 汇川区 仁怀市"},
    "云南省": {"昆明市": "五华区 盘龙区 官渡区", "曲靖市": "麒麟区 宣威市"},
    "陕西省": {"西安市": "雁塔区 未央区 长安区", "咸阳市": "秦都区 渭城区 兴平市"},
    "甘肃省": {"兰州市": "城关区 七里河区", "天水市": "秦州区 甘谷县"},
    "河北省": {"石家庄市": "裕华区 桥西区 正定县", "保定市": "竞秀区 莲池区 涿州市", "邯郸市": "丛台区 永年区"},
    "山西省": {"太原市": "小店区 迎泽区 杏花岭区", "大同市": "平城区 云冈区"},
    "辽宁省": {"沈阳市": "和平区 铁西区 浑南区", "大连市": "沙河口区 甘井子区 瓦房店市"},
    "吉林省": {"长春市": "朝阳区 南关区", "延边朝鲜族自治州": "延吉市 珲春市"},
    "黑龙江省": {"哈尔滨市": "道里区 南岗区 香坊区", "齐齐哈尔市": "龙沙区 讷河市"},
    "内蒙古自治区": {"呼和浩特市": "赛罕区 新城区", "包头市": "昆都仑区 青山区"},
    "新疆维吾尔自治区": {"乌鲁木齐市": "天山区 沙依巴克区", "伊犁哈萨克自治州": "伊宁市 霍城县"},
    "海南省": {"海口市": "龙华区 美兰区", "三亚市": "吉阳区 天涯区"},
}  # fmt: skip
MUNICIPAL = {"上海市": "浦东新区 徐汇区 闵行区 杨浦区 宝山区", "北京市": "朝阳区 丰台区 通州区 昌平区 西城区", "天津市": "和平区 河西区 滨海新区", "重庆市": "沙坪坝区 九龙坡区 渝北区 江津区"}  # fmt: skip
ROADS = "解放路 建设大道 人民南路 青年路 和平街 长江西路 迎宾大道 滨河北路 新华路 科技二路 花园街 桃源路 振兴路 翠竹北路 紫荆山路 学府路 环城东路 望江路 五一大道 工农路 凤凰大街 东风中路 健康路 体育场路 光明巷 文昌街 石桥路 金水大道 春晖路 北苑路".split()
ESTATES = "锦绣华庭 碧桂花园 阳光水岸 翠苑新村 金域蓝湾 世纪名城 书香门第 幸福家园 东方御景 云锦佳苑 梧桐公馆 丽水雅苑 盛世华府 枫林小区 香樟里 河畔新城 育才小区 电机厂家属院 铁路新村 龙湖天璞".split()
TOWERS = "环球中心 国际金融大厦 创新大厦 财富广场 软件园 科创中心 银座大厦 汇通大厦 万象城写字楼 孵化基地".split()
TOWNS = "六都寨镇 石桥镇 马集乡 沙河镇 三塘镇 大坪乡 青龙镇 柳林镇 双河乡 白马镇 清水铺镇 梅溪镇 红旗街道 城关镇 新店镇".split()
VILLAGES = "马坪村 上湾村 李家庄 东沟村 小河口村 大王庄村 石门坎村 杨树屯 河西村 桐梓林村 南坡村 刘家坳村".split()
CITY = "南京 苏州 岳阳 洛阳 温州 大连 桂林 绵阳 南通 烟台 襄阳 昆明 赣州 佛山 汕头 遵义 保定 芜湖 泉州 宁波 兰州 邵阳 徐州 常州 珠海 银川 东莞 中山 嘉兴 济宁 株洲 柳州 宜宾".split()
BRANDS = "云海 星辰 瑞丰 恒达 华创 启明 安泰 鼎盛 博远 嘉禾 顺通 中和 天泽 卓越 新锐 宏图 百川 金石 汇智 优谷 润禾 佳联".split()
TRADES = "精密机械 信息技术 网络科技 电子商务 建筑安装 餐饮管理 医疗器械 国际货运代理 教育咨询 物业服务 人力资源 生物科技 服饰 新能源 装饰工程 食品 文化传媒 供应链管理".split()
TRAD_FAMILY, TRAD_GIVEN = "陳黃張劉楊吳趙葉鄭許謝鍾盧羅馮鄧蘇賴簡", "偉麗雲鳳龍華國強寶貞豐儀穎諾澤軒駿傑慧嫻俊宏雅婷怡君冠宇"  # fmt: skip
MINOR = "买买提江·吐尔逊 阿依古丽·艾合买提 扎西次仁 卓玛央金 巴特尔 乌日娜 古丽娜尔·哈力克 阿卜杜拉·热合曼 洛桑旦增 娜仁其其格".split()
ROMAN_FAMILY, ROMAN_GIVEN = "Zhang Wang Li Chen Liu Zhao Huang Zhou Xu Sun Guo Deng Xie Tang Lü".split(), "Wei Xiaoming Jianguo Yuting Haiyan Zihan Mingyue Qiang Lihua Jiaxin Siyuan Ruoxi".split()  # fmt: skip
HK_FAMILY, HK_GIVEN = "CHAN WONG CHEUNG LEUNG LAU NG TSANG YIP KWOK FUNG MAK".split(), "Tai Man,Ka Yan,Chi Keung,Wing Sze,Ho Yin,Mei Ling,Siu Fung,Yuk Lan".split(",")  # fmt: skip
ZH_DIGITS = "零一二三四五六七八九"
UPPER = string.ascii_uppercase


def place(draw: Random) -> tuple[str, str, str]:
    """Return a province, a city of it and a district or county of that."""
    if draw.random() < 0.2:
        city = draw.choice(list(MUNICIPAL))
        return "", city, draw.choice(MUNICIPAL[city].split())
    province = draw.choice(list(PLACES))
    city = draw.choice(list(PLACES[province]))
    return province, city, draw.choice(PLACES[province][city].split())


def door(draw: Random) -> str:
    """Return building, unit and room, as one of the ways people put them."""
    block, unit, room = draw.randint(1, 38), draw.randint(1, 4), draw.randint(1, 30) * 100 + draw.randint(1, 6)  # fmt: skip
    return draw.choice([f"{block}栋{unit}单元{room}室", f"{block}号楼{unit}单元{room}", f"{block}幢{room}室", f"{block}-{unit}-{room}", f"{some(draw, 'ABCDE', 1)}座{room}", f"{block}栋{room}房", f"{block}#{room}", f"{block}号楼{room}户"])  # fmt: skip


def in_full(draw: Random) -> str:
    province, city, district = place(draw)
    estate = draw.choice(["", draw.choice(ESTATES)])
    return f"{province}{city}{district}{draw.choice(ROADS)}{draw.randint(1, 899)}号{estate}{door(draw)}"


def from_city(draw: Random) -> str:
    _, city, district = place(draw)
    return f"{city}{district}{draw.choice(ROADS)}{draw.randint(1, 899)}号{draw.choice(ESTATES)}{door(draw)}"


def from_district(draw: Random) -> str:
    return f"{place(draw)[2]}{draw.choice(ROADS)}{draw.randint(1, 899)}号{draw.choice(['', door(draw)])}"


def rural(draw: Random) -> str:
    province, city, district = place(draw)
    head = draw.choice([province + city + district, city + district, district, ""])
    tail = draw.choice([f"{draw.randint(1, 15)}组", f"{draw.randint(1, 15)}组{draw.randint(1, 90)}号", f"第{draw.choice('一二三四五六七八')}村民小组", f"{draw.choice('一二三四五六')}队", f"{draw.randint(1, 200)}号"])  # fmt: skip
    return f"{head}{draw.choice(TOWNS)}{draw.choice(VILLAGES)}{tail}"


def spaced(draw: Random) -> str:
    province, city, district = place(draw)
    head = " ".join(part for part in (province, city, district) if part)
    return f"{head} {draw.choice(ROADS)}{draw.randint(1, 899)}号 {draw.choice(ESTATES)}{door(draw)}"


def romanised(draw: Random) -> str:
    city, district = draw.choice([("Nanjing", "Gulou"), ("Hangzhou", "Xihu"), ("Chengdu", "Wuhou"), ("Shenzhen", "Nanshan"), ("Xi'an", "Yanta")])  # fmt: skip
    road = draw.choice(["Jiefang Road", "Keji 2nd Road", "Renmin South Road", "Xuefu Lu", "Binhe Avenue"])  # fmt: skip
    return f"Room {draw.randint(2, 30)}0{draw.randint(1, 6)}, Building {draw.randint(1, 20)}, No. {draw.randint(2, 600)} {road}, {district} District, {city}"  # fmt: skip


def taiwanese(draw: Random) -> str:
    area = draw.choice(["台北市大安區忠孝東路四段", "新北市板橋區文化路一段", "臺中市西屯區台灣大道三段", "高雄市苓雅區四維三路", "桃園市中壢區中正路", "台南市東區裕農路", "新竹縣竹北市光明六路"])  # fmt: skip
    lane = draw.choice(["", f"{draw.randint(2, 300)}巷", f"{draw.randint(2, 300)}巷{draw.randint(1, 40)}弄"])  # fmt: skip
    return f"{area}{lane}{draw.randint(1, 400)}號{draw.choice(['', f'{draw.randint(2, 18)}樓', f'{draw.randint(2, 18)}樓之{draw.randint(1, 5)}'])}"  # fmt: skip


def hongkong(draw: Random) -> str:
    area = draw.choice(["九龍旺角彌敦道", "香港北角英皇道", "新界沙田大涌橋路", "九龍觀塘康寧道", "新界荃灣青山公路", "香港灣仔軒尼詩道", "元朗教育路"])  # fmt: skip
    house = draw.choice(["嘉富中心", "恒安大廈", "華景閣", "永昌工業大廈", "碧瑤樓"])
    return (
        f"{area}{draw.randint(1, 900)}號{house}{draw.randint(2, 38)}樓{some(draw, 'ABCDEF', 1)}室"
    )


def macanese(draw: Random) -> str:
    road = draw.choice(["新馬路", "高士德大馬路", "關閘馬路", "氹仔孫逸仙大馬路"])
    return f"澳門{road}{draw.randint(1, 400)}號{draw.choice(['永福', '寶豐', '翠華'])}大廈{draw.randint(2, 25)}樓{some(draw, 'ABCDEF', 1)}"  # fmt: skip


def chinese_number(number: int) -> str:
    """Return a number below a thousand in words: 二百一十八."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{ZH_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{ZH_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (ZH_DIGITS[ones] if ones else "")


def in_words(draw: Random) -> str:
    return f"{place(draw)[2]}{draw.choice(ROADS)}{chinese_number(draw.randint(2, 899))}号{draw.choice(ESTATES)}{chinese_number(draw.randint(1, 30))}栋{spelled(str(draw.randint(101, 1806)))}"  # fmt: skip


def spelled(text: str, one: str = "一") -> str:
    return "".join(ZH_DIGITS[int(c)] if c.isdigit() else c for c in text).replace("一", one)


def spoken(draw: Random) -> str:
    """Return a mobile number as it is said."""
    text, one = mobile(draw), draw.choice("一幺")
    return spelled(draw.choice([text, in_three(text), in_three(text, "，")]), one)


def spoken_birth(draw: Random) -> str:
    year, month, day = birth(draw)
    return draw.choice([
        f"{spelled(str(year))}年{chinese_number(month)}月{chinese_number(day)}日",
        f"{spelled(str(year)[2:])}年{chinese_number(month)}月",
        f"{spelled(str(year)[2:])}年{chinese_number(month)}月{chinese_number(day)}号",
    ])  # fmt: skip


def land(draw: Random) -> str:
    long = draw.choice(["0512", "0574", "0551", "0731", "0379", "0898", "0991"])
    short = draw.choice(["010", "021", "025", "028", "029"])
    area = draw.choice([long, short])
    number = f"{draw.randint(2, 8)}{some(draw, string.digits, 7)}"
    return draw.choice([f"{area}-{number}", f"({area}){number}", f"（{area}）{number[:4]} {number[4:]}", f"{area} {number}", f"{area}{number}", f"{area}-{number[:4]}-{number[4:]}"])  # fmt: skip


def extension(draw: Random) -> str:
    return f"{draw.choice(['0512', '021', '0755'])}-{draw.randint(2, 8)}{digits(draw, 7)}{draw.choice(['转', '-', ' 转 ', '转分机', ' ext. '])}{digits(draw, 3)}"


def company(draw: Random) -> str:
    name = f"{draw.choice(CITY)}{draw.choice(['', '市'])}{draw.choice(BRANDS)}{draw.choice(TRADES)}"
    return draw.choice([f"{name}有限公司", f"{name}有限公司", f"{name}股份有限公司", f"{name}有限责任公司", f"{draw.choice(BRANDS)}{draw.choice(TRADES)}（{draw.choice(CITY)}）有限公司", f"{name}（集团）有限公司{draw.choice(CITY)}分公司"])  # fmt: skip


def small_business(draw: Random) -> str:
    town = draw.choice(CITY) + draw.choice(["市", ""])
    return draw.choice([f"{town}{draw.choice(BRANDS)}律师事务所", f"{town}{draw.choice(BRANDS)}五金经营部", f"{town}{draw.choice(BRANDS)}会计师事务所（普通合伙）", f"{town}{draw.choice(BRANDS)}种植专业合作社", f"{town}{draw.choice(BRANDS)}口腔门诊部", f"{town}{draw.choice(BRANDS)}塑料制品厂"])  # fmt: skip


def old_resident(draw: Random) -> str:
    year, month, day = birth(draw)
    return f"{draw.choice(['320106', '420111', '330106', '510104'])}{min(year, 1985) % 100:02}{month:02}{day:02}{some(draw, string.digits, 3)}"


def minguo(draw: Random) -> str:
    year, month, day = birth(draw)
    roc = year - 1911
    return draw.choice([f"民國{roc}年{month}月{day}日", f"民國 {roc} 年 {month:02} 月 {day:02} 日", f"{roc:03}/{month:02}/{day:02}"])  # fmt: skip


def origin(draw: Random) -> str:
    province, city, _ = place(draw)
    return (province + city).replace("省", "").replace("市", "")


def from_abroad(draw: Random) -> str:
    number = mobile(draw)
    return draw.choice([f"0086-{number}", f"(+86){number}", f"+86-{number}", f"+86{number}", f"86-{in_three(number, '-')}"])  # fmt: skip


def two_figures(draw: Random) -> str:
    year, month, _ = birth(draw)
    return draw.choice([f"{year % 100:02}年{month}月", f"{year % 100:02}年", f"{year % 100:02}.{month}"])  # fmt: skip


KINDS: dict[str, Callable[[Random], str]] = {
    "person.compound": lambda d: d.choice(COMPOUND) + some(d, GIVEN, d.choice([1, 2])),
    "person.short": short_person,
    "person.minor": lambda d: d.choice(MINOR),
    "person.trad": lambda d: d.choice(TRAD_FAMILY) + some(d, TRAD_GIVEN, 2),
    "person.pinyin": lambda d: f"{d.choice(ROMAN_FAMILY)} {d.choice(ROMAN_GIVEN)}",
    "person.pinyinup": lambda d: f"{d.choice(ROMAN_FAMILY)}/{d.choice(ROMAN_GIVEN)}".upper(),
    "person.hk": lambda d: f"{d.choice(HK_FAMILY)} {d.choice(HK_GIVEN)}",
    "person.part": lambda d: d.choice([f"小{d.choice(FAMILY[:30])}", f"老{d.choice(FAMILY[:30])}", f"{d.choice(FAMILY[:30])}总", f"{d.choice(FAMILY[:30])}姐", f"{d.choice(FAMILY[:30])}老师", f"{d.choice(FAMILY[:30])}师傅"]),
    "person.spread": lambda d: f"{d.choice(FAMILY)}　{d.choice(GIVEN)}",
    "org.co": company,
    "org.small": small_business,
    "org.hk": lambda d: f"{d.choice(['恒豐', '永昌', '匯達', '嘉峰', '滙安'])}{d.choice(['貿易', '工程', '物流', '顧問', '資訊'])}有限公司",
    "org.tw": lambda d: f"{d.choice(['宏遠', '立揚', '晟聯', '群曜', '旭富'])}{d.choice(['科技', '實業', '資訊', '生技', '營造'])}股份有限公司",
    "org.school": lambda d: f"{d.choice(CITY)}市{d.choice(['育才', '实验', '第三', '第十一', '文汇'])}{d.choice(['小学', '中学', '初级中学', '幼儿园'])}",
    "location.city": lambda d: d.choice(CITY),
    "location.cityfull": lambda d: place(d)[1],
    "location.district": lambda d: place(d)[2],
    "location.county": lambda d: d.choice("隆回县 平江县 临泉县 郯城县 正定县 兴国县 唐河县 太和县 霍城县 罗田县".split()),
    "location.pair": lambda d: "".join(place(d)[:2]),
    "location.origin": origin,
    "location.tw": lambda d: d.choice("高雄 台中 桃園 新竹 花蓮 屏東 彰化 基隆".split()),
    "location.town": lambda d: d.choice(TOWNS),
    "address.full": in_full,
    "address.city": from_city,
    "address.district": from_district,
    "address.road": lambda d: f"{d.choice(ROADS)}{d.randint(1, 899)}号{door(d)}",
    "address.estate": lambda d: f"{d.choice(ESTATES)}{d.choice(['', '二期', '东区', '南苑'])}{door(d)}",
    "address.lane": lambda d: f"{d.choice(['', '上海市', '徐汇区', '浦东新区'])}{d.choice('漕溪北路 凤阳路 延长中路 灵石路 张杨路 德平路'.split())}{d.randint(2, 999)}弄{d.randint(1, 90)}号{d.randint(1, 24)}0{d.randint(1, 4)}室",
    "address.hutong": lambda d: f"{d.choice(['北京市东城区', '西城区', '北京'])}{d.choice('帽儿胡同 柳荫街 大翔凤胡同 方家胡同 羊肉胡同'.split())}{d.choice(['', '甲', '乙'])}{d.randint(1, 60)}号{d.choice(['院', '院2门301', ''])}",
    "address.rural": rural,
    "address.tower": lambda d: f"{d.choice([place(d)[1] + place(d)[2], place(d)[2], ''])}{d.choice(ROADS)}{d.randint(1, 899)}号{d.choice(TOWERS)}{d.randint(3, 40)}{d.choice(['楼', '层', 'F'])}{d.choice(['', f'{d.randint(3, 40)}0{d.randint(1, 9)}室', ''])}",
    "address.campus": lambda d: f"{d.choice(['仙林', '江宁', '长清', '大学城', '本部'])}校区{d.choice(['东苑', '桃园', '北区', '研究生'])}宿舍{d.randint(1, 20)}栋{d.randint(1, 6)}{d.randint(10, 40)}",
    "address.near": lambda d: f"{d.choice(ROADS)}与{d.choice(ROADS)}交叉口往{d.choice('东南西北')}{d.randint(1, 8)}00米路{d.choice('东南西北')}",
    "address.spaced": spaced,
    "address.words": in_words,
    "address.en": romanised,
    "address.tw": taiwanese,
    "address.hk": hongkong,
    "address.mo": macanese,
    "phone.cnspace": lambda d: in_three(mobile(d)),
    "phone.cn0086": from_abroad,
    "phone.spoken": spoken,
    "phone.land": land,
    "phone.ext": extension,
    "phone.local": lambda d: f"{d.randint(2, 8)}{some(d, string.digits, 3)}{d.choice(['', ' ', '-'])}{digits(d, 4)}",
    "phone.hkbare": lambda d: f"{d.choice('569')}{some(d, string.digits, 3)} {digits(d, 4)}",
    "phone.cnany": any_mobile,
    "phone.cnloose": any_spelling,
    "phone.mo": lambda d: f"{d.choice(['+853 ', '853-', '(853) '])}6{some(d, string.digits, 3)} {digits(d, 4)}",
    "phone.twland": lambda d: d.choice([f"(02){d.randint(2, 8)}{digits(d, 3)}-{digits(d, 4)}", f"04-{d.randint(2, 8)}{digits(d, 3)}-{digits(d, 4)}", f"+886-2-{d.randint(2, 8)}{digits(d, 3)}-{digits(d, 4)}"]),
    "phone.tw886": lambda d: f"+886 9{some(d, string.digits, 2)} {digits(d, 3)} {digits(d, 3)}",
    "id_card.cn15": old_resident,
    "id_card.cnx": lambda d: resident(d).lower(),
    "id_card.spoken": lambda d: spelled(resident(d)),
    "id_card.hkres": lambda d: shaped(f"8{d.choice('123')}0000{born(d, '{y}{mm}{dd}')}{{d3}}", d) + d.choice(string.digits),
    "id_card.mo": lambda d: f"{d.choice('157')}{some(d, string.digits, 6)}({d.choice(string.digits)})",
    "passport.permit": lambda d: d.choice([f"H{digits(d, 8)}", f"M{digits(d, 8)}", f"H{digits(d, 10)}"]),
    "passport.taibao": lambda d: digits(d, 8),
    "passport.twpermit": lambda d: f"{d.choice('LT')}{digits(d, 8)}",
    "passport.cng": lambda d: d.choice([f"G{digits(d, 8)}", f"E{digits(d, 8)}", f"EJ{digits(d, 7)}"]),
    "bank_card.credit": lambda d: luhn(d.choice(["622588", "625801", "439225", "518710"]) + some(d, string.digits, 9)),
    "account.company": lambda d: d.choice([digits(d, 17), digits(d, 19), digits(d, 15), f"{digits(d, 4)} {digits(d, 4)} {digits(d, 4)} {digits(d, 3)}"]),
    "account.household": lambda d: digits(d, 10),
    "account.fund": lambda d: digits(d, 12),
    "account.taobao": lambda d: f"tb{digits(d, 9)}",
    "account.wxid": lambda d: d.choice([f"{some(d, CLASSES['z'], 6)}_{digits(d, 4)}", f"{some(d, CLASSES['z'], 4)}{digits(d, 6)}", f"{d.choice(ROMAN_FAMILY).lower()[:4]}{d.choice(ROMAN_GIVEN).lower()}{digits(d, 2)}"]),
    "account.line": lambda d: f"{d.choice(ROMAN_GIVEN).lower()}.{digits(d, 4)}",
    "date_birth.ym": lambda d: born(d, "{y}.{mm}"),
    "date_birth.zhym": lambda d: born(d, "{y}年{m}月"),
    "date_birth.dots": lambda d: born(d, "{y}.{mm}.{dd}"),
    "date_birth.slashes": lambda d: born(d, "{y}/{m}/{d}"),
    "date_birth.md": lambda d: born(d, "{m}月{d}日"),
    "date_birth.short": two_figures,
    "date_birth.gaps": lambda d: born(d, "{y} 年 {mm} 月 {dd} 日"),
    "date_birth.words": spoken_birth,
    "date_birth.lunar": lambda d: f"{birth(d)[0]}年农历{d.choice('正二三四五六七八九冬腊')}月{d.choice(['初六', '十五', '廿三', '初一', '十九'])}",
    "date_birth.roc": minguo,
    "vehicle.space": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFG')} {some(d, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 5)}",
    "vehicle.any": any_plate,
    "vehicle.anyev": lambda d: any_plate(d, 6),
    "vehicle.truck": lambda d: f"{any_plate(d, 4)}{d.choice('挂超学警领使')}",
    "vehicle.taxi": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFG')}{d.choice('TX')}{digits(d, 4)}",
    "vehicle.evf": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFG')}{d.choice(['', '·'])}F{digits(d, 5)}",
    "vehicle.evtruck": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFG')}{digits(d, 5)}{d.choice('DF')}",
    "vehicle.learn": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFG')}{digits(d, 4)}{d.choice('学挂')}",
    "vehicle.border": lambda d: f"粤Z·{some(d, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 4)}{d.choice('港澳')}",
    "vehicle.hk": lambda d: f"{some(d, 'ABDEFGHJKLMNPRSTUVWX', 2)} {digits(d, 4)}",
    "vehicle.tw": lambda d: f"{some(d, UPPER, 3)}-{digits(d, 4)}",
    "other_id.zy": lambda d: d.choice([f"ZY{digits(d, 8)}", f"{digits(d, 10)}", f"00{digits(d, 6)}"]),
    "other_id.insur": lambda d: f"{some(d, UPPER, 4)}{d.randint(2021, 2026)}32010000{digits(d, 6)}",
    "other_id.student": lambda d: f"{d.randint(2018, 2025)}{digits(d, 6)}",
    "other_id.xueji": lambda d: f"G{resident(d)}",
    "other_id.exam": lambda d: f"{d.randint(24, 26)}{digits(d, 10)}",
    "other_id.estate": lambda d: f"{d.choice(['苏', '浙', '鄂', '川'])}（{d.randint(2016, 2026)}）{d.choice(['宁鼓', '杭西', '武洪', '成锦'])}不动产权第00{digits(d, 5)}号",
    "other_id.police": lambda d: f"{d.choice(['苏公（鼓）', '浙公（西）', '鄂公（洪）'])}{d.choice(['受案字', '行罚决字', '立字'])}〔{d.randint(2020, 2026)}〕{digits(d, 4)}号",
    "other_id.caseasc": lambda d: f"({d.randint(2019, 2026)}){d.choice(['粤03', '沪0115', '京0105', '苏05'])}{d.choice(['民终', '民初', '执恢', '行初', '破申'])}{d.randint(100, 9999)}号",
    "other_id.officer": lambda d: f"{d.choice('军海空南北')}字第{digits(d, 7)}号",
    "other_id.tax15": lambda d: f"{d.choice(['320106', '330106', '510104'])}{digits(d, 9)}",
    "other_id.emp5": lambda d: d.choice([digits(d, 5), f"YG{digits(d, 5)}", f"A{digits(d, 5)}", f"00{digits(d, 4)}"]),
    "other_id.eticket": lambda d: f"{d.choice(['781', '784', '999', '880'])}-{digits(d, 10)}",
    "other_id.drive": lambda d: f"3201{digits(d, 8)}",
    "other_id.birth": lambda d: f"{some(d, UPPER, 1)}{digits(d, 9)}",
    "other_id.ubn": lambda d: digits(d, 8),
    "other_id.health": lambda d: digits(d, 12),
    "other_id.cert": lambda d: f"{digits(d, 5)}{d.randint(2005, 2024)}{digits(d, 9)}",
}  # fmt: skip


def in_capitals(draw: Random) -> str:
    upper = "零壹贰叁肆伍陆柒捌玖"
    return f"{upper[draw.randint(1, 9)]}万{upper[draw.randint(1, 9)]}仟{upper[draw.randint(1, 9)]}佰元整"  # fmt: skip


DECOYS: dict[str, Callable[[Random], str]] = {
    "zorder": lambda d: shaped(f"2025{d.randint(1, 12):02}{d.randint(1, 28):02}{{d10}}", d),
    "parcel": lambda d: d.choice([f"SF1{digits(d, 12)}", f"YT{digits(d, 13)}", f"JDVA{digits(d, 11)}", f"7{digits(d, 14)}"]),
    "yuan": lambda d: d.choice([f"¥{d.randint(10, 99999)}.{d.randint(10, 99)}", f"{d.randint(1, 99)},{d.randint(100, 999)}.00", f"{d.randint(10, 9999)}元", f"{d.randint(2, 99)}万元"]),
    "capital": in_capitals,
    "hotline": lambda d: d.choice(["10086", "10010", "95588", "12345", "12306", "95533", "12315", "12329", "400-820-8820", "400-610-1360", "800-810-8888", "4008-123-123", "95105105", "12348"]),
    "gb": lambda d: d.choice(["GB/T 35273-2020", "GB 18030-2022", "GB/T 22239-2019", "JGJ 59-2011", "GB 50016-2014", "ISO/IEC 27001:2022", "YY/T 0316-2016", "DB32/T 4174-2021"]),
    "law": lambda d: d.choice(["《中华人民共和国民法典》第一千一百六十五条", "《劳动合同法》第三十九条", "《道路交通安全法》第七十六条", "《个人信息保护法》第五十一条", "《民事诉讼法》第二百六十条"]),
    "docno": lambda d: d.choice([f"国发〔2023〕{d.randint(1, 60)}号", f"财税〔2019〕{d.randint(1, 99)}号", f"人社部发〔2021〕{d.randint(1, 99)}号"]),
    "train": lambda d: d.choice([f"G{d.randint(100, 9999)}", f"D{d.randint(100, 9999)}", f"MU{d.randint(1000, 9999)}", f"CZ{d.randint(1000, 9999)}", f"K{d.randint(100, 1999)}"]),
    "day": lambda d: d.choice([f"2025年{d.randint(1, 12)}月{d.randint(1, 28)}日", f"2024-{d.randint(1, 12):02}-{d.randint(1, 28):02}", f"2026.{d.randint(1, 12):02}.{d.randint(1, 28):02}", f"2025/{d.randint(1, 12)}/{d.randint(1, 28)}"]),
    "clock": lambda d: f"{d.randint(0, 23):02}:{d.randint(0, 59):02}",
    "ean": lambda d: f"69{digits(d, 11)}",
    "goods": lambda d: d.choice([f"HX-{digits(d, 4)}B", f"SKU{digits(d, 8)}", f"M{d.randint(4, 30)}×{d.randint(10, 90)}", f"DN{d.randint(15, 300)}", f"WB-{digits(d, 3)}-{some(d, UPPER, 2)}"]),
    "pressure": lambda d: f"{d.randint(105, 168)}/{d.randint(60, 98)}mmHg",
    "icd": lambda d: d.choice(["I10.x00", "E11.900", "J18.901", "K35.800", "S82.301"]),
    "drug": lambda d: f"国药准字{d.choice('HZS')}20{digits(d, 6)}",
    "invoice20": lambda d: f"2{d.randint(4, 5)}32200000{digits(d, 10)}",
    "invoice8": lambda d: f"0{digits(d, 7)}",
    "meeting": lambda d: f"{digits(d, 3)}-{digits(d, 3)}-{digits(d, 3)}",
    "contract": lambda d: f"HT-{d.randint(2023, 2026)}-{digits(d, 4)}",
    "batch": lambda d: f"2025{d.randint(1, 12):02}{d.randint(1, 28):02}{some(d, 'ABC', 1)}",
    "stock": lambda d: d.choice(["600519", "000858", "300750", "688981", "00700.HK"]),
    "hs": lambda d: f"{digits(d, 4)}.{digits(d, 2)}00.{digits(d, 2)}",
    "sight": lambda d: d.choice(["天安门广场", "故宫博物院", "西湖", "黄山", "长江", "兵马俑", "外滩", "布达拉宫", "秦淮河", "泰山"]),
    "word": lambda d: d.choice(["马上", "高兴", "方便", "周末", "安全", "白天", "黄金", "任何", "温度", "严格", "常规", "关于", "应该", "明白", "金额", "石油", "江湖", "平常", "计划", "和平"]),
    "code6": lambda d: digits(d, 6),
    "bank": lambda d: d.choice(["中国工商银行", "招商银行", "建设银行", "中国农业银行"]),
    "flow": lambda d: digits(d, 20),
    "area": lambda d: f"{d.randint(40, 300)}.{d.randint(10, 99)}平方米",
    "score": lambda d: f"{d.randint(60, 149)}分",
    "enum": lambda d: d.choice(["已发货", "待支付", "退款中", "在职", "离职", "已婚", "本科", "汉族"]),
}  # fmt: skip
