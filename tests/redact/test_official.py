"""Case numbers, plates and badges: by their form alone or near a looser cue, and left alone where they are something else."""

from __future__ import annotations

import time

import pytest

from config.packs import list_languages
from domain.text import RawText
from nlp.redact import Redactor
from tests.redact.conftest import Pen

FOUND = [
    ("CASE_NUMBER", "They told me to quote KV-24-00917 and wait.", "KV-24-00917", "en"),
    ("CASE_NUMBER", "me dieron un papel que dice KV-2024-0331", "KV-2024-0331", "es"),
    ("CASE_NUMBER", "dijo PR-25-1188 y colgó", "PR-25-1188", "es"),
    ("CASE_NUMBER", "我的单子是KV-24-00917，没人回", "KV-24-00917", "zh"),
    ("CASE_NUMBER", "اعطوني ورقة فيها KV-24-00917 فقط", "KV-24-00917", "ar"),
    ("CASE_NUMBER", "бумага 24-KV-0913 так и лежит", "24-KV-0913", "ru"),
    ("LICENSE_PLATE", "It was a grey van, QZT-5518, every night.", "QZT-5518", "en"),
    ("LICENSE_PLATE", "c'était 5518 QZT devant l'immeuble", "5518 QZT", "fr"),
    ("LICENSE_PLATE", "era o 4QZ 7719 outra vez", "4QZ 7719", "pt"),
    ("LICENSE_PLATE", "machin mwen se qzt 5518 wi", "qzt 5518", "ht"),
    ("LICENSE_PLATE", "رقم سيارتي هو QZT 5518", "QZT 5518", "ar"),
    ("LICENSE_PLATE", "MY CAR IS A BLUE ONE QZT 5518 THEY FOLLOW IT", "QZT 5518", "en"),
    ("LICENSE_PLATE", "на чёрной а123вс77 приехали", "а123вс77", "ru"),
    ("BADGE_NUMBER", "his badge said something like 7719", "7719", "en"),
    ("BADGE_NUMBER", "el número de la oficial, creo que 7719", "7719", "es"),
    ("BADGE_NUMBER", "الشرطي اللي كتب المخالفة، الضابط رقم 7719", "7719", "ar"),
    ("BADGE_NUMBER", "номер жетона у него был 7719", "7719", "ru"),
    ("BADGE_NUMBER", "l'agent, numéro 7719, a ri", "7719", "fr"),
    ("BADGE_NUMBER", "afisa mmoja, namba yake 7719, alicheka", "7719", "sw"),
    ("PHONE", "电话612-555-0147，晚上打", "612-555-0147", "zh"),
    ("A_NUMBER", "我的号码是A204551118", "A204551118", "zh"),
]
LEFT = [
    ("In MAY 2026 we counted again.", "en"),
    ("Take BUS 1200 or RTE 4410 downtown.", "en"),
    ("THEY HAD 1200 PEOPLE THERE AND NOT ONE CHAIR", "en"),
    ("My car was 2500 dollars and the radio is gone.", "en"),
    ("The officer waited 150 minutes with us.", "en"),
    ("A badge camera costs 400 dollars.", "en"),
    ("Los oficiales llegaron 200 minutos tarde.", "es"),
    ("Le numéro 7 passe devant chez l'agent.", "fr"),
    ("A polícia só atende no 911.", "pt"),
    ("Read page 24-26 of the plan.", "en"),
]


@pytest.mark.parametrize(("kind", "words", "value", "language"), FOUND, ids=range(len(FOUND)))
def test_numbers_of_police_and_courts_go(pen: Pen, kind: str, words: str, value: str, language: str) -> None:
    assert (kind, value) in pen.kinds(words, language)


@pytest.mark.parametrize(("words", "language"), LEFT)
def test_years_lines_sums_and_hours_are_no_official_numbers(pen: Pen, words: str, language: str) -> None:
    assert pen.write(words, language) == words


@pytest.mark.parametrize("language", list_languages())
def test_a_report_number_goes_in_every_language(pen: Pen, language: str) -> None:
    assert ("CASE_NUMBER", "KV-24-00917") in pen.kinds("KV-24-00917", language)


@pytest.mark.parametrize("piece", ["badge 1 ", "my car ", "officer number ", "AB-12-", "i am waiting "])
def test_cues_without_end_do_not_hang(redactor: Redactor, piece: str) -> None:
    words = (piece * 20_000)[:20_000]
    started = time.monotonic()
    redactor.redact_together([(RawText(words), "en")])
    assert time.monotonic() - started < 30
