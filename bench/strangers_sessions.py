"""Made-up values for bench/strangers/sessions-*.txt: what tools hand to an agent in 2026.

Telephone numbers and papers of many countries in the spellings of their people, passwords as teams
choose and as managers make them, keys of vendors that nobody knows, cookies, names of machines, and
decoys that look like any of these.
"""

import re
import string
from collections.abc import Callable
from random import Random

from strangers_draws import ALNUM, CLASSES, PARTS, WORD, birth, digits, grouped, luhn, shaped, some
from strangers_everyday import given, surname

PUNCTUATION = "!#$%&*+-=?@^_~"
SEASON = "Spring Summer Autumn Winter Monday Friday January October".split()


def phone_world(draw: Random) -> str:
    """Return a number with its country's code, spaced as people of that country space it."""
    return shaped(draw.choice([
        "+61 4{d2} {d3} {d3}", "+61-4{d2}-{d3}-{d3}", "+64 21 {d3} {d4}", "+353 8{f1} {d3} {d4}", "+31 6 {d8}", "+31 6 {d4} {d4}",
        "+32 47{d1} {d2} {d2} {d2}", "+41 79 {d3} {d2} {d2}", "+43 664 {d3} {d4}", "+45 2{d1} {d2} {d2} {d2}", "+46 70-{d3} {d2} {d2}",
        "+47 9{d2} {d2} {d3}", "+48 60{d1}-{d3}-{d3}", "+351 91{d1} {d3} {d3}", "+30 69{d1} {d3} {d4}", "+90 53{e1} {d3} {d2} {d2}",
        "+972-5{e1}-{d3}-{d4}", "+971 50 {d3} {d4}", "+966 5{d1} {d3} {d4}", "+20 10{d1} {d3} {d4}", "+27 82 {d3} {d4}", "+234 80{e1} {d3} {d4}",
        "+254 7{d2} {d6}", "+63 917 {d3} {d4}", "+62 812-{d4}-{d4}", "+66 8{f1} {d3} {d4}", "+84 90 {d3} {d2} {d2}", "+81 90-{d4}-{d4}",
        "+82 10-{d4}-{d4}", "+886 9{d2} {d3} {d3}", "+54 9 11 {d4}-{d4}", "+52 55 {d4} {d4}", "+57 31{d1} {d3} {d4}", "+56 9 {d4} {d4}",
        "+51 9{d2} {d3} {d3}", "+55 (21) 9{d4}-{d4}", "+420 60{e1} {d3} {d3}", "+36 30 {d3} {d4}", "+40 72{e1} {d3} {d3}", "+380 50 {d3} {d2} {d2}",
        "+358 40 {d3} {d4}", "+44 (0)20 7946 0{d3}", "+49 (0) 171 39200{d2}", "+33.6.39.98.{d2}.{d2}", "+1 416-555-01{d2}", "+1 (604) 555 01{d2}",
    ]), draw)  # fmt: skip


def phone_bare(draw: Random) -> str:
    """Return a number as programs store it: figures behind a plus sign or two zeros, or alone."""
    body = shaped(draw.choice([
        "614{d8}", "316{d8}", "4179{d7}", "467{d8}", "9715{d8}", "2782{d7}", "23480{e1}{d7}", "63917{d7}", "62812{d8}", "5491{e1}{d8}",
        "57310{d7}", "33639{d6}", "4915{e1}{d8}", "447700900{d3}", "1303555{d4}", "91{f1}{d9}", "81902{d7}", "351912{d6}",
    ]), draw)  # fmt: skip
    return draw.choice(["+", "+", "+", "00", ""]) + body


def phone_us(draw: Random) -> str:
    area = draw.choice([303, 617, 206, 614, 415, 212])
    form = draw.choice(["({a}) 555-{n}", "{a}-555-{n}", "{a}.555.{n}", "+1 {a} 555 {n}", "1-{a}-555-{n}", "+1{a}555{n}", "{a}555{n}"])  # fmt: skip
    return form.format(a=area, n=f"01{some(draw, string.digits, 2)}")


def rut(draw: Random) -> str:
    body = digits(draw, 8)
    total = sum(int(c) * (2 + at % 6) for at, c in enumerate(reversed(body)))
    check = "0K987654321"[total % 11] if total % 11 else "0"
    return f"{body[:2]}.{body[2:5]}.{body[5:]}-{check}"


def kimlik(draw: Random) -> str:
    body = digits(draw, 9)
    odd, even = sum(map(int, body[::2])), sum(map(int, body[1::2]))
    body += str((odd * 7 - even) % 10)
    return body + str(sum(map(int, body)) % 10)


