"""Blocks: segments cover a text; names are looked for in prose, comments, literals and values."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posthouse.privacy.blocks import LOOKED_IN, segments
from posthouse.privacy.lexing import Kind

PYTHON = '''import os

# ask Li Na about it
def greet(name):
    """Say hello to Zhang San."""
    return os.path.join("dear Wang Wu", name)
'''
DIFF = """diff --git a/x.go b/x.go
index 50f350212..4e2c1a222 100644
--- a/x.go
+++ b/x.go
@@ -1,3 +1,4 @@ func main
 func main() {
-\tname := "Li Na"
+\tname := "Zhang San" // was Li Na
 }
"""
LOG = "".join(
    f"2026-01-0{day} 10:00:00,123 INFO  [kyc] verified Zhang San for loan\n" for day in range(1, 9)
)
LOCK = '{\n  "name": "x",\n  "lockfileVersion": 3,\n  "packages": {"": {"author": "Li Na"}}\n}\n'
DUMP = """COPY public.users (id, name) FROM stdin;
1\tZhang San
2\tLi Na
\\.
SELECT 1;
"""
FENCED = """请看 `user.name` 的用法，张三写的：

```python
name = "李娜"
raise ValueError
```

改好了告诉李娜。
"""
SESSION = """$ git log -1
Author: Li Na <li@x.test>
$ ls
README.md
"""


def kinds(text: str, *wanted: str) -> list[Kind]:
    """Return the kind of the segment that each wanted string begins in."""
    found = segments(text)
    places = [text.index(one) for one in wanted]
    return [next(s.kind for s in found if s.start <= at < s.end) for at in places]


def covers(text: str) -> None:
    found = segments(text)
    assert "".join(text[start:end] for start, end, _ in found) == text
    assert all(start < end for start, end, _ in found)
    assert all(a.kind is not b.kind for a, b in pairwise(found))


_PIECES = st.sampled_from(
    [
        PYTHON,
        DIFF,
        LOG[:200],
        LOCK,
        DUMP,
        FENCED,
        SESSION,
        "\n",
        "\n\n",
        "    12\t",
        "```",
        "```js\n",
        '"',
        "'''",
        "/*",
        "\\",
        "\\n",
        "|a|b|\n",
        "- ",
        "@@ -1 +1 @@\n",
        "--- a\n+++ b\n",
        "Traceback (most recent call last):\n",
        "张三，你好。",
        '{"a": "b\\nc"}',
        "a,b,c\n1,2,3\n",
        "\r\n",
        "key: value\n",
        "<p>x</p>",
    ]
)


@given(st.lists(_PIECES | st.text("ab张。😀\ud800 \r\t:|", max_size=6), max_size=14).map("".join))
def test_segments_cover_every_text_exactly_and_in_order(text):
    covers(text)


@given(st.lists(_PIECES, max_size=6).map("".join))
def test_segments_cover_files_inside_json(text):
    covers(json.dumps({"path": "/x", "content": text}))
    covers(json.dumps([json.dumps({"content": text})]))


def test_an_empty_text_has_no_segments():
    assert segments("") == []


def test_a_sentence_is_prose():
    assert segments("问一下张三。") == [(0, 6, Kind.PROSE)]


def test_only_comments_and_literals_of_code_are_looked_in():
    wanted = ["ask Li", "Say hello", "dear Wang", "def greet", "os.path"]
    assert kinds(PYTHON, *wanted) == [
        Kind.COMMENT,
        Kind.STRING,
        Kind.STRING,
        Kind.CODE,
        Kind.CODE,
    ]


def test_numbers_before_lines_are_put_back():
    numbered = "".join(f"{n:6}\t{line}\n" for n, line in enumerate(PYTHON.splitlines(), 1))
    assert kinds(numbered, "ask Li", "Say hello", "def greet", "     3\t") == [
        Kind.COMMENT,
        Kind.STRING,
        Kind.CODE,
        Kind.CODE,
    ]
    covers(numbered)


def test_a_numbered_document_is_prose_line_by_line():
    text = "     1\t# 部署\n     2\t\n     3\t联系人：张三\n     4\t"
    assert kinds(text, "部署", "张三", "     3\t") == [Kind.PROSE, Kind.PROSE, Kind.CODE]
    covers(text)


def test_a_diff_is_read_as_the_language_of_its_file():
    assert kinds(DIFF, "diff --git", '"Zhang', "was Li", "func main() {", "@@") == [
        Kind.DIFF,
        Kind.STRING,
        Kind.COMMENT,
        Kind.CODE,
        Kind.DIFF,
    ]
    covers(DIFF)


def test_the_message_of_a_log_line_is_prose():
    assert kinds(LOG, "2026", "INFO", "verified") == [Kind.LOG, Kind.LOG, Kind.PROSE]


def test_a_lock_file_is_not_looked_in():
    assert [one.kind for one in segments(LOCK)] == [Kind.LOCK]
    assert Kind.LOCK not in LOOKED_IN


def test_the_rows_of_a_copy_statement_are_data():
    assert kinds(DUMP, "COPY", "Zhang", "SELECT") == [Kind.CODE, Kind.DATA, Kind.CODE]


def test_fenced_code_is_read_by_its_language_and_inline_code_is_code():
    assert kinds(FENCED, "请看", "user.name", "张三", '"李娜"', "raise", "改好了") == [
        Kind.PROSE,
        Kind.CODE,
        Kind.PROSE,
        Kind.STRING,
        Kind.CODE,
        Kind.PROSE,
    ]


def test_inline_code_in_chinese_is_prose():
    assert kinds("负责人是 `张三`。", "张三") == [Kind.PROSE]


def test_commands_are_shell_and_what_they_print_is_looked_in():
    shell, author, listed = kinds(SESSION, "git log", "Author", "README")
    assert shell is Kind.SHELL
    assert {author, listed} <= LOOKED_IN


def test_values_of_json_are_data_and_keys_are_not():
    text = '{\n "owner": "Zhang San",\n "n": 1\n}'
    assert kinds(text, "Zhang", '"owner"', "1") == [Kind.DATA, Kind.CODE, Kind.CODE]


def test_a_file_inside_json_is_read_as_a_file():
    text = json.dumps({"content": PYTHON})
    assert kinds(text, "ask Li", "def greet", "dear Wang") == [
        Kind.COMMENT,
        Kind.CODE,
        Kind.STRING,
    ]


@pytest.mark.parametrize(
    ("text", "wanted", "kind"),
    [
        ("id,name,phone\n1,张三,138\n2,李四,139\n", "张三", Kind.DATA),
        ("APP_ENV=production\nOWNER=Li Na\nDEBUG=1\n", "Li Na", Kind.DATA),
        ("owner:\n  name: Li Na\n  port: 80\n", "Li Na", Kind.DATA),
        ("INSERT INTO t VALUES (1,'Li Na');\nINSERT INTO t VALUES (2,'x y');\n", "Li", Kind.DATA),
        ("-- by Li Na\nSELECT * FROM users;\nSELECT 1;\n", "by Li", Kind.COMMENT),
        ("<div>\n<p title='x'>Hello Li Na</p>\n</div>\n", "Hello", Kind.PROSE),
        ("fn main() {\n    // by Li Na\n    let mut a = 1;\n}\n", "by Li", Kind.COMMENT),
        ("#!/bin/bash\nset -e\n# by Li Na\necho hi\nfi\n", "by Li", Kind.COMMENT),
        ("| 姓名 | 电话 |\n| --- | --- |\n| 张三 | 138 |\n", "张三", Kind.DATA),
        ("const a = 'Li Na';\nfunction f() {\n  return 1;\n}\n", "Li Na", Kind.STRING),
        ('Traceback (most recent call last):\n  File "a.py", line 1\nKeyError\n', "File", Kind.LOG),
    ],
)
def test_data_and_languages_are_told(text, wanted, kind):
    assert kinds(text, wanted) == [kind]
    covers(text)


def test_prose_around_code_without_a_fence_stays_prose():
    text = f"请看一下张三写的这段代码为什么报错，谢谢。\n\n{PYTHON}\n\n改完之后发给李娜看。"
    assert kinds(text, "张三", "def greet", "李娜") == [Kind.PROSE, Kind.CODE, Kind.PROSE]


def test_a_paragraph_of_several_types_is_told_line_by_line():
    text = f"下面是昨天的日志，张三看过了：\n{LOG}其中第一行是李娜提的。\n"
    assert kinds(text, "下面", "2026", "verified", "其中") == [
        Kind.PROSE,
        Kind.LOG,
        Kind.PROSE,
        Kind.PROSE,
    ]
