"""Alembic revisions, frozen once released; kiosk.store.database runs them when a file is opened."""
