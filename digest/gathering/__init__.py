"""Rows of the warehouse -> exact facts of a round."""
