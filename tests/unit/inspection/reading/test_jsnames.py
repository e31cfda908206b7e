import pytest

from posthouse.inspection.reading import jsnames


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("child_process.spawn", jsnames.RUNS),
        ("vm.runInThisContext", jsnames.EVALUATES),
        ("axios.post", jsnames.FETCHES),
        ("fs.promises.readFile", jsnames.READS),
        ("fs.unlinkSync", jsnames.REMOVES),
        ("dns.resolve4", jsnames.LOOKS_UP),
        ("path.join", jsnames.JOINS),
        ("console.log", "console.log"),
        ("RegExp.exec", "RegExp.exec"),
    ],
)
def test_tells_a_call_by_a_name_of_python(name: str, told: str) -> None:
    assert jsnames.told(name) == told


def test_leaves_out_the_object_that_is_everywhere() -> None:
    assert jsnames.plain_name("globalThis.eval") == "eval"
    assert jsnames.plain_name("windows.eval") == "windows.eval"


@pytest.mark.parametrize(
    ("code", "likely"), [("const a = 1", True), ("x => x", True), ("a = 1\nprint(a)", False)]
)
def test_knows_the_look_of_javascript(code: str, *, likely: bool) -> None:
    assert jsnames.is_javascript(code) is likely
