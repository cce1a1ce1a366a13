"""Holds the warehouse against the model: after a good pull equal, after a broken one page by page old or new."""

from __future__ import annotations

from tests.sources.expected import Answers, Found
from tests.sources.model import Model, Rows, differs


def settle_good(model: Model, found: Found, target: Rows) -> None:
    """After a good pull: exactly what the survey says, and raw words of what was written or is not old yet."""
    written = model.differing(target)
    model.has_raw = ((model.has_raw - model.is_aged) | written) & {number for number, each in target.items() if each.words}
    model.is_aged = set()
    assert found.raw.keys() == model.has_raw, "the vault holds words that it must not hold, or lacks some"
    _take_as_held(model, found, target)


def settle_broken(model: Model, found: Found, targets: list[Rows]) -> None:
    """After a pull that broke, or saw more than one state: each response is an old or a new one, and no other.

    Pages are taken in the order of ids, so what is new lies before what is old; withdrawing comes last.
    """
    numbers = {*model.holds, *found.kept, *(number for target in targets for number in target)}
    settled = {number: _recognise(model, found, number, targets) for number in numbers & found.kept.keys()}
    for number in model.holds.keys() - found.kept.keys():
        assert any(number not in target for target in targets), "a response is gone that the survey still has"
    if len(targets) == 1:
        _check_order(model, found, settled, targets[0])
    written = {number for number, each in settled.items() if number not in model.holds or differs(each, model.holds[number])}
    model.has_raw = set(found.raw)
    model.is_aged = (model.is_aged & model.has_raw) - written
    _take_as_held(model, found, settled)


def _recognise(model: Model, found: Found, number: int, targets: list[Rows]) -> Answers:
    """Which of the old and new answers it is that the warehouse holds. What was just written has its raw words."""
    old = model.holds.get(number)
    for target in targets:
        new = target.get(number)
        if new is not None and (old is None or differs(new, old)) and _is_as(model, found, number, new) and _has_raw(found, number, new):
            return new
    assert old is not None and _is_as(model, found, number, old), "a response is neither the old nor a new one"
    return old


def _check_order(model: Model, found: Found, settled: Rows, target: Rows) -> None:
    to_write = model.differing(target)
    taken = {number for number in to_write & settled.keys() if not differs(settled[number], target[number])}
    waiting = to_write - taken
    assert not taken or not waiting or max(taken) < min(waiting), "a later page was stored before an earlier one"
    withdrawn = model.holds.keys() - found.kept.keys()
    assert not withdrawn or not waiting, "responses were withdrawn before all pages were read"


def _take_as_held(model: Model, found: Found, target: Rows) -> None:
    assert found.kept.keys() == target.keys(), "responses are missing, or too many"
    for number, each in target.items():
        assert _is_as(model, found, number, each), "a response is not what the survey says"
    model.holds = target
    comments = model.comments_in_words()
    assert {(each[0], each[2]) for each in comments - model.cut} == found.uncut, "passages are not those of these comments"
    model.cut &= comments
    _check_leftovers(found)


def _check_leftovers(found: Found) -> None:
    assert found.counts["response"] == len(found.kept)
    assert found.counts["person"] == len({each.person for each in found.kept.values()}), "people are kept of whom nothing is left"
    assert found.counts["vault_entry"] == sum(map(len, found.raw.values()))
    assert found.counts["vault_key"] == len({found.kept[number].person for number in found.raw})
    assert not found.unused_vectors, "vectors are kept of words that no passage has"


def _is_as(model: Model, found: Found, number: int, answers: Answers) -> bool:
    return found.kept[number] == model.expect(number, answers) and found.raw.get(number, answers.words) == answers.words


def _has_raw(found: Found, number: int, answers: Answers) -> bool:
    return found.raw.get(number, ()) == answers.words
