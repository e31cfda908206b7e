import pytest


@pytest.fixture(autouse=True)
def alone(tmp_path_factory, monkeypatch):
    """Keep compiled detectors for the whole session, and settings of this machine away."""
    home = tmp_path_factory.getbasetemp() / "data-home"
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.delenv("POSTHOUSE_CONFIG", raising=False)
    monkeypatch.setenv("POSTHOUSE_LANG", "en")
    monkeypatch.chdir(tmp_path_factory.mktemp("here"))
