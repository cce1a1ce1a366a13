"""Every kind of thing that is kept: what it is in plain words, whether it is locked, for how long, and who can read it."""

from __future__ import annotations

from dataclasses import dataclass

UNTIL_WITHDRAWN = "until the answer is withdrawn or erased"
FOR_EVER = "for as long as the program is used"
YES, NO = "yes", "no"
WITH_KEY = "yes, while the key is on it"
LOGGED = "yes; a reason is asked for and logged"
SMALL_HIDDEN = "only rounded counts, none of fewer than {threshold} people"


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can read a kind: the machine's administrator, staff with the keys, a thief of the database alone, a digest's reader."""

    administrator: str
    staff: str
    copy: str
    public: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what is kept. Its rows are counted in the first of its tables."""

    title: str
    what: str
    tables: tuple[str, ...]
    is_locked: bool
    kept_for: str
    readers: Readers


_RAW = Readers(WITH_KEY, LOGGED, NO, NO)
_INSIDE = Readers(YES, YES, YES, NO)
_COUNTED = Readers(YES, YES, YES, SMALL_HIDDEN)
_SHOWN = Readers(YES, YES, YES, YES)
_RECORD = Readers(YES, YES, YES, NO)

KINDS = (
    Kind(
        "Raw words",
        "what people wrote or said, word for word; each comment locked by itself (AES-256-GCM)",
        ("vault_entry",),
        True,
        "the days of its source, below; a held comment's words no longer than that",
        _RAW,
    ),
    Kind(
        "Keys of the raw words",
        "one for each person, locked by the vault key; when a person's last raw words go, the key goes",
        ("vault_key",),
        True,
        "as long as raw words of that person",
        Readers(WITH_KEY, "not shown by any command", NO, NO),
    ),
    Kind(
        "Redacted comments",
        "what people wrote or said after names, numbers and addresses were taken out, with its translation and with a note of "
        "what kind of thing was taken out",
        ("comment", "comment_redaction"),
        False,
        UNTIL_WITHDRAWN,
        _INSIDE,
    ),
    Kind(
        "Answers",
        "that somebody answered: the survey tool's own number of the answer, the moment it was sent, its language, and whether "
        "it may be quoted",
        ("response",),
        False,
        UNTIL_WITHDRAWN,
        _COUNTED,
    ),
    Kind(
        "Closed answers",
        "what was ticked or scored in the questions that are followed",
        ("closed_answer",),
        False,
        UNTIL_WITHDRAWN,
        _COUNTED,
    ),
    Kind(
        "Groups",
        "the neighbourhood, age band or other group that people gave, next to their answer",
        ("response_group",),
        False,
        UNTIL_WITHDRAWN,
        _COUNTED,
    ),
    Kind(
        "Pseudonyms",
        "a code in place of each person, made with a secret key; the same person has another code in each source, "
        "unless the settings join sources in a panel",
        ("person",),
        False,
        "until nothing of the person is left",
        Readers(YES, YES, YES, NO),
    ),
    Kind(
        "Sessions",
        "the name, title, day, place and attendance of each listening session",
        ("session",),
        False,
        "until nothing that was said there is left",
        _SHOWN,
    ),
    Kind(
        "Held comments and decisions",
        "which words were held since when, and what a person decided: places and types of what to take out, and a mark by which "
        "changed words are noticed; no words",
        ("hold_decision",),
        False,
        UNTIL_WITHDRAWN,
        _INSIDE,
    ),
    Kind("Passages", "redacted comments cut into the parts that are about one thing", ("passage",), False, UNTIL_WITHDRAWN, _INSIDE),
    Kind(
        "Meaning of passages as numbers",
        "lists of numbers made from redacted passages, by which those about the same thing are found; whoever has them can guess "
        "at some of the words",
        ("embedding",),
        False,
        "until no passage says the same any more",
        _INSIDE,
    ),
    Kind(
        "Themes and findings",
        "names of concerns, which passages belong to them, how many people raised each, what a codebook said of them, and what staff "
        "decided about them",
        ("theme", "theme_event", "theme_anchor", "theme_decision", "theme_standing", "theming_run", "assignment", "finding"),
        False,
        "names for as long as the program is used; counts until they are counted anew",
        Readers(YES, YES, YES, "names of themes, and " + SMALL_HIDDEN),
    ),
    Kind(
        "Kinds of passages",
        "whether a passage is a concern, a suggestion, praise or a question, and whether it asks for more or for less of something",
        ("passage_kind",),
        False,
        UNTIL_WITHDRAWN,
        _COUNTED,
    ),
    Kind(
        "Quotes and their approval",
        "which part of which redacted comment may be quoted, by its place there and without its words, and who approved or refused that",
        ("quote", "quote_decision"),
        False,
        UNTIL_WITHDRAWN,
        Readers(YES, YES, YES, "the words of those that two people approved"),
    ),
    Kind(
        "Reviews of findings",
        "who looked at what a round says, when, and the sentences that staff added",
        ("review",),
        False,
        FOR_EVER,
        _SHOWN,
    ),
    Kind(
        "Facts about the town",
        "shares of residents, sessions that are planned, and series from other records (complaints, response times)",
        ("reference_table", "reference_share", "planned_session", "outcome_series", "outcome_value"),
        False,
        "until staff take them out",
        Readers(YES, YES, YES, "shares of residents, and " + SMALL_HIDDEN),
    ),
    Kind(
        "What stands behind releases",
        "which passages the figures of a release on each theme were counted from",
        ("release_evidence",),
        False,
        UNTIL_WITHDRAWN,
        _INSIDE,
    ),
    Kind("Releases", "each digest as it was published", ("release",), False, FOR_EVER, _SHOWN),
    Kind(
        "Recommendations",
        "what the board asked for, who answers for it, and what became of it",
        (
            *("recommendation", "recommendation_theme", "recommendation_place", "recommendation_ground", "recommendation_need"),
            *("milestone", "status_update", "due_change", "recommendation_vector"),
        ),
        False,
        FOR_EVER,
        _SHOWN,
    ),
    Kind(
        "Past of recommendations",
        "what each field of a recommendation said before, who changed it when and why, and what staff said of suggested links",
        ("field_change", "link_decision"),
        False,
        FOR_EVER,
        _INSIDE,
    ),
    Kind(
        "Contacts, reminders and calendars",
        "staff and bodies who answer for recommendations, where reminders reach them, what they were reminded of, and codes by which "
        "secret calendar addresses are known and by which it is seen what calendars showed; nobody who spoke is in it",
        ("contact", "message", "reminder", "calendar_feed", "calendar_event"),
        False,
        "until staff take them out",
        _INSIDE,
    ),
    Kind(
        "Translations by staff",
        "what staff wrote, and titles of themes, in other languages; a title that is reworded for an erasure loses its translations",
        ("staff_translation",),
        False,
        FOR_EVER,
        _SHOWN,
    ),
    Kind(
        "Sources, rounds and questions",
        "which surveys and folders are read, in which rounds, and what is asked",
        ("source", "round", "question"),
        False,
        FOR_EVER,
        Readers(YES, YES, YES, "titles of rounds, and questions"),
    ),
    Kind(
        "Audit log",
        "who decided what, when and why, and who read raw words; nothing that people said; changes to it can be seen",
        ("audit_event",),
        False,
        FOR_EVER,
        _RECORD,
    ),
    Kind("Ledger", "which steps the program ran, when, and with what counts", ("ledger", "lease"), False, FOR_EVER, _RECORD),
    Kind(
        "Marks of what was erased",
        "codes by which an erased answer is refused when its source offers it again; without the secret key they tell nothing",
        ("erasure", "pending_scrub"),
        False,
        FOR_EVER,
        _RECORD,
    ),
    Kind(
        "Marks of this installation",
        "values by which wrong keys are noticed; they tell nothing of the keys",
        ("installation",),
        False,
        FOR_EVER,
        _RECORD,
    ),
)
