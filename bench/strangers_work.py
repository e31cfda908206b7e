"""Made-up values for bench/strangers/zh-work-*.txt: what Chinese offices and their systems hold.

People as colleagues and neighbours call them, doors, lockers and stalls, firms in their short forms,
papers of foreigners and border passes, keys of clouds and chat robots at home, passwords as people
in China choose them; and what only looks like any of it.
"""

import string
from collections.abc import Callable
from random import Random

from strangers_chinese import BRANDS, ESTATES, ROADS, TOWNS, VILLAGES, company, place
from strangers_draws import (
    CLASSES,
    FAMILY,
    WEIGHTS,
    birth,
    born,
    digits,
    grouped,
    luhn,
    mobile,
    resident,
    some,
)
from strangers_short import COMPOUND, GIVEN_NAMES, SHORT_FAMILY

PINYIN = "zhang wang li chen liu zhao huang zhou xu sun guo deng xie tang lv feng yu dong xiao cheng".split()  # fmt: skip
PINYIN_GIVEN = "wei xiaoming jianguo yuting haiyan zihan qiang lihua siyuan ruoxi xiaoli zhenhua jing yifan guoqing chunmei".split()  # fmt: skip
TITLES = "总 哥 姐 工 老师 主任 经理 阿姨 叔叔 师傅 医生 律师 警官 书记 处长 局长 院长 护士 先生 女士 小姐 教练 老板 会计 站长 队长 科长 校长 教授 法官 大爷 大妈 奶奶 同学 店长 客服 顾问 司机 班主任 嫂子 董 行长 所长 村长 组长".split()  # fmt: skip
THINGS = "安防监控 机电设备 环保工程 园林绿化 汽车销售服务 酒店管理 农业发展 化工原料 印刷包装 软件 数据服务 知识产权代理 半导体 光伏材料 医药连锁 物联网 检测技术 保洁服务 劳务派遣 家具制造".split()  # fmt: skip
REGIONS = "北京 上海 广州 深圳 杭州 成都 武汉 南京 苏州 青岛 西安 长沙 合肥 厦门 无锡 宁波 郑州 佛山 东莞 中山市 常熟市 义乌市 江西 安徽 山东 河北".split()  # fmt: skip
FRESH_BRANDS = "弘毅 晟拓 鑫源 泰和 誉达 捷安 海纳 蓝桥 凌云 沃能 康宁 正邦 信诚 众诚 景泰 德润 聚力 东升 瑞驰 荣盛 仁和 佰盛 飞扬 森源 旭日".split()  # fmt: skip


def anyone(draw: Random) -> str:
    """Return a full name of two, three or four letters, of usual and rare surnames."""
    family = draw.choice([*FAMILY, *SHORT_FAMILY, *COMPOUND])
    made = some(draw, "泽宸睿煜皓锦妤芮舒悦淇瑾昕蕊沛汐棠屿宁璟翊珂钰铭栋彬凯辉鹏斌峰荣兰莲珍香秀菊翠莉丽琴", draw.choice([1, 2]))  # fmt: skip
    return family + draw.choice([draw.choice(GIVEN_NAMES), made])


def called(draw: Random) -> str:
    """Return what somebody is called who is not named in full."""
    family = draw.choice(FAMILY)
    return draw.choice([
        f"小{family}", f"老{family}", f"{family}{draw.choice(TITLES)}", f"{family}{draw.choice(TITLES)}",
        f"{draw.choice(COMPOUND)}{draw.choice(['老师', '总', '医生', '先生'])}",
    ])  # fmt: skip


def nickname(draw: Random) -> str:
    last = draw.choice("强芳明华珍玲辉兰军伟丽英梅娟龙")
    return draw.choice([f"阿{last}", f"{last}哥", f"{last}姐", f"小{last}"])


def work_company(draw: Random) -> str:
    place_, brand, thing = draw.choice(REGIONS), draw.choice(FRESH_BRANDS), draw.choice(THINGS)
    return draw.choice([
        f"{place_}{brand}{thing}有限公司", f"{brand}{thing}（{place_}）有限公司", f"{place_}{brand}{thing}股份有限公司",
        f"{place_}{brand}{thing}有限责任公司", company(draw),
    ])  # fmt: skip


