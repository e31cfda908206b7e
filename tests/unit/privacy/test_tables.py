"""Tables in text: which cells are personal, whatever divides them and wherever they are listed."""

import pytest
from tests.growth import grows_evenly

from posthouse.model.finding import Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors import printed_columns
from posthouse.privacy.detectors.personal_columns import RULES
from posthouse.privacy.tables import cells, joint_of


@pytest.fixture(scope="module")
def detector():
    return Detector(RULES)


def marked(text: str) -> tuple[str, list[str]]:
    """Take the ‹marks› out of a text; return it and what they held."""
    parts = text.replace("›", "‹").split("‹")
    return "".join(parts), parts[1::2]


TABLES = {
    "csv": "id,name,phone\n1,‹张伟明›,138\n2,‹李娜›,139\n",
    "quoted csv": 'id,full_name,home_address\n1,"‹Munro, Ingrid›","‹1 Elm Row, Leeds›"\n',
    "tsv": "姓名\t电话\t地址\n‹张伟明›\t138\t‹滨江小区3-502›\n",
    "markdown": "| 姓名 | 手机号 |\n| --- | --- |\n| ‹张伟明› | 138 |\n| ‹李娜› | 139 |\n",
    "psql": (" id |  name   | email \n----+---------+-------\n  1 | ‹Li Na Munro› | x\n(1 row)\n"),
    "mysql": (
        "+----+------+-------+\n| id | name | email |\n+----+------+-------+\n"
        "|  1 | ‹Ana Munro› | x |\n+----+------+-------+\n"
    ),
    "numbered": "     1\tid,customer_name\n     2\t1,‹Ana Munro›\n",
    "insert": "INSERT INTO u (id, contact, company) VALUES (1, '‹Ana Munro›', '‹Harbor Ropery›');",
    "dump": (
        "CREATE TABLE `c` (`id` int, `name` varchar(9), `phone` varchar(9));\n"
        "INSERT INTO `c` VALUES (1,'‹Ana Munro›','1'),(2,'‹李娜›','2');\n"
    ),
    "copy": (
        "COPY public.c (id, name, birthday, email) FROM stdin;\n"
        "1\t‹Ana Munro›\t‹1987-10-07›\tx\n2\t‹李娜›\t\\N\ty\n\\.\n"
    ),
    "numbered copy": (
        "     1\tCOPY c (name, email) FROM stdin;\n     2\t‹Ana Munro›\tx\n     3\t\\.\n"
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_cells_under_personal_headings_are_found(name, detector):
    text, wanted = marked(TABLES[name])
    assert [text[f.start : f.end] for f in detector.find(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "id,name,version\n1,Ana Munro,2\n",
        "id,name,phone\n1,Build Image,138\n",
        "id,name,phone\n1,unknown,138\n",
        "from a import name, phone\nfrom b import Ana, Munro\n",
        "INSERT INTO t (id, name) VALUES (1, 'Ana Munro');",
        "COPY c (id, name) FROM stdin;\n1\tAna Munro\n\\.\n",
        "name,phone\n\n",
    ],
)
def test_tables_of_other_things_are_left(text, detector):
    assert detector.find(text) == ()


def test_each_cell_has_the_label_of_its_column(detector):
    text = "name,company,address,dob\nAna Munro,Harbor Brokers Inc.,7 Elm Row,1987-10-07\n"
    labels = [f.label for f in detector.find(text)]
    assert labels == [Label.PERSON, Label.ORG, Label.ADDRESS, Label.DATE_BIRTH]


def test_a_comma_inside_quotes_divides_no_cells():
    assert cells('1,"a, b",2', 0, ",") == [(0, 1), (3, 7), (9, 10)]
    assert joint_of("a|b|c,d") == "|"


def test_the_rows_of_a_query_end_where_the_next_query_begins(detector):
    rows = "4|2004-12-26|7\n"
    text = f"select id,dob,team from a;\n{rows}select a,b,c from b;\n{rows}"
    assert [text[f.start : f.end] for f in detector.find(text)] == ["2004-12-26"]


def test_tables_below_rulers_are_read_once_each_and_end_at_the_next_ruler():
    detector = Detector(printed_columns.RULES)
    table = "team  dob\n----  ----------\nred   1987-10-07\n"
    assert len(detector.find(table * 3)) == 3
    closed = "team  dob\n====  ==========\nred   1987-10-07\n====  ==========\nred   1987-10-08\n"
    assert [closed[one.start : one.end] for one in detector.find(closed)] == ["1987-10-07"]
    assert grows_evenly(lambda text: detector.find(f"{text}-"), table)


def test_queries_one_below_the_other_are_read_once_each(detector):
    query = "select id,dob,team from guests;\nselect a, b, 2004-12-26 from x;\n"
    assert grows_evenly(lambda text: detector.find(f"{text}-"), query)
