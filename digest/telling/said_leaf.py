"""A theme of a release and what became of what was asked for -> a leaf for those who spoke, in their language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digest.pages.cards import ThemeCard
from digest.pages.said_page import SAID_SCHEMA, Fate, SaidEntry, SaidLine, SaidPage, SaidPart
from digest.telling.said_words import SaidWords
from digest.tracking.recommendations import Progress, Standing, follow_up, sort_updates
from domain.recommendations import Recommendation, Reply, StatusUpdate, UpdateState
from domain.themes import MadeBy
from domain.translations import place_title

_FATES = {
    Standing.VERIFIED: Fate.DONE,
    Standing.REPORTED_DONE: Fate.DONE,
    Standing.PARTLY_VERIFIED: Fate.GOING,
    Standing.DUE_SOON: Fate.GOING,
    Standing.ON_TIME: Fate.GOING,
    Standing.NO_DATE: Fate.GOING,
}
_ENDS = {Standing.CLOSED: UpdateState.CLOSED, Standing.SUPERSEDED: UpdateState.SUPERSEDED, Standing.WITHDRAWN: UpdateState.WITHDRAWN}
_JUDGED = (UpdateState.PARTLY_VERIFIED, UpdateState.NOT_VERIFIED)
_REPLIES = {Reply.ACCEPTED: "accepted", Reply.PARTLY: "partly_accepted", Reply.REJECTED: "rejected"}
_SHORT_HASH = 16  # signs of the release's hash on paper; the list of releases has the whole


@dataclass(frozen=True, slots=True)
class SaidFacts:
    """What a leaf is made of: a theme as a release shows it, and the recommendations that answer it, as they stand `today`.

    `town` and `round_title` are as the release names them; `more` says where people can say more, empty where nobody told.
    """

    card: ThemeCard
    town: str
    round_id: str
    round_title: str
    number: int
    content_hash: str
    recommendations: tuple[Recommendation, ...]
    today: date
    more: str = ""


@dataclass(frozen=True, slots=True)
class _Course:
    """A recommendation with how it stands and the updates that stand."""

    recommendation: Recommendation
    progress: Progress
    steps: tuple[StatusUpdate, ...]

    def find(self, *states: UpdateState) -> StatusUpdate | None:
        """The last update that reports one of these states."""
        return next((each for each in reversed(self.steps) if each.state in states), None)


def describe_said(facts: SaidFacts, words: SaidWords) -> SaidPage:
    """The leaf. What staff wrote stands in the reader's language as far as it was translated, and else says that it was not."""
    parts = tuple(_make_parts(facts, words))
    round_title = words.read(f"round:{facts.round_id}", facts.round_title).words
    released = {
        "number": words.number(facts.number),
        "round": words.isolate(round_title),
        "hash": words.isolate(facts.content_hash[:_SHORT_HASH]),
    }
    return SaidPage(
        schema=SAID_SCHEMA,
        language=words.language,
        direction=words.direction,
        anchor=facts.card.anchor,
        town=words.read("town", facts.town),
        head=words.say("head"),
        said_head=words.say("said_head"),
        theme=words.read(place_title(facts.card.anchor), facts.card.title),
        people=_say_people(facts.card.shown, round_title, words),
        shown=facts.card.shown,
        parts=parts,
        nothing="" if parts else words.say("nothing"),
        more_head=words.say("more_head") if facts.more else "",
        more=words.read("more", facts.more) if facts.more else None,
        original=words.say("original"),
        more_asked=words.say("more_asked"),
        notes=(words.say("limits"), words.say("as_of", day=words.day(facts.today))),
        release=words.say("release", **released),
    )


def _say_people(shown: int | None, round_title: str, words: SaidWords) -> str:
    title = words.isolate(round_title)
    if shown is None:
        return words.say("people_hidden", round=title)
    return words.say("people", round=title, n=words.number(shown))


def _make_parts(facts: SaidFacts, words: SaidWords) -> Iterator[SaidPart]:
    courses = [_follow(each, facts.today) for each in _list_answers(facts)]
    for fate in Fate:
        entries = tuple(_make_entry(each, facts, words) for each in courses if tell_fate(each.progress, each.steps) is fate)
        if entries:
            yield SaidPart(fate, words.say(f"{fate.value}_head"), entries)


def _list_answers(facts: SaidFacts) -> Sequence[Recommendation]:
    found = (each for each in facts.recommendations if any(link.theme_id == facts.card.anchor for link in each.links))
    return sorted(found, key=lambda each: (each.issued_on, each.reference))


def _follow(recommendation: Recommendation, today: date) -> _Course:
    return _Course(recommendation, follow_up(recommendation, today=today), sort_updates(recommendation, today=today))


