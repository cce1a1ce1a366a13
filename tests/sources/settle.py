"""Holds the warehouse against the model: after a good pull equal, after a broken one page by page old or new."""

from __future__ import annotations

from tests.sources.expected import Answers, Found
from tests.sources.model import Held, Model, differs


def settle_good(model: Model, found: Found, target: Held) -> None:
    """After a good pull: exactly what the survey says, and raw words of what was written or is not old yet."""
    written = model.differing(target)
    model.has_raw = ((model.has_raw - model.is_aged) | written) & {name for name, each in target.items() if each.words}
    model.is_aged = set()
    assert found.raw.keys() == model.has_raw, "the vault holds words that it must not hold, or lacks some"
    _take_as_held(model, found, target)


def settle_broken(model: Model, found: Found, targets: list[Held]) -> None:
    """After a pull that broke, or saw more than one state: each response is an old or a new one, and no other.

    Pages are taken in the order of ids, so what is new lies before what is old; withdrawing comes last.
    """
    names = {*model.holds, *found.kept, *(name for target in targets for name in target)}
    settled = {name: _recognise(model, found, name, targets) for name in names & found.kept.keys()}
    for name in model.holds.keys() - found.kept.keys():
        assert any(name not in target for target in targets), "a response is gone that the survey still has"
    if len(targets) == 1:
        _check_order(model, found, settled, targets[0])
    written = {name for name, each in settled.items() if name not in model.holds or differs(each, model.holds[name])}
    model.has_raw = set(found.raw)
    model.is_aged = (model.is_aged & model.has_raw) - written
    _take_as_held(model, found, settled)


def _recognise(model: Model, found: Found, name: str, targets: list[Held]) -> Answers:
    """Which of the old and new answers it is that the warehouse holds. What was just written has its raw words."""
    old = model.holds.get(name)
    for target in targets:
        new = target.get(name)
        if new is not None and (old is None or differs(new, old)) and _is_as(model, found, name, new) and _has_raw(found, name, new):
            return new
    assert old is not None and _is_as(model, found, name, old), "a response is neither the old nor a new one"
    return old


def _check_order(model: Model, found: Found, settled: Held, target: Held) -> None:
    to_write = model.differing(target)
    taken = {name for name in to_write & settled.keys() if not differs(settled[name], target[name])}
    waiting = to_write - taken
    assert not taken or not waiting or max(map(_place_of, taken)) < min(map(_place_of, waiting)), (
        "a later page was stored before an earlier one"
    )
    withdrawn = model.holds.keys() - found.kept.keys()
    assert not withdrawn or not waiting, "responses were withdrawn before all pages were read"


def _place_of(name: str) -> int:
    return int(name.rpartition("-")[2])


def _take_as_held(model: Model, found: Found, target: Held) -> None:
    assert found.kept.keys() == target.keys(), "responses are missing, or too many"
    for name, each in target.items():
        assert _is_as(model, found, name, each), "a response is not what the survey says"
    model.holds = target
    comments = model.comments_in_words()
    assert {(each[0], each[2]) for each in comments - model.cut} == found.uncut, "passages are not those of these comments"
    model.cut &= comments
    _check_leftovers(found)


def _check_leftovers(found: Found) -> None:
    assert found.counts["response"] == len(found.kept)
    assert found.counts["person"] == len({each.person for each in found.kept.values()}), "people are kept of whom nothing is left"
    assert found.counts["vault_entry"] == sum(map(len, found.raw.values()))
    assert found.counts["vault_key"] == len({found.kept[name].person for name in found.raw})
    assert not found.unused_vectors, "vectors are kept of words that no passage has"


def _is_as(model: Model, found: Found, name: str, answers: Answers) -> bool:
    return found.kept[name] == model.expect(name, answers) and found.raw.get(name, answers.words) == answers.words


def _has_raw(found: Found, name: str, answers: Answers) -> bool:
    return found.raw.get(name, ()) == answers.words
