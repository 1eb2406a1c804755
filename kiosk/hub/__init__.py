"""The hall's service over HTTP: a face of the actions, with no rules of its own."""
