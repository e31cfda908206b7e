"""Made-up values for bench/strangers/counters-*.txt: what passes between a person and an institution.

Patients, parents, tenants, parties, travellers and customers, in full and as a counter calls them;
homes, shops, clinics and schools; numbers of charts, claims, cases, visas, meters and loans; what is
read aloud, misread by a scanner or put in the order of another country; and what only looks like it.
"""

import re
import string
from collections.abc import Callable
from random import Random

from strangers_draws import (
    CLASSES,
    PLATE,
    birth,
    born,
    digits,
    grouped,
    hkid,
    luhn,
    resident,
    shaped,
    some,
    twid,
)

USUAL = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
RARE = "柴甘聂岳齐饶鲁葛庞樊殷施陶洪翟安颜倪严牛温季俞章伍韦申尤毕焦柳邢梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童甄项曲游裴席屈鲍霍翁隋景柏宁柯阮闵冉房刁戚古滕臧宫褚娄符穆党郎姬屠连郁商喻窦敖鄢冷卓艾蓝巩佟匡宗鞠桑荆岑胥"
CALLED = "志远 秀兰 建军 丽娟 晓东 雪梅 国栋 美玲 俊峰 慧敏 振宇 佩瑶 德胜 月娥 金花 红霞 铁柱 永强 思琪 梓萱 一帆 宇轩 子豪 雨欣 可馨 若彤 亦凡 沐宸 奕泽 语桐 芷涵 晨曦 嘉欣 浩宇 家豪 文静 莉莉 婷婷 丹丹 磊 鹏 波 斌 旭 颖 洁 琴 凤英 淑珍 桂芝 素芬 玉兰 忠义 光明 学文 大伟 小龙 春燕 冬梅 立群 海波 江涛 少峰 雅琴 亚男 胜男 招娣 根生 水生 明珠 宝山 福根 长贵 保国 爱民 援朝 红卫 卫国 世杰 承志 念慈 鸿飞 朝阳 星宇 诗雨 梦瑶 欣怡 紫涵 雨泽 皓轩 瑾瑜 书瑶 知夏 予安 清如 景澄 之桃".split()
SAID_AFTER = "姐 哥 总 经理 女士 先生 老师 阿姨 师傅 医生 主任 律师 警官 管家 小姐 大爷 大妈 叔 婶 嫂 主管 班长 护士长 大夫 会计 队长 调解员 书记员 法官 教授".split()
PETS = "乐乐 豆豆 团团 朵朵 小米 果果 糖糖 壮壮 萌萌 安安".split()
REGION = "河北省唐山市路北区 河北省沧州市任丘市 山东省潍坊市奎文区 山东省菏泽市单县 江苏省常州市武进区 江苏省盐城市东台市 浙江省台州市椒江区 浙江省湖州市安吉县 福建省莆田市荔城区 江西省九江市浔阳区 河南省周口市鹿邑县 河南省新乡市卫滨区 湖北省荆州市沙市区 湖南省常德市武陵区 湖南省娄底市新化县 广东省湛江市赤坎区 广东省东莞市 广东省揭阳市普宁市 广西壮族自治区柳州市城中区 四川省宜宾市翠屏区 四川省达州市通川区 贵州省毕节市织金县 云南省大理白族自治州大理市 陕西省宝鸡市渭滨区 甘肃省白银市会宁县 黑龙江省大庆市萨尔图区 吉林省吉林市昌邑区 辽宁省鞍山市铁东区 内蒙古自治区赤峰市红山区 宁夏回族自治区银川市兴庆区 新疆维吾尔自治区喀什地区莎车县 青海省西宁市城西区 上海市静安区 北京市石景山区 天津市南开区 重庆市万州区".split()
NEAR = "武进区 椒江区 奎文区 浔阳区 翠屏区 静安区 南开区 石景山区 万州区 红山区 兴庆区 安吉县 鹿邑县 新化县".split()
STREET = "胜利西街 兴华路 柳泉路 双拥北路 朝阳南大街 和谐大道 南湖东路 河滨街 光荣路 西环路 镜湖大道 经四路 学院街 龙腾一路 港城大道 人民中路 中山南路 府前街".split()
COURT = "城市花园 恒大名都 香槟国际 绿地世纪城 锦城花园 丽景苑 教师新村 纺织厂宿舍 碧水云天 御龙湾 翡翠城 紫云台 格林小镇 人才公寓 金桂苑 滨江一号".split()
HAMLETS = "后张村 石佛寺村 上洼村 黄泥岗村 杏花村 王家坝 高桥村 三里铺村 南营子村".split()
SIGNS = "盛和 众捷 鸿运 佳禾 旺达 优家 一诺 同创 百胜 康泰 喜临 华晟 天诚 福满 瑞康".split()
LINES = "家政服务 房地产经纪 装饰设计 商贸 汽车租赁 供应链 旅行社 健康管理 教育科技 物业管理 食品 电子 人力资源服务 保险代理 国际物流".split()
CITIES = "唐山 潍坊 常州 台州 莆田 九江 新乡 荆州 常德 湛江 柳州 宜宾 宝鸡 大庆 鞍山 赤峰 西宁 上海 天津 重庆".split()
TW_FAMILY, TW_GIVEN = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐",
    "志明 淑芬 怡君 雅婷 宗翰 冠廷 佳蓉 美惠 承恩 柏翰 家瑋 欣怡 詠儀 嘉敏 子軒 俊傑 婉玲 國榮 麗珊 浩然".split(),
)
PY_FAMILY, PY_GIVEN = (
    "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo".split(),
    "Xiuying Jianjun Lijuan Xiaodong Guodong Meiling Zhenyu Peiyao Hongxia Yifan Zihao Yuxin Kexin Haoyu Jing Lei Peng Jiahao Wenjing Ruotong".split(),
)
EN_FIRST = "Olivia Marcus Siobhán Dwayne Priyanka Hyun-woo Carlos Agnieszka Deborah Malik Ewa Jerome Tomasz Nadia Gwendolyn Hector Leticia Ruth Stephen Ayesha".split()
EN_LAST = "Hughes Okoro Fitzgerald Ramsey Chandrasekhar Bae Gutiérrez Wojcik Thornton Hussain McLeod Baptiste Zielinski Farouk Pemberton-Shaw Alvarado Simmons Oduya Lockhart Mbeki".split()
EN_ROADS = "Alder Crescent,Gladstone Terrace,Prospect Hill,Windmill Road,Cromwell Street,Fern Bank,Priory Gardens,St Anne's Road".split(
    ","
)
US_ROADS = (
    "Magnolia Ave,E 9th St,Ridgeway Dr,S Lincoln Blvd,Cottonwood Ct,Route 66,Willow Creek Ln".split(
        ","
    )
)
US_TOWNS = [("Tulsa", "OK", "741"), ("Dayton", "OH", "454"), ("El Paso", "TX", "799"), ("Yonkers", "NY", "107"), ("Fresno", "CA", "937")]  # fmt: skip
FIGURES = "零一二三四五六七八九"


