"""The words and rules of a hall, pure: no clock, no network, no files."""
