from posthouse.inspection.reading.pyvalues import NOTHING, Call, Value, added, filled, path_of


def call(name: str, *texts: str, method: str = "") -> Call:
    return Call(name, method, NOTHING, [Value(text) for text in texts], {}, made=False)


def test_values_put_together_keep_what_they_came_from() -> None:
    value = added(Value("a", marks=frozenset({("net", "x")})), Value("b"))
    assert (value.text, value.came("net"), value.made) == ("ab", "x", True)
    assert added(Value("a"), NOTHING).text == "a{}"


def test_a_command_is_a_text_or_the_words_of_a_list() -> None:
    words = Value(many=(Value("bash"), Value("-c"), Value("a | b")))
    assert Call("subprocess.run", "", NOTHING, [words], {}, made=False).command == "bash -c 'a | b'"
    assert call("os.system", "ls").command == "ls"
    assert call("os.execl", "/bin/sh", "-c", "ls").first == "/bin/sh"


def test_paths_and_forms() -> None:
    assert path_of(call("os.path.join", "~", ".ssh", "id_rsa")) == "~/.ssh/id_rsa"
    assert path_of(call("pathlib.Path.home")) == "~"
    assert filled("curl %s", Value("x")) == "curl x"
