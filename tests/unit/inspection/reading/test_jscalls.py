from posthouse.inspection.reading import jsnames
from posthouse.inspection.reading.jscalls import as_list, made
from posthouse.inspection.reading.pyvalues import CODED, NET, NOTHING, SECRET, Call, Value


def call(name: str, *given: Value, base: Value = NOTHING, method: str = "") -> Call:
    return Call(name, method, base, list(given), {}, made=False)


def test_a_download_is_marked_with_its_address() -> None:
    got = made(call(jsnames.FETCHES, Value("https://a.example")), Value(name="fetch"))
    assert got.came(NET) == "https://a.example"
    named = Call(jsnames.FETCHES, "", NOTHING, [], {"host": Value("a.example")}, made=False)
    assert made(named, Value(name="https.get")).came(NET) == "a.example"


def test_a_path_is_put_together_and_known_for_a_store_of_credentials() -> None:
    parts = [Value("~"), Value(".ssh"), Value("id_rsa")]
    got = made(call(jsnames.JOINS, *parts), Value(name="path.join"))
    assert (got.text, got.came(SECRET)) == ("~/.ssh/id_rsa", "~/.ssh/id_rsa")


def test_a_list_is_reversed_and_joined() -> None:
    letters = Value(many=(Value("i"), Value("h")))
    turned = made(call("", base=letters, method="reverse"), NOTHING)
    assert turned.came(CODED) is not None
    assert made(call("", Value(""), base=turned, method="join"), NOTHING).text == "hi"


def test_a_program_and_its_arguments_are_one_list() -> None:
    words = Value(many=(Value("-c"), Value("id")))
    given = as_list(jsnames.RUNS, [Value("sh"), words, Value("options")])
    assert [one.text for one in given[0].many or ()] == ["sh", "-c", "id"]
    assert as_list("other", [words]) == [words]
