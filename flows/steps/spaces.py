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

    Vectors = NDArray[np.float32]

    from flows.steps.file_rows import FilePassage
    from nlp.embed import Encoder
    from nlp.embed.spaces import EnglishRows, Said
    from nlp.themes import Space

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class ToRead:
    """Texts that an encoder should have read: what it reads of each is `words`; `model` and `keyed_by` are the vector's address."""

    model: str
    encoder: Encoder
    keyed_by: Sequence[RedactedText]
    words: Sequence[RedactedText]


def list_to_read(settings: Settings, passages: Sequence[HeardPassage]) -> Iterator[ToRead]:
    """What the encoders should have read before these passages are themed: passages, their comments, and the same in English."""
    from nlp.embed.spaces import find_english_rows

    encoder = encoder_for(settings.themes.embedding_model)
    texts = [words for each in passages for words in (each.passage.text, each.comment)]
    yield ToRead(encoder.model, encoder, texts, texts)
    rows = find_english_rows(_said(settings, passages))
    english = english_encoder(settings) if rows.is_worth_reading(len(passages)) else None
    if english is None:
        return
    own = [words for row in rows.own for words in (passages[row].passage.text, passages[row].comment)]
    yield ToRead(english.model, english, own, own)
    translated = [passages[row] for row in rows.translated]
    yield ToRead(
        _of_translations(english), english, [each.comment for each in translated], [each.translation or each.comment for each in translated]
    )


def kept_spaces(store: Store, settings: Settings, passages: Sequence[HeardPassage]) -> list[Space]:
    """The spaces of passages of the warehouse. Raises WarehouseError where one was not embedded."""
    from nlp.embed.context import lean_on_comment
    from nlp.themes import Space

    model = encoder_for(settings.themes.embedding_model).model
    words, comments = [each.passage.text for each in passages], [each.comment for each in passages]

    def read(english: Encoder, rows: EnglishRows) -> tuple[Vectors, Vectors]:
        own = lean_on_comment(
            store.vectors.of(english.model, [words[row] for row in rows.own]),
            store.vectors.of(english.model, [comments[row] for row in rows.own]),
        )
        return own, store.vectors.of(_of_translations(english), [comments[row] for row in rows.translated])

    leaned = lean_on_comment(store.vectors.of(model, words), store.vectors.of(model, comments))
    return [Space(model, leaned), *_see_english(settings, _said(settings, passages), read)]


def file_spaces(settings: Settings, passages: Sequence[FilePassage]) -> list[Space]:
    """The spaces of passages of a file, encoded now; nothing is kept."""
    from nlp.embed.context import lean_on_comment
    from nlp.embed.spaces import Said
    from nlp.themes import Space

    encoder = encoder_for(settings.themes.embedding_model)
    words, comments = [without_placeholders(each.text) for each in passages], [without_placeholders(each.comment) for each in passages]
    english = [each.translation.text if each.translation and each.translation.language == ENGLISH else None for each in passages]

    def read(reader: Encoder, rows: EnglishRows) -> tuple[Vectors, Vectors]:
        own = lean_on_comment(reader.encode([words[row] for row in rows.own]), reader.encode([comments[row] for row in rows.own]))
        return own, reader.encode([without_placeholders(english[row] or "") for row in rows.translated])

    vectors = encoder.encode(words, progress=lambda done: report("embed", done, len(passages)))
    said = [Said(each.language, text) for each, text in zip(passages, english, strict=True)]
    return [Space(encoder.model, lean_on_comment(vectors, encoder.encode(comments))), *_see_english(settings, said, read)]


def _see_english(
    settings: Settings, said: Sequence[Said], read: Callable[[Encoder, EnglishRows], tuple[Vectors, Vectors]]
) -> Iterator[Space]:
    """What the English encoder sees, where enough is there in English: nothing or one space."""
    from nlp.embed.spaces import find_english_rows, spread_rows
    from nlp.themes import Space

    rows = find_english_rows(said)
    english = english_encoder(settings) if rows.is_worth_reading(len(said)) else None
    if english is not None:
        own, translated = read(english, rows)
        yield Space(english.model, spread_rows(len(said), [(rows.own, own), (rows.translated, translated)]))


def _said(settings: Settings, passages: Sequence[HeardPassage]) -> list[Said]:
    from nlp.embed.spaces import Said

    # Comments are translated into the digest's language.
    is_english = settings.hearback.language == ENGLISH
    return [Said(each.language, each.translation if is_english else None) for each in passages]


def _of_translations(encoder: Encoder) -> str:
    """The key under which vectors of translations are kept: a text's own vector is another one."""
    return f"{encoder.model}/translated"
