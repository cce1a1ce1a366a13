from __future__ import annotations

import json
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import BadSettings
from domain.ids import PassageId
from nlp.namer import Endpoint, Named, Reason, ThemeToName, name_themes
from nlp.namer.ask import is_safe_address
from nlp.stop_words import stop_words_of
from nlp.themes import PassageToTheme
from nlp.themes.names.term import Wording
from tests.namer.injections import ORDERS
from tests.namer.server import Answering, Heard, Reply, propose, say, serve

SAID = (
    "The street lights on the corner are broken since winter",
    "Broken street lights make my walk home frightening",
    "I fall over because no street light works there",
    "Half of the lights in our street are dark at night",
    "Dark paths, and nobody mends a lamp or a light",
    "Please mend the lights before somebody gets hurt on dark paths",
    "Broken lamps by the school, and dark paths behind it",
)
TELLING = ("Street lights and dark paths", "street lights", "dark paths", "lamp")
WORDING = Wording({"en": stop_words_of("en", frozenset({"because", "nobody", "somebody", "there", "they", "are", "and", "the"}))})
GOOD = "Broken street lights"


def theme(*more: str, language: str = "en") -> ThemeToName:
    """The theme that `SAID` makes, with further texts before it; each text is another person's."""
    passages = [PassageToTheme(PassageId(f"x{at}"), text, language, None, f"x-person-{at}") for at, text in enumerate(more)]
    passages += [PassageToTheme(PassageId(f"s{at}"), text, "en", None, f"person-{at}") for at, text in enumerate(SAID)]
    return ThemeToName(passages, TELLING)


def ask(answering: Answering, *themes: ThemeToName, timeout_s: float = 5.0, key: str = "", most: int = 12) -> tuple[Named, Heard]:
    with serve(answering) as heard:
        endpoint = Endpoint(heard.url, "tiny", key, timeout_s)
        return name_themes(themes or (theme(),), endpoint, language="en", wording=WORDING, used=set(), most=most), heard


def cite_all(passages: Sequence[dict[str, str]]) -> list[str]:
    return [each["id"] for each in passages]


def test_a_title_in_words_that_three_people_used_is_taken() -> None:
    named, heard = ask(lambda passages: propose("broken STREET lights", cite_all(passages)))
    assert named.proposals[0].title == GOOD
    assert not named.reasons
    assert named.asked == 1
    assert heard.paths == ["/v1/chat/completions"]


def test_what_is_sent_is_passages_with_numbers_and_nothing_else() -> None:
    _, heard = ask(lambda passages: propose(GOOD, cite_all(passages)), key="secret-key")
    (body,) = heard.bodies
    assert "tools" not in body
    sent = json.loads(body["messages"][1]["content"])
    assert [set(each) for each in sent["passages"]] == [{"id", "text"}] * len(SAID)
    assert "person-" not in json.dumps(body)
    assert heard.headers[0]["Authorization"] == "Bearer secret-key"
    assert "secret-key" not in repr(Endpoint(heard.url, "tiny", "secret-key"))


def test_at_most_so_many_passages_are_sent_and_one_a_person() -> None:
    twice = theme()
    doubled = ThemeToName(
        [*twice.passages, *(PassageToTheme(PassageId(f"d{p.id}"), p.text, "en", None, p.person) for p in twice.passages)], TELLING
    )
    _, heard = ask(lambda passages: propose(GOOD, cite_all(passages)), doubled, theme(), most=4)
    counts = [len(json.loads(body["messages"][1]["content"])["passages"]) for body in heard.bodies]
    assert counts == [4, 4]
    _, heard = ask(lambda passages: propose(GOOD, cite_all(passages)), doubled, most=30)
    assert len(json.loads(heard.bodies[0]["messages"][1]["content"])["passages"]) == len(SAID)


