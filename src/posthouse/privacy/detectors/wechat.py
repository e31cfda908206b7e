"""Accounts of WeChat and QQ, told by the word before them or by their form."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.pinyin import is_login_of_person
from posthouse.privacy.rules import NUMBER, TEXTUAL, Rule, Span

_CODE = re.compile(r"[ \t]*[({\[]|\.\w|[ \t]*=>?")
_MINE = re.compile(
    r"(?:[\u3000-\u9fff，：、,;]|\b(?i:my|me|add|on|his|her|their|our|your|via|by|or|and|contact|at))"
    r"[ (\"'：]{0,2}\Z"
)


def _wechat(match: re.Match[str]) -> Span | None:
    """Keep an id that holds a figure or is plainly announced; leave what code goes on after."""
    name = match.group("v")
    told = match.group("told") is not None
    chinese = not match["word"].isascii()
    added = told or "加" in match.string[max(match.start() - 4, 0) : match.start()]
    made = name.lower().startswith("wx_") and not (added and any(map(str.isdigit, name)))
    if made or name.lower().startswith("your") or _CODE.match(match.string, match.end()):
        return None
    start = match.start()
    mine = told or chinese or _MINE.search(match.string, max(start - 12, 0), start)
    if not mine:
        return None  # struct wechat msg_t2
    signed = any(c.isdigit() for c in name) or (chinese and "_" in name)
    plain = told or signed or is_login_of_person(name.lower())
    return match.span("v") if plain else None


RULES = (
    Rule(
        "wechat-made",
        Label.ACCOUNT,
        r"wxid_[a-z0-9]{8}",
        r"(?<![A-Za-z0-9_])wxid_[a-z0-9]{8,24}(?![A-Za-z0-9_])",
        before=20,
        after=24,
        rank=NUMBER,
        examples=("微信‹wxid_a8k2m4n6p0q1›，", '"‹wxid_7czchk2otab7p6›"'),
        near_misses=("wxid_prefix", "wxid_placeholder_x", "mywxid_a8k2m4n6p0q1"),
    ),
    Rule(
        "wechat-in-context",
        Label.ACCOUNT,
        r"(?:微信|微信号|wechat|weixin|vx|薇信|加v|加我v)[^\n\x00]{0,16}[A-Za-z][A-Za-z0-9_-]{5}"
        r"|[^A-Za-z0-9_]wx[\"']?[ ]?[:=][ ]?[\"'][A-Za-z][A-Za-z0-9_-]{5}",
        r"(?i)(?:(?<![a-z0-9+/_$-])|(?<=[^a-z]x-)|(?<=\n\+))(?P<word>微信|wechat|weixin|vx(?![a-z])|薇信|(?<=加)v|(?<=加我)v"
        r"|wx(?=[\"']?[ ]?[:=][ ]?[\"'](?!wx[0-9a-f]{16}[\"'])[a-z][\w-]{0,18}\d))"
        r"(?P<told>[ _]?(?:号码|号|id|account)"
        r"[\"'`]?[ ]?(?:[:：=]|是|为|is)[ ]{0,2}|[ ]?[:：][ ]?|"
        r"[ ]?=[ ]?(?=[\"'][a-z][\w-]{0,18}\d)|[\"']: ?(?=[\"'][a-z][\w-]{0,18}\d)|是不是|"
        r"[号號][ 　]?|[】〕\]][ ]?[:：]?)?[ ]?[\"'`]?"
        r"(?P<v>[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-])",
        _wechat,
        before=44,
        after=24,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "微信号：‹lily_zhou88›",
            "加我微信 ‹zw19880412›",
            "WeChat ID: ‹harbor-lin›",
            "加V：‹leila27708›",
            "微信是不是‹ngozi10282›？",
            "他微信号‹vxi-57392›，收款",
            "（被告微信号‹lin_jiahao›）",
            "【微信】‹ynxmks_6330›\n",
            "\nX-WECHAT:‹ynxmks_6330›\n",
            "SET wechat='‹lily_zhou88›' WHERE",
            '"wechat":"‹wangjianguo98›",',
            "老板微信 ‹huang_hongxia› 喜欢",
            "he wont reply on wechat ‹zhao_xiaodong›. zelle",
            "\n+vx：‹liu_xiuying› 或者",
            "微信: ‹wx_88lin›，",
            '{"seller":"沈诺","wx":"‹maren96956›","city":',
            "tel: '0755-36252391', wx: '‹rohan71504›' },",
        ),
        near_misses=(
            "微信 wx_app_2",
            "微信小程序 miniprogram",
            "wechat_id: getWechatId()",
            '"wx": "wx1a2b3c4d5e6f7a8b"',
            "wx: 'request'",
            'wx:key="item2028"',
            "struct wechat weixin_msg_t2 *next",
            "support of VxWorks-7 was added",
            "class WeChat WeixinTest14",
            "OXDi874VXn64SGcqpDrnyCMnUJy",
        ),
    ),
    Rule(
        "wechat-open-id",
        Label.ACCOUNT,
        r"(?:(?:open|union)_?id|to_?user)[^\n\x00A-Za-z0-9]{1,6}(?:CDATA\[)?o[A-Za-z0-9_-]{27}[^A-Za-z0-9_-]",
        r"(?i)(?:(?:open|union)_?id|to_?user)[^\nA-Za-z0-9]{1,6}(?:CDATA\[)?(?P<v>o[A-Za-z0-9_-]{27})(?![A-Za-z0-9_-])",
        before=48,
        after=2,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            '"touser": "‹oLw3Yp8Qh5Zt1NcKd7Vx2RmEs9Ab›",',
            "openid=‹oLw3Yp8Qh5Zt1NcKd7Vx2RmEs9Ab›&",
            '"openid":"‹oRXh-H2di3gMxdsshrxhhXkVDMPm›"',
            "<openid>‹obrjzZpexeN1-BBKMxtFk9GPeiLI›<",
            "<openid><![CDATA[‹obrjzZpexeN1-BBKMxtFk9GPeiLI›]]></openid>",
        ),
        near_misses=('"openid": "openid-connect-provider-uri"', '"touser": "@all"'),
    ),
    Rule(
        "qq-in-context",
        Label.ACCOUNT,
        r"(?:QQ|qq|扣扣|企鹅号|群号)[^\n\x000-9]{0,16}[1-9][0-9]{4}",
        r"(?<![A-Za-z])(?:QQ|qq|扣扣|企鹅|(?<=群)(?=号))[ _]?"
        r"(?:号码|号|群号?|number|id)?[\"'`]?[ ]?"
        r"(?::(?:x-apple|qq):|[:：=]|(?:还|就|也)?是|为|is)?[ ]?[\"'`]?"
        r"(?P<v>[1-9]\d{4,10})(?![0-9A-Za-z.]|-\d)",
        before=32,
        after=12,
        rank=TEXTUAL,
        examples=(
            "QQ：‹283746512›",
            "QQ号是‹10283746›，",
            '"QQ": "‹283746512›"',
            "X-SERVICE-TYPE=QQ:x-apple:‹283746512›\n",
            "QQ还是‹68525671›，老号",
            "qq ‹123456789›，",
            "拉你进群，群号 ‹683204115›\n",
        ),
        near_misses=("QQ音乐 12000 首", "QQ 9.7.1", "QQ1234567890123"),
    ),
)
