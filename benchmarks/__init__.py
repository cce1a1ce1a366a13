"""Measurements on real data: each module is one command that prints JSON."""
