"""Did it help: for each recommendation that was done, its themes, questions and records before and after, in plain words.

Made of a page that disclosure control has passed already, so that nothing is told here that the page does not tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from digest.gathering.facts import DigestFacts, HeldAgainst
from digest.pages.digest_page import DigestPage
from digest.pages.helped import Helped, HelpedLine, Verdict, When
from digest.pages.tables import OutcomeSeries
from digest.telling.helped_lines import Around, find_before, tell_question, tell_record, tell_theme, warn_of_height
from digest.telling.wording import Wording, show_plainly
from digest.tracking.helped import Done, find_last_before, list_done, list_touched, place_span
from domain.action import Incomparable
from domain.ids import RoundId, ThemeId
from domain.listening import Round
from domain.recommendations import UpdateState
from domain.themes import MadeBy

MOST_OTHERS = 3  # themes that stand beside it as a yardstick
_MANY = 5  # comparisons, of which one may differ by chance
_DONE_KEYS = {
    UpdateState.REPORTED_DONE: "helped.reported",
    UpdateState.VERIFIED: "helped.verified",
    UpdateState.PARTLY_VERIFIED: "helped.partly",
}
_WEIGHED = frozenset({Verdict.UP, Verdict.DOWN, Verdict.UNSURE})


def describe_helped(
    page: DigestPage, facts: DigestFacts, *, against: Mapping[RoundId, HeldAgainst], wording: Wording
) -> tuple[Helped, ...]:
    """What people said before and after each recommendation that was done, in the order in which they were.

    `against` says of earlier rounds why the page's round cannot be held against them; a round that is not in it was not tried.
    """
    done = list_done(facts.recommendations, today=facts.today)
    return tuple(_describe(each, page, facts, _look_around(each, facts, against, wording)) for each in done)


def _look_around(done: Done, facts: DigestFacts, against: Mapping[RoundId, HeldAgainst], wording: Wording) -> Around:
    rounds = (*facts.earlier_rounds, facts.round)
    titles = Counter(show_plainly(each.title) for each in rounds)
    places = {
        show_plainly(each.title): place_span(each.starts_on, each.ends_on, done.on)
        for each in rounds
        if titles[show_plainly(each.title)] == 1
    }
    before = _find_before(done, facts.earlier_rounds, places, against)
    return Around(
        places=places,
        here=show_plainly(facts.round.title),
        before=show_plainly(before.title) if before else "",
        against=against.get(before.id) if before else None,
        wording=wording,
    )


def _find_before(done: Done, earlier: Sequence[Round], places: Mapping[str, When], against: Mapping[RoundId, HeldAgainst]) -> Round | None:
    """The last round before it, where it has a title of its own and it was tried whether it can be compared."""
    found = find_last_before(earlier, done.on)
    return found if found is not None and show_plainly(found.title) in places and found.id in against else None


def _describe(done: Done, page: DigestPage, facts: DigestFacts, around: Around) -> Helped:
    wording, recommendation = around.wording, done.recommendation
    cards = {card.anchor: card for card in page.themes}
    linked = list(dict.fromkeys(link.theme_id for link in recommendation.links))
    themes = [warn_of_height(tell_theme(cards[each], around), page.themes, around) for each in linked if each in cards]
    lines = (*(_mark_guess(each, done, wording) for each in themes), *_tell_measures(done, page, facts, around))
    others = tuple(_list_others(themes, page, facts, around))
    return Helped(
        reference=show_plainly(recommendation.reference),
        title=show_plainly(recommendation.title),
        done_on=done.on.isoformat(),
        done=wording.say(_DONE_KEYS[done.state], day=wording.day(done.on)),
        lines=lines,
        others=others,
        notes=tuple(_list_notes(lines, others, is_part_hidden=any(each not in cards for each in linked), wording=wording)),
    )


def _mark_guess(line: HelpedLine, done: Done, wording: Wording) -> HelpedLine:
    """That the program suggested the link stands with the line, as it does on the theme's card."""
    made = {link.made_by for link in done.recommendation.links if link.theme_id == line.anchor}
    if MadeBy.PERSON in made:
        return line
    return HelpedLine(
        line.kind,
        line.anchor,
        line.title,
        line.points,
        line.verdict,
        (*line.words, f"({wording.say('theme.suggested_link')})"),
        line.difference,
    )


def _tell_measures(done: Done, page: DigestPage, facts: DigestFacts, around: Around) -> Iterator[HelpedLine]:
    """The closed questions and the other records that should move, as far as the page has them."""
    wanted = {_fold(each) for each in done.recommendation.indicators}
    for table in page.indicators:
        if _fold(table.title) in wanted:
            yield tell_question(table, around, _list_reasons(table.title, facts, around))
    for series in page.outcomes:
        if _fold(series.title) in wanted and not series.place and not series.category:
            yield tell_record(series, _place_spans(series, done, facts), around.wording)


def _list_reasons(title: str, facts: DigestFacts, around: Around) -> tuple[Incomparable, ...]:
    """Why the question was not asked alike; of two that are called alike, the reasons of both."""
    if around.against is None:
        return ()
    pairs = zip(facts.indicators, around.against.questions, strict=True)
    return tuple(dict.fromkeys(reason for each, reasons in pairs if show_plainly(each.title) == title for reason in reasons))


def _place_spans(series: OutcomeSeries, done: Done, facts: DigestFacts) -> list[When]:
    """Where the spans of a series lie. What stands on the page from an earlier release has other spans: they are not placed."""
    found = next((each for each in facts.outcomes if show_plainly(each.title) == series.title), None)
    if found is None or len(found.spans) != len(series.points):
        return [When.UNKNOWN] * len(series.points)
    return [place_span(each.span.starts_on, each.span.ends_on, done.on) for each in found.spans]


def _list_others(themes: Sequence[HelpedLine], page: DigestPage, facts: DigestFacts, around: Around) -> Iterator[HelpedLine]:
    """Themes of which nothing was ever reported done, nearest to where its own stood before: an honest yardstick.

    They are chosen by where they stood before and never by what became of them.
    """
    starts = [share.value for each in themes if each.verdict in _WEIGHED and (share := find_before(each, around))]
    if not starts:
        return
    middle = sum(starts) / len(starts)
    touched = list_touched(facts.recommendations, today=facts.today)
    told = [tell_theme(card, around) for card in page.themes if ThemeId(card.anchor) not in touched and not card.is_tentative]
    near = [
        (abs(share.value - middle), each.anchor, each) for each in told if each.verdict in _WEIGHED and (share := find_before(each, around))
    ]
    yield from (each for _, _, each in sorted(near, key=lambda one: one[:2])[:MOST_OTHERS])


def _list_notes(lines: Sequence[HelpedLine], others: Sequence[HelpedLine], *, is_part_hidden: bool, wording: Wording) -> Iterator[str]:
    if not lines:
        yield wording.say("helped.nothing")
    if is_part_hidden:
        yield wording.say("helped.part_hidden")
    if sum(each.verdict in _WEIGHED for each in (*lines, *others)) >= _MANY:
        yield wording.say("helped.many")
    if lines:
        yield wording.say("helped.no_cause")


def _fold(name: str) -> str:
    return show_plainly(name).casefold()
