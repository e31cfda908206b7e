import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.packages import installs


@pytest.mark.parametrize(
    ("text", "kind", "subject"),
    [
        ("pip install -U Flask==3.1", Kind.PACKAGE, "flask"),
        ("python3 -m pip install six", Kind.PACKAGE, "six"),
        ("npm i -D @types/node@20", Kind.PACKAGE, "@types/node"),
        ("cargo add serde", Kind.PACKAGE, "serde"),
        ("go get example.com/a/b@latest", Kind.PACKAGE, "example.com/a/b"),
        ("npx -y some-tool init", Kind.RUNNER, "some-tool"),
        ("uvx ruff check", Kind.RUNNER, "ruff"),
        ("pip install --index" + "-url https://a.example x", Kind.INDEX, "https://a.example"),
        ("pip install git+https://a.example/x.git", Kind.ARTIFACT, "a.example/x.git"),
        ("helm repo add x https://a.example", Kind.INDEX, "https://a.example"),
        ("pip install x==999.1.0", Kind.VERSION, "x==999.1.0"),
    ],
)
def test_what_a_package_manager_is_told(text: str, kind: Kind, subject: str) -> None:
    assert (kind, subject) in [(fact.kind, fact.subject) for fact in installs(tuple(text.split()))]


@pytest.mark.parametrize("text", ["pip install -r r.txt -e .", "npm ci", "npm run build", "ls"])
def test_what_takes_no_package_by_name(text: str) -> None:
    assert list(installs(tuple(text.split()))) == []
