"""Ask a model for titles of themes, and take those that stand every check; the machine's own titles stay for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from nlp.namer.ask import Endpoint, ask_model
from nlp.namer.check import Proposal, SentPassage, check_answer
from nlp.namer.prompt import SCHEMA, build_messages, list_ids
from nlp.namer.reasons import Reason, Refused
from nlp.themes.names.casing import learn_casing
from nlp.themes.names.rank import SHARED_BY
from nlp.themes.names.term import Wording, stops_of
from nlp.themes.names.title import Voice, title_key
from nlp.themes.passage import PassageToTheme

# An endpoint that does not answer so many times in a row is not asked again in this run.
_PATIENCE = 2


@dataclass(frozen=True, slots=True)
class ThemeToName:
    """A theme that waits for a title: its passages, the most central first, and the phrases that the machine holds for telling."""

    passages: Sequence[PassageToTheme]
    telling: Sequence[str]


@dataclass(frozen=True, slots=True)
class Named:
    """What came of it: proposals by the theme's number, why others kept their titles, how often the model was asked with how much."""

    proposals: Mapping[int, Proposal] = field(default_factory=dict)
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    asked: int = 0
    passages: int = 0


def name_themes(
    themes: Sequence[ThemeToName], endpoint: Endpoint, *, language: str, wording: Wording, used: Set[frozenset[str]], most: int
) -> Named:
    """Proposals for themes, no two alike nor like one `used` (a `title_key` each); at most `most` passages of a theme are sent.

    Redacted passages only are sent, one a person, in `language` or translated into it, and of themes that at least three people
    speak in. Nothing raises: a theme without a usable answer is counted with its reason.
    """
    proposals: dict[int, Proposal] = {}
    reasons: Counter[Reason] = Counter()
    taken, asked, passages, silent = set(used), 0, 0, 0
    for number, theme in enumerate(themes):
        sent = choose_passages(theme.passages, language, most=most)
        if len(sent) < SHARED_BY or silent >= _PATIENCE:
            reasons[Reason.NO_ANSWER if silent >= _PATIENCE else Reason.TOO_FEW_PEOPLE] += 1
            continue
        asked, passages = asked + 1, passages + len(sent)
        try:
            proposals[number] = _name(theme, sent, endpoint, _voice(theme, language, wording), taken)
            taken.add(title_key(proposals[number].title))
            silent = 0
        except Refused as refused:
            reasons[refused.reason] += 1
            silent = silent + 1 if refused.reason is Reason.NO_ANSWER else 0
    return Named(proposals, dict(reasons), asked, passages)


def _name(theme: ThemeToName, sent: Sequence[SentPassage], endpoint: Endpoint, voice: Voice, used: Set[frozenset[str]]) -> Proposal:
    answer = ask_model(endpoint, build_messages([each.text for each in sent], voice.language), SCHEMA)
    return check_answer(answer, sent, telling=theme.telling, voice=voice, used=used)


def choose_passages(passages: Sequence[PassageToTheme], language: str, *, most: int) -> list[SentPassage]:
    """The first passages that are in the language or translated into it, one a person."""
    chosen: dict[str, str] = {}
    for each in passages:
        text = each.text if each.language == language else each.translation
        if text and len(chosen) < most:
            chosen.setdefault(each.person or each.id, text)
    return [SentPassage(id_, person, text) for id_, (person, text) in zip(list_ids(len(chosen)), chosen.items(), strict=True)]


def _voice(theme: ThemeToName, language: str, wording: Wording) -> Voice:
    texts = [each.text for each in theme.passages if each.language == language]
    peoples = frozenset(wording.peoples.get(language, ()))
    return Voice(language, learn_casing(texts, language), peoples, stops_of(wording.stop_words, language))
