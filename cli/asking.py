"""Questions to the person at the terminal. Where there is none, what is missing is an error that names the flag."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import typer

from domain.errors import WrongUse
from domain.text import RawText


def is_asked() -> bool:
    """True when somebody sits there who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(flag: str, question: str, *, default: str | None = None, check: Callable[[str], object] | None = None) -> str:
    """An answer; asked again while `check` raises WrongUse. Raises WrongUse naming the flag where nobody can answer."""
    if not is_asked():
        raise WrongUse(f"Not said: {question}.", next_step=f"Say it with: {flag}")
    while True:
        answer = str(typer.prompt(question, default=default, show_default=bool(default), err=True)).strip()
        try:
            if check is not None:
                check(answer)
        except WrongUse as error:
            say(str(error))
        else:
            return answer


def choose(flag: str, question: str, answers: Sequence[str], *, default: int | None = None) -> int:
    """The number of the answer that was chosen, from 0; the answers stand one a line before the question."""
    for number, answer in enumerate(answers, 1):
        if is_asked():
            say(f"  {number}  {answer}")

    def check(said: str) -> None:
        if not (said.isdecimal() and 1 <= int(said) <= len(answers)):
            raise WrongUse(f"Answer with a number from 1 to {len(answers)}.")

    shown = None if default is None else str(default + 1)
    return int(ask(flag, question, default=shown, check=check)) - 1


def ask_hidden(question: str) -> RawText:
    """An answer that is not shown while it is typed."""
    return RawText(str(typer.prompt(question, hide_input=True, err=True)))


def confirm(question: str, *, default: bool) -> bool:
    """Yes or no."""
    return typer.confirm(question, default=default, err=True)


def say(sentence: str) -> None:
    """A line to the person, apart from what the command prints as its result."""
    typer.echo(sentence, err=True)
