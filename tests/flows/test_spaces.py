"""Who reads what before themes are looked for, and that each text is read once for life."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from config.settings import Settings
from domain.heard import HeardPassage
from domain.ids import CommentId
from domain.listening import Translation
from domain.text import RedactedText
from flows.steps.encoders import encoder_names
from flows.steps.prepare import cut, embed
from flows.steps.pull import pull
from flows.steps.spaces import kept_spaces
from flows.steps.stage import opened_store
from tests.flows.paper import SPRING, paper_town

SAID = (("en", "The rent went up again."), ("en", "The rent went up again."), ("en", "Buses never come on time."))
FOREIGN = (("fr", "Le bus est en retard."), ("so", "Basku wuu soo daahaa."))


def heard_town(folder: Path, said: tuple[tuple[str, str], ...]) -> Settings:
    rows = [[str(n), "2026-03-02", text, "North", "4", tongue, f"who{n}"] for n, (tongue, text) in enumerate(said)]
    settings = paper_town(folder, rows)
    pull(settings, "paper", SPRING)
    cut(settings, SPRING)
    return settings


def passages_of(settings: Settings) -> tuple[HeardPassage, ...]:
    with opened_store(settings) as store:
        return store.passages.of_rounds([each.id for each in store.rounds.all()])


def give_translation(settings: Settings, language: str, text: str) -> None:
    """What a translator would have made of the only comment in this language."""
    comments = {each.passage.comment_id for each in passages_of(settings) if each.language == language}
    with opened_store(settings) as store:
        store.comments.save_translations({CommentId(each): Translation(RedactedText(text), "en", "test") for each in comments})


def test_the_english_model_reads_english_and_translations_once_for_life_and_they_go_with_the_words(tmp_path: Path) -> None:
    settings = heard_town(tmp_path, SAID + FOREIGN)
    give_translation(settings, "fr", "The bus is late.")
    first = embed(settings, SPRING)
    assert first.written == 4 + 3  # four distinct texts; two of them in English, and one translation
    assert embed(settings, SPRING).read == 0
    passages = passages_of(settings)
    with opened_store(settings) as store:
        many, english = kept_spaces(store, settings, passages)
        assert store.counts()["embedding"] == 7
    assert (many.model, english.model) == encoder_names(settings)
    reads = [each.language in ("en", "fr") for each in passages]
    assert english.vectors.any(axis=1).tolist() == reads
    assert many.vectors.any(axis=1).all()
    bus = {each.language: row for row, each in enumerate(passages) if "us" in each.passage.text}
    assert float(english.vectors[bus["fr"]] @ english.vectors[bus["en"]]) > 0.5
    paper_town(tmp_path, [["0", "2026-03-02", SAID[0][1], "North", "4", "en", "who0"]])
    pull(settings, "paper", SPRING)
    with opened_store(settings) as store:
        assert store.counts()["embedding"] == 2  # of the rent, by either model


def test_where_few_speak_english_one_model_reads_all(tmp_path: Path) -> None:
    settings = heard_town(tmp_path, SAID[:1] + FOREIGN)
    assert embed(settings, SPRING).written == 3
    with opened_store(settings) as store:
        (only,) = kept_spaces(store, settings, passages_of(settings))
    assert only.vectors.shape[0] == 3


@pytest.mark.parametrize("off", ["", "none"])
def test_the_english_model_can_be_switched_off(tmp_path: Path, off: str) -> None:
    settings = heard_town(tmp_path, SAID)
    settings = settings.model_copy(update={"themes": settings.themes.model_copy(update={"english_model": off})})
    assert embed(settings, SPRING).written == 2
    with opened_store(settings) as store:
        (only,) = kept_spaces(store, settings, passages_of(settings))
    assert np.allclose(np.linalg.norm(only.vectors, axis=1), 1, atol=1e-4)
    assert encoder_names(settings)[1] == ""
