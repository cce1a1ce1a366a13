"""People by what they said on each theme: concerns, suggestions, praise, questions, and who wants more or less of something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from digest.counting.findings import Voice
from domain.ids import PassageId, PersonId, RoundId, ThemeId
from domain.kinds import Kind, KindsHeard, Leaning, PassageKind, join_kinds
from warehouse.store import Store


def gather_kinds(store: Store, round_id: RoundId, voices: Iterable[Voice]) -> Mapping[ThemeId, KindsHeard]:
    """People of one round by kind and leaning, on each theme; empty where kinds were never told. `voices` are those of the round."""
    told = store.kinds.of_rounds([round_id])
    return count_kinds(voices, told) if told else {}


def count_kinds(voices: Iterable[Voice], told: Mapping[PassageId, PassageKind]) -> Mapping[ThemeId, KindsHeard]:
    """Distinct people by kind and leaning, on each theme. A passage of which nobody told the kind counts as unclear.

    Somebody who said two kinds, or wants more of one thing and less of another, counts in both: nobody is netted.
    """
    kinds: defaultdict[ThemeId, defaultdict[PersonId, set[Kind]]] = defaultdict(lambda: defaultdict(set))
    leanings: defaultdict[ThemeId, defaultdict[Leaning, set[PersonId]]] = defaultdict(lambda: defaultdict(set))
    for voice in voices:
        if voice.theme_id is None:
            continue
        one = told.get(voice.passage_id)
        kinds[voice.theme_id][voice.person_id].add(one.kind if one else Kind.UNCLEAR)
        if one is not None and one.leaning is not None:
            leanings[voice.theme_id][one.leaning].add(voice.person_id)
    return {theme_id: _count(people, leanings[theme_id]) for theme_id, people in kinds.items()}


def _count(kinds: Mapping[PersonId, set[Kind]], leanings: Mapping[Leaning, set[PersonId]]) -> KindsHeard:
    said = [join_kinds(each) for each in kinds.values()]
    return KindsHeard(
        people=len(said),
        kinds={kind: sum(kind in each for each in said) for kind in Kind},
        leanings={leaning: len(leanings.get(leaning, ())) for leaning in Leaning},
    )
