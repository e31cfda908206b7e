"""Made-up values of many kinds and spellings, for bench/strangers.py: what people's texts hold.

A kind is named `label.form`; what is drawn depends on the draws handed in only. Nothing here is
anybody's: names and keys are put together by chance, hosts stand under reserved names or, where
a service's address belongs to a key's shape, are that service's.
"""

import base64
import hashlib
import json
import re
import string
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.parse import quote

import strangers_chinese
from strangers_counters import COUNTER_DECOYS, COUNTER_KINDS, COUNTER_SHAPED
from strangers_draws import (
    ALNUM,
    CLASSES,
    FAMILY,
    FIRST,
    GIVEN,
    LAST,
    PARTS,
    PLATE,
    ROAD,
    WORD,
    born,
    bsn,
    cpf,
    digits,
    dni,
    grouped,
    hetu,
    hkid,
    iban,
    jwt,
    luhn,
    mailbox,
    mobile,
    nhs,
    nir,
    nric,
    password,
    pem,
    pesel,
    resident,
    rrn,
    shaped,
    some,
    twid,
    us_address,
    uscc,
    v4,
    v6,
    vin,
    zh_address,
)
from strangers_everyday import EVERYDAY_DECOYS, EVERYDAY_KINDS, EVERYDAY_SHAPED
from strangers_forms import MORE_DECOYS, MORE_KINDS, MORE_SHAPED, MORE_SPELLINGS
from strangers_later import LATER_DECOYS, LATER_KINDS, LATER_SHAPED
from strangers_sessions import SESSION_DECOYS, SESSION_KINDS, SESSION_SHAPED
from strangers_stacks import STACK_DECOYS, STACK_KINDS, STACK_SHAPED, STACK_SPELLINGS
from strangers_work import WORK_DECOYS, WORK_KINDS, WORK_SHAPED

FOLDER = Path(__file__).with_name("strangers")

