"""Out of ranked phrases: the one that heads a theme, the few that describe it, and the keywords."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain, islice

from nlp.quotes.shared_words import shares_words
from nlp.themes.names.casing import Casing, write_phrase
from nlp.themes.names.people import names_a_group, names_a_person
from nlp.themes.names.sentences import capitalise, join_phrases, say_unnamed
from nlp.themes.names.term import Phrase
from nlp.themes.words import are_alike, count_words, is_han, overlap, words_of

MOST_WORDS = 6
KEYWORDS = 10

_NONE: frozenset[str] = frozenset()
# A second phrase joins a first of several words while it weighs at least this share of it, and a single word sooner.
_WORTH_SAYING, _WORTH_SAYING_OF_SINGLE = 0.65, 0.1
# A phrase of several words stands for the single word that leads, if it has it and weighs at least this share of it.
_SAYS_MORE = 0.3
# What a keyword keeps of its weight that nobody said together with another.
_SAID_APART = 0.1
# Of so many of the first phrases, any two can make a title.
_PAIRED = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """In which language titles are, how its words are written, further names of peoples, and words that say nothing."""

    language: str
    casing: Casing = field(default_factory=dict)
    peoples: frozenset[str] = _NONE
    stops: frozenset[str] = _NONE


def write_phrases(ranked: Sequence[Phrase], voice: Voice) -> list[Phrase]:
    """The phrases as they are written within sentences; who is named in one is no concern, so those are left out."""
    written = [Phrase(write_phrase(each.text, voice.casing), each.key, each.people, each.weight) for each in ranked]
    return [each for each in written if not names_a_person(each.text)]


@dataclass(frozen=True, slots=True)
class Title:
    """A title, and the phrases that it is made of; none where a person gave it or nobody named it yet."""

    text: str
    phrases: tuple[str, ...] = ()


def choose_title(
    ranked: Sequence[Phrase], voice: Voice, used: Set[frozenset[str]], near: Sequence[str] = (), said: Sequence[str] = ()
) -> Title:
    """One phrase of two to four words, or two phrases, up to six words; another where the title is used already.

    `near` are titles of other themes: a title that says nothing beyond one of them comes after others. One that has six words
    in a row of what was `said` is not used.
    """
    titles = [title for title in islice(_propose(ranked, voice), 200) if not shares_words(title.text, said)]
    free = [title for title in titles if title_key(title.text) not in used]
    apart = (title for title in free if not any(_adds_nothing(title.text, other) for other in near))
    chosen = next(apart, free[0] if free else None)
    if chosen is not None:
        return chosen
    first = titles[0] if titles else Title(say_unnamed(voice.language))
    numbered = [first.text, *(f"{first.text} ({number})" for number in range(2, len(used) + 3))]
    return Title(next(title for title in numbered if title_key(title) not in used), first.phrases)


def title_key(title: str) -> frozenset[str]:
    """What a title says, in whatever order; a number counts."""
    return frozenset(title.casefold().replace(",", " ").replace("、", " ").split())


def _adds_nothing(title: str, other: str) -> bool:
    """True where all words of one of two titles are in the other."""
    mine, theirs = words_of(title), words_of(other)
    shorter, longer = sorted((mine, theirs), key=len)
    return all(any(are_alike(word, each) for each in longer) for word in shorter)


def _propose(ranked: Sequence[Phrase], voice: Voice) -> Iterator[Title]:
    """Titles, the best first; then any two phrases together, which is better than one word alone or a number."""
    fit = [phrase for phrase in ranked if count_words(phrase.text) <= MOST_WORDS]
    composed = (phrases for lead in fit for phrases in _compose(lead, fit))
    pairs = ([one, other] for other in fit[:_PAIRED] for one in fit[:_PAIRED] if one is not other and not overlap(one.text, other.text))
    for phrases in chain(composed, pairs, ([phrase] for phrase in fit)):
        texts = tuple(phrase.text for phrase in phrases)
        title = Title(capitalise(join_phrases(texts, voice.language)), texts)
        if count_words(title.text) <= MOST_WORDS and not speaks_of_people(texts, voice):
            yield title


def speaks_of_people(phrases: Sequence[str], voice: Voice) -> bool:
    """True for phrases that together name a people or a group and no concern that is not a harm."""
    said = (word for phrase in phrases for word in words_of(phrase) if is_han(word) or word not in voice.stops)
    return names_a_group(" ".join(said), voice.language, voice.peoples)


def _compose(lead: Phrase, ranked: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """Ways to say what leads: one phrase that says more, or with a second one; a single word alone comes last."""
    first = _say_more(lead, ranked)
    is_single = count_words(first.text) < 2
    least = (_WORTH_SAYING_OF_SINGLE if is_single else _WORTH_SAYING) * lead.weight
    second = next((each for each in ranked if each.weight >= least and not overlap(each.text, first.text)), None)
    if second is not None:
        yield [first, second]
    if not is_single or second is None:
        yield [first]


def _say_more(lead: Phrase, ranked: Sequence[Phrase]) -> Phrase:
    if count_words(lead.text) > 1:
        return lead
    longer = (
        each
        for each in ranked
        if each.weight >= _SAYS_MORE * lead.weight
        and 1 < count_words(each.text) <= 4
        and set(words_of(lead.key)) <= set(words_of(each.key))
    )
    return next(longer, lead)


def choose_keywords(ranked: Sequence[Phrase], most: int) -> list[Phrase]:
    """What many people of the theme share and say together, none within another; `ranked` as it comes from counting.

    Each next one has the largest product of weight, people, and the mean share of people that it has in common with those before.
    """
    left, chosen = sorted(ranked, key=lambda each: (-_shared_weight(each), each.key)), list[Phrase]()
    while left and len(chosen) < most:
        best = max(left, key=lambda each: _shared_weight(each) * (_SAID_APART + _said_together(each, chosen)))
        left.remove(best)
        if not any(_adds_nothing(best.text, other.text) for other in chosen):
            chosen.append(best)
    return chosen


def _shared_weight(phrase: Phrase) -> float:
    return phrase.weight * len(phrase.people)


def _said_together(phrase: Phrase, chosen: Sequence[Phrase]) -> float:
    shares = [len(phrase.people & each.people) / min(len(phrase.people), len(each.people)) for each in chosen]
    return sum(shares) / len(shares) if shares else 1.0


def choose_distinct(ranked: Sequence[Phrase], most: int, taken: Sequence[str] = ()) -> list[Phrase]:
    """The most telling phrases of which no two share a word, nor one with those `taken`."""
    chosen: list[Phrase] = []
    for phrase in ranked:
        if len(chosen) == most:
            break
        if not any(overlap(phrase.text, other) for other in (*taken, *(each.text for each in chosen))):
            chosen.append(phrase)
    return chosen
