import pytest

from posthouse.model.finding import Finding, Label
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.generic_secrets import RULES
from posthouse.privacy.placed import (
    is_chosen,
    is_plain,
    may_be_password,
    names_password,
    only_here,
)

DETECTOR = Detector([rule for rule in RULES if rule.name == "secret-assigned"])


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in DETECTOR.find(text)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("docker run -e MYSQL_ROOT_PASSWORD=kitten -d mysql", "kitten"),
        ('environment:\n  - "DB_PASSWD=rose"\n', "rose"),
        ("services:\n  db:\n    password: kitten  # local\n    port: 5432\n", "kitten"),
        ("#server.ssl.key-store-password=kitten\n", "kitten"),
        ("user=app\npassword=kitten\nport=1\n", "kitten"),
        ('client.post(url, {"login": "doe", "password": "kitten"})', "kitten"),
        ("login(user, password1='rosebud')", "rosebud"),
        ('svn = SVN(username="peter", password="otter", verify=True)', "otter"),
        ("  mail:\n    user: bob\n    pass: 'rosebud'\n", "rosebud"),
        ("Username: bob\nPassword: kitten\n", "kitten"),
        ("{user: 'bob', pwd: 'sea-lion'}", "sea-lion"),
        ('password="mBxFXfg"', "mBxFXfg"),
        ("use db: x, user:neo4j, pass:zwe2w", "zwe2w"),
        ("app.use(session({ secret: 'rosebud', resave: false }))", "rosebud"),
        ('client_secret = "rosebud"', "rosebud"),
        ('auth_password="grüezi"', "grüezi"),
        ("password: cet40\nuser: x\n", "cet40"),
        ("CMD (RESTIC_PASSWORD=maple-otter-canyon restic backup)", "maple-otter-canyon"),
        ("a: b\nDB_PASSWORD: MapleOtter42\n", "MapleOtter42"),
        ("[db]\nPort = 5432\nPassword = MapleOtter42\n", "MapleOtter42"),
    ],
)
def test_a_word_is_a_password_where_nothing_else_can_stand(text: str, word: str) -> None:
    assert found(text) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Password: required\n",
        "Enter the password: somebody must know it\n",
        "login:\n  title: Anmelden\n  password: Kennwort\n",
        '{"password": "пароль"}',
        '{"password": "密码"}',
        "password = prompt",
        "password=given,",
        "func(user=name, password=given)",
        "type Login struct {\n\tpassword: plain\n}",
        "def f(\n    user: str,\n    password: given\n",
        "{\n  user: user,\n  password: kitten\n}",
        "CHANGE_PASSWORD = 'renew'",
        "password_path: 'kitten'",
        "{pass: 'green', fail: 'red'}",
        '"pwd": "frontend"',
        "show ? 'text' : 'password'",
        "password: 'LoginForm'",
        "passwords: 'people'",
        "PASSWORD: 'password_reset'",
        "volumes: [{secret: 'database'}]",
        "secretName: 'database'",
        "login({user: name, pass: given})",
        "GIT_ASKPASS: 'echo'",
        "password = 'open_gates'",
        "password: 'strength-meter-component'",
        "password = MapleReader42(stream)",
    ],
)
def test_a_word_stays_one_where_something_else_can_stand(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("maple-otter-canyon-drift", True),
        ("Maple-Otter-Canyon-7", True),
        ("MapleOtter42", True),
        ("maple-otter", False),
        ("my-app-secret", False),
        ("prod-billing-database", False),
        ("UserInput2", False),
        ("maple_otter_canyon", False),
    ],
)
def test_words_joined_to_be_remembered_are_told_from_names_of_things(
    text: str, *, chosen: bool
) -> None:
    assert is_chosen(text) is chosen


@pytest.mark.parametrize("word", ["kitten", "sea-lion", "Postgres", "rose", "node2"])
def test_a_word_is_a_secret_in_its_place_alone(word: str) -> None:
    assert is_plain(word)
    assert only_here(word, Label.CREDENTIAL)
    assert not only_here(word, Label.PROJECT)


@pytest.mark.parametrize("secret", ["kQ7pw2xa", "xqzvkjwp", "12345", "rosebud!", "kitten2019"])
def test_what_nothing_else_is_spelled_like_is_one_everywhere(secret: str) -> None:
    assert not is_plain(secret)


@pytest.mark.parametrize("text", ["hidden", "password", "userpass", "Passwort", "abc", "formField"])
def test_what_is_said_of_a_password_is_none(text: str) -> None:
    assert not may_be_password(text)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("DB_PASSWORD", True),
        ("password2", True),
        ("keyStorePassword", True),
        ("resetPassword", False),
        ("password_hint", False),
        ("", False),
    ],
)
def test_a_name_is_that_of_a_password_itself(name: str, told: bool) -> None:
    assert names_password(name) is told


def test_nothing_is_found_twice() -> None:
    text = "POSTGRES_PASSWORD=kitten\n"
    assert DETECTOR.find(text) == (Finding(18, 24, Label.CREDENTIAL, "secret-assigned"),)
