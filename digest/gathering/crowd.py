"""Who was heard, by the languages they spoke and the groups they are of: among how many somebody can stay unknown. Exact; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from domain.heard import HeardPassage
from domain.ids import PersonId
from domain.listening import StoredResponse

Group = tuple[str, str]
Kind = tuple[frozenset[str], frozenset[Group]]
_NONE: frozenset[Group] = frozenset()


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people heard in one round: how many of each kind, a kind being all their languages and all values of their groups."""

    groups: Mapping[PersonId, frozenset[Group]]
    people: Counter[Kind]

    def count_alike(self, person: PersonId, language: str) -> int:
        """People who spoke this language and are of all the groups that this person is of, the person among them."""
        groups = self.groups.get(person, _NONE)
        return sum(count for (languages, theirs), count in self.people.items() if language in languages and groups <= theirs)


def gather_crowd(heard: Iterable[HeardPassage], responses: Collection[StoredResponse]) -> Crowd:
    """The people of these passages, with the groups that their responses name; both of one round."""
    languages: defaultdict[PersonId, set[str]] = defaultdict(set)
    for each in heard:
        languages[each.person_id].add(each.language)
    groups: defaultdict[PersonId, set[Group]] = defaultdict(set)
    for response in responses:
        groups[response.person_id].update(response.groups)
    frozen = {person: frozenset(groups.get(person, ())) for person in languages}
    return Crowd(frozen, Counter((frozenset(spoken), frozen[person]) for person, spoken in languages.items()))
