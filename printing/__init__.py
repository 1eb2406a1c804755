"""From documents to paper: papers, renderers, printers, the spooler."""
