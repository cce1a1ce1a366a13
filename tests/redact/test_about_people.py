"""Statements of status and descriptions of small groups, in every language that has a pack; the same words as topics stay."""

from __future__ import annotations

import pytest

from config.packs import list_languages
from nlp.redact.found import Kind
from nlp.redact.recognisers import find_forms
from nlp.redact.view import fold
from tests.redact.test_writings import RULES

STATED = [
    ("en", "Neither of us is documented here."),
    ("en", "ICE took my brother from work."),
    ("en", "my roommate works with a fake social"),
    ("en", "We came on a tourist visa and stayed."),
    ("en", "Our asylum application was denied."),
    ("en", "He wears an ankle monitor."),
    ("en", "I have to check in with ICE every month."),
    ("es", "La migra se llevó a mi primo."),
    ("es", "Mi hermana trae grillete."),
    ("es", "No soy legal aquí."),
    ("fr", "On n'est pas en règle, mon mari et moi."),
    ("fr", "Mon cousin a été expulsé en mai."),
    ("pt", "A imigração levou meu primo."),
    ("ar", "أخي رحلوه السنة الماضية"),
    ("so", "qaxooti ayaan ahay"),
    ("vi", "chồng tôi bị di trú bắt"),
    ("zh", "我弟弟被遣返了"),
    ("am", "ወንድሜ ያለ ወረቀት ይሰራል"),
    ("sw", "kaka yangu alikamatwa na uhamiaji"),
    ("ht", "frè mwen yo depòte l"),
    ("ru", "мы просим убежища"),
    ("uk", "у мене нема дозволу на роботу"),
    ("fa", "برادرم را دیپورت کردند"),
    ("tl", "wala pa akong green card"),
    ("my", "ကျွန်တော် ဗီဇာမရှိဘူး"),
    ("ps", "زه اسناد نه لرم"),
    ("ti", "ቪዛ የብለይን"),
]
TOPICS = [
    ("en", "Protect undocumented students in our schools."),
    ("en", "I don't have a social life because of the noise."),
    ("en", "ICE should stay away from the courthouse."),
    ("en", "People with DACA should be able to serve."),
    ("en", "My church helps asylum seekers."),
    ("es", "Los refugiados necesitan ayuda."),
    ("fr", "Mon association aide les réfugiés."),
    ("uk", "Люди без документів бояться."),
    ("fa", "مردم بدون مدرک می‌ترسند."),
    ("tl", "Takot ang mga taong walang papeles."),
]
ONLY_ONES = [
    ("en", "the one Hmong kid in seventh grade is mine"),
    ("en", "I was the only woman in a hijab at that meeting"),
    ("en", "I am one of two Congolese students there"),
    ("en", "Nobody else here is from Bhutan."),
    ("en", "the Haitian pharmacist at Maple Drugs is my aunt"),
    ("en", "my son, the only black kid on the team"),
    ("es", "Somos los únicos afganos de la cuadra."),
    ("fr", "Nous sommes la seule famille tchadienne du quartier."),
    ("pt", "Sou o único motorista haitiano daqui."),
    ("ar", "نحن العائلة اليمنية الوحيدة في البناية"),
    ("so", "Waxaan nahay qoyska kaliya ee Soomaali ah"),
    ("vi", "chỉ có nhà tôi là người Lào"),
    ("zh", "全班只有我儿子一个穆斯林"),
    ("am", "ብቸኛዋ ሙስሊም ነርስ ነኝ"),
    ("sw", "mimi ni dereva pekee Mkongo"),
    ("ht", "Nou se sèl fanmi dominiken nan katye a"),
    ("ru", "я единственный водитель таджик тут"),
    ("uk", "я єдина медсестра вірменка"),
    ("fa", "ما تنها خانواده هزاره هستیم"),
    ("tl", "ako ang tanging nars na Muslim"),
    ("my", "တစ်ခုတည်းသော ကရင်မိသားစု"),
    ("ps", "یوازینۍ افغان کورنۍ یو"),
    ("ti", "እታ እንኮ ኤርትራዊት ስድራቤት ኢና"),
]
NOBODY_ALONE = [
    ("en", "I was the only person at the meeting."),
    ("en", "The first family to complain was ignored."),
    ("en", "Only one family came to the meeting."),
    ("en", "The Hmong market in St Paul is great."),
    ("en", "The only problem is parking."),
    ("es", "La única persona que ayudó fue ella."),
    ("fr", "La seule personne qui a aidé."),
]


def kinds(language: str, words: str) -> set[Kind]:
    return {each.kind for each in find_forms(fold(words), RULES[language])}


@pytest.mark.parametrize(("language", "words"), STATED)
def test_a_stated_status_is_found(language: str, words: str) -> None:
    assert Kind.IMMIGRATION_STATUS in kinds(language, words)


@pytest.mark.parametrize(("language", "words"), TOPICS)
def test_status_as_the_topic_stays(language: str, words: str) -> None:
    assert Kind.IMMIGRATION_STATUS not in kinds(language, words)


@pytest.mark.parametrize(("language", "words"), ONLY_ONES)
def test_the_only_one_is_flagged(language: str, words: str) -> None:
    assert Kind.SMALL_GROUP_ID in kinds(language, words)


@pytest.mark.parametrize(("language", "words"), NOBODY_ALONE)
def test_only_and_first_of_other_things_are_not_flagged(language: str, words: str) -> None:
    assert Kind.SMALL_GROUP_ID not in kinds(language, words)


def test_every_pack_is_tried_with_a_status_and_an_only_one() -> None:
    for rows in (STATED, ONLY_ONES):
        assert {language for language, _ in rows} == set(list_languages())
