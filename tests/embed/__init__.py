"""Texts to unit vectors, with the real packaged encoder."""
