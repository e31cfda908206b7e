import pytest

from posthouse.privacy.assignment import kind_of, named_before, value_at


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DB_PASS", "password"),
        ("spring.datasource.password", "password"),
        ("dbPassword2", "password"),
        ("appSecret", "key"),
        ("x-api-key", "key"),
        ("ALIYUN_ACCESS_KEY_ID", "key"),
        ("OPENAI_KEY", "weak"),
        ("db_mima", "password"),
        ("creds", "password"),
        ("secret_key_base", "key"),
        ("TOTP_SEED", "key"),
        ("seed", ""),
        ("bypass", ""),
        ("continuation_token", ""),
        ("max_tokens", ""),
        ("primary_key", ""),
        ("page_token", ""),
        ("credentialsId", ""),
        ("password_hint_text_id_field", ""),
        ("", ""),
    ],
)
def test_a_name_tells_what_is_kept_under_it(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("text", "taken", "quoted"),
    [
        ('"a b" x', "a b", True),
        ("'abc', 1", "abc", True),
        ("abc, def", "abc", False),
        ("abc).", "abc", False),
        ("f(x) y", "f(x)", False),
        ("abc；然后", "abc", False),
        ('"unclosed\nnext', "unclosed", False),
    ],
)
def test_a_value_ends_with_its_quotes_or_at_a_delimiter(
    text: str, taken: str, quoted: bool
) -> None:
    start, end, was_quoted = value_at(text, 0)
    assert (text[start:end], was_quoted) == (taken, quoted)


def test_the_name_stands_before_the_separator() -> None:
    text = 'x {"api key" : 1'
    assert named_before(text, text.index(":")) == ("api key", 4)
    assert named_before("=1", 0) == ("", 0)


def test_the_letter_of_an_escape_is_no_part_of_the_name() -> None:
    text = "a\\nbypass=1"
    assert named_before(text, text.index("=")) == ("bypass", 3)
