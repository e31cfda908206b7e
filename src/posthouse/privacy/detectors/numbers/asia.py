"""Numbers of Asia and the Middle East; those of China stand in identity.py and documents.py."""

NUMBERS = r"""
in ID_CARD in_.aadhaar,in_.vid [2-9]\d{11}|\d{16} aadhaar, aadhar, adhaar, adhar, aadhaar card, aadhaar number, uidai, ~uid number, aadhar card, आधार, आधार संख्या, आधार नंबर, आधार कार्ड, virtual id, mera aadhaar, unique identification number
in ID_CARD in_.pan [A-Z]{5}\d{4}[A-Z] ~pan, pan card, pan number, pan no, permanent account number, पैन, पैन कार्ड, पैन नंबर, income tax pan
in OTHER_ID in_.gstin \d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z] gstin, gst number, gst no, ~gst, gst registration, goods and services tax identification, gst identification, gstin/uin
in ID_CARD - [A-Z]{3}\d{7} voter id, voter card, voter id card, epic no, epic number, ~epic, elector photo identity card, voter, voter identity card, मतदाता पहचान, election card
in PASSPORT - [A-PR-WYZ]\d{7} indian passport, passport number, ~passport, passport no, पासपोर्ट
in VEHICLE - [A-Z]{2}\d{1,2}[A-Z]{0,3}\d{4}|\d{2}BH\d{4}[A-Z]{1,2} vehicle number, vehicle no, gaadi number, gadi number, registration number, vehicle registration, ~registration, ~vehicle, ~plate, number plate, car number, bike number, ~rc number, ~rc no, license plate, गाड़ी नंबर
in ID_CARD - [A-Z]{2}\d{13} driving licence, driving license, dl number, dl no, ड्राइविंग लाइसेंस
in OTHER_ID - \d{12} universal account number, uan number
in OTHER_ID - [A-Z]{4}0[A-Z0-9]{6} ifsc code
in OTHER_ID - [LUF]\d{5}[A-Z]{2}\d{4}[A-Z]{3}\d{6} corporate identification number, corporate identity number
in OTHER_ID - [A-Z]{4}\d{5}[A-Z] tan number, tax deduction account number
in OTHER_ID - \d{14} abha number, abha id, health id
pk ID_CARD pk.cnic \d{13} cnic, nicop, national identity card, computerized national identity card, شناختی کارڈ, nadra
pk OTHER_ID - \d{7,8} national tax number
bd ID_CARD - \d{10}|\d{13}|\d{17} ~nid, nid number, nid no, nid card, জাতীয় পরিচয়পত্র, national identity card, smart nid, national id card number
bd OTHER_ID - \d{12} e-tin, ~tin, টিআইএন
lk ID_CARD - \d{9}[VX]|(?:19|20)\d{10} nic number, nic no, national identity card
np ID_CARD - \d{8,14} nagarikta, नागरिकता, नागरिकता नम्बर, citizenship number
id ID_CARD id.nik \d{16} ~nik, nomor induk kependudukan, ktp, e-ktp, no ktp, nomor ktp, no. ktp, nik ktp, kartu tanda penduduk, no nik
id ID_CARD - \d{16} nomor kk, no kk, kartu keluarga
id ID_CARD id.npwp \d{15,16} npwp, nomor pokok wajib pajak, no npwp
id ID_CARD - \d{12,16} nomor sim, no sim, surat izin mengemudi
id OTHER_ID - \d{13} no bpjs, nomor bpjs, bpjs kesehatan
id VEHICLE - [A-Z]{1,2}\d{1,4}[A-Z]{1,3} plat nomor, nomor polisi, nopol, no polisi
my ID_CARD my.nric \d{12} ~nric, mykad, ~ic no, ic number, no ic, no. ic, kad pengenalan, no kad pengenalan, nombor kad pengenalan, ic saya
sg ID_CARD nric [STFGM]\d{7}[A-Z] ~nric, nric no, ~fin, fin number, fin no, nric/fin, foreign identification number, singapore nric, singapore id, singapore fin, identity card
sg OTHER_ID sg.uen \d{8}[A-Z]|\d{9}[A-Z]|[RST]\d{2}[A-Z]{2}\d{4}[A-Z] uen, unique entity number, business registration, company registration
ph ID_CARD - \d{9}|\d{12,14} ~tin, tin number, tin no, taxpayer identification number, tin id
ph ID_CARD - \d{10} sss number, sss no, social security system
ph ID_CARD - \d{11} gsis number
ph OTHER_ID - \d{12} philhealth, philhealth number, pag-ibig, pag-ibig number, ~pin philhealth
ph ID_CARD - \d{16}|\d{12} philsys, philid, national id philippines
vn ID_CARD - 0\d{11} cccd, căn cước công dân, số cccd, căn cước, thẻ căn cước, định danh cá nhân
vn ID_CARD - \d{9} cmnd, chứng minh nhân dân, số cmnd, số cmt
vn OTHER_ID vn.mst \d{10}(?:\d{3})? mã số thuế, mã số thuế cá nhân
vn VEHICLE - \d{2}[A-Z]\d?\d{4,5} biển số, biển số xe
th ID_CARD - \d{13} เลขประจำตัวประชาชน, เลขบัตรประชาชน, บัตรประชาชน
th ID_CARD th.pin \d{13} thai id, thai national id, thai id number, thai citizen id, รหัสประชาชน, thai identification number
th OTHER_ID th.tin,th.moa \d{13} เลขประจำตัวผู้เสียภาษี, เลขผู้เสียภาษี
mm ID_CARD - \d{1,2}[A-Z]{6,9}[NEPTYS]\d{6} nrc no, nrc number, မှတ်ပုံတင်
kh ID_CARD - \d{9} khmer id, cambodian id, អត្តសញ្ញាណប័ណ្ណ
jp ID_CARD jp.in_ \d{12} my number, マイナンバー, 個人番号, mynumber, my number card, マイナンバーカード
jp OTHER_ID jp.cn T?\d{13} 法人番号, corporate number, インボイス番号, 登録番号, 適格請求書発行事業者登録番号
jp ID_CARD - \d{12} 運転免許証番号, 免許証番号, 運転免許証, 免許証
jp ID_CARD - [A-Z]{2}\d{8}[A-Z]{2} 在留カード番号, 在留カード, residence card
jp PASSPORT - [A-Z]{2}\d{7} 旅券番号, パスポート番号, パスポート, 旅券
jp ID_CARD - \d{10} 基礎年金番号, 年金番号
jp OTHER_ID - \d{8} 保険者番号, 被保険者番号
jp VEHICLE - \d{2,3}[あ-ん]\d{1,4} ナンバープレート, 車両番号, 車のナンバー
kr ID_CARD - \d{6}[1-8]\d{6} 주민등록번호, 주민번호, 주민 등록 번호, 외국인등록번호, 외국인 등록번호, korean rrn, korean resident registration number, resident registration number, ~rrn, foreigner registration number, alien registration number, korean frn, 주민등록
kr OTHER_ID kr.brn \d{10} 사업자등록번호, 사업자 등록번호, 사업자번호, 사업자, korean brn, business registration number, ~brn
kr ID_CARD - \d{12} 운전면허번호, 운전면허 번호, 면허번호, 운전면허, korean driver license, driver's license, driver license
kr PASSPORT - [MSRODG]\d{8}|[MSRODG]\d{3}[A-Z]\d{4} 여권번호, 여권 번호, 여권, korean passport, korea passport, passport number, ~passport
kr OTHER_ID - \d{11,13} 법인등록번호, 건강보험증번호
kr VEHICLE - \d{2,3}[가-힣]\d{4} 차량번호, 자동차번호, 차 번호, 번호판
ir ID_CARD ir_national \d{10} کد ملی, شماره ملی, کدملی, code melli, iranian national code, kode melli
iq ID_CARD - \d{12} البطاقة الوطنية, البطاقة الموحدة
sa ID_CARD sa_national [12]\d{9} هوية وطنية, الهوية الوطنية, رقم الهوية, iqama, iqama number, saudi id, saudi national id, رقم الإقامة, الإقامة, إقامة, absher
ae ID_CARD ae_emirates 784\d{12} emirates id, eid number, رقم الهوية, الهوية الإماراتية, هوية الإمارات, emirates identity card, uae id
kw ID_CARD - [23]\d{11} civil id, الرقم المدني, رقم المدني, البطاقة المدنية
qa ID_CARD - [23]\d{10} qatar id, qatari id
bh ID_CARD - \d{9} bahrain cpr, cpr bahrain, الرقم الشخصي
om ID_CARD - \d{8} oman id, oman civil id
jo ID_CARD - \d{10} الرقم الوطني, jordanian national number
lb ID_CARD - \d{8,12} رقم القيد
ye ID_CARD - \d{11} البطاقة الشخصية
il ID_CARD il.idnr \d{8,9} teudat zehut, תעודת זהות, ת.ז., ת"ז, מספר זהות, מספר תעודת זהות, israeli id, israel id
il OTHER_ID il.hp \d{9} ח.פ., ח"פ, מספר חברה
kz ID_CARD kz_person \d{12} индивидуальный идентификационный номер, ~bin kz
uz ID_CARD - \d{14} pinfl, пинфл, jshshir, жшшир
uz PASSPORT - [A-Z]{2}\d{7} паспорт, passport seriyasi, паспорт серия
az ID_CARD - [0-9A-Z]{7} ~fin kod, fin kodu, fin code
ge ID_CARD - \d{11} პირადი ნომერი, პირადობის ნომერი
am ID_CARD - \d{10} սոցիալական քարտ
mn ID_CARD - [А-ЯӨҮЁ]{2}\d{8} регистрийн дугаар
kg ID_CARD - [0-2]\d{13} ~инн
af ID_CARD - \d{13} tazkira, تذکره, tazkera
hk ID_CARD hk_card [A-Z]{1,2}\d{6}[0-9A] hkid, hong kong id, hong kong identity card, 香港身份證, 香港身份证
tw OTHER_ID tw.ubn \d{8} 統編, 統一編號, 公司統編, unified business number
"""
