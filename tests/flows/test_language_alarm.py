"""Staff are told where themes are languages: by `hearback status`, after `hearback run`, and in the digest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from cli.main import app
from cli.show import print_alarms
from config.screen_texts import load_texts
from config.settings import FILE_NAME, Settings
from domain.ids import RoundId, RunId, ThemeId
from domain.themes import Assignment, Theme, ThemingRun
from flows.steps.digest import digest
from flows.steps.findings import findings
from flows.steps.language_alarm import alarm_of_round
from flows.steps.overview import overview
from flows.steps.prepare import cut
from flows.steps.pull import pull
from flows.steps.stage import opened_store
from nlp.themes.leak import measure_leak
from tests.flows.paper import SPRING, paper_town

ENGLISH = (
    "The rent went up again.",
    "Buses never come on time.",
    "The street lamps are out.",
    "The clinic is far away.",
    "Bread is too dear.",
)
FRENCH = ("Le loyer augmente encore.", "Le bus est en retard.", "La rue est sombre.", "La clinique est loin.", "Le pain est trop cher.")


def town_with_themes(folder: Path, *, are_languages: bool) -> Settings:
    """Twenty people, half of them French, in two themes: one a language each, or both alike in both."""
    said = [("en", text) for text in ENGLISH * 2] + [("fr", text) for text in FRENCH * 2]
    rows = [[str(n), "2026-03-02", text, "North", "4", tongue, f"who{n}"] for n, (tongue, text) in enumerate(said)]
    settings = paper_town(folder, rows)
    pull(settings, "paper", SPRING)
    cut(settings, SPRING)
    with opened_store(settings) as store:
        round_id = store.rounds.all()[0].id
        heard = store.passages.of_rounds([round_id])
        names = [ThemeId("costs" if (each.language == "en" if are_languages else n % 2) else "streets") for n, each in enumerate(heard)]
        run = make_run(round_id, len(heard), measure_leak(names, [each.language for each in heard]))
        themes = [Theme(ThemeId(name), name.title(), "", (), round_id) for name in ("costs", "streets")]
        made = [Assignment(run.id, each.passage.id, name, 0.9) for each, name in zip(heard, names, strict=True)]
        store.themes.save_run(run, themes, (), made)
    return settings


def make_run(round_id: RoundId, passages: int, leak: float | None) -> ThemingRun:
    return ThemingRun(RunId("run"), round_id, "hash", "model", passages, 0, leak, datetime(2026, 6, 1, tzinfo=UTC))


def test_themes_that_are_languages_are_told_with_the_language_and_the_theme(tmp_path: Path) -> None:
    settings = town_with_themes(tmp_path, are_languages=True)
    alarm = alarm_of_round(settings, SPRING)
    assert alarm is not None and alarm.leak > 0.9
    assert sorted(alarm.own) == [("English", "Costs", 100), ("French", "Streets", 100)]
    shown = CliRunner().invoke(app, ["status", "--settings", str(tmp_path / FILE_NAME)]).output
    assert "Language alarm. The themes of spring follow the language" in shown
    assert "100 % of 'Streets' is in French." in shown


def test_the_digest_says_it_in_its_method(tmp_path: Path) -> None:
    settings = town_with_themes(tmp_path, are_languages=True)
    findings(settings, SPRING)
    digest(settings, SPRING, tmp_path / "out")
    page = (tmp_path / "out" / "draft-spring.html").read_text(encoding="utf-8")
    assert load_texts("en").say("method.leak_alarm")[:40] in page


def test_themes_that_cross_languages_are_no_alarm(tmp_path: Path) -> None:
    settings = town_with_themes(tmp_path, are_languages=False)
    assert alarm_of_round(settings, SPRING) is None
    assert overview(settings).language_alarms == ()
    assert "Language alarm" not in CliRunner().invoke(app, ["status", "--settings", str(tmp_path / FILE_NAME)]).output


def test_nothing_is_printed_where_there_is_no_alarm(capsys) -> None:  # type: ignore[no-untyped-def]
    print_alarms([])
    assert capsys.readouterr().out == ""
