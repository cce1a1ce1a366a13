"""Facts -> page models: where exact counts end and safe words begin. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts
from digest.pages.digest_page import SCHEMA, DigestPage, Made
from digest.pages.timeline_page import TimelinePage
from digest.telling.board import describe_board
from digest.telling.describe_method import describe_counts, describe_method
from digest.telling.heard_tables import describe_heard
from digest.telling.how import describe_how
from digest.telling.indicators import describe_indicators
from digest.telling.not_heard import say_not_heard
from digest.telling.outcomes import describe_outcomes
from digest.telling.quotes import add_quotes
from digest.telling.raised import add_raised
from digest.telling.recommend_rows import describe_recommendations
from digest.telling.said_done import describe_said_done
from digest.telling.summarise import summarise
from digest.telling.theme_cards import describe_themes, make_safe, note_hidden, note_withheld
from digest.telling.tiles import describe_tiles
from digest.telling.timeline_entries import (
    StoryPage,
    describe_page,
    describe_recommendation,
    describe_some,
    describe_theme,
    describe_timeline,
)
from digest.telling.trainings import describe_trainings
from digest.telling.wording import Wording, show_plainly
from digest.tracking.board import count_board
from domain.following import StoryLine
from domain.ids import ThemeId
from domain.screen import ScreenTexts


def build_digest(facts: DigestFacts, *, texts: ScreenTexts, policy: DisclosurePolicy) -> DigestPage:
    """The digest of one round. Nothing that the policy withholds is in it, in any form."""
    wording = Wording(texts)
    safe = make_safe(facts.findings, unthemed_people=facts.unthemed_people, policy=policy)
    heard = describe_heard(facts, wording=wording, policy=policy)
    cards = add_quotes(describe_themes(facts, safe, wording=wording, policy=policy), facts, heard, wording=wording)
    cards = add_raised(cards, facts, wording=wording, policy=policy)
    method = describe_method(facts, safe, cards, wording=wording, policy=policy)
    unthemed = "" if safe.unthemed.is_withheld else wording.people(safe.unthemed, threshold=policy.threshold)
    return DigestPage(
        schema=SCHEMA,
        language=texts.code,
        content_language=facts.language,
        direction=texts.direction,
        town=show_plainly(facts.town),
        title=show_plainly(facts.title),
        round_title=show_plainly(facts.round.title),
        dates=wording.days(facts.round.starts_on, facts.round.ends_on),
        round_titles=tuple(show_plainly(each.title) for each in (*facts.earlier_rounds, facts.round)),
        summary=summarise(facts, cards, safe, wording=wording, policy=policy),
        themes=cards,
        themes_note=note_withheld(facts, cards, wording=wording),
        unthemed=unthemed,
        not_heard=say_not_heard(facts, wording=wording, policy=policy),
        heard=heard,
        indicators=describe_indicators(facts, wording=wording, policy=policy),
        trainings=describe_trainings(facts, wording=wording, policy=policy),
        outcomes=describe_outcomes(facts, wording=wording, policy=policy),
        recommendations=describe_recommendations(facts, {each.anchor: each.title for each in cards}, wording=wording),
        method=method,
        counts=describe_counts(facts, wording=wording, policy=policy),
        made=describe_made(facts.release_number, facts.made_at, texts),
        hidden_note=note_hidden(facts, wording=wording),
        how=describe_how(facts, cards, wording=wording, policy=policy),
        tiles=describe_tiles(facts, cards, wording=wording, policy=policy),
        board=describe_board(count_board(facts.recommendations, today=facts.today), wording=wording),
        said_done=describe_said_done(facts, cards, wording=wording),
        notice="" if facts.corrects is None else wording.say("page.corrects", n=wording.number(facts.corrects)),
    )


def build_timeline(facts: DigestFacts, *, texts: ScreenTexts, policy: DisclosurePolicy) -> TimelinePage:
    """One chronological line over all rounds, and the life of each recommendation."""
    return describe_timeline(facts, wording=Wording(texts), policy=policy, made=_made(facts, texts))


def build_some(
    facts: DigestFacts, themes: Iterable[ThemeId] | None = None, *, texts: ScreenTexts, policy: DisclosurePolicy
) -> TimelinePage:
    """The line of the recommendations that the facts hold, with these themes; None: with all theirs."""
    return describe_some(facts, themes, wording=Wording(texts), policy=policy, made=_made(facts, texts))


def build_page(
    facts: DigestFacts, lines: Sequence[StoryLine], story: StoryPage, *, texts: ScreenTexts, policy: DisclosurePolicy
) -> TimelinePage:
    """A page of a line too long for one; the facts hold the recommendations of these lines."""
    return describe_page(facts, lines, story, wording=Wording(texts), policy=policy, made=_made(facts, texts))


def build_theme(facts: DigestFacts, theme_id: ThemeId, *, texts: ScreenTexts, policy: DisclosurePolicy) -> TimelinePage:
    """The line of one theme that a release told. Raises KeyError for another."""
    return describe_theme(facts, theme_id, wording=Wording(texts), policy=policy, made=_made(facts, texts))


def build_recommendation(facts: DigestFacts, reference: str, *, texts: ScreenTexts, policy: DisclosurePolicy) -> TimelinePage:
    """The line of one of the recommendations that the facts hold."""
    return describe_recommendation(facts, reference, wording=Wording(texts), policy=policy, made=_made(facts, texts))


def _made(facts: DigestFacts, texts: ScreenTexts) -> Made:
    return describe_made(facts.release_number, facts.made_at, texts)


def describe_made(number: int, made_at: datetime, texts: ScreenTexts) -> Made:
    """Which release a page is, and when it was made (an instant), in words."""
    wording = Wording(texts)
    words = wording.say("page.release", n=wording.number(number))
    return Made(number=words, at=wording.say("page.made", at=wording.instant(made_at)))
