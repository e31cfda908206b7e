"""Codes of few figures that a Chinese word tells: 开机密码 222349, 您的验证码是 482913.

A code by which a document is checked opens nothing of anybody's and stays: a verification code is
somebody's unless it stands on papers, where it must be said to be his, to expire or to be kept.
"""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import opens
from posthouse.privacy.rules import GUESS, Rule, Span
from posthouse.privacy.tables import LINE

_OPENS = (
    r"(?:(?:开机|锁屏|解锁|门禁|门锁|开锁|开门|大门|单元门|楼下门?|入户门?|房门|家门|保险[柜箱]|密码[柜箱]|支付|付款|取款|"
    r"交易|查询|登录|登陆|银行卡|信用卡|手机|平板|电脑|行李箱|管理员?|超级|后台|无线|wifi|WiFi|WIFI|Wi-Fi|"
    r"路由器?|宽带|初始|默认|临时|访客|服务|入会|会议|参会|主持人|入會|會議|開機|鎖屏|解鎖|門禁|門鎖|開鎖|開門|大門|保險[櫃箱]|提款|查詢|登錄|登入|銀行卡|手機|電腦|"
    r"行李箱|管理員|無線|路由器|預設|臨時|訪客)密[码碼]|(?:密码|电子|智能|指纹|大|房|家)门?锁|门禁码|开门码|开锁码|門禁碼|開門碼|開鎖碼|"
    r"(?<![\u4e00-\u9fff])密码(?=\d{6}| \d{6}(?!\d))|密码[前后末][46四六]位(?= ?\d{4})|动态"
    r"(?:口令|密码|码)|一次性(?:口令|密码)|安全码|PIN码|pin码)"
)
_LINK = r"(?:[ \t　]{0,2}(?:改成了?|改为|换成了?|都?是|为|就是|[:：=])?[ \t　]{0,2}[\"'“「]?)"
_SENT = r"(?:验证码|校验码|短信码|激活码|登录码|登陆码|確認碼|驗證碼)"
_TOLD = ("验证码", "驗證碼", "短信码", "登录码")
"""Words of codes that are somebody's but on papers."""
_PRINTED = re.compile(
    "打印|填开|票价|行程单|查验|核验|查驗|验真|发票|證明|证明|报告|证书|二维码|学信|凭证|下载|官网|长度|图形|图片"
)
_KEPT = re.compile(
    r"[^\n]{0,36}(?:有效|泄露|泄漏|告[知诉]|转发|转告|提供给|请勿|切勿|失效|过期|超时|分鐘|分钟|他人|別人|别人)"
)
_ONES = re.compile(
    r"(?:您的|你的|您本次|登录|登陆|注册|绑定|手机|短信|支付|动态|身份|收到的?|发[来给]的?|刚才的?|改密|重置)"
    r"[^\n]{0,12}\Z"
)


_TURN = re.compile(
    r"(?:我|他|她|本人|客户|用户|顾客|买家|业主|乘客|旅客|患者|家属|家长|来电人?|报案人|机主|储户|持卡人|[先女]\w|\w{1,3}(?:先生|女士|小姐)|[ABQ甲乙])\Z"
)
"""Who answers in a written conversation."""


def _asked(match: re.Match[str]) -> Span | None:
    return opens(match) if _TURN.match(match["who"]) else None


def _sent(match: re.Match[str]) -> Span | None:
    """Take a code that is somebody's, expires, is to be kept, or stands on no paper."""
    if match["long"]:
        return match.span("long")
    text, (start, end) = match.string, match.span()
    printed = _PRINTED.search(text, max(start - 40, 0), min(end + 40, len(text)))
    mine = (
        _ONES.search(text, max(start - 24, 0), start) is not None
        or _KEPT.match(text, end) is not None
        or (printed is None and match["word"] in _TOLD)
    )
    return opens(match) if mine else None


