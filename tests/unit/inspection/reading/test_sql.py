import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.sql import is_query, sql_facts


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("COPY (SELECT 1) TO PROGRAM 'curl a.example'", Kind.BACKDOOR),
        ("SELECT load_extension('/tmp/x.so')", Kind.BACKDOOR),
        ("SELECT * FROM users INTO OUTFILE '/var/www/u.txt'", Kind.SEND),
        ("DROP TABLE customers", Kind.DESTROY),
        ("DELETE FROM orders;", Kind.DESTROY),
        ("UPDATE users SET admin = true", Kind.DESTROY),
        ("ALTER USER guest WITH SUPERUSER", Kind.PRIVILEGE),
        ("SELECT * FROM api_keys", Kind.SECRET),
    ],
)
def test_what_a_query_does(query: str, kind: Kind) -> None:
    assert is_query(query)
    assert kind in [fact.kind for fact in sql_facts(query, lambda _: None)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT name FROM users WHERE id = 7",
        "DELETE FROM orders WHERE id = 7",
        "UPDATE a SET b = 1 WHERE c = 2",
    ],
)
def test_ordinary_queries_do_nothing_to_tell(query: str) -> None:
    assert list(sql_facts(query, lambda _: None)) == []


def test_commands_in_a_query_are_read() -> None:
    read: list[str] = []
    list(sql_facts("COPY x TO PROGRAM 'echo ''a'''", read.append))
    assert read == ["echo 'a'"]
    assert not is_query("please select one")
