"""The four windows."""
