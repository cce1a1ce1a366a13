"""Releasing a round: what is refused, what is kept with it, and what a correction says."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.release_make import Released, make_release
from desk.review import look_at, say_headline, say_why
from desk.sentences import StaffSentence
from desk.theme_titles import StaffTitle
from desk.themes import approve, hide, rename
from digest.pages.write import hash_page
from digest.releasing.frozen import read_release
from domain.errors import HearbackError, WrongUse
from flows.steps.digest import digest
from flows.steps.release_files import write_files
from tests.review.town import FEW, LAMPS, NOISE, ROUND, SAID, SOLID, Town, hear, review_town, theme_id
from warehouse.audit_releases import ReleasesCheck, check_releases


def release(town: Town, actor: str = "Ana", *, note: str = "", is_correction: bool = False) -> Released:
    sentence = StaffSentence(note) if note else None
    return make_release(town.store, town.terms, town.round, actor=actor, note=sentence, is_correction=is_correction)


def test_nothing_is_released_while_a_theme_was_not_looked_at(town: Town) -> None:
    with pytest.raises(WrongUse, match="2 themes that would be shown were not looked at") as caught:
        release(town)
    assert theme_id(LAMPS) in str(caught.value) and theme_id(NOISE) in str(caught.value)
    assert theme_id(FEW) not in str(caught.value) and LAMPS not in str(caught.value)
    look_at(town.store, town.terms, town.round, [theme_id(LAMPS)], actor="Ana")
    with pytest.raises(WrongUse, match="1 theme that would be shown was"):
        release(town)
    assert town.store.releases.of_round(town.round.id) == ()
    assert town.store.audit.recent(100, ["release made"]) == ()


def test_a_theme_that_is_hidden_need_not_be_looked_at(town: Town) -> None:
    look_at(town.store, town.terms, town.round, [theme_id(LAMPS)], actor="Ana")
    hide(town.store, town.theme(NOISE), actor="Ben", why="double")
    made = release(town)
    assert [card.title for card in made.page.themes] == [LAMPS]
    assert ("theme hide", "Ben", theme_id(NOISE)) in [(each["what"], each["by"], each.get("theme")) for each in made.release.record]


def test_who_did_what_stays_with_the_release_and_no_name_is_on_the_page(town: Town) -> None:
    approve(town.store, town.theme(LAMPS), actor="Cleo Quick")
    town.count()
    look_at(town.store, town.terms, town.round, [theme_id(LAMPS)], actor="Ana Stark", why="read all")
    look_at(town.store, town.terms, town.round, [theme_id(NOISE)], actor="Ben Wolf")
    say_why(town.store, town.terms, town.round, theme_id(LAMPS), StaffSentence("Nobody waits in the dark."), actor="Dora Long")
    say_headline(town.store, town.terms, town.round, StaffSentence("People asked for light."), actor="Dora Long")
    made = release(town, "Ede Fox")
    kept = town.store.releases.latest(town.round.id)
    assert kept == made.release
    assert kept is not None
    what = [(each["what"], each["by"]) for each in kept.record if each["what"] != "counted"]
    assert what == [
        ("theme approve", "Cleo Quick"),
        ("looked at", "Ana Stark"),
        ("looked at", "Ben Wolf"),
        ("why it matters", "Dora Long"),
        ("first sentence", "Dora Long"),
        ("released", "Ede Fox"),
    ]
    page = town.store.releases.page(kept.id)
    assert not any(name in page for name in ("Ana", "Ben", "Cleo", "Dora", "Ede", "Stark", "Wolf"))
    shown = read_release(town.store, kept, town.terms.texts)
    assert shown.headline == "People asked for light." and shown.themes[0].why == "Nobody waits in the dark."
    assert shown.reviews[0].startswith("2 people of the staff")
    assert all(card.reviewed for card in shown.themes)
    assert "Nobody waits" not in json.dumps(kept.record), "the record has ids and names, the page has the words"


def test_the_log_knows_the_page_and_the_record(town: Town) -> None:
    town.look_at_all()
    made = release(town)
    (event,) = town.store.audit.recent(1, ["release made"])
    assert (event.actor, event.subject, event.detail["hash"]) == ("Ana", made.release.id, hash_page(made.page))
    assert len(str(event.detail["record"])) == 64
    assert check_releases(town.store.audit) == ReleasesCheck(releases=1)


def test_the_same_page_is_not_released_twice_also_after_another_look(town: Town) -> None:
    town.look_at_all()
    release(town)
    with pytest.raises(WrongUse, match="It says what release 1 says"):
        release(town)
    look_at(town.store, town.terms, town.round, [theme_id(LAMPS)], actor="Ben")
    with pytest.raises(WrongUse, match="It says what release 1 says"):
        release(town, is_correction=True)
    assert not any(note for note in digest(town.settings, ROUND, town.folder / "out").notes)


def test_a_new_release_says_what_changed_and_does_not_repeat_what_was_there(town: Town) -> None:
    town.look_at_all()
    release(town)
    rename(town.store, town.theme(LAMPS), StaffTitle("Streets without light"), actor="Ben")
    hide(town.store, town.theme(NOISE), actor="Ben", why="double")
    town.count()
    with pytest.raises(WrongUse, match="not looked at"):
        release(town)
    town.look_at_all()
    made = release(town, note="A name was wrong.", is_correction=True)
    assert (made.release.number, made.release.corrects, made.release.note) == (2, 1, "A name was wrong.")
    told = " ".join(made.page.corrected)
    assert made.page.corrected[0] == "A name was wrong."
    assert "Streets without light" in told and "1 theme is not shown any more." in told
    assert LAMPS not in told and NOISE not in told
    assert "corrects release 1" in made.page.notice
    assert made.changes is not None and made.changes.gone == (NOISE,) and made.changes.renamed == ((LAMPS, "Streets without light"),)
    assert check_releases(town.store.audit) == ReleasesCheck(releases=2)


def test_figures_that_moved_are_named_by_theme_and_never_by_number(town: Town) -> None:
    town.look_at_all()
    release(town)
    hear(town, {**SAID, LAMPS: (70, SOLID)}, run="run-2")
    town.count()
    assert "its figures" in next(each for each in town.prepare().looks if each.theme_id == theme_id(LAMPS)).changed
    town.look_at_all()
    made = release(town)
    assert made.release.corrects is None and made.page.notice == ""
    moved = next(line for line in made.page.corrected if "Figures changed" in line)
    assert LAMPS in moved and not any(sign.isdigit() for sign in moved)


def test_a_withdrawn_release_is_corrected_without_being_asked_and_its_words_are_not_told_again(town: Town) -> None:
    hear(town, {**SAID, "Zorvaquilly shed": (30, SOLID)}, run="run-2")
    town.count()
    town.look_at_all()
    release(town)
    gone = [each.response_id for each in town.store.comments.of_rounds([town.round.id]) if "Zorvaquilly" in (each.text or "")]
    town.store.erasures.erase(gone)
    assert town.store.releases.of_round(town.round.id)[0].withdrawn_at is not None
    hear(town, SAID, run="run-3")
    town.count()
    town.look_at_all()
    made = release(town)
    assert (made.release.number, made.release.corrects, made.changes) == (2, 1, None)
    assert "takes its place" in made.page.notice and made.page.corrected == ()
    with pytest.raises(WrongUse, match="withdrawn"):
        write_files(town.store, town.settings, town.round, town.store.releases.of_round(town.round.id)[0], town.folder / "out")


def test_a_first_release_corrects_nothing(town: Town) -> None:
    town.look_at_all()
    with pytest.raises(WrongUse, match="no release to correct"):
        release(town, is_correction=True)


def test_files_are_written_again_from_what_was_frozen(town: Town, tmp_path: Path) -> None:
    town.look_at_all()
    made = release(town)
    first = {each.name: each.read_bytes() for each in write_files(town.store, town.settings, town.round, made.release, tmp_path / "a")}
    rename(town.store, town.theme(LAMPS), StaffTitle("Streets without light"), actor="Ben")
    again = {each.name: each.read_bytes() for each in write_files(town.store, town.settings, town.round, made.release, tmp_path / "b")}
    assert first == again and any(name.endswith(".json") for name in first)


def test_nothing_is_released_of_findings_that_were_forgotten(town: Town) -> None:
    town.look_at_all()
    hear(town, SAID, run="run-2")
    with pytest.raises(HearbackError, match="counted anew"):
        release(town)


def test_a_round_that_was_not_themed_cannot_be_released(town: Town) -> None:
    with pytest.raises(HearbackError, match="no themes yet"):
        make_release(town.store, town.terms, town.settings.round("autumn"), actor="Ana")


@pytest.mark.parametrize(
    ("said", "shown"),
    [({}, 0), ({"": (1, 0.0)}, 0), ({LAMPS: (1, SOLID)}, 0), ({LAMPS: (30, SOLID)}, 1)],
    ids=["nothing", "one person", "one voice", "one theme"],
)
def test_a_round_in_which_little_was_said_is_released_and_says_so(tmp_path: Path, said: dict[str, tuple[int, float]], shown: int) -> None:
    with review_town(tmp_path / "town", said) as town:
        town.look_at_all()
        made = release(town)
        assert len(made.page.themes) == shown and len(made.page.reviews) == shown
        assert digest(town.settings, ROUND, town.folder / "out").read >= 1


def test_words_that_somebody_said_and_nobody_approved_are_not_released(town: Town) -> None:
    hear(town, {**SAID, "": (20, 0.0), "lamps that burn and hum all night long here": (30, SOLID)}, run="run-2")
    town.count()
    town.look_at_all()
    with pytest.raises(WrongUse, match="six words in a row"):
        release(town)


def test_a_first_sentence_written_of_other_themes_holds_the_release_up(town: Town) -> None:
    say_headline(town.store, town.terms, town.round, StaffSentence("People asked for light and for quiet."), actor="Ana")
    hide(town.store, town.theme(NOISE), actor="Ben", why="double")
    town.look_at_all()
    assert town.prepare().page.headline == ""
    with pytest.raises(WrongUse, match="first sentence was written of other themes"):
        release(town)
    say_headline(town.store, town.terms, town.round, None, actor="Ana")
    assert release(town).page.headline == ""


def test_a_release_made_by_the_program_before_still_stands_and_has_no_record(town: Town) -> None:
    from desk.releases import find_releases
    from digest.pages.write import to_json
    from domain.action import Release
    from domain.ids import ReleaseId

    page = town.prepare().page
    old = Release(ReleaseId("release-old"), town.round.id, 1, hash_page(page), "en", datetime(2026, 6, 1, tzinfo=UTC))
    town.store.releases.save(old, to_json(page))
    assert find_releases(town.store)[0].release.record == ()
    town.look_at_all()
    with pytest.raises(WrongUse, match="It says what release 1 says"):
        release(town)
    rename(town.store, town.theme(LAMPS), StaffTitle("Streets without light"), actor="Ben")
    town.count()
    town.look_at_all()
    assert release(town).release.number == 2
    assert check_releases(town.store.audit) == ReleasesCheck(releases=2, older=1)
