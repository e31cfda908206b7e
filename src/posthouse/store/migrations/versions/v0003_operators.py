"""Operators: accounts, what proves them, their sessions, and break-glass."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of operators."""
    _accounts()
    _factors()
    _visits()


def _accounts() -> None:
    op.create_table(
        "operators",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("last_login_at", sa.BigInteger),
        sa.Column("password", sa.Text),
        sa.Column("totp_seed", sa.LargeBinary),
        sa.Column("totp_step", sa.BigInteger),
    )
    op.create_table(
        "operator_grants",
        sa.Column("operator", sa.Text, primary_key=True),
        sa.Column("project", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
    )


def _factors() -> None:
    op.create_table(
        "operator_passkeys",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("uses", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger),
    )
    op.create_table(
        "operator_recovery_codes",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("operator", sa.Text, nullable=False),
    )
    op.create_table(
        "operator_links",
        sa.Column("issuer", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("operator", sa.Text, nullable=False),
    )
    op.create_table(
        "operator_enrolments",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )


def _visits() -> None:
    op.create_table(
        "operator_sessions",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("strong", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "breakglass",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("requester", sa.Text, nullable=False),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Column("approver", sa.Text),
        sa.Column("ends_at", sa.BigInteger),
    )
