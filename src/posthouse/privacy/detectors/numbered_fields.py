"""Numbers of people told by the name of their field: nationalId, tax_no, account number, 车架号.

A number whose country is not known has no check; its field says what it is. The same names head
columns (personal_columns.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.checksums import social_security_example
from posthouse.privacy.detectors.chinese_number_kinds import CHINESE
from posthouse.privacy.detectors.number_kinds import EVERYDAY, LETTERS_AND_DIGITS, Kind, on_paper
from posthouse.privacy.fieldnames import normal
from posthouse.privacy.rules import GUESS, Rule
from posthouse.privacy.tables import LINE, Cell
from posthouse.privacy.within import remembered
from posthouse.privacy.words import words

_NUMBERS = (
    Kind(
        Label.ID_CARD,
        words(
            "national_id national_id_no national_id_number national_identity "
            "national_identity_number national_identity_no national_identification_number "
            "national_number identity_number identity_no identity_card identity_card_no "
            "identity_card_number id_card id_card_no id_card_number idcard idcard_no id_number "
            "id_no idno idnumber id_document id_document_no id_doc_number citizen_id "
            "citizen_number citizen_no resident_id resident_number resident_registration_number "
            "personal_id personal_id_number personal_number personal_identity_code "
            "personal_identification_number civil_id tax_id tax_no tax_number taxid tax_id_no "
            "tax_id_number taxpayer_id taxpayer_no taxpayer_number "
            "tax_identification_number tax_identification tax_identifier tin nin ni_number ni_no "
            "nino "
            "national_insurance national_insurance_number national_insurance_no "
            "social_security_number social_security_no social_security ssn social_insurance_number "
            "fiscal_code dni nie nif nir cpf bsn pesel aadhaar aadhaar_no aadhaar_number pan_no "
            "pan_number aadhaar_pan hkid nric nric_no fin_no sin_number driver_license "
            "drivers_license driver_s_license driver_s_licence driver_license_no "
            "driver_license_number drivers_license_number "
            "driving_license driving_licence driving_licence_no licence_number licence_no "
            "d_l dl_no dl_number ssn_no "
            "cert_no certno certificate_no credential_no sfzh sfz sfzhm zjh zjhm "
            "sv_nummer sv_nr sozialversicherungsnummer sozialversicherungs_nr "
            "rentenversicherungsnummer "
            "ahv_nr ahv_nummer ahvnummer avs_nr no_avs numero_avs steuer_id steuerid "
            "steuernummer steuer_nr steuer_idnr identifikationsnummer codice_fiscale "
            "num_secu num_secu_sociale numero_securite_sociale numero_de_securite_sociale "
            "securite_sociale numero_ss nss personnummer personnr fodselsnummer fødselsnummer "
            "fødselsnr henkilötunnus hetu cnp rijksregisternummer registre_national "
            "numero_registre_national pps_no ppsn pps_number tfn tax_file_number itin "
            "social_insurance_no ird_number ird_no utr unique_taxpayer_reference "
            "führerschein_nr führerscheinnummer fuehrerschein_nr permis_de_conduire "
            "numero_permis patente_di_guida patente_nr numero_patente permiso_de_conducir "
            "carnet_de_conducir dl dln driver_licence driver_licence_no driver_licence_number "
            "drivers_licence drivers_licence_number license_number license_no "
            "a_number alien_number alien_registration_number uscis_number "
            "numero_dni numero_documento documento_identidad identiteitsnummer "
            "burgerservicenummer citizen_service_number sofinummer curp "
            "cccd cmnd nik ktp ic_no ic_number mykad เลขบัตรประชาชน 주민번호 マイナンバー "
            "shenfenzheng shenfenzhenghao 身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 "
            "身份号码 身份证件号码 驾驶证号 驾照号 社保卡号 社会保障号码 居民身份证号 "
            "证件 社会保障号 "
            "公民身份证件编号 身分證 身分證字號 身份證號碼 證件號碼"
        ),
        re.compile(LETTERS_AND_DIGITS),
    ),
    # The two wallets that stand in every bank's statements (Alipay, Tenpay) have accounts there.
    Kind(
        Label.ACCOUNT,
        words(
            "account_number account_no acct_number acct_no bank_account bank_account_no "
            "bank_account_number bank_acct bank_acct_no beneficiary_account payee_account "
            "payer_account accountno acctno bankaccount routing_number aba_number gmfzh xfzh "
            "xsfzh gfzh kontonummer konto_nr rekeningnummer numero_cuenta numero_conto "
            "sort_code bank_code_account yinhang_zhanghao yhzh yhkh yhkhm skzh fkzh "
            "银行账号 银行帐号 银行账户 收款账号 "
            "付款账号 对方账号 对公账号 账户号码 账户号 结算账号 公积金账号 开户账号 开户行及账号 "
            "单位账号 个人账号 存折号 存折账号 公积金号 "
            "户口號碼 戶口號碼 銀行戶口 銀行帳號 匯款帳號"
        ),
        re.compile(
            r"(?!(?:215500690|243300133)\b)(?=(?:[ -]?\d){6})\d[\d -]{4,26}\d|"
            r"[A-Z]-(?=(?:[A-F]*\d){4})[A-F0-9]{8}"
        ),
    ),
    Kind(
        Label.VEHICLE,
        words(
            "vin vin_no vin_number vin_code vehicle_vin vehicle_id_number chassis_no "
            "chassis_number frame_no frame_number vehicle_identification_number "
            "车架号 车架号码 "
            "车辆识别代号 车辆识别代码 车辆识别码 车辆识别号 大架号 engine_no engine_number "
            "发动机 "
            "发动机号 发动机号码"
        ),
        re.compile(r"(?=(?:[^\d]*\d){3})[A-Z0-9]{17}|(?=(?:[^\d]*\d){4})[A-Z0-9-]{6,16}"),
    ),
    Kind(
        Label.OTHER_ID,
        words(
            "ein employer_identification_number u_st_id_nr ust_idnr ust_id vat_number vat_no "
            "vat_id vat_registration_number "
            "policy_number policy_no insurance_number insurance_no insurance_policy_number "
            "health_insurance_number member_number membership_number membership_no claim_no "
            "known_traveler_number frequent_flyer_number frequent_flyer_no "
            "报案号 社保号 社保账号 "
            "medicare_no medicare_card mbi medicare_beneficiary_identifier npi npi_number dea "
            "dea_number dea_no frequent_flyer frequent_flyer_id loyalty_number ktn "
            "subscriber_number subscriber_id health_card health_card_number hicn nhs_no nhs_number "
            "versichertennummer krankenversicherungsnummer kvnr "
            "medicare_number student_number beneficiary_number claim_number 保单号 保单号码 "
            "保险单号 医保编号 学籍 学籍号 学号 警号 执业证号 税务登记号 纳税人识别号 税号 "
            "bdh baodanhao xuehao "
            "档案号 档案编号 就诊卡 就诊卡号 诊疗卡 诊疗卡号 医保卡 医保卡号 "
            "社保卡 健保卡號 健保卡号 病歷號 "
            "病歷號碼 病历号 病案号 病人id 患者id 住院号 门诊号 統一編號 "
            "准考证号 考号 考生号 "
            "电子客票号 "
            "社保电脑号 客票号 执业证书编码 出生证编号 门禁卡号 校园卡号 会员卡号 个人编号 警员编号"
        ),
        re.compile(LETTERS_AND_DIGITS),
    ),
    Kind(Label.OTHER_ID, words("注册号 执照号"), re.compile(r"9\d{7}[A-Z0-9]{10}|\d{13}|\d{15}")),
    Kind(
        Label.OTHER_ID,
        words("工号 员工编号 职工号 职工编号 人员编号 员工号 gonghao employee_no emp_no staff_no"),
        re.compile(r"(?:[A-Z]{1,3}-?)?\d{4,10}"),
    ),
    # A word that accounts of any kind stand under: a bank's have nine figures and more.
    Kind(
        Label.ACCOUNT,
        words("account acct account_id_number zhanghao 账号 帐号 账户 帳號 帳戶"),
        re.compile(
            r"\d{9,21}|(?=(?:\d ?){12,22}\Z)\d{3,6}(?: \d{2,8}){1,4}"
            r"|(?=(?:-?\d){10,16}(?![\d-]))\d{3,4}-\d{2,6}-\d{3,6}(?:-\d)?"
        ),
    ),
    # Numbers of traders beside the name of the tax itself, which amounts stand beside too.
    Kind(
        Label.OTHER_ID,
        words(
            "vat tva mwst ust iva p_iva partita_iva piva btw btw_nr btw_nummer moms dph nip vatin "
            "vat_reg vat_reg_no vat_reg_nr vat_registration vat_nr n_tva no_tva numero_tva "
            "tva_intracommunautaire "
            "ust_id_nummer umsatzsteuer_id gstin gst_no gst_number abn uid_nummer"
        ),
        re.compile(
            r"(?=(?:[^\d]*\d){7})(?:A[TU]|B[EG]|C[HYZ]|D[EK]|E[ELSU]|F[IR]|GB|H[RU]|I[ET]|L[TUV]|M"
            r"T|N[LO]|"
            r"P[LT]|RO|S[EIK]|X[IU]|CHE) ?-?[A-Z0-9](?:[ .-]?[A-Z0-9]){6,13}|\d{11}|\d{10}|"
            r"\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]|\d{2} \d{3} \d{3} \d{3}"
        ),
    ),
    Kind(
        Label.ACCOUNT,
        words(
            "routing routing_no aba bank_routing aba_routing routing_transit_number "
            "bank_routing_number aba_routing_number rtn"
        ),
        re.compile(r"\d{9}"),
    ),
    Kind(
        Label.ID_CARD,
        words("personalausweisnummer personalausweis_nr personalausweis ausweisnummer ausweis_nr"),
        re.compile(r"(?=(?:[A-Z]*\d){2})[A-Z0-9]{9,10}"),
    ),
    # The code of a bank (ISO 9362): four letters, a country, a place, perhaps a branch.
    Kind(
        Label.ACCOUNT,
        words(
            "bic bicfi bic_code bic_swift swift swift_code swift_bic swiftcode swift_number "
            "bank_bic bankleitzahl_bic"
        ),
        re.compile(
            r"[A-Z]{4}(?:A[DELTUZ]|B[AEGHRY]|C[AHNORYZ]|D[EK]|E[EGS]|F[IR]|G[BEIR]|H[KRU]|I[ELNST]|"
            r"J[PO]|K[RWZ]|L[BITUV]|M[CDEKTX]|N[LOZ]|P[LT]|QA|R[OSU]|S[AEGIKM]|T[HNRW]|U[AS]|VN|XK|"
            r"ZA)[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?"
        ),
    ),
    # Where numbers alone are ids of a program, one with letters before it is of a person.
    Kind(
        Label.OTHER_ID,
        words(
            "employee_id employee_no employee_number emp_id emp_no emp_number empno staff_id "
            "staff_no staff_number personnel_number personnel_no personalnummer matricule "
            "worker_id badge_number badge_no claim claim_id claim_reference"
        ),
        re.compile(r"[A-Z]{1,4}[- ]?\d{4,10}(?:[-/]\d{2,10}){0,2}|0\d{4,6}"),
    ),
    Kind(
        Label.VEHICLE,
        words(
            "kennzeichen kfz_kennzeichen amtliches_kennzeichen targa immatriculation "
            "plaque_immatriculation kenteken nummerplaat number_plate vehicle_reg "
            "vehicle_registration vehicle_registration_number reg_plate rego numberplate"
        ),
        re.compile(r"(?=[^\d]*\d)(?=[^A-Z]*[A-Z])[A-Z0-9][A-Z0-9 -]{3,9}[A-Z0-9]"),
    ),
)
BY_NAME = {name: kind for kind in (*_NUMBERS, *EVERYDAY, *CHINESE) for name in kind.names}
ON_PAPER = on_paper(BY_NAME)
# Read from right to left, on the reversed text, from the value on: quotes, a sign, the key, which
# no figure ends.
_BEFORE_REVERSED = re.compile(
    r"[\"'`*“「]{0,2}[ \t]{0,44}(?:={2,3}!?|(?<=[\"'])\(|"
    r"(?i:>dt<\s{0,8}>[dh]t/<|(?:won )?si |eb lliw |saw )|>=|[:=>|：│是为{（]|"
    r"[._…·]{3,48})?[ \t]{0,24}"
    r"[\"'`*”」】〕）)\].#]{0,3} ?(?P<k>(?![0-9])[A-Za-zß-öø-ÿ0-9_.$-]+"
    r"(?:[ /'’]\.?[A-Za-zß-öø-ÿ]{1,14}){0,3}|"
    r"[\u3400-\u9fff]{2,12})"
)
# An amount, before the range that is usual; but D/L is a licence.
_OF_A_LITRE = re.compile(r"(?i)/d?l\Z(?<![^a-z]d/l)(?<!^d/l)")
_SETS = re.compile("(?:set|with|add|put|find_by|get_by|by|where|has)_(?=[a-z])")
_BACK = 96  # characters before a value in which its key stands
_NEXT = re.compile(
    r"(?!(?:19|20)\d\d-\d\d?-\d\d?)"
    r"(?=(?:[A-Z ./-]{0,23}\d){3}|(?=[A-Z]{0,5}\d)[A-Z0-9]{6}(?![A-Za-z0-9_])|"
    r"[A-Z]{4}[A-Z0-9]{2}(?:[A-Z0-9]{2}|[A-Z0-9]{5})?(?![A-Za-z0-9]))"
    r"[A-Z0-9](?:[A-Z0-9./-]| (?=[A-Z0-9]{1,6}(?![a-z]))){4,26}"
)
# Places on a page, as PostScript has them: 175.162 98.5 DL.
_DRAWN = re.compile(r"\d{1,4}\.\d{1,3}(?:\s|\Z)|\d{1,4} \d{1,4}\.\d")
_DAY = re.compile(r"[ .](?:19|20)\d\d-\d\d-\d\d")
_WORD_END = re.compile(r"[A-Z0-9](?![A-Za-z0-9_])")


@remembered
def _kind(reversed_: str, *, numbered: bool) -> Kind | None:
    """Return what a key names, without the words of a sentence before it; `numbered`: with #."""
    key = reversed_[::-1].replace(". ", " ").rpartition(".")[2]
    if _OF_A_LITRE.search(key):
        return None
    while key:
        plain = normal(key)
        plain = _SETS.sub("", plain)
        kind = ON_PAPER.get(plain) if numbered or (" " in key and key[0].isupper()) else None
        kind = kind or BY_NAME.get(plain) or BY_NAME.get(plain.replace("_", "")) or _ended(key)
        if kind is not None:
            return kind
        key = "".join(re.split("[ /'’]", key, maxsplit=1)[1:])
    return None


