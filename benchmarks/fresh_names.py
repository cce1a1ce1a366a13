"""Names in sentences that the redactor's rules were not made with: recall by origin, casing, language and list, as JSON.

Run: python -m benchmarks.fresh_names [--half dev|test] [--misses]. Sentences and names stand in fresh_names.toml; every
second sentence and every second name make the half "dev", the others "test". Rules are mended with "dev" only, so that "test"
says more of words that nobody has seen; the group "none" (names on no list) says most. The lists and these names have one author:
see the note at the top of fresh_names.toml. A name is found when all its letters are taken out, or the text is held.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Literal

from config.packs import list_languages, load_packs
from domain.listening import Redaction
from domain.text import RawText
from nlp.redact import open_redactor
from nlp.redact.names.origins import load_names
from nlp.redact.view import fold_word, strip_accents

Half = Literal["dev", "test"]
HALVES: tuple[Half, Half] = ("dev", "test")
CASINGS = ("title", "lower", "upper")
_SEED = 4
_ENGLISH_EACH = 16  # rows of one origin and casing in one half
_OTHERS_EACH = 12  # rows of one language and casing in one half
_CASELESS = frozenset({"ar", "fa", "am", "zh"})
_HONORIFICS = frozenset({"Saw", "Naw", "Nan", "Mahn", "Ko", "Ma", "Daw", "Salai", "Lway"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it may be said: whole, the given name alone, the family name alone."""

    full: str
    given: str
    family: str


@dataclass(frozen=True, slots=True)
class Row:
    """A text and the name in it (empty in a clean one), with `start` its place in code points."""

    text: str
    language: str
    origin: str
    casing: str
    name: str = ""
    start: int = 0


