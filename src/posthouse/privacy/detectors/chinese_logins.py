"""Names of Chinese people in Latin letters, on tickets and papers; accounts that cookies and
payments name.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.pinyin import is_name_abroad, is_name_of_ticket
from posthouse.privacy.rules import TEXTUAL, Rule, Span


def _abroad(match: re.Match[str]) -> Span | None:
    return match.span("v") if is_name_abroad(match["v"].replace(",", "")) else None


def _travels(match: re.Match[str]) -> Span | None:
    return match.span("v") if is_name_of_ticket(match["v"].partition(" ")[0]) else None


RULES = (
    Rule(
        "name-of-ticket",
        Label.PERSON,
        r"(?:拼音|旅客|乘机|乘客|姓名|出行人|入住人|收件人|寄件人|[nN]ame|NAME|PAX|onsignee|】)"
        r"[^\n\x00A-Z]{0,24}[A-Z]{2,8}/[A-Z]{2}",
        r"(?:拼音|旅客|乘机人?|乘客|姓名|出行人|入住人|[收寄]件人|[nN]ame|NAME|PAX|onsignee|】)"
        r"[^\nA-Z]{0,24}"
        r"(?P<v>[A-Z]{2,8}/[A-Z]{2,18}(?: (?:MR|MS|MRS|MISS|CHD|MSTR))?)(?![A-Za-z/])",
        _travels,
        rank=TEXTUAL,
        before=40,
        after=28,
        examples=(
            "旅客姓名：某某　拼音：‹TANG/LIHUA›\n",
            "Name: ‹LI/JIANGUO MR›\n",
            "【携程】‹TANG/RUOXI›您好",
            "收件人/Consignee: ‹LI/LIHUA›\n",
        ),
        near_misses=("姓名 LAN/WAN口", "Name: TCP/UDP", "NAME AND/OR", "【网络】LAN/WAN"),
    ),
    Rule(
        "name-abroad",
        Label.PERSON,
        r"[^A-Za-z](?:CHAN|CHENG|CHEUNG|CHIU|CHOI|CHOW|CHUNG|FONG|FUNG|KWAN|KWOK|LAM|LAU|LEUNG|MAK|"
        r"POON|TSANG|TSE|TSUI|WONG|YEUNG|YIP|YUEN|NG|HO|LEE) [A-Z][a-z]{1,5}[ -][A-Za-z][a-z]|"
        r"(?:拼音|英文|葡文|外文)[^\n\x00A-Za-z]{0,15}[A-Z][A-Za-z\x80-\xff]{1,9} [A-Z][a-z]|"
        r"[^A-Za-z][A-Z][a-z\x80-\xff]{1,9} [A-Z][a-z]{1,12}(?: [MF])? ?(?:护照|回乡证)|"
        r"(?:QQ|微信|电话|手机|电邮|邮箱)[^\n\x00]{1,32}(?:/|，|、|（|｜|\|) ?"
        r"[A-Z][A-Za-z]{1,9} [A-Z][a-z]|"
        r"(?:同事|同学|客户|客戶|联系人|聯絡人|朋友|房东|租客|学生|员工|患者|乘客)"
        r"[A-Z][A-Za-z]{1,9}, ?[A-Z][A-Za-z]",
        r"(?<![A-Za-z])(?P<v>[A-Z][A-Za-züÜ]{1,9},? [A-Z][a-z]{1,12}(?:[ -][A-Za-z][a-z]{1,5})?)"
        r"(?![A-Za-z])",
        _abroad,
        rank=TEXTUAL,
        before=64,
        after=24,
        examples=(
            "3 ‹LAU Wing Sze› M 回乡证",
            "戶名‹WONG Ho Yin›，$320",
            "姓名（拼音）：‹Liu Qiang›\n",
            "入住人2：‹Zhou Zihan› 护照E62",
            "联系：QQ 622705244 / ‹Sun Jianguo›\n",
            "澳门同事‹Liu, Meiling›的身份证",
        ),
        near_misses=(
            "英文：Hello World",
            "拼音：Word Count",
            "LEE Jeans Store",
            "NG Web Page",
            "HO Team Lead",
            "微信 8.0 / Mac Version",
        ),
    ),
    Rule(
        "account-in-cookie",
        Label.ACCOUNT,
        r"(?:DedeUserID|c_user|ds_user_id|[^a-z]p?_?uin|[^a-z]unb|pt_pin|passport_uid|login_uid)=",
        r"(?<![A-Za-z])(?:DedeUserID|c_user|ds_user_id|p?_?uin|unb|pt_pin|passport_uid|login_uid)="
        r"(?P<v>o?0?\d{5,16}|(?=[A-Za-z0-9_%-]{0,23}\d)[A-Za-z0-9_%-]{6,48})(?=[;\"'\s&]|\Z)",
        rank=TEXTUAL,
        before=24,
        after=52,
        examples=(
            "Cookie: a=b; DedeUserID=‹731024823›; x=1",
            "pt_pin=‹jd_5f3a9c1e2b›;",
            "uin=‹o0731024823›; skey=",
        ),
        near_misses=("uin=12;", "unb=null", "?min=731024823"),
    ),
    Rule(
        "account-of-alipay",
        Label.ACCOUNT,
        r"(?:_id|Id|_no|pid|partner|uid|账号|号)[^\n\x00A-Za-z0-9]{1,6}2088[0-9]{12}[^0-9A-Za-z]",
        r"(?:_id|Id|_no|pid|partner|uid|账号|号)[^\nA-Za-z0-9]{1,6}(?P<v>2088\d{12})(?![0-9A-Za-z])",
        rank=TEXTUAL,
        before=36,
        after=2,
        examples=("&buyer_id=‹2088302718450042›&", '"sellerId": "‹2088302718450042›"'),
        near_misses=("trade_no=20883027184500421", "x=2088302718450042"),
    ),
)
