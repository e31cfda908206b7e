"""Made-up people, numbers and plates for zh-short.txt: whatever people are called and may dial."""

import string
from random import Random

from strangers_draws import FAMILY, PLATE, in_three, some

UPPER = string.ascii_uppercase
COMPOUND = "欧阳 上官 司马 诸葛 慕容 司徒 夏侯 皇甫 尉迟 令狐".split()
SHORT_FAMILY = "于俞洪左单解尤巫祁车应乐和成计焦鲍苗花方水时申安常盛向步万温习明强经红全查宁仇覃缪冼阚亓逄佘仝褚隗瞿郗麦阳欧费岑戚晏娄卞宫丛栾谌邝楼鞠米苟"
GIVEN_NAMES = "伟 强 磊 静 敏 涛 霞 芳 超 娜 勇 艳 杰 娟 军 洋 鑫 博 婷 倩 颖 琳 浩然 梓涵 建国 秀英 桂兰 子轩 雨桐 思远 佳怡 俊杰 晓明 志强 丽华 海燕 国庆 春梅 文斌 玉珍 一鸣 可欣 诗涵 天佑 博文 欣妍 宇航 嘉豪 若曦 景行 淑芬 立新 红梅 少华 卫东 小红 大勇 新民 永福 爱华 金凤 云飞 昊天 书豪 语嫣 亦菲 奕辰 沐阳 乐瑶 知行 之恒 明哲 泽宇 婉清 芷若 凯旋 振华 长青 有才 满仓 来福 和平 建设 向前 跃进".split()


def short_person(draw: Random) -> str:
    """Return a usual given name behind a usual surname, a rarer one or one of two letters."""
    family = draw.choice([draw.choice(FAMILY), draw.choice(FAMILY), draw.choice(SHORT_FAMILY), draw.choice(COMPOUND)])  # fmt: skip
    return family + draw.choice(GIVEN_NAMES)


def any_mobile(draw: Random) -> str:
    """Return eleven figures as any mobile number has them, of an assigned range or not."""
    return f"1{draw.choice('3456789')}{some(draw, string.digits, 9)}"


def any_spelling(draw: Random) -> str:
    """Return a mobile number in one of the ways that people group and prefix it."""
    number = any_mobile(draw)
    return draw.choice([
        in_three(number), in_three(number, "-"), in_three(number, "."), f"{number[:3]} {number[3:]}", f"{number[:3]}-{number[3:]}",
        f"{number[:4]} {number[4:8]} {number[8:]}", f"{number[:4]}-{number[4:8]}-{number[8:]}", f"{number[:3]} {number[3:6]} {number[6:]}",
        f"+86 {number}", f"+86{number}", f"0086{number}", f"86-{number}", f"(+86) {in_three(number)}", f"{number[:5]} {number[5:]}",
        "".join(chr(ord(c) + 0xFEE0) for c in number), number,
    ])  # fmt: skip


def any_plate(draw: Random, size: int = 5) -> str:
    """Return a plate of any letters, I and O among them."""
    joint = draw.choice(["", "", "", "·", " ", "•"])
    return f"{draw.choice(PLATE)}{draw.choice(UPPER)}{joint}{some(draw, UPPER + string.digits, size)}"  # fmt: skip
