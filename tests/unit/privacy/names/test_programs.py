"""Programs whose names read like those of people."""

from posthouse.config.names import ENGLISH, FOLDER
from posthouse.privacy.names.english_lexicon import FORENAME, SURNAME
from posthouse.privacy.names.english_model import Network
from posthouse.privacy.names.programs import LIKE_NAMES, PROGRAMS

LEXICON = Network((FOLDER / ENGLISH[0]).read_bytes()).lexicon


def test_no_program_is_called_like_many_people() -> None:
    common = {word for word in PROGRAMS if LEXICON.known(word)[0] & SURNAME >= 0x08}
    common |= {word for word in PROGRAMS if LEXICON.known(word)[0] & FORENAME >= 0x02}
    assert not common


def test_what_is_called_like_somebody_is_listed_apart() -> None:
    assert PROGRAMS.isdisjoint(LIKE_NAMES)
    assert all(word.islower() for word in PROGRAMS | LIKE_NAMES)
