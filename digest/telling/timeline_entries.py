"""Events -> the timeline page: months of entries in words, a line of life for each recommendation, and what it can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from digest.disclosing.policy import WITHHELD, DisclosurePolicy
from digest.gathering.facts import DigestFacts
from digest.pages.digest_page import Made
from digest.pages.timeline_page import SCHEMA, TimelineEntry, TimelineMonth, TimelinePage
from digest.telling.board import describe_board
from digest.telling.recommend_rows import describe_one
from digest.telling.summarise import MOST
from digest.telling.theme_cards import is_tentative, make_safe, order_by_shown
from digest.telling.timeline_about import Followed, follow_all, list_choices
from digest.telling.timeline_lives import find_span, tell_lives
from digest.telling.timeline_sentences import Sentences
from digest.telling.wording import Wording, show_plainly
from digest.tracking.board import count_board
from digest.tracking.story_lines import merge_page, tell_line
from digest.tracking.timeline import Event, Heard, list_undated, tell_events, tell_story, tell_themes
from domain.following import Board, StoryLine
from domain.ids import RoundId, ThemeId


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Where a page of a long story lies in it. `is_part` where something was chosen, `theme_id` where a theme was."""

    board: Board
    begins_before: date | None
    is_last: bool
    is_part: bool = False
    theme_id: ThemeId | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """How a page's events are put into words."""

    facts: DigestFacts
    followed: Followed
    sentences: Sentences

    @property
    def wording(self) -> Wording:
        """The words of the page."""
        return self.sentences.wording

    def group(self, events: Iterable[Event]) -> tuple[TimelineMonth, ...]:
        """Events by month, in their own order."""
        return tuple(self._group(events))

    def _group(self, events: Iterable[Event]) -> Iterator[TimelineMonth]:
        for _, of_month in groupby(events, key=lambda event: (event.on.year, event.on.month)):
            entries = list(of_month)
            yield TimelineMonth(self.wording.month(entries[0].on), tuple(map(self._describe, entries)))

    def _describe(self, event: Event) -> TimelineEntry:
        asked, wording, told = self.followed.asked.get(event.reference), self.wording, event.told
        return TimelineEntry(
            mark=event.mark,
            mark_words=self.sentences.mark(event),
            on=wording.day(event.on),
            machine_date=event.on.isoformat(),
            reference="" if told else show_plainly(event.reference),
            title="" if event.round_id else show_plainly(event.title),
            sentence=self.sentences.sentence(event),
            note=show_plainly(event.note),
            is_ahead=event.is_ahead,
            of=show_plainly(asked.title) if asked and not event.round_id and event.title != asked.title else "",
            evidence=wording.say("recommendation.evidence", what=wording.isolate(event.evidence)) if event.evidence else "",
            more=tuple(self.sentences.more(event)),
            share=told.share if told else None,
            before=told.before(show_plainly(event.since)) if told and event.since else None,
            about=self.followed.about(event),
        )


