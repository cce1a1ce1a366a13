"""Texts to unit vectors: the encoder, its packaged weights, and centring by language."""

from nlp.embed.centre import centre_by_language
from nlp.embed.encoder import Encoder
from nlp.embed.open import open_encoder

__all__ = ["Encoder", "centre_by_language", "open_encoder"]
