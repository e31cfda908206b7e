"""Alembic migrations; imported only when a database is not at the newest version."""
