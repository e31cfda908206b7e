from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.pycalls import Deeds
from posthouse.inspection.reading.pyvalues import NOTHING, Call, Value


def test_a_call_is_judged_by_its_name_and_what_it_is_given() -> None:
    read: list[str] = []
    deeds = Deeds(read.append, lambda _: [])
    fetched = Value("id", marks=frozenset({("net", "https://a.example")}))
    deeds.judge(Call("os.system", "system", NOTHING, [fetched], {}, made=False))
    deeds.judge(Call("print", "", NOTHING, [fetched], {}, made=False))
    assert deeds.facts == [Fact(Kind.FETCH_RUN, "https://a.example", "code")]
    assert read == ["id"]


def test_code_within_code_is_read_too() -> None:
    inner = Fact(Kind.BACKDOOR)
    deeds = Deeds(lambda _: None, lambda code: [inner] if code == "x" else [])
    deeds.judge(Call("exec", "", NOTHING, [Value("x")], {}, made=False))
    assert deeds.facts == [inner]
