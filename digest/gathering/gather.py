"""Rows of the warehouse -> `DigestFacts`: everything that a round's digest and the timeline say, still exact."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from digest.counting.findings import Voice, count_findings
from digest.counting.heard import hear
from digest.counting.outcomes import SpanKind
from digest.gathering.asked import IndicatorAsked, TrainingAsked
from digest.gathering.facts import DigestFacts, GroupHeard
from digest.gathering.hidden_before import gather_hidden
from digest.gathering.indicators import follow_indicators, gather_indicators, gather_trainings, weigh_indicators
from digest.gathering.kinds import gather_kinds
from digest.gathering.outcomes import gather_outcomes
from digest.gathering.quotes import RoundSaid, gather_quotes
from digest.gathering.raised import gather_raised
from digest.gathering.residents import match_languages, match_residents
from digest.gathering.set_aside import count_set_aside
from digest.gathering.theme_facts import Said, are_too_few, count_parts, count_same_words, tell_solidity
from domain.action import Finding, Incomparable
from domain.errors import HearbackError
from domain.heard import HeardPassage
from domain.held import DISCARDED
from domain.ids import PersonId, RoundId, ThemeId
from domain.listening import Comment, Round, StoredResponse
from domain.quotes import NO_QUOTES, QuotePolicy
from domain.themes import ThemingRun, is_alarming
from domain.town import ReferenceTable
from warehouse.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the digest is told from outside the warehouse: who publishes it, for when, and what it follows.

    `weigh_from` is how many people a group must have on either side of a scale to be weighted by; None where nothing is weighted.
    """

    town: str
    title: str
    language: str
    today: date
    made_at: datetime
    due_soon_days: int = 30
    indicators: tuple[IndicatorAsked, ...] = ()
    trainings: tuple[TrainingAsked, ...] = ()
    weigh_from: int | None = None
    outcomes_by: SpanKind = SpanKind.QUARTER
    corrects: int | None = None
    quotes: QuotePolicy = NO_QUOTES


def gather_voices(store: Store, rounds: Sequence[Round]) -> tuple[ThemingRun, tuple[HeardPassage, ...], tuple[Voice, ...]]:
    """The latest run of the last round, its passages, and one voice a passage and theme. Raises when it was not themed."""
    run = store.themes.latest_run(rounds[-1].id)
    if run is None:
        raise HearbackError(
            f"The round {rounds[-1].name!r} has no themes yet.", next_step=f"Run it first: hearback run --round {rounds[-1].name}"
        )
    passages = store.passages.of_rounds([each.id for each in rounds])
    found = {each.passage_id: (each.theme_id, each.part_id) for each in store.themes.assignments(run.id)}
    voices = tuple(
        Voice(each.person_id, each.session_id, each.round_id, each.passage.id, *found.get(each.passage.id, (None, None)))
        for each in passages
    )
    return run, passages, voices


def count_round(
    voices: Sequence[Voice], rounds: Sequence[Round], run: ThemingRun, incomparable: Sequence[Incomparable] = ()
) -> tuple[Finding, ...]:
    """The findings of the last of these rounds, held against the one before it where nothing makes the two `incomparable`."""
    known = {voice.theme_id for voice in voices if voice.theme_id and voice.round_id in {each.id for each in rounds[:-2]}}
    return count_findings(
        [voice for voice in voices if voice.round_id in {each.id for each in rounds}],
        round_id=rounds[-1].id,
        previous_round_id=rounds[-2].id if len(rounds) > 1 else None,
        run_id=run.id,
        known_before=known,
        incomparable=incomparable,
    )


