"""Apertium: rule-based, rough, fast, and at home on the machine itself. Languages without a pair go through a third one."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from domain.listening import Translation
from domain.text import RedactedText
from nlp.translate.process import PipelineFailed, run_pipeline
from nlp.translate.routes import Route, find_routes
from nlp.translate.shield import Shielded, shield
from nlp.translate.stream import read_units, write_units

LOGGER = logging.getLogger(__name__)

_MOST_UNITS: Final = 2000  # of one process
_MOST_FAILURES: Final = 24  # of one batch: enough to single out one bad unit of 2000, or a few
_PATIENCE_S: Final = 20.0
_PATIENCE_PER_1000_CHARACTERS_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class ApertiumTranslator:
    """Every route that the installed pairs make to one target."""

    program: str
    made_by: str
    target: str
    routes: Mapping[str, Route] = field(repr=False)
    quality: str = "rough"

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages from which a route leads to the target."""
        return frozenset(self.routes)

    def translate(self, texts: Sequence[RedactedText], source: str, target: str) -> list[Translation | None]:
        """One answer a text, in order; None where there is no route, the pipeline failed or a placeholder was lost.

        Lines stay lines; words that Apertium does not know stay as they were written.
        """
        route = self.routes.get(source)
        if route is None or target != self.target:
            return [None] * len(texts)
        made_by = f"{self.made_by} {route.name}"
        shields = [shield(text) for text in texts]
        units = list(dict.fromkeys(unit for each in shields for unit in _units_of(each)))
        answers = dict(zip(units, self._follow(route, units), strict=True))
        restored = (_put_together(each, answers) for each in shields)
        return [None if text is None else Translation(RedactedText(text), target, made_by) for text in restored]

    def _follow(self, route: Route, units: Sequence[str]) -> list[str | None]:
        """Each unit through every mode of the route; None once it failed in one."""
        answers: list[str | None] = list(units)
        for mode in route.modes:
            alive = [(index, unit) for index, unit in enumerate(answers) if unit is not None]
            done = self._run_mode(mode, [unit for _, unit in alive])
            for (index, _), answer in zip(alive, done, strict=True):
                answers[index] = answer
        return answers

    def _run_mode(self, mode: str, units: Sequence[str]) -> list[str | None]:
        answers: list[str | None] = []
        for start in range(0, len(units), _MOST_UNITS):
            answers += self._run_batch(mode, units[start : start + _MOST_UNITS])
        return answers

    def _run_batch(self, mode: str, units: Sequence[str]) -> list[str | None]:
        """One process for all; where it fails, halves of it, until what it fails over stands alone and is None."""
        answers: list[str | None] = [None] * len(units)
        waiting = [(0, len(units))]
        failures = 0
        while waiting and failures < _MOST_FAILURES:
            start, end = waiting.pop()
            try:
                answers[start:end] = self._run_process(mode, units[start:end])
            except PipelineFailed as failure:
                failures += 1
                LOGGER.warning("Apertium failed over %d texts (%s). %s", end - start, mode, failure)
                middle = (start + end) // 2
                waiting += [(start, middle), (middle, end)] if end - start > 1 else []
        return answers

    def _run_process(self, mode: str, units: Sequence[str]) -> list[str | None]:
        given = write_units(units)
        timeout_s = _PATIENCE_S + _PATIENCE_PER_1000_CHARACTERS_S * len(given) / 1000
        # -u: no marks at unknown words; -z: flush at NUL; none: what we send is the stream format already.
        output = run_pipeline([self.program, "-u", "-z", "-f", "none", mode], given, timeout_s=timeout_s)
        answers = read_units(output, len(units))
        if answers is None:
            raise PipelineFailed("It gave back another number of texts than it was given.")
        return answers


def open_apertium(*, target: str) -> ApertiumTranslator | None:
    """The installed Apertium, or None (said once in the log) where there is none or no pair leads to `target`."""
    program = shutil.which("apertium")
    if program is None:
        _say_once("Apertium is not installed: texts stay untranslated. Install apertium, apertium-eng-spa, apertium-fr-es, apertium-es-pt.")
        return None
    try:
        modes = run_pipeline([program, "-l"], b"", timeout_s=_PATIENCE_S).decode().split()
        version = run_pipeline([program, "-V"], b"", timeout_s=_PATIENCE_S).decode().strip()
    except PipelineFailed as failure:
        _say_once(f"Apertium does not run: texts stay untranslated. {failure} Try: apertium -l")
        return None
    routes = find_routes(modes, target)
    if not routes:
        _say_once(f"Apertium has no pair that leads to {target}: texts stay untranslated.")
        return None
    return ApertiumTranslator(program, version or "Apertium", target, routes)


@lru_cache(maxsize=16)
def _say_once(sentence: str) -> None:
    LOGGER.warning(sentence)


def _units_of(shielded: Shielded) -> list[str]:
    """The lines that have letters, without the space around them: what is sent, each on its own."""
    lines = (line.strip() for line in shielded.words.splitlines())
    return [line for line in lines if any(sign.isalpha() for sign in line)]


def _put_together(shielded: Shielded, answers: Mapping[str, str | None]) -> str | None:
    """The text with every line replaced by its translation, line ends and indents as they were."""
    lines: list[str] = []
    for line in shielded.words.splitlines(keepends=True):
        unit = line.strip()
        answer = answers.get(unit, unit)
        if answer is None:
            return None
        lines.append(line.replace(unit, answer.strip(), 1) if unit else line)
    return shielded.restore("".join(lines))
