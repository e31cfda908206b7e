import pytest

from posthouse.inspection.facts import Fact, Kind
from posthouse.inspection.reading.manifests import manifest_facts


@pytest.mark.parametrize(
    ("path", "text", "fact"),
    [
        (
            "package.json",
            '{"dependencies": {"lodash": "npm:lodahs@1"}}',
            Fact(Kind.PACKAGE, "lodahs", "npm", "1"),
        ),
        (
            "package.json",
            '"dependencies": {"x": "git+https://a.example/x"}',
            Fact(Kind.ARTIFACT, "git+https://a.example/x", "npm"),
        ),
        ("requirements.txt", "requests==2.0\n", Fact(Kind.PACKAGE, "requests", "pypi", "2.0")),
        ("pyproject.toml", 'dependencies = ["httpx>=1"]', Fact(Kind.PACKAGE, "httpx", "pypi")),
        ("Cargo.toml", '[dependencies]\nserde = "1"\n', Fact(Kind.PACKAGE, "serde", "cargo", "1")),
        (
            "Cargo.toml",
            '[dependencies]\nserde = { git = "https://a.example/s.git" }\n',
            Fact(Kind.ARTIFACT, "https://a.example/s.git", "cargo"),
        ),
        (
            "go.mod",
            "require a.example/b v1.0.0\n",
            Fact(Kind.PACKAGE, "a.example/b", "go", "v1.0.0"),
        ),
        ("go.mod", "replace a.b/c => d.example/c v1\n", Fact(Kind.ARTIFACT, "d.example/c", "go")),
        ("Gemfile", "gem 'rails', '~> 7'\n", Fact(Kind.PACKAGE, "rails", "gem", "7")),
        (
            "yarn.lock",
            'resolved "https://a.example/x.tgz"',
            Fact(Kind.INDEX, "https://a.example/x.tgz", "yarn.lock"),
        ),
        (
            "settings.xml",
            "<url>https://a.example/m2</url>",
            Fact(Kind.INDEX, "https://a.example/m2", "settings.xml"),
        ),
    ],
)
def test_what_manifests_name(path: str, text: str, fact: Fact) -> None:
    assert fact in list(manifest_facts(path, text))


def test_versions_and_other_files_name_nothing() -> None:
    assert list(manifest_facts("README.md", "requests==2.0")) == []
    assert list(manifest_facts("package.json", '{"version": "1.0.0", "name": "x"}')) == []
    assert list(manifest_facts("package.json", '{"dependencies": {"x": "workspace:*"}}')) == []
