"""Names of Chinese people as logins spell them in Latin letters: wangjianguo, li.wei, xuq11."""

from __future__ import annotations

import re

from posthouse.privacy.words import either, words

_FAMILIES = words(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng "
    "liang "
    "xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng "
    "wei "
    "su lv lyu lu ding ren shen yao cui zhong tan liao fan shi jin jia xia fu fang zou xiong "
    "bai meng "
    "qin qiu hou yin xue yan duan lei hao tao gong shao wan qian mao chang gu lai kang yi ning niu "
    "qiao hong wen zhuang ouyang situ sima zhuge ruan lan mo ou kong xiang qi mei miao bao sheng"
)
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|"
    r"ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|ve|a|o|e|i|u|v)|ai|an|ang|ao|ou|en)"
)
_FAMILY = either(_FAMILIES)
_NAME = re.compile(
    rf"(?:{_FAMILY})(?:[._-]?{_SYLLABLE}{{1,2}}|[._-][a-z]{{1,2}})(?:[._]?\d{{1,4}})?"
    rf"|{_SYLLABLE}{{1,2}}[._-](?:{_FAMILY})\d{{0,4}}"
    rf"|(?:{_FAMILY})[a-z]{{1,2}}\d{{2,8}}"
)
_GIVEN = re.compile(rf"{_SYLLABLE}{{1,3}}(?:mr|ms|mrs|miss)?")
_OF_HONG_KONG = words(
    "au chan cheng cheung chiu choi chow chu chui chung fan fok fong fung ho hon hui hung kam ko "
    "kong kwan kwok lai lam lau law lee leung ling lo lui mak mok mui ng ngai pang poon shum siu "
    "so suen tam tong tsang tse tsoi tsui wan wong woo yeung yip yiu yuen yung"
)
_CANTONESE = (
    r"(?:(?:ch|ts|sz|kw|gw|ng|sh|[bcdfghjklmnpqrstwyz])?(?:[aeiou]{1,3}|y[aeou]{1,2})"
    r"(?:ng|[nmptkh])?|ng)"
)
_GIVEN_THERE = re.compile(rf"{_CANTONESE}(?:[ -]{_CANTONESE})?")
_LEAST, _MOST = 5, 24
# What reads like a name and is a word, a service or a place.
_WORDS = words(
    "change machine make mache maine range pantone weixin weibo huawei dingding feishu gaode baidu "
    "jindie yongyou wuhan jinan taiyuan tangshan jiangsu fujian yunnan hunan hainan qingdao xiamen "
    "yinhe suse fedora mango lubuntu dongle tango jiangxi shanxi shenzhen luoyang nanjing wuxi "
    "xuanwu maven chenai lumen linden wenti gongju shijian xiangmu chanpin yuangong yonghu "
    "guanli guanliyuan gongsi caiwu renshi yunwei yunying kaifa ceshi jishu haoma wanmei "
    "module language during future human mobile manage managing license licence licensing making "
    "linking magenta limiting lingering hanging modeling handing mature wanting fusing panning "
    "futile house cairo shine liking "
    "shengchan shebei xiaoshou caigou jiankong feiyong xitong wenjian mokuai"
)


def is_login_of_person(text: str) -> bool:
    """Tell whether a login, in small letters, is somebody's name in pinyin."""
    if not _LEAST <= len(text) <= _MOST or text.rstrip("0123456789") in _WORDS:
        return False
    return _NAME.fullmatch(text) is not None


def is_name_of_ticket(text: str) -> bool:
    """Tell whether capitals with a slash are a name as a ticket has it: TANG/LIHUA."""
    family, _, given = text.lower().partition("/")
    networks = text.upper() in ("LAN/WAN", "WAN/LAN")
    return family in _FAMILIES and not networks and _GIVEN.fullmatch(given) is not None


def is_name_abroad(text: str) -> bool:
    """Tell whether a family's name and a given one are as passports have them.

    Zhou Siyuan and ZHOU Siyuan; CHAN Tai Man of Hong Kong and Macao has its family in capitals.
    """
    family, _, given = text.replace("ü", "v").replace("Ü", "V").partition(" ")
    small = given.lower()
    if family.lower() in _FAMILIES and _GIVEN.fullmatch(small.replace("-", "")):
        return True
    if not family.isupper() or family.lower() not in _OF_HONG_KONG:
        return False
    several = len(family) > 2 or len(small) > len(small.replace("-", " ").split()[0])
    return several and _GIVEN_THERE.fullmatch(small) is not None
