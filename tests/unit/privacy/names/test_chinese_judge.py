"""What is weighed of a candidate, and what comes out."""

from tests.unit.privacy.names.test_chinese_model import MODEL
from tests.unit.privacy.names.test_chinese_people import COLUMNS, NETWORK, WORDS

from posthouse.privacy.names.chinese_heard import Heard, together
from posthouse.privacy.names.chinese_judge import Judge
from posthouse.privacy.names.chinese_people import Place, candidates
from posthouse.privacy.names.chinese_reader import Reader
from posthouse.privacy.names.chinese_walker import Walker
from posthouse.privacy.names.windows import Floats

JUDGE = Judge(MODEL, COLUMNS)
READER, WALKER = Reader(MODEL.letters), Walker(MODEL.walker)


def weighed(text: str) -> tuple[list[Place], Floats, Heard]:
    numbers, stops = WORDS.numbered(text)
    (chances,) = NETWORK.beliefs([numbers])
    heard = Heard(*READER.read([text])[0])
    (heard.walked,) = WALKER.heard([text])
    guessed = list(candidates(chances, stops, COLUMNS))
    return together(guessed, heard, stops, text, MODEL.latin), chances, heard


def judged(text: str) -> dict[str, float]:
    places, chances, heard = weighed(text)
    sure = JUDGE.judged(text, places, chances, heard)
    return {text[p.start : p.end]: s for p, s in zip(places, sure, strict=True)}


def test_a_name_is_likely_and_a_word_is_not() -> None:
    assert judged("请转告梁思齐，下周开会")["梁思齐"] > 0.9
    assert all(sure < 0.5 for sure in judged("高兴的是这次没有延误").values())


def test_a_name_that_was_taken_out_is_none_whatever_stands_around_it() -> None:
    assert all(sure < 0.01 for name, sure in judged("嫌疑人杨某已被刑拘").items() if "杨" in name)


def test_as_many_features_as_the_jury_weighs() -> None:
    text = "请转告梁思齐和顾晓岚"
    places, chances, heard = weighed(text)
    rows = JUDGE.features(text, places, chances, heard)
    assert len(rows) == 2
    assert {len(row) for row in rows} == {len(MODEL.jury.middle)}


def test_no_candidate_has_no_features() -> None:
    _, chances, heard = weighed("下周开会")
    assert JUDGE.features("下周开会", [], chances, heard) == []
    assert JUDGE.judged("下周开会", [], chances, heard) == []


def test_given_names_are_usual_and_ends_of_words_are_not() -> None:
    assert min(map(JUDGE.given, ("张霞", "欧阳秀英", "于浩然"))) > 0.5
    assert max(map(JUDGE.given, ("和包", "应处理", "单号到"))) < -1
