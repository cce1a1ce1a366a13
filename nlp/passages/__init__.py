"""Cuts what somebody wrote into passages: the parts that are each about one thing."""

from nlp.passages.cut import CUTTER_VERSION, cut_passages

__all__ = ["CUTTER_VERSION", "cut_passages"]
