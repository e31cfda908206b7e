"""Logins that are people's names: beside a word for one, and where logs and commands put them.

A login of a service (root, nacos, deploy) says nothing of anybody and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from posthouse.model.finding import Label
from posthouse.privacy.detectors.judged import fits
from posthouse.privacy.logins import is_login
from posthouse.privacy.pinyin import is_login_of_person
from posthouse.privacy.rules import GUESS, Rule, Span

_USER = (
    r"(?:log(?:in|on)[_-]?(?:user[_-]?name|user|name|id)?|user[_ -]?(?:name|id)?|"
    r"account(?:[_ -]?name)?|uname|uid|user\.name|sys-info contact|contact|owner|operator|author|"
    r"local-user|assignee|reporter|(?:created?|updated?|modified)[_-]?by|"
    r"(?:wecom|wework|dingtalk|dingding|feishu|lark)(?:[_ -]?(?:user[_-]?)?(?:id|name))?|"
    r"(?:企业微信|企微|飞书|钉钉)(?:账号|帐号|号|id)?|"
    r"(?:登录|登陆|用户|子|域|邮箱|系统|管理员?)?(?:账号|帐号|帳號|账户|帳戶)|用户名|登录名|登陆名|用户|"
    r"使用者名稱)"
)
_FIRST, _REST = "[a-z][a-z._-]", "[a-z0-9._-]"
_LOGIN = rf"(?-i:(?:(?<![A-Za-z0-9._-])|(?<=[^a-z]jd_)){_FIRST}{_REST}{{2,30}}(?<=[a-z0-9]))"
_ENDED = r"(?![A-Za-z0-9_@-]|[.(\[\\/][a-z0-9]|\()"
# What a login stands behind in the logs of machines, in commands and in addresses.
_BEHIND = (
    r"(?:(?:accepted|failed) [a-z][a-z/-]{2,30} for (?:invalid user )?|"
    r"(?:for|of|by|as|from|invalid|authenticating|remote) user |sudo: {1,4}|"
    r"log(?:ged|in|ging) (?:in )?(?:as |by |ok: \[|incorrect[^\[\n\x00]{0,60}\[)|"
    r"get-aduser |-(?:samaccountname|identity|username) |net user |credential\(|/user:|/ru |"
    r"user(?:add|mod|del) (?:-[a-z]{1,4} (?:\"[^\"\n\x00]{1,40}\" |[a-z/]{1,16} )?){0,3}|"
    r"(?:secret|user|users) add name=\"?|smbpasswd (?:-[a-z] )?|change_password |set-credentials |"
    r"user (?:create|setpassword|add|edit|enable|disable) |radtest |kinit |htpasswd -[a-z]{1,4} |"
    r"logname=|sudo_user=|username for '[^'\n\x00]{1,80}': |password for |assigned to |"
    r"(?:approved|reviewed|signed-off)[-_ ]by:? |cc @|entity-name |/u:|"
    r"[ ,'\"](?:cn|uid)=|register from sip:|exported by |\bconn |lastlog -u |"
    r"<(?:user|login|developer|contributor|account)>\s{0,24}<(?:id|name|login|username)>|"
    r"user local[;\n][^\n\x00]{0,12}edit \"|create (?:user|login) \[?|[/:]users?/|/home/|"
    r"(?:todo|fixme|xxx|hack)\(|id=[0-9]{1,6}\(|allowusers |su - |passwd |chown )"
)


_BESIDE = re.compile(
    r"(?<![\w-])(?:user|author|owner|operator|account|contact|login)[ \t]+\Z", re.IGNORECASE
)
"""A word of prose, with the next one behind it: the author during those years."""
_ACCOUNT = re.compile("(?:登录|登陆|用户)?[账帐](?:号|户)|[帳]號")
_NUMBERED = re.compile(
    r"(?!(?:test|demo|user|admin|guest|root|temp|tmp|dev|app|api|svc|example|mysql|redis|node|vpn)"
    r"(?![a-z]))[a-z._-]{4,}\d{2,8}"
)
"""What a person is called by who adds figures to it: no name of a service and its number."""
_SECRET = re.compile(r"[ \t](?:insecure-)?(?:password|secret)", re.IGNORECASE)
_LONG = 9  # letters of a login beside such a word: few words of English read as a name that long


def _person(match: re.Match[str]) -> Span | None:
    text, (start, end) = match.string, match.span("v")
    if not is_login(match["v"]):
        numbered = _NUMBERED.fullmatch(match["v"]) and _ACCOUNT.match(match[0])
        return (start, end) if numbered else None
    word = match["v"].endswith("s") or is_login_of_person(match["v"])
    prose = word and match["v"].isalpha() and end - start < _LONG and not _SECRET.match(text, end)
    beside = prose and _BESIDE.search(text, max(match.start() - 2, 0), start)
    return None if beside and "sys-info" not in match[0] else (start, end)


_OF_LOGINS = "(?:user|login|logon|member|account|oper|staff|employee|admin)"
_TEXT = re.compile(rf"'({_FIRST}{_REST}{{2,30}})'")
_BESIDE_LOGIN = re.compile(r", ?'(?P<v>(?=[^']*\d)(?=[^']*[!#$%&*+=?@^_~-])[^'\s]{6,128})'")
_SIGN = re.compile(r"[!@#$%^&*+=?~]")
_SYSTEM = (
    r"(?:[\u4e00-\u9fff](?<![者人员])|(?<![a-z])(?:oa|vpn|erp|crm|svn|ftp|ssh|rdp|nas|wiki|jira|git|"
    r"gitlab|jenkins|nexus|mail|portal|wifi|db))"
)
_MOST = 20_000  # characters of a statement that are read


def _in_rows(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield the logins among the texts of rows that go into a table of users, and a password
    that stands beside one.
    """
    text, start = match.string, match.end()
    end = text.find(";", start, start + _MOST)
    for one in _TEXT.finditer(text, start, end if end >= 0 else min(start + _MOST, len(text))):
        if is_login(one[1]):
            yield *one.span(1), Label.ACCOUNT
            beside = _BESIDE_LOGIN.match(text, one.end())
            if beside is not None and fits("password", beside["v"]):
                yield *beside.span("v"), Label.CREDENTIAL


