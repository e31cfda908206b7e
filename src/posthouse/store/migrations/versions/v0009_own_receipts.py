"""A key's own receipts are found without looking through all."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add an index over key and place in the journal."""
    op.create_index("receipts_of_a_key", "receipts", ["key", "seq"])
