"""Personal values told by the heading of their column: CSV, pipes, SQL rows, dumps, COPY blocks.

One reading of a table serves all kinds. Names, organisations and addresses are known by
fieldnames.py; what else is personal has its headings here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from posthouse.model.finding import Label
from posthouse.privacy.detectors.number_kinds import Kind
from posthouse.privacy.detectors.numbered_fields import BY_NAME
from posthouse.privacy.fieldnames import field, normal
from posthouse.privacy.fieldvalues import judged
from posthouse.privacy.logins import is_login
from posthouse.privacy.numbers import judge_of
from posthouse.privacy.rules import GUESS, Fits, Rule
from posthouse.privacy.tables import COPY, DUMP, OPENS, below, copied, dumped, inserted
from posthouse.privacy.within import remembered
from posthouse.privacy.words import words

_KINDS = (
    Kind(
        Label.DATE_BIRTH,
        words(
            "birthday birthdate birth_date birth_day dob date_of_birth dateofbirth born born_on "
            "d_o_b birthdt birth_dt bdate bday birth_day_date geburtsdatum geb_datum "
            "geboortedatum date_naissance date_de_naissance naissance data_nascita data_di_nascita "
            "fecha_nacimiento fecha_de_nacimiento nacimiento data_nascimento data_de_nascimento "
            "data_urodzenia födelsedatum fødselsdato "
            "patient_dob birth csrq csny shengri chusheng_riqi "
            "出生 生日 出生日期 出生年月 出生年月日 出生时间"
        ),
        re.compile(
            r"(?:18|19|20)\d\d ?[-/.年] ?\d{1,2} ?"
            r"(?:[-/.月] ?\d{1,2} ?[日号]?(?:[ T]00:00:00\S{0,8})?|月?)"
            r"|(?:民國|民国)? ?\d{2,3} ?[年/.] ?\d{1,2} ?[月/.] ?\d{1,2} ?日?"
            r"|(?:19|20)\d{6}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d"
            r"|\d{1,2}/\d{1,2}/\d\d"
            r"|(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,?|\d{1,2}[- ]?[A-Z][A-Za-z]{2,8}[- ]?)"
            r" ?(?:18|19|20)\d\d"
        ),
    ),
    Kind(
        Label.OTHER_ID,
        words("imei imei1 imei2 imei_no imsi iccid meid 串号"),
        re.compile(r"\d{14,20}"),
    ),
    Kind(
        Label.PASSPORT,
        words(
            "passport passport_no passport_number passportno passportnumber hzhm huzhao "
            "护照 护照号 护照号码 通行证 通行证号 通行证号码 回乡证 台胞证"
        ),
        re.compile(r"[A-Z]{0,3}\d{6,10}[A-Z]?|(?=(?:[A-Z]*\d){2})[A-Z0-9]{8,9}"),
    ),
    Kind(
        Label.ACCOUNT,
        words(
            "wechat wechat_id weixin wx_id wxid wechatid wechat_no weixinhao wxh qq qq_number "
            "会员名 买家会员名 旺旺 旺旺号 旺旺名 淘宝账号 淘宝id 抖音号 快手号 小红书号 "
            "支付宝账号 "
            "qq_no qqid qqh qqhao 微信 微信号 qq号"
        ),
        re.compile(r"[A-Za-z][\w-]{5,19}|[1-9]\d{4,10}"),
    ),
    Kind(
        Label.VEHICLE,
        words(
            "plate plate_no plate_number license_plate licence_plate car_plate car_no plateno "
            "vehicle_plate vehicle_no kennzeichen kfz_kennzeichen targa immatriculation kenteken "
            "number_plate chepai chepaihao cph cphm 车牌 车牌号 车牌号码 号牌 号牌号码 "
            "车号 车辆号牌 車牌 車牌號碼"
        ),
        re.compile(
            r"[\u4e00-\u9fff] ?[A-Z][·•. -]?[A-Z0-9]{4,6}[挂学警港澳领使超]?|"
            r"[A-Z0-9][A-Z0-9 -]{4,9}"
        ),
    ),
    # A mobile number is told by its form; a local one by its column.
    Kind(
        Label.PHONE,
        words(
            "phone phone_no phone_number telephone telephone_no telephone_number tel tel_no mobile "
            "mobile_no mobile_phone "
            "mobile_number cell cellphone home_phone work_phone contact_phone contact_number "
            "emergency_phone msisdn whatsapp telefon telefoon telefono teléfono téléphone portable "
            "cellulare movil móvil celular handy handynummer mobil mobiltelefon gsm "
            "telefonnummer telefonnr numero_telefono numer_telefonu komorka komórka "
            "cell_phone landline fax dianhua shouji shoujihao lxdh sjh sjhm 电话 电话号码 联系电话 "
            "手机 手机号 手机号码 座机 固定电话 传真 联系方式 电话1 电话2 電話 聯絡電話 手機 市話"
        ),
        re.compile(
            r"(?!\d{3}-\d\d-\d{4}-\d{3}$)"
            r"(?:[+(（]?\d(?:[ -]?[()（）]?[ -]?\d){6,14}(?:(?:转| 转 |-)\d{1,5})?|"
            r"(?!(?:19|20)\d\d-\d\d-\d\d$)\+?[\d(][\d ()./-]{6,20}\d(?: ?(?:x|ext\.?) ?\d{1,6})?)"
        ),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "mrn medical_record medical_record_no medical_record_number patient_id patient_no "
            "bingli_hao zyh blh mzh "
            "病历号 住院号 门诊号 病案号 就诊卡号 医保号 医保卡号 社保号 案号"
        ),
        re.compile(r"[A-Za-z]{0,6}[-_]?\d[\w-]{3,24}"),
    ),
)
_CODES = Kind(
    Label.ADDRESS,
    words(
        "zip zipcode zip_code postcode post_code postal_code postalcode postal plz eircode pincode "
        "postnr code_postal codigo_postal código_postal cap_code youbian yzbm 邮编 邮政编码 "
        "郵遞區號 郵政編碼"
    ),
    re.compile(
        r"(?:[A-Z]{1,2}-)?\d{4,6}|\d{5}-\d{4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3}[ -]\d{2,4}|"
        r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z][ -]?\d[A-Z]\d|\d{4} ?[A-Z]{2}"
    ),
)
"""Postcodes: of somebody where a column beside is of people or of streets."""
_OF_SOMEBODY = re.compile(r"street|(?:first|last|full|sur|given|family)_?name|姓名|收[件货]人")
_LONGEST = 16  # letters of a heading that says at its end what it holds
_BY_HEADING = BY_NAME | {heading: kind for kind in _KINDS for heading in kind.names}
# Columns beside which a column `name` holds people.
_PERSONAL = re.compile(
    r"phone|mobile|(?:^|_)tel(?:_|$)|e?_?mail|address|(?:^|_)addr|birth|(?:^|_)dob|ssn|id_?card|"
    r"id_?no|passport|gender|(?:^|_)sex(?:_|$)|(?:^|_)age(?:_|$)|salary|wechat|weixin|shouji|dianhua|"
    r"sfz|youxiang|dizhi|电话|手机|邮箱|身份证|证件|地址|生日|出生|性别|年龄|薪|工资|微信|银行卡|卡号|住址|"
    r"联系方式|card_?(?:no|number)|bank|account_no|insurance|blood|diagnos|patient|department|部门|职位"
)


# Whose numbers are for all: 客服电话, 服务热线.
_OF_ALL = re.compile("客服|客户服务|服务|投诉|热线|举报|咨询|公共|官方")
_LOGINS = words(
    "username user_name login login_name user_id userid user login_id loginname uname account "
    "samaccountname 用户名 账号 登录名 登录账号 登录账户 账户 帐号"
)
_WHOSE = words(
    "patient client customer member employee staff student pupil child parent guardian mother "
    "father spouse partner holder owner driver tenant applicant claimant insured beneficiary payee "
    "payer guest passenger traveler traveller visitor user contact person personal home work "
    "office private emergency primary secondary main alternate other recipient sender consignee "
    "buyer seller borrower candidate doctor physician teacher subscriber donor victim witness "
    "suspect defendant resident citizen candidate participant dependent dependant relative"
)
"""Whose value an English heading names, before it says what it is."""
_INITIALS = re.compile(r"[a-z]{0,6}(?:lxrdh|jbrdh|jhrdh|lxdh|sjhm|sjh)")
"""How columns of telephones are called by pinyin initials, whosever they are."""


def _kind(heading: str) -> Kind | None:
    """Return what a heading names whole, or at its end: 监护人电话, 全国学籍号, guardian_phone."""
    kind = _BY_HEADING.get(heading) or _BY_HEADING.get(heading.replace("_", ""))
    if kind is not None:
        return kind
    if heading.isascii():
        if _INITIALS.fullmatch(heading):
            return _BY_HEADING["lxdh"]
        whose, _, what = heading.partition("_")
        return _BY_HEADING.get(what) if whose in _WHOSE else None
    if len(heading) > _LONGEST:
        return None
    if _OF_ALL.search(heading):
        return None
    ends = (heading[at:] for at in range(1, len(heading) - 1))
    return next((_BY_HEADING[end] for end in ends if end in _BY_HEADING), None)


def _said(heading: str, others: Iterable[str]) -> Fits | None:
    """Return how cells are judged whose heading is one of a field, beside other headings."""
    told = field(heading)
    if told is None:
        return None
    beside = any(map(_PERSONAL.search, others))
    return lambda cell: judged(told, cell, beside=beside)


def _of_somebody(heading: str) -> bool:
    """Tell whether a column is of people, or of where they live."""
    return (_PERSONAL.search(heading) or _OF_SOMEBODY.search(heading)) is not None


def _login(otherwise: Fits | None) -> Fits:
    """Return how the cells of a column of logins are judged: numbers and names may be in it too."""

    def fits(cell: str) -> Label | None:
        if is_login(cell):
            return Label.ACCOUNT
        return otherwise(cell) if otherwise is not None else None

    return fits


def judge(headings: Sequence[str]) -> dict[int, Fits]:
    """Return for each column that holds personal values how its cells are judged."""
    return _judged(tuple(headings))


@remembered
def _judged(headings: tuple[str, ...]) -> dict[int, Fits]:
    columns: dict[int, Fits] = {}
    named = [normal(one.replace("#", " no")) for one in headings]
    for index, (one, heading) in enumerate(zip(named, headings, strict=True)):
        kind = _kind(one)
        others = [other for other in named if other != one]
        fits = kind.fits if kind is not None else _said(heading, others)
        if one in _CODES.names and any(map(_of_somebody, others)):
            fits = _CODES.fits
        if one in _LOGINS or one.replace("_", "") in _LOGINS:
            fits = _login(fits)
        if fits is None and index:  # what stands first is the key of a row
            fits = judge_of(heading)
        if fits is not None:
            columns[index] = fits
    return columns


def told_by(name: str) -> Fits | None:
    """Return how a value that stands alone under this name is judged."""
    return _judged((name,)).get(0)


# What a heading holds that may matter: fewer places than every heading, more than come of it.
_HINT = (
    "(?:name|birth|dob|born|passport|wechat|weixin|wx|qq|plate|car_no|mrn|medical|patient|addr|street|"
    "residence|contact|owner|customer|client|employee|recipient|receiver|author|company|org|employer|"
    "vendor|supplier|hospital|school|manager|holder|xing|lianxi|dizhi|danwei|gongsi|chepai|"
    "名|人|户|员|者|生日|出生|护照|通行证|微信|车牌|号牌|地址|住址|病历|住院|门诊|病案|就诊|医保|社保|案号|公司|单位|企业|"
    "学校|医院|机构|抬头|医生|医师|司机|父亲|母亲|客户|ssn|id_?no|id_?number|id_?card|idcard|cert_?no|tax|"
    "national|vin|account|acct|chassis|engine_n|licen[cs]e|policy|sfz|身份证|证件|账号|车架|发动机|保单|"
    "税号|学号|识别|电话|手机|座机|工号|档案|編號|考号|csrq|csny|shengri|shouji|lxdh|学籍|参保|票号|"
    "旺旺|抖音|快手|支付宝|sjhm?|lxrdh|jbrdh|jhrdh|zjhm|yhkh|skzh|fkzh|[^a-z]xm[^a-z])"
)
# What heads the columns of a table in other languages, and of other things.
_MORE = (
    "login|geb_|geboort|geburts|naissance|nascita|nacimiento|nasciment|urodzen|bday|bdate|phone|mobile|"
    "telef|cellul|movil|handy|msisdn|routing|swift|bicfi|bic|bsn|dni|pesel|secu|fiscal|steuer|"
    "personn|cnp|npi|ein|imei|imsi|targa|kenteken|kennzeich|emp_|staff|电话|手机"
)
_UNHEARD = r":=<>{}\[\]!?@#$%^&~\\。，、：；！？”…"  # signs that stand in no line of headings
_INSIDE = r"[ \r\"'`*A-Za-z0-9_./+\x80-\xff-]{0,24}"  # the rest of a heading
_CREATED = "CREATE TABLE `t` (`a` int(3), `birthday` varchar(9)); INSERT INTO `t` VALUES (1,'{}');"

RULES = (
    Rule(
        "personal-column",
        Label.DATE_BIRTH,
        rf"{_HINT[:-1]}|{_MORE}){_INSIDE}[,|;\t\n]",
        rf"[,|;\t](?>(?:[^\n\x00(){_UNHEARD}]|\([^\n\x00()]{{1,6}}\)|(?<=\d)、){{0,424}})\n(?=[^\n\x00])|(?<![{_UNHEARD}])\n",
        labelled=partial(below, judge=judge),
        rank=GUESS,
        caseless=True,
        once=True,
        here=True,
        before=1,
        after=0,
        examples=(
            "id,name,dob\n1,Bob,‹1987-10-07›\n",
            "id,dob,team\r\n1,‹1987-10-07›,b\r\n",
            "| ID | Date of birth |\n|---|---|\n| 1 | ‹1987-10-07› |\n",
            " id | birthday\n----+------\n 1 | ‹1987-10-07›\n",
            "│ id │ birthday │\n├────┼──────────┤\n│ 1 │ ‹1987-10-07› │\n",
            'id,name,dob\n1,Bob,"‹March 4, 1958›"\n',
            "id\tgeboortedatum\tpunten\n4\t‹26-12-2004›\t7\n",
            "1、姓名,2、孩子生日,3、建议\n甲,‹2015-06-19›,无\n",
            "房号\t生日\t欠费(元)\n1-2\t‹1987 年 6 月 19 日›\t12.5\n",
            "sqlite> select id,dob,team from guests;\n4|‹2004-12-26›|7\n5|‹2003-11-02›|9\n",
        ),
        near_misses=(
            "zip,city,population,district account\n47219,Ames,66000,4\n",
            "id,name,day\n1,Bob,1987-10-07\n",
            "id,ip_address\n1,Hauptplatz 7\n",
            "select id,dob,team from guests;\nselect a, b, 2004-12-26 from x;\n",
        ),
    ),
    Rule(
        "personal-column-of-blanks",
        Label.DATE_BIRTH,
        r"[^A-Za-z](?:full name|surname|d\.?o\.?b|date of birth|birth date|passport|staff n|"
        r"employee|ni n|ssn|phone|mobile|telephone|address|patient|account n|reg n|姓名|工号|"
        r"卡号|电话|手机|"
        r"身份证|住址|地址|病历号|住院号|学号|出生日期)"
        r"[^\n\x00\t:=(]{0,12} {3}",
        rf"(?>(?:[^\n\x00(){_UNHEARD}]|\([^\n\x00()]{{1,6}}\)){{0,424}})\n(?=[^\n\x00])",
        labelled=partial(below, judge=judge),
        rank=GUESS,
        caseless=True,
        once=True,
        here=True,
        before=1,
        after=0,
        examples=(
            "编号       出生日期      岗位\n甲三       ‹1987-10-07›    钳工\n",
            "DOB           Team\n‹1987-10-07›    red\nblue\n‹1990-03-03›   green\n",
        ),
        near_misses=(
            "NAME      READY   AGE\nweb-one   1/1     4d\n",
            "The name  was given to him.\nVikram Nair  was not asked.\n",
        ),
    ),
    Rule(
        "personal-inserted",
        Label.DATE_BIRTH,
        rf"\([^()\x00]{{0,300}}{_HINT}[^()\x00]{{0,300}}\)\s{{1,4}}values{OPENS}",
        rf"(?i)\((?P<c>[^()]{{3,600}})\)\s{{1,4}}values(?={OPENS})",
        labelled=partial(inserted, judge=judge),
        rank=GUESS,
        caseless=True,
        before=640,
        after=2,
        examples=(
            "INSERT INTO t (n, birth_date) VALUES ('a', '‹1987-10-07›');",
            "INSERT INTO t (n, birth_date) VALUES\n     2\t('a', '‹1987-10-07›');",
            "+INSERT INTO t (n, birth_date) VALUES\n+('a', '‹1987-10-07›');",
        ),
        near_misses=("INSERT INTO t (n, birthdays) VALUES ('a', '1987-10-07');",),
    ),
    Rule(
        "personal-dumped",
        Label.DATE_BIRTH,
        rf"create table [^;\x00]{{1,400}}{_HINT}",
        DUMP,
        labelled=partial(dumped, judge=judge),
        rank=GUESS,
        caseless=True,
        before=440,
        after=2000,
        examples=(_CREATED.format("‹1987-10-07›"),),
        near_misses=(_CREATED.format("1987"),),
    ),
    Rule(
        "personal-copied",
        Label.DATE_BIRTH,
        rf"copy [^\n\x00(]{{1,100}}\([^()\n\x00]{{0,600}}{_HINT}[^()\n\x00]{{0,600}}\) from stdin",
        COPY,
        labelled=partial(copied, judge=judge),
        rank=GUESS,
        caseless=True,
        before=1340,
        after=4,
        examples=("COPY public.u (id, birthday) FROM stdin;\n1\t‹1987-10-07›\n\\.\n",),
        near_misses=("COPY public.u (id, day) FROM stdin;\n1\t1987-10-07\n\\.\n",),
    ),
)
