"""With the encoder that comes with Hearback: recommendations are read once, and what they mean is found."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from domain.ids import RecommendationId, RoundId, ThemeId
from domain.themes import Theme
from flows.steps.encoders import encoder_for
from flows.steps.link import link
from flows.steps.link_reading import embed_asked, read_asked, word_rule
from nlp.embed import centre_by_language
from nlp.themes.nearest import MAYBE, nearest_themes
from tests.answers.answers_town import make_asked
from tests.review.town import ROUND, review_town

SAID = {
    "lights": ("The street lights on our road have been out for weeks.", "Dark paths behind the school scare us.", "No lamp burns here."),
    "bus": ("The evening bus never comes.", "There is no Sunday service on line four.", "I wait an hour for the late bus."),
    "rent": ("The landlord raised the rent again.", "Families cannot pay these rents.", "Wages do not cover housing any more."),
}
ASKED = {
    "R-01": ("Lamps that burn", "Mend every street light and dark path within two weeks."),
    "R-02": ("A cap on rents", "Let no landlord raise a rent by more than three per cent a year."),
    "R-03": ("An annual report", "Print the report in colour and send it to every council."),
}


def themes_of(model: str) -> list[Theme]:
    encoder = encoder_for(model)
    rows = [(name, text) for name, texts in SAID.items() for text in texts]
    vectors = centre_by_language(encoder.encode([text for _, text in rows]), ["en"] * len(rows), model=encoder.model)
    names = np.array([name for name, _ in rows])
    middles = {name: vectors[names == name].mean(axis=0) for name in SAID}
    return [
        Theme(ThemeId(name), name, "", (), RoundId("r"), tuple((each / np.linalg.norm(each)).tolist())) for name, each in middles.items()
    ]


def test_recommendations_are_read_once_and_find_the_themes_that_they_mean(tmp_path: Path) -> None:
    with review_town(tmp_path / "town", {}) as town:
        town.store.recommendations.save([make_asked(reference, title, text=text) for reference, (title, text) in ASKED.items()])
        asked = read_asked(town.store, town.settings)
        assert asked is not None and len(asked.ids) == 3
        assert embed_asked(town.store, town.settings) == 0
        found = dict(
            zip(asked.ids, nearest_themes(asked.vectors, themes_of(town.settings.themes.embedding_model), floor=MAYBE), strict=True)
        )
        meant = {own_id: [theme for theme, _ in near][:1] for own_id, near in found.items()}
        assert meant == {
            RecommendationId("recommendation-R-01"): ["lights"],
            RecommendationId("recommendation-R-02"): ["rent"],
            RecommendationId("recommendation-R-03"): [],
        }
        assert "the" in word_rule(town.settings).stop_words
    # No theme was raised: nothing is suggested, and every recommendation is accounted for.
    receipt = link(town.settings, ROUND)
    assert (receipt.read, receipt.written, receipt.skipped) == (3, 0, 3)
