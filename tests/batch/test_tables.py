"""Tables: Parquet, k-anonymity over quasi-identifiers, the report."""

import csv
import html.parser
import json
import random

import pytest

from posthouse.cli.app import run_command
from tests.batch.trees import MAIL, PHONE, mask, plant, restore, told


@pytest.fixture
def people(tmp_path):
    """Write a table of people in which some combinations are rare."""
    source = tmp_path / "source"
    source.mkdir()
    draw = random.Random(7)
    rows = [
        (f"{PHONE[:-3]}{n:03}", draw.randrange(20, 60), f"10{draw.randrange(4)}17", "fm"[n % 2])
        for n in range(400)
    ]  # fmt: skip
    rows.append((PHONE, 97, "99999", "f"))
    with (source / "people.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("phone", "age", "postcode", "sex"))
        writer.writerows(rows)
    lines = (json.dumps({"age": age, "postcode": code, "sex": sex}) for _, age, code, sex in rows)
    (source / "people.jsonl").write_text("\n".join(lines))
    (source / "other.csv").write_text("a,b\n1,2\n")
    return source


QUASI = ("--quasi", "age,postcode,sex")


def test_rare_combinations_are_counted_and_told_by_number_alone(people, tmp_path, capsys):
    assert mask(people, tmp_path / "out", *QUASI, "--json") == 0
    tree = json.loads(capsys.readouterr().out)
    assert [one["path"] for one in tree["anonymity"]] == ["people.csv", "people.jsonl"]
    table = tree["anonymity"][0]
    assert table["records"] == 401
    assert table["k"] == 1
    assert 401 in table["rows"]
    assert table["below"] >= len(table["rows"])
    assert sum(records for _, records in table["sizes"].values()) == 401
    assert table["suggested"]["steps"]
    assert "99999" not in json.dumps(tree)


def test_columns_that_no_table_has_are_told_and_the_exit_code_says_so(people, tmp_path, capsys):
    assert mask(people, tmp_path / "out", "--quasi", "aeg,postcode", "--irreversible") == 1
    assert "no table has all of the columns aeg, postcode" in capsys.readouterr().err
    assert (tmp_path / "out" / "people.csv").exists()


def test_a_member_left_out_in_the_first_record_is_a_column_all_the_same(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    lines = [{"sex": "f"}, *({"age": 20 + n % 60, "sex": "f"} for n in range(400))]
    said = "".join(json.dumps(one) + "\n" for one in lines) + "not json\n"
    (source / "a.jsonl").write_text(said)
    assert mask(source, out, "--quasi", "age,sex", "--irreversible", "--reach-k") == 0
    (table,) = json.loads((out / ".posthouse" / "manifest.json").read_text())["anonymity"]
    assert table["k"] >= 5
    written = [json.loads(line) for line in (out / "a.jsonl").read_text().splitlines()]
    assert {"age", "sex"} == {name for one in written for name in one}


def test_k_is_reached_by_blurring_and_leaving_out(people, tmp_path, capsys):
    out = tmp_path / "out"
    assert mask(people, out, *QUASI, "--reach-k", "--irreversible", "--json") == 0
    tree = json.loads(capsys.readouterr().out)
    assert all(one["k"] >= 5 and one["below"] == 0 for one in tree["anonymity"])
    assert all(one["reached"]["steps"] for one in tree["anonymity"])
    assert all(one["records"] + one["reached"]["left_out"] == 401 for one in tree["anonymity"])
    with (out / "people.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert 380 <= len(rows) <= 400
    assert "97" not in {row["age"] for row in rows}
    assert all(row["phone"].startswith("QX") for row in rows)
    by_path = {one["path"]: one["sha256"] for one in tree["files"]}
    assert by_path["people.csv"] == told(out)["people.csv"][0]


def test_what_does_not_come_back_is_never_done_to_what_should(people, tmp_path, capsys):
    assert mask(people, tmp_path / "out", *QUASI, "--reach-k") == 1
    assert "expected --quasi and --irreversible" in capsys.readouterr().err


class Parser(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.links, self.bars = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("src", "href")]
        self.bars += tag == "rect"
        if tag not in ("meta", "input", "br", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag != "rect":
            assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_is_one_file_in_two_languages_without_values(
    people, tmp_path, monkeypatch, lang
):
    monkeypatch.setenv("POSTHOUSE_LANG", lang)
    plant(people / "more")
    (people / "a.zip").write_bytes(b"PK\x03\x04")
    page = tmp_path / "report.html"
    assert mask(people, tmp_path / "out", *QUASI, "--report", str(page)) == 1
    text = page.read_text()
    parser = Parser()
    parser.feed(text)
    assert parser.open == []
    assert parser.links == []
    assert parser.bars > 10
    assert f'id="{lang}" checked' in text
    assert "去标识化报告" in text
    assert "De-identification report" in text
    assert "a.zip" in text
    assert MAIL not in text
    assert PHONE not in text
    assert "anonymised: " not in text.replace("not anonymised: ", "")


pa = pytest.importorskip("pyarrow", reason="an extra: posthouse[parquet]")


@pytest.fixture
def columns(tmp_path):
    import pyarrow.parquet as pq

    source = tmp_path / "source"
    source.mkdir()
    table = pa.table(
        {
            "id": pa.array(range(900), pa.int64()),
            "phone": pa.array([13812345000 + n for n in range(900)], pa.int64()),
            "出生日期": pa.array(["1990-03-07", None, "2001-12-01"] * 300),
            "text": pa.array([f"to {MAIL},\n{PHONE}", "nothing", ""] * 300).dictionary_encode(),
            "tags": pa.array([[MAIL, "x"], [], None] * 300),
            "price": pa.array([1.5, 2.0, None] * 300),
            "ok": pa.array([True, False, None] * 300),
        }
    )  # fmt: skip
    pq.write_table(table, source / "t.parquet", row_group_size=250)
    pq.write_table(table.select(["id", "price"]), source / "clean.parquet")
    (source / "broken.parquet").write_bytes(b"PAR1 and no more")
    return source


def test_columns_of_parquet_are_masked_and_the_file_comes_back(columns, tmp_path, capsys):
    import pyarrow.parquet as pq

    out, back = tmp_path / "out", tmp_path / "back"
    assert mask(columns, out) == 1
    assert "broken.parquet: expected Parquet" in capsys.readouterr().err
    table = pq.read_table(out / "t.parquet")
    assert table.schema.names == ["id", "phone", "出生日期", "text", "tags", "price", "ok"]
    assert table["id"].to_pylist() == list(range(900))
    assert all(value.startswith("QX") for value in table["phone"].to_pylist())
    births = [one for one in table["出生日期"].to_pylist() if one is not None]
    assert len(births) == 600
    assert all(value.startswith("QX") for value in births)
    assert MAIL not in str(table["text"].to_pylist() + table["tags"].to_pylist())
    assert table["price"].to_pylist() == [1.5, 2.0, None] * 300
    assert (out / "clean.parquet").read_bytes() == (columns / "clean.parquet").read_bytes()
    (out / "note.txt").write_text(table["phone"][7].as_py())
    assert restore(out, back) == 0
    (columns / "broken.parquet").unlink()
    assert (back / "note.txt").read_text() == "13812345007"
    (back / "note.txt").unlink()
    assert told(back) == told(columns)


def test_parquet_without_its_extra_is_told(columns, tmp_path, capsys, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert run_command(["mask", str(columns), "-o", str(tmp_path / "out"), "--workers", "1"]) == 1
    assert "posthouse[parquet]" in capsys.readouterr().err
