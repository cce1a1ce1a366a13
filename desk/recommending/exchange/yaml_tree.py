"""YAML -> lists, names and text: without aliases, tags or anything else that could make more of a file than stands in it.

Text stays text: `no`, `007` and `2026-03-31` are what somebody wrote, and only later is it told what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Union

from domain.errors import BadFile

if TYPE_CHECKING:
    from yaml.events import Event

Tree = Union[str, None, list["Tree"], dict[str, "Tree"]]  # noqa: UP007 - it names itself, which `|` cannot do here
MOST_DEPTH = 8
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


def read_yaml(text: str, source: str) -> Tree:
    """The one document of a YAML text; its plain `null` is None. Raises BadFile with the line."""
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        return _Builder(source).build(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        place = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise BadFile("This is no YAML.", where=f"{source}{place}", next_step="Look at the blanks at the start of the line.") from None
    except yaml.YAMLError:
        raise BadFile("This is no YAML: it holds a sign that YAML does not know.", where=source, next_step="Export it again.") from None


@dataclass(slots=True)
class _Open:
    """A list or a mapping that is being filled; `name` is the key whose value comes next."""

    value: list[Tree] | dict[str, Tree]
    name: str | None = None


@dataclass(slots=True)
class _Builder:
    source: str
    open: list[_Open] = field(default_factory=list)
    documents: list[Tree] = field(default_factory=list)

    def build(self, events: Iterator[Event]) -> Tree:
        from yaml import events as kinds

        for event in events:
            if isinstance(event, kinds.AliasEvent):
                raise self._refuse(event, "It holds an alias (*name), which is not read.", "Write the value out.")
            if isinstance(event, kinds.ScalarEvent):
                self._check_tag(event.tag, event)
                self._put(None if not event.style and event.value in _NOTHING else event.value, event)
            elif isinstance(event, kinds.SequenceStartEvent | kinds.MappingStartEvent):
                self._check_tag(event.tag, event)
                self._begin([] if isinstance(event, kinds.SequenceStartEvent) else {}, event)
            elif isinstance(event, kinds.SequenceEndEvent | kinds.MappingEndEvent):
                self.open.pop()
        if len(self.documents) != 1:
            raise BadFile(f"There are {len(self.documents)} documents in it.", where=self.source, next_step="One is expected.")
        return self.documents[0]

    def _begin(self, value: list[Tree] | dict[str, Tree], event: Event) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise self._refuse(event, "It is nested too deeply.", "Write plain lists.")
        self._put(value, event)
        self.open.append(_Open(value))

    def _put(self, value: Tree, event: Event) -> None:
        if not self.open:
            self.documents.append(value)
            return
        inner = self.open[-1]
        if isinstance(inner.value, list):
            inner.value.append(value)
        elif inner.name is None:
            inner.name = self._check_name(value, inner.value, event)
        else:
            inner.value[inner.name] = value
            inner.name = None

    def _check_name(self, value: Tree, there: dict[str, Tree], event: Event) -> str:
        if not isinstance(value, str) or value == "<<":
            raise self._refuse(event, "A name of a value is no plain text.", "Write: name: value")
        if value in there:
            raise self._refuse(event, f"The name {value!r} stands twice in one entry.", "Keep one of the two.")
        return value

    def _check_tag(self, tag: str | None, event: Event) -> None:
        if tag is not None:
            raise self._refuse(event, "It holds a tag (!name), which is not read.", "Write plain text.")

    def _refuse(self, event: Event, what: str, next_step: str) -> BadFile:
        return BadFile(what, where=f"{self.source}, line {event.start_mark.line + 1 if event.start_mark else 1}", next_step=next_step)
