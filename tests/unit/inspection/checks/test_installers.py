import pytest

from posthouse.inspection.checks.installers import is_official

RAW = "https://raw.githubusercontent.com"


@pytest.mark.parametrize(
    "url",
    [
        "https://sh.rustup.rs",
        "https://astral.sh/uv/install.sh",
        "https://astral.sh/uv/0.5.1/install.sh",
        "https://bun.sh/install",
        f"{RAW}/nvm-sh/nvm/v0.40.1/install.sh",
        f"{RAW}/Homebrew/install/HEAD/install.sh",
    ],
)
def test_knows_the_installers_that_projects_publish(url: str) -> None:
    assert is_official(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://sh.rustup.rs",
        "sh.rustup.rs",
        "https://sh.rustup.rs.example.com",
        "https://sh.rustup.rs@example.com/",
        "https://sh.rustup.rs:8443/",
        "https://bun.sh/installer",
        "https://astral.sh/uv/../x",
        f"{RAW}/octocat/Hello-World/main/x.sh",
        f"{RAW}/nvm-sh/nvm/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567/install.sh",
        f"{RAW}/nvm-sh",
        "https://[broken",
    ],
)
def test_takes_nothing_that_only_looks_like_one(url: str) -> None:
    assert not is_official(url)