def _beside(match: re.Match[str]) -> Iterator[tuple[int, int, Label]]:
    """Yield the password that a list gives beside a login, and the login where it is somebody's."""
    group = next((one for one in "nuo" if match[one]), None)
    person, secret = group is not None and is_login(match[group].lower()), match["v"]
    told = fits("password", secret) and any(map(str.isdigit, secret))
    if match["o"] or match["h"]:
        told = told and _SIGN.search(secret, 1) is not None and any(map(str.isalpha, secret))
    numbered = match["o"] and match["o"][-1].isdigit()
    if not told or not (person or numbered or match["u"] or match["h"]):
        return
    if group is not None and person:
        yield *match.span(group), Label.ACCOUNT
    yield *match.span("v"), Label.CREDENTIAL


def _placed(match: re.Match[str]) -> Span | None:
    """Take what a tool puts where logins stand."""
    return match.span("v") if is_login(match["v"]) else None


RULES = (
    Rule(
        "login-named",
        Label.ACCOUNT,
        _USER + r"(?:[\"'`*]{0,2}(?::|=|：|>|<|是|为|\[|【|\}| |还|就|先|用|他|她|我|的){0,4}|"
        r"[\"'], ?[\"']value[\"']: ?|</[a-z]{1,8}><[a-z]{1,8}>)[ "
        rf"\t]{{0,12}}[\"'`]?(?:[a-z][a-z0-9.-]{{0,15}}\\{{1,4}})?{_FIRST}{_REST}{{2}}",
        r"(?i)(?:(?<![a-z])|(?=[\u4e00-\u9fff])|(?-i:(?<=[a-z])(?=[A-Z]))|(?<=sam))"
        + _USER
        + r"(?:[\"'], ?[\"']value[\"']: ?|</[a-z]{1,8}><[a-z]{1,8}>|[\"'`*]{0,2})(?:[ \t]{0,2}"
        r"(?:[:=：>是为]{1,2}[ \t]{0,3}|[\[【（(<]|[ \t]{1,3}<?)?|"
        r"\}[ \t]{2,12}|(?:还|就|先|也|都)?(?:用|是)(?:他|她|我|你)?的?[ \t]?)(?!user|login|"
        r"account)"
        rf"[\"'`]?(?:jd_)?(?:[a-z][a-z0-9.-]{{0,15}}\\{{1,4}})?(?P<v>{_LOGIN}){_ENDED}",
        _person,
        rank=GUESS,
        caseless=True,
        before=48,
        after=24,
        examples=(
            "username: ‹wangjianguo›\n",
            '"username": "‹xuq1107›", "password"',
            "账号 ‹li_jing›  密码",
            "我的帳號 ‹zhangwei5155›，退款",
            "12306 账号 ‹blue_rabbit88› 订单",
            "用户名‹zhaoqiang›，",
            "local-user ‹dong_lihua› password",
            "snmp-agent sys-info contact ‹huangjianguo› 1",
            "loginName=‹ruoxi.chen›,",
            "user ‹wangjianguo› logged in",
            "用户[‹guowei›]登录成功",
            '"UserName": "‹maren.holloway›", ',
            "sAMAccountName: ‹tmurphy›\n",
            "Login failed for user 'CORP\\‹mholloway›'.",
            "Group <VPN> User <‹hannahk›> IP",
            "New session 44 of user ‹kowalski76›.",
            '<Login user="‹danielk›"/>',
            "${LOGIN_USER}    ‹t.delgado›\n",
            "login ‹hannahk› password",
            "系统账号还用他的‹xiaozihan› 密码",
            "vpn账号还是 ‹li_xiaoli›，密码",
            "用户 jd_‹xiehaiyan›\n",
            "User ‹tmurphy› logged in",
            '{"key": "username", "value": "‹tmurphy›"}',
            "<Key>UserName</Key><Value>‹tmurphy›</Value>",
            "created_by='‹tmurphy›'",
            "    wecom: ‹li_meixia›\n",
            '"dingtalk_userid": "‹limeixia›"',
            "飞书：‹wang.jianguo›\n",
        ),
        near_misses=(
            "username: admin\n",
            "username: nacos_prod\n",
            '"username": "changeme"',
            "user: huawei",
            "the owner Chenai said",
            "user = machine.id",
            "用户名jenkins，",
            "账号 test001，账号 demo_2026",
            "username: weixin\n",
            "account: lumen\n",
            "login-user-name: wang@x.test",
            "the author during those years",
            "user linkage of both",
            "the user daniels told me",
            "username: svc_etl\n",
            "owner: jenkins\n",
            "user: david.api\n",
            "wecom: robot\n",
            "notify: {lark: webhook}",
        ),
    ),
    Rule(
        "login-option",
        Label.ACCOUNT,
        rf" (?:-u|-U|--user(?:name)?|-l)[ =]?[\"']?(?:[A-Za-z0-9.-]{{1,15}}[\\/]{{1,2}})?"
        rf"{_FIRST}{_REST}{{2}}|"
        rf"add_user {_FIRST}{_REST}{{2}}",
        r"(?:(?<= )(?:-[uUl]|--user(?:name)?)[ =]?|add_user )[\"']?"
        r"(?:(?<=[ =\"'])[A-Za-z0-9.-]{1,15}[\\/]{1,2})?"
        rf"(?P<v>{_LOGIN})(?![a-z0-9_@-]|[.(\[\\/][a-z0-9])",
        _person,
        rank=GUESS,
        before=40,
        after=24,
        examples=(
            "docker login -u ‹chenchao65› -p x",
            "add_user ‹zhaoqiang› Kd82#mQx",
            "svn co --username ‹mholloway› http://h.test",
        ),
        near_misses=("docker login -u jenkins -p x", "sort -u changes", "mysql -u machine"),
    ),
    Rule(
        "login-of-address",
        Label.ACCOUNT,
        rf"(?:://|(?:ssh|scp|sftp|rsync)(?: [^\s]{{1,40}}){{0,4}} ){_FIRST}{_REST}{{2,30}}"
        r"(?::[^\s/@\x00]{1,64})?@",
        rf"(?:://|(?:ssh|scp|sftp|rsync)(?: \S{{1,40}}){{0,4}}? )"
        rf"(?P<v>{_LOGIN})(?=(?::[^\s/\x00]{{1,64}})?@)",
        _placed,
        rank=GUESS,
        before=220,
        after=4,
        examples=(
            "ftp://‹sunxiaoli›:x@192.0.2.8/a",
            "ssh://‹li_wei›@192.0.2.8/",
            "ssh -p 2222 ‹mholloway›@192.0.2.8",
        ),
        near_misses=("ftp://admin:x@192.0.2.8", "git://machine:x@192.0.2.8", "ssh git@192.0.2.8"),
    ),
    Rule(
        "login-of-hash",
        Label.ACCOUNT,
        rf"[^A-Za-z0-9._-]{_FIRST}{_REST}{{2,30}}:\$(?:apr1|2[aby]|5|6|y)\$",
        rf"(?P<v>{_LOGIN})(?=:\$(?:apr1|2[aby]|5|6|y)\$)",
        _placed,
        rank=GUESS,
        before=32,
        after=2,
        examples=("‹wangjing88›:$apr1$",),
        near_misses=("jenkins:$apr1$",),
    ),
    Rule(
        "login-placed",
        Label.ACCOUNT,
        _BEHIND + rf"[\"']?(?:[a-z][a-z0-9.-]{{0,15}}\\{{1,4}})?{_FIRST}{_REST}{{2}}|"
        rf"[ (]{_FIRST}{_REST}{{2,30}}\((?:uid=[0-9]|string\))|"
        rf"[^A-Za-z0-9._-]{_FIRST}{_REST}{{2,30}}(?::x:[0-9]| all=\()|"
        rf"name[\"']?: [\"']?{_FIRST}{_REST}{{2,30}}[\"']?(?:, ?[\"'](?:pass|uid|shell)|"
        r"\n[ \t0-9+]{1,24}(?:user|password|passwd|uid|shell|groups):)|"
        rf"[0-9a-f] - {_FIRST}{_REST}{{2,30}} \[[0-9]|"
        rf"\[[0-9]{{2}}:[0-9]{{2}}\] {_FIRST}{_REST}{{2,30}}:|"
        rf"[^A-Za-z0-9._-]{_FIRST}{_REST}{{2,30}}(?:@[A-Za-z0-9.-]{{2,40}}"
        r"(?:'s password|:[~/][^\s\x00]{0,40}[$#] )|[ \t]{1,4}cleartext-password)",
        rf"(?i)(?:(?:{_BEHIND})[\"']?(?:[a-z][a-z0-9.-]{{0,15}}\\{{1,4}})?|"
        rf"(?<=[ (])(?={_LOGIN}\((?:uid=\d|String\)))|"
        rf"(?={_LOGIN}(?::x:\d| ALL=\())|"
        rf"(?<=name)[\"']?: [\"']?(?={_LOGIN}[\"']?(?:, ?[\"'](?:pass|uid|shell)|"
        r"\n[ \t\d+]{1,24}(?:user|password|passwd|uid|shell|groups):))|"
        rf"(?<=[0-9a-f] - )(?={_LOGIN} \[\d)|(?<=:\d\d\] )(?={_LOGIN}:)|"
        rf"(?={_LOGIN}(?:@[\w.-]{{2,40}}(?:'s password|:[~/]\S{{0,40}}[$#] )|"
        r"[ \t]{1,4}Cleartext-Password)))"
        rf"(?P<v>{_LOGIN})(?![A-Za-z0-9_-]|@(?![\w.-]{{2,40}}(?:'s pass|:[~/]))|[.\\][a-z0-9])",
        _placed,
        rank=GUESS,
        caseless=True,
        before=140,
        after=34,
        examples=(
            "Accepted publickey for ‹hannahk› from 192.0.2.8 port",
            "session opened for user postgres(uid=114) by ‹kowalski76›(uid=1001)",
            "192.0.2.8 - ‹t.delgado› [12/Mar/2026:10:01:44 +0800]",
            "sudo:  ‹mholloway› : TTY=pts/3",
            "Login OK: [‹wangwei›/x]",
            "New-ADUser -Name x -SamAccountName ‹danielk› -Enabled",
            "PUT _security/user/‹liuqiang›\n",
            "FIXME(‹tmurphy›): later",
            "uid=1000(‹tmurphy›) gid=1000(staff)",
            "\n‹tmurphy›:x:1001:1001:Tom:/srv/t:/bin/bash",
            "arn:aws:iam::1:user/‹tmurphy›",
            "sudo su - ‹tmurphy›\n",
            "==> Parameters: ‹dengli35›(String), 0(Integer)",
            'PSCredential("CORP\\‹mholloway›", $p)',
            'useradd -m -c "Ann Example" -s /bin/bash ‹tmurphy›\n',
            "/ppp secret add name=‹mholloway› password=x",
            "<developer><id>‹t.delgado›</id><name>",
            'config user local\n    edit "‹hannahk›"\n',
            "<user><name>‹kowalski76›</name>",
            "users:\n- name: ‹t.delgado›\n  user:\n",
            "item={'name': '‹tmurphy›', 'password': 'x'}",
            "[sudo] password for ‹tmurphy›: ",
            "HOME=/home/‹t.kowalski›\n",
            "‹tmurphy›@web-07:~$ ls",
            "‹tmurphy›@192.0.2.8's password: ",
            "[10:02] ‹i.washington›: anyone know",
            "‹c.delgado›  Cleartext-Password := x",
        ),
        near_misses=(
            "Accepted publickey for deploy from 192.0.2.8",
            "by root(uid=0)",
            "192.0.2.8 - - [12/Mar/2026]",
            "GET /users/settings",
            "sudo: command not found",
            "as user defined",
            "/interface add name=bridge1",
            "<user><name>deploy</name>",
            "git@h.test:/srv/a.git",
            "[root@web-07 ~]$ ls",
        ),
    ),
    Rule(
        "login-inserted",
        Label.ACCOUNT,
        rf"into [`\"\[]?[a-z0-9_.]{{0,24}}{_OF_LOGINS}[a-z0-9_]{{0,16}}[`\"\]]?"
        r"(?: ?\([^()\x00]{0,600}\))?\s{0,4}values",
        rf"(?i)into [`\"\[]?[\w.]{{0,24}}{_OF_LOGINS}\w{{0,16}}[`\"\]]?"
        r"(?: ?\([^()]{0,600}\))?\s{0,4}values",
        labelled=_in_rows,
        rank=GUESS,
        caseless=True,
        before=700,
        after=2,
        examples=("INSERT INTO sys_user VALUES (1, 103, '‹zhaoqiang›', 'x', '‹tmurphy›');",),
        near_misses=("INSERT INTO users VALUES (1, 'admin', 'deploy');",),
    ),
    Rule(
        "login-and-password",
        Label.CREDENTIAL,
        r"[{,(\[ ](?:n|u|name|user|login)[\"']?: ?[\"']?[a-z][a-z0-9._@-]{2,40}[\"']?, ?[\"']?"
        r"p(?:w|wd|ass)?[\"']?: ?[\"']?[!-~]{6}|"
        rf"(?:[a-z\x80-\xff]:|：) ?{_FIRST}{_REST}{{2,30}}[ \t]{{1,4}}[!-~]{{2,24}}[0-9]|"
        r"@[a-z0-9.-]{2,40}[^:\n\x00]{0,24}[ \t]:[ \t][!-~]{6}",
        r"(?i)(?:[{,(\[ ][\"']?(?:(?:n|name)[\"']?: ?[\"']?(?P<n>[a-z][\w.@-]{2,40})|"
        r"(?:u|user|login)[\"']?: ?[\"']?(?P<u>[a-z][\w.@-]{2,40}))[\"']?, ?"
        r"[\"']?p(?:w|wd|ass)?[\"']?: ?[\"']?|"
        rf"{_SYSTEM}[:：] ?(?P<o>{_LOGIN})[ \t]{{1,4}}(?=\S{{6,64}}[ \t]*(?:\r?\n|\Z))|"
        r"(?<![\w.-])(?P<h>[a-z][\w.-]{1,30}@[a-z0-9.-]{2,40}) (?:[0-9.]{7,15} )?: "
        r"(?=\S{6,64}[ \t]*(?:\r?\n|\Z)))"
        r"(?P<v>[^\s\"',}]{6,64})",
        labelled=_beside,
        rank=GUESS,
        caseless=True,
        before=150,
        after=66,
        examples=(
            '    - { u: ops, p: "‹maple883›", c: "x" }\n',
            "老OA：ops01 ‹Kd82#mQx›\n",
            "root@mysql01 192.0.2.8 : ‹kQ7pw!2xa›\n",
        ),
        near_misses=(
            '{ name: "main", p: "port3000" }',
            "作者：wangwei Fix#123\n",
            "git: tmurphy 2024-01-02\n",
            "oa: tmurphy v1.2.3\n",
            "root@mysql01 : total 24\n",
        ),
    ),
)
