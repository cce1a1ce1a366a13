"""What became of a try to send, in words that hold no address, no secret and no part of a message."""

from __future__ import annotations


class Unsent(Exception):
    """A message was not sent. `problem` is a few words of this program's own; `is_final` where trying again would not help."""

    def __init__(self, problem: str, *, is_final: bool = False) -> None:
        self.problem = problem
        self.is_final = is_final
        super().__init__(problem)
