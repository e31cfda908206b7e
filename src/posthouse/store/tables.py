"""The tables, as the newest migration leaves them; SQLite and PostgreSQL take the same queries."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

# SQLite gives only INTEGER primary keys the row id's place; PostgreSQL needs 64 bits said.
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")

KEY_COLUMNS = (
    Column("scope", Text, nullable=False, server_default="{}", comment="JSON, models apart"),
    Column("tokens_per_minute", Integer),
    Column("budget_day", BigInteger),
    Column("budget_month", BigInteger),
    Column("not_before", BigInteger, nullable=False, server_default="0"),
    Column("pepper", Integer, nullable=False, server_default="1", comment="which one"),
    Column("old_digest", LargeBinary, comment="of the secret before the rotation"),
    Column("old_pepper", Integer, nullable=False, server_default="1"),
    Column("grace_until", BigInteger, nullable=False, server_default="0"),
    Column("public", LargeBinary, comment="checks keys derived from this one"),
    Column("old_public", LargeBinary, comment="the same for the secret before"),
    Column("last_used", BigInteger, nullable=False, server_default="0"),
    Column("reminded", Text, nullable=False, server_default="", comment="what was said of it"),
)
"""What the second form of keys added."""

KEYS = Table(
    "keys",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("project", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("models", Text, nullable=False, comment="a JSON list"),
    Column("budget", BigInteger, comment="micro-dollars; NULL: none"),
    Column("spent", BigInteger, nullable=False, comment="the sum of its receipts' cost"),
    Column("requests_per_minute", Integer),
    Column("concurrency", Integer),
    *KEY_COLUMNS,
)

KEY_DAYS = Table(
    "key_days",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("day", Integer, primary_key=True, comment="UTC, as its ordinal"),
    Column("spent", BigInteger, nullable=False, comment="the sum of its receipts' cost"),
)

HELD_MONEY = Table(
    "held_money",
    METADATA,
    Column("id", Text, primary_key=True, comment="the receipt of who made the batch"),
    Column("key", Text, nullable=False),
    Column("amount", BigInteger, nullable=False, comment="micro-dollars"),
    Column("at_us", BigInteger, nullable=False, comment="microseconds"),
)

RECEIPTS = Table(
    "receipts",
    METADATA,
    Column("seq", _SEQUENCE, primary_key=True, autoincrement=False, comment="journal number"),
    Column("id", Text, nullable=False, unique=True),
    Column("at_us", BigInteger, nullable=False),
    Column("key", Text, nullable=False, comment="may be empty: refused before a key was known"),
    Column("project", Text, nullable=False),
    Column("ending", Text, nullable=False),
    Column("cost", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False, comment="canonical JSON with its signature"),
    Column("ledger", BigInteger, comment="which ledger it is a leaf of; 1 is the first"),
    Column("leaf", BigInteger, comment="its index there"),
    Index("receipts_of_a_key", "key", "seq"),
)

OPEN_INTENTS = Table(
    "open_intents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="the intent as JSON"),
)

MARKS = Table(
    "marks",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

IDENTITY = Table(
    "identity",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
    Column("body", LargeBinary, nullable=False, comment="an event in canonical JSON"),
    sqlite_autoincrement=True,
)
"""Events that the ledger has not taken yet; numbers are never used twice."""

FOLDED = "folded"
KEYS_CHANGED = "keys_changed"