def patient(draw: Random) -> str:
    return draw.choice(USUAL if draw.random() < 0.75 else RARE) + draw.choice(CALLED)


def hailed(draw: Random) -> str:
    family = draw.choice(USUAL)
    return draw.choice([f"小{family}", f"老{family}", *(f"{family}{draw.choice(SAID_AFTER)}" for _ in range(4))])  # fmt: skip


def home(draw: Random) -> str:
    block, room = draw.randint(1, 36), f"{draw.randint(1, 30)}0{draw.randint(1, 8)}"
    return draw.choice([
        f"{draw.choice(REGION)}{draw.choice(STREET)}{draw.randint(1, 600)}号{draw.choice(COURT)}{block}幢{room}室",
        f"{draw.choice(REGION)}{draw.choice(COURT)}{draw.choice('ABC')}区{block}号楼{draw.randint(1, 4)}单元{room}",
        f"{draw.choice(NEAR)}{draw.choice(STREET)}{draw.randint(1, 600)}号{block}-{room}",
        f"{draw.choice(REGION)}{draw.choice('青石 双桥 龙泉 河口 新安'.split())}{draw.choice(['镇', '街道'])}{draw.choice(HAMLETS)}{draw.randint(1, 300)}号",
        f"{draw.choice(NEAR)}{draw.choice(HAMLETS)}{draw.randint(1, 12)}组",
    ])  # fmt: skip


def doorway(draw: Random) -> str:
    """Return a home as neighbours, riders and repairmen write it."""
    court, block, room = draw.choice(COURT), draw.randint(1, 36), f"{draw.randint(1, 30)}0{draw.randint(1, 8)}"  # fmt: skip
    return draw.choice([
        f"{court}{block}栋{room}", f"{court}{draw.randint(1, 3)}期{block}-{draw.randint(1, 4)}-{room}", f"{court}{block}号楼{draw.randint(1, 4)}单元{room}室",
        f"{draw.choice(STREET)}{draw.randint(1, 600)}号{court}{draw.choice('ABCD')}座{room}", f"{court}{draw.choice('南北东西')}区{block}幢{room}",
    ])  # fmt: skip


def scanned(draw: Random) -> str:
    """Return a home as a scanner gives it back, with blanks where the form had lines."""
    region = draw.choice(REGION)
    return f"{region[:3]} {region[3:]} {draw.choice(STREET)} {draw.randint(1, 600)} 号 {draw.choice(COURT)} {draw.randint(1, 36)} 幢 {draw.randint(101, 2806)} 室"


