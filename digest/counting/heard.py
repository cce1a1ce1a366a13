"""Voices -> who was heard in a round, alone or in which session, and who of them raised what. Exact; pure.

People are counted, not rows: somebody who says a thing ten times counts once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.ids import PassageId, PersonId, RoundId, SessionId, ThemeId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Voice:
    """One passage and who said it where; `theme_id` is None where it fits nowhere, `part_id` where it is in no sub-theme."""

    person_id: PersonId
    session_id: SessionId | None
    round_id: RoundId
    passage_id: PassageId
    theme_id: ThemeId | None
    part_id: ThemeId | None = None


@dataclass(slots=True)
class Tally:
    """Who raised one theme, in which sessions and passages."""

    people: set[PersonId] = field(default_factory=set)
    sessions: set[SessionId] = field(default_factory=set)
    passages: set[PassageId] = field(default_factory=set)

    def add(self, voice: Voice) -> None:
        """Count one more voice."""
        self.people.add(voice.person_id)
        self.passages.add(voice.passage_id)
        if voice.session_id is not None:
            self.sessions.add(voice.session_id)


@dataclass(slots=True)
class Heard:
    """One round: each person with the session that they spoke in (None where they answered alone), and a tally a theme."""

    people: dict[PersonId, SessionId | None] = field(default_factory=dict)
    themes: dict[ThemeId, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, voice: Voice) -> None:
        """Count one more voice. Who answered alone and came to a session as well belongs to the session, the first by id of several."""
        known = self.people.setdefault(voice.person_id, voice.session_id)
        if known is None or (voice.session_id is not None and voice.session_id < known):
            self.people[voice.person_id] = voice.session_id
        if voice.theme_id is not None:
            self.themes[voice.theme_id].add(voice)

    def tally(self, theme_id: ThemeId) -> Tally:
        """Who raised a theme; nobody where it was not raised."""
        return self.themes.get(theme_id) or Tally()


@dataclass(frozen=True, slots=True)
class Counts:
    """One round in numbers, the themes in a given order.

    `alone` people answered one by one, of whom `raised_alone` raised each theme: shape (themes,). `sizes` are the people of
    each session: shape (sessions,); `raised` those of them who raised each theme: shape (themes, sessions). All int64.
    """

    alone: int
    sizes: NDArray[np.int64]
    raised_alone: NDArray[np.int64]
    raised: NDArray[np.int64]

    @property
    def heard(self) -> int:
        """All people of the round."""
        return self.alone + int(self.sizes.sum())

    @property
    def people(self) -> NDArray[np.int64]:
        """All who raised each theme, shape (themes,)."""
        found: NDArray[np.int64] = self.raised_alone + self.raised.sum(axis=1)
        return found


def hear(voices: Iterable[Voice], round_id: RoundId | None) -> Heard:
    """The voices of one round; those of others are left out."""
    heard = Heard()
    for voice in voices if round_id is not None else ():
        if voice.round_id == round_id:
            heard.add(voice)
    return heard


def count_people(heard: Heard, theme_ids: Sequence[ThemeId]) -> Counts:
    """The round in numbers, with these themes in this order."""
    import numpy as np

    sizes = Counter(heard.people.values())
    alone = sizes.pop(None, 0)
    places = {session_id: place for place, session_id in enumerate(sorted(each for each in sizes if each is not None))}
    table = np.zeros((len(theme_ids), len(places) + 1), dtype=np.int64)
    for row, theme_id in enumerate(theme_ids):
        for session_id, people in Counter(heard.people[each] for each in heard.tally(theme_id).people).items():
            table[row, len(places) if session_id is None else places[session_id]] = people
    ordered = np.array([sizes[each] for each in places], dtype=np.int64)
    return Counts(alone, ordered, table[:, -1], table[:, :-1])