def tell_fate(progress: Progress, steps: Iterable[StatusUpdate]) -> Fate:
    """Done, still to be done, or not done. What was verified and then closed was done; what is late was not done yet."""
    if progress.standing is Standing.CLOSED:
        judged = [each.state for each in steps if each.state in {UpdateState.VERIFIED, *_JUDGED, UpdateState.REOPENED}]
        return Fate.DONE if judged and judged[-1] is UpdateState.VERIFIED else Fate.NOT_DONE
    return _FATES.get(progress.standing, Fate.NOT_DONE)


def _make_entry(course: _Course, facts: SaidFacts, words: SaidWords) -> SaidEntry:
    recommendation = course.recommendation
    lines = [
        SaidLine(words.say("asked", day=words.day(recommendation.issued_on), whom=words.isolate(recommendation.owner))),
        *_tell_answer(course, words),
        *_tell_standing(course, facts.today, words),
    ]
    if all(link.made_by is MadeBy.MODEL for link in recommendation.links if link.theme_id == facts.card.anchor):
        lines.append(SaidLine(words.say("suggested")))
    return SaidEntry(recommendation.reference, words.read(f"recommendation:{recommendation.id}", recommendation.title), tuple(lines))


def _tell_answer(course: _Course, words: SaidWords) -> Iterator[SaidLine]:
    answer = next((each for each in reversed(course.steps) if each.state is UpdateState.RESPONDED and each.reply is not None), None)
    if answer is not None and answer.reply is not None:
        yield SaidLine(words.say(_REPLIES[answer.reply], day=words.day(answer.on)))
        if answer.reply is Reply.REJECTED:
            yield from _quote(answer, "why", words)
    elif not course.progress.is_answered:
        yield SaidLine(words.say("unanswered"))


def _tell_standing(course: _Course, today: date, words: SaidWords) -> Iterator[SaidLine]:
    standing = course.progress.standing
    if standing is Standing.VERIFIED:
        yield from _tell_step(course.find(UpdateState.VERIFIED), "verified", words)
    elif standing is Standing.REPORTED_DONE:
        yield from _tell_step(course.find(UpdateState.REPORTED_DONE), "reported_done", words)
    elif standing in _ENDS:
        end = course.find(_ENDS[standing])
        yield from _tell_step(course.find(UpdateState.VERIFIED) if standing is Standing.CLOSED else None, "verified", words)
        yield from _tell_step(end, standing.name.lower(), words)
        yield from _quote(end, "why", words)
    elif standing is not Standing.REJECTED:
        yield from _tell_open(course, today, words)


def _tell_open(course: _Course, today: date, words: SaidWords) -> Iterator[SaidLine]:
    """What is not done yet: how it was judged, until when, what was said last, and what comes next."""
    progress = course.progress
    if progress.state in _JUDGED:
        yield from _tell_step(course.find(progress.state), progress.state.name.lower(), words)
    if progress.due_on is None:
        yield SaidLine(words.say("no_date"))
    else:
        yield SaidLine(words.say("late" if progress.standing is Standing.LATE else "due", day=words.day(progress.due_on)))
    yield from _tell_moved(course.recommendation, words)
    if progress.last_word is not None:
        yield from _quote(progress.last_word, "last", words)
    yield from _tell_next(course.recommendation, today, words)


def _tell_moved(recommendation: Recommendation, words: SaidWords) -> Iterator[SaidLine]:
    """That the date moved, from its first day, and the last reason that was given."""
    first, now = recommendation.first_due_on, recommendation.due_on
    if first is None or now is None or first == now:
        return
    reasons = [each for each in recommendation.due_changes if each.milestone_id is None and each.reason]
    yield SaidLine(words.say("moved", day=words.day(first)))
    if reasons:
        last = max(reasons, key=lambda each: (each.on, each.id))
        yield SaidLine(words.say("why"), words.read(f"due_change:{last.id}", last.reason))


def _tell_next(recommendation: Recommendation, today: date, words: SaidWords) -> Iterator[SaidLine]:
    open_steps = [each for each in recommendation.milestones if each.done_on is None]
    if open_steps:
        step = min(open_steps, key=lambda each: (each.due_on, each.id))
        key = "next" if step.due_on >= today else "next_late"
        yield SaidLine(words.say(key, day=words.day(step.due_on)), words.read(f"milestone:{step.id}", step.title))


def _tell_step(step: StatusUpdate | None, key: str, words: SaidWords) -> Iterator[SaidLine]:
    if step is not None:
        yield SaidLine(words.say(key, day=words.day(step.on)))


def _quote(update: StatusUpdate | None, key: str, words: SaidWords) -> Iterator[SaidLine]:
    """What staff reported, after the phrase that leads to it."""
    if update is not None and update.note.strip():
        values = {"day": words.day(update.on)} if key == "last" else {}
        yield SaidLine(words.say(key, **values), words.read(f"update:{update.id}", update.note))