def start_telling(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> Telling:
    """What every page over these facts is told with."""
    rounds = (*facts.earlier_rounds, facts.round)
    found = {each.id: _say_found(facts, each.id, each.title, wording, policy) for each in rounds}
    return Telling(facts, follow_all(facts), Sentences(wording, found))


def describe_timeline(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy, made: Made) -> TimelinePage:
    """The page model of the whole timeline."""
    telling = start_telling(facts, wording=wording, policy=policy)
    rounds = (*facts.earlier_rounds, facts.round)
    events = tell_events(rounds, facts.sessions, facts.recommendations, today=facts.today, told=facts.told)
    page = _describe(telling, events, made)
    board = describe_board(count_board(facts.recommendations, today=facts.today), wording=wording)
    undated = tuple(map(show_plainly, list_undated(rounds, facts.sessions)))
    return replace(page, title=wording.say("timeline.title"), lines=(wording.say("timeline.intro"),), board=board, undated=undated)


def describe_some(
    facts: DigestFacts, themes: Iterable[ThemeId] | None = None, *, wording: Wording, policy: DisclosurePolicy, made: Made
) -> TimelinePage:
    """The same of the recommendations that the facts hold, with what releases told of these themes; None: of all theirs."""
    telling = start_telling(facts, wording=wording, policy=policy)
    about = telling.followed.about_asked(facts.recommendations)
    told = map(ThemeId, about.themes) if themes is None else themes
    events = tell_story(_heard(facts), facts.recommendations, told, today=facts.today)
    board = describe_board(count_board(facts.recommendations, today=facts.today), wording=wording)
    page = _describe(telling, events, made)
    return replace(page, title=wording.say("timeline.title"), lines=(wording.say("timeline.intro"),), board=board)


def describe_page(
    facts: DigestFacts, lines: Sequence[StoryLine], story: StoryPage, *, wording: Wording, policy: DisclosurePolicy, made: Made
) -> TimelinePage:
    """A page of a story too long for one, newest first; the facts hold the recommendations that its lines are about."""
    telling = start_telling(facts, wording=wording, policy=policy)
    rounds = (*facts.earlier_rounds, facts.round)
    if story.theme_id is not None:
        others = tell_themes(_heard(facts), facts.recommendations, (story.theme_id,), today=facts.today)
    else:
        others = () if story.is_part else tell_events(rounds, facts.sessions, (), today=facts.today, told=facts.told)
    events = merge_page([tell_line(each) for each in lines], others, begins_before=story.begins_before, is_last=story.is_last)
    page = replace(_describe(telling, events, made), lives=(), is_newest_first=True)
    board = describe_board(story.board, wording=wording)
    return replace(page, title=wording.say("timeline.title"), lines=(wording.say("timeline.intro"),), board=board)


def describe_theme(facts: DigestFacts, theme_id: ThemeId, *, wording: Wording, policy: DisclosurePolicy, made: Made) -> TimelinePage:
    """The story of one theme that a release told, with all that was asked for because of it."""
    asked = tuple(each for each in facts.recommendations if any(link.theme_id == theme_id for link in each.links))
    own = replace(facts, recommendations=asked)
    telling = start_telling(own, wording=wording, policy=policy)
    events = tell_story(_heard(own), asked, (theme_id,), today=facts.today)
    title = wording.say("story.of_theme", theme=wording.isolate(telling.followed.titles[theme_id]))
    board = describe_board(count_board(asked, today=facts.today), wording=wording)
    lines = () if asked else (wording.say("saiddone.nothing"),)
    return replace(_describe(telling, events, made), title=title, lines=lines, theme_id=theme_id, board=board)


def describe_recommendation(facts: DigestFacts, reference: str, *, wording: Wording, policy: DisclosurePolicy, made: Made) -> TimelinePage:
    """The story of one recommendation, with what releases told of its themes."""
    (asked,) = (each for each in facts.recommendations if each.reference == reference)
    telling = start_telling(replace(facts, recommendations=(asked,)), wording=wording, policy=policy)
    themes = [ThemeId(each) for each in telling.followed.about_asked((asked,)).themes]
    events = tell_story(_heard(facts), (asked,), themes, today=facts.today)
    row = describe_one(facts, asked, telling.followed.titles, wording=wording)
    page = _describe(telling, events, made)
    title = wording.say("story.of_recommendation", reference=wording.isolate(reference), title=wording.isolate(asked.title))
    text = tuple(filter(None, (show_plainly(asked.text),)))
    return replace(page, title=title, lines=text, reference=show_plainly(reference), asked=row)


def _heard(facts: DigestFacts) -> Heard:
    return Heard((*facts.earlier_rounds, facts.round), (), facts.told)


def _describe(telling: Telling, events: Sequence[Event], made: Made) -> TimelinePage:
    facts, wording = telling.facts, telling.wording
    span = find_span(events, facts.today)
    months = telling.group(events)
    about = [entry.about for month in months for entry in month.entries]
    return TimelinePage(
        schema=SCHEMA,
        language=wording.texts.code,
        content_language=facts.language,
        direction=wording.texts.direction,
        town=show_plainly(facts.town),
        title="",
        lines=(),
        months=months,
        undated=(),
        lives=tell_lives(telling.followed, span, wording),
        span=(wording.short_month(span.start), wording.short_month(span.end)),
        today=wording.say("timeline.today", on=wording.day(facts.today)),
        today_at=span.place(facts.today),
        made=made,
        choices=list_choices(about, telling.followed.titles, wording=wording),
    )


def _say_found(facts: DigestFacts, round_id: RoundId, title: str, wording: Wording, policy: DisclosurePolicy) -> str:
    """What a round found, by the themes that may be shown and hold, most people first."""
    findings = [each for each in (*facts.earlier_findings, *facts.findings) if each.round_id == round_id]
    unthemed = facts.unthemed_people if round_id == facts.round.id else 0
    safe = make_safe(findings, unthemed_people=unthemed, policy=policy)
    titles = {theme.id: theme.title for theme in facts.themes}
    findings.sort(key=lambda each: order_by_shown(each, safe))
    shown = [each.theme_id for each in findings if not safe.people.get(each.theme_id, WITHHELD).is_withheld]
    firm = [titles[each] for each in shown if each not in facts.hid and not is_tentative(facts, each)]
    named = [wording.quote(each) for each in facts.released.get(round_id, firm)[:MOST]]
    if not named:
        return wording.say("timeline.found_nothing", round=wording.isolate(title))
    return wording.count("timeline.found", len(named), round=wording.isolate(title), themes=wording.listing(named))