RULES = (
    Rule(
        "code-opens-cn",
        Label.CREDENTIAL,
        r"(?:密码|密碼|锁|鎖|门禁码|門禁碼|開門碼|开门码|开锁码|口令|动态码|安全码|(?:PIN|pin)码)(?:[^\n\x000-9A-Za-z]{0,12})[#*]?[0-9]{4}",
        _OPENS + _LINK + r"(?P<v>[#*]?\d{4,8}[#*]?)(?![0-9A-Za-z%元位个次年月条]|[-.:/]\d|,\d{3})",
        opens,
        rank=GUESS,
        before=48,
        after=12,
        examples=(
            "开机密码‹222349›",
            "会议号 417 2038 965,密码 ‹307418›。",
            "密码后六位 ‹204816›。",
            "大门锁‹2580#›、",
            "開門密碼 ‹4821#›\n",
            "密码锁‹300691›，看完房记得关灯",
            "动态口令 ‹249650› （用途：登录）",
            "门禁密码是‹7391#›，",
            "手机锁屏密码：‹8217›\n",
            "wifi密码 ‹20184471›",
            "会议号945-396-170 入会密码 ‹991657›\n",
            "會議密碼：‹8217›\n",
            "账号还用他的xu_yifan 密码‹16363588› 先别改",
        ),
        near_misses=(
            "开机密码000000",
            "密码锁2024年款",
            "支付密码6位数字",
            "登录密码 8-16位",
            "会议密码 6 位",
            "密码锁 1200元",
            "门锁 5521 个",
            "动态密码 6 位",
        ),
    ),
    Rule(
        "code-sent-cn",
        Label.CREDENTIAL,
        _SENT + r"[^\n\x000-9A-Za-z]{0,12}[0-9]{3}[ -]?[0-9]"
        r"|(?:在线|查询|网上)验证码[^\n\x000-9A-Za-z]{0,6}[0-9A-Za-z_-]{12}",
        r"(?:在线|查询|网上)验证码[：: 　]{0,3}"
        r"(?P<long>(?=[a-zA-Z_-]*\d)(?=[\d_-]*[a-zA-Z])[A-Za-z0-9_-]{12,48})(?![\w-])|"
        rf"(?P<word>{_SENT})"
        + _LINK
        + r"[【（(\[]?(?P<v>\d{4,8}|\d{3}[ -]\d{3})(?![0-9A-Za-z%元位个次]|[-.:/]\d|,\d{3})",
        _sent,
        rank=GUESS,
        before=40,
        after=48,
        examples=(
            "您的验证码是‹939527›，5分钟内有效",
            "【某平台】验证码‹482913›，切勿告知他人",
            "登录验证码：‹4829›，请勿泄露",
            "驗證碼 ‹482 913›，5 分鐘內有效",
            "我刚才收到的验证码‹771204›",
            "他又问我验证码‹482913›，我没说",
            "您的验证码是‹483920›,5分钟内有效",
            "查询验证码：‹S_lGnFqOSEm-hhH51G0Q0z›\n",
            "在线验证码 ‹KblSLlvV5f1brobYqP75Ptll›　更新",
        ),
        near_misses=(
            "验证码：482913　打印日期：2025年",
            "取件码482913，详询客服",
            "在职证明\n验证码 132859\n",
            "您的验证码长度为 6 位",
            "提货码482913",
            "在线验证码 verificationCode",
        ),
    ),
    Rule(
        "code-before-word-cn",
        Label.CREDENTIAL,
        r"[0-9]{4}[^\n\x000-9A-Za-z]{0,6}(?:是|为|（|\()?(?:您|你|本次)?[^\n\x000-9A-Za-z]{0,16}验证码",
        r"(?<![\w.-])(?P<v>\d{4,8})(?:[ ]?(?:是|为)(?:您|你)?的?[^\n\d]{0,8}|（|\()(?:动态|短信|"
        r"登录)?验证码",
        opens,
        rank=GUESS,
        before=16,
        after=8,
        examples=("‹939527›（动态验证码），请在5分钟内输入", "‹482913› 是您的登录验证码"),
        near_misses=("2024 年验证码服务", "12345 验证码"),
    ),
    Rule(
        "code-asked-cn",
        Label.CREDENTIAL,
        r"(?:密码|口令|验证码|校验码|(?:六|6|四|4)位数字)[^\n\x000-9A-Za-z]{0,30}\n",
        rf"(?:密码|口令|验证码|校验码|[六6四4]位数字)[^\n\dA-Za-z]{{0,10}}\n{LINE}"
        r"(?P<who>[^\s:：\d\"'=<>{}]{1,8})[:：] ?[^\n\dA-Za-z]{0,8}?"
        r"(?P<v>\d{4,8})[ 。.，]?(?=\r?\n|\\n|[\"'`]|\Z)",
        _asked,
        rank=GUESS,
        before=48,
        after=48,
        examples=(
            "客服：服务密码呢\n我：‹293841›\n",
            "坐席：验证码已发送，请报一下六位数字。\n客户：嗯……‹482913›\n",
            "柜员：请输入取款密码\n客户：那个是‹482913›",
        ),
        near_misses=(
            "请输入密码\n验证码：132859\n",
            "忘记密码\n订单号：20260308\n",
            "设置密码\n金额：4829\n",
            "客服：验证码\n长度：6",
        ),
    ),
)
