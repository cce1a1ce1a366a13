"""What an entry of a timeline says beside its mark and its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest.telling.recommend_rows import reply_key
from digest.telling.wording import Wording, show_plainly
from digest.tracking.events import Event, EventMark
from digest.tracking.told import ToldTheme
from domain.ids import RoundId

MOST_REFERENCES = 8  # that a sentence names


@dataclass(frozen=True, slots=True)
class Sentences:
    """The words of a page's entries; `found` are what its rounds found, by round."""

    wording: Wording
    found: Mapping[RoundId, str]

    def mark(self, event: Event) -> str:
        """What happened, in a word or two: "Partly accepted", "Date moved"."""
        if event.reply is not None and event.mark is EventMark.ANSWERED:
            return self.wording.say(reply_key(event.reply))
        return self.wording.say(f"mark.{event.mark.name.lower()}")

    def sentence(self, event: Event) -> str:
        """What the page itself says of an event."""
        if event.told is not None:
            return self._say_told(event, event.told)
        if event.round_id is not None:
            return self._say_round(event, event.round_id)
        if event.replaced_by:
            return self.wording.say("story.replaced", reference=self.wording.isolate(event.replaced_by))
        return self._say_move(event)

    def more(self, event: Event) -> Iterator[str]:
        """What stands beneath: how a theme stood before, and what was asked for because of it."""
        if event.told is None:
            return
        before = event.told.before(show_plainly(event.since)) if event.since else None
        if before is not None:
            round_title = self.wording.isolate(event.since)
            yield self.wording.say("story.spoke_before", round=round_title, share=self.wording.share(before))
        if event.told.change and event.mark is EventMark.HEARD_AGAIN:
            yield event.told.change
        if event.references:
            yield self.wording.say("story.about", references=self._list(event.references))

    def _list(self, references: tuple[str, ...]) -> str:
        named = [self.wording.isolate(each) for each in references[:MOST_REFERENCES]]
        left = len(references) - len(named)
        return self.wording.listing(named) + (f" {self.wording.count('story.more', left)}" if left else "")

    def _say_told(self, event: Event, told: ToldTheme) -> str:
        here, theme = self.wording.isolate(event.title), self.wording.quote(told.title)
        if told.share is None:
            return self.wording.say("story.spoke_hidden", round=here, theme=theme)
        return self.wording.say("story.spoke", round=here, theme=theme, share=self.wording.share(told.share))

    def _say_round(self, event: Event, round_id: RoundId) -> str:
        if event.mark is EventMark.FOUND:
            return self.found[round_id]
        return self.wording.say("timeline.heard_round", round=self.wording.isolate(event.title))

    def _say_move(self, event: Event) -> str:
        before, after = event.moved_from, event.moved_to
        if before is not None and after is not None:
            days = (after - before).days
            key = "story.moved_later" if days >= 0 else "story.moved_earlier"
            return self.wording.count(key, abs(days), before=self.wording.day(before), after=self.wording.day(after))
        if before is not None:
            return self.wording.say("story.moved_away", before=self.wording.day(before))
        if after is None:
            return ""
        if event.mark is EventMark.PROMISED:
            return self.wording.say("story.dated", after=self.wording.day(after))
        return self.wording.say("timeline.moved_ahead" if event.is_ahead else "timeline.moved_past", to=self.wording.day(after))
