"""Tables of what is sealed: tenants' data keys, records' own keys, upstreams' credentials."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from posthouse.store.tables import METADATA

DATA_KEYS = Table(
    "data_keys",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("profile", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False, comment="sealed under the master key"),
    Column("messages", BigInteger, nullable=False, comment="how many values it has sealed"),
    Column("created_at", BigInteger, nullable=False, comment="microseconds"),
)

RECORD_KEYS = Table(
    "record_keys",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False, comment="sealed under the tenant's data key"),
    Column("created_at", BigInteger, nullable=False, index=True, comment="microseconds"),
)

CREDENTIALS = Table(
    "credentials",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False, comment="scheme://host:port, the only place it goes"),
    Column("state", Text, nullable=False, comment="active, grace or revoked"),
    Column("sealed", LargeBinary, comment="NULL once it is revoked"),
    Column("mark", Text, nullable=False, comment="a keyed digest that tells equal keys"),
    Column("created_at", BigInteger, nullable=False, comment="microseconds"),
    Column("tested_at", BigInteger, comment="microseconds; NULL: never"),
    Column("grace_until", BigInteger, comment="microseconds; NULL: not in grace"),
)
