"""The filter behind `hearback themes`: a CSV of comments -> assignments, themes and a digest. No warehouse."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from config.packs import list_languages
from config.screen_texts import load_texts
from config.settings import Settings
from config.tables import GeneralSettings
from digest.counting.findings import Voice, count_findings
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts
from digest.gathering.gather import people_only_unthemed
from digest.gathering.theme_facts import Said, are_too_few, count_parts, count_same_words, tell_solidity
from digest.rendering.render import render_digest
from digest.telling.build import build_digest
from domain.decisions import Bindings
from domain.ids import PassageId, PersonId, RoundId, RunId
from domain.listening import Round
from domain.themes import Assignment, Solidity, Theme, is_alarming
from flows.progress import report
from flows.steps.file_rows import FilePassage, FileRow, Prepared, prepare_rows, read_rows
from flows.steps.page_files import write_page
from flows.steps.spaces import file_spaces
from flows.steps.stage import wordless_errors
from flows.steps.wording import wording_of

if TYPE_CHECKING:
    from nlp.themes import Theming

ROUND = RoundId("round-file")
RUN = RunId("run-file")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesAsked:
    """What the command line asked for."""

    file: Path
    text_column: str
    out: Path
    language_column: str | None = None
    person_column: str | None = None
    language: str = "en"
    title: str = "What people told us"


def theme_file(asked: ThemesAsked) -> dict[str, int | bool]:
    """Write assignments.csv, themes.json and digest.html under `out`; returns the counts. Raises BadFile, BadSettings."""
    texts = load_texts(asked.language)
    languages = tuple(dict.fromkeys((*list_languages(), asked.language)))
    settings = Settings(hearback=GeneralSettings(language=asked.language, languages=languages))
    rows = read_rows(asked.file, asked.text_column, asked.language_column, asked.person_column)
    with wordless_errors("themes"):
        prepared = prepare_rows(rows, settings)
        report("theme", 0, len(prepared.passages))
        theming = find_themes(prepared.passages, {row.number: row.person_id for row in rows}, settings)
        facts = _facts(asked, rows, prepared, theming)
        by_passage = {each.passage_id: each for each in theming.assignments}
        write_page(asked.out / "assignments.csv", _assignments_csv(prepared.passages, by_passage))
        write_page(asked.out / "themes.json", _themes_json(facts, prepared, theming))
        write_page(asked.out / "digest.html", render_digest(build_digest(facts, texts=texts, policy=DisclosurePolicy()), texts))
    return {
        "rows": len(rows),
        "passages": len(prepared.passages),
        "themes": sum(each.parent_id is None for each in theming.themes),
        "parts": sum(each.parent_id is not None for each in theming.themes),
        "tentative": sum(facts.solidity.get(each.theme_id) is Solidity.TENTATIVE for each in facts.findings),
        "is_too_few": facts.is_too_few,
        "unthemed": theming.unthemed,
        "held": sum(len(numbers) for numbers in prepared.held.values()),
    }


def find_themes(passages: Sequence[FilePassage], people: Mapping[int, PersonId], settings: Settings) -> Theming:
    """The themes of these passages alone: no history, nothing decided before. `people` says whose each row is."""
    from nlp.themes import PassageToTheme, Previous, theme_passages

    return theme_passages(
        [
            PassageToTheme(each.id, each.text, each.language, each.translation.text if each.translation else None, people[each.row])
            for each in passages
        ],
        file_spaces(settings, passages),
        living=(),
        previous=Previous(),
        bindings=Bindings(),
        round_id=ROUND,
        run_id=RUN,
        stop_words=wording_of(settings),
        smallest=settings.themes.smallest_theme,
        language=settings.hearback.language,
    )


def _facts(asked: ThemesAsked, rows: Sequence[FileRow], prepared: Prepared, theming: Theming) -> DigestFacts:
    people = {row.number: row.person_id for row in rows}
    found = {each.passage_id: (each.theme_id, each.part_id) for each in theming.assignments}
    voices = [Voice(people[each.row], None, ROUND, each.id, *found[each.id]) for each in prepared.passages]
    foreign = [each for each in prepared.passages if each.language != asked.language]
    return DigestFacts(
        town=asked.file.stem,
        title=asked.title,
        language=asked.language,
        round=Round(ROUND, "file", asked.file.stem),
        themes=theming.themes,
        findings=count_findings(voices, round_id=ROUND, previous_round_id=None, run_id=RUN),
        people_heard=len({voice.person_id for voice in voices}),
        made_at=datetime.now(UTC),
        today=date.today(),
        responses=len(rows),
        languages_heard=_languages_heard(prepared.passages, people),
        unthemed_people=people_only_unthemed(voices),
        passages=len(voices),
        unthemed_passages=theming.unthemed,
        parts=count_parts(voices, theming.themes),
        solidity=tell_solidity(theming.standings),
        same_words=count_same_words(
            Said(voice.theme_id, voice.person_id, each.text) for voice, each in zip(voices, prepared.passages, strict=True)
        ),
        is_too_few=theming.is_too_few or are_too_few(each.text for each in prepared.passages),
        held=tuple((reason, len(numbers)) for reason, numbers in prepared.held.items()),
        translations=_translations(foreign),
        untranslated=len({each.row for each in foreign if each.translation is None}),
        leak=theming.leak,
        is_leak_alarming=is_alarming(theming.leak),
    )


def _languages_heard(passages: Iterable[FilePassage], people: Mapping[int, PersonId]) -> tuple[tuple[str, int], ...]:
    heard: defaultdict[str, set[PersonId]] = defaultdict(set)
    for each in passages:
        heard[each.language].add(people[each.row])
    return tuple(sorted(((code, len(who)) for code, who in heard.items()), key=lambda item: (-item[1], item[0])))


def _translations(passages: Iterable[FilePassage]) -> tuple[tuple[str, int], ...]:
    """Rows by what translated them."""
    made = {each.row: each.translation.made_by for each in passages if each.translation}
    return tuple(sorted(Counter(made.values()).items()))


def _assignments_csv(passages: Sequence[FilePassage], by_passage: Mapping[PassageId, Assignment]) -> str:
    """A line a passage, rows counted from 0, offsets in the file's own words; an empty theme_id is unthemed.

    `part_id` is the sub-theme, empty where the passage is in none.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["row", "start", "end", "theme_id", "score", "part_id"])
    for each in passages:
        assigned = by_passage[each.id]
        place = (each.row, each.start, each.end)
        writer.writerow([*place, assigned.theme_id or "", f"{assigned.score:.4f}", assigned.part_id or ""])
    return out.getvalue()


