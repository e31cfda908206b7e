"""What keys derived from the secret before a rotation are checked with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("keys", sa.Column("old_public", sa.LargeBinary))