def _ended(key: str) -> Kind | None:
    """Return what a Chinese key names at its end: 受益人银行账号."""
    if key.isascii():
        return None
    return next((BY_NAME[key[at:]] for at in range(1, len(key) - 1) if key[at:] in BY_NAME), None)


def _told(match: re.Match[str]) -> Iterator[Cell]:
    """Yield the longest beginning of what follows that has the form of the kind."""
    text, start = match.string, match.start()
    value = _NEXT.match(text, start)
    key = _BEFORE_REVERSED.match(text[max(start - _BACK, 0) : start][::-1]) if value else None
    kind = _kind(key["k"], numbered="#" in key.group()) if key is not None else None
    if kind is not None and (found := cell_of(kind, text, start)) is not None:
        yield found


def cell_of(kind: Kind, text: str, start: int) -> Cell | None:
    """Return the longest beginning of what stands here that has the form of the kind."""
    value = _NEXT.match(text, start)
    if value is None or social_security_example(value.group()[:11]):
        return None
    if kind.begun.match(text, start, value.end()) is None or _DRAWN.match(text, start):
        return None
    day = _DAY.search(text, start, value.end())
    for end in reversed(_ends(text, start, value.end() if day is None else day.start())):
        if (label := kind.fits(text[start:end])) is not None:
            return start, end, label
    return None


