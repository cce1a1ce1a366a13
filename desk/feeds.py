"""What staff decide about calendars: who gets an address, which ends, which is replaced.

An address holds a secret that is shown once. What is kept is its SHA-256: whoever reads the warehouse cannot open a calendar.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from desk.contacts import find_contact
from digest.calendars.owners import is_there
from digest.tracking.hearers import make_staff
from domain.calendars import Audience
from domain.contacts import CalendarFeed, FeedKind
from domain.errors import WrongUse
from domain.ids import stable_id
from warehouse.store import Store

_BYTES = 32  # of chance: nobody finds an address by trying


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed that was just made. Its secret is nowhere else, so it does not show where the value is printed."""

    feed: CalendarFeed
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The calendar's path below the address of the pages."""
        return f"/calendar/{self.secret}.ics"


def hash_secret(secret: str) -> str:
    """SHA-256 of a secret, as feeds are found by."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def add_feed(store: Store, audience: Audience, *, today: date, who: str, why: str = "") -> NewFeed:
    """Make a calendar's address, with its audit event. Raises WrongUse for an owner who is no contact, or has left."""
    with store.transaction():
        made = _make(name_audience(store, audience, today=today), who)
        store.feeds.add(made.feed)
        store.audit.append(who, "calendar address made", made.feed.id, why or "somebody wants to see what is due", _describe(made.feed))
    return made


def revoke_feed(store: Store, said: str, *, who: str, why: str) -> CalendarFeed:
    """End a calendar's address, found by its id, the beginning of that, or itself, with its audit event. Raises WrongUse where none fits."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step="Say it with: --why")
    with store.transaction():
        feed = find_feed(store, said)
        store.feeds.revoke(feed.id, datetime.now(UTC))
        store.audit.append(who, "calendar address revoked", feed.id, why, _describe(feed))
    return feed


def renew_feed(store: Store, said: str, *, today: date, who: str, why: str = "") -> NewFeed:
    """Give a calendar another address and end the one that it had, with its audit event. What it shows goes on as it was."""
    with store.transaction():
        old = find_feed(store, said)
        if old.kind is FeedKind.OWNER:
            _find_owner(store, old.whom, today=today)
        made = _make(Audience(old.kind, old.whom), who)
        store.feeds.revoke(old.id, datetime.now(UTC))
        store.feeds.add(made.feed)
        facts = {**_describe(made.feed), "in place of": old.id}
        store.audit.append(who, "calendar address renewed", made.feed.id, why or "the address before may be known", facts)
    return made


def find_feed(store: Store, said: str) -> CalendarFeed:
    """The feed that stands under this id, its beginning, or its address. Raises WrongUse where none or several do."""
    by_address = store.feeds.find(hash_secret(said.strip().rpartition("/")[2].removesuffix(".ics")))
    if by_address is not None:
        return by_address
    found = [each for each in store.feeds.all() if each.revoked_at is None and said and each.id.startswith(said)]
    if len(found) != 1:  # what was said may be an address, so it is not repeated
        many = "Several calendars begin so" if found else "No calendar stands under this id or address"
        raise WrongUse(f"{many}.", next_step="See: hearback calendar list")
    return found[0]


def name_audience(store: Store, audience: Audience, *, today: date) -> Audience:
    """The same audience, its owner named as among the contacts. Raises WrongUse for one who is not there, or has left."""
    return Audience(audience.kind, _find_owner(store, audience.whom, today=today)) if audience.kind is FeedKind.OWNER else audience


def _make(audience: Audience, who: str) -> NewFeed:
    secret = secrets.token_urlsafe(_BYTES)
    hashed = hash_secret(secret)
    return NewFeed(CalendarFeed(stable_id("calendar", hashed), audience.kind, audience.whom, hashed, datetime.now(UTC), who), secret)


def _find_owner(store: Store, name: str, *, today: date) -> str:
    """The owner's name as the contact, or the body of a contact, has it."""
    staff = make_staff(store.contacts.all())
    people = staff.people(name) if staff.named(name) is None else ()
    found = people[0].body if people else find_contact(store, name).name
    if not is_there(found, staff, today=today):
        raise WrongUse(f"{found} has left and answers for nothing any more.", next_step="Make the calendar of whoever answers now.")
    return found


def _describe(feed: CalendarFeed) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"kind": feed.kind.value}
    return facts | {"whom": feed.whom} if feed.whom else facts
