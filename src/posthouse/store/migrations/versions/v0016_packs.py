"""Packs of rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the table of packs."""
    op.create_table(
        "packs",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("signer", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("at_us", sa.BigInteger, nullable=False),
    )
