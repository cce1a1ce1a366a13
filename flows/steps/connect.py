"""Connect a source: look at it, propose what its questions become, and say it as settings. Nothing is brought in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from domain.errors import WrongUse
from surveys.limesurvey import SurveyFacts, SurveyQuestion
from surveys.mapping import find_nearest, fold_code
from surveys.proposal import Candidate, ColumnKind, Proposal, Proposed, Role, propose

CHOSEN = "as you said"
_KINDS = {
    "D": ColumnKind.DATE,
    "N": ColumnKind.NUMBER,
    "K": ColumnKind.NUMBER,
    "5": ColumnKind.SCALE,
    "A": ColumnKind.SCALE,
    "B": ColumnKind.SCALE,
    "I": ColumnKind.LANGUAGE,
    "M": ColumnKind.MULTIPLE,
    "P": ColumnKind.MULTIPLE,
}
_START_LANGUAGE = Candidate("startlanguage", "The language in which the survey was taken", kind=ColumnKind.LANGUAGE)
_TOKEN = Candidate("token", "The access code by which people were invited", kind=ColumnKind.IDENTITY)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a source: its title, its questions, what is proposed, and sentences that staff should read."""

    title: str
    candidates: tuple[Candidate, ...]
    proposal: Proposal
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What staff say themselves, as the flags write it: `CODE:LOW:HIGH:TITLE`, `NAME=CODE`, `CODE=VALUE`."""

    comments: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    language: str | None = None
    consent: str | None = None
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a password is, before there is a source that says so."""

    password_env: str | None = None
    password_file: Path | None = None
    password_block: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Place:
        """From the keys that the settings have for it."""
        file = values.get("password_file")
        return cls(values.get("password_env"), Path(file) if file else None, values.get("password_block"))


def look_at_survey(facts: SurveyFacts) -> Look:
    """A survey's questions with what each should become."""
    candidates = (_START_LANGUAGE, *_list_candidates(facts.questions), *([_TOKEN] if facts.has_tokens else []))
    return Look(facts.title, candidates, propose(candidates), facts.problems)


def _list_candidates(questions: Sequence[SurveyQuestion]) -> Iterable[Candidate]:
    """One a question; the boxes of a multiple choice stand together as the one that was asked."""
    for each in questions:
        is_box = each.type in "MP" and "[" in each.code and not each.is_written
        if not is_box:
            options = tuple((option.code, option.texts[0][1] if option.texts else option.code) for option in each.options)
            kind = None if each.is_written else _KINDS.get(each.type)
            yield Candidate(each.code, each.title, kind, each.is_written and each.type != "|", options, native_type=each.type)


def look_at_file(path: Path, *, sheet: str | None = None, language: str = "") -> Look:
    """A file's columns with what each should become. Raises BadFile."""
    from surveys.files import describe_file

    facts = describe_file(path, sheet=sheet, language=language)
    candidates = facts.as_candidates()
    return Look(path.stem, candidates, propose(candidates))


def change_roles(look: Look, choices: Choices) -> Proposal:
    """The proposal as staff want it. Raises WrongUse for a code that is not there or a choice that cannot be read."""
    proposal = look.proposal
    for each in _read_choices(look, choices):
        proposal = give_role(proposal, each)
    return proposal


def give_role(proposal: Proposal, chosen: Proposed) -> Proposal:
    """The proposal with another role for one question; who held a role that only one can hold gives it up."""
    single = (Role.LANGUAGE, Role.CONSENT, Role.SUBMITTED, Role.ID, Role.RESPONDENT)

    def settle(each: Proposed) -> Proposed:
        if each.code == chosen.code:
            return chosen
        if chosen.role in single and each.role is chosen.role:
            return Proposed(each.code, Role.IGNORED, f"another question is the {each.role} now")
        return each

    names = [each.name for each in proposal.of(Role.GROUP) if each.code != chosen.code]
    if chosen.role is Role.GROUP and chosen.name in names:
        raise WrongUse(f"There is a group {chosen.name!r} already.", next_step="Give this one another name.")
    return Proposal(tuple(map(settle, proposal.columns)))


