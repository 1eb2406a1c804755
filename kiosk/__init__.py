"""The hall's side of digital government: words, rules, storage, deeds and programs."""

__version__ = "0.1.0"
