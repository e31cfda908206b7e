"""Values in columns that programs print: below a ruler, or as a query chose them.

A ruler is printed by sqlplus, sqlcmd, Format-Table and stands in reStructuredText; without any
heading print jq, gcloud and what takes JMESPath.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from posthouse.model.finding import Label
from posthouse.privacy.detectors import personal_columns, table_secrets
from posthouse.privacy.rules import GUESS, Fits, Rule
from posthouse.privacy.tables import below


def _judge(headings: Sequence[str]) -> dict[int, Fits]:
    """Return for each column of somebody's values, or of secrets, how its cells are judged."""
    return personal_columns.judge(headings) | table_secrets.judge(headings)


RULES = (
    Rule(
        "column-ruled",
        Label.DATE_BIRTH,
        "-- --|--  --|--   --|== ==|==  ==",
        r"\n(?=(?:[ ]{0,8}\d{1,6}\t|[+>|])?[ \t]{0,16}"
        r"(?:(?:-{2,}+ {1,8}){1,47}--|(?:={2,}+ {1,8}){1,47}==))",
        labelled=partial(below, judge=_judge),
        rank=GUESS,
        once=True,
        before=200,
        after=1,
        examples=(
            "EMPNO ENAME      DOB\n----- ---------- ----------\n 7369 SMITH      ‹1987-10-07›\n",
            "编号 组名     出生日期\n---- -------- ----------\n三   红 队    ‹1987-10-07›\n",
            "=====  ==========\nteam   dob\n=====  ==========\nred    ‹1987-10-07›\n",
        ),
        near_misses=(
            "EMPNO ENAME      HIRED\n----- ---------- ----------\n 7369 SMITH      1987-10-07\n",
            "-- -- the dob -- --\n-- -- 1987-10-07\n",
        ),
    ),
    Rule(
        "column-chosen",
        Label.DATE_BIRTH,
        "@tsv|@csv|output text|output=text|format=value|format='value|format=\"value",
        r"(?:@[tc]sv|output[ =]text|value\([^()\n]{3,200}\))[^\n]{0,80}\n(?=[^\n\x00])",
        labelled=partial(below, judge=_judge),
        rank=GUESS,
        once=True,
        before=11,
        after=310,
        examples=(
            "$ jq -r '.[] | [.team,.dob] | @tsv' a.json\nred\t‹1987-10-07›\nblue\t‹1990-03-03›\n",
            "     3\tjq -r '.[]|[.team, .dob]|@tsv'\n     4\tred\t‹1987-10-07›\n",
            '+$ jq \'.[]|[.dob,.team]|@csv\'\n+"‹1987-10-07›","red"\n',
            "cloud people list --query 'Items[].[Team,Dob]' --output text\nred\t‹1987-10-07›\n",
            "cloud people list --format='value(team,profile.dob)'\nred\t‹1987-10-07›\n",
        ),
        near_misses=(
            "$ jq -r '.[] | [.team,.made] | @tsv' a.json\nred\t1987-10-07\n",
            "$ jq -r '.[] | [.team,.dob] | @tsv' a.json > b.tsv\n\nred\t1987-10-07\n",
        ),
    ),
)
