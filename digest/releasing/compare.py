"""Two releases of a round -> what changed between them: exactly for staff, and in words that repeat nothing for the public. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.write import write_plain
from digest.telling.wording import Wording

# What is about a page as a whole, by the phrase that says that it changed.
_PARTS = {
    "corrected.heard": ("heard", "not_heard"),
    "corrected.indicators": ("indicators",),
    "corrected.outcomes": ("outcomes",),
    "corrected.recommendations": ("recommendations", "said_done", "helped"),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a later page says otherwise. Themes by title: `renamed` as (before, now), `moved` are those with other figures.

    `quotes_out` and `quotes_in` count quotes, `parts` are keys of phrases for what is about the page as a whole.
    """

    renamed: tuple[tuple[str, str], ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    quotes_out: int = 0
    quotes_in: int = 0
    parts: tuple[str, ...] = ()

    def in_words(self) -> Iterator[str]:
        """For staff: what changed, with the titles that were there before."""
        yield from (f"“{before}” is now called “{now}”." for before, now in self.renamed)
        yield from (f"Shown for the first time: “{title}”." for title in self.added)
        yield from (f"Not shown any more: “{title}”." for title in self.gone)
        yield from (f"Other figures: “{title}”." for title in self.moved)
        if self.quotes_out or self.quotes_in:
            yield f"Quotes taken out: {self.quotes_out}; quotes added: {self.quotes_in}."
        yield from (f"Brought up to date: {key.partition('.')[2]}." for key in self.parts)


def compare_pages(before: DigestPage, now: DigestPage) -> Changes:
    """What `now` says otherwise than `before`, both of one round."""
    old = {card.anchor: card for card in before.themes}
    new = {card.anchor: card for card in now.themes}
    both = [(old[anchor], card) for anchor, card in new.items() if anchor in old]
    said_before, said_now = set(_list_quotes(before)), set(_list_quotes(now))
    return Changes(
        renamed=tuple((one.title, other.title) for one, other in both if one.title != other.title),
        added=tuple(card.title for anchor, card in new.items() if anchor not in old),
        gone=tuple(card.title for anchor, card in old.items() if anchor not in new),
        moved=tuple(other.title for one, other in both if _read_figures(one) != _read_figures(other)),
        quotes_out=len(said_before - said_now),
        quotes_in=len(said_now - said_before),
        parts=tuple(_list_parts(before, now)),
    )


def tell_changes(changes: Changes, *, wording: Wording) -> tuple[str, ...]:
    """For the public: what is new by its name, what is gone by its number. What was taken out is not said again."""
    lines = []
    if changes.renamed:
        lines.append(wording.count("corrected.renamed", len(changes.renamed), themes=_name(wording, (now for _, now in changes.renamed))))
    if changes.added:
        lines.append(wording.count("corrected.added", len(changes.added), themes=_name(wording, changes.added)))
    if changes.gone:
        lines.append(wording.count("corrected.gone", len(changes.gone)))
    if changes.moved:
        lines.append(wording.count("corrected.moved", len(changes.moved), themes=_name(wording, changes.moved)))
    if changes.quotes_out:
        lines.append(wording.count("corrected.quotes_out", changes.quotes_out))
    if changes.quotes_in:
        lines.append(wording.count("corrected.quotes_in", changes.quotes_in))
    lines.extend(wording.say(key) for key in changes.parts)
    return tuple(lines) or (wording.say("corrected.other"),)


def _name(wording: Wording, titles: Iterable[str]) -> str:
    return wording.listing(map(wording.quote, titles))


def _read_figures(card: ThemeCard) -> Any:
    """What a card counts; the change only where it is told by figures, since a round before may be told anew."""
    kinds = [(each.kind, each.shown) for each in (*card.kinds, *card.leanings)]
    raised = [(table.title, row.label, row.raised, row.heard, row.share) for table in card.raised_by for row in table.rows]
    return (card.people, card.share, card.change, kinds, raised)


def _list_quotes(page: DigestPage) -> Iterator[tuple[str, ...]]:
    return (quote.parts for card in page.themes for quote in card.quotes)


def _list_parts(before: DigestPage, now: DigestPage) -> Iterator[str]:
    for key, names in _PARTS.items():
        if any(write_plain(getattr(before, name)) != write_plain(getattr(now, name)) for name in names):
            yield key
    if (before.headline, *(card.why for card in before.themes)) != (now.headline, *(card.why for card in now.themes)):
        yield "corrected.sentences"
