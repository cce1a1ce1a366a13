"""A town in which themes can be quoted: sessions and a survey, people of blocks and languages, and what each of them said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from config.screen_texts import load_texts
from desk.quote_find import QuoteWords, find_quote, read_quote
from desk.quotes import approve_quote
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.gather import Frame, count_round, gather_facts, gather_voices
from digest.pages.digest_page import DigestPage
from digest.telling.build import build_digest
from domain.ids import CommentId, PersonId, QuoteId, ResponseId, RoundId, RunId, SessionId, ThemeId, stable_id
from domain.listening import Comment, Round, Session, StoredResponse, Translation
from domain.quotes import Pieces, ProposedQuote, QuotePolicy, Stance
from domain.text import RawText, RedactedText
from domain.themes import Assignment, Theme, ThemingRun
from tests.warehouse.samples import CUTTER, HALLS, MODEL, NOON, SOURCE, cut_whole
from warehouse.keys import Keys, pseudonym
from warehouse.store import Store

ANA, BEN = "Ana", "Ben"
ENABLED = QuotePolicy(is_enabled=True)
RUN = RunId("run-quotes")
SPRING = Round(RoundId(stable_id("round", "spring")), "spring", "Spring 2026", date(2026, 3, 1), date(2026, 5, 31))
SESSIONS = tuple(
    Session(SessionId(f"session-q{number}"), SPRING.id, HALLS.id, f"hall-{number}", f"Hall {number}", date(2026, 4, 2), may_quote=True)
    for number in range(4)
)


@dataclass(frozen=True)
class Voiced:
    """What one person said: in a session by its number, or in the survey."""

    person: str
    text: str
    theme: str = ""
    session: int | None = 0
    block: str = "Mill"
    language: str = "en"
    may_quote: bool = True
    translation: str | None = None
    groups: tuple[tuple[str, str], ...] = field(default=())


def theme_id(name: str) -> ThemeId:
    return ThemeId(stable_id("theme", name))


def comment_id(person: str) -> CommentId:
    return CommentId(stable_id("comment", stable_id("response", person)))


def make_one(keys: Keys, each: Voiced) -> StoredResponse:
    response_id = ResponseId(stable_id("response", each.person))
    person_id: PersonId = pseudonym(keys, "town", RawText(each.person))
    session = None if each.session is None else SESSIONS[each.session]
    text = RedactedText(each.text)
    translation = None if each.translation is None else Translation(RedactedText(each.translation), "en", "Apertium 3.8 es-en")
    comment = Comment(
        comment_id(each.person),
        response_id,
        SPRING.id,
        person_id,
        session.id if session else None,
        "q1",
        0,
        each.language,
        "stated",
        text,
        translation=translation,
    )
    return StoredResponse(
        id=response_id,
        source_id=session.source_id if session else SOURCE.id,
        round_id=SPRING.id,
        session_id=session.id if session else None,
        external_id=each.person,
        person_id=person_id,
        language=each.language,
        submitted_on=NOON.date(),
        is_complete=True,
        may_quote=each.may_quote,
        content_hash=stable_id("content", each.person, ascii(each.text)),
        groups=(("block", each.block), *each.groups),
        comments=(comment,),
    )


def settle(store: Store, keys: Keys, said: Sequence[Voiced]) -> None:
    """Keep what was said, each comment one passage in its theme, with findings counted."""
    for source in (SOURCE, HALLS):
        store.sources.save(source)
    store.rounds.save(SPRING)
    for each in SESSIONS:
        if each.id not in {kept.id for kept in store.sessions.of_rounds([SPRING.id])}:
            store.sessions.save(each)
    store.responses.replace([make_one(keys, each) for each in said], {})
    theme_round(store, said)


def theme_round(store: Store, said: Sequence[Voiced]) -> None:
    comments = [each for each in store.comments.of_rounds([SPRING.id]) if each.text]
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for each in comments})
    heard = store.passages.of_rounds([SPRING.id])
    of = {comment_id(each.person): theme_id(each.theme) if each.theme else None for each in said}
    placed = [Assignment(RUN, each.passage.id, of[each.passage.comment_id], 0.8) for each in heard]
    names = sorted({each.theme for each in said if each.theme})
    themes = [Theme(theme_id(name), f"Dark lamps {name}", "People spoke of lamps.", (), SPRING.id, (1.0,), "staff") for name in names]
    unthemed = sum(each.theme_id is None for each in placed)
    store.themes.save_run(ThemingRun(RUN, SPRING.id, "input", MODEL, len(placed), unthemed, None, NOON), themes, [], placed)
    run, _, voices = gather_voices(store, [SPRING])
    store.findings.replace(SPRING.id, count_round(voices, [SPRING], run))


def propose(store: Store, person: str, theme: str, pieces: Pieces | None = None, stance: Stance = Stance.CENTRAL) -> ProposedQuote:
    """A quote of what a person said, whole or in pieces, as staff would propose it."""
    text = next(each.text for each in store.comments.of_rounds([SPRING.id]) if each.id == comment_id(person))
    assert text is not None
    places = pieces or ((0, len(text)),)
    made = ProposedQuote(
        id=make_quote_id(person, theme),
        round_id=SPRING.id,
        theme_id=theme_id(theme),
        comment_id=comment_id(person),
        pieces=places,
        stance=stance,
        score=0.5,
        proposed_by=ANA,
        proposed_at=NOON,
        words_hash=store.quotes.hash_of(text, places),
    )
    store.quotes.propose([made])
    return made


def make_quote_id(person: str, theme: str) -> QuoteId:
    return QuoteId(stable_id("quote", person, theme))


def read(store: Store, quote: ProposedQuote) -> QuoteWords:
    return read_quote(store, find_quote(store, quote.id))


def approve_by(store: Store, quote: ProposedQuote, who: Iterable[str] = (ANA, BEN)) -> None:
    for actor in who:
        approve_quote(store, read(store, quote), actor=actor)


def publish(store: Store, policy: QuotePolicy = ENABLED, *, language: str = "en") -> DigestPage:
    """The digest of the round as it would be released now."""
    frame = Frame(
        town="Alder Falls",
        title="What people told us",
        language=language,
        today=date(2026, 6, 1),
        made_at=datetime(2026, 6, 1, tzinfo=UTC),
        quotes=policy,
    )
    facts = gather_facts(store, [SPRING], frame, release_number=1)
    return build_digest(facts, texts=load_texts(language), policy=DisclosurePolicy())


def quoted(page: DigestPage) -> list[tuple[str, ...]]:
    return [quote.parts for card in page.themes for quote in card.quotes]


def crowd(count: int, theme: str, *, block: str = "Mill", start: int = 0, **other: object) -> list[Voiced]:
    """People who raise a theme, spread over three sessions, each in words of their own."""
    return [
        replace(Voiced(f"{block}-{theme}-{number}", f"The lamp number {number} of {block} is dark.", theme, number % 3, block), **other)  # type: ignore[arg-type]
        for number in range(start, start + count)
    ]
