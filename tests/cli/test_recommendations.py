"""Recommendations at the keyboard: the page for managers runs as it stands, and every mistake is a sentence with a next step."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cli.main import app
from domain.errors import WrongUse

PAGE = (Path(__file__).parents[2] / "docs" / "recommendations.md").read_text(encoding="utf-8")
# What runs until it is stopped is tried elsewhere.
EXAMPLE = [
    line[len("$ hearback ") :] for line in PAGE.splitlines() if line.startswith("$ hearback ") and not line.startswith("$ hearback serve")
]


class Desk:
    """A fresh installation, and whoever types."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        assert self.run("init", str(folder), is_bare=True).exit_code == 0

    def run(self, *words: str, is_bare: bool = False) -> Result:
        more = () if is_bare else ("--settings", str(self.folder / "hearback.toml"))
        return CliRunner().invoke(app, [*words, *more], env={"HEARBACK_ACTOR": "Rowan"})

    def do(self, line: str) -> str:
        """What a command prints; it has to go well."""
        done = self.run(*shlex.split(line))
        assert done.exit_code == 0, (line, done.output, done.exception)
        return done.output

    def refuse(self, line: str) -> str:
        """Why a command is refused."""
        done = self.run(*shlex.split(line))
        assert isinstance(done.exception, WrongUse), (line, done.output, done.exception)
        return str(done.exception)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@pytest.fixture
def played(desk: Desk) -> Desk:
    for line in EXAMPLE:
        desk.do(line)
    return desk


def test_the_example_of_the_page_runs_and_shows_what_a_manager_asks(played: Desk) -> None:
    assert len(EXAMPLE) > 10
    shown = played.do("recommendations show R-07")
    for words in (
        "Public Works (deputy: Jo Doe)",
        "partly verified since",
        "accepted on",
        "There is money for it this year.",
        "“Put them up” 2026-08-15 -> 2026-10-15 (+61 days): The lamps arrive in September (Rowan)",
        "25% reported, 25% verified",
        "All 14 lamps burn on two evenings",
        "evidence: Walked the street on 20 October",
    ):
        assert words in shown
    assert "Checked against 9 events of the audit log: all as it was written." in played.do("recommendations history r-07")


def test_what_is_shown_is_the_same_as_data(played: Desk) -> None:
    shown = json.loads(played.do("recommendations show R-07 --json"))
    assert (shown["state"], shown["reply"], shown["reported_share"]) == ("partly verified", "accepted", 0.25)
    assert [each["title"] for each in shown["milestones"]] == ["Order lamps", "Put them up"]
    past = json.loads(played.do("recommendations history R-07 --field owner --json"))
    assert past["fits"] and [each["after"] for each in past["changes"]] == ["Public Works"]
    listed = json.loads(played.do("recommendations list --owner 'Jo Doe' --json"))
    assert [each["reference"] for each in listed["recommendations"]] == ["R-07"] and listed["count"] == 1


def test_a_list_is_narrowed_by_what_is_asked(played: Desk) -> None:
    played.do("recommendations add R-08 --title Benches --owner Parks --due 2099-01-01")
    for options, expected in (
        ("", {"R-07", "R-08"}),
        ("--overdue", {"R-07"}),
        ("--owner Parks", {"R-08"}),
        ("--state issued", {"R-08"}),
        ("--state partly-verified --state issued", {"R-07", "R-08"}),
        ("--place Canal", {"R-07"}),
        ("--due 2w", set()),
        ("--due 2w --overdue", {"R-07"}),
        ("--stale", set()),
    ):
        listed = json.loads(played.do(f"recommendations list {options} --json"))
        assert {each["reference"] for each in listed["recommendations"]} == expected, options
    assert "1 of 2" in played.do("recommendations list --limit 1")


