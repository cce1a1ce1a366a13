"""What a question is proposed to become, in five languages; what could find a person is proposed for nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import score_answer
from surveys.mapping import Indicator
from surveys.proposal import Candidate, ColumnKind, Proposed, Role, propose


def options(*labels: str) -> tuple[tuple[str, str], ...]:
    return tuple((label, label) for label in labels)


def decide(text: str, **more: object) -> Proposed:
    return propose([Candidate("q1", text, **more)]).columns[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "What is your name?", "Nombre completo", "Votre nom et prénom", "Qual é o seu nome?", "ما اسمك؟", "Name", "Email address", "Correo electrónico",
        "Numéro de téléphone", "Seu telefone", "رقم الهاتف", "Your home address", "Date of birth", "¿Cuál es su fecha de nacimiento?",
        "What is your immigration status?", "Passport number", "IP address",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_free_text", [True, False])
def test_what_could_find_a_person_is_ignored_with_the_reason(text: str, is_free_text: bool) -> None:
    proposed = decide(text, is_free_text=is_free_text, options=() if is_free_text else options("Yes", "No"))
    assert proposed.role is Role.IGNORED
    assert proposed.why


@pytest.mark.parametrize(
    "text",
    [
        "How should the city address hate crimes?",
        "What should change first?",
        "¿Qué debería cambiar?",
        "How does immigration status affect how people are treated here?",
    ],
)
def test_a_question_about_a_subject_is_a_comment(text: str) -> None:
    assert decide(text, is_free_text=True).role is Role.COMMENT


@pytest.mark.parametrize(
    "labels",
    [
        ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
        ("Muy inseguro", "Inseguro", "Ni seguro ni inseguro", "Seguro", "Muy seguro"),
        ("Pas du tout d'accord", "Plutôt pas d'accord", "Ni d'accord ni pas d'accord", "Plutôt d'accord", "Tout à fait d'accord"),
        ("Nunca", "Raramente", "Às vezes", "Frequentemente", "Sempre"),
        ("غير موافق بشدة", "غير موافق", "محايد", "موافق", "موافق بشدة"),
    ],
)
def test_a_scale_in_words_gets_its_scores_in_order_in_any_language(labels: tuple[str, ...]) -> None:
    proposed = decide("How is it?", options=options(*labels[::-1], "Prefer not to say"))
    assert (proposed.role, proposed.lowest, proposed.highest) == (Role.INDICATOR, 1, 5)
    indicator = Indicator("q1", "", proposed.lowest, proposed.highest, proposed.scores)
    assert [score_answer(label.upper(), indicator) for label in labels] == [1, 2, 3, 4, 5]
    assert score_answer("Prefer not to say", indicator) is None


def test_codes_whose_labels_run_the_other_way_are_turned() -> None:
    downwards = (("A1", "Very safe"), ("A2", "Safe"), ("A3", "Neutral"), ("A4", "Unsafe"), ("A5", "Very unsafe"))
    assert dict(decide("Safe?", options=downwards).scores)["A1"] == 5
    upwards = (("A1", "Very unsafe"), ("A2", "Unsafe"), ("A3", "Neutral"), ("A4", "Safe"), ("A5", "Very safe"))
    assert decide("Safe?", options=upwards).scores == ()


@given(st.sampled_from([(1, 3), (1, 4), (1, 5), (0, 5), (1, 7), (1, 10), (0, 10)]), st.randoms(use_true_random=False))
def test_numbers_are_a_scale_with_their_own_ends(ends: tuple[int, int], random: object) -> None:
    steps = [str(step) for step in range(ends[0], ends[1] + 1)]
    random.shuffle(steps)  # type: ignore[attr-defined]
    proposed = decide("How much do you trust the council?", options=options(*steps))
    assert (proposed.role, proposed.lowest, proposed.highest) == (Role.INDICATOR, *ends)


def test_how_many_is_no_scale_but_a_count() -> None:
    assert decide("How many children do you have?", options=options("0", "1", "2", "3")).role is Role.IGNORED


def test_an_exact_age_is_ignored_and_a_band_counts() -> None:
    assert decide("What is your age?", kind=ColumnKind.NUMBER).role is Role.IGNORED
    assert decide("Age", options=options("18", "19", "20")).role is Role.IGNORED
    band = decide("¿Cuántos años tiene?", options=options("18-24", "25-34"))
    assert (band.role, band.name) == (Role.GROUP, "age")


def test_a_neighbourhood_counts_people_only_where_it_is_chosen() -> None:
    assert decide("Which neighborhood do you live in?", options=options("Mill End", "North")).name == "neighbourhood"
    assert decide("Which neighborhood do you live in?", is_free_text=True).role is Role.IGNORED
    assert decide("Which neighborhood do you live in?", options=options(*map(str, range(100, 140)))).role is Role.IGNORED


@pytest.mark.parametrize(
    ("text", "labels", "value"),
    [
        ("May we quote your words?", ("Yes", "No"), "Yes"),
        ("¿Podemos citar sus palabras?", ("Sí", "No"), "Sí"),
        ("Pouvons-nous vous citer ?", ("Oui", "Non"), "Oui"),
        ("Podemos usar suas palavras?", ("Sim", "Não"), "Sim"),
        ("هل يمكننا اقتباس كلماتك؟", ("نعم", "لا"), "نعم"),
    ],
)
def test_consent_to_quote_is_found_with_the_answer_that_means_yes(text: str, labels: tuple[str, ...], value: str) -> None:
    proposed = decide(text, options=options(*labels))
    assert (proposed.role, proposed.consent_value) == (Role.CONSENT, value)


def test_agreement_to_take_part_is_no_consent_to_quote() -> None:
    assert decide("Do you agree to participate?", options=options("Yes", "No")).role is Role.IGNORED


def test_what_only_one_question_can_be_stays_with_the_first_and_groups_have_names_of_their_own() -> None:
    proposal = propose(
        [
            Candidate("a", kind=ColumnKind.LANGUAGE),
            Candidate("b", kind=ColumnKind.LANGUAGE),
            Candidate("c", "Neighborhood", options=options("x", "y")),
            Candidate("d", "District", options=options("x", "y")),
        ]
    )
    assert [each.role for each in proposal.columns] == [Role.LANGUAGE, Role.IGNORED, Role.GROUP, Role.GROUP]
    assert proposal.as_mapping().groups == (("neighbourhood", "c"), ("neighbourhood_2", "d"))


CANDIDATE = st.builds(
    Candidate,
    code=st.text(max_size=20),
    text=st.text(max_size=60),
    kind=st.one_of(st.none(), st.sampled_from(ColumnKind)),
    is_free_text=st.booleans(),
    options=st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=8).map(tuple),
    native_type=st.sampled_from(["", "5", "A", "B", "Y", "G", "L"]),
)


@given(st.lists(CANDIDATE, max_size=8))
def test_every_question_gets_one_role_and_a_reason(candidates: list[Candidate]) -> None:
    proposal = propose(candidates)
    assert [each.code for each in proposal.columns] == [each.code for each in candidates]
    assert all(each.why for each in proposal.columns)
    names = [each.name for each in proposal.of(Role.GROUP)]
    assert len(names) == len(set(names))
    for one in (Role.CONSENT, Role.LANGUAGE, Role.SUBMITTED, Role.ID):
        assert len(proposal.of(one)) <= 1
    for each in proposal.of(Role.INDICATOR):
        assert each.lowest < each.highest
        assert all(each.lowest <= score <= each.highest for _, score in each.scores)


@pytest.mark.parametrize(
    ("cell", "score"),
    [("4", 4), ("A4", 4), ("4.5", 4.5), ("5 - Very safe", 5), ("1 (not at all)", 1), ("1-3 times", None), ("18-24", None), ("9", None)],
)
def test_a_number_with_its_label_is_scored_and_a_range_is_not(cell: str, score: float | None) -> None:
    assert score_answer(cell, Indicator("q", "")) == score
