"""JSON, told by its shape and not by its name: which program wrote it, and its pieces."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from domain.errors import BadFile
from surveys.transcripts.aws import read_aws, reads_as_aws
from surveys.transcripts.pieces import Parsed
from surveys.transcripts.whisper import read_whisper, reads_as_whisper

_EXPORT_AGAIN = "Export it again, or save it as VTT."


def read_json(text: str, path: Path) -> Parsed:
    """The pieces of a transcript that a machine made. Raises BadFile for what is no JSON, or JSON of another kind."""
    told = _load(text, path)
    if isinstance(told, dict) and reads_as_aws(told):
        return read_aws(told)
    if isinstance(told, list):
        told = {"segments": told}  # some programs write the segments alone
    if isinstance(told, dict) and reads_as_whisper(told):
        return read_whisper(told)
    what = "This JSON is no transcript: neither Whisper's 'segments', 'transcription' or 'text' nor AWS Transcribe's 'results' is in it."
    raise BadFile(what, where=str(path), next_step=_EXPORT_AGAIN)


def looks_like_json(text: str) -> bool:
    """True where a text begins as JSON does; whether it is, reading tells."""
    return re.match(r"[\ufeff\s]*(?:\[\s*)?\{\s*\"", text) is not None


def _load(text: str, path: Path) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise BadFile("The JSON is nested deeper than any transcript is.", where=str(path), next_step=_EXPORT_AGAIN) from None
    except json.JSONDecodeError as error:
        what = f"This is not valid JSON ({error.msg}, column {error.colno})."
        raise BadFile(what, where=f"{path}, line {error.lineno}", next_step=_EXPORT_AGAIN) from None
    except ValueError:  # a number of thousands of digits
        raise BadFile("The JSON holds a number that no transcript has.", where=str(path), next_step=_EXPORT_AGAIN) from None
