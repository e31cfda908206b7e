"""Draws images as people paste them, has them read and covered, and looks at what is still there.

usage: python bench/images.py [--images 60] [--seed 1] [--font FILE] [--keep FOLDER]

Screens with lines of chats, forms and terminals, light and dark, in several sizes, some of them
compressed or transparent; values are drawn at known places. Two measures: the share of a
value's ink that is not covered (told without any reader), and whether reading the result again
finds it. A value is left where more than a tenth of its ink is, or where it is read again. Decoys
are words that are no value: covered ones are counted too. Chinese needs a font that has it: --font,
or one that fc-list knows (Debian: fonts-wqy-microhei); without one all is English. Processor time.
Prints a table and, last, one line of JSON.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).parents[1]))

from posthouse.config.names import shipped
from posthouse.media.outcome import Job, Work
from posthouse.media.page import page_of
from posthouse.media.work import do
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner

SIZES = ((1280, 800), (1920, 1080), (800, 600), (1080, 2340), (640, 960), (2560, 1440))
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚文辉玲桂",
)
FIRST = [
    "Robert",
    "Maria",
    "James",
    "Linda",
    "David",
    "Susan",
    "Thomas",
    "Karen",
    "Daniel",
    "Nancy",
    "Kevin",
    "Laura",
]
LAST = [
    "Miller",
    "Garcia",
    "Johnson",
    "Becker",
    "Thompson",
    "Novak",
    "Wilson",
    "Harris",
    "Clark",
    "Lewis",
    "Walker",
]
ROADS = ["人民路", "建国路", "解放大道", "中山北路", "学院路", "和平街"]
CITIES = ["北京市海淀区", "上海市徐汇区", "广州市天河区", "成都市武侯区", "杭州市西湖区"]
LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def resident(draw: random.Random) -> str:
    body = draw.choice(("110105", "310104", "440106", "510107")) + (
        f"{draw.randint(1950, 2004)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
        f"{draw.randint(0, 999):03}"
    )
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


def card(draw: random.Random) -> str:
    body = draw.choice(("622848", "453957", "540123")) + f"{draw.randint(0, 10**9 - 1):09}"
    total = sum(sum(divmod(int(c) * (2 - n % 2), 10)) for n, c in enumerate(body))
    digits = body + str(-total % 10)
    return " ".join(digits[n : n + 4] for n in range(0, 16, 4))


def key(draw: random.Random, length: int) -> str:
    return "".join(draw.choice(LETTERS) for _ in range(length))


MAKERS = {
    "EMAIL": lambda d: f"{d.choice(FIRST).lower()}.{d.choice(LAST).lower()}@{key(d, 6).lower()}.cn",
    "PHONE": lambda d: f"1{d.choice('3578')}{d.randint(0, 9)}{d.randint(0, 99_999_999):08}",
    "ID_CARD": resident,
    "BANK_CARD": card,
    "CREDENTIAL": lambda d: d.choice(("sk-proj-", "ghp_", "AKIA")) and f"sk-proj-{key(d, 40)}",
    "IP": lambda d: ".".join(str(d.randint(11, 199)) for _ in range(4)),
    "PERSON en": lambda d: f"{d.choice(FIRST)} {d.choice(LAST)}",
    "PERSON zh": lambda d: d.choice(SURNAMES) + "".join(d.sample(GIVEN, 2)),
    "ADDRESS zh": lambda d: (
        f"{d.choice(CITIES)}{d.choice(ROADS)}{d.randint(1, 300)}号"
        f"{d.randint(1, 20)}号楼{d.randint(100, 2800)}室"
    ),
}
LINES = {
    "en": (
        "Please write to {EMAIL} before Friday.",
        "From: {PERSON en} <{EMAIL}>",
        "Customer {PERSON en} called about the order",
        "Phone: {PHONE}",
        "phone {PHONE}, mail {EMAIL}",
        "Card number {BANK_CARD} valid thru 08/29",
        "export OPENAI_API_KEY={CREDENTIAL}",
        "ssh deploy@{IP} -p 22",
        "Best regards, {PERSON en}",
    ),
    "zh": (
        "姓名：{PERSON zh}    电话：{PHONE}",
        "联系人{PERSON zh}，手机{PHONE}，邮箱{EMAIL}",
        "身份证号：{ID_CARD}",
        "收货地址：{ADDRESS zh}",
        "银行卡 {BANK_CARD}",
        "客户{PERSON zh}反映订单一直没有发货",
        "{PERSON zh}  {ID_CARD}  {PHONE}",
        "服务器 {IP} 密钥 {CREDENTIAL}",
    ),
}
DECOYS = {
    "en": (
        "The build took 42 minutes and passed.",
        "def read(path): return open(path).read()",
        "Version 3.11.7 released on 2026-03-14",
        "Total: 1,284 items in 36 boxes",
        "All tests are green, merging tomorrow.",
    ),
    "zh": (
        "会议改到下午三点，请准时参加。",
        "本月销售额同比增长百分之十二",
        "版本号 2.4.1，发布日期待定",
        "请先阅读使用说明再安装软件。",
        "库存数量共计一千二百件",
    ),
}


def fonts(given: str) -> tuple[str, str]:
    """Return a font for each script, "" for none."""
    listed = ""
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        listed = ""
    chinese = given or next((line.rstrip(": \n") for line in listed.splitlines()), "")
    return "", chinese


class Sheet:
    """One image under the pen; remembers where the ink of each value lies."""

    def __init__(self, draw: random.Random, chinese: str) -> None:
        self.draw = draw
        self.size = draw.choice(SIZES)
        self.dark = draw.random() < 0.35
        self.letters = draw.choice((13, 15, 18, 24, 32))
        self.language = "zh" if chinese and draw.random() < 0.55 else "en"
        path = chinese if self.language == "zh" else ""
        size = self.letters
        self.font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
        self.paper = (22, 24, 30) if self.dark else draw.choice(((255, 255, 255), (244, 246, 250)))
        self.ink = (220, 223, 228) if self.dark else draw.choice(((0, 0, 0), (40, 44, 52)))
        self.image = Image.new("RGB", self.size, self.paper)
        self.pen = ImageDraw.Draw(self.image)
        self.values: list[tuple[str, str, tuple[int, ...]]] = []
        self.decoys: list[tuple[int, ...]] = []

    def fill(self) -> None:
        """Write lines of values and decoys from top to bottom."""
        y = self.letters
        while y < self.size[1] - 3 * self.letters and len(self.values) < 14:
            x = self.draw.choice((self.letters, 2 * self.letters, self.size[0] // 5))
            if self.draw.random() < 0.45:
                text = self.draw.choice(DECOYS[self.language])
                self.decoys.append(self.write(x, y, text))
            else:
                self.line(x, y, self.draw.choice(LINES[self.language]))
            y += int(self.letters * self.draw.choice((1.5, 1.8, 2.4)))

    def line(self, x: int, y: int, form: str) -> None:
        """Write one line part by part."""
        begun = len(self.values)
        while form:
            plain, _, form = form.partition("{")
            x = self.write(x, y, plain)[2]
            if form:
                label, _, form = form.partition("}")
                value = MAKERS[label](self.draw)
                self.values.append((label, value, self.write(x, y, value)))
                x = self.values[-1][2][2]
        if x > self.size[0]:  # ran off the edge: nobody can read it
            del self.values[begun:]

    def write(self, x: int, y: int, text: str) -> tuple[int, ...]:
        self.pen.text((x, y), text, fill=self.ink, font=self.font)
        left, top, right, low = self.pen.textbbox((x, y), text, font=self.font)
        width = self.pen.textlength(text, font=self.font)
        return int(left), int(top), max(int(right), int(x + width)), int(low)

    def packed(self) -> tuple[bytes, str]:
        """Return the image as a file and what was done to it."""
        made = BytesIO()
        kind = self.draw.choice(("png", "png", "jpeg", "webp", "clear"))
        if kind == "jpeg":
            self.image.save(made, "JPEG", quality=self.draw.choice((70, 85, 95)))
        elif kind == "clear":  # ink on nothing
            grey = np.asarray(self.image.convert("L"), np.int16)
            ground = int(grey[0, 0])
            alpha = np.clip(abs(grey - ground) * 2, 0, 255).astype(np.uint8)
            clear = self.image.convert("RGBA")
            clear.putalpha(Image.fromarray(alpha))
            clear.save(made, "PNG")
        else:
            self.image.save(made, kind.upper(), **({"lossless": True} if kind == "webp" else {}))
        return made.getvalue(), kind


def left_of(sheet: Sheet, covered: Image.Image, box: tuple[int, ...]) -> float:
    """Return the share of the ink in a box that can still be seen."""
    before = np.asarray(sheet.image.crop(box).convert("L"), np.int16)
    ground = np.asarray(Image.new("RGB", (1, 1), sheet.paper).convert("L"), np.int16)[0, 0]
    ink = abs(before - ground) > 60
    shown = covered.crop(box)
    flat = Image.new("RGBA", shown.size, (255, 0, 255, 255))
    flat.alpha_composite(shown.convert("RGBA"))
    black = np.asarray(flat.convert("RGB"), np.int16).max(axis=2) < 60
    dark = np.asarray(sheet.image.crop(box).convert("RGB"), np.int16).max(axis=2) < 60
    if not sheet.dark:  # black letters on light: covered where the ground around them is black too
        solid = black[~ink].mean() if (~ink).any() else 1.0
        return float(1 - solid)
    return float((ink & ~black & ~dark).sum() / max(ink.sum(), 1))


def plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def measured(sheet: Sheet, examiner: Examiner, keep: Path | None, number: int) -> dict:
    """Read, cover, look again."""
    data, kind = sheet.packed()
    began = time.process_time()
    lines = do(Job(Work.IMAGE, data)).lines
    read_s = time.process_time() - began
    page = page_of(lines)
    found = examiner.find_all([page.text])[0]
    areas = page.covering((one.start, one.end) for one in found)
    began = time.process_time()
    covered = do(Job(Work.COVER, data, areas)).data
    cover_s = time.process_time() - began
    again = plain(page_of(do(Job(Work.IMAGE, covered)).lines).text)
    shown = Image.open(BytesIO(covered))
    left = []
    for label, value, box in sheet.values:
        seen = left_of(sheet, shown, box)
        if seen > 0.1 or plain(value) in again:
            left.append((label, value, round(seen, 2), plain(value) in plain(page.text)))
    decoys = sum(left_of(sheet, shown, box) < 0.6 for box in sheet.decoys)
    if keep is not None:
        (keep / f"{number}.{'jpg' if kind == 'jpeg' else kind}").write_bytes(covered)
    return {
        "values": [label for label, _, _ in sheet.values], "left": left, "read_s": read_s,
        "cover_s": cover_s, "decoys": len(sheet.decoys), "covered_decoys": decoys,
        "megapixels": sheet.size[0] * sheet.size[1] / 1e6, "language": sheet.language,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--font", default="")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--show", action="store_true", help="tell which values are left")
    given = parser.parse_args()
    _, chinese = fonts(given.font)
    examiner = Examiner(Detector(RULES).find_all, shipped().find_all)
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    do(Job(Work.IMAGE, b""))
    results = []
    for number in range(given.images):
        sheet = Sheet(random.Random(f"{given.seed}/{number}"), chinese)
        sheet.fill()
        results.append(measured(sheet, examiner, given.keep, number))
        if given.show and results[-1]["left"]:
            print(number, sheet.size, sheet.letters, results[-1]["left"])
    planted = Counter(label for one in results for label in one["values"])
    left = Counter(label for one in results for label, *_ in one["left"])
    unread = sum(not known for one in results for *_, known in one["left"])
    print(f"{'label':12} {'planted':>8} {'left':>6}")
    for label, count in sorted(planted.items()):
        print(f"{label:12} {count:8} {left[label]:6}")
    pixels = sum(one["megapixels"] for one in results)
    told = {
        "images": len(results), "chinese": bool(chinese), "planted": sum(planted.values()),
        "left": sum(left.values()), "left_unread": unread,
        "left_share": round(sum(left.values()) / max(sum(planted.values()), 1), 4),
        "decoys": sum(one["decoys"] for one in results),
        "covered_decoys": sum(one["covered_decoys"] for one in results),
        "read_s": round(sum(one["read_s"] for one in results) / len(results), 3),
        "read_s_a_megapixel": round(sum(one["read_s"] for one in results) / pixels, 3),
        "cover_s": round(sum(one["cover_s"] for one in results) / len(results), 3),
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