def main() -> None:
    """Print the figures of both halves, or of one, as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--misses", action="store_true", help="list what the dev half misses and touches, to mend rules with")
    parser.add_argument("--out", type=Path, help="also write the JSON to this file")
    asked = parser.parse_args()
    report = {half: measure(half, with_misses=asked.misses and half == "dev") for half in ([asked.half] if asked.half else HALVES)}
    text = json.dumps(report, indent=1, ensure_ascii=False)
    if asked.out:
        asked.out.write_text(text + "\n", encoding="utf-8")
    print(text)


def measure(half: Half, *, with_misses: bool = False) -> dict[str, Any]:
    """Recall of names by group with counts, and the share of clean rows touched and held."""
    rows = list(make_rows(half))
    redactor = open_redactor(load_packs(list_languages()))
    started = time.perf_counter()
    redactions = [redaction for (redaction,) in redactor.redact_batch([[(RawText(row.text), row.language)] for row in rows])]
    seconds = time.perf_counter() - started
    clean = [redaction for row, redaction in zip(rows, redactions, strict=True) if not row.name]
    report: dict[str, Any] = {
        "rows": len(rows),
        "rows_per_s": round(len(rows) / seconds),
        "recall": _count_found(rows, redactions),
        "clean_rows": len(clean),
        "clean_touched": _share(bool(redaction.spans) for redaction in clean),
        "clean_touched_by_language": _count_touched(rows, redactions),
        "clean_held": _share(redaction.text is None for redaction in clean),
    }
    if with_misses:
        report["misses"] = [row.text for row, redaction in zip(rows, redactions, strict=True) if not _is_right(row, redaction)]
    return report


def make_rows(half: Half) -> Iterator[Row]:
    """All rows of one half, the same on every run."""
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    draw = random.Random(f"{_SEED} {half}")  # noqa: S311  # the same rows on every run, no secret
    people = {origin: list(_read_people(lists, half, draw)) for origin, lists in content["origins"].items()}
    yield from _name_english(content["named"]["en"], people, half, draw)
    for language, sentences in content["named"].items():
        if language in content["scripts"]:
            written = [_read_script(name, language) for name in _take_half(content["scripts"][language], half)]
            yield from _name_others(language, sentences, {content["script_origins"][language]: written}, half)
        elif language != "en":
            spoken = {origin: people[origin] for origin in content["speakers"][language]}
            yield from _name_others(language, sentences, spoken, half)
    for language, sentences in content["clean"].items():
        for text in _take_half(sentences, half):
            yield from (Row(cased, language, "", casing) for casing, cased in _change_case(text))


def _name_english(sentences: Sequence[str], people: Mapping[str, Sequence[Name]], half: Half, draw: random.Random) -> Iterator[Row]:
    mine = _take_half(sentences, half)
    for origin, names in people.items():
        for casing in CASINGS:
            pairs = zip(draw.sample(mine, min(_ENGLISH_EACH, len(mine))), cycle(draw.sample(names, len(names))), strict=False)
            for number, (sentence, name) in enumerate(pairs):
                yield _fill(sentence, name, "en", origin, casing, whole_row=bool(number % 2))


def _name_others(language: str, sentences: Sequence[str], people: Mapping[str, Sequence[Name]], half: Half) -> Iterator[Row]:
    mine = cycle(_take_half(sentences, half))
    turns = [(origin, cycle(names)) for origin, names in people.items()]
    for casing in CASINGS[:1] if language in _CASELESS else CASINGS:
        for number, (origin, names) in enumerate(islice(cycle(turns), _OTHERS_EACH)):
            yield _fill(next(mine), next(names), language, origin, casing, whole_row=bool(number % 2))


def _fill(sentence: str, name: Name, language: str, origin: str, casing: str, *, whole_row: bool) -> Row:
    """The sentence with the name in it; the casing is that of the whole row, or of the name alone."""
    before, field, after = sentence.replace("{", "\0").replace("}", "\0").split("\0")
    said = _cased(getattr(name, field), casing)
    if whole_row:
        before, after = _cased(before, casing), _cased(after, casing)
    return Row(f"{before}{said}{after}", language, origin, casing, said, len(before))


def _cased(text: str, casing: str) -> str:
    return text.lower() if casing == "lower" else text.upper() if casing == "upper" else text


def _change_case(text: str) -> list[tuple[str, str]]:
    ways = [(casing, _cased(text, casing)) for casing in CASINGS]
    return ways if ways[1][1] != ways[2][1] else ways[:1]


def _take_half(items: Sequence[str], half: Half) -> Sequence[str]:
    return items[HALVES.index(half) :: 2]


def _read_people(lists: Mapping[str, Sequence[str]], half: Half, draw: random.Random) -> Iterator[Name]:
    if "whole" in lists:
        for name in _take_half(lists["whole"], half):
            words = name.split()
            given = " ".join(words[1:]) if words[0] in _HONORIFICS and len(words) > 2 else name
            yield Name(name, given, given)
        return
    families = cycle(_take_half(lists["family"], half))
    for given in _take_half(lists["given"], half):
        family = next(families)
        # Chinese and Vietnamese names are written in either order abroad.
        is_family_first = draw.random() < 0.5 and ("Nguyễn" in lists["family"] or "Ouyang" in lists["family"])
        yield Name(f"{family} {given}" if is_family_first else f"{given} {family}", given, family)


def _read_script(name: str, language: str) -> Name:
    if language == "zh":
        family = name[:2] if name.startswith("欧阳") else name[:1]
        return Name(name, name, family)
    given, _, family = name.partition(" ")
    return Name(name, given, family)


def _is_right(row: Row, redaction: Redaction) -> bool:
    return _is_found(row, redaction) if row.name else not redaction.spans and redaction.text is not None


def _is_found(row: Row, redaction: Redaction) -> bool:
    if redaction.text is None:
        return True
    taken = {place for span in redaction.spans for place in range(span.start, span.end)}
    return all(row.start + at in taken for at, letter in enumerate(row.name) if letter.isalnum())


def _count_found(rows: Sequence[Row], redactions: Sequence[Redaction]) -> dict[str, dict[str, Any]]:
    counts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row, redaction in zip(rows, redactions, strict=True):
        if row.name:
            for group in (
                ("all", "all"),
                ("origin", row.origin),
                ("casing", row.casing),
                ("language", row.language),
                ("listed", _say_listed(row.name)),
            ):
                counts[group].append(_is_found(row, redaction))
    report: dict[str, dict[str, Any]] = {}
    for (kind, value), flags in sorted(counts.items()):
        report.setdefault(kind, {})[value] = {"recall": _share(flags), "n": len(flags)}
    return report


def _count_touched(rows: Sequence[Row], redactions: Sequence[Redaction]) -> dict[str, int]:
    """How many clean rows of each language lost something; languages without any are left out."""
    pairs = zip(rows, redactions, strict=True)
    return dict(Counter(row.language for row, redaction in pairs if not row.name and redaction.spans))


def _say_listed(name: str) -> str:
    """Whether the words of a name stand on the redactor's lists: "all", "some", "none"; "han" for Chinese characters."""
    words = [strip_accents(fold_word(word)) for word in name.replace("-", " ").split()]
    if any("\u4e00" <= letter <= "\u9fff" for letter in name):
        return "han"
    listed = [word in load_names() for word in words]
    return "all" if all(listed) else "some" if any(listed) else "none"


def _share(found: Iterable[bool]) -> float:
    flags = list(found)
    return round(sum(flags) / len(flags), 3) if flags else 0.0


if __name__ == "__main__":
    main()
