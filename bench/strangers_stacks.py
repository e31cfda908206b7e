"""Made-up values for bench/strangers/stacks-*.txt: files of many technologies, as people leave them.

Passwords that nobody was proud of, keys of payments, clouds, phones and boards, hashes of databases,
logins of people, and decoys that look like any of these.
"""

import html
import re
from collections.abc import Callable
from random import Random

from strangers_draws import ALNUM, CLASSES, WORD, born, digits, some
from strangers_everyday import given, surname
from strangers_work import PINYIN, PINYIN_GIVEN


def lazy(draw: Random) -> str:
    """Return a password of somebody who had no time."""
    word, year = draw.choice(WORD), draw.randint(2015, 2026)
    return draw.choice([
        f"root@{draw.randint(1, 999)}", f"Admin{draw.randint(100, 99999)}!", f"{draw.choice(PINYIN)}{digits(draw, 6)}", f"{word[:5]}{year}",
        f"Aa{digits(draw, 6)}", f"{draw.choice(['qwe', 'zaq', '1qaz', 'asd'])}{digits(draw, 3)}{draw.choice(['!@#', 'wsx', '.', '##'])}", f"P@ss{word[:4]}{digits(draw, 2)}",
        f"{draw.choice(['oracle', 'mysql', 'redis', 'nacos', 'druid', 'sa'])}_{digits(draw, 4)}", f"{draw.choice(PINYIN)}.{draw.choice(PINYIN_GIVEN)}{digits(draw, 2)}", digits(draw, 8),
    ])  # fmt: skip


def unix_login(draw: Random) -> str:
    first, last = (
        re.sub("[^a-z]", "", w.lower()) for w in (given(draw, "gb"), surname(draw, "us"))
    )
    return draw.choice([f"{first[0]}{last}", f"{first}.{last}", f"{first}{last[0]}", f"{first}_{last}", f"{last}{digits(draw, 2)}", f"{first[0]}.{last}"])  # fmt: skip


def spaced(draw: Random) -> str:
    return " ".join([draw.choice(WORD), draw.choice(WORD), draw.choice(["under", "over", "with", "no"]), draw.choice(WORD)])  # fmt: skip


def properties(text: str) -> str:
    """Return a value as java.util.Properties writes it."""
    return re.sub(r"([=:#!\\])", r"\\\1", text)


STACK_KINDS: dict[str, Callable[[Random], str]] = {
    "credential.lazy": lazy,
    "credential.spaced": spaced,
    "credential.wpsalt": lambda d: some(d, ALNUM + "!@#$%^&*()-_ []{}<>~`+=,.;:/?|", 64).strip(" "),
    "credential.wxv2": lambda d: some(d, d.choice([CLASSES["l"], CLASSES["u"], ALNUM]), 32),
    "credential.qqmap": lambda d: "-".join(some(d, CLASSES["u"], 5) for _ in range(6)),
    "account.unix": unix_login,
    "date_birth.dash2": lambda d: born(d, "{dd}-{mm}-{y}"),
    "account.company0": lambda d: digits(d, 15),
}  # fmt: skip
STACK_SHAPED = {
    "credential.oneline": "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ{b1560}==", "credential.laravel": "base64:{b43}=",
    "credential.railskey": "{h32}", "credential.railsbase": "{h128}", "credential.rand64": "{a64}", "credential.l8": "{l8}", "credential.l10": "{l10}",
    "credential.l16": "{l16}", "credential.w20": "{w20}", "credential.w32": "{w32}", "credential.w38": "{w38}", "credential.w136": "{w136}", "credential.u8": "{u8}",
    "credential.a12": "{a12}", "credential.a16": "{a16}", "credential.b22": "{b22}", "credential.hex14": "{h14}", "credential.pin6": "{d6}", "credential.userpart": "{l12}", "credential.minioak": "{a20}",
    "credential.md5": "{h32}", "credential.bcrypt2a": "$2a$10${a53}", "credential.bcrypt2y": "$2y$12${a53}", "credential.oraclehash": "S:{H60};T:{H160}",
    "credential.mssqlhash": "0x0200{H8}{H128}", "credential.crypt5": "$5${a16}${a43}", "credential.shadow6": "$6${a8}${a86}", "credential.cisco9": "$9${a14}${w43}",
    "credential.ciscomd5": "$1${a4}${a22}", "credential.huaweicipher": "$1c${a16}${w44}$", "credential.azb64": "{b43}=", "credential.bootstrap": "{l6}.{l16}",
    "credential.appspec": "{z4}-{z4}-{z4}-{z4}", "credential.pfx": "MIIJ{b900}==", "credential.b64long": "{b128}==",
    "key_id.serial": "{H40}", "key_id.alipay": "20210{d11}", "key_id.mer15": "777{d12}", "key_id.digits7": "1{d6}", "key_id.digits16": "1{d15}", "key_id.digits18": "2{d17}",
    "key_id.l16": "{l16}", "key_id.hex64": "{h64}", "key_id.a16": "{a16}", "key_id.w43": "{w43}", "key_id.b86": "{b86}==", "key_id.b342": "{b342}==", "key_id.hexu": "{H32}", "key_id.hex14": "{h14}", "key_id.u10": "{u10}", "key_id.u17": "{u17}", "key_id.l10": "{h10}", "key_id.sdkapp": "14{d8}", "key_id.a11": "a1{a9}",
    "other_id.emp5b": "{e1}{d4}", "other_id.acct9": "{e1}{d8}", "other_id.ffn9": "LH 992{d12}", "other_id.eticket220": "220-{d10}", "other_id.eticket784": "784-{d10}",
    "other_id.empno7": "E{d6}        ", "phone.de0n": "15{e1}{d8}",
}  # fmt: skip
STACK_DECOYS: dict[str, Callable[[Random], str]] = {
    "druidpub": lambda d: f"MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBA{some(d, CLASSES['b'], 83)}CAwEAAQ==",
    "alipub": lambda d: f"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA{some(d, CLASSES['b'], 340)}IDAQAB",
    "rsapub64": lambda d: f"MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC{some(d, CLASSES['b'], 169)}QIDAQAB",
    "smscode": lambda d: f"SMS_{digits(d, 9)}",
    "sealed": lambda d: f"AgB{some(d, CLASSES['b'], 420)}==",
    "w43": lambda d: some(d, CLASSES["w"], 43),
    "sqlid": lambda d: some(d, CLASSES["l"], 13),
}  # fmt: skip
STACK_SPELLINGS: dict[str, Callable[[str], str]] = {
    "xml": html.escape,
    "props": properties,
}