def _ends(text: str, start: int, end: int) -> list[int]:
    """Return where words end in a value of five characters and more; letters may follow it."""
    ends = [one.end() for one in _WORD_END.finditer(text, start + 4, end)]
    behind = text[end : end + 1]
    if ends and ends[-1] == end and ((behind.isascii() and behind.isalnum()) or behind == "_"):
        ends.pop()
    return ends


def _spelt(name: str) -> str:
    """Return how a name stands in a text, for the trigger; a short one is a word of its own."""
    initials = _INITIALS.sub("[./]", name)  # of D/L and S.I.N.
    return ("" if len(name) > 4 else "[^A-Za-z]") + initials.replace("_", "[ _.'-]{0,2}")


_INITIALS = re.compile("(?<![a-z][a-z])(?<=[a-z])_(?=[a-z](?:_|$))")
_NAMES = "|".join(sorted({_spelt(name) for name in BY_NAME | ON_PAPER}))
_CLOSED = r"[\"'`*”」】〕）)\].#]{0,3}(?: ?#)?[ \t]{0,24}"
_SIGNS = (
    r"(?:===?|=>|[:=>|({（]|：|│|</t[dh]>\s{0,8}<td>| is(?: now)?| was| will be|[._]{3,48}|是|为)?"
)
_OPENED = r"[ \t]{0,44}[\"'`*“「]{0,2}"

