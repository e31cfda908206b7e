"""What was masked in conversations that upstreams keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the tables of conversations, of their handles and of what was masked in them."""
    op.create_table(
        "conversations",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("record", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_conversations_used_at", "conversations", ["used_at"])
    op.create_table(
        "conversation_handles",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("mark", sa.LargeBinary, primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_conversation_handles_record", "conversation_handles", ["record"])
    op.create_table(
        "conversation_parts",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("record", sa.Text, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
