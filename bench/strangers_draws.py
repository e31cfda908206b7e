"""Draws of made-up values with right check digits, and of made-up names, for strangers_values.py."""

import base64
import json
import re
import string
from random import Random

ALNUM = string.ascii_letters + string.digits
CLASSES = {
    "a": ALNUM, "l": string.ascii_lowercase + string.digits, "d": string.digits,
    "u": string.ascii_uppercase + string.digits, "e": "123456789", "f": "5678", "h": "0123456789abcdef",
    "H": "0123456789ABCDEF", "w": ALNUM + "_-", "b": ALNUM + "+/", "z": string.ascii_lowercase,
    "Z": string.ascii_uppercase, "A": string.ascii_uppercase + "234567", "B": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
}  # fmt: skip
FIRST = "Maren Idris Tobias Saoirse Quentin Anneliese Rohan Ngozi Mateus Ingrid Felix Yasmin Caleb Petra Anders Leila Victor Hannah Oscar Beatriz".split()
LAST = "Holloway Brandvold Castellano Achterberg Whitcombe Oyelaran Sørensen Delacroix Pemberley Nakagawa Kowalczyk Ferreira Lindgren Marchetti Abernathy Rasmussen Okonkwo Thackeray Villanueva Steinmetz".split()
FAMILY = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔"
GIVEN = "伟芳娜敏静磊军洋勇艳杰涛明超霞平刚桂英华建国玉兰志强晓梅海燕春燕文博雨桐思远佳怡浩然子涵一诺欣妍俊熙梓轩嘉懿若溪景行"
WORD = "amberlake birchmoor cedarfall duskfield elmwick fernhollow glasswing harrowgate ironbrook junipero larkmere mossbank northpine oakhurst pinecroft quarryhill riverton stonewell thornbury westmarch".split()
PARTS = [
    "db",
    "redis",
    "kafka",
    "git",
    "ci",
    "vpn",
    "ldap",
    "mail",
    "es",
    "mq",
    "api",
    "nas",
    "k8s-master",
    "harbor",
    "nexus",
    "zabbix",
]
ZH_PLACE = [
    "江苏省南京市鼓楼区",
    "湖北省武汉市洪山区",
    "浙江省杭州市西湖区",
    "广东省广州市天河区",
    "四川省成都市锦江区",
    "陕西省西安市碑林区",
    "上海市徐汇区",
    "北京市海淀区",
    "重庆市渝中区",
    "福建省厦门市思明区",
    "山东省青岛市市南区",
    "湖南省长沙市岳麓区",
]
ZH_ROAD = [
    "中山北路",
    "珞喻路",
    "文三西路",
    "体育东路",
    "红星路三段",
    "长安南路",
    "漕溪北路",
    "学院南路",
    "民生路",
    "湖滨东路",
    "香港中路",
    "麓山南路",
]
ROAD = [
    "Orchard Close",
    "Mill Lane",
    "Birch Avenue",
    "Kingsway",
    "Station Road",
    "Elm Street",
    "Harbour View",
    "Old Post Road",
    "Maple Drive",
    "Chestnut Court",
]
TOWN = [("Ashford", "VA", "2"), ("Millbrook", "OH", "4"), ("Larkspur", "CO", "8"), ("Fairhaven", "MA", "0"), ("Redmond", "WA", "9")]  # fmt: skip
PLATE = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤川青琼宁"
MOBILE = [
    "130",
    "135",
    "138",
    "139",
    "151",
    "156",
    "159",
    "166",
    "173",
    "177",
    "182",
    "186",
    "188",
    "191",
    "198",
    "199",
]
AREAS = ["110108", "320106", "420111", "330106", "440106", "510104", "610103", "310104", "430104"]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def shaped(shape: str, draw: Random) -> str:
    """Return a value of a shape: {CLASS LENGTH} stands for random characters."""

    def part(match: re.Match[str]) -> str:
        kind, size = match[1], int(match[2])
        return password(draw, size) if kind == "p" else some(draw, CLASSES[kind], size)

    return re.sub(r"\{([a-zA-Z])(\d+)\}", part, shape)


