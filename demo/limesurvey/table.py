"""A survey's response table: rows kept as tuples in the order of their columns, found by id and by ranges of ids."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from demo.limesurvey.definitions import Value

Cells = tuple[Value, ...]


@dataclass(slots=True)
class ResponseTable:
    """Responses by id. `next_id` only ever grows: a deleted id does not come back while the table stands."""

    names: tuple[str, ...]
    next_id: int = 1
    _ids: list[int] = field(default_factory=list)
    _rows: dict[int, Cells] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, identity: object) -> bool:
        return identity in self._rows

    @property
    def highest_id(self) -> int:
        """The highest id that is in the table now; 0 when it is empty."""
        return self._ids[-1] if self._ids else 0

    def insert(self, values: Mapping[str, Value], identity: int | None = None) -> int:
        """Add a row by column names and return its id; what is not named is null."""
        chosen = self.next_id if identity is None else identity
        if chosen in self._rows:
            raise ValueError(f"There is a response {chosen} already.")
        self._rows[chosen] = (chosen, *(values.get(name) for name in self.names[1:]))
        if chosen > self.highest_id:
            self._ids.append(chosen)
        else:
            insort(self._ids, chosen)
        self.next_id = max(self.next_id, chosen + 1)
        return chosen

    def update(self, identity: int, changes: Mapping[str, Value]) -> None:
        """Change the named columns of a row."""
        row = self._rows[identity]
        self._rows[identity] = tuple(changes.get(name, value) for name, value in zip(self.names, row, strict=True))

    def delete(self, identity: int) -> None:
        """Remove a row without a trace."""
        del self._rows[identity]
        del self._ids[bisect_left(self._ids, identity)]

    def cells(self, identity: int) -> Cells:
        """The row's values in the order of `names`."""
        return self._rows[identity]

    def row(self, identity: int) -> dict[str, Value]:
        """The row by column names."""
        return dict(zip(self.names, self._rows[identity], strict=True))

    def ids_between(self, first: int = 0, last: int = 0) -> Sequence[int]:
        """The ids from `first` to `last`, both included and ascending; 0 leaves an end open."""
        end = bisect_right(self._ids, last) if last else len(self._ids)
        return self._ids[bisect_left(self._ids, first) : end]

    def column(self, name: str) -> Iterator[tuple[int, Value]]:
        """Ids and values of one column, by ascending id."""
        place = self.names.index(name)
        return ((identity, self._rows[identity][place]) for identity in self._ids)

    def lay_out(self, names: tuple[str, ...], moved: Mapping[str, str] | None = None) -> None:
        """Take other columns: values stay under their name, or come from the old name that `moved` tells for a new one."""
        old = {name: place for place, name in enumerate(self.names)}
        places = [old.get((moved or {}).get(name, name)) for name in names]
        self._rows = {identity: tuple(None if place is None else row[place] for place in places) for identity, row in self._rows.items()}
        self.names = names
