"""Canaries and where they were used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "canaries",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("at_us", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "canary_hits",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, sa.ForeignKey("canaries.number"), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
    )
