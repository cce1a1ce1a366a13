"""Questions -> a mapping: the first rule that knows a question decides, and says why in the words of staff."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from surveys.proposal.candidate import Candidate, ColumnKind
from surveys.proposal.proposal import Proposal, Proposed, Role
from surveys.proposal.scales import find_scale, find_yes, find_yes_no
from surveys.proposal.words import find_named, fold, has_any, is_any, load_words

MOST_OPTIONS = 30
LONGEST_TITLE = 80
SHORT_QUESTION = 8  # words: a longer question to be answered in words asks about a subject, not for a fact
_OPEN_SUBJECT = "an immigration status"
_ONLY_ONCE = (Role.CONSENT, Role.LANGUAGE, Role.SUBMITTED, Role.ID)

# What people choose from where LimeSurvey lists no options, by its letter for the type of question.
_USUAL_OPTIONS = {
    "5": tuple((str(step), str(step)) for step in range(1, 6)),
    "A": tuple((str(step), str(step)) for step in range(1, 6)),
    "B": tuple((str(step), str(step)) for step in range(1, 11)),
    "Y": (("Y", "Yes"), ("N", "No")),
    "G": (("F", "Female"), ("M", "Male")),
}

Rule = Callable[[Candidate], Proposed | None]


def propose(columns: Sequence[Candidate]) -> Proposal:
    """What each question should become. Whatever could point to a person is ignored, and so is what no rule knows."""
    rules: tuple[Rule, ...] = (
        _ignore_told, _take_told, _ignore_technical, _find_consent, _ignore_personal, _ignore_age,
        _find_language, _take_words, _find_group, _find_indicator,
    )  # fmt: skip
    return Proposal(_make_single([_first(rules, _with_options(column)) for column in columns]))


def _with_options(column: Candidate) -> Candidate:
    usual = _USUAL_OPTIONS.get(column.native_type, ())
    return column if column.options or column.is_free_text else replace(column, options=usual)


def _first(rules: Sequence[Rule], column: Candidate) -> Proposed:
    decided = (rule(column) for rule in rules)
    return next(filter(None, decided), _ignored(column, "neither words, nor a scale, nor a known attribute: map it yourself if it matters"))


def _make_single(proposed: Sequence[Proposed]) -> tuple[Proposed, ...]:
    """What only one question can be stays with the first of them; groups get names of their own."""
    taken: set[str] = set()
    made = []
    for each in proposed:
        key = each.name if each.role is Role.GROUP else each.role
        if key in taken and each.role in _ONLY_ONCE:
            made.append(Proposed(each.code, Role.IGNORED, f"another question is the {each.role} already"))
        elif key in taken and each.role is Role.GROUP:
            number = next(number for number in range(2, len(proposed) + 2) if f"{key}_{number}" not in taken)
            made.append(replace(each, name=f"{key}_{number}"))
            taken.add(f"{key}_{number}")
        else:
            made.append(each)
            taken.add(key)
    return tuple(made)


def _ignore_told(column: Candidate) -> Proposed | None:
    reasons = {
        ColumnKind.IDENTITY: "tells who a person is, and is never read",
        ColumnKind.METADATA: "kept by the survey tool for itself, and is never read",
        ColumnKind.EMPTY: "nobody has answered it",
    }
    return _ignored(column, reasons[column.kind]) if column.kind in reasons else None


def _take_told(column: Candidate) -> Proposed | None:
    roles = {
        ColumnKind.SUBMITTED: (Role.SUBMITTED, "when the answer was given"),
        ColumnKind.ID: (Role.ID, "the answer's own id"),
        ColumnKind.LANGUAGE: (Role.LANGUAGE, "the language of the answer"),
    }
    if column.kind not in roles:
        return None
    role, why = roles[column.kind]
    return Proposed(column.code, role, why)


def _ignore_technical(column: Candidate) -> Proposed | None:
    named = next(filter(None, (find_named(said, load_words()["technical"]) for said in _said(column) if len(said.split()) <= 3)), None)
    return _ignored(column, f"{named}, and is never read") if named else None


def _find_consent(column: Candidate) -> Proposed | None:
    if column.is_free_text or not _says(column, load_words()["quote"]["words"]) or len(column.options) > 4:
        return None
    yes = find_yes(column.options)
    if yes is None:
        return None
    return Proposed(column.code, Role.CONSENT, "asks whether words may be quoted", consent_value=yes)


def _ignore_personal(column: Candidate) -> Proposed | None:
    words = load_words()
    named = next(filter(None, (find_named(said, words["personal"]) for said in _said(column))), None)
    named = named or next(
        (name for name, alone in words["personal_alone"].items() if any(is_any(said, alone) for said in _said(column))), None
    )
    if named and not (named == _OPEN_SUBJECT and column.is_free_text and len(fold(column.text).split()) > SHORT_QUESTION):
        return _ignored(column, f"asks for {named}, which could find a person")
    if not column.is_free_text and _says(column, words["agreement"]["words"]):
        return _ignored(column, "agreement to take part, which says nothing about quoting")
    return None


def _ignore_age(column: Candidate) -> Proposed | None:
    """Exact ages point to people; bands of ages count them."""
    has_bands = bool(column.options) and not all(label.strip().isdigit() for _, label in column.options)
    if has_bands or not _says(column, load_words()["age"]["words"]):
        return None
    if column.is_free_text and not any(is_any(said, load_words()["age"]["words"]) for said in _said(column)):
        return None  # "How does your age change how you are treated?" asks for words
    return _ignored(column, "an exact age can point to a person: ask for a band, such as 25 to 34")


def _find_language(column: Candidate) -> Proposed | None:
    if column.is_free_text or not any(is_any(said, load_words()["language"]["codes"]) for said in _said(column)):
        return None
    are_tags = bool(column.options) and all(2 <= len(cell) <= 5 and cell[:2].isalpha() for cell, _ in column.options)
    return Proposed(column.code, Role.LANGUAGE, "the language of the answer") if are_tags else None


def _take_words(column: Candidate) -> Proposed | None:
    if not (column.is_free_text or column.kind is ColumnKind.FREE_TEXT):
        return None
    group = _group_name(column)
    if group and len(fold(column.text or column.code).split()) <= SHORT_QUESTION:
        return _ignored(column, f"{_spoken(group)} in people's own words: only a choice can be counted")
    return Proposed(column.code, Role.COMMENT, "answered in people's own words", title=_title(column))


def _find_group(column: Candidate) -> Proposed | None:
    group = _group_name(column)
    # Codes such as A1 to A4 count options; only what people see can make a scale of them.
    if not group or not column.options or find_scale([(label, label) for _, label in column.options]):
        return None
    if len(column.options) > MOST_OPTIONS:
        return _ignored(column, f"{len(column.options)} different answers are too many to count people by")
    return Proposed(column.code, Role.GROUP, f"people can be counted by {_spoken(group)}", name=group)


def _find_indicator(column: Candidate) -> Proposed | None:
    make = partial(Proposed, column.code, Role.INDICATOR, title=_title(column))
    is_count = column.kind is not ColumnKind.SCALE and _says(column, load_words()["count"]["words"])
    if column.kind in (ColumnKind.DATE, ColumnKind.MULTIPLE) or is_count:
        return None
    if scale := find_scale(column.options):
        return make(scale.why, lowest=scale.lowest, highest=scale.highest, scores=scale.scores)
    if answers := find_yes_no(column.options):
        yes, no = answers
        return make("a yes or no, followed as the share of yes", lowest=0, highest=1, scores=((yes, 1.0), (no, 0.0)))
    return None


def _group_name(column: Candidate) -> str | None:
    return next(filter(None, (find_named(said, load_words()["groups"]) for said in _said(column))), None)


def _said(column: Candidate) -> tuple[str, str]:
    return fold(column.text), fold(column.code)


def _says(column: Candidate, phrases: Sequence[str]) -> bool:
    return any(has_any(said, phrases) for said in _said(column))


def _spoken(group: str) -> str:
    return group.replace("_", " ")


def _title(column: Candidate) -> str:
    text = " ".join((column.text or column.code).split())
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"


def _ignored(column: Candidate, why: str) -> Proposed:
    return Proposed(column.code, Role.IGNORED, why)