def firm(draw: Random) -> str:
    city, sign, line = draw.choice(CITIES), draw.choice(SIGNS), draw.choice(LINES)
    return draw.choice([f"{city}{sign}{line}有限公司", f"{city}市{sign}{line}有限公司", f"{sign}{line}（{city}）有限公司", f"{city}{sign}{line}有限责任公司", f"{city}{sign}{line}有限公司{draw.choice(CITIES)}分公司"])  # fmt: skip


def counter(draw: Random) -> str:
    """Return a clinic, a nursery, a school, a hotel or a shop by its sign."""
    city, sign = draw.choice(CITIES), draw.choice(SIGNS)
    return draw.choice([f"{city}{sign}口腔医院", f"{city}{sign}中医门诊部", f"{draw.choice(NEAR)}{sign}幼儿园", f"{city}市{draw.choice(['第二', '第七', '育英', '光华'])}中学", f"{city}{sign}大酒店", f"{sign}宠物医院", f"{city}{sign}汽车服务中心", f"{draw.choice(NEAR)}{sign}房产中介", f"{city}{sign}律师事务所"])  # fmt: skip


def aloud(draw: Random) -> str:
    """Return a mobile number as a caller says it and a recogniser writes it."""
    number = f"1{draw.choice('356789')}{some(draw, string.digits, 9)}"
    words = "".join(FIGURES[int(c)] for c in number).replace("一", draw.choice(["幺", "一"]))
    cut = draw.choice([(3, 7), (3, 6, 9), (4, 8), (3,)])
    parts = [words[a:b] for a, b in zip((0, *cut), (*cut, None), strict=True)]
    return draw.choice(["，", " ", "、", "", "-"]).join(parts)


def loose_mobile(draw: Random) -> str:
    number = f"1{draw.choice('356789')}{some(draw, string.digits, 9)}"
    a, b, c = number[:3], number[3:7], number[7:]
    return draw.choice([
        number, number, number, f"{a} {b} {c}", f"{a}-{b}-{c}", f"{a}—{b}—{c}", f"{a}.{b}.{c}", f"+86 {a} {b} {c}", f"(86){number}", f"{a}  {b}  {c}",
        f"{number[:6]} {number[6:]}", f"{number[:3]}/{b}/{c}", f"86 {number}", f"+86-{a}-{b}{c}",
    ])  # fmt: skip


def misread(draw: Random) -> str:
    """Return a resident's number with the blanks that a form's boxes leave."""
    number = resident(draw)
    return draw.choice([" ".join(number), f"{number[:6]} {number[6:10]} {number[10:14]} {number[14:]}", f"{number[:3]} {number[3:6]} {number[6:]}", f"{number[:6]}-{number[6:14]}-{number[14:]}", number])  # fmt: skip


def born_on(draw: Random) -> str:
    return born(draw, draw.choice(["{y}年{m}月{d}日", "{y}.{mm}.{dd}", "{y}-{mm}-{dd}", "{y}/{m}/{d}", "{y}年{mm}月", "{y} 年 {m} 月 {d} 日", "{y}{mm}{dd}", "{y}. {m}. {d}", "{y}年{m}月{d}号"]))  # fmt: skip


def full_en(draw: Random) -> str:
    return f"{draw.choice(EN_FIRST)} {draw.choice(EN_LAST)}"


def pinyin(draw: Random) -> str:
    family, given = draw.choice(PY_FAMILY), draw.choice(PY_GIVEN)
    return draw.choice([f"{given} {family}", f"{family} {given}", f"{family.upper()} {given}", f"{family}, {given}", f"{family.upper()} {given.upper()}", f"{family.upper()}, {given.upper()}"])  # fmt: skip


def mailbox(draw: Random) -> str:
    family, given = draw.choice(PY_FAMILY).lower(), draw.choice(PY_GIVEN).lower()
    name = draw.choice([f"{given}{family}", f"{family}_{given}", f"{given}.{family}{draw.randint(70, 99)}", f"{digits(draw, draw.choice([8, 9, 10]))}", f"{family}{given[:2]}{draw.randint(1, 999)}"])  # fmt: skip
    return f"{name}@{draw.choice(['qq.test', '163.test', 'sina.com.test', '139.test', 'gmail.test', 'hotmail.test', 'yahoo.com.tw.test', 'vip.163.test', 'icloud.test'])}"


def mailbox_en(draw: Random) -> str:
    first = re.sub("[^a-z]", "", draw.choice(EN_FIRST).lower())
    last = re.sub("[^a-z]", "", draw.choice(EN_LAST).lower())
    return f"{draw.choice([f'{first}.{last}', f'{first[0]}{last}', f'{last}{first[0]}{digits(draw, 2)}', f'the{last}s'])}@{draw.choice(['gmail.test', 'hotmail.co.uk.test', 'aol.test', 'yahoo.test', 'student.westvale.ac.uk.test', 'comcast.test'])}"


