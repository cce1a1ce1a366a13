"""`hearback serve`: the published pages over HTTP, on this machine."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import DEFAULT_SETTINGS, SettingsFile, read_settings
from cli.show import print_line

if TYPE_CHECKING:
    from config.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("serve")(serve)


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8642,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; put a proxy with TLS before any but this one.")] = "127.0.0.1",
    is_for_staff: Annotated[bool, typer.Option("--staff", help="Show recommendations to staff instead, on this machine only.")] = False,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Show the published digests and the timeline to a browser. Read only. Runs until stopped with Ctrl-C."""
    settings = read_settings(settings_file)
    if is_for_staff:
        _serve_staff(settings, host, port)
        return
    from config.screen_texts import load_texts
    from digest.disclosing.policy import DisclosurePolicy
    from flows.steps.calendars import calendar_terms
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store
    from web.app import make_app
    from web.published import Published

    policy = DisclosurePolicy(threshold=settings.digest.threshold, round_to=settings.digest.round_to)
    published = Published(settings.hearback.town, settings.digest.title, policy, settings.digest.due_soon_days, calendar_terms(settings))
    with opened_store(settings) as store:
        app = make_app(store, texts=load_texts, today=lambda: today_in(settings), published=published)
        _listen(app, host, port)


def _serve_staff(settings: Settings, host: str, port: int) -> None:
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store
    from web.staff import StaffTerms, make_staff_app, refuse_other_machines

    refuse_other_machines(host)
    terms = StaffTerms(settings.hearback.town, settings.digest.due_soon_days, settings.reminders.stale_after_days)
    with opened_store(settings) as store:
        app = make_staff_app(store, terms=terms, today=lambda: today_in(settings), port=port)
        print_line(
            "For staff, on this machine only: every recommendation and its past. Whoever uses this machine can read it; nothing changes."
        )
        _listen(app, host, port)


def _listen(app: Any, host: str, port: int) -> None:
    import uvicorn

    print_line(f"http://{f'[{host}]' if ':' in host else host}:{port}/ (stop with Ctrl-C)")
    with suppress(KeyboardInterrupt):  # Ctrl-C is how this ends
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
