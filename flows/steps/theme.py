"""Theme a round: everything said up to it, in one run whose id follows from its input."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from config.packs import load_packs
from config.settings import Settings
from domain.decisions import Bindings
from domain.heard import HeardPassage
from domain.ids import PassageId, RunId, ThemeId, stable_id
from domain.listening import Round
from domain.receipt import Receipt
from domain.themes import ThemingRun
from flows.progress import report
from flows.steps.prepare import encoder_for
from flows.steps.stage import rounds_up_to, stage
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.themes import Theming


@stage("theme")
def theme(store: Store, settings: Settings, round_name: str) -> Receipt:
    """Find the themes of a round. The same passages, settings and history make the same run, which is not run twice."""
    rounds = rounds_up_to(store, settings, round_name)
    passages = store.passages.of_rounds([each.id for each in rounds])
    input_hash = _input_hash(store, settings, rounds, passages)
    run_id = RunId(stable_id("run", rounds[-1].id, input_hash))
    done = store.themes.run(run_id)
    if done is not None:
        return Receipt(read=len(passages), unchanged=len(passages) - done.unthemed, skipped=done.unthemed)
    report("theme", 0, len(passages))
    theming = _find_themes(store, settings, rounds, passages, run_id)
    run = ThemingRun(
        id=run_id,
        round_id=rounds[-1].id,
        input_hash=input_hash,
        model=encoder_for(settings.themes.embedding_model).model,
        passages=len(passages),
        unthemed=theming.unthemed,
        leak=theming.leak,
        finished_at=datetime.now(UTC),
        is_refit=theming.is_refit,
        drift=theming.drift,
    )
    store.themes.save_run(run, theming.themes, theming.events, theming.assignments, theming.standings)
    return Receipt(read=len(passages), written=len(passages) - theming.unthemed, skipped=theming.unthemed)


def _find_themes(store: Store, settings: Settings, rounds: Sequence[Round], passages: Sequence[HeardPassage], run_id: RunId) -> Theming:
    from nlp.embed.context import lean_on_comment
    from nlp.themes import PassageToTheme, Space, theme_passages

    encoder = encoder_for(settings.themes.embedding_model)
    return theme_passages(
        [PassageToTheme(each.passage.id, each.passage.text, each.language, each.translation, each.person_id) for each in passages],
        [Space(encoder.model, lean_on_comment(store.vectors.of(encoder.model, passages), [each.passage.comment_id for each in passages]))],
        living=store.themes.living(),
        previous=_previous(store, rounds[-1]),
        bindings=Bindings(),
        round_id=rounds[-1].id,
        run_id=run_id,
        stop_words=stop_words_of_all(settings),
        smallest=settings.themes.smallest_theme,
        language=settings.hearback.language,
    )


def _previous(store: Store, current: Round) -> Mapping[PassageId, ThemeId]:
    """Which theme each passage had last: in this round's own earlier run, else in the round before."""
    run = store.themes.latest_run(current.id) or store.themes.latest_run_before(current)
    if run is None:
        return {}
    return {each.passage_id: each.theme_id for each in store.themes.assignments(run.id) if each.theme_id is not None}


def _input_hash(store: Store, settings: Settings, rounds: Sequence[Round], passages: Sequence[HeardPassage]) -> str:
    """A hash over what decides a run: passages with their words, model, settings, and the run of the round before.

    Not over this round's own earlier run: a second run on the same input must be the same run.
    """
    before = store.themes.latest_run_before(rounds[-1])
    content = [
        [(each.passage.id, hashlib.sha256(f"{each.passage.text}\x1f{each.translation}".encode()).hexdigest()) for each in passages],
        encoder_for(settings.themes.embedding_model).model,
        settings.themes.model_dump(mode="json"),
        settings.hearback.language,
        before.id if before else None,
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def stop_words_of_all(settings: Settings) -> frozenset[str]:
    """Words that never title a theme, of all configured languages together."""
    from nlp.stop_words import stop_words_of

    packs = load_packs(settings.hearback.languages)
    return frozenset().union(*(stop_words_of(code, pack.stop_words) for code, pack in packs.items()))