KINDS: dict[str, Callable[[Random], str]] = {
    **strangers_chinese.KINDS,
    "person.en": lambda d: f"{d.choice(FIRST)} {d.choice(LAST)}",
    "person.zh": lambda d: d.choice(FAMILY) + some(d, GIVEN, d.choice([1, 2, 2])),
    "org.en": lambda d: f"{d.choice(WORD).capitalize()} {d.choice(['Logistics', 'Dental', 'Capital', 'Robotics'])} {d.choice(['Ltd', 'LLC', 'Inc.', 'GmbH'])}",
    "org.zh": lambda d: f"{d.choice(['南京', '武汉', '杭州', '厦门', '青岛'])}{some(d, '云海星辰瑞丰恒达华创启明', 2)}{d.choice(['科技', '贸易', '物流', '建筑工程'])}有限公司",
    "address.zh": zh_address,
    "address.us": us_address,
    "address.uk": lambda d: f"{d.randint(1, 190)} {d.choice(ROAD)}, Hexham, {d.choice(['NE', 'BS', 'LS'])}{d.randint(1, 20)} {d.randint(1, 9)}{some(d, 'ABDEFGHJLNP', 2)}",
    "address.de": lambda d: f"{d.choice(['Linden', 'Garten', 'Bahnhof', 'Schiller'])}straße {d.randint(1, 140)}, {some(d, '123456789', 1)}{some(d, string.digits, 4)} Weiherstadt",
    "email": mailbox,
    "phone.cn": mobile,
    "phone.cn86": lambda d: f"+86 {grouped(mobile(d), 4, ' ')}",
    "phone.cndash": lambda d: re.sub(r"(...)(....)(....)", r"\1-\2-\3", mobile(d)),
    "phone.cnland": lambda d: f"{d.choice(['021', '0755', '0571', '010'])}-{d.randint(2, 8)}{some(d, string.digits, 7)}",
    "phone.us": lambda d: f"({d.choice([303, 617, 206, 614])}) {d.randint(220, 989)}-{some(d, string.digits, 4)}",
    "phone.usdot": lambda d: f"{d.choice([303, 617, 206, 614])}.{d.randint(220, 989)}.{some(d, string.digits, 4)}",
    "phone.us1": lambda d: f"+1-{d.choice([303, 617, 206, 614])}-{d.randint(220, 989)}-{some(d, string.digits, 4)}",
    "phone.uk": lambda d: f"+44 7{some(d, string.digits, 3)} {some(d, string.digits, 6)}",
    "phone.uk0": lambda d: f"07{some(d, '3456789', 1)}{some(d, string.digits, 2)} {some(d, string.digits, 6)}",
    "phone.de": lambda d: f"+49 {d.choice([30, 89, 151])} {digits(d, 8)}",
    "phone.fr": lambda d: f"+33 6 {grouped(some(d, string.digits, 8), 2)}",
    "phone.in": lambda d: f"+91 {d.choice('6789')}{some(d, string.digits, 4)} {some(d, string.digits, 5)}",
    "phone.jp": lambda d: f"0{d.choice('789')}0-{digits(d, 4)}-{digits(d, 4)}",
    "phone.br": lambda d: f"+55 11 9{some(d, string.digits, 4)}-{some(d, string.digits, 4)}",
    "phone.kr": lambda d: f"010-{digits(d, 4)}-{digits(d, 4)}",
    "phone.sg": lambda d: f"+65 {d.choice('89')}{some(d, string.digits, 3)} {some(d, string.digits, 4)}",
    "phone.hk": lambda d: f"+852 {d.choice('569')}{some(d, string.digits, 3)} {some(d, string.digits, 4)}",
    "phone.e164": lambda d: d.choice([f"+86{mobile(d)}", f"+447{digits(d, 9)}", f"+4915{digits(d, 9)}", f"+1617{d.randint(220, 989)}{digits(d, 4)}"]),
    "id_card.cn": resident,
    "id_card.ssn": lambda d: f"{d.randint(100, 665)}-{d.randint(10, 99)}-{d.randint(1000, 9999)}",
    "id_card.nino": lambda d: f"{some(d, 'ABCEGHJKLMPR', 2)} {grouped(digits(d, 6), 2)} {d.choice('ABCD')}".replace("GB", "GA"),
    "id_card.nir": nir,
    "id_card.dni": dni,
    "id_card.cpf": cpf,
    "id_card.pesel": pesel,
    "id_card.rrn": rrn,
    "id_card.hetu": hetu,
    "id_card.hk": hkid,
    "id_card.tw": twid,
    "id_card.nric": nric,
    "id_card.bsn": bsn,
    "id_card.pan": lambda d: f"{some(d, string.ascii_uppercase, 3)}P{some(d, string.ascii_uppercase, 1)}{digits(d, 4)}{some(d, string.ascii_uppercase, 1)}",
    "passport.cn": lambda d: f"E{d.choice('ABCDEFGH')}{digits(d, 7)}",
    "passport.us": lambda d: digits(d, 9),
    "passport.de": lambda d: f"C{some(d, 'CFGHJKLMNPRTVWXYZ0123456789', 5)}{digits(d, 3)}",
    "bank_card.up": lambda d: luhn(d.choice(["622202", "621700", "622848", "621661"]) + some(d, string.digits, 12)),
    "bank_card.visa": lambda d: luhn("4" + some(d, string.digits, 14)),
    "bank_card.mc": lambda d: luhn(f"5{d.randint(1, 5)}" + some(d, string.digits, 13)),
    "bank_card.amex": lambda d: luhn("37" + some(d, string.digits, 12)),
    "iban": lambda d: d.choice([iban(d, "DE", "{d18}"), iban(d, "GB", "{Z4}{d14}"), iban(d, "NL", "{Z4}{d10}"), iban(d, "FR", "{d23}")]),
    "ip.v4": v4,
    "ip.v6": v6,
    "url.own": lambda d: f"https://{d.choice(FIRST).lower()}-{re.sub('[^a-z]', '', d.choice(LAST).lower())}.{d.choice(['me', 'dev', 'blog'])}.test/about",
    "date_birth.iso": lambda d: born(d, "{y}-{mm}-{dd}"),
    "date_birth.zh": lambda d: born(d, "{y}年{m}月{d}日"),
    "date_birth.us": lambda d: born(d, "{mm}/{dd}/{y}"),
    "date_birth.en": lambda d: born(d, "{d} {mon} {y}"),
    "date_birth.raw": lambda d: born(d, "{y}{mm}{dd}"),
    "date_birth.dot": lambda d: born(d, "{dd}.{mm}.{y}"),
    "account.wx": lambda d: f"wxid_{some(d, CLASSES['l'], 14)}",
    "account.wxname": lambda d: f"{d.choice(FIRST).lower()}{digits(d, 5)}",
    "account.qq": lambda d: digits(d, d.choice([8, 9, 10])),
    "account.bank": lambda d: digits(d, d.choice([10, 12, 16])),
    "vehicle.cn": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFG')}{some(d, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 5)}",
    "vehicle.dot": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFG')}·{some(d, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 5)}",
    "vehicle.ev": lambda d: f"{d.choice(PLATE)}{d.choice('ABCDEFG')}D{digits(d, 5)}",
    "vehicle.vin": vin,
    "other_id.uscc": uscc,
    "other_id.case": lambda d: f"（{d.randint(2019, 2026)}）{d.choice(['苏0106', '鄂0111', '浙0106'])}{d.choice(['民初', '刑初', '执'])}{d.randint(100, 9999)}号",
    "other_id.nhs": nhs,
    "other_id.mrn": lambda d: digits(d, 8),
    "other_id.ein": lambda d: f"{d.randint(10, 98)}-{digits(d, 7)}",
    "other_id.vat": lambda d: f"DE{digits(d, 9)}",
    "host": lambda d: f"{d.choice(PARTS)}{d.choice(['', '-prod'])}-{d.randint(1, 40):02}.{d.choice(['corp', 'internal', 'intra'])}.{d.choice(WORD)}.{d.choice(['com.test', 'net.test', 'local'])}",
    "host.local": lambda d: f"{d.choice(PARTS)}{d.randint(1, 40):02}.{d.choice(WORD)}.{d.choice(['internal', 'lan', 'local', 'corp'])}",
    "project": lambda d: d.choice(PROJECTS),
    "credential.pass": lambda d: password(d, d.randint(10, 18)),
    "credential.jwt": jwt,
    "credential.rsa": pem,
    "credential.ec": lambda d: pem(d, "EC PRIVATE KEY", 2),
    "credential.ssh": lambda d: pem(d, "OPENSSH PRIVATE KEY", 6, 70),
    "credential.pkcs8": lambda d: pem(d, "PRIVATE KEY", 10),
    "credential.hex": lambda d: some(d, CLASSES["h"], d.choice([32, 40, 64])),
    "credential.rand": lambda d: some(d, ALNUM, d.choice([24, 32, 43])),
    "credential.basic": lambda d: base64.b64encode(f"{d.choice(FIRST).lower()}:{password(d, 14)}".encode()).decode(),
    "credential.saml": lambda d: base64.b64encode(("<samlp:Response ID=\"_" + some(d, CLASSES["h"], 320) + "\">").encode()).decode(),
}  # fmt: skip
SHAPED = {
    "credential.uuid": "{h8}-{h4}-4{h3}-8{h3}-{h12}",
    "credential.apr": "$apr1${a8}${a22}", "credential.ssb64": "{b43}=",
    "credential.licence": "{u5}-{u5}-{u5}-{u5}-{u5}", "key_id.digits8": "{d8}",
    "key_id.twilio": "AC{h32}",
    "credential.akid": "AKID{a32}",
    "credential.long64": "MIIEv{b1200}", "credential.tg": "{d10}:AA{w33}",
    "credential.aes16": "{a16}", "credential.userb64": "{b20}{b3}=", "credential.w64": "{w64}",
    "credential.passb64": "{b22}==", "credential.hex20": "{h20}",
    "key_id.algolia": "{u10}", "key_id.auth0": "{a32}",
    "passport.fr": "{d2}CV{d5}", "passport.es": "PA{d7}", "passport.ru": "45 {d2} {d6}",
    "passport.jp": "T{Z1}{d7}", "passport.tw": "0{d7}", "passport.hm": "C{d8}",
    "date_birth.slash": "1{d1}/0{e1}/19{f1}{d1}",
    "other_id.tin": "{d9}", "other_id.licence": "{Z1}{d8}", "other_id.policy": "PL{d10}",
    "other_id.emp": "E{d6}", "other_id.engine": "{Z1}{d7}", "other_id.report": "RA{d12}",
    "other_id.pnr": "{Z6}", "other_id.ktn": "{d9}",
    "account.sort": "{d2}-{d2}-{d2}", "account.routing": "0{d8}", "account.openid": "o{w27}",
    "vehicle.uk": "{Z2}6{f1} {Z3}", "vehicle.us": "{Z3}-{d4}",
    "id_card.aadhaar": "{d4} {d4} {d4}", "id_card.mykad": "8{f1}0{f1}1{d1}-14-{d4}",
    "id_card.vn": "0{d11}", "id_card.nik": "32{d14}", "id_card.th": "1-{d4}-{d5}-{d2}-{d1}",
    "phone.in10": "9{d9}", "phone.my": "01{f1}-{d3} {d4}", "phone.tw": "09{d2}-{d3}-{d3}",
    "phone.vn": "09{d2} {d3} {d3}", "phone.id": "08{d2}-{d4}-{d4}", "phone.th": "08{f1}-{d3}-{d4}",
    "phone.es": "+34 6{d2} {d3} {d3}",
    "phone.ru": "+7 9{d2} {d3}-{d2}-{d2}",
    "credential.awsid": "AKIA{A16}", "credential.awskey": "{b40}", "credential.b64key": "{b43}=",
    "credential.b64key88": "{b86}==", "credential.azure": "{a3}8Q~{w34}",
    "credential.bcrypt": "$2b$12${a53}", "credential.sig": "{a20}%2F{a21}%3D",
    "credential.hex32": "{h32}", "credential.hex64": "{h64}", "credential.hex128": "{h128}",
    "credential.hexu": "{H32}", "credential.ali": "LTAI5t{a18}", "credential.w28": "{w28}",
    "credential.w40": "{w40}", "credential.w43": "{w43}", "credential.ppk": "{b64}\n{b36}==",
    "credential.jwe": "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.{w171}.{w16}.{w80}.{w22}",
    "key_id.aws": "{d12}", "key_id.merchant": "16{d8}", "key_id.uuid": "{h8}-{h4}-4{h3}-9{h3}-{h12}", "key_id.keyid": "{h40}",
    "key_id.gid": "1{d20}", "key_id.wxapp": "wx{h16}", "key_id.hex32": "{h32}",
    "key_id.hex16": "{h16}", "key_id.oauth": "{d12}-{l32}.apps.googleusercontent.com",
}  # fmt: skip
KINDS["credential.pgp"] = lambda d: pem(d, "PGP PRIVATE KEY BLOCK", 8)
PROJECTS = ["Operation Marigold", "白鹭计划", "quillback-core", "Heron Initiative", "长风二期"]