def test_a_theme_of_two_people_is_not_sent() -> None:
    two = ThemeToName(theme().passages[:2], TELLING)
    named, heard = ask(lambda passages: propose(GOOD, cite_all(passages)), two)
    assert heard.bodies == []
    assert named.reasons == {Reason.TOO_FEW_PEOPLE: 1}


def test_passages_of_another_language_are_sent_in_translation_only() -> None:
    spanish = [PassageToTheme(PassageId(f"e{at}"), f"palabra {at}", "es", text, f"e{at}") for at, text in enumerate(SAID)]
    named, heard = ask(lambda passages: propose(GOOD, cite_all(passages)), ThemeToName(spanish, TELLING))
    assert named.proposals[0].title == GOOD
    assert "palabra" not in json.dumps(heard.bodies)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Lights", Reason.WRONG_LENGTH),
        ("Street lights broken dark paths lamp walk", Reason.WRONG_LENGTH),
        ("Street lights 24", Reason.NOT_PLAIN),
        ("Street lights: see lights.example", Reason.NOT_PLAIN),
        ("Street [lights](x)", Reason.NOT_PLAIN),
        ("Corrupt street lights", Reason.NOT_SAID),
        ("Frightening street lights", Reason.NOT_SAID),
        ("Somali street", Reason.NAMES_PEOPLE),
        ("The families", Reason.NAMES_PEOPLE),
        ("On the corner are broken since", Reason.QUOTES),
    ],
)
def test_a_title_that_breaks_a_rule_is_counted_and_not_taken(title: str, reason: Reason) -> None:
    named, _ = ask(lambda passages: propose(title, cite_all(passages)))
    assert not named.proposals
    assert named.reasons == {reason: 1}


def test_words_that_others_said_beside_the_theme_are_no_title() -> None:
    off = ThemeToName([*theme().passages], ("evening bus",))
    named, _ = ask(lambda passages: propose(GOOD, cite_all(passages)), off)
    assert named.reasons == {Reason.NOT_TELLING: 1}


def test_a_word_must_be_in_a_passage_that_is_cited() -> None:
    named, _ = ask(lambda passages: propose("Broken street lights", ["p5"]))
    assert named.reasons == {Reason.NOT_SAID: 1}


def test_no_two_themes_get_one_title() -> None:
    named, _ = ask(lambda passages: propose(GOOD, cite_all(passages)), theme(), theme())
    assert list(named.proposals) == [0]
    assert named.reasons == {Reason.TAKEN: 1}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"<html>busy</html>"), Reason.NOT_JSON),
        (Reply(b'{"choices": []}'), Reason.WRONG_SHAPE),
        (Reply(b'{"choices": [{"message": {"content": null}}]}'), Reason.WRONG_SHAPE),
        (Reply(b"[" * 30_000), Reason.NOT_JSON),
        (say("Broken street lights"), Reason.NOT_JSON),
        (say('{"title": 3, "description": "", "passage_ids": ["p1"]}'), Reason.WRONG_SHAPE),
        (say('{"title": "Broken street lights", "description": "", "passage_ids": ["p1"], "run": "rm"}'), Reason.WRONG_SHAPE),
        (say('{"title": "Broken street lights", "description": "", "passage_ids": []}'), Reason.WRONG_SHAPE),
        (say("", tool_calls=[{"function": {"name": "send"}}]), Reason.WRONG_SHAPE),
        (propose("Broken street lights", ["p1", "p99"]), Reason.UNKNOWN_IDS),
        (propose("Broken street lights " * 50, ["p1"]), Reason.WRONG_SHAPE),
        (Reply(b"x" * 200_000), Reason.TOO_LONG),
        (Reply(b"{}", status=500), Reason.NO_ANSWER),
        (Reply(b"", status=307, location="http://127.0.0.1:9/v1/chat/completions"), Reason.NO_ANSWER),
        (Reply(b"{}", pause_s=1.5), Reason.NO_ANSWER),
    ],
    ids=lambda value: value.name if isinstance(value, Reason) else "",
)
def test_a_bad_answer_leaves_the_title_and_is_counted(reply: Reply, reason: Reason) -> None:
    named, _ = ask(lambda _: reply, timeout_s=0.7)
    assert not named.proposals
    assert named.reasons == {reason: 1}


