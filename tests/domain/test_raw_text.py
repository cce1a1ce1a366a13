"""Words as they were said do not get out by any way that code, tools or tests take by mistake."""

from __future__ import annotations

import copy
import dataclasses
import io
import json
import logging
import marshal
import pickle
import pprint
import string
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.listening import OpenAnswer
from domain.text import RawText

SECRET = "Ysolde Quandary"
RAW = RawText(SECRET)
ROOT = Path(__file__).parents[2]


def _log() -> str:
    stream = io.StringIO()
    logger = logging.Logger("test")
    logger.addHandler(logging.StreamHandler(stream))
    logger.error("heard %s %r %20s", RAW, RAW, RAW, extra={"words": RAW})
    logger.error(RAW)
    return stream.getvalue()


def _print_pretty(value: object) -> str:
    from rich.pretty import pretty_repr

    return pretty_repr(value) + pretty_repr(value, expand_all=True)


def _print_as_hypothesis(value: object) -> str:
    from hypothesis.vendor.pretty import pretty

    return pretty(value)


def _show_locals() -> str:
    words = RAW
    try:
        raise ValueError(words)
    except ValueError as error:
        return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


def _show_locals_richly() -> str:
    from rich.console import Console
    from rich.traceback import Traceback

    words = RAW
    try:
        raise ValueError(words)
    except ValueError:
        stream = io.StringIO()
        Console(file=stream, width=200).print(Traceback(show_locals=True))
        return stream.getvalue()


def _compare_in_words() -> str:
    try:
        assert OpenAnswer("q", RAW) == OpenAnswer("q", RawText("other"))
    except AssertionError as error:
        return str(error)
    raise RuntimeError


SHOWN: dict[str, Callable[[], object]] = {
    "repr": lambda: repr(RAW),
    "str": lambda: str(RAW),
    "ascii": lambda: ascii(RAW),
    "format": lambda: format(RAW),
    "format wide": lambda: format(RAW, ">40"),
    "f-string": lambda: f"{RAW} {RAW!r} {RAW!s} {RAW!a} {RAW:>30} {RAW=}",
    "percent": lambda: "%s %r %a %40s" % (RAW, RAW, RAW, RAW),  # noqa: UP031
    "str.format": lambda: "{} {!r} {x:>20}".format(RAW, RAW, x=RAW),  # noqa: UP032
    "template": lambda: string.Template("$words").substitute(words=RAW),
    "join": lambda: " ".join(map(str, [RAW])),
    "in a list": lambda: f"{[RAW]} {(RAW,)} { ({'words': RAW}) } { ({RAW}) }",
    "dataclass": lambda: repr(OpenAnswer("q", RAW)),
    "asdict": lambda: dataclasses.asdict(OpenAnswer("q", RAW)),
    "astuple": lambda: dataclasses.astuple(OpenAnswer("q", RAW)),
    "pprint": lambda: pprint.pformat([RAW, OpenAnswer("q", RAW)], width=1),
    "rich": lambda: _print_pretty([RAW, OpenAnswer("q", RAW)]),
    "hypothesis": lambda: _print_as_hypothesis([RAW, OpenAnswer("q", RAW)]),
    "json with str": lambda: json.dumps({"words": RAW}, default=str),
    "json with repr": lambda: json.dumps({"words": RAW}, default=repr),
    "logging": _log,
    "copy": lambda: repr(copy.copy(RAW)) + repr(copy.deepcopy([RAW])),
    "exception": lambda: f"{ValueError(RAW)} {ValueError(RAW)!r} {ValueError(RAW).args}",
    "traceback with locals": _show_locals,
    "rich traceback with locals": _show_locals_richly,
    "a failed assertion": _compare_in_words,
    "key error": lambda: str(KeyError(RAW)),
}


@pytest.mark.parametrize("way", SHOWN)
def test_no_way_of_showing_shows_the_words(way: str) -> None:
    shown = f"{SHOWN[way]()!r}"
    assert shown
    for part in SECRET.split():
        assert part not in shown


