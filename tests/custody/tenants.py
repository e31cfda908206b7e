"""Two tenants in one station: red, whose people ask, and blue, of whom nothing may be told.

Whatever people of blue wrote bears MARK; what the station named is in `Blue.ids`.
"""

import base64
import hashlib
import itertools
import types
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Union, get_args, get_origin

import msgspec
from msgspec.structs import fields
from sqlalchemy import insert, select

from posthouse.ledger.checkpoint import Checkpoint
from posthouse.ledger.event import event_body
from posthouse.ledger.merkle import leaf_hash, root_hash
from posthouse.ledger.tiles import ENTRIES, Tile, bundled
from posthouse.model.event import Event
from posthouse.model.incident import Incident, State
from posthouse.model.operator import Grant, Role
from posthouse.model.switch import Reach, Switch
from posthouse.store.anomaly_tables import ANOMALIES
from posthouse.store.factors import Passkey
from posthouse.store.incident_tables import INCIDENTS
from posthouse.store.incidents import SqlIncidents
from posthouse.store.operator_tables import BREAKGLASS, GRANTS, OPERATORS, PASSKEYS
from posthouse.store.operators import Act
from posthouse.store.switch_tables import SWITCHES
from posthouse.store.tables import KEYS, RECEIPTS
from tests.console.house import PASSWORD

MARK = "blueonly"


@dataclass(frozen=True)
class Blue:
    """Ids of everything that blue has."""

    key: str
    receipt: str
    operator: str
    passkey: str
    breakglass: str
    incident: str

    @property
    def ids(self):
        mine = (self.key, self.receipt, self.operator, self.passkey, self.breakglass)
        return (*mine, self.incident)

    def of(self, path):
        """Return the id that a path asks for."""
        table = {"keys": self.key, "receipts": self.receipt, "operators": self.operator,
                 "breakglass": self.breakglass, "account": self.passkey,
                 "incidents": self.incident}  # fmt: skip
        return table[path.split("/")[1]]


def settle(house):
    """Give blue one of everything; return the ids."""
    parts, now = house.parts, int(house.now)
    zoe = house.enrolled(f"{MARK}zoe", Grant("blue", Role.OWNER), ident="77aa77aa")
    key = zoe.post("/api/keys", project="blue", name=f"{MARK} key").json["id"]
    zoe.post("/api/breakglass", project="blue", role="viewer", minutes=5,
             reason=f"{MARK} reason")  # fmt: skip
    (glass,) = zoe.get("/api/breakglass").json["requests"]
    for reach, name in ((Reach.KEY, key), (Reach.PROJECT, "blue")):
        parts.switches.set(Switch(reach, name, f"{MARK} switch", f"operator:{MARK}zoe", now))
    operator = parts.accounts.named(f"{MARK}zoe", now)
    passkey = Passkey("cGFzc2tleQ", operator.id, f"{MARK} phone", b"cose", 0, now)
    parts.factors.add_passkey(operator, passkey, Act("cli:test", now))
    receipt = "0123456789abcdef0123"
    body = f'{{"receipt":{{"id":"{receipt}","ending":"delivered"}},"signature":{{}}}}'.encode()
    with house.engine.begin() as connection:
        connection.execute(insert(RECEIPTS), {
            "seq": 1, "id": receipt, "at_us": now * 10**6, "key": key, "project": "blue",
            "ending": "delivered", "cost": 77, "sealed": body,
        })  # fmt: skip
        connection.execute(insert(ANOMALIES), {
            "at_us": now * 10**6, "key": key, "project": "blue", "kind": "spend",
            "found": f"{MARK} much", "expected": "little", "action": "note",
        })  # fmt: skip
    held = Incident(
        "fedcba9876543210beef-1", now * 10**6, receipt, key, "blue", "relay", "m", "held",
        f"tool call {MARK}", ("commands/fetch-pipe-shell",), f"{MARK} run", State.WAITING,
        (now + 600) * 10**6,
    )  # fmt: skip
    SqlIncidents(house.engine).opened([held])
    events = [
        Event("key.created", now * 10**6, f"{MARK} key", f"{MARK}zoe", "blue"),
        Event("config.changed", now * 10**6, f"{MARK} file", "station", ""),
    ]
    _ledger(parts.folder, events)
    return Blue(key, receipt, operator.id, passkey.id, glass["id"], held.id)


def _ledger(folder, events):
    entries = [event_body(event) for event in events]
    path = folder / "ledger" / Tile(ENTRIES, 0, len(entries)).path
    path.parent.mkdir(parents=True)
    path.write_bytes(bundled(entries))
    head = Checkpoint("example.com/ledger", len(entries), root_hash(map(leaf_hash, entries)))
    line = f"— example.com/ledger {base64.b64encode(b'sign' + bytes(64)).decode()}\n"
    (folder / "ledger" / "checkpoint").write_bytes(head.text() + b"\n" + line.encode())


def state(house, blue):
    """Return a digest over all that stands in the database about blue."""
    wanted = [
        select(KEYS).where(KEYS.c.project == "blue"),
        select(SWITCHES).where(SWITCHES.c.name.in_(["blue", blue.key])),
        select(OPERATORS).where(OPERATORS.c.id == blue.operator),
        select(GRANTS).where(GRANTS.c.operator == blue.operator),
        select(PASSKEYS).where(PASSKEYS.c.operator == blue.operator),
        select(BREAKGLASS).where(BREAKGLASS.c.id == blue.breakglass),
        select(RECEIPTS).where(RECEIPTS.c.project == "blue"),
        select(INCIDENTS).where(INCIDENTS.c.project == "blue"),
    ]
    with house.engine.connect() as connection:
        rows = [tuple(map(tuple, connection.execute(query))) for query in wanted]
    assert all(rows)
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def session(house, operator_id):
    """Return a browser with a fresh session that has shown a second factor."""
    browser = house.stranger()
    token = f"session-{next(_COUNT)}"
    digest = house.parts.digests.session(token)
    house.parts.sessions.begin(digest, operator_id, house.now, strong=True)
    browser.cookies["posthouse-session"] = token
    browser.forgery = house.parts.digests.forgery(token)
    return browser


_COUNT = itertools.count()


def filled(route, blue, named):
    """Yield what may be asked of a route, aimed at blue: every field has some value.

    `named` stands in the place of ids. A field whose name is not known here gets a value of its
    type, so that a new route is asked as well.
    """
    choices = {
        "id": [named],
        "project": ["blue"],
        "key": [blue.key],
        "name": [blue.key, "blue"],
        "reach": [reach.value for reach in Reach],
        "role": ["viewer"],
        "reason": ["because of it"],
        "mode": ["off"],
        "minutes": [5],
        "days": [30],
        "password": [PASSWORD],
        "models": [""],
    }
    names = [field.encode_name for field in fields(route.asks)]
    values = [choices.get(f.encode_name, [_some(f.type)]) for f in fields(route.asks)]
    for each in itertools.product(*values):
        yield dict(zip(names, each, strict=True))


def _some(kind):
    origin = get_origin(kind)
    if origin is Annotated:
        return _some(get_args(kind)[0])
    if origin in (Union, types.UnionType):
        return _some(next(each for each in get_args(kind) if each is not type(None)))
    if origin is not None:
        return origin()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind)).value
    return {} if issubclass(kind, msgspec.Struct) else kind()
