"""Addresses of network cards, in their spellings: 3c:7d:0a:1b:9f:42, 3ccb.1334.8cf9."""

from __future__ import annotations

import re

from posthouse.model.finding import Label
from posthouse.privacy.rules import TEXTUAL, Rule, Span
from posthouse.privacy.words import words

_MACHINES = words("000000000000 ffffffffffff 001122334455 aabbccddeeff 123456789abc deadbeefcafe")


def _network_card(match: re.Match[str]) -> Span | None:
    return match.span() if _is_card(match.group()) else None


def _is_card(address: str) -> bool:
    """Leave samples, groups, and addresses that containers and machines make up themselves."""
    figures = re.sub(r"[:.-]", "", address).lower()
    if figures in _MACHINES or figures.startswith(("0242", "3333", "01005e", "00005e")):
        return False
    return not int(figures[1], 16) & 1 and len(set(figures)) >= 4


def _named_card(match: re.Match[str]) -> Span | None:
    return match.span("v") if _is_card(match["v"]) else None


RULES = (
    Rule(
        "network-card-dotted",
        Label.OTHER_ID,
        r"[^0-9a-f.][0-9a-f]{4}[.-][0-9a-f]{4}[.-][0-9a-f]{4}[^0-9a-f]",
        r"(?<![0-9A-Za-z.-])(?=[0-9.-]{0,13}[A-Fa-f])"
        r"(?:[0-9a-f]{4}([.-])[0-9a-f]{4}\1[0-9a-f]{4}|"
        r"[0-9A-F]{4}([.-])[0-9A-F]{4}\2[0-9A-F]{4})(?![0-9A-Za-z]|[.-][0-9A-Za-z])",
        _network_card,
        before=20,
        after=4,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "static ‹3ccb.1334.8cf9› vlan 10",
            "MAC is ‹3CCB.1334.8CF9›.",
            "mac-address static ‹3ccb-1334-8cf9› GE0/0/1",
        ),
        near_misses=(
            "1234.5678.9012",
            "0242.ac11.0002",
            "1f2e3d4c-3ccb-1334-8cf9-0a1b2c3d4e5f",
            "3ccb-1334.8cf9",
            "ffff.ffff.ffff",
            "a3ccb.1334.8cf9",
            "3CcB.1334.8cF9",
        ),
    ),
    Rule(
        "network-card-named",
        Label.OTHER_ID,
        r"[^a-z](?:mac|bssid|hwaddr|ethaddr|physical address)[^\n\x000-9a-f]{0,3}"
        r"(?:addr(?:ess)?)?[^\n\x00a-z0-9]{1,6}(?:is )?[0-9a-f]{12}[^0-9a-z]",
        r"(?i)(?<![a-z])(?:mac|bssid|hwaddr|ethaddr|physical address)[_ -]?(?:addr(?:ess)?)?"
        r"[\"'`]?[ ]?(?:[:=]|is|：)?[ ]{0,2}[\"'`]?(?P<v>[0-9a-f]{12})(?![0-9a-z_-])",
        _named_card,
        before=56,
        after=4,
        rank=TEXTUAL,
        caseless=True,
        examples=('"mac": "‹3c7d0a1b9f42›"', "MAC address is ‹3C7D0A1B9F42›,"),
        near_misses=("mac: 001122334455", "mac 3c7d0a1b9f42aa", "hmac=3c7d0a1b9f42"),
    ),
    Rule(
        "network-card",
        Label.OTHER_ID,
        r"[0-9a-f]{2}[:-][0-9a-f]{2}[:-][0-9a-f]{2}[:-][0-9a-f]{2}[:-][0-9a-f]{2}[^0-9a-f:-]",
        r"(?:(?<![0-9A-Za-z:-])|(?<=[Mm][Aa][Cc]:)|"
        r"(?<=[^0-9A-Za-z:-]1:)|(?<=[^0-9A-Za-z:-]01:))"  # DHCP: a kind
        r"(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![0-9A-Za-z]|:[0-9A-Fa-f])|"
        r"(?:(?<![0-9A-Za-z:-])|(?<=[Mm][Aa][Cc]:))(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}(?![0-9A-Za-z]|-[0-9A-Fa-f])",
        _network_card,
        before=24,
        after=4,
        rank=TEXTUAL,
        caseless=True,
        examples=(
            "ether ‹3c:7d:0a:1b:9f:42› txq",
            "MAC：‹9C-B6-D0-E1-47-2A›",
            "client-id=1:‹3c:7d:0a:1b:9f:42› server",
        ),
        near_misses=(
            "02:42:ac:11:00:02",
            "ff:ff:ff:ff:ff:ff",
            "3c:7d:0a:1b:9f:42:aa:bb",
            "00:11:22:33:44:55",
            "2024-01-02-03-04-05",
        ),
    ),
)
