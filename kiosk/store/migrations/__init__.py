"""Alembic revisions, frozen once released; kiosk.store.upgrading runs them when an older file is opened."""

REVISIONS = ("0001",)
"""Every revision there is, oldest first (a test compares them with the scripts)."""
