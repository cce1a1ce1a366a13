"""Requests ahead of need: a few at once, their results in order, and none after the first that fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def fetch_ahead(
    next_task: Callable[[], T | None],
    fetch: Callable[[T], R],
    *,
    at_once: int,
    stop: Callable[[], None],
) -> Iterator[tuple[T, R]]:
    """Pairs of a task and what `fetch` made of it, in the tasks' order; at most `at_once` are under way or wait to be taken.

    `next_task` is asked in the caller's thread, as late as can be, so that it may know the results so far; None is the end.
    What `fetch` raises is raised here in its turn. `stop` is called when the rest is given up, before those under way are
    waited for.
    """
    if at_once == 1:
        yield from ((task, fetch(task)) for task in iter(next_task, None))
        return
    waiting: deque[tuple[T, Future[R]]] = deque()
    pool = ThreadPoolExecutor(at_once, thread_name_prefix="survey")
    try:
        while True:
            while len(waiting) < at_once and (task := next_task()) is not None:
                waiting.append((task, pool.submit(fetch, task)))
            if not waiting:
                return
            task, under_way = waiting.popleft()
            yield task, under_way.result()
            del under_way  # a page is not kept while the next one is waited for
    finally:
        if waiting:
            stop()
        pool.shutdown(cancel_futures=True)
