import pytest

from posthouse.model.dialect import Act, Dialect, Operation
from posthouse.model.errors import MethodNotAllowed
from posthouse.model.http import RequestHead
from posthouse.wire.routes import known, route


def asked(line: str, *, anthropic: bool = False):
    method, path = line.split()
    headers = (("anthropic-version", "2023-06-01"),) if anthropic else ()
    return route(RequestHead(method, path, "", headers), path)


@pytest.mark.parametrize(
    ("line", "dialect", "operation", "act", "handle"),
    [
        ("POST /v1/files", Dialect.OPENAI_FILES, Operation.FILES, Act.MAKE, ""),
        ("GET /v1/files/f-1/content", Dialect.OPENAI_FILES, Operation.FILES, Act.FETCH, "file:f-1"),
        ("DELETE /v1/files/f", Dialect.OPENAI_FILES, Operation.FILES, Act.END, "file:f"),
        (
            "POST /v1/batches/b/cancel",
            Dialect.OPENAI_FILES,
            Operation.BATCHES,
            Act.CHANGE,
            "batch:b",
        ),
        ("GET /v1/responses/r", Dialect.OPENAI_RESPONSES, Operation.STORED, Act.READ, "response:r"),
        (
            "DELETE /v1/conversations/c/items/i",
            *(Dialect.OPENAI_RESPONSES, Operation.STORED, Act.CHANGE, "conversation:c"),
        ),
        ("POST /v1/audio/speech", Dialect.OPENAI_MEDIA, Operation.AUDIO, Act.ASK, ""),
        (
            "GET /v1/messages/batches/b/results",
            *(Dialect.ANTHROPIC, Operation.BATCHES, Act.FETCH, "batch:b"),
        ),
    ],
)
def test_a_path_tells_what_is_done_with_what(line, dialect, operation, act, handle):
    found = asked(line)
    assert (found.dialect, found.operation, found.act, found.handle) == (
        dialect, operation, act, handle,
    )  # fmt: skip
    assert found.method == line.split()[0]


def test_whose_files_are_meant_is_told_by_a_header():
    assert asked("GET /v1/files/f").dialect is Dialect.OPENAI_FILES
    assert asked("GET /v1/files/f", anthropic=True).dialect is Dialect.ANTHROPIC


@pytest.mark.parametrize(("path", "known"), [("/v1beta/batches/b", True), ("/v1/batches/b", False)])
def test_gemini_is_known_by_its_version_or_by_its_key(path, known):
    found = route(RequestHead("GET", path, "", ()), path)
    keyed = route(RequestHead("GET", path, "", (("x-goog-api-key", "k"),)), path)
    assert keyed.dialect is Dialect.GEMINI
    assert keyed.handle == "batch:batches/b"
    assert (found.dialect is Dialect.GEMINI) is known


def test_another_method_is_told_which_one_is_right():
    with pytest.raises(MethodNotAllowed, match="GET or DELETE"):
        asked("PUT /v1/files/f")


def test_a_verb_is_a_part_of_its_own():
    found = asked("POST /v1beta/batches/b:cancel")
    assert (found.act, found.handle) == (Act.CHANGE, "batch:batches/b")
    assert asked("POST /v1alpha/batches/b:stop") is None


@pytest.mark.parametrize(
    "path", ["/v1/files/a/b/c", "/v1/files/a%2fb", "/v1/files/../x", "/v1/x", "xv1/files"]
)
def test_other_paths_are_none(path):
    assert asked(f"GET {path}") is None
    assert not known(path)


@pytest.mark.parametrize(
    ("line", "act", "handle"),
    [
        ("POST /upload/v1beta/files", Act.MAKE, ""),
        ("GET /v1beta/files/f1", Act.READ, "file:files/f1"),
        ("GET /v1beta/files/f1:download", Act.FETCH, "file:files/f1"),
    ],
)
def test_geminis_files_have_paths_of_their_own(line, act, handle):
    found = asked(line)
    assert (found.dialect, found.operation) == (Dialect.GEMINI, Operation.FILES)
    assert (found.act, found.handle) == (act, handle)
