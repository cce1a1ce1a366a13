"""Let the model that the settings name propose titles: what is sent, and what came of it, stands in the audit log."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from config.settings import Settings
from config.tables import NamerSettings
from domain.errors import BadSettings
from domain.heard import HeardPassage
from domain.ids import PassageId, RunId, ThemeId
from domain.themes import EventKind, MadeBy, Origin, Theme, ThemeEvent
from flows.acting import current_actor
from flows.steps.secrets import read_block
from flows.steps.wording import wording_of
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.namer import Endpoint, Named, ThemeToName
    from nlp.themes import Theming


def name_by_model(
    store: Store, settings: Settings, theming: Theming, passages: Sequence[HeardPassage], run_id: RunId, *, is_anew: bool
) -> Theming:
    """The theming with titles that the model proposed and that stood every check; as it is where no model is named.

    Asked for are themes that nobody approved and whose title is new in this run, or all of these where `is_anew`. Raises
    BadSettings for an address that is not safe or a key that is missing, before anything is sent.
    """
    namer = settings.themes.namer
    if namer is None:
        return theming
    from nlp.namer import name_themes
    from nlp.themes.names.title import title_key

    endpoint = open_endpoint(namer)
    living = {theme.id: theme for theme in store.themes.living()}
    wanted = [theme for theme in theming.themes if _is_wanted(theme, living.get(theme.id), is_anew=is_anew)]
    if not wanted:
        return theming
    facts: dict[str, str | int] = {"address": urlsplit(namer.url).netloc, "model": namer.model, "themes": len(wanted)}
    # Before anything is sent: what leaves the building is written down even where the run then fails.
    store.audit.append(current_actor(), "titles asked of a model", run_id, "", facts | {"most_passages_of_a_theme": namer.passages})
    kept = {title_key(theme.title) for theme in theming.themes if theme not in wanted}
    named = name_themes(
        _to_name(wanted, theming, passages),
        endpoint,
        language=settings.hearback.language,
        wording=wording_of(settings),
        used=kept,
        most=namer.passages,
    )
    store.audit.append(current_actor(), "titles of a model checked", run_id, "", _count(named))
    return _put(theming, {wanted[number].id: theme for number, theme in _retitle(wanted, named).items()}, living)


def open_endpoint(namer: NamerSettings) -> Endpoint:
    """Where the model answers. Raises BadSettings for an unsafe address and a missing key."""
    from nlp.namer import Endpoint

    return Endpoint(namer.url, namer.model, _read_key(namer), namer.timeout_s)


def _read_key(namer: NamerSettings) -> str:
    if namer.key_env is not None:
        key, place = os.environ.get(namer.key_env, ""), f"the environment variable {namer.key_env}"
    elif namer.key_block is not None:
        key, place = read_block(namer.key_block) or "", f"the Prefect Secret block {namer.key_block!r}"
    else:
        return ""
    if not key:
        raise BadSettings(
            f"The key of the namer is missing: {place} is not there or empty.",
            where="[themes.namer]",
            next_step="Set it there, or take [themes.namer] out: titles are then the program's own.",
        )
    return key


def _is_wanted(theme: Theme, living: Theme | None, *, is_anew: bool) -> bool:
    """True for a theme whose title is the machine's to give: nobody approved it, and no codebook brought it."""
    if theme.approved_by or theme.origin is Origin.CODEBOOK:
        return False
    return is_anew or living is None or living.title != theme.title


def _to_name(wanted: Sequence[Theme], theming: Theming, passages: Sequence[HeardPassage]) -> list[ThemeToName]:
    from nlp.namer import ThemeToName
    from nlp.themes import PassageToTheme

    heard = {
        each.passage.id: PassageToTheme(each.passage.id, each.passage.text, each.language, each.translation, each.person_id)
        for each in passages
    }
    surest = _surest_first(theming)
    return [ThemeToName([heard[passage] for passage in surest.get(theme.id, ())], (theme.title, *theme.keywords)) for theme in wanted]


def _surest_first(theming: Theming) -> dict[ThemeId, list[PassageId]]:
    """The passages of each theme and sub-theme, those first that lie surest in it."""
    places: dict[ThemeId, list[PassageId]] = {}
    for each in sorted(theming.assignments, key=lambda each: (-each.score, each.passage_id)):
        for theme in (each.theme_id, each.part_id):
            if theme is not None:
                places.setdefault(theme, []).append(each.passage_id)
    return places


def _retitle(wanted: Sequence[Theme], named: Named) -> dict[int, Theme]:
    return {
        number: replace(wanted[number], title=proposal.title, description=proposal.description or wanted[number].description)
        for number, proposal in named.proposals.items()
    }


def _put(theming: Theming, named: Mapping[ThemeId, Theme], living: Mapping[ThemeId, Theme]) -> Theming:
    """The theming with these themes in place, and a rename told where a living theme's title is another now."""
    kept = tuple(event for event in theming.events if not (event.kind is EventKind.RENAMED and event.theme_id in named))
    return replace(
        theming,
        themes=tuple(named.get(theme.id, theme) for theme in theming.themes),
        events=kept + tuple(_tell_renames(named.values(), living, theming.events)),
    )


def _tell_renames(named: Iterable[Theme], living: Mapping[ThemeId, Theme], events: Sequence[ThemeEvent]) -> Iterable[ThemeEvent]:
    told = {event.theme_id: event for event in events}
    for theme in named:
        if theme.id in living and living[theme.id].title != theme.title and theme.id in told:
            detail = (("before", living[theme.id].title), ("after", theme.title))
            yield ThemeEvent(theme.id, EventKind.RENAMED, told[theme.id].round_id, told[theme.id].run_id, MadeBy.MODEL, detail)


def _count(named: Named) -> dict[str, str | int]:
    """Numbers for the audit log: no title, no words."""
    reasons = {f"kept: {reason.value}": count for reason, count in sorted(named.reasons.items())}
    return {"asked": named.asked, "passages_sent": named.passages, "taken": len(named.proposals), **reasons}
