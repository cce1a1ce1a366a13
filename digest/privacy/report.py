"""Facts of an installation -> what a privacy report says, in plain words and safe figures. Pure; exact counts end here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.disclosing.policy import Shown, disclose_count, disclose_parts
from digest.pages.digest_page import Answer, Made
from digest.pages.tables import CountTable
from digest.privacy.caught import describe_caught, is_measured_version, say_caught
from digest.privacy.facts import Guards, KeyPlace, Original, PrivacyFacts, RawWords
from digest.privacy.kinds import KINDS, Kind
from digest.telling.wording import Wording, show_plainly
from domain.held import HoldState

SCHEMA = "hearback-privacy-1"
_SENTENCE = 60  # letters
TITLE = "What is kept, and who can read it"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with sentences and tables. `folded` tables are for those who want every figure."""

    anchor: str
    title: str
    lines: tuple[str, ...]
    tables: tuple[CountTable, ...] = ()
    folded: tuple[CountTable, ...] = ()


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """A privacy report, the same for every form it is written in."""

    schema: str
    language: str
    content_language: str
    direction: str
    town: str
    title: str
    subtitle: str
    answers: tuple[Answer, ...]
    sections: tuple[Section, ...]
    made: Made


def build_privacy_page(facts: PrivacyFacts, *, wording: Wording) -> PrivacyPage:
    """The report of these facts. `wording` is of the language it is written in: English."""
    say = _Sayer(facts, wording)
    return PrivacyPage(
        schema=SCHEMA,
        language=wording.texts.code,
        content_language=wording.texts.code,
        direction=wording.texts.direction,
        town=show_plainly(facts.town),
        title=TITLE,
        subtitle="How the words of the people who spoke are kept, for how long, and what the program misses",
        answers=tuple(say.answers()),
        sections=tuple(say.sections()),
        made=Made("Privacy report", wording.instant(facts.made_at)),
    )


def list_concerns(facts: PrivacyFacts, wording: Wording) -> tuple[str, ...]:
    """What somebody should look into now, a sentence each."""
    return tuple(_find_concerns(facts, wording))


def has_sentences(table: CountTable) -> bool:
    """True where a table's cells are sentences, which no narrow column can hold: it stands as a list on a small screen."""
    return any(len(cell) > _SENTENCE for row in table.rows for cell in row)


def about(shown: Shown, facts: PrivacyFacts) -> str:
    """A count as it may leave, in words."""
    return f"fewer than {facts.policy.threshold}" if shown.count is None else f"about {shown.count:,}"


def about_part(shown: Shown) -> str:
    """A part of a total as it may leave: what is withheld may be small, or protect one that is."""
    return "not shown" if shown.count is None else f"about {shown.count:,}"