def south_african(draw: Random) -> str:
    year, month, day = birth(draw)
    return luhn(f"{year % 100:02}{month:02}{day:02}{some(draw, string.digits, 4)}08")


def curp(draw: Random) -> str:
    year, month, day = birth(draw)
    middle = "0" if year < 2000 else "A"
    body = f"{some(draw, 'BCDFGLMNPRSTV', 1)}{draw.choice('AEIOU')}{some(draw, 'BCDFGLMNPRSTV', 2)}{year % 100:02}{month:02}{day:02}{draw.choice('HM')}{draw.choice(['DF', 'JC', 'NL', 'PL'])}{some(draw, 'BCDFGLMNPRSTV', 3)}{middle}"
    order = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(order.index(c) * (18 - at) for at, c in enumerate(body))
    return f"{body}{-total % 10}"


def clabe(draw: Random) -> str:
    body = f"0{draw.choice(['02', '12', '14', '72'])}180{digits(draw, 11)}"
    return body + str(-sum(int(c) * (3, 7, 1)[at % 3] % 10 for at, c in enumerate(body)) % 10)


def danish(draw: Random) -> str:
    year, month, day = birth(draw)
    return f"{day:02}{month:02}{year % 100:02}-{digits(draw, 4)}"


def nif(draw: Random) -> str:
    body = f"2{some(draw, string.digits, 7)}"
    rest = sum(int(c) * (9 - at) for at, c in enumerate(body)) % 11
    return body + str(0 if rest < 2 else 11 - rest)


def generated(draw: Random) -> str:
    """Return a password as a manager makes it: letters, figures and signs in any order."""
    body = [draw.choice(string.ascii_lowercase), draw.choice(string.ascii_uppercase), draw.choice(string.digits), draw.choice(PUNCTUATION)]  # fmt: skip
    body += [draw.choice(ALNUM + PUNCTUATION) for _ in range(draw.randint(8, 18))]
    draw.shuffle(body)
    return draw.choice(ALNUM) + "".join(body)


def team(draw: Random) -> str:
    """Return a password as a team chooses it for something that it shares."""
    word, year = draw.choice(WORD), draw.randint(2021, 2026)
    return draw.choice([
        f"{draw.choice(SEASON)}{year}{draw.choice('!#@$')}", f"{word}{draw.randint(1, 999)}", f"{word.capitalize()}@{draw.randint(1, 9999)}",
        f"P@ssw0rd-{word}", f"{word}_{draw.choice(['prod', 'dev', 'rw', 'app'])}_{year}", f"{word[:4]}{draw.choice(PARTS)}{draw.randint(10, 99)}!",
        f"L3tM3In-{word}!", f"{word.capitalize()}{draw.choice(WORD).capitalize()}{draw.randint(1, 99)}", f"N0t{word.capitalize()}{draw.choice('!?')}{draw.randint(1, 99)}",
    ])  # fmt: skip


def unknown_key(draw: Random) -> str:
    """Return a key of a vendor that nobody has heard of."""
    word = draw.choice(WORD)
    return shaped(draw.choice([
        f"{word[:4]}_live_{{a32}}", f"{word[:2]}-{{l40}}", f"{word[:3]}pat.{{h8}}.{{a40}}", f"{word}_sk_{{w43}}", "{u6}-{u6}-{u6}-{u6}",
        f"{word[:3].upper()}.{{w22}}.{{w43}}", "{a20}:{a40}", f"{word[:4]}-api03-{{w60}}", "{h16}.{h48}", f"{word[:2]}k1_{{a24}}{{d6}}", "{a36}", "{w48}", "{l30}",
    ]), draw)  # fmt: skip


def address_ip(draw: Random) -> str:
    last = f"{draw.randint(0, 255)}.{draw.randint(2, 254)}"
    return draw.choice([
        f"192.168.{last}", f"10.{draw.randint(0, 255)}.{last}", f"172.{draw.randint(16, 31)}.{last}", f"{draw.choice([5, 31, 51, 88, 94, 141, 178, 185, 212])}.{draw.randint(10, 250)}.{last}",
    ])  # fmt: skip


def ip6(draw: Random) -> str:
    h = [some(draw, CLASSES["h"], 4).lstrip("0") or "a" for _ in range(6)]
    return draw.choice([
        f"2a01:4f8:{h[0]}:{h[1]}::{draw.randint(2, 9)}", f"fd{h[0][:2]:0>2}:{h[1]}:{h[2]}::{h[3]}",
        f"2001:470:{h[0]}:{h[1]}:{h[2]}:{h[3]}:{h[4]}:{h[5]}", f"2600:1f18:{h[0]}:{h[1]}::{h[2]}",
    ])  # fmt: skip


