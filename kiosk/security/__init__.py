"""Seals, keys, pins, tokens and signatures: cryptography is called here and nowhere else."""
