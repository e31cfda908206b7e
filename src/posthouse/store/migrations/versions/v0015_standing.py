"""What a channel's standing is made of, beside its audits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the tables of counts, of what channels relayed, and of nonces."""
    op.create_table(
        "tallies",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "channel_days",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("exchanges", sa.Integer, nullable=False),
    )
    op.create_table(
        "standings",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("incidents", sa.Float, nullable=False),
        sa.Column("keys", sa.Integer, nullable=False),
        sa.Column("nonces", sa.Float, nullable=False),
        sa.Column("doubted", sa.Integer, nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "nonces",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False, index=True),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("strange", sa.Text, nullable=False),
        sa.Column("standing", sa.Float, nullable=False),
        sa.Column("receipt", sa.Text, nullable=False),
    )
