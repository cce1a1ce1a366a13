"""What the demo found, held against what was written into it: identifiers taken out, concerns found as themes."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from config.settings import FILE_NAME, load_settings
from demo.town.kinds import read_true_kinds
from demo.town.people import gather_people
from domain.ids import CommentId, ThemeId, stable_id
from domain.kinds import Kind, join_kinds
from domain.listening import Comment
from warehouse.store import Store

QUESTIONS = {"worry": "qworry", "idea": "qidea"}
SESSION_TRUTH = Path(__file__).parent / "town" / "session_truth.tsv"
SPLIT = {"interpreter-call": "interpreter", "interpreter-letters": "interpreter"}


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one comment: the concerns it speaks of, and the values in it that identify somebody.

    `kinds` are what kinds of things it says; empty for turns of sessions, of which nobody wrote that down.
    """

    concerns: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Measured:
    """Planted identifiers that were removed, held with their comment, or left; and how well themes match concerns.

    `concern_f1` is the F1 of each concern with the theme that fits it best, over comments of the last run; `concern_f1_parts`
    with the theme or sub-theme that does. Of `kinds_known` survey comments `kinds_right` are told as just the kinds that they are.
    """

    planted: int
    removed: int
    held: int
    left_by_type: tuple[tuple[str, int], ...]
    comments: int
    themes: int
    unthemed: int
    concern_f1: tuple[tuple[str, float], ...]
    parts: int
    concern_f1_parts: tuple[tuple[str, float], ...]
    kinds_known: int = 0
    kinds_right: int = 0

    @property
    def mean_f1(self) -> float:
        """The mean over concerns."""
        return _mean(self.concern_f1)

    @property
    def mean_f1_parts(self) -> float:
        """The mean over concerns, sub-themes among the themes."""
        return _mean(self.concern_f1_parts)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "mean_f1": round(self.mean_f1, 3), "mean_f1_parts": round(self.mean_f1_parts, 3)}

    def in_words(self) -> str:
        """The measurement in three sentences."""
        left = self.planted - self.removed - self.held
        return (
            f"Against the truth: of {self.planted} planted identifiers {self.removed} were taken out, {self.held} wait in held comments "
            f"and {left} {'was' if left == 1 else 'were'} missed. {self.themes} themes with {self.parts} sub-themes "
            f"stand for {len(self.concern_f1)} written concerns (mean F1 {self.mean_f1:.2f}, with sub-themes {self.mean_f1_parts:.2f}); "
            f"{self.unthemed} of {self.comments} comments fit no theme. "
            f"Of {self.kinds_known} survey comments {self.kinds_right} are told as just the kinds that they are."
        )


def _mean(by_concern: tuple[tuple[str, float], ...]) -> float:
    return sum(f1 for _, f1 in by_concern) / max(1, len(by_concern))


def measure(folder: Path) -> Measured:
    """Compare the warehouse of a played demo with the truth."""
    from flows.steps.stage import opened_store

    settings = load_settings(folder / FILE_NAME)
    with opened_store(settings) as store:
        comments = {each.id: each for each in store.comments.of_rounds([each.id for each in store.rounds.all()])}
        truth = _truth_by_comment(store, comments.values())
        themes, parts = _themes_by_comment(store)
        told = _kinds_by_comment(store)
    measured = _compare(comments, truth, themes, parts)
    known = [comment_id for comment_id in told if comment_id in truth and truth[comment_id].kinds]
    right = sum(told[comment_id] == truth[comment_id].kinds for comment_id in known)
    return replace(measured, kinds_known=len(known), kinds_right=right)


def _kinds_by_comment(store: Store) -> dict[CommentId, frozenset[Kind]]:
    """What kinds each comment was told to be, over its passages."""
    rounds = [each.id for each in store.rounds.all()]
    kinds = store.kinds.of_rounds(rounds)
    found: defaultdict[CommentId, list[Kind]] = defaultdict(list)
    for each in store.passages.of_rounds(rounds):
        if each.passage.id in kinds:
            found[each.passage.comment_id].append(kinds[each.passage.id].kind)
    return {comment_id: join_kinds(said) for comment_id, said in found.items()}


def _truth_by_comment(store: Store, comments: Collection[Comment]) -> dict[CommentId, Truth]:
    known = {each.id for each in comments}  # without what somebody tried `hearback erase` on
    truth = {comment_id: true for comment_id, true in _survey_truth() if comment_id in known}
    session_names = {each.id: each.name for each in store.sessions.of_rounds([each.id for each in store.rounds.all()])}
    turns = dict(_session_truth())
    for each in comments:
        if each.session_id is not None and not each.is_context:
            said = turns.get((session_names[each.session_id], each.position))
            if said is not None:
                truth[each.id] = said
    return truth


