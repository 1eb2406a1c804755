"""Composition roots: the only modules that know every part."""
