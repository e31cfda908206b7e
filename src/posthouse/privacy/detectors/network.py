"""IP addresses and internal host names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address, IPv6Network

from posthouse.model.finding import Label
from posthouse.privacy.rules import NUMBER, Rule, Span
from posthouse.privacy.words import either, ordered, words

# This network, loopback, link-local, protocol assignments, documentation; multicast from 224 on.
_HARMLESS4 = tuple(words("0. 127. 169.254. 192.0.0. 192.0.2. 198.51.100. 203.0.113."))
_MULTICAST = 224
_HARMLESS6 = tuple(
    IPv6Network(net) for net in ("2001:db8::/32", "fe80::/10", "ff00::/8", "64:ff9b::/96")
)
# Public resolvers, the first addresses of private ranges and container bridges: in every manual.
_WELL_KNOWN = words(
    "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 114.114.114.114 223.5.5.5 223.6.6.6 "
    "119.29.29.29 10.0.0.0 172.16.0.0 192.168.0.0 100.64.0.0 172.17.0.1 1.2.3.4 5.6.7.8 "
    "11.22.33.44 12.34.56.78 "
    "2400:3200::1 2400:3200:baba::1 2402:4e00:: 2402:4e00:1:: 2001:4860:4860::8888 "
    "2001:4860:4860::8844 2606:4700:4700::1111 2606:4700:4700::1001 2620:fe::fe 2620:fe::9 "
    "2001:dc7:1000::1 2001:da8::666 240c::6666"
)
_VERSION = re.compile(
    r"(?:\bv|(?<!ser)ver|version(?:\"\s{1,2}value=)?|版本|release|\bfw|firmware|build|[=~^<>]=|"
    r"\boid|\b(?!(?:pj)?sip/|iax2?/|tcp/|udp/)(?-i:[A-Z])[a-z]{2,16}/|"
    r"identifier\()[\"'`\\]{0,4}\s{0,2}[:=：>]?\s{0,2}[\"'`\\]{0,4}$",
    re.IGNORECASE,
)
_AFTER_VERSION = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}[\t ,|]{1,3}$")
_SECTION = re.compile(r" ?(?:小节|章节|节|条款)")
_PRIVATE = re.compile(r"10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.")
_REVISIONS = 6  # the last figure of a version before its revision is hardly larger: 10.2.1.6-8


def _made_up(text: str, octets: list[str]) -> bool:
    """Tell an address of manuals and tests: 20.20.20.20."""
    known = text in _WELL_KNOWN or text.startswith(_HARMLESS4) or int(octets[0]) >= _MULTICAST
    return known or (len(set(octets)) == 1 and octets[0] != "10")


def _numbered(match: re.Match[str]) -> bool:
    """Tell a version, one of a row of versions, a section, an arc of object identifiers."""
    text, start = match.string, match.start()
    return (
        match.group().startswith(("1.2.", "1.3.", "2.5.", "2.16."))
        or _AFTER_VERSION.search(text, max(start - 20, 0), start) is not None
        or _VERSION.search(text, max(start - 20, 0), start) is not None
        or _SECTION.match(text, match.end()) is not None
    )


def _ipv4(match: re.Match[str]) -> Span | None:
    text = match.group()
    octets = text.split(".")
    if any(len(one) > 1 and (one[0] == "0" or int(one) > 255) for one in octets):
        return None
    if text.endswith(".0.0"):
        return None  # a network, or the version of an assembly
    if text.endswith(".0") and match.string[match.end() : match.end() + 1] == "/":
        return None  # a network, not a machine
    return None if _made_up(text, octets) or _numbered(match) else match.span()


def _machine(match: re.Match[str]) -> Span | None:
    """Leave the machine itself and addresses of examples."""
    octets = match["v"].split(".")
    own = octets[0] == "127" or octets[:3] in (["192", "0", "2"], ["198", "51", "100"])
    return None if own or any(int(one) > 255 for one in octets) else match.span("v")


def _range(match: re.Match[str]) -> Iterator[Span]:
    """Yield addresses that a hyphen joins; what may be the version of a package is none."""
    first, low, high = match["first"], match["low"], match["high"]
    address = f"{first}.{low}"
    if any(int(one) > 255 for one in (*first.split("."), low, high)) or int(low) >= int(high):
        return
    if _made_up(address, address.split(".")) or _numbered(match):
        return
    if match["other"] is not None:
        yield match.start(), match.end("low")
        yield match.start("other"), match.end()
    elif _PRIVATE.match(address) is not None and int(low) > _REVISIONS:
        yield match.span()


def _ipv6(match: re.Match[str]) -> Span | None:
    try:
        address = IPv6Address(match.group())
    except AddressValueError:
        return None
    known = str(address) in _WELL_KNOWN or any(address in net for net in _HARMLESS6)
    return None if known or int(address) < 1 << 32 else match.span()


_PUBLIC = re.compile(
    r"(?:^|\.)(?:host\.docker\.internal|gateway\.docker\.internal|metadata\.google\.internal|"
    r"localhost\.localdomain|kubernetes\.default(?:\.svc(?:\.cluster\.local)?)?|localhost\.local|"
    r"example(?:\.[a-z.]+)?|my(?:host|domain|company)\.[a-z.]+|foo\.[a-z]+|your-?[a-z]+\.[a-z.]+)$",
    re.IGNORECASE,
)
_DIGIT_OR_DASH = re.compile("[0-9-]")
_WORD_ONLY = re.compile(r"[a-z_]+", re.IGNORECASE)
_HOST_BEFORE = re.compile(
    r"(?://|@|host(?:name)?[\"'`]?\s{0,2}[:=：]?\s{0,2}[\"'`]?|"
    r"(?:主机|服务器|节点|域名)[ :：]{0,2}|ping |ssh |curl |-ComputerName )$",
    re.IGNORECASE,
)
_FILES = words("ts js py go rs json md yaml yml html css map txt log tar gz zip jar so open")
# Endings of files that are no country's or anyone's domain: settings.local.json is a file.
_ONLY_FILES = words("json yaml yml toml xml ini conf html css js ts go txt log tar gz jar map")
# How names of modules begin, which may hold the word "internal" too.
_IMPORT = re.compile(
    r"(?:import|from|package|using|require|include|module|mod|use)\s{1,4}[\"'(]{0,2}$"
)
_ENDS = words(
    "internal intranet intra corp local lan localdomain priv private inner idc arpa com cn net "
    "org io dev ai co cc top tech app cloud test example uk de fr jp sg hk tw eu us ru kr in au ca "
    "edu gov info biz me xyz site online group ltd work vip prod infra"
)
_CALL = re.compile(r"\((?!\d{1,3}\.\d)| = |\[(?!\d{1,3}\.\d)")
_FOLDER = re.compile(r"[^/:]/$")  # before a file of settings: jail.d/own.local
_OWNERS = words("self this cls super struct node obj item")  # of attributes in programs
_OF_AMAZON = re.compile(r"[a-z]{2}(?:-[a-z]{2,9}){1,3}-\d\.amazonaws\.com(?:\.cn)?")
"""The region of a service that is everybody's."""
_EDITIONS = words("es5 es6 es7 web2 web3")


