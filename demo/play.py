"""Play the whole way once: a local LimeSurvey, three rounds of an invented town, recommendations, review, releases, a timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from config.settings import FILE_NAME, Settings, load_settings
from demo.limesurvey.server import DEMO_ACCOUNT, LocalLimeSurvey
from demo.links import decide_links
from demo.review import name_themes, review_and_release
from demo.settings import PASSWORD_FILE, write_settings
from demo.town.outcomes import import_outcomes
from demo.town.people import ROUNDS
from demo.town.survey import make_survey
from domain.receipt import Receipt

TOWN = Path(__file__).parent / "town"


@dataclass(frozen=True, slots=True)
class Played:
    """What the demo made: receipts by round and stage, and the pages in the order in which to read them."""

    receipts: dict[str, dict[str, Receipt]]
    pages: tuple[Path, ...]


@contextmanager
def staged(folder: Path) -> Iterator[Settings]:
    """Alder Falls, ready to run: settings, keys and recommendations under `folder`, and its survey on a local server."""
    from warehouse.keys import create_keys

    folder.mkdir(parents=True, exist_ok=True)
    with LocalLimeSurvey([make_survey()]) as server:
        _write_password(folder)
        write_settings(folder, url=server.url, sessions=TOWN / "sessions")
        settings = load_settings(folder / FILE_NAME)
        create_keys(settings.key_folder)
        yield settings


def play(folder: Path, say: Callable[[str], None] = lambda _: None) -> Played:
    """Run all three rounds into `folder`. Running it again changes nothing."""
    from flows.embedded import prepare, run_quietly

    prepare(folder.absolute())
    from flows.digest import write_digest
    from flows.round import run_round
    from flows.theme import theme_round

    receipts: dict[str, dict[str, Receipt]] = {}
    with staged(folder) as settings, run_quietly():
        file = str(settings.folder / FILE_NAME)
        import_action(settings)
        import_town(settings)
        import_outcomes(settings)
        for each in ROUNDS:
            say(f"{each.title}: pulling the survey, reading transcripts, theming …")
            receipts[each.name] = _without_notes(run_round(file, each.name, str(folder)))
        if named := name_themes(settings, [each.name for each in ROUNDS]):
            say(f"Staff call {named} themes what people here call them; each round is sorted anew by that …")
            for each in ROUNDS:
                receipts[f"{each.name}, named"] = _without_notes(theme_round(file, each.name) | write_digest(file, each.name, str(folder)))
        confirmed, refused = decide_links(settings, ROUNDS[-1].name)
        if confirmed or refused:
            say(f"Staff confirm {confirmed} links between recommendations and themes, and refuse {refused} that were suggested …")
        for each in ROUNDS:
            released = review_and_release(settings, each.name, folder)
            say(f"{each.title}: {released}")
    digests = (folder / f"digest-{each.name}.html" for each in reversed(ROUNDS))
    return Played(receipts, (*digests, folder / "timeline.html"))


def import_action(settings: Settings) -> Receipt:
    """Who answers for what in the town, its recommendations, and what was reported on them."""
    from desk.contacts_import import import_contacts
    from desk.recommending.exchange.take import count_rows, import_files
    from desk.recommending.exchange.terms import Terms
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    files = (TOWN / "recommendations.csv", TOWN / "updates.csv")
    with opened_store(settings) as store:
        import_contacts(store, TOWN / "contacts.csv", who="demo")
        return count_rows(import_files(store, files, Terms(), who="demo", today=today_in(settings)))


def import_town(settings: Settings) -> Receipt:
    """Who lives in the town, and the sessions that are planned."""
    from desk.planned import import_planned
    from desk.reference import import_reference
    from flows.steps.stage import opened_store

    groups, source = settings.group_names, "Alder Falls household register, 2025 (invented)"
    with opened_store(settings) as store:
        residents = import_reference(store, TOWN / "residents.csv", source=source, groups=groups, who="demo").receipt
        return residents + import_planned(store, TOWN / "planned.csv", groups=groups, who="demo")


def _without_notes(receipts: dict[str, Receipt]) -> dict[str, Receipt]:
    """What a draft's receipt asks of staff is done at once here, and so it is not asked."""
    return {stage: replace(receipt, notes=()) if stage == "digest" else receipt for stage, receipt in receipts.items()}


def _write_password(folder: Path) -> None:
    file = folder / PASSWORD_FILE
    file.write_text(DEMO_ACCOUNT.password, encoding="utf-8")
    file.chmod(0o600)