def british(draw: Random) -> str:
    code = f"{draw.choice(['M', 'B', 'CV', 'EH', 'PL', 'NG', 'SE'])}{draw.randint(1, 27)} {draw.randint(1, 9)}{some(draw, 'ABDEFGHJLNPQRSTUWXYZ', 2)}"
    town = draw.choice(["Coventry", "Nottingham", "Plymouth", "Edinburgh", "Stockport"])
    return draw.choice([f"{draw.randint(1, 210)} {draw.choice(EN_ROADS)}, {town}, {code}", f"Flat {draw.randint(1, 30)}, {draw.randint(1, 210)} {draw.choice(EN_ROADS)}, {town} {code}", f"{draw.randint(1, 210)} {draw.choice(EN_ROADS)}\n{town}\n{code}"])  # fmt: skip


def american(draw: Random) -> str:
    town, state, zipped = draw.choice(US_TOWNS)
    unit = draw.choice(["", "", f" Apt {draw.randint(1, 40)}", f" Unit {some(draw, 'ABCD', 1)}", f", Apt. {draw.randint(2, 30)}B", f" #{draw.randint(1, 60)}"])  # fmt: skip
    return f"{draw.randint(10, 9900)} {draw.choice(US_ROADS)}{unit}{draw.choice([', ', ' ', chr(10)])}{town}, {state} {zipped}{some(draw, string.digits, 2)}"


def taiwan(draw: Random) -> str:
    area = draw.choice(["台北市信義區松仁路", "新北市三重區重新路二段", "台中市北屯區崇德路一段", "高雄市左營區博愛二路", "基隆市仁愛區愛三路", "彰化縣員林市中山路二段", "嘉義市西區友愛路"])  # fmt: skip
    lane = draw.choice(["", f"{draw.randint(2, 400)}巷", f"{draw.randint(2, 400)}巷{draw.randint(1, 30)}弄"])  # fmt: skip
    return f"{draw.choice(['', '', digits(draw, 3), digits(draw, 5) + ' '])}{area}{lane}{draw.randint(1, 300)}號{draw.choice(['', f'{draw.randint(2, 15)}樓', f'{draw.randint(2, 15)}F-{draw.randint(1, 6)}', f'{draw.randint(2, 15)}樓之{draw.randint(1, 4)}'])}"


def kowloon(draw: Random) -> str:
    area = draw.choice(["九龍深水埗元州街", "新界屯門青山公路", "香港鰂魚涌英皇道", "九龍黃大仙鳳德道", "新界將軍澳唐德街", "香港西環皇后大道西"])  # fmt: skip
    tower = draw.choice(["寶翠園", "富寧花園", "海悅豪園", "華生大廈", "祥和樓"])
    return draw.choice([f"{area}{draw.randint(1, 500)}號{tower}{draw.randint(2, 40)}樓{some(draw, 'ABCDEFGH', 1)}室", f"{area}{draw.randint(1, 500)}號{tower}{draw.choice('一二三四五')}座{draw.randint(2, 40)}樓{some(draw, 'ABCDEFGH', 1)}", f"Flat {some(draw, 'ABCDEFGH', 1)}, {draw.randint(2, 40)}/F, {draw.choice(['Po Tsui Court', 'Harmony Garden', 'Wah Sang Building'])}, {draw.randint(1, 500)} {draw.choice(['Castle Peak Road', 'Un Chau Street', 'Tong Tak Street'])}, {draw.choice(['Kowloon', 'N.T.', 'Hong Kong'])}"])  # fmt: skip


def aloud_en(draw: Random) -> str:
    """Return a British mobile number as somebody reads it over the telephone."""
    ones = "oh one two three four five six seven eight nine".split()
    last = [ones[int(c)] for c in some(draw, string.digits, 3)]
    return f"oh seven seven double oh, nine hundred, {' '.join(last)}"


def abroad_phone(draw: Random) -> str:
    return shaped(draw.choice(["+44 7700 900{d3}", "+1 (212) 555-01{d2}", "001-415-555-01{d2}", "+61 491 570 {d3}", "+81 90-{d4}-{d4}", "+82 10-{d4}-{d4}", "+49 151 {d8}", "+65 9{d3} {d4}", "+60 12-{d3} {d4}", "+33 6 39 98 {d2} {d2}", "+1-604-555-01{d2}", "+971 50 {d3} {d4}"]), draw)  # fmt: skip


def roc_birth(draw: Random) -> str:
    year, month, day = birth(draw)
    return draw.choice([f"民國{year - 1911}年{month}月{day}日", f"{year - 1911}/{month:02}/{day:02}", f"{year - 1911}年{month:02}月{day:02}日", f"{year - 1911}.{month:02}.{day:02}"])  # fmt: skip


