"""You said, we did: what people raised beside what was done about it, or why it was not."""

from __future__ import annotations

from collections.abc import Iterator

from digest.gathering.facts import DigestFacts
from digest.pages.cards import ThemeCard
from digest.pages.tables import SaidDone
from digest.telling.wording import Wording, show_plainly
from digest.tracking.recommendations import Progress, Standing, follow_up
from domain.recommendations import Recommendation
from domain.themes import MadeBy

# Where the last word tells why something was not done, or what is still missing.
_NEEDS_WORD = frozenset(
    {Standing.LATE, Standing.NOT_VERIFIED, Standing.NO_DATE, Standing.CLOSED, Standing.WITHDRAWN}
    | {Standing.REJECTED, Standing.PARTLY_VERIFIED, Standing.SUPERSEDED}
)

_KEYS = {
    Standing.LATE: "saiddone.late",
    Standing.NOT_VERIFIED: "saiddone.not_verified",
    Standing.PARTLY_VERIFIED: "saiddone.partly_verified",
    Standing.DUE_SOON: "saiddone.promised",
    Standing.ON_TIME: "saiddone.promised",
    Standing.NO_DATE: "saiddone.no_date",
    Standing.REPORTED_DONE: "saiddone.reported_done",
    Standing.VERIFIED: "saiddone.verified",
    Standing.REJECTED: "saiddone.rejected",
    Standing.CLOSED: "saiddone.closed",
    Standing.SUPERSEDED: "saiddone.superseded",
    Standing.WITHDRAWN: "saiddone.withdrawn",
}


def describe_said_done(facts: DigestFacts, cards: tuple[ThemeCard, ...], *, wording: Wording) -> tuple[SaidDone, ...]:
    """An entry for each theme, in the order of the cards. Empty where nothing has ever been asked for.

    A tentative theme stands here only where something answers it: that much is no matter of how well the theme holds.
    """
    if not facts.recommendations:
        return ()
    told = (each for each in cards if each.answered_by or not each.is_tentative)
    return tuple(SaidDone(each.anchor, each.title, tuple(_say_done(facts, each, wording))) for each in told)


def _say_done(facts: DigestFacts, card: ThemeCard, wording: Wording) -> Iterator[str]:
    answers = [each for each in facts.recommendations if any(link.theme_id == card.anchor for link in each.links)]
    if not answers:
        yield wording.say("saiddone.nothing")
    for each in answers:
        yield " ".join(_say_answer(each, card.anchor, facts, wording))


def _say_answer(each: Recommendation, theme_id: str, facts: DigestFacts, wording: Wording) -> Iterator[str]:
    """What became of it in a sentence, why in the words of its owner, and whether the link to the theme is a guess."""
    progress = follow_up(each, today=facts.today, due_soon_days=facts.due_soon_days)
    yield _say_standing(each, progress, wording)
    last = progress.last_word
    if last and progress.standing in _NEEDS_WORD and (note := show_plainly(last.note)):
        yield wording.say("saiddone.word", on=wording.day(last.on), note=wording.isolate(note))
    if all(link.made_by is MadeBy.MODEL for link in each.links if link.theme_id == theme_id):
        yield f"({wording.say('theme.suggested_link')})"


def _say_standing(each: Recommendation, progress: Progress, wording: Wording) -> str:
    what = wording.say("saiddone.what", title=wording.isolate(each.title), reference=wording.isolate(each.reference))
    on = progress.settled_on or progress.due_on
    return wording.say(_KEYS[progress.standing], what=what, day=wording.day(on) if on else "")
