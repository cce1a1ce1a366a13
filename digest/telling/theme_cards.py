"""Findings -> theme cards: what is safe to say on each theme, in words.

Sub-themes stand without counts: beside the theme's own count, those of its parts would let a small group be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from digest.disclosing.policy import WITHHELD, DisclosurePolicy, Shown, ShownShare, disclose_count, disclose_share
from digest.gathering.facts import DigestFacts
from digest.pages.cards import CardLink, CardPart, HistoryPoint, ThemeCard
from digest.telling.changes import say_change
from digest.telling.kinds import describe_kinds
from digest.telling.recommend_rows import say_standing
from digest.telling.wording import Wording, show_plainly
from digest.tracking.recommendations import follow_up
from domain.action import Change, Finding
from domain.ids import RoundId, ThemeId
from domain.listening import Round
from domain.recommendations import Recommendation
from domain.themes import MadeBy, Solidity, Theme

_UNTHEMED = ThemeId("")


@dataclass(frozen=True, slots=True)
class Safe:
    """Which counts of one round may leave, by theme; `unthemed` are people whose words fit no theme."""

    people: Mapping[ThemeId, Shown]
    shares: Mapping[ThemeId, ShownShare]
    unthemed: Shown


def make_safe(findings: Iterable[Finding], *, unthemed_people: int, policy: DisclosurePolicy) -> Safe:
    """Disclosure control over the themes of one round, and those who fit no theme.

    Themes overlap, so that what is withheld does not follow from a total less the others: each stands by itself, and of
    each those who did not raise it are enough.
    """
    findings = tuple(_leave_enough(each, policy) for each in findings)
    parts = {finding.theme_id: finding.people for finding in findings if finding.people} | {_UNTHEMED: unthemed_people}
    if not unthemed_people:
        del parts[_UNTHEMED]
    people = {key: disclose_count(count, policy) for key, count in parts.items()}
    heard = max((finding.people_heard for finding in findings), default=unthemed_people)
    if 0 < heard - unthemed_people < policy.threshold:
        people[_UNTHEMED] = WITHHELD  # those whose words fit some theme are what is left of all
    shares = {
        finding.theme_id: share
        for finding in findings
        if not people.get(finding.theme_id, WITHHELD).is_withheld
        and (share := disclose_share(finding.people, finding.people_heard, policy, finding.design_effect)) is not None
    }
    return Safe(people, shares, people.get(_UNTHEMED, WITHHELD))


def _leave_enough(finding: Finding, policy: DisclosurePolicy) -> Finding:
    """A theme that nearly all raised is told as if the threshold had not: where all did, whoever came is known to have."""
    return replace(finding, people=min(finding.people, max(finding.people_heard - policy.threshold, 0)))


def describe_themes(facts: DigestFacts, safe: Safe, *, wording: Wording, policy: DisclosurePolicy) -> tuple[ThemeCard, ...]:
    """A card for each theme that may be shown, most people first; the tentative ones after all others.

    The order follows the counts that are shown: exact ones would tell more than those do.
    """
    themes = {theme.id: theme for theme in facts.themes}
    earlier = _share_earlier(facts, policy)
    return tuple(
        _describe_theme(finding, themes[finding.theme_id], facts, safe, earlier=earlier, wording=wording, policy=policy)
        for finding in sorted(facts.findings, key=lambda each: (is_tentative(facts, each.theme_id), *order_by_shown(each, safe)))
        if not safe.people.get(finding.theme_id, WITHHELD).is_withheld and finding.theme_id not in facts.hid
    )


def order_by_shown(finding: Finding, safe: Safe) -> tuple[int, str]:
    """Where a theme stands among those of its round: most people shown first, and those of one count by their ids."""
    return -(safe.people.get(finding.theme_id, WITHHELD).count or 0), finding.theme_id


def is_tentative(facts: DigestFacts, theme_id: ThemeId) -> bool:
    """True for a theme that was tried and may not hold."""
    return facts.solidity.get(theme_id) is Solidity.TENTATIVE


def note_withheld(facts: DigestFacts, cards: tuple[ThemeCard, ...], *, wording: Wording) -> str:
    """How many themes were raised and are not shown; their names are not shown either."""
    withheld = sum(finding.people > 0 and finding.theme_id not in facts.hid for finding in facts.findings) - len(cards)
    return wording.count("theme.withheld_more", withheld) if withheld else ""


def note_hidden(facts: DigestFacts, *, wording: Wording) -> str:
    """How many of the themes that were raised staff decided not to show."""
    hidden = sum(finding.people > 0 and finding.theme_id in facts.hid for finding in facts.findings)
    return wording.count("theme.hidden", hidden) if hidden else ""


def list_faded(facts: DigestFacts, cards: tuple[ThemeCard, ...], policy: DisclosurePolicy) -> tuple[str, ...]:
    """Titles of themes that the round before showed, that fewer people raised now, and that are now withheld.

    A tentative theme, and one that staff do not show, is not among them.
    """
    shown, earlier = {each.anchor for each in cards}, _share_earlier(facts, policy)
    titles = {theme.id: theme.title for theme in facts.themes}
    return tuple(
        titles[each.theme_id]
        for each in facts.findings
        if each.change is Change.LESS
        and each.theme_id not in shown | facts.hid
        and not is_tentative(facts, each.theme_id)
        and each.previous_round_id is not None
        and each.theme_id in earlier.get(each.previous_round_id, {})
    )


def _share_earlier(facts: DigestFacts, policy: DisclosurePolicy) -> Mapping[RoundId, Mapping[ThemeId, ShownShare]]:
    by_round = {
        each.id: tuple(finding for finding in facts.earlier_findings if finding.round_id == each.id) for each in facts.earlier_rounds
    }
    return {round_id: make_safe(findings, unthemed_people=0, policy=policy).shares for round_id, findings in by_round.items()}


def _describe_theme(
    finding: Finding,
    theme: Theme,
    facts: DigestFacts,
    safe: Safe,
    *,
    earlier: Mapping[RoundId, Mapping[ThemeId, ShownShare]],
    wording: Wording,
    policy: DisclosurePolicy,
) -> ThemeCard:
    share = safe.shares.get(theme.id)
    previous_id = finding.previous_round_id
    is_held_against = previous_id is not None and finding.change is not Change.NOT_COMPARABLE  # or a picture would join the two
    previous = earlier.get(previous_id, {}).get(theme.id) if previous_id is not None and is_held_against else None
    kinds, leanings = describe_kinds(
        facts.kinds.get(theme.id), people=_leave_enough(finding, policy).people, wording=wording, policy=policy
    )
    return ThemeCard(
        anchor=theme.id,
        title=show_plainly(theme.title),
        description=show_plainly(theme.description),
        people=wording.people(safe.people[theme.id], threshold=policy.threshold),
        sessions=wording.count("sessions.raised", finding.sessions) if finding.sessions else "",
        share=share,
        share_words=wording.share(share) if share else "",
        previous=previous,
        change=finding.change,
        change_words=say_change(finding, share, previous, _find_round(facts, previous_id), wording),
        answered_by=tuple(_link_cards(facts, theme.id, wording)),
        history=_tell_history(facts, theme.id, share, earlier, wording),
        basis=_say_basis(finding, theme, wording, policy),
        is_machine_named=not theme.approved_by,
        parts=tuple(_list_parts(facts, theme, policy)),
        solidity=facts.solidity.get(theme.id),
        solidity_words=_say_solidity(facts.solidity.get(theme.id), wording),
        campaign=_say_campaign(facts.same_words.get(theme.id, 0), finding.people, wording, policy),
        kinds=kinds,
        leanings=leanings,
        shown=safe.people[theme.id].count,
    )


def _list_parts(facts: DigestFacts, theme: Theme, policy: DisclosurePolicy) -> Iterator[CardPart]:
    """Sub-themes that enough people raised by themselves and staff do not hide; one titled like its theme says nothing more."""
    for each in facts.parts:
        is_shown = each.theme_id == theme.id and each.people >= policy.threshold and each.part_id not in facts.hid
        if is_shown and each.title != theme.title:
            yield CardPart(each.part_id, show_plainly(each.title))


def _say_solidity(solidity: Solidity | None, wording: Wording) -> str:
    return "" if solidity is None else wording.say(f"solidity.{solidity.value}")


def _say_campaign(same: int, people: int, wording: Wording, policy: DisclosurePolicy) -> str:
    """How many sent the same words; in words alone where those who did not are too few to be told apart."""
    shown = disclose_count(same, policy)
    if shown.count is None:
        return ""
    if people - same < policy.threshold:
        return wording.say("theme.campaign_nearly_all")
    return wording.count("theme.campaign", shown.count)


def _find_round(facts: DigestFacts, round_id: RoundId | None) -> Round | None:
    return next((each for each in facts.earlier_rounds if each.id == round_id), None)


def _link_cards(facts: DigestFacts, theme_id: ThemeId, wording: Wording) -> Iterable[CardLink]:
    for each in facts.recommendations:
        made_by = _find_link(each, theme_id)
        if made_by is not None:
            progress = follow_up(each, today=facts.today, due_soon_days=facts.due_soon_days)
            yield CardLink(
                reference=show_plainly(each.reference),
                title=show_plainly(each.title),
                standing=progress.standing,
                words=say_standing(progress, wording),
                is_suggested=made_by is MadeBy.MODEL,
            )


def _find_link(recommendation: Recommendation, theme_id: ThemeId) -> MadeBy | None:
    made = {link.made_by for link in recommendation.links if link.theme_id == theme_id}
    return (MadeBy.PERSON if MadeBy.PERSON in made else MadeBy.MODEL) if made else None


def _tell_history(
    facts: DigestFacts,
    theme_id: ThemeId,
    share: ShownShare | None,
    earlier: Mapping[RoundId, Mapping[ThemeId, ShownShare]],
    wording: Wording,
) -> tuple[HistoryPoint, ...]:
    shares = [*((each.title, earlier[each.id].get(theme_id)) for each in facts.earlier_rounds), (facts.round.title, share)]
    return tuple(
        HistoryPoint(show_plainly(title), each, wording.share(each) if each else wording.say("people.hidden")) for title, each in shares
    )


def _say_basis(finding: Finding, theme: Theme, wording: Wording, policy: DisclosurePolicy) -> tuple[str, ...]:
    passages = disclose_count(finding.passages, policy)
    lines = [wording.say("theme.basis_people")]
    if passages.count is not None:
        lines.append(wording.count("theme.passages", passages.count))
    if theme.approved_by:
        lines.append(wording.say("theme.approved"))
    return tuple(lines)
