"""The encoders that the settings name, each made once a process: weights take seconds to load."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from config.settings import Settings

if TYPE_CHECKING:
    from nlp.embed import Encoder


@cache
def encoder_for(model: str, setting: str = "embedding_model") -> Encoder:
    """The encoder of this name; `setting` is the key under [themes] that an error points to. Raises BadSettings."""
    from nlp.embed import open_encoder

    return open_encoder(model, setting=setting)


def english_encoder(settings: Settings) -> Encoder | None:
    """The encoder for what is said in English, None where the settings switch it off."""
    name = settings.themes.english_model
    return None if name in ("", "none") else encoder_for(name, "english_model")


def encoder_names(settings: Settings) -> tuple[str, ...]:
    """The models that decide a run of themes, with their versions; "" for an English one that is switched off."""
    english = english_encoder(settings)
    return encoder_for(settings.themes.embedding_model).model, english.model if english else ""
