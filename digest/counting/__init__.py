"""Voices -> findings: exact counts, shares, intervals and changes. Pure."""
