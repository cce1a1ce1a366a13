"""Which passages of a theme say it best, and which of them disagrees. Pure, over texts and vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.ids import PassageId
from domain.quotes import Stance
from nlp.quotes.readable import can_stand_alone, leans_on_others, says_no
from nlp.quotes.shared_words import list_tokens
from nlp.themes.passage import unit_mean

CENTRAL, OPPOSED = 3, 1
# A text that begins with "And" is offered where nothing nearly as near to the theme's centre can be read by itself.
_LEANING_WORTH = 0.8
_SAME_WORDS, _SAME_MEANING = 0.6, 0.95
# Where so many of a theme turn one way, one that turns the other way may disagree.
_MOSTLY = 0.7
_WISHES = frozenset({"concern", "suggestion"})
_PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of a theme. `kind` and `leaning` are empty where nobody told them; only what `may_be_offered` is chosen."""

    id: PassageId
    person: str
    text: str
    language: str
    kind: str = ""
    leaning: str = ""
    may_be_offered: bool = False

    def __repr__(self) -> str:
        return f"Candidate({self.id})"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage worth quoting, and how near to the theme's centre it lies, in [0, 1]."""

    id: PassageId
    stance: Stance
    score: float


def choose_quotes(
    candidates: Sequence[Candidate], vectors: npt.NDArray[np.floating], *, central: int = CENTRAL, opposed: int = OPPOSED
) -> tuple[Chosen, ...]:
    """The passages nearest to the centre of all that can be read alone, and the nearest that disagree; one a person, no two alike.

    `vectors` holds a centred unit vector a candidate, shape (n, dim). What nobody may offer still says where the centre is.
    """
    if not candidates:
        return ()
    near = np.clip(np.asarray(vectors, dtype=np.float64) @ unit_mean(vectors), 0.0, 1.0)
    against = find_opposed(candidates)
    worth = {row: _weigh(each, float(near[row])) for row, each in enumerate(candidates) if _is_offered(each)}
    ranked = sorted(worth, key=lambda row: (-worth[row], candidates[row].id))
    taken = _take((row for row in ranked if row not in against), candidates, vectors, central, ())
    opposing = _take((row for row in ranked if row in against), candidates, vectors, opposed, taken)
    stances = [(row, Stance.CENTRAL) for row in taken] + [(row, Stance.DISAGREES) for row in opposing]
    return tuple(Chosen(candidates[row].id, stance, round(float(near[row]), 6)) for row, stance in stances)


def find_opposed(candidates: Sequence[Candidate]) -> Set[int]:
    """The rows that go against most of the theme: the other leaning, else praise among concerns, else, where no kinds are
    told, the few that say no where the others do not (or the other way round). That is a guess, and people decide.
    """
    leanings = Counter(each.leaning for each in candidates if each.leaning)
    if len(leanings) > 1:
        common = leanings.most_common(1)[0][0]
        return {row for row, each in enumerate(candidates) if each.leaning not in ("", common)}
    if any(each.kind for each in candidates):
        return _find_other_kind(candidates)
    told = {row: turn for row, each in enumerate(candidates) if (turn := says_no(each.text, each.language)) is not None}
    turned = sum(told.values())
    if turned <= (1 - _MOSTLY) * len(told):
        return {row for row, turn in told.items() if turn}
    return {row for row, turn in told.items() if not turn} if turned >= _MOSTLY * len(told) else set()


def _find_other_kind(candidates: Sequence[Candidate]) -> Set[int]:
    praise = {row for row, each in enumerate(candidates) if each.kind == _PRAISE}
    wishes = {row for row, each in enumerate(candidates) if each.kind in _WISHES}
    return praise if len(praise) <= len(wishes) else wishes


def _is_offered(each: Candidate) -> bool:
    return each.may_be_offered and can_stand_alone(each.text)


def _weigh(each: Candidate, near: float) -> float:
    return near * (_LEANING_WORTH if leans_on_others(each.text, each.language) else 1.0)


def _take(
    rows: Iterable[int], candidates: Sequence[Candidate], vectors: npt.NDArray[np.floating], most: int, before: Sequence[int]
) -> list[int]:
    """The first of these rows, of other people and saying other things than those taken before."""
    taken: list[int] = []
    for row in rows:
        if len(taken) == most:
            break
        others = (*before, *taken)
        if not any(_are_alike(candidates[row], candidates[other], float(vectors[row] @ vectors[other])) for other in others):
            taken.append(row)
    return taken


def _are_alike(one: Candidate, other: Candidate, meaning: float) -> bool:
    mine, theirs = set(list_tokens(one.text)), set(list_tokens(other.text))
    shared = len(mine & theirs) / max(len(mine | theirs), 1)
    return one.person == other.person or meaning >= _SAME_MEANING or shared >= _SAME_WORDS
