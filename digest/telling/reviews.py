"""What staff did before a page was released, in words on the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from digest.pages.digest_page import DigestPage
from digest.releasing.looks import Headline, Look
from digest.telling.wording import Wording, show_plainly
from domain.ids import ThemeId


def tell_reviews(
    page: DigestPage, looks: Sequence[Look], headline: Headline | None, whys: Mapping[ThemeId, str], *, wording: Wording
) -> DigestPage:
    """The page with staff's sentences, and with who looked at it: how many people, and when; no name of them."""
    cards = tuple(replace(each.card, why=show_plainly(whys.get(each.theme_id, "")), reviewed=_say_looked(each, wording)) for each in looks)
    sentence = show_plainly(headline.review.words) if headline is not None and headline.holds else ""
    return replace(page, themes=cards, headline=sentence, reviews=tuple(_say_reviews(looks, wording)))


def tell_draft(page: DigestPage, *, wording: Wording, round_name: str) -> DigestPage:
    """The page as a draft, which says of itself that it is one, and at each theme how a recommendation is drafted from it."""
    cards = tuple(replace(each, basis=(*each.basis, _say_command(each.anchor, round_name, wording))) for each in page.themes)
    return replace(page, is_draft=True, themes=cards, made=replace(page.made, number=wording.say("screen.draft")))


def _say_command(theme: str, round_name: str, wording: Wording) -> str:
    # Not kept apart by marks that do not show: somebody copies it.
    return wording.say("review.draft", command=f"hearback recommendations draft {theme} --round {round_name}")


def _say_looked(look: Look, wording: Wording) -> str:
    return wording.say("review.looked", day=wording.day(look.review.decided_at.date())) if look.review is not None and look.holds else ""


def _say_reviews(looks: Collection[Look], wording: Wording) -> list[str]:
    held = [each.review for each in looks if each.review is not None and each.holds]
    lines = []
    if held:
        last = wording.day(max(each.decided_at for each in held).date())
        lines.append(wording.count("review.people", len({each.actor for each in held}), day=last))
    if left := len(looks) - len(held):
        lines.append(wording.count("review.left", left))
    return lines
