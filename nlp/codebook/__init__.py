"""Themes that a team has already: found among passages by what the codebook says of them."""

from nlp.codebook.anchors import Anchors, embed_anchors
from nlp.codebook.answer import choose_all, join_claims
from nlp.codebook.claim import Claims, claim_passages
from nlp.codebook.place import CodebookPlacing, place_by_codebook

__all__ = ["Anchors", "Claims", "CodebookPlacing", "choose_all", "claim_passages", "embed_anchors", "join_claims", "place_by_codebook"]
