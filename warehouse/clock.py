"""Whether the machine's clock can be believed: it says what is old enough to be destroyed, and what date new rows get."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update

from domain.errors import WarehouseError
from warehouse.audit import Audit
from warehouse.database import Database
from warehouse.installation import load_value, save_value
from warehouse.ledger import DONE
from warehouse.tables_heard import vault_entry
from warehouse.tables_record import audit_event, ledger

BACK = timedelta(days=1)
"""How far behind the newest entry the clock may be."""

AHEAD = timedelta(days=400)
"""How long nothing may have been pulled before somebody has to say that the clock is right: more than a year's pause."""

_SEEN = "clock"
_NOTED_EVERY = timedelta(hours=1)


class Clock:
    """What the warehouse knows of the time: the newest instant at which something was stored or done."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def check(self, now: datetime, *, is_leap_harmless: bool = False) -> None:
        """Raises WarehouseError where `now` is before what is here, or, unless that is harmless, long after it."""
        with self._database.write() as connection:
            seen = _parse(load_value(connection, _SEEN))
            newest = _newest(seen, connection.execute(select(func.max(vault_entry.c.stored_at))).scalar_one(), self._last_event())
            if newest is not None and now < newest - BACK:
                raise _say_behind(now, newest)
            last = seen or connection.execute(select(func.max(ledger.c.finished_at)).where(ledger.c.state == DONE)).scalar_one()
            if last is not None and now > last + AHEAD and not is_leap_harmless:
                raise _say_ahead(now, last)
            if seen is None or now > seen + _NOTED_EVERY:
                save_value(connection, _SEEN, now.isoformat())

    def accept(self, now: datetime, *, actor: str, why: str) -> int:
        """Believe the clock because a person says so, with an audit event; how many rows had a date to come.

        Those get the date of now, so that they are not kept for longer than was promised.
        """
        with self._database.write() as connection:
            dated = connection.execute(update(vault_entry).where(vault_entry.c.stored_at > now).values(stored_at=now)).rowcount
            save_value(connection, _SEEN, now.isoformat())
            self._audit.append(actor, "clock said to be right", "clock", why, {"rows dated anew": dated})
        return dated

    def _last_event(self) -> datetime | None:
        """When the last event of the audit log was; by number, since an earlier one may have had a wrong date."""
        statement = select(audit_event.c.happened_at).order_by(audit_event.c.number.desc()).limit(1)
        with self._database.read() as connection:
            return connection.execute(statement).scalar_one_or_none()


def _newest(*moments: datetime | None) -> datetime | None:
    return max((each for each in moments if each is not None), default=None)


def _parse(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _say_behind(now: datetime, newest: datetime) -> WarehouseError:
    return WarehouseError(
        f"This machine's clock says {_say(now)}, and the newest entry here is of {_say(newest)}: "
        "nothing was stored or destroyed, since dates would be wrong.",
        next_step="Set the clock. If it is right and was wrong before, say so with: hearback keys expire --clock-is-right",
    )


def _say_ahead(now: datetime, last: datetime) -> WarehouseError:
    return WarehouseError(
        f"This machine's clock says {_say(now)}, and nothing was brought in since {_say(last)}: "
        "if the clock is wrong, raw words would be destroyed too early.",
        next_step="Set the clock. If it is right, say so with: hearback keys expire --clock-is-right",
    )


def _say(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