@dataclass(frozen=True, slots=True)
class _Sayer:
    """Says the parts of one report."""

    facts: PrivacyFacts
    wording: Wording

    def answers(self) -> Iterator[Answer]:
        """The first screen: four questions, and what should be looked into."""
        yield Answer("heard", "What is kept?", self._say_kept())
        yield Answer("who", "Who can read what people said?", self._say_readers())
        yield Answer("changed", "When are raw words destroyed?", self._say_when())
        yield Answer("missed", "What does the machine miss?", say_caught(self.facts, self.wording))
        concerns = list_concerns(self.facts, self.wording)
        yield Answer("attention", "What needs attention?", concerns or ("Nothing that this report can see.",))

    def sections(self) -> Iterator[Section]:
        """All that stands below the first screen, in order."""
        yield self._section_kept()
        yield self._section_readers()
        yield self._section_raw()
        yield self._section_held()
        yield self._section_done()
        yield Section("caught", "What the machine takes out, and what it misses", *describe_caught(self.facts, self.wording))
        yield Section("outside", "What lies outside this program", tuple(_say_outside(self.facts.originals)))

    def count(self, table: str) -> str:
        """About how many rows a table has; a table that is not there has none."""
        return about(disclose_count(self.facts.rows.get(table, 0), self.facts.policy), self.facts)

    def _say_kept(self) -> tuple[str, ...]:
        return (
            f"Of {self.count('person')} people, {self.count('comment')} comments are kept, with names, numbers and addresses taken out.",
            f"The words as they were said are kept apart and locked: {self.count('vault_entry')} comments, for a limited time.",
            "Never read from a survey: what was not chosen in the settings, such as e-mail and internet addresses.",
        )

    def _say_readers(self) -> tuple[str, ...]:
        return (
            _say_administrator(self.facts.guards),
            "Staff with the keys can read raw words one by one: the program asks why, and writes who, when and why into the audit log.",
            "Whoever takes the database without the keys reads redacted comments, ticked answers, groups and pseudonyms, and no raw words.",
            f"Readers of a digest see themes and rounded counts, none of fewer than {self.facts.policy.threshold} people, and no names that the machine found.",
        )

    def _say_when(self) -> tuple[str, ...]:
        due = [each.destroyed_on for each in self.facts.raw if each.destroyed_on]
        days = sorted({each.days for each in self.facts.raw})
        kept = f"Raw words are kept for {_join_numbers(days)} days." if days else "No source is set up yet."
        if not due:
            return (kept, "There are none now.")
        return (
            kept,
            f"The next are due to be destroyed on {self.wording.day(min(due))}, by the first pull or import from that day on, or each night where a schedule runs.",
        )

    def _section_kept(self) -> Section:
        threshold, step = self.facts.policy.threshold, self.facts.policy.round_to
        rows = tuple(
            (each.title, each.what, self.count(each.tables[0]), "yes" if each.is_locked else "no", each.kept_for) for each in KINDS
        )
        lines = (
            f"Counts are rounded to {step}, and small ones are not shown (“fewer than {threshold}”, which may be none), so that "
            "nobody can be counted out.",
            "Only raw words and their keys are locked by the program. All else is as safe as the disk that it lies on: encrypt that disk.",
        )
        heads = ("What", "In plain words", "About how many", "Encrypted", "Kept")
        return Section("kept", "What is kept", lines, (CountTable("Everything that is kept", heads, rows),))

    def _section_readers(self) -> Section:
        heads = ("What", "Whoever runs the machine", "Staff with the keys", "A thief of the database alone", "A reader of digests")
        rows = tuple(map(self._readers_of, KINDS))
        lines = ("“Whoever runs the machine” is its administrator, a hosting company, or a court that orders either to hand it over.",)
        return Section("readers", "Who can read it", lines, (CountTable("Who can read what", heads, rows),))

    def _readers_of(self, kind: Kind) -> tuple[str, ...]:
        who = kind.readers
        cells = (who.administrator, who.staff, who.copy, who.public)
        return (kind.title, *(cell.format(threshold=self.facts.policy.threshold) for cell in cells))

    def _section_raw(self) -> Section:
        # A source without any says so: that its words are gone is what this report is asked for.
        shown = disclose_parts({number: each.comments for number, each in enumerate(self.facts.raw) if each.comments}, self.facts.policy)
        rows = tuple(
            (show_plainly(each.title), str(each.days), about_part(shown[number]) if number in shown else "none", self._say_due(each))
            for number, each in enumerate(self.facts.raw)
        )
        lines = (
            "When their time is over, the words are removed, and the key of each person of whom none are left.",
            "A backup of the database that was made before still opens with the vault key: delete backups after as many days, or change "
            "the vault key and destroy the old one.",
            "It is done at each pull and import of any source, each night where hearback schedule runs, and by hearback keys expire; not by the clock alone.",
        )
        table = CountTable("Raw words by source", ("Source", "Days", "Comments", "The oldest are due to go on"), rows)
        return Section("raw", "How long raw words are kept", lines, (table,) if rows else ())

    def _say_due(self, each: RawWords) -> str:
        return self.wording.day(each.destroyed_on) if each.destroyed_on else ""

    def _section_held(self) -> Section:
        total = about(disclose_count(sum(count for _, count in self.facts.held), self.facts.policy), self.facts)
        lines = (f"A comment of which the machine is not sure goes no further until a person has looked. Now waiting: {total}.",)
        decided = {_DECIDED[HoldState(name)]: count for name, count in self.facts.decisions.items()}
        counted = (("Why they wait", "Reason", dict(self.facts.held)), ("What people decided", "Decision", decided))
        tables = tuple(self._count_table(title, (head, "Comments"), counts) for title, head, counts in counted if counts)
        return Section("held", "What waits for a person", lines, tables)

    def _count_table(self, title: str, heads: tuple[str, str], counts: dict[str, int]) -> CountTable:
        shown = disclose_parts(counts, self.facts.policy)
        return CountTable(title, heads, tuple((show_plainly(name), about_part(shown[name])) for name in sorted(counts)))

    def _section_done(self) -> Section:
        rows = tuple(
            (
                each.action,
                about(disclose_count(each.times, self.facts.policy), self.facts),
                about(disclose_count(each.rows, self.facts.policy), self.facts) if each.rows else "",
                self.wording.day(each.last_at.date()),
            )
            for each in self.facts.deeds
        )
        intact = "It is as it was written." if self.facts.is_audit_intact else "IT IS BROKEN: somebody changed or removed events."
        lines = (f"From the audit log, which says who did each of these, when and why. {intact}",)
        heads = ("What was done", "Times", "Answers or rows in all", "Last on")
        return Section("done", "What was destroyed, erased, read and decided", lines, (CountTable("So far", heads, rows),) if rows else ())