def stall(draw: Random) -> str:
    """Return a sole trader's firm or a shop, as its licence or its sign says it."""
    _, city, area = place(draw)
    return draw.choice([
        f"{area}{draw.choice(FRESH_BRANDS)}便利店", f"{area}{draw.choice(FAMILY)}记小吃店", f"{city}{draw.choice(FRESH_BRANDS)}建材经营部",
        f"{area}{draw.choice(BRANDS)}汽车修理厂", f"{city}{draw.choice(BRANDS)}物业管理有限公司{draw.choice(FRESH_BRANDS)}项目部", f"{area}{draw.choice(FRESH_BRANDS)}家庭农场",
    ])  # fmt: skip


def doorstep(draw: Random) -> str:
    """Return where a parcel, a rider or a repairman is sent, without province and city."""
    estate, block, room = draw.choice(ESTATES), draw.randint(1, 40), draw.randint(101, 3206)
    return draw.choice([
        f"{estate}{block}号楼{draw.choice('一二三')}单元{room}", f"{estate}{block}栋{room}", f"{estate}{draw.choice('一二三')}期{block}幢{draw.randint(1, 3)}单元{room}室",
        f"{draw.choice(ROADS)}{draw.randint(2, 899)}号{estate}{block}-{room}", f"{draw.choice(ROADS)}{draw.randint(2, 899)}弄{block}号{room}室",
        f"{estate}{block}座{draw.randint(3, 30)}楼{some(draw, 'ABCDEF', 1)}室", f"{estate}{block}＃{room}", f"{place(draw)[2]}{draw.choice(ROADS)}{draw.randint(2, 899)}号院{block}号楼{room}",
    ])  # fmt: skip


def locker(draw: Random) -> str:
    estate = draw.choice(ESTATES)
    return draw.choice([
        f"{place(draw)[2]}{draw.choice(ROADS)}{draw.randint(2, 899)}号{estate}{draw.choice('东南西北')}门丰巢柜", f"{place(draw)[2]}{estate}{draw.randint(1, 30)}号楼下快递自提柜",
        f"{''.join(place(draw))}{draw.choice(ROADS)}{draw.randint(2, 899)}号{estate}菜鸟驿站",
    ])  # fmt: skip


def hamlet(draw: Random) -> str:
    province, city, area = place(draw)
    head = draw.choice([f"{province}{city}{area}", f"{city}{area}", area])
    return head + draw.choice([
        f"{draw.choice(TOWNS)}{draw.choice(VILLAGES)}{draw.choice('一二三四五六七八九')}组{draw.randint(1, 120)}号", f"{draw.choice(TOWNS)}{draw.choice(VILLAGES)}{draw.choice('东西南北')}街{draw.randint(1, 60)}号",
        f"{draw.choice(TOWNS)}{draw.choice(VILLAGES)}委会{draw.choice(VILLAGES)}{draw.randint(1, 120)}号", f"{draw.choice(TOWNS)}{draw.choice(ROADS)}{draw.randint(1, 300)}号附{draw.randint(1, 9)}号",
    ])  # fmt: skip


def settler(draw: Random) -> str:
    """Return the number of a foreigner's permanent residence card as issued since 2023."""
    year, month, day = birth(draw)
    body = f"9{draw.choice(['11', '31', '44', '32'])}{draw.choice(['840', '826', '392', '410'])}{year}{month:02}{day:02}{some(draw, string.digits, 3)}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]


def chosen(draw: Random) -> str:
    """Return a password as people in China choose it."""
    name, year = draw.choice(PINYIN) + draw.choice(PINYIN_GIVEN), draw.randint(2019, 2026)
    return draw.choice([
        f"{name}@{year}", f"{name.capitalize()}{draw.randint(100, 999)}!", f"{draw.choice(PINYIN).capitalize()}@{digits(draw, 6)}", f"Abc{digits(draw, 4)}@{draw.choice(PINYIN)}",
        f"{draw.choice(PINYIN_GIVEN)}_{draw.choice(['520', '1314', '888', '666'])}{digits(draw, 2)}", f"Qaz{digits(draw, 3)}#wsx", f"{draw.choice(['ruoyi', 'hr', 'oa', 'erp', 'crm'])}#{year}${some(draw, CLASSES['l'], 3)}",
        f"{digits(draw, 6)}{draw.choice(PINYIN)}", some(draw, CLASSES["a"], 12) + draw.choice("!@#$%"),
    ])  # fmt: skip


