"""A warehouse of a few answers, some of which a person must look at first, and what the person does, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from config.settings import Settings
from desk.held import read_held, release
from desk.held_redaction import Terms
from domain.ids import CommentId, ResponseId, stable_id
from domain.listening import Comment, OpenAnswer, Redaction, Response, Source, SourceKind
from domain.receipt import Receipt
from domain.text import RawText
from flows.steps.ingest import Ingest
from flows.steps.redaction import redactor_of
from flows.steps.stage import opened_store, rounds_up_to
from tests.flows.paper import AUTUMN, paper_town
from warehouse.held import HeldWords
from warehouse.keys import load_keys
from warehouse.store import Store

ORDINARY = "The bus stop by the mill has no light."
FLAGGED = "We are the only Chechen family at Lincoln Elementary, and the umbrella remains."
UNKNOWN = "Жарык жок, биз коркобуз, жашыл тоолор."
WHO, WHY = "Rowan", "looked at it with the interpreter"


@contextmanager
def held_town(folder: Path) -> Iterator[tuple[Settings, Store]]:
    settings = paper_town(folder, [])
    with opened_store(settings) as store:
        yield settings, store


def pull_answers(store: Store, settings: Settings, answers: Mapping[str, Mapping[str, str]]) -> Receipt:
    """Take the answers (response -> question -> words) as a survey would give them; what is not among them is withdrawn."""
    source = Source(settings.source_value("paper").id, "paper", SourceKind.FILE, "Paper")
    current = rounds_up_to(store, settings, AUTUMN)[-1]
    store.sources.save(source)
    responses = tuple(
        Response(key, "", None, None, True, open_answers=tuple(OpenAnswer(question, RawText(words)) for question, words in said.items()))
        for key, said in answers.items()
    )
    by_id = {each.id: each for each in store.rounds.all()}
    receipt = Ingest(store, settings, load_keys(settings.key_folder), source, current, by_id).take([responses])
    store.responses.withdraw(source.id, set(store.responses.external_ids(source.id)) - answers.keys())
    return receipt


def comment_id(settings: Settings, key: str, question: str = "said") -> CommentId:
    response_id = ResponseId(stable_id("response", settings.source_value("paper").id, key))
    return CommentId(stable_id("comment", response_id, question))


def name_known_by_context(settings: Settings) -> str:
    """A name that redaction takes for a thing in the sentences of these tests, until it is told that somebody is called so."""
    redactor = redactor_of(settings)
    for name in ("Umbrella", "Bucket", "Kitchen", "Oblong", "Marzipan", "Perdita", "Harbour", "Stone"):
        text = RawText(f"We are the only Chechen family of {name} at Lincoln Elementary, ask {name}."), "en"
        (alone,) = redactor.redact_together([text])
        (told,) = redactor.redact_together([text], known_names=[RawText(name)])
        if not _count_names(alone) and _count_names(told) == 2:
            return name
    raise AssertionError("redaction takes each of these words for a name, or none of them")


def _count_names(redaction: Redaction) -> int:
    return sum(each.type == "PERSON" for each in redaction.beneath)


def look_up(store: Store, comment: CommentId) -> HeldWords:
    return store.holds.of_comments([comment])[comment]


def let_go(store: Store, settings: Settings, comment: CommentId, terms: Terms | None = None) -> str:
    """Read and release one comment; its text."""
    readings = read_held(store, [look_up(store, comment)], actor=WHO, why=WHY)
    release(store, redactor_of(settings), readings, terms or Terms(), actor=WHO, why=WHY)
    return text_of(store, comment) or ""


def all_comments(store: Store) -> dict[CommentId, Comment]:
    return {each.id: each for each in store.comments.of_rounds([each.id for each in store.rounds.all()])}


def text_of(store: Store, comment: CommentId) -> str | None:
    return all_comments(store)[comment].text


def is_anywhere(folder: Path, words: str) -> bool:
    """Whether the words stand, as bytes, in any file of the warehouse."""
    return any(words.encode() in file.read_bytes() for file in folder.glob("hearback.db*"))
