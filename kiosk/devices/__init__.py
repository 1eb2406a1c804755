"""Scanners, cards, cameras, sensors: a plug-in door."""
