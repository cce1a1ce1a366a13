"""Whatever is done in whatever order and however many saves: what lists show is what the fold says, and the past fits the log."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from desk.recommending.deed import read_current
from desk.recommending.extend import extend
from desk.recommending.history import read_history
from desk.recommending.milestones import StepTold, add_milestone, change_milestone, report_milestone
from desk.recommending.report import Told, close, reopen, report, respond, withdraw
from desk.recommending.verify import verify
from domain.course import derive, follow
from domain.errors import WrongUse
from domain.following import Wanted
from domain.ids import UpdateId
from domain.recommendations import Reply, Role, Standings, StatusUpdate, UpdateState
from tests.recommending.samples import ISSUED, TODAY, WHO, WHY, add_lights, lights, step
from warehouse.store import Store

S = UpdateState


def read_columns(store: Store, reference: str) -> Standings:
    """What is kept beside a recommendation for lists."""
    one = next(each for each in store.following.find(Wanted(), limit=1_000) if each.reference == reference)
    return Standings(**{each.name: getattr(one, each.name) for each in fields(Standings)})


def make_updates(chance: random.Random, reference: str) -> list[StatusUpdate]:
    """Updates as a file could bring them: sound ones and others, many of one day."""
    own_id = lights(reference).id
    return [
        StatusUpdate(
            UpdateId(f"update-{reference}-{number}"),
            own_id,
            ISSUED + timedelta(days=chance.randint(0, 5)),
            state := chance.choice(list(UpdateState)),
            "A note",
            chance.choice(("", "walked there")),
            chance.choice(list(Reply)) if state is S.RESPONDED else None,
            chance.choice(("", "Public Works", "Auditor")),
            chance.choice(list(Role)),
            turn=chance.randint(0, 2),
        )
        for number in range(chance.randint(1, 10))
    ]


def test_any_order_and_any_split_over_saves_keeps_the_same(store: Store) -> None:
    chance = random.Random(7)
    for number in range(12):
        whole, split = f"W-{number}", f"S-{number}"
        updates = make_updates(chance, whole)
        store.recommendations.save([lights(whole, updates=tuple(updates))])
        waiting = [replace(each, id=UpdateId(each.id.replace("W-", "S-")), recommendation_id=lights(split).id) for each in updates]
        chance.shuffle(waiting)
        while waiting:
            cut = chance.randint(1, len(waiting))
            store.recommendations.save([lights(split, updates=tuple(waiting[:cut]))])
            waiting = waiting[cut:]
        one, other = (read_current(store, reference) for reference in (whole, split))
        courses = [follow(each.updates, issued_on=ISSUED) for each in (one, other)]
        assert [each.state for each in courses[0].steps] == [each.state for each in courses[1].steps]
        assert read_columns(store, whole) == read_columns(store, split) == derive(one) == derive(other)


def do_anything(store: Store, chance: random.Random, number: int) -> None:
    """One deed of any kind, right or wrong."""
    on = ISSUED + timedelta(days=max(0, number * 4 + chance.randint(-12, 12)))
    told = Told(on, f"Note {number}", by=chance.choice(("", "Public Works")))
    title, later = f"Step {chance.randint(1, 4)}", TODAY + timedelta(days=chance.randint(-300, 300))
    judged = Told(on, f"Note {number}", "Walked there", chance.choice(("Auditor", "Public Works")), Role.AUDITOR)
    verdict = chance.choice([S.VERIFIED, S.PARTLY_VERIFIED, S.NOT_VERIFIED])
    word = chance.choice([S.PLANNED, S.IN_PROGRESS, S.REPORTED_DONE, S.REPORTED_DONE])
    deeds = (
        lambda: respond(store, "R-03", chance.choice((*Reply, Reply.ACCEPTED, Reply.ACCEPTED)), told, who=WHO, today=TODAY),
        lambda: report(store, "R-03", word, told, who=WHO, today=TODAY),
        lambda: verify(store, "R-03", verdict, judged, who=WHO, today=TODAY),
        lambda: verify(store, "R-03", verdict, judged, steps=[title], who=WHO, today=TODAY),
        lambda: close(store, "R-03", told, who=WHO, today=TODAY),
        lambda: withdraw(store, "R-03", told, who=WHO, today=TODAY),
        lambda: reopen(store, "R-03", told, who=WHO, today=TODAY),
        lambda: extend(store, "R-03", later, step=chance.choice(("", title)), who=WHO, why=WHY, today=TODAY),
        lambda: add_milestone(store, "R-03", StepTold(title), later, who=WHO, why="", today=TODAY),
        lambda: report_milestone(store, "R-03", title, done_on=chance.choice((None, on)), who=WHO, why=WHY, today=TODAY),
        lambda: change_milestone(store, "R-03", title, StepTold(f"Step {chance.randint(1, 4)}"), who=WHO, why=WHY, today=TODAY),
    )
    likely = [2, 5, 2, 2, 0.3, 0.3, 1, 3, 2, 2, 1]  # what ends it comes rarely, or nothing else would be tried
    chance.choices(deeds, likely)[0]()


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_deeds_the_columns_are_what_the_fold_says_and_the_past_fits(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    add_lights(store, milestones=tuple(step(f"Step {number}") for number in (1, 2, 3)))
    done = 0
    for number in range(60):
        before, events = read_current(store, "R-03"), store.audit.count()
        try:
            do_anything(store, chance, number)
        except WrongUse:
            assert (read_current(store, "R-03"), store.audit.count()) == (before, events)
            continue
        done += 1
        after = read_current(store, "R-03")
        assert store.audit.count() == events + 1
        assert read_columns(store, "R-03") == derive(after)
        assert follow(after.updates, issued_on=ISSUED).refused == ()
        assert set(before.updates) <= set(after.updates) and set(before.due_changes) <= set(after.due_changes)
        assert after.first_due_on == date(2026, 9, 30)
    assert done > 12
    assert read_history(store, read_current(store, "R-03")).faults == ()
    assert store.audit.verify().is_intact