def test_a_fence_around_the_json_is_no_harm() -> None:
    named, _ = ask(lambda passages: say('```json\n{"title": "Broken street lights", "description": "", "passage_ids": ["p1"]}\n```'))
    assert named.proposals[0].title == GOOD


def test_an_endpoint_that_does_not_answer_is_asked_twice_and_no_more() -> None:
    named, heard = ask(lambda _: Reply(b"", status=503), *[theme() for _ in range(6)])
    assert len(heard.bodies) == 2
    assert named.reasons == {Reason.NO_ANSWER: 6}


def test_an_endpoint_that_is_not_there_is_no_error() -> None:
    started = time.monotonic()
    with serve(lambda _: Reply(b"")) as heard:
        url = heard.url
    named = name_themes([theme()], Endpoint(url, "tiny"), language="en", wording=WORDING, used=set(), most=12)
    assert named.reasons == {Reason.NO_ANSWER: 1}
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("description", "is_taken"),
    [
        ("People spoke of broken street lights and dark paths.", True),
        ("The mayor takes bribes.", False),
        ("Street lights on the corner are broken since winter.", False),
        ("Call 555 about street lights.", False),
        ("", False),
    ],
)
def test_a_description_stands_the_same_checks_or_ours_stays(description: str, is_taken: bool) -> None:
    named, _ = ask(lambda passages: propose(GOOD, cite_all(passages), description))
    assert named.proposals[0].title == GOOD
    assert named.proposals[0].description == (description if is_taken else "")


def test_fifty_orders_planted_in_comments_change_no_title_though_the_model_obeys() -> None:
    assert len(ORDERS) == 50
    for language, order, wanted in ORDERS:
        named, heard = ask(lambda passages, wanted=wanted: propose(wanted, cite_all(passages), wanted), theme(order))
        assert json.loads(heard.bodies[0]["messages"][1]["content"])["passages"][0]["text"] == order
        assert not named.proposals, language


def test_copies_of_an_order_by_many_people_are_one_voice() -> None:
    for language, order, wanted in ORDERS:
        if language == "en":
            copies = [order, order.upper(), f"{order} Thanks!", f"Hello. {order}"]
            named, _ = ask(lambda passages, wanted=wanted: propose(wanted, cite_all(passages)), theme(*copies))
            assert not named.proposals, wanted


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=4))
def test_whatever_a_model_says_only_words_of_three_people_get_through(title: str, ids: list[str]) -> None:
    from nlp.namer.check import SentPassage, check_answer
    from nlp.namer.reasons import Refused
    from nlp.themes.names.title import Voice

    sent = [SentPassage(f"p{at}", f"person-{at}", text) for at, text in enumerate(SAID, 1)]
    answer = json.dumps({"title": title, "description": title, "passage_ids": ids or ["p1"]})
    try:
        proposal = check_answer(answer, sent, telling=TELLING, voice=Voice("en"), used=set())
    except Refused:
        return
    assert all(sum(word[:4] in text.casefold() for text in SAID) >= 3 for word in proposal.title.casefold().split())


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://models.example/v1", True),
        ("http://127.0.0.1:8080/v1", True),
        ("http://localhost:11434/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://models.example/v1", False),
        ("http://10.0.0.7/v1", False),
        ("http://127.0.0.1.evil.example/v1", False),
        ("https://user:pass@models.example/v1", False),
        ("ftp://127.0.0.1/v1", False),
        ("", False),
    ],
)
def test_only_https_or_this_machine_is_spoken_to(url: str, is_safe: bool) -> None:
    assert is_safe_address(url) is is_safe
    if not is_safe:
        with pytest.raises(BadSettings):
            Endpoint(url, "tiny")
