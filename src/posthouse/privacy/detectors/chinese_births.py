"""Dates of birth as Chinese writes them: without the day, in words, by the lunar or Minguo year."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from posthouse.model.finding import Label
from posthouse.privacy.fieldvalues import looks_like_person
from posthouse.privacy.namewords import SURNAMES
from posthouse.privacy.rules import TEXTUAL, Rule, Span

_DIGIT = "[零〇一二三四五六七八九]"
_COUNT = "[一二三四五六七八九十廿卅]"
_WORDS = (
    rf"(?:一九|二[零〇])?{_DIGIT}{{2}}年(?:农历|阴历|農曆)?(?:{_COUNT}{{1,2}}|正|冬|腊|臘)月"
    rf"(?:初?{_COUNT}{{1,3}}[日号]?)?"
)
_LUNAR = (
    rf"(?:(?:19|20)\d\d|\d\d)年(?:农历|阴历|農曆)(?:{_COUNT}{{1,2}}|正|冬|腊|臘|\d{{1,2}})月"
    rf"(?:初?{_COUNT}{{1,3}}|\d{{1,2}})?[日号]?"
)
_MINGUO = r"民[國国] ?\d{2,3} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
_FULL = (
    r"(?<![\d.])(?:19|20)\d\d(?: ?年 ?\d{1,2} ?月 ?\d{1,2} ?[日号]|"
    r"(?P<j> ?[-/.] ?)\d{1,2}(?P=j)\d{1,2}?(?![-/.]|\d(?!\d?[时時点點]))|"
    r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d(?!\d?[时時点點])))"
)
_SHORT = r"(?<!\d)\d\d年\d{1,2}月(?:\d{1,2}[日号])?|(?<![\d.])\d\d\.\d{1,2}(?![\d.])"
_MONTH = r"(?<![\d.])(?P<y>(?:19|20)\d\d) ?[-/.年] ?(?:1[0-2]|0?[1-9])(?: ?月)?(?![-/.\d])"
_FORMS = rf"{_LUNAR}|{_FULL}|{_MINGUO}|{_WORDS}|{_MONTH}|{_SHORT}"
_ROC = r"(?<!\d)(?:0\d\d|1[01]\d|[2-9]\d)(?P<r>[/.])(?:0[1-9]|1[0-2])(?P=r)[0-3]\d(?![/.\d])"
_DASHED = r"(?<!\d)\d\d-[01]\d-[0-3]\d(?![\d-])"
_OF_YEAR = r"(?<!\d)\d{1,2}月\d{1,2}[日号]"
_YEAR = re.compile(r"(?:19|20)\d\d(?=[^\d]|\d{4}(?!\d))")
_AT = (
    r"(?:[子丑寅卯辰巳午未申酉戌亥]时|"
    r"[零〇一二三四五六七八九十\d]{1,3}[时点](?:[\d一二三四五六七八九十半刻]{1,3}分?)?)?"
)
"""The hour of a birth."""
_SIGN = "(?:属(?:鼠|牛|虎|兔|龙|龍|蛇|马|馬|羊|猴|鸡|雞|狗|猪|豬)|籍贯|汉族|身高|未婚|已婚)"
_LIVES = "(?:现?住(?![院建房宅宿校])|家住|户籍|文化程度)"
"""What is told behind somebody's name and birth, and of much else behind a day."""
_KIN = (
    "父亲|母亲|父親|母親|爸爸|妈妈|妻子|丈夫|配偶|儿子|女儿|兒子|女兒|长子|次子|长女|次女|"
    "岳父|岳母|婆婆|公公|爷爷|奶奶"
)
_OF_KIN = (
    "叫|学员|學員|新生|学生|學生|同学|孩子|小朋友|宝宝|寶寶|[小大]娃|儿子|女儿|兒子|女兒|老[大二三]|"
    "孙子|孙女|外孙"
)
"""Whom a family or a school tells the age of."""
_WHO = (
    r"(?:(?:\A|(?<=[，,、 　|｜/·别別：:+>\"\t\n]))[男女][，,、 　|｜/·]{1,3}|"
    rf"(?<=[（(])(?:{_KIN}|子|女|妻|夫|父|母)[，,、 　]{{1,2}}|"
    rf"(?:{_KIN}|(?<![\u4e00-\u9fff])[父母夫妻子女][：: 　])[：:]?"
    rf"[{SURNAMES}][\u4e00-\u9fff·]{{1,3}}"
    r"(?<![于於在至到从從自年月学業业])[，,、 　（(]{0,2}|"
    r"[男女]方[：:]?[\u4e00-\u9fff·]{2,4}[，, 　]{1,2})"
)
_GROWN = re.compile(r"19\d\d|200\d|201[0-5]")
"""Years of which a day beside a person is more likely that of a birth than of anything else."""
_CALLED = (
    r"(?:出生(?:年月日?|日期|时间|時間)?|生日|生辰|生年月日|诞生|生于|生於)"
    r"[ \t\"'`*”|：:=，,（(]{0,4}(?:是|为|在|于|於)?[ \t\"'`*“|]{0,4}"
)
_ENDED = re.compile(r"[，,。；;、|｜)）\s]|晚|早|上午|下午|凌晨|\Z")
_NAMED = re.compile(
    rf"(?:{_OF_KIN})(?:(?:叫[\u4e00-\u9fff]{{2,4}}|(?P<n>[\u4e00-\u9fff]{{2,4}}))[，,、 ]?)?\Z"
)
_CALLED_SO = re.compile(
    r"(?:\A|[^\u4e00-\u9fff])(?:我叫|我是|本人|叫做?|姓名|名字?)?"
    r"(?P<n>[\u4e00-\u9fff]{2,4})[，,、 （(]{1,2}\Z"
)
_WESTERN = (
    r"(?<![\d.])(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8}\.?,? (?:19|20)\d\d"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d)"
)