def some(draw: Random, letters: str, size: int) -> str:
    return "".join(draw.choice(letters) for _ in range(size))


def digits(draw: Random, size: int) -> str:
    return str(draw.randint(1, 9)) + some(draw, string.digits, size - 1)


def password(draw: Random, size: int) -> str:
    word = draw.choice(WORD).capitalize()[: max(size - 6, 3)]
    body = some(draw, ALNUM, max(size - len(word) - 3, 2))
    return f"{word}{draw.choice('!@#$%^*_-')}{body}{digits(draw, 2)}"


def luhn(body: str) -> str:
    total = 0
    for at, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def iban(draw: Random, country: str, shape: str) -> str:
    body = shaped(shape, draw)
    number = "".join(str(int(c, 36)) for c in f"{body}{country}00")
    return f"{country}{98 - int(number) % 97:02}{body}"


def grouped(text: str, size: int = 4, sep: str = " ") -> str:
    return sep.join(text[at : at + size] for at in range(0, len(text), size))


def birth(draw: Random) -> tuple[int, int, int]:
    return draw.randint(1950, 2006), draw.randint(1, 12), draw.randint(1, 28)


def resident(draw: Random) -> str:
    year, month, day = birth(draw)
    body = f"{draw.choice(AREAS)}{year}{month:02}{day:02}{some(draw, string.digits, 3)}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]


def uscc(draw: Random) -> str:
    body = f"91{draw.choice(AREAS)}{some(draw, USCC, 9)}"
    return body + USCC[-sum(USCC.index(c) * 3**n % 31 for n, c in enumerate(body)) % 31]


def weighted(body: str, weights: tuple[int, ...], modulus: int) -> int:
    return sum(int(c) * w for c, w in zip(body, weights, strict=True)) % modulus


def cpf(draw: Random) -> str:
    body = digits(draw, 9)
    for size in (9, 10):
        rest = weighted(body, tuple(range(size + 1, 1, -1)), 11)
        body += str(0 if rest < 2 else 11 - rest)
    return f"{body[:3]}.{body[3:6]}.{body[6:9]}-{body[9:]}"


def dni(draw: Random) -> str:
    number = digits(draw, 8)
    return number + "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23]


def nir(draw: Random) -> str:
    body = f"{draw.randint(1, 2)}{draw.randint(50, 99)}{draw.randint(1, 12):02}{draw.randint(10, 89)}{digits(draw, 6)}"
    return f"{body}{97 - int(body) % 97:02}"


def pesel(draw: Random) -> str:
    body = (
        f"{draw.randint(50, 99)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}{digits(draw, 4)}"
    )
    return body + str(-weighted(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), 10) % 10)


def rrn(draw: Random) -> str:
    year, month, day = birth(draw)
    return f"{year % 100:02}{month:02}{day:02}-{draw.randint(1, 2)}{digits(draw, 6)}"


def hetu(draw: Random) -> str:
    year, month, day = birth(draw)
    body = f"{day:02}{month:02}{year % 100:02}"
    number = f"{draw.randint(2, 899):03}"
    return f"{body}-{number}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(body + number) % 31]}"


def hkid(draw: Random) -> str:
    body = some(draw, string.ascii_uppercase, 1) + digits(draw, 6)
    total = 36 * 9 + (ord(body[0]) - 55) * 8 + weighted(body[1:], (7, 6, 5, 4, 3, 2), 11)
    return f"{body}({'0123456789A'[-total % 11]})"


def twid(draw: Random) -> str:
    body = draw.choice("ABCDEFGH") + str(draw.randint(1, 2)) + some(draw, string.digits, 7)
    lead = ord(body[0]) - 55
    total = lead // 10 + lead % 10 * 9 + weighted(body[1:], (8, 7, 6, 5, 4, 3, 2, 1), 10)
    return body + str(-total % 10)


def nric(draw: Random) -> str:
    body = digits(draw, 7)
    return f"S{body}{'JZIHGFEDCBA'[weighted(body, (2, 7, 6, 5, 4, 3, 2), 11)]}"


def bsn(draw: Random) -> str:
    while True:
        body = digits(draw, 8)
        last = weighted(body, (9, 8, 7, 6, 5, 4, 3, 2), 11)
        if last < 10:
            return body + str(last)