def network_card(draw: Random) -> str:
    body = f"{draw.choice(['3c', '00', 'a4', 'f8', '52'])}{some(draw, CLASSES['h'], 10)}"
    sep = draw.choice([":", ":", "-"])
    return draw.choice([str.lower, str.upper])(grouped(body, 2, sep))


def machine(draw: Random) -> str:
    role, word = draw.choice(PARTS), draw.choice(WORD)
    return draw.choice([
        f"{role}-{draw.randint(1, 30):02}.{draw.choice(['prod', 'stg', 'eu1'])}.{word}.internal", f"{role}.{word}.corp",
        f"ip-10-{draw.randint(0, 255)}-{draw.randint(0, 255)}-{draw.randint(2, 254)}.ec2.internal", f"{role}-{some(draw, CLASSES['h'], 4)}.{word}.lan",
    ])  # fmt: skip


def born(draw: Random) -> str:
    year, month, day = birth(draw)
    return draw.choice([
        f"{year}-{month:02}-{day:02}", f"{day:02}/{month:02}/{year}", f"{month:02}/{day:02}/{year}", f"{day:02}.{month:02}.{year}", f"{year}/{month:02}/{day:02}",
        f"{day} {'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()[month - 1]} {year}",
    ])  # fmt: skip


def own_mail(draw: Random) -> str:
    first, last = (
        re.sub("[^a-z]", "", w.lower()) for w in (given(draw, "gb"), surname(draw, "us"))
    )
    local = draw.choice([f"{first}.{last}", f"{first[0]}{last}", f"{first}", f"{first}_{last}", f"{last}.{first}", f"{first}.{last}{digits(draw, 2)}", f"{first}+{draw.choice(['ci', 'test', 'aws'])}"])  # fmt: skip
    return f"{local}@{draw.choice([f'{draw.choice(WORD)}.test', f'{draw.choice(WORD)}.co.test', 'mail.test', 'proton.test'])}"


