"""Whether somebody has looked at what a page says of each theme, and whether it still says what they saw. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.write import write_plain
from domain.ids import ThemeId
from domain.review import Review, ReviewKind

Seal = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Look:
    """A theme that a page shows. `review` is the last time that somebody looked, `changed` what is otherwise since then."""

    theme_id: ThemeId
    card: ThemeCard
    review: Review | None
    changed: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """True where somebody looked and it says the same still."""
        return self.review is not None and not self.changed


@dataclass(frozen=True, slots=True)
class Headline:
    """The first sentence that a person wrote of a round; `holds` while the page shows the themes and changes that they saw."""

    review: Review
    holds: bool


def list_looks(page: DigestPage, reviews: Sequence[Review], seal: Seal) -> tuple[Look, ...]:
    """Every theme of the page with whether somebody looked at it as it is."""
    last = {each.theme_id: each for each in reviews if each.kind is ReviewKind.LOOKED}
    return tuple(_judge(card, last.get(ThemeId(card.anchor)), seal) for card in page.themes)


def find_headline(page: DigestPage, reviews: Sequence[Review], seal: Seal) -> Headline | None:
    """The first sentence in the page's language; None where nobody wrote one, or it was taken back."""
    last = _last_words(page, reviews, ReviewKind.HEADLINE).get(None)
    return Headline(last, last.seen == seal(list_headline_aspects(page))) if last is not None else None


def find_whys(page: DigestPage, reviews: Sequence[Review]) -> dict[ThemeId, str]:
    """Why each theme matters, as staff wrote it in the page's language."""
    last = _last_words(page, reviews, ReviewKind.WHY)
    return {theme_id: each.words for theme_id, each in last.items() if theme_id is not None}


def list_aspects(card: ThemeCard) -> dict[str, str]:
    """What a person looks at when they look at a theme, by name. Recommendations go on, and quotes have approvals of their own."""
    return {
        "its name": _write(card.title, card.description),
        "its figures": _write(card.shown, card.people, card.sessions, card.share, card.previous, card.change.value),
        "its parts": _write([part.title for part in card.parts]),
        "its kinds of comment": _write(card.kinds, card.leanings),
        "who raised it": _write(card.raised_by),
        "how solid it is": _write(card.solidity.value if card.solidity else None, card.campaign),
    }


def list_headline_aspects(page: DigestPage) -> dict[str, str]:
    """What a first sentence stands on: the themes in their order, and how each changed."""
    return {"the themes": _write([(card.anchor, card.title, card.change.value) for card in page.themes])}


def _judge(card: ThemeCard, review: Review | None, seal: Seal) -> Look:
    changed = () if review is None else tuple(_compare(review.seen, seal(list_aspects(card))))
    return Look(ThemeId(card.anchor), card, review, changed)


def _compare(before: str, now: str) -> Iterator[str]:
    """The names of the aspects whose seals differ, in the order of their names."""
    seen, here = (dict(part.split("=") for part in each.split(";") if part) for each in (before, now))
    return (name for name in sorted(seen | here) if seen.get(name) != here.get(name))


def _last_words(page: DigestPage, reviews: Iterable[Review], kind: ReviewKind) -> dict[ThemeId | None, Review]:
    last = {each.theme_id: each for each in reviews if each.kind is kind and each.language == page.language}
    return {theme_id: each for theme_id, each in last.items() if each.words}


def _write(*values: Any) -> str:
    return json.dumps(write_plain(values), sort_keys=True, ensure_ascii=False)