def nhs(draw: Random) -> str:
    while True:
        body = digits(draw, 9)
        last = -weighted(body, (10, 9, 8, 7, 6, 5, 4, 3, 2), 11) % 11
        if last < 10:
            return f"{body[:3]} {body[3:6]} {body[6:]}{last}"


def vin(draw: Random) -> str:
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    body = "LSV" + some(draw, letters, 8) + digits(draw, 6)
    values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1,2,3,4,5,6,7,8,1,2,3,4,5,7,9,2,3,4,5,6,7,8,9), strict=True))  # fmt: skip
    weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
    total = sum(
        (int(c) if c.isdigit() else values[c]) * w for c, w in zip(body, weights, strict=True)
    )
    return f"{body[:8]}{'0123456789X'[total % 11]}{body[9:]}"


def jwt(draw: Random) -> str:
    def part(value: object) -> str:
        raw = json.dumps(value, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    head = part({"alg": draw.choice(["RS256", "ES256", "HS512"]), "kid": some(draw, ALNUM, 8)})
    claims = {"sub": digits(draw, 10), "iat": int(digits(draw, 9)), "scope": "read write"}
    return f"{head}.{part(claims)}.{some(draw, CLASSES['w'], 86)}"


def pem(draw: Random, name: str = "RSA PRIVATE KEY", rows: int = 12, width: int = 64) -> str:
    lines = [some(draw, CLASSES["b"], width) for _ in range(rows)]
    lines.append(some(draw, CLASSES["b"], 38) + "==")
    return "\n".join([f"-----BEGIN {name}-----", *lines, f"-----END {name}-----"])


def domain(draw: Random) -> str:
    return f"{draw.choice(WORD)}{draw.choice(['', '-tech', 'labs', '-group'])}.{draw.choice(['com', 'io', 'cn', 'co', 'net', 'de'])}.test"


def mailbox(draw: Random) -> str:
    first, last = draw.choice(FIRST).lower(), re.sub("[^a-z]", "o", draw.choice(LAST).lower())
    sep = draw.choice([".", "_", "", "-"])
    host = draw.choice([domain(draw), "gmail.test", "qq.test", "163.test", "outlook.test"])
    return f"{first}{sep}{last}{draw.choice(['', digits(draw, 2)])}@{host}"


def zh_address(draw: Random) -> str:
    at = draw.randrange(len(ZH_PLACE))
    return f"{ZH_PLACE[at]}{ZH_ROAD[at]}{draw.randint(2, 999)}号{draw.randint(1, 40)}{draw.choice(['栋', '幢', '号楼'])}{draw.randint(101, 3205)}{draw.choice(['室', ''])}"


def us_address(draw: Random) -> str:
    town, state, zipped = draw.choice(TOWN)
    unit = draw.choice(["", f" Apt {draw.randint(1, 60)}", f", Suite {draw.randint(100, 900)}"])
    return f"{draw.randint(12, 9800)} {draw.choice(ROAD)}{unit}, {town}, {state} {zipped}{some(draw, string.digits, 4)}"


def v6(draw: Random) -> str:
    groups = [some(draw, CLASSES["h"], 4).lstrip("0") or "1" for _ in range(4)]
    return f"{draw.choice(['2408:8207', '2a02:908', '2600:1f18', 'fd3c:91'])}:{groups[0]}:{groups[1]}::{groups[2]}:{groups[3]}"


def v4(draw: Random) -> str:
    return f"{draw.choice([10, 172, 47, 119, 203, 81])}.{draw.randint(16, 31)}.{draw.randint(2, 250)}.{draw.randint(2, 250)}"


def born(draw: Random, form: str) -> str:
    year, month, day = birth(draw)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return form.format(y=year, m=month, d=day, mm=f"{month:02}", dd=f"{day:02}", mon=months[month - 1])  # fmt: skip


def mobile(draw: Random) -> str:
    return draw.choice(MOBILE) + some(draw, string.digits, 8)


def in_three(number: str, gap: str = " ") -> str:
    return gap.join((number[:3], number[3:7], number[7:]))
