"""Quotes: which words of a theme say it best, and whether anything that is published repeats somebody."""

from nlp.quotes.shared_words import PublicText, Said, find_shared, shares_words

__all__ = ["PublicText", "Said", "find_shared", "shares_words"]
