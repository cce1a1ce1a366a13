"""How the page came about: the method in plain words, and what became of everything that was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from digest.disclosing.policy import DisclosurePolicy, Shown, disclose_count, disclose_share
from digest.gathering.facts import DigestFacts
from digest.pages.cards import ThemeCard
from digest.pages.tables import CountTable
from digest.telling.theme_cards import Safe
from digest.telling.wording import Wording, show_plainly

MADE_BY_PEOPLE = "human"


def describe_method(
    facts: DigestFacts, safe: Safe, cards: tuple[ThemeCard, ...], *, wording: Wording, policy: DisclosurePolicy
) -> tuple[str, ...]:
    """The method beside how each kind of figure is made (`telling/how.py`), a sentence or two a line."""
    lines = tuple(_say_method(facts, safe, wording, policy))
    return lines if any(card.quotes for card in cards) else (*lines, wording.say("method.quotes"))


def _say_method(facts: DigestFacts, safe: Safe, wording: Wording, policy: DisclosurePolicy) -> Iterator[str]:
    yield wording.say("method.redacted")
    if facts.solidity:
        yield wording.say("method.solidity")
    if facts.parts:
        yield wording.say("method.parts", threshold=wording.number(policy.threshold))
    if facts.same_words:
        yield wording.say("method.campaign")
    if not safe.unthemed.is_withheld:
        yield wording.say("method.unthemed", people=wording.people(safe.unthemed, threshold=policy.threshold))
    if facts.passages:
        yield _say_unthemed_share(facts, wording, policy)
    if facts.leak is not None:
        yield wording.say("method.leak", leak=wording.number(facts.leak, decimals=2))
    if facts.is_leak_alarming:
        yield wording.say("method.leak_alarm")
    yield from _say_set_aside(facts, wording, policy)
    for question in facts.held_questions:
        yield wording.say("method.question_held", question=wording.isolate(question))


def _say_unthemed_share(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> str:
    """What share of the passages fits no theme."""
    share = disclose_share(facts.unthemed_passages, facts.passages, policy)
    if share is None and facts.unthemed_passages >= policy.threshold:
        return wording.say("method.unthemed_most")
    if share is None:
        return wording.say("method.unthemed_few", n=wording.number(policy.threshold))
    return wording.say("method.unthemed_share", share=wording.percent(share.value))


def _say_set_aside(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> Iterator[str]:
    """Of all who spoke about how many some words are held, or not translated; nothing where they are few, or nearly all."""
    if facts.set_aside is None:
        return
    for key, people in (("method.set_aside_held", facts.set_aside.held), ("method.set_aside_untranslated", facts.set_aside.untranslated)):
        share = disclose_share(people, facts.set_aside.people, policy)
        if share is not None:
            yield wording.say(key, share=wording.rough_share(share))


def describe_counts(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> tuple[CountTable, ...]:
    """Translations by what made them, comments held by reason and discarded, each step's receipt; empty tables are left out."""
    tables = (
        _count_translations(facts, wording, policy),
        _count_held(facts, wording, policy),
        _count_discarded(facts, wording, policy),
        _count_receipts(facts, wording, policy),
    )
    return tuple(each for each in tables if each.rows)


def _count_translations(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> CountTable:
    rows = [(_say_engine(made_by, wording), comments) for made_by, comments in facts.translations]
    if facts.untranslated:
        rows.append((wording.say("counts.untranslated"), facts.untranslated))
    heads = (wording.say("counts.made_by"), wording.say("counts.comments"))
    return CountTable(wording.say("counts.translations"), heads, _disclose_rows(rows, wording, policy))


def _count_held(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> CountTable:
    comments: Counter[str] = Counter()
    for reason, count in facts.held:
        comments[_say_reason(reason, wording)] += count
    rows = sorted(comments.items())
    heads = (wording.say("counts.reason"), wording.say("counts.comments"))
    return CountTable(wording.say("counts.held"), heads, _disclose_rows(rows, wording, policy))


def _count_discarded(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> CountTable:
    rows = [(wording.say("reason.decided"), facts.discarded)] if facts.discarded else []
    heads = (wording.say("counts.reason"), wording.say("counts.comments"))
    return CountTable(wording.say("counts.discarded"), heads, _disclose_rows(rows, wording, policy))


def _count_receipts(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> CountTable:
    heads = ("stage", "read", "written", "unchanged", "held_column", "skipped")
    rows = tuple(
        (
            show_plainly(stage),
            *(
                _say_count(count, wording, policy)
                for count in (receipt.read, receipt.written, receipt.unchanged, receipt.held, receipt.skipped)
            ),
        )
        for stage, receipt in facts.receipts
    )
    return CountTable(wording.say("counts.receipts"), tuple(wording.say(f"counts.{each}") for each in heads), rows)


def _disclose_rows(rows: list[tuple[str, int]], wording: Wording, policy: DisclosurePolicy) -> tuple[tuple[str, ...], ...]:
    return tuple((label, _say_count(count, wording, policy)) for label, count in rows)


def _say_count(count: int, wording: Wording, policy: DisclosurePolicy) -> str:
    if count == 0:
        return wording.say("counts.none")
    shown: Shown = disclose_count(count, policy)
    if shown.count is None:
        return wording.say("counts.few", n=wording.number(policy.threshold))
    return wording.say("counts.about", n=wording.number(shown.count))


def _say_engine(made_by: str, wording: Wording) -> str:
    if made_by == MADE_BY_PEOPLE:
        return wording.say("counts.human")
    return wording.say("counts.machine", engine=wording.isolate(made_by))


def _say_reason(reason: str, wording: Wording) -> str:
    """A reason in the page's language: what redaction writes are short English phrases, and not for the public."""
    kind = next((each for each in ("language", "person") if each in reason), "other")
    return wording.say(f"reason.{kind}")
