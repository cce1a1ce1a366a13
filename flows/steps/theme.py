"""Theme a round: everything said up to it, in one run whose id follows from its input."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from config.settings import Settings
from domain.codebook import CodebookEntry
from domain.decisions import Bindings
from domain.heard import HeardPassage
from domain.ids import RunId, stable_id
from domain.listening import Round
from domain.receipt import Receipt
from domain.themes import ThemingRun
from flows.progress import report
from flows.steps.codebook import claim_by_codebook, living_entries
from flows.steps.encoders import encoder_for, encoder_names
from flows.steps.name_by_model import name_by_model
from flows.steps.spaces import kept_spaces
from flows.steps.stage import rounds_up_to, stage
from flows.steps.wording import wording_of
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.themes import Previous, Theming


@dataclass(frozen=True, slots=True)
class _Input:
    """What decides a run, and the run that it goes on from: the round's own earlier one, else that of the round before."""

    rounds: Sequence[Round]
    passages: Sequence[HeardPassage]
    bindings: Bindings
    own: ThemingRun | None
    before: ThemingRun | None
    hash: str

    @property
    def base(self) -> ThemingRun | None:
        """The run that this one goes on from."""
        return self.own or self.before

    @property
    def run_id(self) -> RunId:
        """It follows from the input and the run before, so the same history makes the same run."""
        base = self.base
        return RunId(stable_id("run", self.rounds[-1].id, self.hash, base.id if base else ""))


@stage("theme")
def theme(store: Store, settings: Settings, round_name: str) -> Receipt:
    """Find the themes of a round. Where passages, settings, decisions and history are those of its last run, nothing is done."""
    asked = _gather(store, settings, round_name)
    if asked.own is not None and asked.own.input_hash == asked.hash:
        done = asked.own
        return Receipt(read=done.passages, unchanged=done.passages - done.unthemed, skipped=done.unthemed)
    report("theme", 0, len(asked.passages))
    theming = _find_themes(store, settings, asked)
    is_anew = asked.base is not None and asked.base.input_hash.split(".")[2:] != asked.hash.split(".")[2:]
    theming = name_by_model(store, settings, theming, asked.passages, asked.run_id, is_anew=is_anew)
    run = ThemingRun(
        id=asked.run_id,
        round_id=asked.rounds[-1].id,
        input_hash=asked.hash,
        model=encoder_for(settings.themes.embedding_model).model,
        passages=len(asked.passages),
        unthemed=theming.unthemed,
        leak=theming.leak,
        finished_at=datetime.now(UTC),
        is_refit=theming.is_refit,
        drift=theming.drift,
    )
    store.themes.save_run(run, theming.themes, theming.events, theming.assignments, theming.standings)
    return Receipt(read=run.passages, written=run.passages - theming.unthemed, skipped=theming.unthemed)


def _gather(store: Store, settings: Settings, round_name: str) -> _Input:
    rounds = rounds_up_to(store, settings, round_name)
    passages = store.passages.of_rounds([each.id for each in rounds])
    bindings = _bindings(store, passages)
    before = store.themes.latest_run_before(rounds[-1])
    entries = living_entries(store, store.themes.living())
    hash_ = f"{_hash_settings(settings)}.{_hash_content(passages, bindings, before, entries)}{_hash_namer(settings)}"
    return _Input(rounds, passages, bindings, store.themes.latest_run(rounds[-1].id), before, hash_)


def _find_themes(store: Store, settings: Settings, asked: _Input) -> Theming:
    from nlp.themes import PassageToTheme, theme_passages

    passages = [
        PassageToTheme(each.passage.id, each.passage.text, each.language, each.translation, each.person_id) for each in asked.passages
    ]
    spaces = kept_spaces(store, settings, asked.passages)
    claims = claim_by_codebook(store, settings, passages, spaces)
    return theme_passages(
        passages,
        spaces,
        living=claims.living,
        claimed=claims.claimed,
        previous=_previous(store, asked),
        bindings=asked.bindings,
        round_id=asked.rounds[-1].id,
        run_id=asked.run_id,
        stop_words=wording_of(settings),
        smallest=settings.themes.smallest_theme,
        language=settings.hearback.language,
    )


def _bindings(store: Store, passages: Sequence[HeardPassage]) -> Bindings:
    """What people decided, as far as it is about these passages or about themes."""
    here = {each.passage.id for each in passages}
    bindings = store.decisions.bindings()
    return replace(bindings, moved={passage: theme for passage, theme in bindings.moved.items() if passage in here})


def _previous(store: Store, asked: _Input) -> Previous:
    """What the run before says: the base for what stays where it is, the run of the round before for what is told of it."""
    from nlp.themes import Previous

    base = asked.base
    if base is None:
        return Previous()
    was = store.themes.assignments(base.id)
    told = store.themes.assignments(asked.before.id) if asked.before else ()
    has_same_settings = base.input_hash.partition(".")[0] == asked.hash.partition(".")[0]
    return Previous(
        themes={each.passage_id: each.theme_id for each in was},
        parts={each.passage_id: each.part_id for each in was if each.part_id is not None},
        told={each.passage_id: each.theme_id for each in told},
        stood=frozenset(each.theme_id for each in store.themes.standings(asked.before.id)) if asked.before else frozenset(),
        told_parts={each.passage_id: each.part_id for each in told if each.part_id is not None},
        # What was gathered before themes were looked for anew is over.
        drift=0.0 if base.is_refit else base.drift or 0.0,
        # A run of a handful of passages looked for no themes among which others could be placed.
        can_place=has_same_settings and (base.is_refit or base.drift is not None),
        solidity={each.theme_id: each.solidity for each in store.themes.standings(base.id)},
    )


def _hash_settings(settings: Settings) -> str:
    """A hash over what of the settings decides a run: where it is another, themes are looked for anew."""
    content = [encoder_names(settings), settings.themes.model_dump(mode="json", exclude={"namer"}), settings.hearback.language]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def _hash_namer(settings: Settings) -> str:
    """A third part of the hash where a model proposes titles: another model is another run, in which no theme moves."""
    namer = settings.themes.namer
    return f".{hashlib.sha256(f'{namer.url} {namer.model}'.encode()).hexdigest()[:16]}" if namer else ""


def _hash_content(passages: Sequence[HeardPassage], bindings: Bindings, before: ThemingRun | None, entries: Sequence[CodebookEntry]) -> str:
    """A hash over what else decides a run: passages with their words, what people decided, a codebook, and the round before's run.

    Not over this round's own earlier run: a second run on the same input must be the same run.
    """
    content = [
        [(each.passage.id, hashlib.sha256(f"{each.passage.text}\x1f{each.translation}".encode()).hexdigest()) for each in passages],
        sorted(bindings.approved),
        sorted(bindings.merged.items()),
        sorted(sorted(pair) for pair in bindings.apart),
        sorted((passage, theme or "") for passage, theme in bindings.moved.items()),
        before.id if before else None,
        # Without a codebook nothing is added, so that runs from before there were any keep their hash.
        *([(each.theme_id, each.language, each.texts()) for each in entries]),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