def _host(match: re.Match[str]) -> Span | None:
    """Keep a name that is a machine's; drop an attribute chain that only ends like one."""
    name, text = match.group(), match.string
    first, _, rest = name.partition(".")
    filed = rest == "local" and _FOLDER.search(text, max(match.start() - 2, 0), match.start())
    if filed or _PUBLIC.search(name) or _CALL.match(text, match.end()):
        return None
    after = text[match.end() : match.end() + 2]
    placed = _HOST_BEFORE.search(text, max(match.start() - 16, 0), match.start()) is not None
    if placed or (after[:1] == ":" and after[1:].isdigit()):
        return match.span()
    last = name.rpartition(".")[2].lower()
    if last in _ONLY_FILES or (name != name.lower() and not name.isupper()):
        return None
    bare = "-" in first and text[match.start() - 1 : match.start()] == " "  # Received: from h-1.x
    if not bare and _IMPORT.search(text, max(match.start() - 24, 0), match.start()):
        return None
    if _DIGIT_OR_DASH.search(name):
        return match.span()
    code = _WORD_ONLY.fullmatch(first) is not None and ("." not in rest or first in _OWNERS)
    return None if code or last not in _ENDS else match.span()


def _numbered_host(match: re.Match[str]) -> Span | None:
    """Keep a name whose first label ends in a number, as those of machines in a row do."""
    name = match.group()
    first, _, rest = name.partition(".")
    if _OF_AMAZON.fullmatch(rest):
        return None
    if len(first) < 3 or not first[-1].isdigit() or _PUBLIC.search(name) or first in _EDITIONS:
        return None
    if name.startswith(f"{first}.vm."):
        return None  # a setting of a virtual machine
    if name.rpartition(".")[2] in _FILES or _CALL.match(match.string, match.end()):
        return None
    return match.span()