def _name(theme: Theme) -> dict[str, object]:
    return {"theme_id": theme.id, "title": theme.title, "description": theme.description, "keywords": list(theme.keywords)}


def _parts_of(theme: Theme, facts: DigestFacts, theming: Theming) -> list[tuple[Theme, int]]:
    """A theme's sub-themes with the people who raised them, most first."""
    known = {each.id: each for each in theming.themes}
    return [(known[part.part_id], part.people) for part in facts.parts if part.theme_id == theme.id]


def _themes_json(facts: DigestFacts, prepared: Prepared, theming: Theming) -> str:
    """Themes with their counts, exact: for whoever has the file, not for the public."""
    counts = {finding.theme_id: finding for finding in facts.findings}
    content = {
        "themes": [
            {
                **_name(each),
                "people": counts[each.id].people if each.id in counts else 0,
                "passages": counts[each.id].passages if each.id in counts else 0,
                "solidity": facts.solidity.get(each.id),
                "same_words": facts.same_words.get(each.id, 0),
                "parts": [_name(part) | {"people": people} for part, people in _parts_of(each, facts, theming)],
            }
            for each in theming.themes
            if each.parent_id is None
        ],
        "is_too_few": facts.is_too_few,
        "passages": len(prepared.passages),
        "unthemed": theming.unthemed,
        "held": {reason: list(numbers) for reason, numbers in prepared.held.items()},
        "leak": theming.leak,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
