"""Damaged input for every source: samples, ways to damage them, and what reads them."""
