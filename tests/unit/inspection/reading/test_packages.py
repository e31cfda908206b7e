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
    ],
)
def test_what_a_package_manager_is_told(text: str, kind: Kind, subject: str) -> None:
    assert (kind, subject) in [(fact.kind, fact.subject) for fact in installs(tuple(text.split()))]


@pytest.mark.parametrize("text", ["pip install -r r.txt -e .", "npm ci", "npm run build", "ls"])
def test_what_takes_no_package_by_name(text: str) -> None:
    assert list(installs(tuple(text.split()))) == []


@pytest.mark.parametrize(
    ("command", "version"),
    [
        ("pip install left==1.2.3", "1.2.3"),
        ("pip install left[extra]===1.2.3", "1.2.3"),
        ("pip install left>=1.2,<2", ""),
        ("uv add left~=1.2", "1.2"),
        ("poetry add left@^1.2", "1.2"),
        ("npm install -D @scope/left@~1.2.3", "1.2.3"),
        ("npm install left@latest", ""),
        ("cargo add left@1.2.3", "1.2.3"),
        ("cargo install --version 1.2.3 left", "1.2.3"),
        ("cargo install left --vers=1.2.3", "1.2.3"),
        ("gem install left -v 1.2.3", "1.2.3"),
        ("gem install left:1.2.3", "1.2.3"),
        ("go get a.example/left@v1.2.3", "1.2.3"),
        ("dotnet add package left --version 1.2.3", "1.2.3"),
        ("npm install left", ""),
    ],
)
def test_the_version_that_is_asked_for_is_told(command: str, version: str) -> None:
    found = {fact.subject: fact.version for fact in installs(tuple(command.split()))}
    assert next(told for name, told in found.items() if name.endswith("left")) == version


@pytest.mark.parametrize(
    ("command", "subject"),
    [
        ("brew install leftco/tools/left", "https://github.com/leftco/homebrew-tools"),
        ("brew tap leftco/tools", "https://github.com/leftco/homebrew-tools"),
        (
            "brew tap leftco/tools https://git.left.example/x",
            "https://github.com/leftco/homebrew-tools",
        ),
        ("brew install homebrew/core/left", ""),
        ("brew tap hashicorp/tap", ""),
    ],
)
def test_a_tap_is_a_repository_of_its_owner(command: str, subject: str) -> None:
    found = [fact.subject for fact in installs(tuple(command.split()))]
    assert [fact for fact in found if "github" in fact] == ([subject] if subject else [])
