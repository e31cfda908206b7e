"""Keys with scopes, days, grace and derived keys; those of before keep all that they were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what keys have now, and what each spent on which day."""
    for column in _columns():
        op.add_column("keys", column)
    op.create_table(
        "key_days",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True),
        sa.Column("spent", sa.BigInteger, nullable=False),
    )


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("scope", sa.Text, nullable=False, server_default="{}"),
        sa.Column("tokens_per_minute", sa.Integer),
        sa.Column("budget_day", sa.BigInteger),
        sa.Column("budget_month", sa.BigInteger),
        sa.Column("not_before", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("pepper", sa.Integer, nullable=False, server_default="1"),
        sa.Column("old_digest", sa.LargeBinary),
        sa.Column("old_pepper", sa.Integer, nullable=False, server_default="1"),
        sa.Column("grace_until", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("public", sa.LargeBinary),
        sa.Column("last_used", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("reminded", sa.Text, nullable=False, server_default=""),
    ]
