"""Account numbers behind the name of a bank: 招商银行 6214…, Acct at Kestrel Bank 1234…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.checksums import is_day
from posthouse.privacy.rules import TEXTUAL, Rule, Span

_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_COUNTED = re.compile(
    r" ?(?:元|万|亿|美元|人|户(?![名主])|笔|年|家|个|号楼|,\d{3}|%|USD|CNY|EUR|GBP|shares|users)"
)
_LINE = (
    r"(?:银行|信用社|信用联社|农商行|支行|分行|营业部|储蓄所|工行|农行|中行|建行|交行|招行|邮储|"
    r"匯豐|汇丰|恒生|渣打|中銀|東亞|銀行|郵局|農會|中國信託|國泰世華|富邦|玉山|台新|永豐|兆豐)"
)
_BANKS = (
    r"(?:DBS|OCBC|UOB|POSB|HSBC|Barclays|Lloyds|NatWest|Halifax|HALIFAX|Santander|Monzo|Revolut|"
    r"Starling|Nationwide|Chase|Citi|Citibank|Wells Fargo|BofA|Capital One|TD|RBC|BMO|Scotiabank|"
    r"CIBC|ANZ|Westpac|NAB|CommBank|Maybank|CIMB|ICBC|HDFC|ICICI|SBI)"
)
_BEHIND = (
    r"(?:工行|农行|中行|建行|交行|招行|邮储|农商行|信用社|[\u4e00-\u9fff]{2,8}?(?:银行|支行|分行))"
)
_WORD = r"[A-Z][\w&.'-]{0,24}"
_NUMBER = r"(?P<v>\d(?:[ -]?\d){7,21})(?![0-9A-Za-z_]|[.-]\d)"


def _account(match: re.Match[str]) -> Span | None:
    """Leave days, phones and what is counted."""
    value = next(one for one in ("b", "c", "v") if match.groupdict().get(one))
    digits = re.sub(r"\D", "", match.group(value))
    if (
        is_day(digits)
        or _MOBILE.fullmatch(digits)
        or _COUNTED.match(match.string, match.end(value))
    ):
        return None
    return match.span(value)


def _both(match: re.Match[str]) -> Iterator[Span]:
    """Yield a sort code and the account beside it, where the latter is no day."""
    account, code = ("v", "s") if match["v"] else ("a", "c")
    if not is_day(match[account]):
        yield match.span(account)
        yield match.span(code)


def _branch(match: re.Match[str]) -> Span:
    return match.span("b") if match["b"] else match.span("t")


RULES = (
    Rule(
        "account-at-bank-cn",
        Label.ACCOUNT,
        _LINE + r"[^0-9\n\x00]{0,24}(?:[0-9]{3}(?:\)|）| ){1,2})?"
        r"[0-9]{3,6}(?:[ -]?[0-9]{4}|-[0-9]{1,3}-[0-9]{5}|-[0-9]{2,8}-[0-9])"
        r"|(?:入|到|至)[0-9]{3,4}-?[0-9]{2}"
        r"|[0-9]{3}(?:这|那|這)(?:个|個|张|張)?(?:户|戶|账|賬|帳|卡)"
        r"|[0-9]{3}(?: |，|（|\(|,|、)(?:工行|农行|中行|建行|交行|招行|邮储|农商行|信用社|"
        r"[\xe4-\xe9][^\x00-\x7f]{5,23}(?:银行|支行|分行))",
        rf"(?<![\w.-])(?P<b>\d(?:[ -]?\d){{15,21}})(?=[ ，（(,、]{_BEHIND})|"
        rf"(?<![\w.-])(?P<c>\d(?:[ -]?\d){{10,21}})"
        r"(?=[这那這][个個张張]?(?:[户戶账賬帳]|卡(?!片)))|"
        r"(?:(?:退[款还還回]?|匯款?|汇款?|存款?|还款?|還款?)(?:要|再|请|請|帮我|幫我)?"
        r"(?:退|匯|汇|存|还|還)?[到至入](?=\d{3,4}-\d{2,4}-\d|\d{11})(?![48]00-|(?:19|20)\d\d-)|"
        r"[轉转打][到至](?=\d{14})|"
        r"(?:(?<=[，,。 ：:])(?:轉|转)?入(?=\d{3,4}-\d|\d{11}))|"
        + _LINE
        + r"(?:[\u3400-\u9fff]{0,10}(?:支行|分行|营业部))?"
        r"(?:(?:储蓄|信用|借记|贷记|工资|银联|公务)?卡|账户|帐户|账号|帐号|卡号|尾号)?)"
        r"[ 　:：,，（(为是]{0,3}(?:\d{3}[)） ]{1,2}(?=\d{3,5}-))?" + _NUMBER,
        _account,
        before=96,
        after=32,
        rank=TEXTUAL,
        examples=(
            "招商银行 ‹6214830112345678›",
            "招商银行深圳分行 ‹755912345610501›",
            "打到工行‹6222021234567890123›，户名",
            "建设银行（‹6217 0012 3456 7890 123›）",
            "账户：中国工商银行 ‹989 81241 27648227›\n",
            "銀行戶口：匯豐 ‹9485 9365 4667 253›\n",
            "退款要退到‹1605-829-165488›\n",
            "匯玉山銀行 ‹5040-572-743855›，戶名",
            "台新銀行（812）‹2088-01-0012345-6›",
            "新卡 建行储蓄卡 ‹6217 0028 7001 2345 678› ，",
            "转入建行 ‹6217 0013 7000 5824 619› 户名",
            "轉到郵局‹0041-23-556677›，",
            "請匯款到‹09286436980071›，",
            "存到‹568-47-833916-2›。",
            "维修基金走‹1009 6872 9955 8883 647›这个户。",
            "钱打‹81502947050902›那张卡",
            "按金兩個月5.4万，入‹4441-331-591004›，FPS",
            "打公司账户 某某电子有限公司 ‹7020169664987863726› 农行湖滨支行",
        ),
        near_misses=(
            "招商银行 20240102",
            "建设银行 13800138000",
            "工商银行 12345678 元",
            "銀行 2026-03-08 公告",
            "银行客户数量为 12 345 678",
            "单号 202603081234567，某某银行",
            "共收入4441-331元",
            "，入100000000元",
            "电话转到010-12345678",
            "退到400-820-8820",
            "还款到2026-03-08",
            "退回到13800138000",
            "20260308000001这个订单",
            "1234567890123这张卡片",
        ),
    ),
    Rule(
        "account-at-branch",
        Label.ACCOUNT,
        r"(?:[Ss]ort [Cc]ode|BSB|[Rr]outing(?: [Nn](?:o|umber))?)"
        r"[^\n\x00A-Za-z]{5,24}(?:and )?[Aa](?:cc|/c|/C)[^\n\x000-9]{0,16}[0-9]{6}",
        r"(?<![A-Za-z])(?:[Ss]ort [Cc]ode|BSB|[Rr]outing(?: [Nn](?:o|umber))?)"
        r"[ :.#]{0,3}\d[\d -]{4,11}[ ,;/|]{1,4}(?:and )?(?:[Aa]ccount|[Aa]cct?|[Aa]/[Cc])"
        r"(?:\.| ?(?:[Nn]o|[Nn]umber|[Nn]r)\.?)?"
        r"[ :#]{0,3}(?P<v>\d(?:[ -]?\d){5,11})(?![0-9A-Za-z_]|[.-]\d)",
        _account,
        before=80,
        after=24,
        rank=TEXTUAL,
        examples=(
            "Sort code 20-35-50 Account ‹45391100›\n",
            "BSB 062-288 Acc ‹93043244›",
            "Routing number: 021000021, account no. ‹000123456789›",
        ),
        near_misses=(
            "Sort code 20-35-50 Accounting 2024",
            "BSB 062-288 accepted",
        ),
    ),
    Rule(
        "account-behind-sort-code",
        Label.ACCOUNT,
        r"[^0-9-][0-9]{2}-[0-9]{2}-[0-9]{2}[^0-9\n\x00]{1,24}[0-9]{8}[^0-9]"
        r"|[0-9]{8}[ ,;/|]{1,3}(?:and |with )?[Ss]ort c[o0]de[ :]{1,3}[0-9]{2}[- ][0-9]{2}[- ]"
        r"[0-9]{2}",
        r"(?<![\w.-])(?P<s>\d\d-\d\d-\d\d)[ ,;/|]{1,3}(?:(?:and|&) )?"
        r"(?:(?:bank )?(?:[Aa]ccount|[Aa]cct?|[Aa]/[Cc])\.?(?: ?(?:[Nn]o|[Nn]umber|[Nn]um)\.?)"
        r"?[ :#]{1,3})?"
        r"(?P<v>\d{8})(?![\w-]|\.\d)"
        r"|(?<![\w.-])(?P<a>\d{8})[ ,;/|]{1,3}(?:(?:and|with) )?[Ss]ort c[o0]de[ :]{1,3}"
        r"(?P<c>\d\d([- ])\d\d\5\d\d)(?![\w-])",
        every=_both,
        before=48,
        after=4,
        rank=TEXTUAL,
        examples=(
            "s/c ‹03-90-31›, a/c ‹41062764›\n",
            "pay to ‹20-45-67› / ‹41062764›, J. Okafor",
            "‹20-45-67› ‹41062764›\n",
            "account ‹51913433› sort c0de ‹52-03-86›.",
        ),
        near_misses=(
            "12-03-25 20250312",
            "03-90-31 ref 41062764",
            "2020-45-67 41062764",
        ),
    ),
    Rule(
        "sort-code-short",
        Label.ACCOUNT,
        r"[^A-Za-z][Ss](?:/[Cc]|ort(?: [Cc]ode)?|C)"
        r"[ :.]{1,3}[0-9]{2}[- ][0-9]{2}[- ][0-9]{2}[^0-9]",
        r"(?<![A-Za-z])(?:[Ss]/[Cc]|[Ss]ort(?: [Cc]ode)?|SC)[ :.]{1,3}(?P<v>\d\d([- ])\d\d\2\d\d)"
        r"(?![\w-])",
        before=32,
        after=4,
        rank=TEXTUAL,
        examples=("s/c ‹03-90-31›,", "sort ‹20 45 67›\n"),
        near_misses=("s/c 03-90-3", "disc 03-90-31", "sorts 20 45 67"),
    ),
    Rule(
        "branch-code",
        Label.ACCOUNT,
        r"(?:BSB|[Tt]ransit)(?: (?:[Nn]o\.?|[Nn]umber|[Cc]ode))?[ :#]{1,3}[0-9]{3}[- ]?[0-9]{2}",
        r"(?<![A-Za-z])(?:BSB(?: (?:[Nn]o\.?|[Nn]umber|[Cc]ode))?[ :#]{1,3}(?P<b>\d{3}[- ]?\d{3})|"
        r"[Tt]ransit(?: (?:[Nn]o\.?|[Nn]umber))?[ :#]{1,3}(?P<t>\d{5}-\d{3}))(?![\w-])",
        _branch,
        before=32,
        after=8,
        rank=TEXTUAL,
        examples=(
            "Refund goes to BSB ‹062-199› acct",
            "BSB: ‹062199›\n",
            "transit no. ‹04872-003›,",
        ),
        near_misses=("BSB 062-19", "transit 12345 vehicles", "USBSB 062-199"),
    ),
    Rule(
        "account-of-a-sort",
        Label.ACCOUNT,
        r"(?:[Cc]hecking|[Ss]avings|[Cc]urrent)(?: a(?:ccount|cct|/c))?(?: (?:no|number))"
        r"?[ :.#]{1,3}"
        r"[0-9]{8}",
        r"(?<![A-Za-z])(?:[Cc]hecking|[Ss]avings|[Cc]urrent)(?: (?:account|acct|a/c))?"
        r"(?: (?:[Nn]o|[Nn]umber)\.?)?[ :#]{1,3}(?P<v>[1-9]\d{7,11})(?![0-9A-Za-z_,]|[.-]\d)",
        _account,
        before=48,
        after=24,
        rank=TEXTUAL,
        examples=("routing 126165188, checking ‹8311025221›\n", "Savings acct no. ‹48311025›"),
        near_misses=("checking 12345678 users", "current 20240102", "savings 12345678 USD"),
    ),
    Rule(
        "account-at-bank",
        Label.ACCOUNT,
        r"(?:[Bb]ank|"
        + _BANKS
        + r"|Credit Union|Building Society|[Aa]cct|[Aa]ccount|A/C|a/c)[^0-9\n\x00]{0,40}"
        r"[0-9]{4}[ -]?[0-9]{4}",
        r"(?:(?<![A-Za-z])(?:[Aa]cct|[Aa]ccount|A/C|a/c)\.? (?:at|with|@) "
        rf"{_WORD}(?: {_WORD}){{0,4}}"
        r"|(?<![A-Za-z])(?:A/C|a/c|[Aa]cct)\.?(?= ?(?:[Nn]o|[Nn]umber)\.?[ :]| ?[:#]| \d{8})"
        r"|[A-Z][\w&.'-]{1,24} (?:Bank|Credit Union|Building Society)"
        r"|(?<![A-Za-z])(?:Bank of [A-Z][a-z]{2,24}|(?:to|from|at|with|my|our|into) (?:"
        + _BANKS
        + r")))"
        r"(?:,? (?:[Aa]cct|[Aa]ccount|A/C|a/c)\.?)?(?: ?(?:[Nn]o|[Nn]r|[Nn]umber)\.?)?"
        r"[ :：,#(]{0,3}" + _NUMBER,
        _account,
        before=128,
        after=32,
        rank=TEXTUAL,
        examples=(
            "Acct at Kestrel Bank ‹1234567890›",
            "account with Harbour Trust: ‹0012-3456-78›",
            "Northlake Bank, a/c no. ‹12345678901›",
            "Bank of Larkmere ‹000123456789›",
            "Deposit to DBS ‹7560998655›. TQ",
            "A/C No. ‹1940076235489320218›，amount",
            "acct: ‹9177 1842 6985 788›",
            "of a customer (acct ‹00428817›, since May)",
        ),
        near_misses=(
            "Kestrel Bank 20240102",
            "from TD 12345678 users",
            "account at 12345678",
            "bank_id = 12345678",
            "the bank 12345678 users",
            "acct 4812, acct 20240102",
            "Memory Bank 00001000.5",
        ),
    ),
    Rule(
        "account-behind-id",
        Label.ACCOUNT,
        r"(?:18|19|20)[0-9]{9}[0-9Xx](?: |\t|,|，|　)[1-9][0-9]{2}"
        r"(?:[0-9] ?[0-9]{4} ?[0-9]{4} ?|-[0-9]{6}-)[0-9]{2}",
        r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{9}[\dXx][ \t,，　]"
        r"(?P<v>(?!20[0-3]\d[01]\d)[1-9]\d{13,18}|"
        r"[1-9]\d\d-\d{6}-\d{3}|"
        r"[1-9]\d{3}(?: \d{4}){3}(?: \d{1,3})?)(?![\dXx]|[.-]\d)",
        _account,
        before=48,
        after=12,
        rank=TEXTUAL,
        examples=(
            "1 杜予安 3 310104196912015936 ‹9628498395050208841› +86",
            "330106199306234995 ‹15724958249220› 195",
            "320106198012216592,‹7803 9332 4539 7188 812›,",
        ),
        near_misses=(
            "310104196912015936 20260308123456",
            "310104196912015936 110105194912310021X",
            "310104196912015936-9628498395050208841",
        ),
    ),
)
