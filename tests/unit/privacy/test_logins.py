import pytest

from posthouse.privacy.logins import is_login


@pytest.mark.parametrize(
    "login",
    [
        "tmurphy", "maren.holloway", "emma_lund", "kowalski76", "washington_d", "hannahk",
        "wangjianguo", "johnsonr22", "sara-murphy", "d.mckinney",
    ],
)  # fmt: skip
def test_a_name_is_somebody(login: str) -> None:
    assert is_login(login)


@pytest.mark.parametrize(
    "login",
    [
        "root", "deploy", "ubuntu", "jenkins", "hudson01", "svc_etl", "app_rw", "david.api",
        "slang", "scott", "mark.prod", "john.doe", "jsmith", "sharding", "user01", "x" * 40,
    ],
)  # fmt: skip
def test_a_service_a_word_and_an_example_are_nobody(login: str) -> None:
    assert not is_login(login)
