"""What is known of the themes of a round beside their findings: sub-themes, campaigns, how solid they are. Exact; pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.counting.findings import Voice
from digest.gathering.facts import PartHeard
from domain.ids import PersonId, ThemeId
from domain.themes import Solidity, Standing, Theme

LEAST_WORDS = 5  # of a text that many sent: "street lights" from thirty people is no campaign
LEAST_SIGNS = 12  # the same in scripts that put no space between words
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Said:
    """A passage's words, redacted, with who said them and the theme that they are in."""

    theme_id: ThemeId | None
    person_id: PersonId
    text: str

    def __repr__(self) -> str:
        return f"Said({self.theme_id})"


def count_parts(voices: Iterable[Voice], themes: Iterable[Theme]) -> tuple[PartHeard, ...]:
    """The sub-themes that these voices raised, each within the theme of its passages, most people first."""
    titles = {theme.id: theme.title for theme in themes}
    people: defaultdict[tuple[ThemeId, ThemeId], set[PersonId]] = defaultdict(set)
    for voice in voices:
        if voice.theme_id is not None and voice.part_id is not None and voice.part_id in titles:
            people[voice.theme_id, voice.part_id].add(voice.person_id)
    parts = (PartHeard(theme_id, part_id, titles[part_id], len(who)) for (theme_id, part_id), who in people.items())
    return tuple(sorted(parts, key=lambda each: (-each.people, each.part_id, each.theme_id)))


def count_same_words(said: Iterable[Said]) -> dict[ThemeId, int]:
    """For each theme the people of the largest campaign in it: those who sent one and the same text of some length.

    Case, spaces and punctuation make no difference. Themes in which nobody repeated anybody are left out.
    """
    from nlp.themes.passage import fold_text

    senders: defaultdict[ThemeId, defaultdict[str, set[PersonId]]] = defaultdict(lambda: defaultdict(set))
    for each in said:
        if each.theme_id is not None and _is_long(each.text):
            senders[each.theme_id][fold_text(each.text)].add(each.person_id)
    largest = {theme_id: max(map(len, texts.values())) for theme_id, texts in senders.items()}
    return {theme_id: people for theme_id, people in largest.items() if people > 1}


def tell_solidity(standings: Sequence[Standing]) -> Mapping[ThemeId, Solidity]:
    """How well each theme that was tried is found again."""
    if not standings:
        return {}
    from nlp.themes.solidity import solidity_of

    return {each.theme_id: solidity_of(each.solidity) for each in standings}


def are_too_few(texts: Iterable[str]) -> bool:
    """True where so few different things were said that theming looks for nothing new in them."""
    from nlp.themes.passage import fold_text
    from nlp.themes.sizes import FEWEST

    return len({fold_text(text) for text in texts}) < FEWEST


def _is_long(text: str) -> bool:
    return len(_WORD.findall(text)) >= LEAST_WORDS or len(_UNSPACED.findall(text)) >= LEAST_SIGNS