DECOYS: dict[str, Callable[[Random], str]] = {
    **strangers_chinese.DECOYS,
    "wgpub": lambda d: shaped("{b43}=", d),
    "txn": lambda d: shaped("2025031222001{d15}", d),
    "qid": lambda d: shaped("4{H9}", d),
    "sess": lambda d: shaped("{a16}", d),
    "chid": lambda d: shaped("3{a23}", d),
    "snow": lambda d: shaped("17{d17}", d),
    "uuid": lambda d: shaped("{h8}-{h4}-4{h3}-a{h3}-{h12}", d),
    "sha1": lambda d: some(d, CLASSES["h"], 40),
    "sha256": lambda d: some(d, CLASSES["h"], 64),
    "md5": lambda d: some(d, CLASSES["h"], 32),
    "short": lambda d: "a" + some(d, CLASSES["h"], 6) + "7",
    "etag": lambda d: f'W/"{some(d, CLASSES["h"], 10)}-{some(d, CLASSES["h"], 8)}"',
    "version": lambda d: f"{d.randint(0, 30)}.{d.randint(0, 40)}.{d.randint(0, 200)}",
    "build": lambda d: f"{d.randint(1, 12)}.{d.randint(0, 9)}.{d.randint(10000, 99999)}.{d.randint(1, 999)}",
    "epoch": lambda d: str(d.randint(1_500_000_000, 1_790_000_000)),
    "millis": lambda d: str(d.randint(1_500_000_000_000, 1_790_000_000_000)),
    "iso": lambda d: f"2025-{d.randint(1, 12):02}-{d.randint(1, 28):02}T{d.randint(0, 23):02}:{d.randint(0, 59):02}:{d.randint(0, 59):02}Z",
    "port": lambda d: str(d.randint(1024, 65000)),
    "price": lambda d: f"{d.randint(1, 99999)}.{d.randint(0, 99):02}",
    "coord": lambda d: f"{d.uniform(-80, 80):.6f}, {d.uniform(-170, 170):.6f}",
    "isbn": lambda d: f"978-7-{digits(d, 3)}-{digits(d, 5)}-{digits(d, 1)}",
    "doi": lambda d: f"10.{d.randint(1000, 9999)}/{some(d, CLASSES['z'], 5)}.{d.randint(2010, 2026)}.{digits(d, 6)}",
    "arxiv": lambda d: f"arXiv:{d.randint(18, 25)}{d.randint(1, 12):02}.{digits(d, 5)}",
    "colour": lambda d: f"#{some(d, CLASSES['h'], 6)}",
    "digest": lambda d: f"sha256:{some(d, CLASSES['h'], 64)}",
    "sri": lambda d: f"sha512-{some(d, CLASSES['b'], 86)}==",
    "h1": lambda d: f"h1:{some(d, CLASSES['b'], 43)}=",
    "trace": lambda d: f"00-{some(d, CLASSES['h'], 32)}-{some(d, CLASSES['h'], 16)}-01",
    "objectid": lambda d: "65" + some(d, CLASSES["h"], 22),
    "ulid": lambda d: "01H" + some(d, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 23),
    "svg": lambda d: "M" + " ".join(f"{d.uniform(0, 24):.2f},{d.uniform(0, 24):.2f}" for _ in range(12)) + "Z",
    "png": lambda d: f"data:image/png;base64,iVBORw0KGgo{some(d, CLASSES['b'], 200)}==",
    "count": lambda d: str(d.randint(100_000, 99_999_999)),
    "big": lambda d: f"{d.randint(1, 99)},{d.randint(100, 999)},{d.randint(100, 999)},{d.randint(100, 999)}",
    "order": lambda d: f"SO{d.randint(2020, 2026)}{digits(d, 8)}",
    "model": lambda d: d.choice(["gpt-5-mini-2025-08-07", "claude-sonnet-4-5-20250929", "qwen3-coder-480b-a35b-instruct", "deepseek-v3.2-exp", "gemini-2.5-flash-preview-09-2025", "text-embedding-3-large"]),
    "mime": lambda d: d.choice(["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "multipart/form-data", "application/x-www-form-urlencoded", "text/event-stream"]),
    "pkg": lambda d: d.choice(["@types/node", "github.com/stretchr/testify", "org.springframework.boot:spring-boot-starter-web", "sqlalchemy[asyncio]"]),
    "loopback": lambda d: d.choice(["127.0.0.1", "0.0.0.0", "::1", "localhost:8080"]),
    "docip": lambda d: d.choice(["192.0.2.", "198.51.100.", "203.0.113."]) + str(d.randint(1, 254)),
    "docmail": lambda d: d.choice(["user@example.com", "noreply@example.org", "alice@example.net", "git@github.com"]),
    "dockey": lambda d: d.choice(["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "sk-xxxxxxxxxxxxxxxxxxxxxxxx", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "YOUR_API_KEY", "<your-token-here>", "${API_KEY}", "{{ vault_password }}", "changeme", "********", "os.environ['TOKEN']", "process.env.SECRET", "$(cat /run/secrets/db)"]),
    "testcard": lambda d: d.choice(["4242424242424242", "4111111111111111", "5555555555554444"]),
    "regex": lambda d: d.choice([r"^1[3-9]\d{9}$", r"\b[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}\b", r"^[1-9]\d{5}(18|19|20)\d{2}\d{7}[0-9Xx]$"]),
    "l10n": lambda d: d.choice(["settings.security.password.reset.title", "auth.error.token_expired", "account.form.phone.placeholder", "login.password.label"]),
    "cron": lambda d: f"{d.randint(0, 59)} {d.randint(0, 23)} * * {d.randint(0, 6)}",
    "path": lambda d: f"/opt/app/releases/2025{d.randint(10, 12)}{d.randint(10, 28)}{d.randint(100000, 235959)}/current",
    "arn": lambda d: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    "class": lambda d: d.choice(["com.fasterxml.jackson.databind.ObjectMapper", "java.security.KeyStore.PasswordProtection", "UsernamePasswordAuthenticationToken", "AbstractSecurityInterceptor"]),
    "size": lambda d: f"{d.randint(100, 9999)}x{d.randint(100, 9999)}",
    "tel_like": lambda d: f"{d.randint(1, 9)}-{d.randint(10, 99)}-{d.randint(100, 999)}",
    "mac_ids": lambda d: f"0x{some(d, CLASSES['h'], 16)}",
    "pip": lambda d: f"--hash=sha256:{some(d, CLASSES['h'], 64)}",
    "chunk": lambda d: f"/static/js/main.{some(d, CLASSES['h'], 8)}.chunk.js",
    "css": lambda d: f"rgba({d.randint(0, 255)}, {d.randint(0, 255)}, {d.randint(0, 255)}, 0.{d.randint(1, 9)})",
}  # fmt: skip


SPELLINGS: dict[str, Callable[[str], str]] = {
    "url": lambda text: quote(text, safe=""),
    "json": lambda text: json.dumps(text)[1:-1],
    "jsonu": lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
    "wide": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "by4": grouped,
    "amexgap": lambda text: f"{text[:4]} {text[4:10]} {text[10:]}",
    "by4dash": lambda text: grouped(text, 4, "-"),
    "idgap": lambda text: f"{text[:6]} {text[6:14]} {text[14:]}",
    "tel344": lambda text: f"{text[:3]} {text[3:7]} {text[7:]}",
    "zero": lambda text: f"{text[:4]}\u200b{text[4:]}",
    "nbsp": lambda text: text.replace(" ", "\u00a0"),
    "lower": str.lower,
    "camel": lambda text: re.sub(r"_(.)", lambda m: m[1].upper(), text.lower()),
    "kebab": lambda text: text.lower().replace("_", "-"),
    "dotted": lambda text: text.lower().replace("_", "."),
    "b64": lambda text: base64.b64encode(text.encode()).decode(),
    "one": lambda text: text.replace("\n", "\\n"),
    "ind": lambda text: text.replace("\n", "\n    "),
    "ind6": lambda text: text.replace("\n", "\n      "),
    "at": lambda text: text.replace("@", " [at] "),
    "split": lambda text: f'{text[: len(text) // 2]}" \\\n  "{text[len(text) // 2 :]}',
    "sfold": lambda text: f"{text[: len(text) // 2]}\n {text[len(text) // 2 :]}",
}  # fmt: skip
KINDS |= MORE_KINDS | LATER_KINDS | EVERYDAY_KINDS | WORK_KINDS | SESSION_KINDS | STACK_KINDS
KINDS |= COUNTER_KINDS
SHAPED |= MORE_SHAPED | LATER_SHAPED | EVERYDAY_SHAPED | WORK_SHAPED | SESSION_SHAPED | STACK_SHAPED
SHAPED |= COUNTER_SHAPED
DECOYS |= MORE_DECOYS | LATER_DECOYS | EVERYDAY_DECOYS | WORK_DECOYS | SESSION_DECOYS | STACK_DECOYS
DECOYS |= COUNTER_DECOYS
SPELLINGS |= MORE_SPELLINGS | STACK_SPELLINGS


def providers() -> list[tuple[str, str, str, bool]]:
    """Return the rows of credentials.tsv, with the half that each belongs to by its name."""
    rows = []
    for line in (FOLDER / "credentials.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, setting, shape = line.split("\t")
            rows.append((name, setting, shape, half(name)))
    return rows


def half(name: str) -> bool:
    """Tell whether a template or provider is one that rules were mended with, by its name only."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0