def _passed(match: re.Match[str]) -> Span | None:
    """Leave years that are still to come."""
    year = _YEAR.match(match["v"])
    passed = year is None or int(year.group()) <= datetime.now(UTC).year
    return match.span("v") if passed else None


def _of_somebody(match: re.Match[str]) -> Span | None:
    """Take a day beside what else is said of a person: a sex, a sign of the zodiac, a number."""
    told = match["sign"] is not None or (match["lives"] is not None and _behind_name(match))
    if not told and (match["who"] is None and match["id"] is None):
        return None
    return _passed(match) if _GROWN.match(match["v"]) and (told or _ended(match)) else None


def _behind_name(match: re.Match[str]) -> bool:
    """Tell whether somebody's name stands right before a day: 林芳，1988年3月5日，现住…"""
    start = match.start("v")
    named = _CALLED_SO.search(match.string, max(start - 10, 0), start)
    return named is not None and looks_like_person(named["n"])


def _ended(match: re.Match[str]) -> bool:
    """Tell whether nothing but an hour of the day is said behind a day."""
    return _ENDED.match(match.string, match.end("v")) is not None


def _told_so(match: re.Match[str]) -> Span | None:
    """Take a day that nothing but 的 follows only behind somebody: 学员王芳，2012年5月的."""
    text, (start, end) = match.string, match.span("v")
    if text[end] == "的":
        named = _NAMED.search(text, max(start - 9, 0), start)
        if named is None or not (named["n"] is None or looks_like_person(named["n"])):
            return None
    return _passed(match)


