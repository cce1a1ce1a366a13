"""Alder Falls: an invented town, what its people said in three rounds, and the truth about it."""