def any_phone(draw: Random) -> str:
    number = mobile(draw)
    return draw.choice([
        number, number, number, f"{number[:3]}-{number[3:7]}-{number[7:]}", f"{number[:3]} {number[3:7]} {number[7:]}", f"+86 {number}", f"{number[:3]}－{number[3:7]}－{number[7:]}",
        f"{number[:3]}·{number[3:7]}·{number[7:]}", f"{number[:7]} {number[7:]}", f"{number[:3]}_{number[3:7]}_{number[7:]}", f"（{number[:3]}）{number[3:7]}{number[7:]}",
    ])  # fmt: skip


def desk_phone(draw: Random) -> str:
    area = draw.choice(["010", "021", "022", "0755", "0571", "0512", "0371", "0851", "0771", "027"])
    number = f"{draw.randint(2, 8)}{some(draw, string.digits, 7)}"
    return draw.choice([f"{area}-{number}", f"{area} {number}", f"（{area}）{number}", f"{area}—{number}", f"{area}－{number}", f"{area}-{number[:4]} {number[4:]}", f"{area}-{number}转{digits(draw, 4)}", f"{area}-{number}-{digits(draw, 3)}"])  # fmt: skip


def pinyin_mail(draw: Random) -> str:
    name, last = draw.choice(PINYIN), draw.choice(PINYIN_GIVEN)
    local = draw.choice([f"{name}.{last}", f"{name}{last}", f"{last}_{name}{digits(draw, 2)}", f"{digits(draw, 9)}", f"{name}{last[0]}{digits(draw, 4)}", f"{name[0]}{last}"])  # fmt: skip
    host = draw.choice(["qq.test", "163.test", "126.test", "foxmail.test", "aliyun.test", f"{draw.choice(PINYIN_GIVEN)}tech.com.test", f"mail.{draw.choice(PINYIN_GIVEN)}.cn.test"])  # fmt: skip
    return f"{local}@{host}"


def intranet(draw: Random) -> str:
    part = draw.choice("oa erp gitlab nacos jenkins mysql-master redis sentinel minio jumpserver zentao rocketmq es".split())  # fmt: skip
    return draw.choice([f"{part}.{draw.choice(PINYIN_GIVEN)}.lan", f"{part}{digits(draw, 2)}.{draw.choice(PINYIN_GIVEN)}-inc.local", f"{part}-prod.{draw.choice(PINYIN_GIVEN)}.corp", f"{part}.{draw.choice(PINYIN_GIVEN)}.internal"])  # fmt: skip


