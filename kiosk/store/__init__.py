"""All SQL: the engine and its settings, the tables, migrations at open, then one file a subject."""
