"""More kinds of made-up values for strangers_values.py: what developers' files and forms hold.

Keys of providers and of clouds at home and abroad, hashes of passwords, papers of many countries
with right check digits, telephone numbers and dates of birth in many spellings; and decoys.
"""

import base64
import string
from collections.abc import Callable
from random import Random

from strangers_draws import (
    ALNUM,
    CLASSES,
    ROAD,
    WORD,
    birth,
    born,
    digits,
    grouped,
    iban,
    luhn,
    mobile,
    nhs,
    password,
    pem,
    shaped,
    some,
    v4,
    weighted,
)

BIP39 = "abandon ability above absent absorb abstract absurd abuse access accident achieve acid acoustic acquire across action actor adapt adjust admit adult advance advice afraid again agent agree ahead alarm album alert alien almost alone alpha already alter always amateur amazing among amount anchor ancient anger angle animal ankle announce annual".split()
MONTHS = "January February March April May June July August September October November December".split()  # fmt: skip


def control(body: str, weights: tuple[int, ...]) -> str:
    return str(-weighted(body, weights, 10) % 10)


def aba(draw: Random) -> str:
    body = f"{draw.choice(['01', '02', '06', '11', '12', '31'])}{some(draw, string.digits, 6)}"
    return body + control(body, (3, 7, 1, 3, 7, 1, 3, 7))


def ahv(draw: Random) -> str:
    body = f"756{digits(draw, 9)}"
    body += control(body, (1, 3) * 6)
    return f"{body[:3]}.{body[3:7]}.{body[7:11]}.{body[11:]}"


def steuer(draw: Random) -> str:
    pool = draw.sample(string.digits, 9)
    body = [*pool, draw.choice(pool)]
    draw.shuffle(body)
    body[0] = body[0] if body[0] != "0" else "7"
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return "".join(body) + str((11 - product) % 10)


def cnp(draw: Random) -> str:
    year, month, day = birth(draw)
    body = f"{draw.choice('12' if year < 2000 else '56')}{year % 100:02}{month:02}{day:02}{draw.randint(1, 46):02}{digits(draw, 3)}"
    rest = weighted(body, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9), 11)
    return body + ("1" if rest == 10 else str(rest))


def belgian(draw: Random) -> str:
    year, month, day = birth(draw)
    body = f"{year % 100:02}{month:02}{day:02}{draw.randint(1, 998):03}"
    rest = 97 - int(("2" if year >= 2000 else "") + body) % 97
    return f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{rest:02}"


def swedish(draw: Random) -> str:
    year, month, day = birth(draw)
    full = luhn(f"{year % 100:02}{month:02}{day:02}{digits(draw, 3)}")
    return f"{draw.choice(['', str(year // 100)])}{full[:6]}-{full[6:]}"


def norwegian(draw: Random) -> str:
    while True:
        year, month, day = birth(draw)
        body = f"{day:02}{month:02}{year % 100:02}{draw.randint(0, 499):03}"
        first = -weighted(body, (3, 7, 6, 1, 8, 9, 4, 5, 2), 11) % 11
        second = -weighted(f"{body}{first % 10}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), 11) % 11
        if first < 10 and second < 10:
            return f"{body}{first}{second}"


def tfn(draw: Random) -> str:
    while True:
        body = digits(draw, 9)
        if weighted(body, (1, 4, 3, 7, 5, 8, 6, 9, 10), 11) == 0:
            return grouped(body, 3)


def pps(draw: Random) -> str:
    body = digits(draw, 7)
    return body + "WABCDEFGHIJKLMNOPQRSTUV"[weighted(body, (8, 7, 6, 5, 4, 3, 2), 23)]


ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23), strict=True))  # fmt: skip


def fiscal(draw: Random) -> str:
    year, month, day = birth(draw)
    body = f"{some(draw, 'BCDFGLMNPRSTV', 6)}{year % 100:02}{'ABCDEHLMPRST'[month - 1]}{day:02}{draw.choice('ABCDFGHL')}{digits(draw, 3)}"
    even = sum(int(c) if c.isdigit() else ord(c) - 65 for c in body[1::2])
    return body + chr(65 + (sum(ODD[c] for c in body[::2]) + even) % 26)


def human(draw: Random) -> str:
    """Return a password as people choose them."""
    word = draw.choice(WORD)
    return draw.choice([
        f"{word.capitalize()}{draw.randint(2018, 2026)}{draw.choice('!#$@')}",
        f"{draw.choice('aeio')}{word}-{draw.choice(WORD)}-{draw.randint(10, 99)}",
        f"{word[0].upper()}{word[1:].replace('o', '0').replace('e', '3').replace('i', '1')}_{draw.randint(1, 999)}",
    ])  # fmt: skip