WORK_KINDS: dict[str, Callable[[Random], str]] = {
    "person.anyone": anyone,
    "person.called": called,
    "person.nick": nickname,
    "person.given": lambda d: d.choice([name for name in GIVEN_NAMES if len(name) == 2]),
    "person.py": lambda d: d.choice([f"{d.choice(PINYIN)}{d.choice(PINYIN_GIVEN)}", f"{d.choice(PINYIN_GIVEN)}.{d.choice(PINYIN)}"]),
    "org.work": work_company,
    "org.stall": stall,
    "org.brand": lambda d: d.choice(REGIONS) + d.choice(FRESH_BRANDS) + d.choice(["科技", "贸易", "建材", "物流", "医疗", "软件"]),
    "address.doorstep": doorstep,
    "address.locker": locker,
    "address.hamlet": hamlet,
    "id_card.settler": settler,
    "id_card.settlerold": lambda d: f"{d.choice(['USA', 'GBR', 'JPN', 'FRA'])}{digits(d, 12)}",
    "credential.chosen": chosen,
    "credential.sec": lambda d: f"SEC{some(d, CLASSES['h'], 64)}",
    "credential.enc": lambda d: f"{some(d, CLASSES['b'], 43)}=",
    "credential.short6": lambda d: digits(d, 6),
    "phone.any": any_phone,
    "phone.desk": desk_phone,
    "email.py": pinyin_mail,
    "host.cn": intranet,
    "bank_card.gap": lambda d: grouped(luhn(d.choice(["622202", "621226", "623061", "621799"]) + some(d, string.digits, 12))),
    "date_birth.any": lambda d: born(d, d.choice(["{y}-{mm}-{dd}", "{y}.{m}.{d}", "{y}/{mm}/{dd}", "{y}年{m}月{d}日", "{y}年{mm}月{dd}日"])),
    "account.public": lambda d: d.choice([digits(d, 15), digits(d, 17), digits(d, 19), f"{digits(d, 3)} {digits(d, 5)} {digits(d, 8)}"]),
    "account.login": lambda d: d.choice([f"{d.choice(PINYIN)}{d.choice(PINYIN_GIVEN)}", f"{d.choice(PINYIN)}_{d.choice(PINYIN_GIVEN)}", f"{d.choice(PINYIN)}{d.choice(PINYIN_GIVEN)[0]}{digits(d, 2)}"]),
    "account.video": lambda d: d.choice([digits(d, 11), f"{d.choice(PINYIN)}{digits(d, 5)}", f"dy{some(d, CLASSES['l'], 10)}"]),
    "other_id.chart": lambda d: d.choice([digits(d, 8), digits(d, 10), f"B{digits(d, 7)}", f"M{digits(d, 9)}"]),
    "other_id.suit": lambda d: f"{d.choice('（(')}{d.randint(2021, 2026)}{d.choice('）)')}{d.choice(['京0105', '沪0104', '粤0305', '川0107', '渝0112', '豫01', '最高法'])}{d.choice(['民初', '民终', '刑初', '执', '执保', '知民初', '民特', '执异'])}{d.randint(10, 19999)}号",
    "other_id.award": lambda d: f"{d.choice(['京海', '深南', '浦', '杭西'])}劳人仲案字〔{d.randint(2022, 2026)}〕第{digits(d, 4)}号",
    "other_id.claim": lambda d: f"{some(d, string.ascii_uppercase, 4)}{d.randint(2023, 2026)}{digits(d, 14)}",
    "other_id.disabled": lambda d: f"{resident(d)}{d.choice(['11', '43', '44', '62'])}",
    "other_id.lawyer": lambda d: f"1{d.choice(['3201', '3101', '4403'])}20{d.randint(10, 24)}{digits(d, 8)}",
    "ip.macany": lambda d: grouped(d.choice(["3C", "A4", "E0", "5C", "F8", "D4"]) + some(d, CLASSES["H"], 10), 2, d.choice([":", "-"])),
    "ip.machw": lambda d: grouped(d.choice(["3c", "a4", "e0", "5c", "f8", "d4"]) + some(d, CLASSES["h"], 10), 4, "-"),
}  # fmt: skip
WORK_SHAPED = {
    "credential.qiniu": "{w40}", "credential.tcid": "AKID{a32}", "credential.dingtoken": "{h64}",
    "credential.hook": "{h8}-{h4}-4{h3}-9{h3}-{h12}", "credential.upyun": "{l32}", "credential.apiv3": "{a32}",
    "credential.sess32": "{H32}", "credential.bili": "{h8}%2C17{d8}%2C{h5}%2A{a2}", "credential.corpsecret": "{w43}",
    "credential.dsn": "{h32}", "key_id.mchid": "16{d8}", "key_id.corp": "ww{h16}", "key_id.dingapp": "ding{l16}",
    "key_id.agent": "1000{d3}", "account.alipay": "2088{d12}", "account.openid28": "o{w27}", "account.union": "ounion{w22}",
    "other_id.social": "{d10}", "other_id.taxno": "92{d6}MA{u8}", "other_id.policyno": "P{d17}", "other_id.engine7": "{d7}",
    "other_id.property": "0{d9}", "other_id.workno": "{e1}{d5}", "other_id.loan16": "{d16}", "other_id.lic": "4403{d8}", "passport.two": "CA{d7}",
    "passport.hmpass": "C{e1}{d7}", "passport.mtp": "{e1}{d7}", "vehicle.frame": "LFV{u8}{d6}",
}  # fmt: skip
WORK_DECOYS: dict[str, Callable[[Random], str]] = {
    "paper": lambda d: d.choice(["《活着》", "《三体》", "《民法典》", "《数据安全法》第二十一条", "《劳动合同法》第四十七条", "《会计法》", "《信息安全技术 个人信息安全规范》"]),
    "medicine": lambda d: d.choice(["阿莫西林胶囊0.25g*24粒", "盐酸二甲双胍缓释片", "布洛芬混悬液", "瑞舒伐他汀钙片10mg", "0.9%氯化钠注射液250ml", "连花清瘟颗粒"]),
    "assay": lambda d: d.choice([f"白细胞计数 {d.uniform(3, 11):.2f}×10^9/L", f"谷丙转氨酶 {d.randint(10, 90)} U/L", f"空腹血糖 {d.uniform(4, 9):.1f} mmol/L", f"肌酐 {d.randint(50, 120)} μmol/L", f"HbA1c {d.uniform(5, 9):.1f}%"]),
    "office": lambda d: d.choice(["市人力资源和社会保障局", "国家税务总局", "区市场监督管理局", "中国人民银行", "交警大队", "街道办事处", "居委会", "公积金管理中心", "派出所", "住建局"]),
    "public": lambda d: d.choice(["110", "120", "119", "10086", "10010", "10000", "12345", "12339", "12333", "12366", "95588", "95566", "95519", "12315", "114"]),
    "filler": lambda d: d.choice(["xxx", "XXXXXX", "******", "请填写", "changeme", "your-secret", "your_password", "待补充", "<密码>", "${DB_PASSWORD}", "${MYSQL_PWD:}", "TODO", "#{password}", "此处填写密钥", "你的密码"]),
    "a16": lambda d: some(d, CLASSES["a"], 16),
    "order24": lambda d: f"{d.choice(['2024', '2025', '2026'])}{d.randint(1, 12):02}{d.randint(1, 28):02}{digits(d, 14)}",
    "codeword": lambda d: d.choice(["ORDER_NOT_FOUND", "ERR_40301", "E10023", "500210", "INVALID_SIGN", "SYSTEM_BUSY", "A0400"]),
    "field": lambda d: d.choice(["sfzh", "user_phone", "lxdh", "xm", "password_salt", "id_card_no", "bank_account", "sjhm", "mobilePhone", "khh"]),
    "device": lambda d: d.choice(["iPhone 17 Pro", "Mate 70", "ThinkPad X1", "ZXHN F670L", "S5735-L24T4S", "HP M227fdw", "DS-7808N", "Redmi K80"]),
    "amount": lambda d: d.choice([f"{d.randint(1, 9)},{d.randint(100, 999)}.{d.randint(10, 99)}元", f"￥{d.randint(10, 9999)}.00", f"人民币{d.randint(1, 90)}万元", f"{d.randint(100, 9999)}块", f"{d.randint(3, 30)}k"]),
    "date": lambda d: d.choice([f"2026-{d.randint(1, 12):02}-{d.randint(1, 28):02}", f"2025年{d.randint(1, 12)}月{d.randint(1, 28)}日", f"{d.randint(1, 12)}月{d.randint(1, 28)}号", f"2026/{d.randint(1, 12)}/{d.randint(1, 28)}", f"2025.{d.randint(1, 12):02}.{d.randint(1, 28):02}"]),
    "common": lambda d: d.choice(["高度重视", "周期", "方案", "白天", "安排", "任务", "金额", "马上", "温馨提示", "许可", "黄色预警", "严重", "常见问题", "石材", "江边", "于是", "路由", "万一", "包装", "成本", "时间", "向导", "应收", "经理", "总监", "老师们", "师傅们", "小时", "老家", "小票", "老年", "阿里", "小程序", "老客户"]),
}  # fmt: skip