def _read_choices(look: Look, choices: Choices) -> Iterable[Proposed]:
    for code in choices.ignored:
        yield Proposed(find_code(look, code), Role.IGNORED, CHOSEN)
    for code in choices.comments:
        yield Proposed(find_code(look, code), Role.COMMENT, CHOSEN)
    for said in choices.indicators:
        yield read_indicator(look, said)
    for said in choices.groups:
        name, _, code = said.partition("=")
        if not (name and code):
            raise WrongUse(f"--group {said!r} cannot be read.", next_step="Write it as --group neighbourhood=CODE")
        yield Proposed(find_code(look, code), Role.GROUP, CHOSEN, name=name)
    if choices.language:
        yield Proposed(find_code(look, choices.language), Role.LANGUAGE, CHOSEN)
    if choices.consent:
        code, _, value = choices.consent.partition("=")
        yield Proposed(find_code(look, code), Role.CONSENT, CHOSEN, consent_value=value or "Y")


def read_indicator(look: Look, said: str) -> Proposed:
    """`CODE`, `CODE:LOW:HIGH` or `CODE:LOW:HIGH:TITLE`; what is left out is as proposed. Raises WrongUse."""
    code, *rest = said.split(":", 3)
    code = find_code(look, code)
    known = next(each for each in look.proposal.columns if each.code == code)
    if not rest:
        title = known.title or title_of(look, code)
        return replace(known, role=Role.INDICATOR, why=CHOSEN, title=title)
    try:
        lowest, highest = float(rest[0]), float(rest[1])
    except (ValueError, IndexError):
        raise WrongUse(f"--indicator {said!r} cannot be read.", next_step="Write it as --indicator CODE:1:5:TITLE") from None
    if not lowest < highest:
        raise WrongUse(f"The scale of {code!r} must rise: {lowest:g} to {highest:g} does not.", next_step="Write the lower end first.")
    title = rest[2] if len(rest) > 2 else known.title or title_of(look, code)
    return Proposed(code, Role.INDICATOR, CHOSEN, title=title, lowest=lowest, highest=highest, scores=known.scores)


def find_code(look: Look, code: str) -> str:
    """The code as the source writes it. Raises WrongUse that names the nearest."""
    known = [each.code for each in look.candidates]
    found = next((each for each in known if each == code), None) or next(
        (each for each in known if fold_code(each) == fold_code(code)), None
    )
    if found is None:
        near = find_nearest(code, known)
        raise WrongUse(
            f"There is no question {code!r}.", next_step=f"Did you mean {near!r}?" if near else "The table shows those there are."
        )
    return found


def title_of(look: Look, code: str) -> str:
    """The question's text, else its code."""
    return next((each.text for each in look.candidates if each.code == code), "") or code


def say_role(each: Proposed) -> str:
    """What a question becomes, in a word or two."""
    if each.role is Role.INDICATOR:
        return f"indicator {each.lowest:g} to {each.highest:g}"
    if each.role is Role.GROUP:
        return f"group {each.name}"
    if each.role is Role.CONSENT:
        return f"consent ({each.consent_value} is yes)"
    return str(each.role)


def columns_as_settings(proposal: Proposal) -> dict[str, Any]:
    """The `columns` table of the settings. Raises WrongUse where no question asks for words."""
    mapping = proposal.as_mapping()
    if not mapping.comments:
        raise WrongUse(
            "No question would become a comment, so there would be nothing to listen to.", next_step="Say which one does: --comment CODE"
        )
    values: dict[str, Any] = {"comments": list(mapping.comments)}
    values["indicators"] = [_indicator(each) for each in proposal.of(Role.INDICATOR)]
    values["groups"] = dict(mapping.groups)
    values |= {name: getattr(mapping, name) for name in ("language", "quote_consent", "submitted", "respondent", "id")}
    if mapping.quote_consent and mapping.quote_consent_value != "Y":
        values["quote_consent_value"] = mapping.quote_consent_value
    return {key: each for key, each in values.items() if each}


def _indicator(each: Proposed) -> dict[str, Any]:
    scale = {"lowest": _number(each.lowest), "highest": _number(each.highest)}
    scores = {"scores": {cell: _number(score) for cell, score in each.scores}} if each.scores else {}
    return {"question": each.code, "title": each.title or each.code, **scale, **scores}


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