def long_birth(draw: Random, form: str) -> str:
    year, month, day = birth(draw)
    tail = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return form.format(y=year, month=MONTHS[month - 1], d=day, dd=f"{day:02}", th=f"{day}{tail}", yy=f"{year % 100:02}", mm=f"{month:02}", m=month, mon=MONTHS[month - 1][:3].upper())  # fmt: skip


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


MORE_KINDS: dict[str, Callable[[Random], str]] = {
    "account.aba": aba,
    "account.bic": lambda d: f"{some(d, string.ascii_uppercase, 4)}{d.choice(['DE', 'FR', 'NL', 'GB', 'AT', 'IT'])}{some(d, string.ascii_uppercase, 1)}{d.choice('2368BFHM')}{d.choice(['', 'XXX', '370', '500'])}",
    "address.au": lambda d: f"{d.randint(1, 190)} {d.choice(ROAD)}, Larkdale {d.choice(['NSW', 'VIC', 'QLD'])} {d.randint(2000, 4999)}",
    "address.ca": lambda d: f"{d.randint(1, 1900)} {d.choice(ROAD)}, Brookville, ON {d.choice('KLMN')}{d.randint(1, 9)}{d.choice('ABCEGH')} {d.randint(1, 9)}{d.choice('ABCEGH')}{d.randint(1, 9)}",
    "address.es": lambda d: f"Calle {d.choice(['Mayor', 'del Olmo', 'de la Luna'])} {d.randint(1, 90)}, {d.randint(1, 9)}º {d.choice('ABC')}, 280{d.randint(10, 55)} Madrid",
    "address.fr": lambda d: f"{d.randint(1, 140)} {d.choice(['rue des Lilas', 'avenue Foch', 'boulevard du Temple'])}, {d.choice(['75011 Paris', '69003 Lyon', '31000 Toulouse'])}",
    "address.nl": lambda d: f"{d.choice(['Keizersgracht', 'Dorpsstraat', 'Kerkweg'])} {d.randint(1, 300)}, {d.randint(1011, 9999)} {some(d, 'ABCDEGHJKL', 2)} Amsterdam",
    "address.pl": lambda d: f"ul. {d.choice(['Polna', 'Leśna', 'Ogrodowa'])} {d.randint(1, 90)}/{d.randint(1, 40)}, 0{d.randint(0, 5)}-{d.randint(100, 999)} Warszawa",
    "address.street": lambda d: f"{d.randint(12, 9800)} {d.choice(ROAD)}",
    "credential.dockercfg": lambda d: f'{{"auths":{{"registry.larkmere.test":{{"username":"ci","password":"{some(d, ALNUM, 24)}","auth":"{coded("ci:" + some(d, ALNUM, 24))}"}}}}}}',
    "credential.envline": lambda d: f"API_TOKEN={some(d, ALNUM, 32)}\nDB_PASSWORD={password(d, 14)}\n",
    "credential.flask": lambda d: f"eyJ{some(d, ALNUM, 31)}.Z{some(d, ALNUM, 5)}.{some(d, CLASSES['w'], 27)}",
    "credential.human": human,
    "credential.gmailapp": lambda d: grouped(some(d, string.ascii_lowercase, 16)),
    "credential.mnemonic": lambda d: " ".join(d.choice(BIP39) for _ in range(12)),
    "credential.otp": lambda d: digits(d, 6),
    "credential.cvv": lambda d: digits(d, 3),
    "credential.cvv4": lambda d: digits(d, 4),
    "credential.pin5": lambda d: digits(d, 5),
    "credential.plainauth": lambda d: coded(f"\0svc\0{password(d, 14)}"),
    "credential.ssha": lambda d: "{SSHA}" + some(d, ALNUM, 38) + "==",
    "credential.totp": lambda d: some(d, CLASSES["A"], d.choice([16, 32])),
    "credential.urlpw": lambda d: f"postgres://rw:{some(d, ALNUM, 20)}@{v4(d)}:5432/orders",
    "date_birth.csharp": lambda d: long_birth(d, "{y}, {m}, {d}"),
    "date_birth.dash": lambda d: born(d, "{dd}-{mm}-{y}"),
    "date_birth.fr": lambda d: born(d, "{dd}/{mm}/{y}"),
    "date_birth.isodt": lambda d: born(d, "{y}-{mm}-{dd}T00:00:00Z"),
    "date_birth.long": lambda d: long_birth(d, "{month} {d}, {y}"),
    "date_birth.longeu": lambda d: long_birth(d, "{d} {month} {y}"),
    "date_birth.mil": lambda d: long_birth(d, "{dd}{mon}{y}"),
    "date_birth.ordinal": lambda d: long_birth(d, "{th} of {month} {y}"),
    "date_birth.slashymd": lambda d: born(d, "{y}/{mm}/{dd}"),
    "date_birth.usshort": lambda d: long_birth(d, "{m}/{d}/{yy}"),
    "date_birth.words": lambda d: long_birth(d, "{th} {month} {y}"),
    "date_birth.yymmdd": lambda d: long_birth(d, "{yy}{mm}{dd}"),
    "iban.de": lambda d: iban(d, "DE", "{d18}"),
    "iban.fr": lambda d: iban(d, "FR", "{d23}"),
    "iban.it": lambda d: iban(d, "IT", "{Z1}{d22}"),
    "iban.nl": lambda d: iban(d, "NL", "{Z4}{d10}"),
    "id_card.ahv": ahv,
    "id_card.be": belgian,
    "id_card.cf": fiscal,
    "id_card.cnp": cnp,
    "id_card.fnr": norwegian,
    "id_card.itin": lambda d: f"9{digits(d, 2)}-{d.choice([70, 75, 82, 91])}-{digits(d, 4)}",
    "id_card.ninocompact": lambda d: f"{d.choice(['AB', 'CE', 'JR', 'PK'])}{digits(d, 6)}{d.choice('ABCD')}",
    "id_card.pps": pps,
    "id_card.sin": lambda d: grouped(luhn(f"{d.choice('12456')}{some(d, string.digits, 7)}"), 3),
    "id_card.ssn9": lambda d: f"{d.randint(100, 665)}{d.randint(10, 99)}{d.randint(1000, 9999)}",
    "id_card.ssnsp": lambda d: f"{d.randint(100, 665)} {d.randint(10, 99)} {d.randint(1000, 9999)}",
    "id_card.steuer": steuer,
    "id_card.sve": swedish,
    "id_card.tfn": tfn,
    "ip.mac": lambda d: grouped("3c" + some(d, CLASSES["h"], 10), 2, ":"),
    "ip.macdot": lambda d: grouped("3c" + some(d, CLASSES["h"], 10), 4, "."),
    "other_id.imei": lambda d: luhn(f"35{some(d, string.digits, 12)}"),
    "other_id.nhs10": lambda d: nhs(d).replace(" ", ""),
    "other_id.npi": lambda d: luhn(f"808401{some(d, string.digits, 8)}")[5:],
    "phone.digits": lambda d: f"1617{d.randint(220, 989)}{digits(d, 4)}",
    "phone.chs": lambda d: f"+86-{mobile(d)}",
    "phone.us10": lambda d: f"{d.choice([303, 617, 206, 614])}{d.randint(220, 989)}{some(d, string.digits, 4)}",
    "phone.usext": lambda d: f"({d.choice([303, 617, 206])}) {d.randint(220, 989)}-{digits(d, 4)} x{digits(d, 3)}",
    "phone.usspace": lambda d: f"{d.choice([303, 617, 206, 614])} {d.randint(220, 989)} {some(d, string.digits, 4)}",
}  # fmt: skip