def gather_facts(store: Store, rounds: Sequence[Round], frame: Frame, *, release_number: int) -> DigestFacts:
    """All facts of the last of these rounds (given in time order)."""
    run, passages, voices = gather_voices(store, rounds)
    here = rounds[-1]
    findings = store.findings.of_round(here.id)
    earlier = [finding for number in range(1, len(rounds)) for finding in count_round(voices, rounds[:number], run)]
    shown = {finding.theme_id for finding in (*findings, *earlier)}
    comments = store.comments.of_rounds([here.id])
    responses = store.responses.of_rounds([each.id for each in rounds])
    ours = [each for each in responses if each.round_id == here.id]
    questions = [each for asked in store.questions.of_sources([each.id for each in store.sources.all()]).values() for each in asked]
    voices_here = [voice for voice in voices if voice.round_id == here.id]
    themes = store.themes.all()
    raised_here = [finding.theme_id for finding in findings if finding.people]
    references = store.references.all()
    followed = follow_indicators(store, frame.indicators, rounds, responses)
    indicators = gather_indicators(store, followed, rounds, responses, language=frame.language)
    if frame.weigh_from is not None:
        indicators = weigh_indicators(indicators, followed, here.id, references, fewest=frame.weigh_from)
    return DigestFacts(
        town=frame.town,
        title=frame.title,
        language=frame.language,
        round=here,
        themes=tuple(each for each in themes if each.id in shown),
        findings=findings,
        people_heard=len({voice.person_id for voice in voices_here}),
        made_at=frame.made_at,
        today=frame.today,
        earlier_rounds=tuple(rounds[:-1]),
        earlier_findings=tuple(earlier),
        responses=len(ours),
        sessions=store.sessions.of_rounds([each.id for each in rounds]),
        languages_heard=_languages(passages, here.id),
        languages_resident=match_languages(references),
        groups_heard=_groups(ours, references),
        indicators=indicators,
        trainings=gather_trainings(frame.trainings, followed, rounds),
        outcomes=gather_outcomes(store, rounds, today=frame.today, by=frame.outcomes_by),
        unthemed_people=people_only_unthemed(voices_here),
        passages=len(voices_here),
        unthemed_passages=sum(voice.theme_id is None for voice in voices_here),
        parts=count_parts(voices_here, themes),
        solidity=tell_solidity(store.themes.standings(run.id)),
        same_words=count_same_words(_say(voices_here, passages)),
        kinds=gather_kinds(store, here.id, voices_here),
        hid=store.decisions.bindings().hidden,
        is_too_few=are_too_few(each.passage.text for each in passages),
        held=tuple(sorted(Counter(each.held_reason for each in comments if each.held_reason not in (None, DISCARDED)).items())),
        discarded=sum(each.held_reason == DISCARDED for each in comments),
        held_questions=tuple(each.text(frame.language) or each.code for each in questions if each.held_reason),
        translations=tuple(sorted(Counter(each.translation.made_by for each in comments if each.translation).items())),
        untranslated=sum(_is_untranslated(each, frame.language) for each in comments),
        set_aside=count_set_aside(comments, frame.language),
        raised=gather_raised(hear(voices_here, here.id), raised_here, [each for each in passages if each.round_id == here.id], ours),
        recommendations=store.recommendations.all(),
        leak=run.leak,
        is_leak_alarming=is_alarming(run.leak),
        release_number=release_number,
        corrects=frame.corrects,
        due_soon_days=frame.due_soon_days,
        hidden_before=gather_hidden(store, rounds),
        quotes=gather_quotes(store, here.id, frame.quotes, language=frame.language, said=_said_here(passages, ours, voices_here)),
    )


def _said_here(passages: Iterable[HeardPassage], ours: Sequence[StoredResponse], voices: Iterable[Voice]) -> RoundSaid:
    themes = {each.passage_id: each.theme_id for each in voices}
    return RoundSaid([each for each in passages if each.passage.id in themes], ours, themes)


def _say(voices: Iterable[Voice], passages: Iterable[HeardPassage]) -> Iterator[Said]:
    texts = {each.passage.id: each.passage.text for each in passages}
    return (Said(voice.theme_id, voice.person_id, texts[voice.passage_id]) for voice in voices)


def _is_untranslated(comment: Comment, language: str) -> bool:
    return comment.text is not None and not comment.is_context and comment.language != language and comment.translation is None


def _languages(passages: Iterable[HeardPassage], round_id: RoundId) -> tuple[tuple[str, int], ...]:
    """People by the language they spoke, most first; somebody who used two counts in both."""
    people: defaultdict[str, set[PersonId]] = defaultdict(set)
    for each in passages:
        if each.round_id == round_id:
            people[each.language].add(each.person_id)
    return _by_size({language: len(heard) for language, heard in people.items()})


def _groups(responses: Iterable[StoredResponse], references: Sequence[ReferenceTable]) -> tuple[GroupHeard, ...]:
    """People by the values of each public group, with the shares of residents where somebody gave them."""
    people: defaultdict[str, defaultdict[str, set[PersonId]]] = defaultdict(lambda: defaultdict(set))
    for response in responses:
        for name, value in response.groups:
            people[name][value].add(response.person_id)
    return tuple(
        GroupHeard(name, _by_size({value: len(heard) for value, heard in values.items()}), match_residents(references, name, values))
        for name, values in sorted(people.items())
    )


def people_only_unthemed(voices: Iterable[Voice]) -> int:
    """People none of whose passages fits a theme."""
    themes: defaultdict[PersonId, set[ThemeId | None]] = defaultdict(set)
    for voice in voices:
        themes[voice.person_id].add(voice.theme_id)
    return sum(found == {None} for found in themes.values())


def _by_size(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