_FREE = r"(?:(?<![A-EG-Za-z0-9_.%\-])(?<!(?<!%2)F)|(?<= -h))"
"""Where a name begins: behind %2F too, as addresses stand inside of addresses, and behind -h."""
_FREE_IN_ANY_CASE = "(?i)" + _FREE.replace("a-z", "a-eg-z")
_LABELS = r"(?:[A-Za-z0-9][A-Za-z0-9_-]{0,62}+(?<![_-])\.)"
"""What ends in a dot, read once: its last letter is told by what stands before the dot."""
_INNER = r"(?:internal|intranet|intra|corp|local|lan|localdomain|priv|private|inner|idc|home\.arpa)"
_STAGE = (
    r"(?:prod|prd|dev|stg|staging|uat|sit|qa|pre|test|infra|office|mgmt|ops|svc|vpc|int|dc[0-9]?)"
)
_STAGE_END = r"(?:prod|prd|stg|staging|uat|sit|infra|office|mgmt|svc|vpc)"
_MACHINES = ordered(
    "db redis kafka mysql pg postgres mongo es elastic gitlab git jenkins nexus api app web worker "
    "node k8s kube master slave mq rabbit rabbitmq zk nacos harbor registry grafana prom bastion "
    "jump jumpserver vpn ldap cache queue storage nas minio gw gateway lb proxy ci build runner "
    "etcd hadoop spark hive flink clickhouse consul vault log logs elk kibana srv svr server host "
    "vm box backup sftp oracle tidb doris apollo sonar wiki jira artifactory"
)
RULES = (
    Rule(
        "ipv4",
        Label.IP,
        r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}[^0-9]",
        r"(?:(?<![0-9A-Za-z.\-])|(?<=IP)|(?<= -[hHi])|(?<=[A-Za-z]-)(?=[\d.]{7,15}:\d{2,5}(?!\d)))"
        r"\d{1,3}(?:\.\d{1,3}){3}(?![0-9A-Za-z]|\.\d|-\d)",
        _ipv4,
        before=20,
        after=8,
        rank=NUMBER,
        examples=(
            "服务器‹10.17.188.73›的",
            "Server=‹10.17.188.73›;Port=1",
            "现场IP‹10.17.188.73›，",
            "ip=‹172.20.3.4›:80",
            "mysql -uroot -h‹10.17.188.73›\n",
            "‹101.6.15.130›",
            'Dial("SIP/‹10.17.188.73›-f380e77a")',
            "[ServerHandler-‹10.17.188.73›:20880-thread-199]",
        ),
        near_misses=(
            "127.0.0.1:6379",
            "192.0.2.7",
            "version 3.12.4.1",
            'key="webpages:Version" value="3.0.7.2"',
            "<Version>8.0.10.2</Version>",
            "fw 2.0.1.9",
            "PublicKeyToken of 13.0.0.0",
            "Gecko) Chrome/126.0.64.78 Safari",
            "2.14.3\t4.4.63.30\t1.7.4",
            "规格的[22.1.3.15 小节]",
            "30.30.30.30",
            "lib-3.12.4.1.jar",
            "10.12.10",
            "10.0.0.0/8",
            "1.3.6.1.4",
        ),
    ),
    Rule(
        "ipv4-range",
        Label.IP,
        r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}-[0-9]{1,3}[^0-9]",
        r"(?<![0-9A-Za-z.\-])(?P<first>\d{1,3}(?:\.\d{1,3}){2})\.(?P<low>\d{1,3})-"
        r"(?:(?P<other>\d{1,3}(?:\.\d{1,3}){2})\.)?(?P<high>\d{1,3})(?![0-9A-Za-z-]|\.\d)",
        every=_range,
        before=20,
        after=16,
        rank=NUMBER,
        examples=(
            "sentinel: ‹10.20.31.11-13›\n",
            "DHCP ‹192.168.7.100›-‹192.168.7.199›，",
            "from ‹101.6.15.130›-‹101.6.15.140›\n",
        ),
        near_misses=("libfoo 10.2.1.6-1", "2.31.1.4-5", "10.20.31.13-11", "192.0.2.7-9"),
    ),
    Rule(
        "ipv6",
        Label.IP,
        r":[0-9a-f]{0,4}:[0-9a-f]{0,4}:[0-9a-f]{1,4}",
        r"(?:(?<![0-9A-Za-z:.])|(?<=[Pp]v6:)|(?<=[g-zG-Z]:))(?:[0-9A-Fa-f]{1,4}:|:){2,7}(?:[0-9A-Fa-f]{1,4}|:)"
        r"(?:(?![0-9A-Za-z:])|(?=:\d{5}(?![0-9A-Za-z:])))",
        _ipv6,
        before=48,
        after=44,
        rank=NUMBER,
        caseless=True,
        examples=(
            "addr ‹2408:4003:10bb::5:9›",
            "[‹240e:3a1:4c50:1:2:3:4:5›]",
            "from mail.test ([IPv6:‹2408:4003:10bb::5:9›])",
            "addr:‹2408:4003:10bb::5:9›",
            "Connect from ‹2408:4003:10bb::5:9›:51822 to",
        ),
        near_misses=(
            "2001:db8::1",
            "dns 2400:3200::1",
            "::1",
            "12:34:56:78",
            "aa:bb:cc:dd:ee:ff",
            "std::vector::x",
        ),
    ),
    Rule(
        "host-internal-suffix",
        Label.HOST,
        r"[A-Za-z0-9]\." + _INNER + r"[^A-Za-z0-9_]",
        _FREE_IN_ANY_CASE + _LABELS + r"{1,6}" + _INNER + r"(?![A-Za-z0-9_-]|\.[A-Za-z0-9])",
        _host,
        before=80,
        after=24,
        caseless=True,
        rank=NUMBER,
        examples=(
            "https://‹db-01.firm.internal›/x",
            "ssh deploy@‹web1.firm.local›",
            "‹es-sh2-24.acme.lan›:9200",
            "//‹wiki.corp›/",
            "on ‹DC01-BJ.FIRM.INTERNAL›,",
            "relay=‹mq-11.firm.local›[192.0.2.9]:25",
            "?to=https%3A%2F%2F‹db-01.firm.internal›%2Fx",
            "mysql -h‹db-01.firm.internal› -uroot",
            "内网服务器 ‹git.lan› (",
            "主机 ‹sz-redis-05.idc.local›(192.0.2.9)",
            "Invoke-Command -ComputerName ‹HQ-FS-02.corp› -Credential",
        ),
        near_misses=(
            "threading.local()",
            "self.internal",
            "if not self.ppa.private:",
            "if (node.package.private) {",
            'from "my-lib.internal" import',
            "host.docker.internal",
            "com.sun.internal.x",
            "System.Internal",
            "Config.Local",
            "user@localhost.localdomain",
            "/etc/fail2ban/jail.d/user-jail.local",
            "a.localhost",
        ),
    ),
    Rule(
        "host-internal-zone",
        Label.HOST,
        r"[A-Za-z0-9]\." + _INNER + r"\.[A-Za-z0-9-]",
        _FREE_IN_ANY_CASE
        + _LABELS
        + r"{1,5}"
        + _INNER
        + r"\."
        + _LABELS
        + r"{0,3}[A-Za-z]{2,12}(?![A-Za-z0-9_-]|\.[A-Za-z0-9])",
        _host,
        before=80,
        after=24,
        caseless=True,
        rank=NUMBER,
        examples=("‹jenkins-34.corp.firm-soft.test›:8080", "http://‹git.intra.firm.test›/a"),
        near_misses=("com.sun.internal.misc()", "corp.x", ".claude/settings.local.json, etc"),
    ),
    Rule(
        "host-stage-suffix",
        Label.HOST,
        r"[A-Za-z0-9]\." + _STAGE + r"(?:\.|[^A-Za-z0-9_.])",
        _FREE
        + _LABELS
        + r"{1,5}(?:"
        + _STAGE
        + r"\."
        + _LABELS
        + r"{1,3}[a-z]{2,12}|"
        + _STAGE_END
        + r")(?![A-Za-z0-9_-]|\.[A-Za-z0-9])",
        _numbered_host,
        before=80,
        after=48,
        rank=NUMBER,
        examples=("ssh ‹db-03.acme.prod›", "‹kafka-bj-2.dev.firm.test›:9092"),
        near_misses=("process.env.dev", "example.com/a.test", "v1.dev"),
    ),
    Rule(
        "host-machine",
        Label.HOST,
        rf"[^A-Za-z0-9_.-](?:{'|'.join(_MACHINES)})(?:-?[a-z0-9]{{1,10}}){{0,3}}[0-9]\.[a-z]",
        rf"{_FREE}(?:{either(_MACHINES)})(?:-?[a-z0-9]{{1,10}}){{0,3}}\d\.{_LABELS}{{1,4}}"
        r"[a-z]{2,12}"
        r"(?![A-Za-z0-9_-]|\.[A-Za-z0-9]|\()",
        _numbered_host,
        before=80,
        after=48,
        rank=NUMBER,
        examples=("on ‹jenkins-12.northlake.test›,", "‹db01.acme-inner.test›:5432"),
        near_misses=(
            "web1.example.com",
            "api2.eu-west-2.amazonaws.com",
            "api2.open",
            "node18.d.ts",
            "app1.min.js",
            "db1.vm.network",
        ),
    ),
    Rule(
        "ipv4-with-port-by-dot",
        Label.IP,
        r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{2,5} > |> [0-9]{1,3}(?:\."
        r"[0-9]{1,3}){3}\.[0-9]{1,5}:",
        r"(?<![\w.-])(?P<v>(?:10|127|1(?:69|7[2-9]|9\d)|2[0-4]\d|\d{1,2}|1\d\d)(?:\.\d{1,3}){3})"
        r"(?=\.(?:\d{1,5}) > |\.\d{1,5}:(?: |$))",
        _machine,
        rank=NUMBER,
        before=24,
        after=8,
        examples=(
            "on em1: ‹10.77.0.23›.49822 > 1",
            "IP 127.0.0.1.53 > ‹10.77.0.23›.49822: Flags",
        ),
        near_misses=("127.0.0.1.53 > x", "1.2.3.4.5.6 > 2"),
    ),
)
