"""What has fallen due becomes messages in the outbox: one a contact, an address and a day, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from config.reminder_tables import ReminderSettings
from config.settings import Settings
from digest.tracking.hearers import make_staff
from digest.tracking.reminders import Line, Plan, Rules, plan_reminders
from domain.contacts import Contact
from domain.ids import RecommendationId, stable_id
from domain.quiet import read_quiet, wait_for_quiet
from domain.reminders import Delivery, Message, Reminder
from flows.steps.remind.words import write_words
from warehouse.store import Store

_AT_ONCE = 2_000  # recommendations that are held in memory with all their parts


@dataclass(frozen=True, slots=True)
class Draft:
    """What one contact is to get today: the same words to each address, and the reminders that they carry."""

    messages: tuple[Message, ...]
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Drafts:
    """The messages that are to be made, and the references of recommendations of which nobody can be reminded."""

    drafts: tuple[Draft, ...]
    unheard: tuple[str, ...]


def make_messages(store: Store, settings: Settings, now: datetime) -> Drafts:
    """Put into the outbox what has fallen due and was not made before. Hold the lease of reminders meanwhile."""
    found = draft_messages(store, settings, now)
    with store.transaction():
        for each in found.drafts:
            store.outbox.make(each.messages, each.reminders)
    return found


def draft_messages(store: Store, settings: Settings, now: datetime) -> Drafts:
    """What has fallen due and was not made before, as messages. Writes nothing."""
    contacts = {each.name: each for each in store.contacts.all()}
    open_at = {name: open_time(each, settings, now) for name, each in contacts.items()}
    plan = _plan(store, settings, contacts, open_at, now)
    known = store.outbox.known([each.reminder.id for each in plan.lines])
    by_contact: dict[str, list[Line]] = {}
    for each in plan.lines:
        if each.reminder.id not in known:
            by_contact.setdefault(each.reminder.contact, []).append(each)
    drafts = (_draft(contacts[name], _tell_once(lines), settings, open_at[name]) for name, lines in sorted(by_contact.items()))
    return Drafts(tuple(_leave_written(store, tuple(drafts))), tuple(sorted(each.reference for each in plan.unheard)))


def open_time(contact: Contact, settings: Settings, now: datetime) -> datetime:
    """From when on a message may be sent to a contact, in their zone's clock: now, or when their quiet hours end."""
    quiet = read_quiet(contact.quiet or settings.reminders.quiet)
    zone = ZoneInfo(contact.time_zone or settings.hearback.timezone)
    return wait_for_quiet(now, quiet, zone).astimezone(zone)


def rules_of(settings: ReminderSettings) -> Rules:
    """The planner's own value of the settings."""
    return Rules(
        tuple(settings.days_before),
        settings.overdue_every_days,
        settings.stale_after_days,
        settings.stale_every_days,
        settings.manager_after_days,
    )


def _plan(store: Store, settings: Settings, contacts: Mapping[str, Contact], open_at: Mapping[str, datetime], now: datetime) -> Plan:
    rules, staff = rules_of(settings.reminders), make_staff(tuple(contacts.values()))
    today = now.astimezone(ZoneInfo(settings.hearback.timezone)).date()
    farthest = timedelta(days=max(rules.days_before, default=0) + 2)  # a contact's day may be one on from the town's, or two
    ids = store.outbox.find_pressing(due_by=today + farthest, silent_since=today - timedelta(days=rules.stale_after - 2))
    plan = partial(plan_reminders, staff=staff, rules=rules, today=today, day_of=lambda contact: _day_of(contact, open_at))
    plans = [plan(store.recommendations.some(part)) for part in _cut(ids)]
    return Plan(tuple(line for each in plans for line in each.lines), tuple(value for each in plans for value in each.unheard))


def _cut(ids: Sequence[RecommendationId]) -> Iterator[Collection[RecommendationId]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _day_of(contact: Contact, open_at: Mapping[str, datetime]) -> date:
    """The contact's day: the one on which the message may arrive."""
    return open_at[contact.name].date()


def _tell_once(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Each reminder once, however many ways lead to its contact."""
    return tuple({each.reminder.id: each for each in reversed(lines)}.values())


def _draft(contact: Contact, lines: Sequence[Line], settings: Settings, open_at: datetime) -> Draft:
    made_on = open_at.date()
    messages = []
    for address in dict.fromkeys(contact.addresses):
        own_id = stable_id("message", contact.name, address, made_on.isoformat())
        words = write_words(
            lines, contact=contact.name, town=settings.hearback.town, on=made_on, most=settings.reminders.most_lines, message_id=own_id
        )
        messages.append(Message(own_id, contact.name, address, made_on, open_at, Delivery.WAITING, subject=words.subject, body=words.body))
    return Draft(tuple(messages), tuple(replace(each.reminder, message_id=messages[0].id) for each in lines))


def _leave_written(store: Store, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Those to whom nothing was made on that day; what is new for the others they get on the next."""
    known = store.outbox.known_messages([each.id for one in drafts for each in one.messages])
    return (one for one in drafts if not any(each.id in known for each in one.messages))
