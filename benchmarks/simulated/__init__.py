"""Invented rounds of which the truth is known."""
