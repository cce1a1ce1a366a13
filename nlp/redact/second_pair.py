"""Presidio as a second pair of eyes for numbers: its own recognisers, a fixed list, no model of its own and no network."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from nlp.redact.found import Found, Kind
from nlp.redact.view import View

_KINDS = {
    "CREDIT_CARD": Kind.BANK_CARD,
    "IBAN_CODE": Kind.IBAN,
    "IP_ADDRESS": Kind.IP_ADDRESS,
    "US_SSN": Kind.SSN,
    "US_ITIN": Kind.SSN,
    "CRYPTO": Kind.BANK_ACCOUNT,
}
_FEWEST_DIGITS = 8
_LONGEST = 5_000  # characters; Presidio's patterns are not all linear
_SURE = 0.5


def find_with_presidio(view: View) -> Iterator[Found]:
    """What Presidio's recognisers find in a text with enough digits, by their own checks."""
    if len(view.text) > _LONGEST or sum(map(str.isdigit, view.text)) < _FEWEST_DIGITS:
        return
    for result in _open_analyzer().analyze(view.text, language="en", score_threshold=_SURE):
        yield Found(result.start, result.end, _KINDS[result.entity_type])


@cache
def _open_analyzer() -> Any:
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        CryptoRecognizer,
        IbanRecognizer,
        IpRecognizer,
        UsItinRecognizer,
        UsSsnRecognizer,
    )

    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "blank"}])
    engine.nlp = {"en": spacy.blank("en")}  # type: ignore[assignment]  # set by hand: load() would download a model that is missing
    recognizers = [
        CreditCardRecognizer(),
        CryptoRecognizer(),
        IbanRecognizer(),
        IpRecognizer(),
        UsItinRecognizer(),
        UsSsnRecognizer(),
    ]
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=["en"])
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
