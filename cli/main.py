"""The `hearback` command: its parts put together, and errors turned into a sentence and an exit code."""

from __future__ import annotations

import sys

import typer

from cli import (
    audit,
    calendar,
    codebook,
    contacts,
    erase,
    evaluate,
    filters,
    held,
    keys,
    outcomes,
    plan,
    privacy,
    quote,
    recommendations,
    recommendations_draft,
    recommendations_helped,
    recommendations_links,
    reference,
    release,
    reminders,
    review,
    said,
    schedule,
    serve,
    sessions,
    sources,
    start,
    status,
    theme,
    work,
)
from domain.errors import HearbackError, WrongUse

app = typer.Typer(
    name="hearback",
    help="Carries what people say to the boards who can act, and back to them what became of it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (
    start,
    sources,
    sessions,
    work,
    reference,
    plan,
    recommendations,
    recommendations_draft,
    recommendations_helped,
    recommendations_links,
    contacts,
    reminders,
    outcomes,
    calendar,
    review,
    release,
    said,
    status,
    theme,
    quote,
    held,
    erase,
    keys,
    audit,
    privacy,
    filters,
    codebook,
    evaluate,
    schedule,
    serve,
):
    part.add_to(app)

STOPPED = "Stopped. What was finished is kept; run it again to go on."
INTERRUPTED = 130  # how typer ends, without a word, when somebody pressed Ctrl-C


def main() -> None:
    """Run the command line. Exit code 0: done; 1: failed; 2: wrong use. Standard error says why, in a sentence."""
    from flows.no_dumps import forbid_core_dumps

    forbid_core_dumps()
    try:
        app()
    except WrongUse as error:
        _fail(str(error), 2)
    except HearbackError as error:
        _fail(str(error), 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        _fail(STOPPED, 1)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _fail(STOPPED, 1)
        raise
    except Exception as error:  # the last boundary: a person gets a sentence, and no words of anybody's
        from flows.unknown import describe_unknown

        _fail(describe_unknown(error), 1)


def _fail(sentence: str, code: int) -> None:
    sys.stderr.write(f"hearback: {sentence}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