SESSION_KINDS: dict[str, Callable[[Random], str]] = {
    "phone.world": phone_world,
    "phone.bare": phone_bare,
    "phone.usany": phone_us,
    "id_card.rut": rut,
    "id_card.kimlik": kimlik,
    "id_card.za": south_african,
    "id_card.curp": curp,
    "id_card.cpr": danish,
    "id_card.nif": nif,
    "account.clabe": clabe,
    "credential.made": generated,
    "credential.team": team,
    "credential.unknown": unknown_key,
    "credential.django50": lambda d: f"django-insecure-{some(d, string.ascii_lowercase + string.digits + '!@#$%^&*(-_=+)', 50)}",
    "credential.jsession": lambda d: f"{some(d, CLASSES['H'], 32)}{d.choice(['', '.node1'])}",
    "credential.phpsess": lambda d: some(d, CLASSES["l"], 26),
    "credential.four": lambda d: "-".join(d.choice(WORD) for _ in range(4)),
    "credential.magic": lambda d: some(d, CLASSES["w"], d.choice([22, 32, 43])),
    "ip.any": address_ip,
    "ip.six": ip6,
    "ip.card": network_card,
    "host.any": machine,
    "date_birth.many": born,
    "email.own": own_mail,
    "person.common": lambda d: f"{given(d, d.choice(['gb', 'us', 'es', 'in']))} {surname(d, d.choice(['gb', 'us', 'in']))}",
}  # fmt: skip
SESSION_SHAPED = {
    "account.ifscacct": "{e1}{d10}", "account.ukacct": "{e1}{d7}", "account.usacct": "{e1}{d9}",
    "credential.hooksecret": "whsec_{a32}",
    "credential.ado": "{l52}", "credential.cookie": "s%3A{w32}.{a43}",
    "credential.otp6": "{e1}{d5}", "credential.deploy": "gldt-{w20}", "credential.sas": "{a43}%3D",
    "key_id.sid": "SK{h32}", "key_id.aws12": "{e1}{d11}", "key_id.client": "{h8}-{h4}-4{h3}-b{h3}-{h12}",
    "other_id.empno": "EMP-{d5}", "other_id.mrn7": "MRN{d7}", "other_id.pol": "{Z3}-{d7}-{d2}",
    "other_id.claimno": "CLM-2025-{d6}", "other_id.loan": "LN{d9}", "other_id.student": "S{d8}",
    "passport.any": "{Z2}{e1}{d6}", "vehicle.fr": "{Z2}-{d3}-{Z2}", "vehicle.pl": "W{Z2} {d4}{Z1}",
    "vehicle.ca": "{d1}{Z3}{d3}",
}  # fmt: skip
SESSION_DECOYS: dict[str, Callable[[Random], str]] = {
    "ns": lambda d: d.choice(["kube-system", "ingress-nginx", "cert-manager", "monitoring"]),
    "pod": lambda d: f"{d.choice(['api', 'worker', 'web', 'cron'])}-{some(d, 'bcdfghjklmnpqrstvwxz2456789', 9)}-{some(d, 'bcdfghjklmnpqrstvwxz2456789', 5)}",
    "semver": lambda d: f"v{d.randint(0, 9)}.{d.randint(0, 40)}.{d.randint(0, 30)}{d.choice(['', '-rc.1', '+build.7', '-alpine', '-SNAPSHOT'])}",
    "image": lambda d: f"{d.choice(['postgres', 'redis', 'nginx', 'node', 'python'])}:{d.randint(3, 22)}.{d.randint(0, 12)}{d.choice(['', '-alpine', '-slim', '-bookworm'])}",
    "instance": lambda d: f"i-0{some(d, CLASSES['h'], 16)}",
    "sgroup": lambda d: f"sg-0{some(d, CLASSES['h'], 16)}",
    "float": lambda d: f"{d.uniform(0, 9999):.{d.randint(2, 9)}f}",
    "ms": lambda d: f"{d.uniform(0, 900):.3f}ms",
    "bytes": lambda d: str(d.randint(1 << 20, 1 << 40)),
    "nano": lambda d: f"17{digits(d, 17)}",
    "blob": lambda d: some(d, CLASSES["h"], 7),
    "lines": lambda d: f"{d.randint(10, 999)}:{d.randint(1, 99)}",
    "hunk": lambda d: f"@@ -{d.randint(1, 900)},{d.randint(3, 20)} +{d.randint(1, 900)},{d.randint(3, 20)} @@",
    "span": lambda d: some(d, CLASSES["h"], 16),
    "traceid": lambda d: some(d, CLASSES["h"], 32),
    "errno": lambda d: d.choice(["ECONNREFUSED", "ORA-01017", "SQLSTATE[42P01]", "E0308", "TS2345", "CS8602", "0x80070005", "ERR_MODULE_NOT_FOUND", "SIGSEGV"]),
    "tz": lambda d: d.choice(["Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata"]),
    "offset": lambda d: str(d.randint(1_000, 99_999_999)),
    "stamp": lambda d: f"2026-{d.randint(1, 12):02}-{d.randint(1, 28):02} {d.randint(0, 23):02}:{d.randint(0, 59):02}:{d.randint(0, 59):02}.{some(d, string.digits, d.choice([3, 6]))}{d.choice(['', '+00', ' UTC'])}",
    "isoday": lambda d: f"2026-{d.randint(1, 12):02}-{d.randint(1, 28):02}",
    "bucket": lambda d: f"s3://{d.choice(WORD)}-artifacts/builds/{d.randint(1000, 99999)}/",
    "isbn10": lambda d: f"{d.randint(0, 9)}-{digits(d, 3)}-{digits(d, 5)}-{d.choice('0123456789X')}",
    "fixture": lambda d: d.choice(["foo@example.com", "test@example.org", "jane.doe@example.com", "555-555-5555", "000-00-0000", "john@example.net"]),
    "hold": lambda d: d.choice(["changeme", "<redacted>", "REDACTED", "***", "your-secret-here", "${DB_PASSWORD}", "$DB_PASSWORD", "{{ .Values.db.password }}", "<your-key>", "xxxxxxxx", "null", "<secret:hidden>", "(sensitive value)", "%(password)s", "TODO", "{{ vault_db_password }}", "!vault |"]),
    "typename": lambda d: d.choice(["string", "SecretString", "str | None", "Optional[str]", "CharArray", "byte[]", "VARCHAR(64)", "SecretKeyRef"]),
    "coin": lambda d: f"{d.choice(['pi', 'ch', 'evt', 'in', 're'])}_3{some(d, ALNUM, 23)}",
    "csrf": lambda d: some(d, CLASSES["w"], 36),
    "hs": lambda d: f"{d.randint(1000, 9999)}.{d.randint(10, 99)}.{d.randint(10, 99)}",
}  # fmt: skip