COUNTER_KINDS: dict[str, Callable[[Random], str]] = {
    "person.patient": patient,
    "person.hailed": hailed,
    "person.child": lambda d: d.choice([name for name in CALLED if len(name) == 2] + PETS),
    "person.gap": lambda d: d.choice([" ".join, "　".join, lambda name: f"{name[0]} {name[1:]}"])(patient(d)),
    "person.taiwan": lambda d: d.choice(TW_FAMILY) + d.choice(TW_GIVEN),
    "person.hongkong": lambda d: f"{d.choice('CHAN LEE WONG HO LAM CHOW TAM KWAN'.split())} {d.choice('Wing Yan,Ka Ming,Siu Ling,Tsz Ching,Chun Kit'.split(','))}",
    "person.roman": pinyin,
    "person.english": full_en,
    "person.mr": lambda d: f"{d.choice(['Mr', 'Mrs', 'Ms', 'Miss', 'Mr.', 'Mrs.', 'Dr.', 'Dr'])} {d.choice([*EN_LAST, *PY_FAMILY])}",
    "person.forename": lambda d: d.choice(EN_FIRST),
    "person.family": lambda d: d.choice(EN_LAST),
    "person.lastfirst": lambda d: f"{d.choice(EN_LAST).upper()}, {d.choice(EN_FIRST)}",
    "person.ticket": lambda d: d.choice([f"{d.choice(PY_FAMILY)}/{d.choice(PY_GIVEN)}", f"{d.choice(EN_LAST)}/{d.choice(EN_FIRST)} {d.choice(['MR', 'MS', 'MRS'])}"]).upper(),
    "address.homezh": home,
    "address.doorway": doorway,
    "address.scanned": scanned,
    "address.british": british,
    "address.american": american,
    "address.taiwan": taiwan,
    "address.kowloon": kowloon,
    "org.firm": firm,
    "org.counter": counter,
    "org.english": lambda d: f"{d.choice(['Brightwell', 'Castlegate', 'Northfold', 'Ashbourne', 'Tidewater', 'Pinnacle Ridge'])} {d.choice(['Lettings', 'Property Management', 'Dental Care', 'Freight', 'Staffing Solutions', 'Insurance Services', 'Veterinary Clinic'])}{d.choice(['', ' Ltd', ' LLC', ' Inc.', ' Limited'])}",
    "org.taiwan": lambda d: f"{d.choice(['鼎泰', '和億', '欣翔', '永豐源', '聯成'])}{d.choice(['國際', '電子', '物流', '不動產', '保險經紀人'])}{d.choice(['股份有限公司', '有限公司'])}",
    "phone.loose": loose_mobile,
    "phone.aloud": aloud,
    "phone.alouden": aloud_en,
    "phone.abroad": abroad_phone,
    "phone.hkany": lambda d: shaped(d.choice([f"{d.choice('569')}{{d3}} {{d4}}", f"{d.choice('23569')}{{d7}}", f"+852-{d.choice('569')}{{d3}}-{{d4}}", f"(852) {d.choice('23')}{{d3}} {{d4}}", f"852 {d.choice('569')}{{d7}}"]), d),
    "phone.twany": lambda d: shaped(d.choice(["09{d2}-{d3}-{d3}", "09{d2}{d6}", "09{d2}-{d6}", "09{d2} {d3} {d3}", "+886-9{d2}-{d3}-{d3}", "(02)2{d3}-{d4}", "07-{e1}{d2}-{d4}", "02-2{d3}{d4}#{d3}"]), d),
    "id_card.misread": misread,
    "id_card.hkloose": lambda d: d.choice([hkid(d), hkid(d).replace("(", " (") , hkid(d).replace("(", "").replace(")", ""), hkid(d).replace("(", "（").replace(")", "）")]),
    "id_card.twloose": twid,
    "passport.zh": lambda d: d.choice([f"E{digits(d, 8)}", f"EK{digits(d, 7)}", f"G{digits(d, 8)}", f"E {digits(d, 8)}"]),
    "passport.foreign": lambda d: shaped(d.choice(["{e1}{d8}", "{Z2}{d7}", "M{d8}", "P{d7}{Z1}", "{Z1}{e1}{d6}"]), d),
    "bank_card.loose": lambda d: d.choice([str, grouped, lambda t: grouped(t, 4, "-"), lambda t: f"{t[:6]} {t[6:]}"])(luhn(d.choice(["621483", "622262", "621785", "622700", "623052", "621098"]) + some(d, string.digits, 12))),
    "bank_card.intl": lambda d: d.choice([str, grouped, lambda t: grouped(t, 4, "-")])(luhn((d.choice(["4", "51", "54", "3530"]) + some(d, string.digits, 14))[:15])),
    "account.ledger": lambda d: d.choice([digits(d, 19), f"{digits(d, 4)} {digits(d, 4)} {digits(d, 4)} {digits(d, 4)} {digits(d, 3)}", digits(d, 16), f"{digits(d, 3)}-{digits(d, 6)}-{digits(d, 3)}", digits(d, 14)]),
    "account.chat": lambda d: d.choice([f"{d.choice(PY_GIVEN).lower()}{digits(d, 4)}", f"{some(d, CLASSES['z'], 3)}-{digits(d, 5)}", f"{d.choice(PY_FAMILY).lower()}_{d.choice(PY_GIVEN).lower()}", f"wxid_{some(d, CLASSES['l'], 14)}", f"{some(d, string.ascii_uppercase, 1)}{d.choice(PY_GIVEN).lower()}{digits(d, 3)}"]),
    "account.penguin": lambda d: digits(d, d.choice([7, 8, 9, 10])),
    "account.redbook": lambda d: d.choice([digits(d, 10), digits(d, 9), f"{d.choice(PY_GIVEN).lower()}_{digits(d, 3)}"]),
    "account.utility": lambda d: d.choice([digits(d, 10), digits(d, 13), f"0{digits(d, 9)}", f"{digits(d, 8)}"]),
    "account.twbank": lambda d: shaped(d.choice(["{d3}-{d2}-{d6}-{d1}", "{d3}{d11}", "{d4}-{d3}-{d6}"]), d),
    "account.ukgas": lambda d: shaped(d.choice(["{d10}", "85{d10}", "{d4} {d4} {d4}", "A-{H4}{d4}"]), d),
    "date_birth.bornon": born_on,
    "date_birth.rocany": roc_birth,
    "date_birth.abroad": lambda d: born(d, d.choice(["{dd}/{mm}/{y}", "{d} {mon} {y}", "{mm}/{dd}/{y}", "{dd}-{mon}-{y}", "{mon} {d}, {y}", "{y}-{mm}-{dd}", "{d}.{m}.{y}", "{dd} {mm} {y}"])),
    "vehicle.car": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFGHJKL')}{d.choice(['', '', '·', ' ', '-', '.'])}{some(d, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', d.choice([5, 5, 6]))}",
    "vehicle.abroad": lambda d: shaped(d.choice(["{Z2}2{d1} {Z3}", "{Z3}-{d4}", "{e1}{Z3}{d3}", "{Z2} {d4}", "{Z2}-{d4}"]), d),
    "other_id.mrecord": lambda d: shaped(d.choice(["{d10}", "000{d7}", "MZ{d8}", "{e1}{d6}", "ZY0{d9}", "P{d8}", "{d8}-{d1}"]), d),
    "other_id.sample": lambda d: shaped(d.choice(["{d12}", "L{d9}", "2026{d8}"]), d),
    "other_id.policyzh": lambda d: shaped(d.choice(["PDAA2026{d12}", "{d15}", "P{d3}{Z2}{d12}", "8{d16}", "AECD{Z3}{d11}"]), d),
    "other_id.claimzh": lambda d: shaped(d.choice(["RDAA2026{d12}", "C{d3}{Z2}{d12}", "4{d14}", "LP2026{d10}"]), d),
    "other_id.pupil": lambda d: shaped(d.choice(["20{d2}{d6}", "{d8}", "S{d7}", "24{d8}", "{Z1}{d8}"]), d),
    "other_id.suitzh": lambda d: f"({d.randint(2022, 2026)}){d.choice(['冀0203', '苏0412', '浙1002', '川1502', '沪0106', '渝0101'])}{d.choice(['民初', '刑初', '民终', '执', '行初', '民申'])}{digits(d, 4)}号",
    "other_id.warrant": lambda d: f"{d.choice(['武公', '椒公', '静公', '翠公'])}（{d.choice(['治', '刑', '法'])}）{d.choice(['受案字', '行罚决字', '鉴通字', '立告字'])}〔2026〕{digits(d, 5)}号",
    "other_id.report18": lambda d: f"{digits(d, 18)}",
    "other_id.visa": lambda d: shaped(d.choice(["GWF0{d8}", "IOE09{d8}", "AA00{H6}{d1}", "N00{d8}", "V{d9}", "WAC22{d8}", "3{d11}"]), d),
    "other_id.staff": lambda d: shaped(d.choice(["{d6}", "HR{d5}", "{Z2}-{d4}", "0{d7}", "W{d6}"]), d),
    "other_id.booking": lambda d: shaped(d.choice(["{Z6}", "{Z2}{d1}{Z2}{d1}", "{d10}", "HMA{u7}"]), d),
    "other_id.eticket13": lambda d: shaped(d.choice(["781-{d10}", "999{d10}", "880-{d10}", "125 {d10}"]), d),
    "other_id.loanzh": lambda d: shaped(d.choice(["{d16}", "0{d3}{d12}", "GJ{d12}", "20{d2}年{d4}字第{d5}号"]), d),
    "other_id.licencezh": lambda d: d.choice([digits(d, 12), resident(d)]),
    "other_id.practice": lambda d: f"{digits(d, 15)}",
    "other_id.nhi": lambda d: digits(d, 12),
    "credential.said": lambda d: d.choice([digits(d, 6), digits(d, 4)]),
    "credential.phrase": lambda d: d.choice([f"{d.choice(PY_FAMILY)}{digits(d, 6)}", f"{d.choice(PY_GIVEN).lower()}@{d.randint(1980, 2025)}", f"{digits(d, 8)}", f"Welcome{digits(d, 3)}!", f"{d.choice(PY_FAMILY).lower()}{some(d, CLASSES['l'], 5)}"]),
}  # fmt: skip
COUNTER_SHAPED = {
    "other_id.xuejihao": "G{d17}", "other_id.nhsno": "{d3} {d3} {d4}", "other_id.mortgage": "{d4}-{d6}-{d2}", "other_id.dvla": "{Z5}{d6}{Z2}9{Z2}",
    "other_id.upn": "{Z1}{d12}", "other_id.council": "8{d8}", "other_id.pcn": "{Z2}{d8}",
    "other_id.hncase": "HN26{d6}{Z1}", "other_id.ielts": "22CN{d6}{Z4}{d3}A", "other_id.uci": "11-{d4}-{d4}",
}  # fmt: skip
COUNTER_DECOYS: dict[str, Callable[[Random], str]] = {
    "tail": lambda d: d.choice([f"尾号{digits(d, 4)}", f"尾号为{digits(d, 4)}", f"末四位{digits(d, 4)}", f"ending {digits(d, 4)}", f"**** {digits(d, 4)}"]),
    "taobao": lambda d: d.choice([digits(d, 19), digits(d, 18), f"2{digits(d, 11)}", f"JD{digits(d, 10)}", f"MT{digits(d, 14)}"]),
    "waybill": lambda d: d.choice([f"SF{digits(d, 13)}", f"7{digits(d, 13)}", f"JT{digits(d, 13)}", f"YT{digits(d, 12)}", f"EB{digits(d, 9)}CN", f"1Z{some(d, CLASSES['u'], 16)}", f"ZTO{digits(d, 11)}"]),
    "ticketno": lambda d: d.choice([f"2026{digits(d, 10)}", f"INC{digits(d, 7)}", f"GD{digits(d, 12)}", f"CASE-{digits(d, 6)}"]),
    "cash": lambda d: d.choice([f"{d.randint(5, 9999)}.{d.randint(0, 9)}0元", f"￥{d.randint(1, 99)},{d.randint(100, 999)}.00", f"{d.randint(1, 9)}千{d.randint(1, 9)}", f"RMB {d.randint(100, 90000)}", f"{d.randint(1, 90)}.{d.randint(1, 9)}万", f"NT${d.randint(1, 90)},{d.randint(100, 999)}", f"HK${d.randint(100, 9000)}"]),
    "cashen": lambda d: d.choice([f"£{d.randint(5, 2400)}.{d.randint(10, 99)}", f"${d.randint(1, 90)},{d.randint(100, 999)}.{d.randint(10, 99)}", f"USD {d.randint(10, 9000)}", f"£{d.randint(1, 9)}k"]),
    "ward": lambda d: d.choice([f"{d.randint(1, 40)}床", f"{d.randint(2, 19)}号诊室", f"住院部{d.randint(2, 18)}楼", f"CT室{d.randint(1, 9)}", f"手术间{d.randint(1, 12)}"]),
    "classroom": lambda d: d.choice([f"教{d.choice('一二三四')}-{d.randint(101, 520)}", f"第{d.randint(1, 40)}考场", f"初二（{d.randint(1, 16)}）班", f"实验楼{d.randint(201, 609)}", f"三年{d.randint(1, 9)}班"]),
    "course": lambda d: d.choice([f"MATH{digits(d, 4)}", f"CS{digits(d, 3)}", f"GE{digits(d, 5)}", f"ENGL-{digits(d, 3)}", f"BIO {digits(d, 3)}L"]),
    "labzh": lambda d: d.choice([f"血红蛋白 {d.randint(90, 170)} g/L", f"总胆固醇 {d.uniform(3, 7):.2f} mmol/L", f"TSH {d.uniform(0.3, 6):.3f} mIU/L", f"PLT {d.randint(90, 400)}×10^9/L", f"尿酸 {d.randint(180, 560)} μmol/L", "HBsAg 阴性(-)"]),
    "rx": lambda d: d.choice(["苯磺酸氨氯地平片 5mg×28", "头孢克洛干混悬剂 0.125g", "甲钴胺片 0.5mg tid", "左甲状腺素钠片50μg qd", "蒙脱石散 3g", "Amoxicillin 500 mg cap", "Atorvastatin 20mg nocte"]),
    "devicezh": lambda d: d.choice(["国械注准20203140567", "SN-BP7100", "Philips IntelliVue MX450", "Mindray BeneHeart D3", "GE LOGIQ E9"]),
    "icdzh": lambda d: d.choice(["M54.5", "J06.900", "E78.501", "N20.000", "K21.000x001"]),
    "lawzh": lambda d: d.choice(["《民法典》第五百七十七条", "《治安管理处罚法》第四十三条", "《消费者权益保护法》第五十五条", "《道路交通安全法》第九十一条", "《民事诉讼法》第六十七条", "《住房租赁条例》第十条", "《劳动合同法》第八十二条"]),
    "lawen": lambda d: d.choice(["section 21 of the Housing Act 1988", "8 CFR 214.2(f)", "42 U.S.C. § 1983", "Appendix FM", "INA 212(a)(9)(B)", "Regulation (EC) No 261/2004"]),
    "standard": lambda d: d.choice(["GB/T 18883-2022", "GB 5009.3-2016", "GB 31701-2015", "WS/T 404.1-2012", "ISO 9001:2015", "JR/T 0171-2020", "CNS 12681"]),
    "call": lambda d: d.choice(["12345", "12315", "10000", "10010", "95588", "95555", "95338", "12320", "12306", "12348", "400-888-9999", "400 811 1111", "4006-900-900", "95598", "96110", "1950"]),
    "callen": lambda d: d.choice(["111", "0300 123 1100", "1-800-829-1040", "0800 111 999", "1-800-375-5283", "999"]),
    "voyage": lambda d: d.choice([f"{d.choice(['MU', 'CA', 'CZ', 'HU', '3U'])}{d.randint(100, 9999)}", f"G{d.randint(1, 9999)}次", f"{d.choice(['BR', 'CX', 'EK'])}{d.randint(10, 999)}", f"C{d.randint(1000, 9000)}"]),
    "seat": lambda d: d.choice([f"{d.randint(1, 16)}车{d.randint(1, 20)}{d.choice('ABCDF')}号", f"{d.randint(10, 60)}{d.choice('ABCDEFHJK')}", f"登机口{d.choice('ABCH')}{d.randint(1, 60)}", f"T{d.randint(1, 3)}航站楼"]),
    "dayzh": lambda d: d.choice([f"2026年{d.randint(1, 12)}月{d.randint(1, 28)}日", f"2025-{d.randint(10, 12)}-{d.randint(10, 28)}", f"{d.randint(1, 12)}月{d.randint(1, 28)}号上午", f"2026.{d.randint(1, 12)}.{d.randint(1, 28)}", f"2026/0{d.randint(1, 9)}/{d.randint(10, 28)} 1{d.randint(0, 9)}:{d.randint(10, 59)}", f"115年{d.randint(1, 12)}月{d.randint(1, 28)}日"]),
    "dayen": lambda d: d.choice([f"{d.randint(1, 28)} June 2026", f"March {d.randint(1, 28)}, 2026", f"0{d.randint(1, 9)}/{d.randint(10, 28)}/2026", f"{d.randint(10, 28)}/1{d.randint(0, 2)}/2025"]),
    "goodszh": lambda d: d.choice(["小米15 Pro 16+512", "AC-3600W", "XQG100-B14S", "KFR-35GW/N1A1", "AirPods Pro 2", "42码黑色", "LEGO 42143", "LED-55Q8", "BCD-512WGHTD"]),
    "hscode": lambda d: f"{digits(d, 10)}",
    "box": lambda d: f"{some(d, string.ascii_uppercase, 3)}U{digits(d, 7)}",
    "customs": lambda d: f"{digits(d, 18)}",
    "famous": lambda d: d.choice(["鲁迅《故乡》", "李白《静夜思》", "钱学森班", "华罗庚杯", "白求恩奖章", "雷锋精神", "Shakespeare's Macbeth", "a Van Gogh print"]),
    "bodies": lambda d: d.choice(["国家医保局", "市市场监督管理局", "国家移民管理局", "中国人民银行征信中心", "教育部学信网", "HM Revenue & Customs", "USCIS", "區公所", "勞工保險局"]),
    "pct": lambda d: d.choice([f"{d.uniform(2, 6):.2f}%", f"LPR+{d.randint(10, 90)}BP", f"{d.randint(60, 100)}/100", f"GPA {d.uniform(2.5, 4):.2f}/4.0", f"{d.randint(500, 680)}分"]),
    "wordzh": lambda d: d.choice(["高血压", "周五", "方太", "马桶", "江景", "白班", "于此", "路费", "石膏", "常温", "何时", "管道", "单人间", "连廊", "成绩", "时效", "文件", "安检", "车险", "黄码", "金卡", "毛坯", "包间", "温水", "全勤", "盛夏", "平安保险", "万达", "万科", "康复科", "汤料", "张数", "许可证", "房东", "司机", "管家", "班主任"]),
}  # fmt: skip
