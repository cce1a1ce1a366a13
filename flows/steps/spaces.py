"""What the encoders see of passages that are to be themed: the multilingual one all, the English one what is in English.

Both keep a vector for life where there is a warehouse. The vector of a translation is kept under the key of the words that were
translated, so that it goes when they go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.settings import Settings
from domain.heard import HeardPassage
from domain.text import RedactedText, without_placeholders
from flows.progress import report
from flows.steps.encoders import encoder_for, english_encoder
from warehouse.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from flows.steps.file_rows import FilePassage
    from nlp.embed import Encoder
    from nlp.embed.spaces import EnglishRows, Said
    from nlp.themes import Space

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class ToRead:
    """Passages of which an encoder has no vector yet, and the words that it should read of each; `model` is the vectors' key."""

    model: str
    encoder: Encoder
    passages: Sequence[HeardPassage]
    words: Callable[[HeardPassage], RedactedText]


def english_to_read(settings: Settings, passages: Sequence[HeardPassage]) -> Iterator[ToRead]:
    """What the English encoder should have read before these passages are themed; nothing where it is not used."""
    from nlp.embed.spaces import find_english_rows

    rows = find_english_rows(_said(settings, passages))
    encoder = english_encoder(settings) if rows.is_worth_reading(len(passages)) else None
    if encoder is None:
        return
    yield ToRead(encoder.model, encoder, [passages[row] for row in rows.own], lambda each: each.passage.text)
    yield ToRead(_of_translations(encoder), encoder, [passages[row] for row in rows.translated], _read_translation)


def kept_spaces(store: Store, settings: Settings, passages: Sequence[HeardPassage]) -> list[Space]:
    """The spaces of passages of the warehouse. Raises WarehouseError where one was not embedded."""
    encoder = encoder_for(settings.themes.embedding_model)
    comments = [each.passage.comment_id for each in passages]

    def read(english: Encoder, rows: EnglishRows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        own, translated = ([passages[row] for row in part] for part in (rows.own, rows.translated))
        return store.vectors.of(english.model, own), store.vectors.of(_of_translations(english), translated)

    return _build_spaces(settings, encoder.model, store.vectors.of(encoder.model, passages), _said(settings, passages), comments, read)


def file_spaces(settings: Settings, passages: Sequence[FilePassage]) -> list[Space]:
    """The spaces of passages of a file, encoded now; nothing is kept."""
    from nlp.embed.spaces import Said

    encoder = encoder_for(settings.themes.embedding_model)
    words = [without_placeholders(each.text) for each in passages]
    vectors = encoder.encode(words, progress=lambda done: report("embed", done, len(passages)))
    english = [each.translation.text if each.translation and each.translation.language == ENGLISH else None for each in passages]
    said = [Said(each.language, each.row, text) for each, text in zip(passages, english, strict=True)]

    def read(reader: Encoder, rows: EnglishRows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        translations = [without_placeholders(english[row] or "") for row in rows.translated]
        return reader.encode([words[row] for row in rows.own]), reader.encode(translations)

    return _build_spaces(settings, encoder.model, vectors, said, [each.row for each in passages], read)


def _build_spaces(  # each is another fact
    settings: Settings,
    model: str,
    vectors: NDArray[np.float32],
    said: Sequence[Said],
    comments: Sequence[str | int],
    read: Callable[[Encoder, EnglishRows], tuple[NDArray[np.float32], NDArray[np.float32]]],
) -> list[Space]:
    from nlp.embed.context import lean_on_comment
    from nlp.embed.spaces import find_english_rows, spread_rows
    from nlp.themes import Space

    spaces = [Space(model, lean_on_comment(vectors, comments))]
    rows = find_english_rows(said)
    english = english_encoder(settings) if rows.is_worth_reading(len(said)) else None
    if english is not None:
        own, translated = read(english, rows)
        spread = spread_rows(len(said), [(rows.own, own), (rows.translated, translated)])
        spaces.append(Space(english.model, lean_on_comment(spread, comments)))
    return spaces


def _said(settings: Settings, passages: Sequence[HeardPassage]) -> list[Said]:
    from nlp.embed.spaces import Said

    # Comments are translated into the digest's language.
    is_english = settings.hearback.language == ENGLISH
    return [Said(each.language, each.passage.comment_id, each.translation if is_english else None) for each in passages]


def _of_translations(encoder: Encoder) -> str:
    """The key under which vectors of translations are kept: a text's own vector is another one."""
    return f"{encoder.model}/translated"


def _read_translation(passage: HeardPassage) -> RedactedText:
    assert passage.translation is not None  # only such passages are asked for
    return passage.translation
