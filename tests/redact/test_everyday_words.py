"""Everyday words that look like listed names stay, and rarer names with a cue still go."""

from __future__ import annotations

import pytest

from tests.redact.conftest import Pen

STAY = [
    ("The lady at the desk was kind.", "en"),
    ("The mayor said the wall would go.", "en"),
    ("The lamp at 9th and Birch is out.", "en"),
    ("La parada de la iglesia no tiene luz.", "es"),
    ("Me habló un señor en el mercado.", "es"),
    ("Ils sont venus apres trois heures.", "fr"),
    ("La lumiere devant l'ecole est cassee.", "fr"),
    ("A igreja fica no fim da rua, no chão tem vidro.", "pt"),
    ("limyè a kase devan lekòl la depi yon semèn", "ht"),
    ("kijana alikaa chumba cha pili, kimya", "sw"),
    ("baska subaxdii ma yimaado", "so"),
    ("tụi nhỏ chờ xe lâu quá, trễ học", "vi"),
    ("الشرطي يكتب ولا يسأل", "ar"),
    ("كان يضحك ونحن ننتظر", "ar"),
]
GO = [
    ("o mestre Zezinho ajuda a gente", "Zezinho", "pt"),
    ("Waldirene, 612-555-0147, tem a chave", "Waldirene", "pt"),
    ("قالوا لامي سناء حداد ارجعي", "سناء حداد", "ar"),
    ("вчера Фаррух Назаров стоял там", "Фаррух Назаров", "ru"),
    ("a mi compañera yaretzi la echaron", "yaretzi", "es"),
    ("Vợ tôi là Trần Mỹ Duyên", "Trần Mỹ Duyên", "vi"),
]


@pytest.mark.parametrize(("words", "language"), STAY)
def test_everyday_words_stay(pen: Pen, words: str, language: str) -> None:
    assert pen.write(words, language) == words


@pytest.mark.parametrize(("words", "name", "language"), GO)
def test_names_with_a_cue_go(pen: Pen, words: str, name: str, language: str) -> None:
    assert name not in pen.write(words, language)
