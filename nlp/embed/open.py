"""Open an encoder by the name that stands in the settings."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import BadSettings
from nlp.embed.encoder import Encoder, SentenceEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED = "packaged:multilingual-e5-small"
ENGLISH = "packaged:all-minilm-l6-v2"
# e5 models are trained on texts with a prefix; without one their vectors are worse.
_E5_PREFIX = "query: "
_THREADS = 2


def open_encoder(name: str, *, setting: str = "embedding_model") -> Encoder:
    """The encoder of this name: a packaged one, a folder, or a sentence-transformers model that is on this machine.

    Nothing is fetched from a network. Raises BadSettings, naming the `setting` under [themes], when there is no such model here.
    """
    prepare_environment()
    where = f"[themes] {setting}"
    if name == PACKAGED:
        return _open_multilingual()
    if name == ENGLISH:
        return _open_english(where)
    if name.startswith("packaged:"):
        raise BadSettings(f"There is no packaged model {name!r}.", where=where, next_step=f"Write {PACKAGED!r} or {ENGLISH!r}.")
    return _open_named(name, where)


def prepare_environment() -> None:
    """Tell the model libraries to stay off the network, silent and polite, unless the environment already says otherwise.

    It must come before torch is first imported to have its full effect.
    """
    for key, value in {
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "TRANSFORMERS_VERBOSITY": "error",
        # Threads that spin while they wait made 300 texts take 40 s instead of 1 s on a busy machine.
        "OMP_WAIT_POLICY": "PASSIVE",
    }.items():
        os.environ.setdefault(key, value)


def _open_multilingual() -> Encoder:
    from nlp.embed.packaged import build_packaged, packaged_version

    _limit_threads()
    return SentenceEncoder(build_packaged(), model=f"{PACKAGED}@{packaged_version()}-rare", prefix=_E5_PREFIX)


def _open_english(where: str) -> Encoder:
    from nlp.embed.english import english_version, find_english
    from nlp.embed.packaged import has_fast_bfloat16

    folder = find_english()
    if folder is None:
        raise BadSettings(
            f"The package that carries {ENGLISH!r} is not installed.",
            where=where,
            next_step='Install Hearback with all its dependencies, or write english_model = "none".',
        )
    _limit_threads()
    with _hushed():
        transformer = _load(str(folder), where)
    if has_fast_bfloat16():
        transformer.bfloat16()  # three times as fast; the vectors keep a cosine of .9998 to those of float32
    return SentenceEncoder(transformer, model=f"{ENGLISH}@{english_version()}")


def _open_named(name: str, where: str) -> Encoder:
    _limit_threads()
    with _hushed():
        transformer = _load(name, where)
    prefix = _E5_PREFIX if "e5-" in Path(name).name.lower() else ""
    return SentenceEncoder(transformer, model=f"{Path(name).name}@{_fingerprint(transformer)}", prefix=prefix)


def _load(name: str, where: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu")
    # A missing model shows itself as one of many types, by which file was looked for first.
    except Exception as error:
        raise BadSettings(
            f"The model {name!r} cannot be loaded ({type(error).__name__}); nothing is fetched from a network.",
            where=where,
            next_step=f"Name a folder that holds a sentence-transformers model, or write {PACKAGED!r}.",
        ) from error


def _fingerprint(transformer: SentenceTransformer) -> str:
    """Twelve hex digits that follow from the weights: another version of a model must not share kept vectors."""
    import hashlib

    digest = hashlib.sha256()
    for key, tensor in sorted(transformer.state_dict().items()):
        digest.update(f"{key}{tuple(tensor.shape)}{tensor.double().sum().item():.10e}{tensor.double().abs().sum().item():.10e}".encode())
    return digest.hexdigest()[:12]


def _limit_threads() -> None:
    import torch

    torch.set_num_threads(min(_THREADS, os.cpu_count() or 1))


@contextmanager
def _hushed() -> Iterator[None]:
    """Without the libraries' own warnings and bars while a model is looked for: our error says what matters."""
    from transformers.utils import logging as told_by_transformers

    told: Any = told_by_transformers  # untyped
    had_bar = told.is_progress_bar_enabled()
    told.disable_progress_bar()
    loggers = [logging.getLogger(name) for name in ("sentence_transformers", "transformers", "huggingface_hub")]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)
        if had_bar:
            told.enable_progress_bar()