def _survey_truth() -> Iterator[tuple[CommentId, Truth]]:
    source_id, kinds = stable_id("source", "survey"), read_true_kinds()
    for number, person in enumerate(gather_people(), start=1):
        response_id = stable_id("response", source_id, str(number))
        for answer in person.answers:
            identifiers = tuple((span.type, answer.text[span.start : span.end]) for span in answer.spans)
            yield (
                CommentId(stable_id("comment", response_id, QUESTIONS[answer.question])),
                Truth(answer.concerns, identifiers, kinds[answer.key][0]),
            )


def _session_truth() -> Iterator[tuple[tuple[str, int], Truth]]:
    with SESSION_TRUTH.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            pairs = (each.split("|", 1) for each in (row["identifiers"] or "").split(";") if "|" in each)
            concerns = tuple(each for each in (row["concerns"] or "").split(";") if each not in ("", "none"))
            yield (Path(row["file"]).stem, int(row["turn"])), Truth(concerns, tuple((kind, value) for kind, value in pairs))


def tell_main_concerns(store: Store) -> dict[ThemeId, str]:
    """By theme the concern that most of its comments speak of, where more than half of them do: what staff would call it."""
    truth = _truth_by_comment(store, store.comments.of_rounds([each.id for each in store.rounds.all()]))
    themes, _ = _themes_by_comment(store)
    concerns: defaultdict[ThemeId, Counter[str]] = defaultdict(Counter)
    for comment_id, found in themes.items():
        spoken = {SPLIT.get(each, each) for each in truth[comment_id].concerns} if comment_id in truth else set()
        for theme_id in found:
            concerns[theme_id].update(spoken or {""})
    sizes = Counter(theme_id for found in themes.values() for theme_id in found)
    main = {theme_id: max(counts.items(), key=lambda item: (item[1], item[0])) for theme_id, counts in concerns.items()}
    return {theme_id: concern for theme_id, (concern, number) in main.items() if concern and 2 * number > sizes[theme_id]}


def _themes_by_comment(store: Store) -> tuple[dict[CommentId, set[ThemeId]], dict[CommentId, set[ThemeId]]]:
    """Themes and sub-themes of each comment in the last round's run; an empty set where its passages are in none."""
    rounds = store.rounds.all()
    run = next(filter(None, (store.themes.latest_run(each.id) for each in reversed(rounds))))
    comment_of = {each.passage.id: each.passage.comment_id for each in store.passages.of_rounds([each.id for each in rounds])}
    found: defaultdict[CommentId, set[ThemeId]] = defaultdict(set)
    parts: defaultdict[CommentId, set[ThemeId]] = defaultdict(set)
    for each in store.themes.assignments(run.id):
        found[comment_of[each.passage_id]].update({each.theme_id} if each.theme_id else set())
        parts[comment_of[each.passage_id]].update({each.part_id} if each.part_id else set())
    return dict(found), dict(parts)


def _compare(
    comments: Mapping[CommentId, Comment],
    truth: Mapping[CommentId, Truth],
    themes: Mapping[CommentId, set[ThemeId]],
    parts: Mapping[CommentId, set[ThemeId]],
) -> Measured:
    left: defaultdict[str, int] = defaultdict(int)
    removed = held = 0
    for comment_id, true in truth.items():
        text = comments[comment_id].text
        for kind, value in true.identifiers:
            if text is None:
                held += 1
            elif stands_in(value, text):
                left[kind] += 1
            else:
                removed += 1
    return Measured(
        planted=removed + held + sum(left.values()),
        removed=removed,
        held=held,
        left_by_type=tuple(sorted(left.items())),
        comments=len(themes),
        themes=len(set().union(*themes.values())),
        unthemed=sum(not found for found in themes.values()),
        concern_f1=_best_f1(truth, themes),
        parts=len(set().union(*parts.values())),
        concern_f1_parts=_best_f1(truth, {comment_id: found | parts[comment_id] for comment_id, found in themes.items()}),
    )


def stands_in(value: str, text: str) -> bool:
    """True when the value still stands in the text as a whole, in any case."""
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE) is not None


def _best_f1(truth: Mapping[CommentId, Truth], themes: Mapping[CommentId, set[ThemeId]]) -> tuple[tuple[str, float], ...]:
    """For each concern the F1 of its comments with those of the theme that fits best; a concern that split counts whole."""
    speaking: defaultdict[str, set[CommentId]] = defaultdict(set)
    for comment_id in themes:
        for concern in truth[comment_id].concerns if comment_id in truth else ():
            speaking[SPLIT.get(concern, concern)].add(comment_id)
    members: defaultdict[ThemeId, set[CommentId]] = defaultdict(set)
    for comment_id, found in themes.items():
        for theme_id in found:
            members[theme_id].add(comment_id)
    return tuple(
        (concern, round(max((_f1(said, each) for each in members.values()), default=0.0), 3)) for concern, said in sorted(speaking.items())
    )


def _f1(one: set[CommentId], other: set[CommentId]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
