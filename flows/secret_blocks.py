"""Passwords and keys out of Prefect's Secret blocks, for the steps, which know no Prefect."""

from __future__ import annotations

from pathlib import Path

from config.settings import Settings, load_settings
from domain.errors import SourceUnavailable
from flows.steps.secrets import use_block_reader


def use_prefect_blocks() -> None:
    """Let the steps read Secret blocks; Prefect itself is imported when the first one is read."""
    use_block_reader(read_block)


def open_settings(settings_file: str) -> Settings:
    """The settings of a file, for a flow: the blocks that they name can be read from now on."""
    use_prefect_blocks()
    return load_settings(Path(settings_file))


def read_block(name: str) -> str | None:
    """What the Secret block of this name holds, None where there is none. Raises SourceUnavailable without Prefect's API."""
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    try:
        with get_client(sync_client=True) as client:
            document = client.read_block_document_by_name(name, "secret")
    except ObjectNotFound:
        return None
    except Exception as error:  # whatever Prefect raises here might hold what the block holds
        kind = type(error).__name__
    else:
        return _reveal(document.data.get("value"))
    raise SourceUnavailable(
        f"Prefect did not give its Secret block {name!r} ({kind}).",
        next_step="Check PREFECT_API_URL, and that its server runs.",
    )


def _reveal(value: object) -> str | None:
    """The value as text; Prefect wraps it in one type or another."""
    plain = value.get_secret_value() if hasattr(value, "get_secret_value") else value
    return None if plain is None else str(plain)
