"""The table of a source's questions on the terminal: what each becomes and why, and how a person changes it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cli.asking import ask, choose, say
from cli.show import print_line, print_table
from domain.errors import WrongUse

if TYPE_CHECKING:
    from flows.steps.connect import Look
    from surveys.proposal import Proposal, Proposed

_ROLES = ("comment", "indicator", "group", "language", "consent", "ignored")
_OWN_FLAGS = "a --comment, --indicator, --group, --language, --consent or --ignore"


def change_role(look: Look, proposal: Proposal, code: str) -> Proposal:
    """The proposal after asking what one question becomes; as it was where the answer makes no sense."""
    from flows.steps.connect import find_code, give_role

    try:
        found = find_code(look, code)
        role = _ROLES[choose(_OWN_FLAGS, "What does it become", _ROLES)]
        return give_role(proposal, _ask_role(look, found, role))
    except WrongUse as error:
        say(str(error))
        return proposal


def _ask_role(look: Look, code: str, role: str) -> Proposed:
    from flows.steps.connect import CHOSEN, read_indicator, title_of
    from surveys.proposal import Proposed, Role

    known = next(each for each in look.proposal.columns if each.code == code)
    if role == "indicator":
        low = ask("--indicator", "Lowest value", default=f"{known.lowest:g}")
        high = ask("--indicator", "Highest value", default=f"{known.highest:g}")
        title = ask("--indicator", "Title on the pages", default=known.title or title_of(look, code))
        return read_indicator(look, f"{code}:{low}:{high}:{title}")
    if role == "group":
        return Proposed(code, Role.GROUP, CHOSEN, name=ask("--group", "Name of the group", default=known.name or as_name(code)))
    if role == "consent":
        return Proposed(
            code, Role.CONSENT, CHOSEN, consent_value=ask("--consent", "Answer that means yes", default=known.consent_value or "Y")
        )
    return Proposed(code, Role(role), CHOSEN)


def rows_of(look: Look, proposal: Proposal) -> tuple[dict[str, str], ...]:
    """A row a question: its code and text, what it becomes, and why."""
    from flows.steps.connect import say_role, title_of

    return tuple(
        {"code": each.code, "question": title_of(look, each.code), "becomes": say_role(each), "why": each.why} for each in proposal.columns
    )


def print_rows(title: str, rows: tuple[dict[str, str], ...]) -> None:
    """The table of questions; a file's columns have no code but their text."""
    is_coded = any(row["code"] != row["question"] for row in rows)
    columns = ["code", "question", "becomes", "why"] if is_coded else ["question", "becomes", "why"]
    print_table(title, columns, [[row[column] for column in columns] for row in rows], numbers_from=99)
    print_line()


def as_name(words: str) -> str:
    """A name for the settings out of any words."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-") or "source"
