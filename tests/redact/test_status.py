"""Statements of immigration status go in every language of the surveys; questions, fears and the topic stay."""

from __future__ import annotations

import pytest

from config.packs import list_languages, load_packs
from domain.text import RawText
from nlp.redact.engine import Redactor
from tests.redact.conftest import Pen

STATED = [
    ("We are still waiting on asylum, so we kept quiet.", "en"),
    ("My cousin never got a work permit.", "en"),
    ("I'm here on a tourist visa.", "en"),
    ("None of us here has papers.", "en"),
    ("Our work permit lapsed in June.", "en"),
    ("Mi hermana tiene DACA y por eso calla.", "es"),
    ("Nuestro permiso de trabajo está vencido.", "es"),
    ("Mi primo está aquí sin papeles.", "es"),
    ("Estamos esperando el asilo.", "es"),
    ("Mon titre de séjour est périmé.", "fr"),
    ("Mon frère n'a pas encore de papiers.", "fr"),
    ("Nous attendons encore l'asile.", "fr"),
    ("A gente tá sem papel aqui.", "pt"),
    ("Meu marido tem visto de turista.", "pt"),
    ("Meu pedido de asilo foi negado.", "pt"),
    ("اخي عنده أمر ترحيل", "ar"),
    ("ما عندنا أي اوراق", "ar"),
    ("طلب اللجوء لسه معلق", "ar"),
    ("fiiso ma haysanno", "so"),
    ("magangalyo ayaan weli sugaynaa", "so"),
    ("Vợ tôi chưa có giấy phép làm việc", "vi"),
    ("chồng tôi đang chờ xét tị nạn", "vi"),
    ("我太太还没有绿卡", "zh"),
    ("他的签证去年过期了", "zh"),
    ("mume wangu hana kibali", "sw"),
    ("tunaishi hapa bila vibali", "sw"),
    ("nou poko gen rezidans", "ht"),
    ("viza frè mwen ekspire", "ht"),
    ("у брата закончилась виза", "ru"),
    ("мы ещё ждём убежища", "ru"),
    ("የሥራ ፈቃድ የለንም", "am"),
    ("ቪዛዬ አልፏል", "am"),
]
TOPICS = [
    ("What visa do you have, he asked the driver.", "en"),
    ("They asked if I have papers.", "en"),
    ("They ask everybody for papers at the stop.", "en"),
    ("People without papers need lawyers.", "en"),
    ("We need more help with visas at the library.", "en"),
    ("Help families who are afraid of being deported.", "en"),
    ("La gente sin papeles tiene miedo.", "es"),
    ("Me preguntó si tengo papeles.", "es"),
    ("Nos pidieron los papeles a todos.", "es"),
    ("Les gens sans papiers se taisent.", "fr"),
    ("On demande les papiers à tout le monde.", "fr"),
    ("Pessoas sem documentos precisam de ajuda.", "pt"),
    ("سألوا كل الناس عن الاوراق", "ar"),
    ("人们没有绿卡也应该能报警", "zh"),
    ("警察问我有没有绿卡", "zh"),
    ("Cảnh sát hỏi giấy tờ mọi lúc", "vi"),
    ("Polis waliomba karatasi za kila mtu", "sw"),
    ("Yo mande tout moun papye", "ht"),
    ("У всех спрашивают документы", "ru"),
    ("የሁሉንም ሰው ወረቀት ይጠይቃሉ", "am"),
]


@pytest.mark.parametrize(("words", "language"), STATED)
def test_a_stated_status_goes(pen: Pen, words: str, language: str) -> None:
    assert "IMMIGRATION_STATUS" in {kind for kind, _ in pen.kinds(words, language)}


@pytest.mark.parametrize(("words", "language"), TOPICS)
def test_questions_fears_and_the_topic_stay(pen: Pen, words: str, language: str) -> None:
    assert "IMMIGRATION_STATUS" not in {kind for kind, _ in pen.kinds(words, language)}


def test_every_language_of_the_surveys_has_frames_and_voids() -> None:
    packs = load_packs(list_languages())
    for code in ("en", "es", "fr", "pt", "ar", "so", "vi", "zh", "sw", "ht", "ru", "am"):
        assert packs[code].status_frames
        assert packs[code].status_voids


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Je suis la seule Togolaise de Grandval.", "fr"),
        ("整条街就我们一家缅甸人", "zh"),
        ("Soy la única garífuna en Larkspur", "es"),
        ("Sou a única angolana do prédio", "pt"),
        ("Мы единственная уйгурская семья в школе", "ru"),
    ],
)
def test_the_only_one_of_a_people_is_held(pen: Pen, words: str, language: str) -> None:
    assert pen.redact(words, language).held_reason == "may point to one person"


@pytest.mark.parametrize(
    ("said", "flagged", "language"),
    [
        ("Somos la única familia garífuna en Larkspur, y queremos luz.", "la única familia garífuna en Larkspur", "es"),
        ("Nous sommes la seule famille comorienne à Larkspur. La rue est sombre.", "la seule famille comorienne à Larkspur", "fr"),
        ("Soy la única mujer garífuna de Larkspur que trabaja de noche.", "la única mujer garífuna de Larkspur", "es"),
    ],
)
def test_what_points_to_the_one_goes_with_its_people_and_its_place(redactor: Redactor, said: str, flagged: str, language: str) -> None:
    redaction = redactor.redact_together([(RawText(said), language)])[0]
    assert redaction.held_reason
    assert flagged in [said[each.start : each.end] for each in redaction.spans if each.type == "SMALL_GROUP_ID"]
