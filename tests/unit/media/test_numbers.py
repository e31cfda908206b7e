"""Numbers that a checksum confirms stand as they are written; all others stay as they were read."""

import pytest

from posthouse.media.numbers import mended
from posthouse.media.outcome import Line

CARD = "4539 5787 " + "6362 1486"
PLAIN = CARD.replace(" ", "")
ID = "11010519491231002" + "X"
OTHER_ID = "44030719900101" + "1237"
PHONE = "138" + "00138000"


def line(text: str) -> Line:
    ends = tuple((n + 1) / len(text) for n in range(len(text)))
    return Line(text, (0, 0, 100, 0, 100, 10, 0, 10), ends)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (f"card {PLAIN[:4]} {PLAIN[4:12]} {PLAIN[12:]}", f"card {CARD}"),
        (f"card {PLAIN[:7]} {PLAIN[7:]}", f"card {CARD}"),
        (PLAIN.replace("5", "S", 1).replace("1", "l"), CARD),
        (CARD.replace("8", "B", 1), CARD),
        (f"王晓明 {ID}{PHONE}", f"王晓明 {ID} {PHONE}"),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", ID),
        (ID.replace("0", "O", 2), ID),
        (f"{PHONE}{ID}", f"{PHONE} {ID}"),
        (f"{PHONE}{PLAIN}", f"{PHONE} {CARD}"),
        ("ssh deploy@177.185. 106.44 -p 22", "ssh deploy@177.185.106.44 -p 22"),
        ("ssh deploy@1 77.56 .159.13 -p 22", "ssh deploy@177.56.159.13 -p 22"),
        ("host 192.0.2. 1 7, port 80", "host 192.0.2.17, port 80"),
        ("2 192.0. 2.17 80", "2 192.0.2.17 80"),
    ],
)
def test_a_number_that_a_checksum_confirms_stands_as_it_is_written(read, meant):
    found = mended(line(read))
    assert found.text == meant
    assert len(found.ends) == len(meant)
    assert list(found.ends) == sorted(found.ends)
    assert found.ends[-1] == 1.0


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        PLAIN[:-1] + str((int(PLAIN[-1]) + 1) % 10),
        "4539 5787 6362 1487",
        "2026-03-14 10:22:35.123456",
        "SSLOIZBGSSLOIZBG",
        "0000 0000 0000 0000",
        "version 3.11.7.1.2.3.4.5.6.7.8",
        f"a{PLAIN}",
        "2 192.0.2.17 80",
        "3. 192.0.2.17 up",
        "192. 0. 2. 256",
        "2026. 03. 14. 10",
        "1.2. 3",
        "9781-5386-0000-1111",
        "1234567890123456789012345678901234567890",
    ],
)
def test_what_no_checksum_confirms_stays_as_it_was_read(text):
    assert mended(line(text)) == line(text)


def test_what_stands_around_a_number_keeps_its_places():
    before = line(f"card {PLAIN[:8]} {PLAIN[8:]} thru 08/29")
    after = mended(before)
    assert after.text == f"card {CARD} thru 08/29"
    assert after.ends[:5] == before.ends[:5]
    assert after.ends[-11:] == before.ends[-11:]