MORE_SHAPED = {
    "account.acct17": "{d12}     ", "account.bsb": "06{d1}-{d3}", "account.uk8": "{e1}{d7}",
    "credential.a8": "{a8}", "credential.a14": "{a14}", "credential.a22": "{a22}", "credential.a24": "{a24}",
    "credential.acr": "{a42}+ACR{a6}", "credential.age": "AGE-SECRET-KEY-1{B58}", "credential.aiza": "AIzaSy{w33}",
    "credential.alisecret": "{a30}", "credential.antkey": "sk-ant-api03-{w93}AA", "credential.argon": "$argon2id$v=19$m=65536,t=3,p=4${b22}${b43}",
    "credential.asia": "ASIA{A16}", "credential.atatt": "ATATT3xFfGF0{w170}={H8}", "credential.awssession": "IQoJb3JpZ2luX2VjE{b320}==",
    "credential.b2": "K004{b27}", "credential.b43": "{b43}", "credential.cargo": "cio{a32}", "credential.connectsid": "s:{w32}.{b43}",
    "credential.dapi": "dapi{h32}", "credential.dashscope": "sk-{h32}", "credential.django": "pbkdf2_sha256$870000${a22}${b43}=",
    "credential.dop": "dop_v1_{h64}", "credential.erlang": "{Z20}", "credential.fcm": "{w22}:APA91b{w134}", "credential.fernet": "{w43}=",
    "credential.ghp": "ghp_{a36}", "credential.ghpat": "github_pat_11{u9}0{a10}_{a59}", "credential.gitlabpat": "glpat-{w20}", "credential.glpat": "glpat-{w20}",
    "credential.glc": "glc_{b100}", "credential.gocspx": "GOCSPX-{w28}", "credential.goog": "GOOG1E{u55}",
    "credential.hex24": "{h24}", "credential.hex40": "{h40}", "credential.hex48": "{h48}", "credential.hex8": "{h8}",
    "credential.hexu128": "{H128}", "credential.hexu64": "{H64}", "credential.hf": "hf_{a34}", "credential.hrku": "HRKU-AA{w58}",
    "credential.hwak": "{u20}", "credential.hwsk": "{a40}", "credential.jenkins": "11{h32}", "credential.l26": "{l26}", "credential.l32": "{l32}",
    "credential.moonshot": "sk-{a48}", "credential.mysqlhash": "*{H40}", "credential.npm": "npm_{a36}", "credential.ntn": "ntn_{a46}",
    "credential.nuget": "oy2{l43}", "credential.oauthcode": "4/0A{w70}", "credential.ossig": "{b27}=", "credential.pypi": "pypi-AgEIcHlwaS5vcmc{w150}",
    "credential.qianfan": "bce-v3/ALTAK-{a21}/{h40}", "credential.rand32": "{a32}", "credential.rand40": "{a40}", "credential.recovery": "{h5}-{h5}",
    "credential.refresh": "1//0{w98}", "credential.salt64": "{w64}", "credential.scram": "SCRAM-SHA-256$4096:{b22}==${b43}=:{b43}=",
    "credential.sendgrid": "SG.{w22}.{w43}", "credential.sentry": "sntrys_eyJ{a80}_{b43}", "credential.ses": "B{b43}", "credential.sha28": "{b27}=",
    "credential.sha40": "{b38}==", "credential.shadow": "$6${a16}${a86}", "credential.silicon": "sk-{z48}", "credential.skproj": "sk-proj-{w74}T3BlbkFJ{w74}",
    "credential.slackhook": "T0{u8}/B0{u9}/{a24}", "credential.sonar": "sqp_{h40}", "credential.sparksecret": "{b32}", "credential.stepfun": "{a61}",
    "credential.stripe": "sk_live_51{a97}", "credential.tencentkey": "{a32}", "credential.type7": "0{d1}{H22}", "credential.u34": "{u34}",
    "credential.vault": "hvs.CAESI{w90}", "credential.volcak": "AKLT{a43}", "credential.volcsk": "{a58}==", "credential.w171": "{w171}",
    "credential.w342": "{w342}", "credential.w68": "{w68}", "credential.xoxb": "xoxb-{d12}-{d13}-{a24}", "credential.ya29": "ya29.a0A{w160}",
    "credential.zhipu": "{h32}.{a16}",
    "id_card.deperso": "L{u8}", "id_card.ird": "{d3}-{d3}-{d3}", "id_card.svnr": "65 180{e1}9{d1} {Z1} {d3}",
    "key_id.hex20": "{h20}", "key_id.hex24": "{h24}",
    "other_id.anumber": "A{d9}", "other_id.aumedicare": "2{d3} {d5} {d1}", "other_id.caldl": "{Z1}{d7}", "other_id.claim": "CLM-{d8}",
    "other_id.dea": "B{Z1}{d7}", "other_id.defs": "B{u2}{d8}", "other_id.ffn": "{d3} {d3} {d3}", "other_id.mbi": "1EG4-TE{d1}-MK{d2}",
    "other_id.member": "XYZ{d9}", "other_id.ohip": "{d4}-{d3}-{d3}-{Z2}", "other_id.ukdl": "HOLLO{d1}57{d3}M99{Z2}", "other_id.utr": "{d10}",
    "passport.gb": "{e1}{d8}", "passport.us9": "{e1}{d8}",
    "phone.at": "+43 664 {d7}", "phone.au": "04{d2} {d3} {d3}", "phone.ch": "+41 79 {d3} {d2} {d2}", "phone.de0": "015{e1} {d8}",
    "phone.de0s": "030/{e1}{d7}", "phone.fr0": "06 {d2} {d2} {d2} {d2}", "phone.it": "+39 34{d1} {d3} {d4}", "phone.nl": "06-{d8}",
    "phone.pl": "+48 60{d1} {d3} {d3}", "phone.se": "070-{d3} {d2} {d2}", "phone.ukland": "020 7{d3} {d4}",
    "vehicle.de": "WB-{Z2} {e1}{d3}", "vehicle.it": "{Z2}{d3}{Z2}",
}  # fmt: skip


