"""Where each receipt stands in the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the ledger's number and the leaf's index to receipts."""
    op.add_column("receipts", sa.Column("ledger", sa.BigInteger))
    op.add_column("receipts", sa.Column("leaf", sa.BigInteger))
