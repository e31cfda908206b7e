"""The tables of operators: accounts, what proves them, their sessions, and break-glass."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from posthouse.store.tables import METADATA

OPERATORS = Table(
    "operators",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("last_login_at", BigInteger),
    Column("password", Text, comment="argon2id in PHC form"),
    Column("totp_seed", LargeBinary, comment="sealed"),
    Column("totp_step", BigInteger, comment="the last time step that was used"),
)

GRANTS = Table(
    "operator_grants",
    METADATA,
    Column("operator", Text, primary_key=True),
    Column("project", Text, primary_key=True, comment="* is the station"),
    Column("role", Text, primary_key=True),
)

PASSKEYS = Table(
    "operator_passkeys",
    METADATA,
    Column("id", Text, primary_key=True, comment="the credential id, base64url"),
    Column("operator", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False, comment="COSE"),
    Column("uses", BigInteger, nullable=False, comment="the authenticator's own counter"),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

RECOVERY_CODES = Table(
    "operator_recovery_codes",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("operator", Text, nullable=False),
)

LINKS = Table(
    "operator_links",
    METADATA,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("operator", Text, nullable=False),
)

ENROLMENTS = Table(
    "operator_enrolments",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("operator", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

SESSIONS = Table(
    "operator_sessions",
    METADATA,
    Column("digest", LargeBinary, primary_key=True, comment="HMAC of the cookie"),
    Column("operator", Text, nullable=False),
    Column("strong", Integer, nullable=False, comment="1: a second factor was shown"),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

BREAKGLASS = Table(
    "breakglass",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("project", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("requester", Text, nullable=False),
    Column("requested_at", BigInteger, nullable=False),
    Column("approver", Text),
    Column("ends_at", BigInteger),
)
