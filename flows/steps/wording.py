"""What titles are made with: the packs' stop words and names of peoples, and the encoder of the passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.packs import load_packs
from config.settings import Settings
from flows.steps.encoders import encoder_for

if TYPE_CHECKING:
    from nlp.themes.names.term import Wording


def wording_of(settings: Settings) -> Wording:
    """The wording of all configured languages; phrases are embedded as passages are."""
    from nlp.stop_words import stop_words_of
    from nlp.themes.names.term import Wording

    packs = load_packs(settings.hearback.languages)
    return Wording(
        stop_words={code: stop_words_of(code, pack.stop_words) for code, pack in packs.items()},
        peoples={code: frozenset(pack.peoples) for code, pack in packs.items()},
        embed=encoder_for(settings.themes.embedding_model).encode,
    )
