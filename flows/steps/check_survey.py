"""Try a LimeSurvey source: address, password, login, permission, survey, languages, mapping, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config.settings import Settings
from config.source_tables import LimeSurveySettings
from domain.questions import Question
from flows.steps.check import Point
from flows.steps.secrets import read_password
from flows.steps.sources import mapping_of, opened_survey
from flows.steps.stage import opened_store
from surveys.addresses import find_danger_at, read_url
from surveys.limesurvey import Survey, SurveyFacts

NOT_ENCRYPTED = "not encrypted: the password and the answers can be read on the way. Ask for https."


def check_survey(settings: Settings, name: str, kept: LimeSurveySettings) -> Iterator[Point]:
    """One point after another, so that what worked is told also where a later one fails. Logs in once.

    Raises HearbackError where nothing further can be tried.
    """
    yield _check_address(kept)
    read_password(settings, name, kept)
    yield Point("password", True, _say_password(settings, kept))
    with opened_survey(settings, name, kept) as survey:
        yield Point("login", True, f"as {kept.user}")
        facts = survey.check()
        yield from _state_survey(settings, name, facts)
        if facts.is_active:
            survey.which_are_there({1})  # asks for no column but the id, and is refused where exports are
            yield Point("permission", True, "responses can be exported")
        yield from _check_changes(settings, name, kept, survey)


def _check_address(kept: LimeSurveySettings) -> Point:
    address = read_url(kept.url)
    if danger := find_danger_at(kept.url):
        meant = kept.is_local_allowed
        word = (
            f"leads to {danger}, as is_local_allowed says"
            if meant
            else f"leads to {danger}. If that is meant, set is_local_allowed = true."
        )
        return Point("address", meant, word)
    if not address.is_encrypted:
        return Point("address", True, f"{address.host}, {NOT_ENCRYPTED}", is_warning=True)
    return Point("address", True, f"{address.host}, encrypted")


def _say_password(settings: Settings, kept: LimeSurveySettings) -> str:
    if kept.password_env:
        return f"from the environment variable {kept.password_env}"
    if kept.password_file:
        return f"from the file {settings.path(kept.password_file)}"
    return f"from the Prefect Secret block {kept.password_block}"


def _state_survey(settings: Settings, name: str, facts: SurveyFacts) -> Iterator[Point]:
    has_state_problem = not facts.is_active or facts.is_expired
    state = facts.problems[-1] if has_state_problem else "active"
    yield Point("survey", facts.is_active, f"{facts.title!r}: {state}", is_warning=facts.is_expired)
    if facts.completed is not None:
        yield Point("responses", True, f"{facts.completed} complete, {facts.incomplete or 0} not finished")
    if facts.is_anonymised:
        yield Point("dates", True, "The survey is anonymised, so LimeSurvey keeps no dates of answers.", is_warning=True)
    else:
        yield Point("time zone", True, f"its times are read as those of {settings.timezone_of(name)}")
    yield _check_languages(settings, facts)
    for problem in facts.problems[:-1] if has_state_problem else facts.problems:
        yield Point("mapping", False, problem)
    yield Point("questions", True, f"{len(facts.mapped)} mapped, {len(facts.unmapped)} never asked for")


def _check_languages(settings: Settings, facts: SurveyFacts) -> Point:
    """Words in a language that redaction does not know are held, each of them, for a person."""
    served = set(settings.hearback.languages)
    held = [each for each in facts.languages if each.split("-")[0] not in served]
    told = f"in {', '.join(facts.languages)}"
    if not held:
        return Point("languages", True, f"{told}; all can be redacted")
    return Point("languages", True, f"{told}; answers in {', '.join(held)} will be held for a person to look at", is_warning=True)


def _check_changes(settings: Settings, name: str, kept: LimeSurveySettings, survey: Survey) -> Iterator[Point]:
    """What became of the questions since the last pull; nothing where none was pulled yet."""
    from surveys.drift import find_drift

    known = _known_questions(settings, name)
    drifts = find_drift(known, survey.questions(), mapping_of(kept.columns), codes_by_id=survey.codes_by_id(), source=name)
    for each in drifts:
        yield Point("changed", not each.is_held, each.word, is_warning=True)
    if known and not drifts:
        yield Point("changed", True, "no question since the last pull")


def _known_questions(settings: Settings, name: str) -> tuple[Question, ...]:
    """The questions of the last pull; looking at a source makes no warehouse."""
    prefix, _, path = settings.warehouse_url.partition("sqlite:///")
    if not prefix and path and not Path(path).exists():
        return ()
    with opened_store(settings) as store:
        return store.questions.of_source(settings.source_value(name).id)