REFUSED: dict[str, Callable[[], Any]] = {
    **{f"pickle {number}": lambda number=number: pickle.dumps(RAW, number) for number in range(pickle.HIGHEST_PROTOCOL + 1)},
    "pickle in a dataclass": lambda: pickle.dumps(OpenAnswer("q", RAW)),
    "reduce": RAW.__reduce__,
    "reduce_ex": lambda: RAW.__reduce_ex__(4),
    "getstate": RAW.__getstate__,
    "json": lambda: json.dumps(RAW),
    "marshal": lambda: marshal.dumps(RAW),
    "vars": lambda: vars(RAW),
    "sorted": lambda: sorted([RAW, RawText("a")]),
    "more": lambda: RawText("a") > RAW,  # type: ignore[operator]
    "iter": lambda: iter(RAW),  # type: ignore[call-overload]
    "list": lambda: list(RAW),  # type: ignore[call-overload]
    "reversed": lambda: list(reversed(RAW)),  # type: ignore[call-overload]
    "part": lambda: RAW[0],  # type: ignore[index]
    "contains": lambda: "a" in RAW,  # type: ignore[operator]
    "add": lambda: RAW + "",  # type: ignore[operator]
    "add to": lambda: "" + RAW,  # type: ignore[operator]
    "join": lambda: " ".join([RAW]),  # type: ignore[list-item]
    "bytes": lambda: bytes(RAW),  # type: ignore[call-overload]
    "int": lambda: int(RAW),  # type: ignore[call-overload]
    "open": lambda: open(RAW),  # type: ignore[call-overload]  # noqa: PTH123, SIM115
    "path": lambda: Path(RAW),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("way", REFUSED)
def test_what_would_hand_the_words_over_is_refused_without_them(way: str) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        REFUSED[way]()
    shown = "".join(traceback.format_exception(caught.value))
    assert not any(part in shown for part in SECRET.split())


def test_words_do_not_change() -> None:
    words = RawText("said")
    for change in (lambda: setattr(words, "_words", "other"), lambda: delattr(words, "_words"), lambda: setattr(words, "more", 1)):
        with pytest.raises(AttributeError):
            change()
    assert words.reveal() == "said" and hash(words) == hash(RawText("said")) and words != RawText("other")


def test_a_subclass_would_not_open_the_state_either() -> None:
    class Loud(RawText):  # type: ignore[misc]
        pass

    loud = Loud(SECRET)
    assert SECRET not in repr(loud) + str(loud) + f"{vars(loud)}"
    with pytest.raises(TypeError):
        pickle.dumps(loud)


def test_pydantic_neither_prints_nor_serialises_the_words() -> None:
    from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
    from pydantic_core import PydanticSerializationError

    class Model(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        words: RawText
        number: int = 1

    model = Model(words=RAW)
    assert SECRET not in f"{model!r} {model} {model.model_dump()} {model.__dict__}"
    for serialise in (model.model_dump_json, lambda: TypeAdapter(Any).dump_json(RAW), lambda: model.model_dump(mode="json")):
        with pytest.raises(PydanticSerializationError) as refused:
            serialise()
        assert "Quandary" not in str(refused.value)
    with pytest.raises(ValidationError) as caught:
        Model(words=RAW, number=RAW)  # type: ignore[arg-type]
    assert "Quandary" not in str(caught.value) + repr(caught.value.errors()) + caught.value.json(include_input=False)
    with pytest.raises(TypeError):
        pickle.dumps(model.__getstate__())


def test_a_failing_property_prints_no_words_that_it_made(tmp_path: Path) -> None:
    script = f"""
from hypothesis import given, settings, strategies as st
from domain.text import RawText
@settings(database=None, max_examples=5)
@given(st.just({SECRET!r}).map(RawText), st.builds(RawText, st.just({SECRET!r})), st.lists(st.builds(RawText, words=st.just({SECRET!r})), min_size=1))
def check(one, two, three):
    raise ValueError(one)
check()
"""
    file = tmp_path / "failing.py"
    file.write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)], cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode and "check(\n    one=RawText(…)" in done.stdout + done.stderr
    shown = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if "st.just" not in line)
    assert "Quandary" not in shown
