"""Between redaction and theming: translate, cut into passages, embed. Each takes what is missing, in chunks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from config.settings import Settings
from domain.ids import PassageId, stable_id
from domain.listening import Comment, Passage, Translation
from domain.receipt import Receipt
from domain.text import RawText, RedactedText, without_placeholders
from flows.progress import report
from flows.steps.redaction import redactor_of
from flows.steps.spaces import list_to_read
from flows.steps.stage import rounds_up_to, stage
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.embed import Encoder
    from nlp.translate import Translator

CHUNK = 256
T = TypeVar("T")


@stage("translate")
def translate(store: Store, settings: Settings, round_name: str) -> Receipt:
    """Translate the round's comments into the language of the digest, where an engine knows theirs, and redact again."""
    language = settings.hearback.language
    wanted = store.comments.untranslated([rounds_up_to(store, settings, round_name)[-1].id], language)
    receipt = Receipt()
    for chunk in _chunks(wanted):
        translations = translate_all([(each.text, each.language) for each in chunk if each.text is not None], settings)
        made = {each.id: translation for each, translation in zip(chunk, translations, strict=True) if translation is not None}
        store.comments.save_translations(made)
        receipt += Receipt(read=len(chunk), written=len(made), skipped=len(chunk) - len(made))
        report("translate", receipt.read, len(wanted))
    return receipt


@cache
def translator_for(engine: str, target: str) -> Translator:
    """The translation engine, made once a process."""
    from nlp.translate import open_translator

    return open_translator(engine, target=target)


def translate_all(texts: Sequence[tuple[RedactedText, str]], settings: Settings) -> list[Translation | None]:
    """A translation for each `(text, language)`, None where no engine serves it; redacted again.

    A name that only the translation shows must not slip through, so what redaction would hold is not translated.
    """
    translator = translator_for(settings.translation.engine, settings.hearback.language)
    made: list[Translation | None] = [None] * len(texts)
    for language in sorted({code for _, code in texts} & translator.languages - {settings.hearback.language}):
        places = [number for number, (_, code) in enumerate(texts) if code == language]
        found = translator.translate([texts[number][0] for number in places], language, settings.hearback.language)
        for number, translation in zip(places, _redacted_again(found, settings), strict=True):
            made[number] = translation
    return made


def _redacted_again(found: Sequence[Translation | None], settings: Settings) -> list[Translation | None]:
    groups = [[(RawText(each.text), each.language)] if each else [] for each in found]
    redactions = redactor_of(settings).redact_batch(groups)
    return [
        Translation(made[0].text, each.language, each.made_by) if each and made[0].text is not None else None
        for each, made in zip(found, redactions, strict=True)
    ]


@stage("passages")
def cut(store: Store, settings: Settings, round_name: str) -> Receipt:
    """Cut the round's comments into passages, each about one thing."""
    from nlp.passages import CUTTER_VERSION, cut_passages

    comments = store.passages.uncut([rounds_up_to(store, settings, round_name)[-1].id], CUTTER_VERSION)
    receipt = Receipt()
    for chunk in _chunks(comments):
        made = {comment.id: _passages_of(comment, cut_passages(comment.text or "", comment.language)) for comment in chunk}
        store.passages.save(CUTTER_VERSION, made)
        receipt += Receipt(read=len(chunk), written=len(chunk))
        report("passages", receipt.read, len(comments))
    return receipt


def _passages_of(comment: Comment, spans: Sequence[tuple[int, int]]) -> list[Passage]:
    assert comment.text is not None  # held comments are never cut
    return [
        Passage(PassageId(stable_id("passage", comment.id, start)), comment.id, start, end, RedactedText(comment.text[start:end]))
        for start, end in spans
    ]


@stage("embed")
def embed(store: Store, settings: Settings, round_name: str) -> Receipt:
    """One vector for each distinct passage and comment of the round and of those before it that has none yet.

    Where enough of them are there in English, one of the English encoder too for each that it can read; both count as read.
    """
    passages = store.passages.of_rounds([each.id for each in rounds_up_to(store, settings, round_name)])
    receipt = Receipt()
    for part in list_to_read(settings, passages):
        words = dict(zip(part.keyed_by, part.words, strict=True))
        missing = [(key, words[text]) for key, text in store.vectors.missing(part.model, part.keyed_by)]
        receipt += _embed(store, part.encoder, part.model, missing)
    return receipt


def _embed(store: Store, encoder: Encoder, model: str, missing: Sequence[tuple[str, RedactedText]]) -> Receipt:
    """Read the texts and keep their vectors by key, for this `model`."""
    receipt = Receipt()
    for chunk in _chunks(missing):
        vectors = encoder.encode([without_placeholders(text) for _, text in chunk])
        store.vectors.save(model, {key: vector for (key, _), vector in zip(chunk, vectors, strict=True)})
        receipt += Receipt(read=len(chunk), written=len(chunk))
        report("embed", receipt.read, len(missing))
    return receipt


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