_DECIDED = {
    HoldState.RELEASED: "let go on, without what the machine or the person took out",
    HoldState.DISCARDED: "destroyed without being used",
}


_PLACES = {
    KeyPlace.FILE: "the key lies in a file there",
    KeyPlace.ENVIRONMENT: "the program is given the key there",
    KeyPlace.BLOCK: "the program fetches the key from Prefect's server",
}


def _say_administrator(guards: Guards) -> str:
    place = _PLACES[guards.key_place]
    line = f"Whoever runs the machine can read everything, raw words too: {place}. Encryption does not keep them out."
    elsewhere = " Whoever runs the database's server alone can read all but raw words." if guards.is_database_elsewhere else ""
    return line + elsewhere


def _say_outside(originals: tuple[Original, ...]) -> Iterator[str]:
    yield "What follows is not in the counts above, and no retention or erasure of this program reaches it."
    for each in originals:
        title = show_plainly(each.title)
        if each.kind == "limesurvey":
            yield f"{title}: the survey tool keeps its own copy of every answer, raw, until somebody deletes it there."
        elif each.is_here:
            yield (
                f"{title}: the files with the raw words lie on this machine, for as long as nobody removes them. Keep them on an encrypted disk. "
                "What is removed there is taken out here too, by the next import or pull of a round that is still being read."
            )
        else:
            yield f"{title}: the files that were read are not at their place now; whoever has a copy has the raw words."
    yield "Backups of the database hold what it held when they were made. Delete them after as many days as raw words are kept."
    yield "Digests that were printed or saved stay as they are."


def _find_concerns(facts: PrivacyFacts, wording: Wording) -> Iterator[str]:
    if not facts.is_audit_intact:
        yield "The audit log is broken: keep the database as it is, and ask for help."
    if facts.rows.get("pending_scrub"):
        yield "Words were erased, but the database's files have not been rewritten since: any command that opens it does that."
    for each in facts.raw:
        if each.destroyed_on and each.destroyed_on < facts.today:
            yield f"Raw words of {show_plainly(each.title)} were due to go on {wording.day(each.destroyed_on)} and are still here: run hearback keys expire."
        if not each.is_in_settings:
            yield f"Raw words of {show_plainly(each.title)} are here, but the settings no longer name that source."
    for name in facts.guards.open_to_others:
        yield f"Other accounts of this machine can read {show_plainly(name)}: close that off with chmod."
    if facts.guards.is_key_beside:
        yield "The key lies on the machine that has the database: whoever takes the machine has both. Encrypt its disk, or keep the key elsewhere."
    if any(each.is_here for each in facts.originals):
        yield "Files with raw words lie on this machine beside the program, not encrypted (below: what lies outside)."
    if not is_measured_version(facts):
        yield "The rules of redaction here are not those that were measured: the figures of what is missed are of another version."


def _join_numbers(numbers: list[int]) -> str:
    words = [f"{each:,}" for each in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