def test_a_past_that_was_rewritten_ends_with_exit_code_one(played: Desk) -> None:
    from config.settings import load_settings
    from flows.steps.stage import opened_store

    with opened_store(load_settings(played.folder / "hearback.toml")) as store, store._database.write() as connection:
        connection.exec_driver_sql("UPDATE recommendation SET owner = 'Nobody'")
    done = played.run("recommendations", "history", "R-07")
    assert done.exit_code == 1
    assert "owner is not as event 1 left it: it was changed behind the program's back." in done.output


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("show R-7", "There is no recommendation “R-7”. Did you mean R-07? See: hearback recommendations list"),
        ("add R-07 --title x --owner y", "The reference “R-07” is taken."),
        ("add R-09 --title x", "The owner is missing. Say it with: --owner"),
        ("add R-09 --title x --owner y --due 2026-02-29", "--due 2026-02-29 is no day: February 2026 has 28 days."),
        ("add R-09 --title x --owner y --due 29.2.2028", "--due '29.2.2028' is no date. Write dates as in 2026-03-31."),
        ("add R-09 --title x --owner y --due 2026-13-01", "a year has twelve months"),
        ("add R-09 --title x --owner y --issued-on 2026-03-01 --due 2026-02-01", "It is due on 2026-02-01, before it was issued"),
        ("add R-09 --title x --owner y --ground poem:1", "Write one of finding, session, round, a colon and its id."),
        ("set R-07 --owner Parks", "It is not said why."),
        ("set R-07 --why x", "It is not said what is to change."),
        ("respond R-07 --reply perhaps --reason x", "The reply 'perhaps' is not known."),
        ("respond R-07 --reply accepted", "The reason is missing."),
        ("update R-07 finished --note x", "The state 'finished' is not known."),
        ("update R-07 done --note x", "Did you mean reported done?"),
        ("update R-07 verified --note x", "Say it with: hearback recommendations verify R-07"),
        ("update R-07 planned", "The note is missing."),
        ("update R-07 planned --note x --on 2999-01-01", "The update is dated 2999-01-01, which has not come yet."),
        ("update R-07 planned --note x --as king", "The role 'king' is not known."),
        ("verify R-07 --as auditor --note x", "A verification names its evidence."),
        ("verify R-07 --as owner --by 'Public Works' --evidence x --note x", "“Public Works” answers for it and cannot judge"),
        ("verify R-07 --verdict perhaps --note x", "Say --verdict verified, --verdict partly or --verdict not."),
        ("supersede R-07 --reason x", "It is not said what takes its place."),
        ("supersede R-07 --with R-99 --reason x", "There is no recommendation “R-99”."),
        ("extend R-07 --to 2026-12-01", "It is not said why."),
        ("extend R-07 --to 2026-09-30 --why x", "It is due on 2026-09-30 already."),
        (
            "extend R-07 --milestone paint --to 2026-09-30 --why x",
            "“paint” is no milestone of it. There are: “Order lamps”, “Put them up”.",
        ),
        ("extend R-07 --milestone order --to 2026-12-30 --why x", "“Order lamps” is done; its date does not move any more."),
        ("milestone set R-07 put --weight 0 --why x", "The weight of “Put them up” is 0. It has to be above 0"),
        ("milestone set R-07 order --needs put --why x", "These milestones wait for one another"),
        ("milestone set R-07 order --needs order --why x", "The milestone “Order lamps” needs itself."),
        ("list --due soon", "--due 'soon' is no number of days. Write 30d, or 2w for weeks."),
        ("list --state late", "The state 'late' is not known."),
        ("history R-07 --field colour", "There is no field 'colour'. There are: reference, title"),
    ],
)
def test_a_mistake_is_a_sentence_with_a_next_step(line: str, says: str, told: Desk) -> None:
    assert says in told.refuse(f"recommendations {line}")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The example once, for everything that is refused and so changes nothing."""
    made = Desk(tmp_path_factory.mktemp("told"))
    for line in EXAMPLE:
        made.do(line)
    return made


def test_refusals_left_no_event(told: Desk) -> None:
    assert re.search(r"Checked against 9 events", told.do("recommendations history R-07"))