RULES = (
    Rule(
        "number-field",
        Label.ID_CARD,
        rf"(?i:{_NAMES}){_CLOSED}(?i:{_SIGNS}){_OPENED}[A-Z0-9][A-Z0-9 ./-]{{4}}",
        r"(?<![A-Za-z0-9])(?=[A-Z0-9][A-Z0-9 ./-]{4})",
        labelled=_told,
        rank=GUESS,
        before=6,
        after=4,
        examples=(
            '"nationalId": "‹50759553W›"',
            "national_id: ‹58121736160›\n",
            "taxNumber=‹593764067›,",
            "<TaxNumber>‹593 764 067›</TaxNumber>",
            "<td>National Insurance</td><td>‹AB 12 34 56 C›</td>",
            "证件号码：‹G1234567890›，",
            "her id number is ‹7701015009087›.",
            "National ID No.: ‹93081889558›",
            "tax_id: ‹912-71-3456›",
            "乘机人证件‹EJ1947911›。",
            "SV-Nummer: ‹65 180893 Q 981›\n",
            "Personalausweisnummer: ‹L1XV8V8CH›",
            "AHV-Nr. ‹756.4805.2683.46›,",
            "Führerschein Nr. ‹BON22016412›",
            "Driver's License Number: ‹D4821937›",
            "NI no ......... ‹AB123456C›\n",
            "【证件号码】‹G1234567890›\n",
            '.setTaxId("‹78924176503›").build()',
            'national_id { "‹9434765919›" }',
            "tax_id           | ‹290226317›\n",
            'df["证件号码"] == "‹G1234567890›"',
            "Renter D/L: ‹A9501104› (CA)",
            "IN THE MATTER OF DOE  File No. ‹A 204 829 103›\n",
        ),
        near_misses=(
            "national_id: varchar(20)",
            "tax number: see page 4",
            "setting: 12345678",
            "national_id: 2024-01-02",
            "tax_id_hash: 12345678",
            "VAT: 123456.00",
            "VAT 20 000 000",
            "privat: DE136695976",
            "SSN 900-12-3456",
            "social_security_number: 000-45-6789",
            "工号2024-01-02",
            "工号 12 号",
            "员工编号规则：见附件",
            "employee_id: 4821937",
            "BIC: REQUIRED",
            "swift: 5.10.1",
            "SWIFT PROTOCOL",
            "claim: 20 000 000",
            "RFC 9562/4122 specification",
            "targa: 2024",
            "Our ref: REC/12",
            "GMC Sierra 2500",
            "booking number 3 of 2024",
            "Ticket no: 4471",
            "新号13812345678",
            "保单共 1200 份",
            "账号：100 200 300",
            "公积金 -850",
            "证书编号 2019010101",
            "会员卡 5000 元",
            "License: GPL-3.0",
            "license: MIT2024",
            "application_id: 12345678",
            "file number 3 of 12",
            "tax_id(12345678)",
            "13.4|g/dL|12.0-16.0|N",
            "employee_id=48291",
            "RX 482910 bytes",
            "mmol/L 12345",
            "policy: ELBSecurityPolicy-TLS-1-2-2017-01",
            "customer number 3 of 2024",
            "165.162 98.5 DL 175.162 98.5 170.162 98.5 DL 180",
            ".TH nss 5 2023-02-05",
        ),
    ),
    Rule(
        "employer-number",
        Label.OTHER_ID,
        r"(?:fein|ein|employer id(?:entification)?)[^\n\x00]{0,40}"
        r"(?:[^0-9]|\n[ \t]{0,8}[0-9]{1,6}\t|\n\+)[0-9]{2}-[0-9]{7}",
        r"(?i)(?<![A-Za-z])(?:f?ein|employer id(?:entification)?)(?![a-z])[^\n0-9]{0,40}(?:W-9)?"
        rf"(?:[^\n0-9]{{1,12}}|\)?:?\n{LINE})(?P<v>\d\d-\d{{7}})(?![\w-])",
        rank=GUESS,
        caseless=True,
        examples=(
            "Employer Identification Number for the W-9: ‹76-2746959›.",
            "EIN (federal) ‹76-2746959›",
            "Employer identification number (EIN)\n     4\t‹49-5114010›\n",
        ),
        near_misses=("being 76-2746959", "EIN 76-274695"),
    ),
)
