"""Accounts of WeChat as people write them who are not meant to: 加微 abc123, V：abc123, 绿泡泡.

A single letter says so only amid Chinese, and only before what holds letters and figures.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.pinyin import is_login_of_person
from posthouse.privacy.rules import TEXTUAL, Rule, Span

_HAN = re.compile(r"[\u4e00-\u9fff]")
_AROUND = 24
_ID = r"(?P<v>[A-Za-z](?=[\w-]*[\d_])[A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-]|[.(\[]\w)"
_CODE = re.compile(r"[vV]\d|(?i:sha|utf|rfc|iso|gpt|http|api)[_-]?\d")


def _amid_chinese(match: re.Match[str]) -> Span | None:
    """Take an id in a line of Chinese; leave versions and names of standards."""
    text, (start, end) = match.string, match.span()
    around = (
        text[max(start - _AROUND, 0) : start].rpartition("\n")[2]
        + text[end : end + _AROUND].partition("\n")[0]
    )
    chinese = "：" in match.group() or _HAN.search(match.group()) or _HAN.search(around)
    if not chinese or _CODE.match(match["v"]):
        return None
    figures = any(map(str.isdigit, match["v"]))
    if not figures and not is_login_of_person(match["v"].lower()):
        return None
    letter = match.group()[0].isascii() and match.group()[:2] not in ("V信", "v信")
    return None if letter and sum(map(str.isdigit, match["v"])) < 2 else match.span("v")


def _shown(match: re.Match[str]) -> Span | None:
    """Take what holds figures, or a name in pinyin behind the sign of an account."""
    figures = any(map(str.isdigit, match["v"]))
    return match.span("v") if figures or is_login_of_person(match["v"].lower()) else None


_MESSENGERS = "旺旺|钉钉|釘釘|抖音|小红书|支付宝|支付寶|微博|telegram|飞书|快手|淘宝|skype"

_SHOPS = "卖家|賣家|买家|買家|掌柜|店主|店家|店铺|闲鱼"

RULES = (
    Rule(
        "messenger-in-context",
        Label.ACCOUNT,
        rf"(?:line ?id|加line|line是|{_MESSENGERS}|{_SHOPS})"
        r"[^\n\x00]{0,12}(?:[A-Za-z][A-Za-z0-9._-]{4}|(?:号|號)[^\n\x000-9]{0,4}[1-9][0-9]{8})",
        rf"(?i)(?<![a-z0-9])(?:line(?= ?id)|(?<=加)line|(?<=[的她他我])line(?=是)|{_MESSENGERS}|"
        rf"(?:{_SHOPS})(?=[（( ：:]{{0,2}}tb_?\d{{6}}))"
        r"(?:私我|私信|搜索?|同名)?[（(]?"
        r"(?: ?(?:账号|帐号|帳號|号码|号|號|id|昵称|名))?[ ]?(?:[:：=]|是|为|為)?[ ]?[\"'`@]?"
        r"(?:live:)?"
        r"(?P<v>(?:(?<=[号號])|(?<=[号號][：: ]))[1-9]\d{8,10}(?!\d)|"
        r"[A-Za-z](?=[\w.-]*\d|(?<=@.))(?![\w.-]*\d\.\d)[A-Za-z0-9_.-]{4,23})(?![\w@-]|\.\w)",
        _shown,
        before=32,
        after=24,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "LINE ID：‹ruoxi.5056›\n",
            "Skype: live:‹ruoxi_5056›\n",
            "加LINE：‹wei.5452›",
            "旺旺号是‹tb904802148›，",
            "旺旺: ‹tb309490041›  企业",
            "卖家‹tb485815335›（实名",
            "抖音号：‹dy8723xyz›",
            "他的LINE是‹jianguo.1477›。",
            "或者小红书私我（号‹yuxin_376›）",
            "小红书号：‹6511334019›\n",
            "老板方某（微博@‹zhouguoqing›，电话",
            "抖音 @‹zhang_yifan› 的视频",
        ),
        near_misses=(
            "line 12345abc",
            "钉钉 dingtalk",
            "online ID: abc12345",
            "支付宝 SDK v15.8.03",
            "微博 API2.0",
            "微博@OpenHarmony 发文",
            "微博@property",
            "买家 buyer_id2024 字段",
        ),
    ),
    Rule(
        "wechat-informal",
        Label.ACCOUNT,
        r"(?:加微|加我微|加薇|另一个号|小号|大号|加个微|加威|加徽|微信加|V信|v信|微信同|绿泡泡|薇信|威信|徽信|薇|绿色软件)"
        r"[^\nA-Za-z0-9\x00]{0,16}[A-Za-z][A-Za-z0-9_-]{5}"
        r"|(?:[vV]|[wW][xX]|[vV][xX])(?:：|:|:  ?|： | )[A-Za-z][A-Za-z0-9_-]{5}",
        r"(?:加(?:我|个|一下)?(?:微信?|薇信?|威信?|徽信?)|微信加(?:我|个|一下)?|[Vv]信|微信同号?|"
        r"(?<=[他她我])(?:的?(?:另一?|那|这)?个?(?:[小大]|微信|工作)?号)|绿泡泡|[薇威徽]信?|绿色软件|(?<=加)[vV]|"
        r"(?<![A-Za-z0-9._/-])(?:[vV]|[wW][xX]|[vV][xX])(?=[ :：]))"
        r"(?:号|吧|哈|哦|呀|我|聊|详聊|：|:|，|,| |「|是){0,4}" + _ID,
        _amid_chinese,
        before=48,
        after=24,
        rank=TEXTUAL,
        examples=(
            "可小刀，V：‹felix11170›\n",
            "近地铁，wx：‹felix11170› 电话同步",
            "有意加薇：‹felix11170›，",
            "加微 ‹felix11170› 备注",
            "微信加我吧 ‹felix11170›，白天上班",
            "报名的加我微信哈，‹felix11170›\n",
            "绿泡泡：‹felix11170› 勿扰",
            "王姐 V信‹felix11170›（同手机）",
            "加v ‹felix11170› 拉你进群",
            "tel：x\nwx：‹felix11170›\naddr：y",
            "我加他另一个号‹xiuying6611›他不通过",
            "加她小号‹liu_wenjing›",
        ),
        near_misses=(
            "系统版本 V：v12.3.4",
            "接口 wx: request2 的封装(x)",
            "v: abc12345",
            "wx abc12345 is not",
            "参数 v = abc12345",
            "加微服务 gateway",
        ),
    ),
)
