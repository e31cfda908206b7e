from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.command import Command
from posthouse.inspection.reading.origins import Origins, named


def test_a_download_is_followed_to_where_it_is_run() -> None:
    origins = Origins()
    origins.downloaded("./a.sh", "https://a.example/a.sh")
    origins.moved(["a.sh", "b.sh"])
    assert origins.origin("b.sh") == "https://a.example/a.sh"
    assert [fact.kind for fact in origins.run("./b.sh")] == [Kind.FETCH_RUN]
    assert origins.run("c.sh") == []


def test_clones_and_archives_are_followed_into_their_folders() -> None:
    origins = Origins()
    origins.cloned(["git", "clone", "https://a.example/t.git"])
    assert [fact.kind for fact in origins.run("t/install.sh")] == [Kind.CLONE_RUN]
    fetched = Command(("curl", "https://a.example/k.tgz"))
    origins.unpacked(Command(("tar", "xz", "-C", "/tmp/k"), before=(fetched,)))
    assert [fact.kind for fact in origins.run("/tmp/k/run")] == [Kind.FETCH_RUN]


def test_texts_are_remembered_by_their_path() -> None:
    origins = Origins()
    origins.wrote("'./a.sh'", "id")
    assert (origins.text("a.sh"), named("./x"), origins.text("b")) == ("id", "x", "")
