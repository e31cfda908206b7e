"""Masking and restoring files, folders and repositories: walking, workers, journal, manifest."""