MORE_DECOYS: dict[str, Callable[[Random], str]] = {
    **{f"hex{n}": (lambda d, n=n: some(d, CLASSES["h"], n)) for n in (8, 10, 12, 16, 22, 24, 32)},
    **{f"a{n}": (lambda d, n=n: some(d, ALNUM, n)) for n in (22, 24, 29)},
    **{f"b{n}": (lambda d, n=n: some(d, CLASSES["b"], n)) for n in (12, 22, 43, 64, 172, 200)},
    "b28": lambda d: some(d, CLASSES["b"], 27) + "=",
    "addr": lambda d: f"0x7f{some(d, CLASSES['h'], 10)}",
    "ami": lambda d: f"ami-0{some(d, CLASSES['h'], 16)}",
    "subnet": lambda d: f"subnet-0{some(d, CLASSES['h'], 16)}",
    "cert": lambda d: pem(d, "CERTIFICATE", 8),
    "certone": lambda d: pem(d, "CERTIFICATE", 8).replace("\n", "\\n"),
    "certb64": lambda d: coded(pem(d, "CERTIFICATE", 4)),
    "certbody": lambda d: "MIID" + some(d, CLASSES["b"], 600) + "==",
    "pubkey": lambda d: pem(d, "PUBLIC KEY", 3).replace("\n", "\\n"),
    "cve": lambda d: f"CVE-2025-{digits(d, 5)}",
    "edpub": lambda d: f"AAAAC3NzaC1lZDI1NTE5AAAAI{some(d, CLASSES['b'], 43)}",
    "ecpub": lambda d: f"AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB{some(d, CLASSES['b'], 87)}=",
    "rsapub": lambda d: f"AAAAB3NzaC1yc2EAAAADAQABAAABgQ{some(d, CLASSES['b'], 340)}",
    "sshed": lambda d: f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{some(d, CLASSES['b'], 43)}",
    "sshfp": lambda d: f"SHA256:{some(d, CLASSES['b'], 43)}",
    "ethaddr": lambda d: f"0x{some(d, CLASSES['h'], 40)}",
    "guid": lambda d: shaped("{H8}-{H4}-4{H3}-A{H3}-{H12}", d),
    "uuidu": lambda d: shaped("{H8}-{H4}-4{H3}-B{H3}-{H12}", d),
    "md5colons": lambda d: grouped(some(d, CLASSES["h"], 32), 2, ":"),
    "md5u": lambda d: some(d, CLASSES["H"], 32),
    "sha256u": lambda d: some(d, CLASSES["H"], 64),
    "n342": lambda d: some(d, CLASSES["w"], 342),
    "nix52": lambda d: some(d, "0123456789abcdfghijklmnpqrsvwxyz", 52),
    "podhash": lambda d: f"{some(d, 'bcdfghjklmnpqrstvwxz2456789', 10)}-{some(d, 'bcdfghjklmnpqrstvwxz2456789', 5)}",
    "sid": lambda d: f"S-1-5-21-{digits(d, 10)}-{digits(d, 10)}-{digits(d, 9)}-{digits(d, 4)}",
    "u17": lambda d: some(d, string.ascii_uppercase + string.digits, 17),
    "ua": lambda d: f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{d.randint(120, 142)}.0.{d.randint(5000, 7500)}.{d.randint(10, 199)} Safari/537.36",
}  # fmt: skip


def surname_first(text: str) -> str:
    first, _, last = text.partition(" ")
    return f"{last}^{first}^^^"


MORE_SPELLINGS: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "hl7": surname_first,
    "apis": lambda text: ":".join(reversed(text.upper().split(" ", 1))),
}
JOINTS = {
    "plus": '" +\n    "', "plusone": "' + '", "dot": "' . '", "adj": '"\n    "', "comma": '", "',
    "amp": '" & "', "shellsp": "' '",
}  # fmt: skip