RULES = (
    Rule(
        "birth-called-cn",
        Label.DATE_BIRTH,
        r"(?:出生|生日|生辰|生年|诞生|生于|生於)[^\n\x00]{0,40}(?:(?:19|20)[0-9]{6}|年|月|[0-9]/[0-9]{2}/|[0-9]-[0-9]{2}-|[0-9]{2}[.-/][0-9])",
        rf"{_CALLED}(?P<v>{_FORMS}|{_ROC}|{_DASHED}|{_OF_YEAR})",
        _passed,
        before=48,
        after=32,
        rank=TEXTUAL,
        examples=(
            "出生年月：‹1972.06›　民族",
            "出生日期：‹民國 80 年 11 月 13 日›　性別",
            "出生日期：‹083/04/12›，",
            "生日是‹零一年八月›，",
            "生于‹一九八五年三月十二日›，",
            "出生：‹1958年农历八月十五›。",
            "出生年月日 ‹64.06.14›　身分",
            "生日：‹3月12日›",
            "生于‹85年3月›，",
            "出生日期 ‹90-05-12›，",
            "出生时间 ‹1952年3月7日›14时05分\n",
            "出生时间 ‹19520307›14时05分\n",
            "生辰：‹一九九零年五月十二日›",
        ),
        near_misses=(
            "生日蛋糕 2 份",
            "出生率 2020.05 统计",
            "生日：待补充，3月12日前交",
            "出生年月：2999.06",
            "生日祝福 85 年",
        ),
    ),
    Rule(
        "birth-keyed-cn",
        Label.DATE_BIRTH,
        r"[^a-z](?:csrq|csny|csrqsj|chusheng(?:_?riqi|_?nianyue)?|shengri)[^\n\x000-9A-Za-z]{1,6}"
        r"(?:19|20)[0-9]{2}",
        r"(?i)(?<![a-z])(?:csrq|csny|csrqsj|chusheng(?:_?riqi|_?nianyue)?|shengri)"
        r"[\"'`>\]]{0,3}[ \t]{0,2}(?:[:=：,]|=>)?[ \t]{0,2}[\"'`]?"
        r"(?P<v>(?P<y>(?:19|20)\d\d)(?:[01]\d[0-3]\d|[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?))(?![\d-])",
        _passed,
        before=40,
        after=12,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            '"csrq": "‹19710704›",',
            "<CSRQ>‹1985-03-12›</CSRQ>",
            "chushengRiqi=‹1990/5/1›&",
        ),
        near_misses=("csrq: varchar(8)", '"csrq": "29991301"', "tcsrq: 19710704"),
    ),
    Rule(
        "born-after-cn",
        Label.DATE_BIRTH,
        r"(?:年|月|日|号|[0-9]|时|点|分|十|五|三|六|九) ?"
        r"(?:出生|生人|，生于|生(?:，|。|；|于|、|）|的|　|[,;)\s\x00]))"
        rf"|(?:{_OF_KIN})[^\n\x000-9]{{0,18}}(?:19|20)[0-9]{{2}}[^\n\x00]{{1,12}}(?:年|月|日|号)的",
        rf"(?P<v>{_FORMS}|{_WESTERN}|(?<!\d)[4-9]\d年|"
        rf"(?<![零〇一二三四五六七八九])[四五六七八九]{_DIGIT}年)"
        rf"(?= ?{_AT}(?:出生(?![产率])|生人|，生于|生[，。,；;、)）\s\u3000]|生于|生的|生$|"
        r"的(?:[\s，。,；;]|\Z)))",
        _told_so,
        before=40,
        after=4,
        rank=TEXTUAL,
        examples=(
            "男，‹1959.05›出生，属兔",
            "女，‹55年›生，身高165",
            "女　‹62年4月›生　身高163",
            "他‹八五年三月›生，属牛",
            "‹一九八五年三月十二日›出生",
            "李某，‹85年3月›生。",
            "（‹民國83年4月12日›生）",
            "他‹1990年5月12号›出生",
            "孩子‹2018年9月›生的，",
            "叫王芳，‹2015年9月›的\n",
            "新生陈子轩，‹2013年8月›的，身高",
            "我儿子‹2012年6月›的，",
            "宝宝叫可馨，‹2014年2月14日›的",
            "是‹1st December 1952›出生的",
            "女，‹1981 年 4 月 3 日›出生，公民",
            "女，‹1986. 7. 20›出生，",
            "家父‹19570127›出生于",
            "男，‹1974年农历三月十五›寅时生；",
        ),
        near_misses=(
            "12年生产",
            "2999.05出生",
            "3年生，",
            "版本 1.1985.05 出生产线",
            "1985年生效",
            "叫个车，要2015年9月的\n",
            "这批货是2015年9月的，",
            "学生2019年9月的成绩",
            "孩子们用的是2015年9月的，",
            "二三年生产",
            "20240127出生产线",
            "版本2.2024.01.27生",
        ),
    ),
    Rule(
        "birth-of-somebody-cn",
        Label.DATE_BIRTH,
        rf"[0-9日号月](?:，|,|、| |　|；){{0,2}}(?:{_SIGN}|现?住|家住|户籍|文化程度)|"
        r"(?:男|女|[（(](?:子|妻|夫|父|母))(?:方[^\n\x000-9]{0,24})?"
        r"(?:，|,|、| |　|｜|\||/|·){1,3}(?:19|20)[0-9]{2}|"
        r"(?:父|母|夫|妻|子|女)(?:：|:| |　)[^\n\x000-9A-Za-z]{6,20}(?:19|20)[0-9]{2}|"
        rf"(?:{_KIN})[^\n\x000-9A-Za-z]{{0,20}}(?:19|20)[0-9]{{2}}|"
        r"[0-9日号](?:，|,|、| |　)[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]",
        rf"(?P<who>{_WHO})?(?P<v>{_FULL}|(?<!\d)(?:19|20)\d\d年\d{{1,2}}月(?!\d)"
        r"|(?<=[，,、 　|｜/·（(])(?:19|20)\d\d[./](?:1[0-2]|0?[1-9])(?![-/.\d]))"
        rf"(?:(?=[，,、；; 　]{{0,2}}{_SIGN})(?P<sign>)|(?=[，,、；; 　]{{1,2}}{_LIVES})(?P<lives>)"
        r"|(?=[，,、 　][1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d))(?P<id>)|)",
        _of_somebody,
        before=40,
        after=24,
        rank=TEXTUAL,
        examples=(
            "姑娘情况：陶文静，‹1951/8/28›，属马，",
            "男方：苏美玲 ‹1985年9月18号› 籍贯河南",
            "女方：卢奕泽，‹2003. 12. 4›，110108199601201239，现住",
            "女方易语桐，‹1966-02-17›晚上九点",
            "张某，男，‹1985-03-02›，小学文化",
            "姓名王芳　性别女　‹1993年11月24日›\n",
            "永强（子，‹1963.03.15›），上班",
            "王欣怡（女儿，‹1982.10.02›）",
            "赡养老人父亲曹沐宸‹1994. 6. 21›。",
            "配偶：李某某，‹1985/3/2›，教师",
            "答：周小平，‹1964年4月›，住武进",
            "我叫林芳，‹1988年3月5日›，现住鼓楼区",
            "男 | ‹1989.04.12› | 南京",
            "张某\n女 / ‹1996-05-01› / 杭州",
            "陈某，女，‹1990.6›，党员",
            "母：刘翠花，‹1952年9月›，退休",
        ),
        near_misses=(
            "患者，男，2026年3月2日，来诊",
            "男方2019年3月2日起诉",
            "版本 2024.3.2，身高字段",
            "订单 2026-03-02，110108199601201239",
            "男，1985年3月入伍",
            "父亲曹沐宸2003年2月24日去世",
            "母亲是在2003年2月24日，住院",
            "儿子入学2009年9月1日，",
            "合同签于2013年5月，住建局批复",
            "周小平，2024年4月，住院三天",
            "男款 / 2012-05-01 / 上新",
            "版本：女 2.1990.6",
        ),
    ),
)
