import base64
import re

import pytest

from posthouse.inspection.checks.addresses import carries_data

TOKEN = re.compile("QX[B-Z]{12}")
WORDS = b"user=dev;repo=internal-api;branch=main"
B64 = base64.urlsafe_b64encode(WORDS).decode().rstrip("=")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "docs/img/flow.png",
        "/img/a.png?d=" + B64,
        "#top",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "https://example.com/a/b/photo.png",
        "https://example.com/img/Screenshot%202024-05-01%20at%2010.22.png",
        "https://img.shields.io/badge/build%20status-all%20tests%20passing-green",
        "https://github.com/octocat/Hello-World/actions/workflows/ci.yml/badge.svg?branch=main",
        "https://metrics.corp.example.com/render/d-solo/abc62?panelId=89&from=now-24h&to=now",
        "https://example.com/img/architecture.svg?v=7",
        "https://example.com/x.png?v=4f0c7d2be1c2b1a0d3e4f5a6b7c8d9e0f1a2b3c4",
        "https://mermaid.ink/img/Z3JhcGggVEQ7QS0tPkI7QS0tPkM7Qi0tPkQ",
        "https://cdn.example.com/wp-content/uploads/2024/03/a-rather-long-picture-name-800x600.jpg",
        "https://example.com/f/3f2504e0-4f89-11d3-9a0c-0305e82c3301.webp",
        "https://latex.codecogs.com/png.latex?x%5E2%20+%20y%5E2%20%3D%20z%5E2",
        (
            "https://bucket.example.com/a.png?X-Amz-Signature="
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7&X-Amz-Expires=300"
        ),
    ],
)
def test_ordinary_images_carry_nothing(url: str) -> None:
    assert not carries_data(url, TOKEN)


@pytest.mark.parametrize(
    "url",
    [
        f"https://example.com/b.svg?q={B64}",
        f"https://example.com/b.svg?q={WORDS.hex()}",
        "https://example.com/b.svg?q=AWS_SECRET%3DEXAMPLEKEY%3Bacct%3D000000000000",
        "https://example.com/b.svg?q=customer%20list%20Q3%20export",
        f"http://192.0.2.24/badge/{B64}.png",
        f"http://192.0.2.24/badge/{WORDS.hex()}.png",
        "http://192.0.2.24/badge/user%3Ddev%3Brepo%3Dinternal-api%3Bbranch%3Dmain.png",
        f"//example.com/p?d={B64}",
        f"HTTPS:\\\\example.com/p?d={B64}",
        f"https://{B64[:40]}.example.com/p.png",
        "https://user:pass@example.com/p.png",
        "https://example.com/p.png?d={{secret}}",
        "https://example.com/p.png?d=${API_KEY}",
        "https://example.com/p?d=" + "a1" * 60,
        "https://example.com/p?d=hT9xQ2mV7bLk4ZrY8wNc1JfGd6PsEa3U",
        "https://example.com/QXMBCDFGHJKLMN.png",
        "https://img.shields.io/badge/QXMBCDFGHJKLMN-green",
        "https://example.com/p?d=%51XMBCDFGHJKLMN",
        f"https://img.shields.io/badge/dynamic/json?url=https%3A%2F%2Fexample.com%2F%3Fd%3D{B64}",
        "https://exa&#109;ple.com/p?a=1&amp;d=" + B64,
        "https://[broken/p.png",
        f"https://example.com/p?d={B64}.x(y)",
        "https://example.com/p.png?" + "&".join(f"k{n}=abcdefg" for n in range(40)),
        "https://example.com/p.png?" + "&".join(f"k{n}=value" for n in range(150)),
    ],
)
def test_addresses_with_data_are_seen(url: str) -> None:
    assert carries_data(url, TOKEN)
