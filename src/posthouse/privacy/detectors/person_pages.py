"""Pages of one person: profiles on networks, home folders of universities."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.words import words

_NOBODY = words(
    "user username your-username yourname your-name me example someone name handle login features "
    "pricing about orgs topics explore settings marketplace sponsors apps search"
)
_SOLE = (
    r"(?:linkedin\.com/in|zhihu\.com/people|keybase\.io|stackoverflow\.com/users/[0-9]{2,9}|"
    r"weibo\.com/u|space\.bilibili\.com|juejin\.cn/user|blog\.csdn\.net|researchgate\.net/profile|"
    r"orcid\.org)"
)
_LINE = 120  # characters of a line before and behind a page
_HOST = r"(?:https?://)?(?:[a-z0-9-]{1,32}\.){0,3}"


def _page(match: re.Match[str]) -> Span | None:
    name = match.group("n").lower().rstrip(".-")
    return None if name in _NOBODY or len(name) < 3 else match.span("v")


_REACHED = re.compile(r"[\w-]@[\w-]+\.\w|\d{3}[) .-]{0,2}\d{3,4}")


def _among_contacts(match: re.Match[str]) -> Span | None:
    """Take a page of a person in a line that tells an address of mail or a number beside it."""
    text, start, end = match.string, match.start(), match.end()
    first = text.rfind("\n", max(start - _LINE, 0), start) + 1 or max(start - _LINE, 0)
    last = text.find("\n", end, end + _LINE)
    beside = text[first:start] + text[end : last if last >= 0 else end + _LINE]
    return _page(match) if _REACHED.search(beside) is not None else None


def _of_network(match: re.Match[str]) -> Span | None:
    return match.span("p") if match["p"] else match.span("w")


RULES = (
    Rule(
        "person-page",
        Label.URL,
        _SOLE + r"/[A-Za-z0-9%]",
        rf"(?<![\w./-])(?P<v>{_HOST}{_SOLE}/(?P<n>[\w%-]{{3,64}})/?)(?![\w/])",
        _page,
        before=72,
        after=68,
        rank=TEXTUAL,
        examples=(
            "‹linkedin.com/in/lena-marsh-88›",
            "see ‹https://www.linkedin.com/in/lena-marsh-88/›.",
            "知乎：‹https://www.zhihu.com/people/lin-xiao-88›",
        ),
        near_misses=(
            "https://www.linkedin.com/in/username",
            "linkedin.com/company/acme",
            "https://blog.csdn.net/x_y/article/details/123",
        ),
    ),
    Rule(
        "code-page",
        Label.URL,
        r"(?:github|gitlab|gitee|profile|portfolio|homepage|主页|博客)[\"'*]{0,2}(?::|：) ?"
        r"[^\n\x00]{0,24}(?:github|gitlab|gitee)\.(?:com|io)/[A-Za-z0-9]",
        r"(?i)(?:github|gitlab|gitee|profile|portfolio|homepage|主页|博客)[\"'*]{0,2}[:：] ?[\"'<]?"
        rf"(?P<v>{_HOST}(?:github|gitlab|gitee)\.com/(?P<n>[\w-]{{3,39}})/?)(?![\w/.-])",
        _page,
        before=96,
        after=48,
        rank=TEXTUAL,
        caseless=True,
        examples=("GitHub: ‹https://github.com/lmarsh88›\n", "主页：‹github.com/lmarsh88›"),
        near_misses=(
            "homepage: https://github.com/acme/tool",
            "github: https://github.com/features",
            "url: https://github.com/acme",
        ),
    ),
    Rule(
        "network-page",
        Label.URL,
        r"://[A-Za-z0-9.-]{4,80}/in/[a-z]{2,24}-[a-z]{2}|"
        r"(?:linkedin|website|web|portfolio|homepage|blog|profile|socials?)[ :]{1,20}https?://"
        r"[A-Za-z0-9.-]{4,80}/(?:@|u/|people/|profile/)[a-z]",
        r"(?i)(?:(?<![\w./-])(?P<p>https?://[a-z0-9.-]{4,80}/in/(?P<n>[a-z]{2,24}(?:-[a-z0-9]{2,24}){1,4}))"
        r"|(?<![a-z])(?:linkedin|website|web|portfolio|homepage|blog|profile|socials?)[ :]{1,20}"
        r"(?P<w>https?://[a-z0-9.-]{4,80}/(?:@|u/|people/|profile/)[a-z][\w.-]{2,40}\w))"
        r"/?(?![\w/%-])",
        _of_network,
        before=136,
        after=64,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "LinkedIn: ‹https://www.northlake.test/in/shanice-stratton-303›\n",
            "Web               ‹https://social.northlake.test/@wesley-pruitt›\n",
        ),
        near_misses=(
            "https://h.test/in/username",
            "https://unpkg.test/@scope/pkg",
            "web: https://h.test/profile/settings/a",
        ),
    ),
    Rule(
        "page-among-contacts",
        Label.URL,
        r"(?:\||\xe2\x80\xa2|\xc2\xb7|,|;|/) ?https?://[A-Za-z0-9.-]{4,80}/"
        r"(?:@|u/|in/|people/|profile/|user/|~)[A-Za-z]",
        r"(?i)(?:[|•·,;/]) ?(?P<v>https?://[a-z0-9.-]{4,80}/(?:@|u/|in/|people/|profile/|user/|~)"
        r"(?P<n>[a-z][\w.-]{2,40}\w)/?)(?![\w/%-])",
        _among_contacts,
        before=140,
        after=48,
        rank=TEXTUAL,
        examples=(
            "Mobile: 060917 97988 | jo@firm.test | ‹https://social.pinecroft.test/@jo-lee-205›\n",
            "12 Elm St • (303)555-0177 • jo@firm.test • ‹https://www.mossbank.test/u/jo-lee-7›\n",
        ),
        near_misses=(
            "a | b | https://www.mossbank.test/u/library\n",
            "docs, https://unpkg.test/@scope/pkg, mail jo@firm.test",
        ),
    ),
    Rule(
        "home-page",
        Label.URL,
        r"://[A-Za-z0-9.-]{4,80}/(?:~|%7E)[a-z]",
        r"(?<![\w./-])(?P<v>https?://[A-Za-z0-9.-]{4,80}/(?:~|%7[Ee])(?P<n>[a-z][\w.-]{1,31})/?)"
        r"(?![\w/%])",
        _page,
        before=128,
        after=40,
        rank=TEXTUAL,
        examples=("her page ‹http://www.cs.northlake.test/~lmarsh/› has",),
        near_misses=("http://h.test/~user/", "cp ~/lmarsh .", "http://h.test/~lmarsh/src/a.c"),
    ),
)
