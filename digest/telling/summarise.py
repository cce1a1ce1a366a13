"""The first screen: five questions, answered in order from what may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.gathering.facts import DigestFacts, GroupHeard
from digest.pages.cards import ThemeCard
from digest.pages.digest_page import Answer
from digest.telling.changes import say_reasons
from digest.telling.few import say_few
from digest.telling.heard_tables import LANGUAGE, disclose_group
from digest.telling.recommend_rows import count_standings, standing_key
from digest.telling.theme_cards import Safe, list_faded
from digest.telling.wording import Wording, show_plainly
from digest.tracking.recommendations import Standing, follow_up
from domain.action import Change
from domain.ids import ThemeId

_MOVED = (Change.MORE, Change.LESS, Change.NEW)
MOST = 3  # themes that a first screen names


def summarise(
    facts: DigestFacts, cards: tuple[ThemeCard, ...], safe: Safe, *, wording: Wording, policy: DisclosurePolicy
) -> tuple[Answer, ...]:
    """What was heard, from whom, what changed, what is being done, and what all this cannot tell."""
    firm = tuple(each for each in cards if not each.is_tentative)
    answers: dict[str, Iterable[str]] = {
        "heard": _say_heard(facts, cards, firm, safe, wording=wording, policy=policy),
        "whom": _say_whom(facts, wording, policy),
        "changed": _say_changed(facts, cards, wording, policy),
        "done": _say_done(facts, wording),
        "limits": _say_limits(facts, wording, policy),
    }
    return tuple(Answer(key, wording.say(f"ask.{key}"), tuple(lines)) for key, lines in answers.items())


def _say_heard(
    facts: DigestFacts, cards: tuple[ThemeCard, ...], firm: tuple[ThemeCard, ...], safe: Safe, *, wording: Wording, policy: DisclosurePolicy
) -> Iterator[str]:
    """What people spoke most about. A tentative theme is counted here and never named."""
    if firm:
        yield _say_most(firm, cards, safe, wording)
    if facts.is_too_few:
        yield from say_few(facts, wording=wording, policy=policy)
    elif not firm:
        yield wording.say("heard.only_tentative" if cards else "heard.nothing")
    if not cards:
        return
    if firm and len(firm) < len(cards):
        yield wording.count("heard.tentative", len(cards) - len(firm))
    if not safe.unthemed.is_withheld:
        yield wording.say("heard.unthemed", people=wording.people(safe.unthemed, threshold=policy.threshold))
    if any(each.is_machine_named for each in cards):
        yield wording.say("heard.machine_named")


def _say_most(firm: tuple[ThemeCard, ...], cards: tuple[ThemeCard, ...], safe: Safe, wording: Wording) -> str:
    """What people spoke most about, in a sentence; where more raised a tentative theme, what is surest."""
    named = firm[:MOST]
    most = max(_people(each, safe) for each in cards)
    key = "heard.most" if _people(named[0], safe) == most else "heard.surest"
    return wording.count(key, len(named), themes=wording.listing(wording.quote(each.title) for each in named))


def _people(card: ThemeCard, safe: Safe) -> int:
    """How many people a card shows."""
    shown = safe.people[ThemeId(card.anchor)]
    return shown.count or 0


def _say_whom(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> Iterator[str]:
    people = disclose_count(facts.people_heard, policy)
    if people.count is None:
        yield wording.say("whom.people_hidden", n=wording.number(policy.threshold))
    else:
        yield wording.say("whom.people", people=wording.count("people.about", people.count))
    responses = disclose_count(facts.responses, policy)
    if responses.count is not None:
        yield wording.count("whom.responses", responses.count)
    held_here = [each for each in facts.sessions if each.round_id == facts.round.id]
    if held_here:
        yield wording.count("whom.sessions", len(held_here))
    if facts.languages_heard:
        yield from _say_languages(facts, wording, policy)
    if dates := wording.days(facts.round.starts_on, facts.round.ends_on):
        yield wording.say("whom.dates", dates=dates)


def _say_languages(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> Iterator[str]:
    counts = dict(facts.languages_heard)
    languages = GroupHeard(LANGUAGE, facts.languages_heard, facts.languages_resident)
    shown = {code: each.count for code, each in disclose_group(languages, facts, policy).items() if each.count is not None}
    names = [wording.language_name(code) for code in sorted(shown, key=lambda code: (-shown[code], code))]
    if names:
        key = "whom.languages" if len(names) == len(counts) else "whom.languages_more"
        yield wording.say(key, languages=", ".join(names) if wording.texts.direction == "ltr" else "، ".join(names))


def _say_changed(facts: DigestFacts, cards: tuple[ThemeCard, ...], wording: Wording, policy: DisclosurePolicy) -> Iterator[str]:
    previous_id = next((each.previous_round_id for each in facts.findings), None)
    before = next((each for each in facts.earlier_rounds if each.id == previous_id), None)
    if before is None:
        yield wording.say("changed.first")
        return
    title = wording.isolate(before.title)
    if reasons := next((each.incomparable for each in facts.findings if each.change is Change.NOT_COMPARABLE), None):
        yield wording.say("change.incomparable", round=title, reasons=say_reasons(reasons, wording))
        return
    firm = tuple(each for each in cards if not each.is_tentative)
    moved = {each.is_tentative for each in cards if each.change in _MOVED}
    for change, key in ((Change.MORE, "changed.more"), (Change.LESS, "changed.less"), (Change.NEW, "changed.new")):
        if titles := [wording.quote(each.title) for each in firm if each.change is change]:
            yield wording.say(key, themes=wording.listing(titles), **({} if change is Change.NEW else {"round": title}))
    if faded := [wording.quote(each) for each in list_faded(facts, firm, policy)]:
        yield wording.say("changed.faded", round=title, themes=wording.listing(faded))
    elif not moved:
        yield wording.say("changed.nothing")
    for change, key in ((Change.SAME, "changed.same"), (Change.NOT_COMPARABLE, "changed.incomparable")):
        if alike := sum(each.change is change for each in firm):
            yield wording.count(key, alike, round=title)
    if True in moved:
        yield wording.say("changed.tentative")


def _say_done(facts: DigestFacts, wording: Wording) -> Iterator[str]:
    if not facts.recommendations:
        yield wording.say("done.none")
        return
    counts = count_standings(facts)
    parts = [_say_part(standing, counts[standing], wording) for standing in Standing if counts[standing]]
    yield wording.count("done.total", len(facts.recommendations), parts=wording.listing(parts))
    if late := _list_late(facts):
        yield wording.say("done.late", references=wording.listing(late))


def _say_part(standing: Standing, number: int, wording: Wording) -> str:
    return wording.say("done.part", n=wording.number(number), standing=wording.say(f"standing_count.{standing_key(standing)}"))


def _list_late(facts: DigestFacts) -> list[str]:
    return [
        show_plainly(each.reference)
        for each in facts.recommendations
        if follow_up(each, today=facts.today, due_soon_days=facts.due_soon_days).standing is Standing.LATE
    ]


def _say_limits(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> Iterator[str]:
    yield wording.say("limits.choice")
    yield wording.say("limits.machine_translated" if facts.translations else "limits.machine")
    if facts.is_leak_alarming:
        yield wording.say("limits.languages")
    yield wording.say("limits.withheld", threshold=wording.number(policy.threshold), round_to=wording.number(policy.round_to))
