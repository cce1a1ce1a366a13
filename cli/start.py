"""`hearback init` and `hearback demo`: the first two things a newcomer does."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from cli.show import print_line, print_receipts, progress
from domain.errors import WrongUse


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("init")(init)
    app.command("demo")(demo)


def init(
    folder: Annotated[Path, typer.Argument(help="Folder to begin in.", file_okay=False)] = Path(),
) -> None:
    """Begin: write a commented hearback.toml and make the keys. Never overwrites anything."""
    import config
    from config.settings import FILE_NAME
    from warehouse.audit_key import open_audit_key
    from warehouse.keys import create_keys

    file = folder / FILE_NAME
    if file.exists():
        raise WrongUse("This file is already there, and stays as it is.", where=str(file), next_step="Edit it, or choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text((Path(config.__file__).parent / "start.toml").read_text(encoding="utf-8"), encoding="utf-8")
    create_keys(folder / "keys")
    open_audit_key(folder / "keys")
    print_line(f"Wrote {file} and the keys in {folder / 'keys'}. Keep a copy of the keys somewhere safe: without them nothing opens.")
    print_line("Next: connect your survey with: hearback source add")


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Folder for everything the demo makes.", file_okay=False)] = Path("hearback-demo"),
    is_opened: Annotated[bool, typer.Option("--open/--no-open", help="Open the digest in a browser at the end.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
) -> None:
    """See the whole way on an invented town: survey, transcripts, redaction, themes, findings, digest, timeline."""
    from demo.play import play
    from demo.truth import measure

    def say(sentence: str) -> None:
        if not as_json:
            print_line(sentence)

    say("Alder Falls is invented, and so is everybody in it. Its survey runs on a local server that speaks LimeSurvey's protocol.")
    with progress(is_quiet=as_json):
        played = play(folder, say)
    measured = measure(folder)
    receipts = {f"{name}: {stage}": receipt for name, stages in played.receipts.items() for stage, receipt in stages.items()}
    pages = [str(page) for page in played.pages]
    if as_json:
        print_receipts(receipts, as_json=True, pages=pages, measured=measured.as_dict())
        return
    print_receipts(receipts, as_json=False)
    print_line(measured.in_words())
    for page in pages:
        print_line(page)
    if is_opened:
        webbrowser.open(played.pages[0].absolute().as_uri())
