"""What can happen at a survey and to a pull of it, and how Hypothesis draws histories of it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from demo.limesurvey import Fault
from tests.sources.expected import Answers


@dataclass(frozen=True, slots=True)
class Insert:
    """Somebody answers."""

    answers: Answers


@dataclass(frozen=True, slots=True)
class Edit:
    """An answer is edited, in all or in `only` one place; the date moves only where it is edited in the browser."""

    which: int
    answers: Answers
    moves_date: bool
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """One who had begun earlier finishes, with the old id."""

    which: int
    at: str


@dataclass(frozen=True, slots=True)
class Delete:
    """An answer is deleted, without a trace."""

    which: int


@dataclass(frozen=True, slots=True)
class Deactivate:
    """The survey is deactivated: its table is archived."""


@dataclass(frozen=True, slots=True)
class Reactivate:
    """The survey is activated again, with a new table."""


@dataclass(frozen=True, slots=True)
class ExpireKeys:
    """Every session key lapses."""


@dataclass(frozen=True, slots=True)
class Age:
    """So many days pass that the raw words' time is over."""


@dataclass(frozen=True, slots=True)
class Process:
    """The later stages run: passages are cut and get vectors."""


DataStep = Insert | Edit | Finish | Delete


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull: `--new` or reconcile, with faults on the way, a kill at a write, or changes while it runs."""

    is_new_only: bool = False
    faults: tuple[tuple[Fault, int, str | None], ...] = ()
    keys_lapse_after: int | None = None
    dies_at: int | None = None
    meanwhile: tuple[int, DataStep] | None = None

    @property
    def must_end_well(self) -> bool:
        """True when nothing happens on the way that a pull may fail of: one failure in passing is tried again."""
        if self.dies_at or self.meanwhile:
            return False
        return not self.faults or (len(self.faults) == 1 and self.faults[0] in _SURVIVED)

    @property
    def is_slow(self) -> bool:
        """True when the server will let it wait."""
        return any(fault in (Fault.HANG, Fault.TRICKLE) for fault, *_ in self.faults)


_SURVIVED = tuple((fault, 1, "export_responses") for fault in (Fault.SERVER_ERROR, Fault.UNAVAILABLE, Fault.DROP, Fault.CUT))

Step = Insert | Edit | Finish | Delete | Deactivate | Reactivate | ExpireKeys | Age | Process | Pull


@dataclass(frozen=True, slots=True)
class History:
    """A survey's settings and what happens to it."""

    is_partial_taken: bool
    page_size: int
    steps: tuple[Step, ...]


# Sentences that redact to different texts, so that what was stored can be told from what is there now.
_WORRIES = (
    "The street lamp by the school has been broken since spring.",
    "The landlord does not answer. Write to sayid.canary@mail.example, please.",
    "My neighbour is loud at night; call 312-555-0147 if you want to hear it.",
    "La parada del autobús no tiene techo y llueve mucho.",
    "الإيجار ارتفع مرتين هذا العام ولا نعرف من نسأل.",
    "We are the only Chechen family on the street.",
    '=HYPERLINK("http://a.example") <script>alert(1)</script> 🚲 \u200f',
    "",
    "   ",
    None,
)
_OTHERS = (None, None, None, "", "by the canal, behind the old mill", "near the bridge, ask oda.canary@mail.example")
_MOMENTS = (
    "2026-09-01 00:10:00",  # still August in UTC
    "2026-10-05 09:30:00",
    "2026-10-25 02:30:00",  # an hour that comes twice
    "2026-11-30 23:50:00",
    "1980-01-01 00:00:00",  # what stands for a date in an anonymised survey
)
_OUTSIDE = ("2026-07-01 12:00:00", "2026-12-01 00:10:00")  # the second is still November in UTC

_moments = st.sampled_from(_MOMENTS + _MOMENTS + _OUTSIDE)
_answers = st.builds(
    Answers,
    worry=st.sampled_from(_WORRIES),
    place=st.sampled_from((None, "", "N1", "N2", "-oth-")),
    other=st.sampled_from(_OTHERS),
    trust=st.sampled_from((None, "", "1", "4", "9")),
    quote=st.sampled_from((None, "Y", "N")),
    language=st.sampled_from(("en", "en", "es", "ar", "ky")),
    token=st.sampled_from((None, None, "tok-1", "tok-2")),
    submitted=st.one_of(_moments, _moments, st.none()),
)
_which = st.integers(0, 7)
_data_steps = st.one_of(
    st.builds(Insert, _answers),
    st.builds(Insert, _answers),
    st.builds(Edit, _which, _answers, st.booleans()),
    st.builds(Edit, _which, _answers, st.just(False), st.sampled_from(("worry", "place", "other", "trust", "quote"))),
    st.builds(Finish, _which, _moments),
    st.builds(Delete, _which),
)
_methods = st.sampled_from((None, "export_responses", "get_session_key", "get_fieldmap", "get_summary"))
_SOFT = tuple(each for each in Fault if each not in (Fault.HANG, Fault.TRICKLE))
# Waiting costs its whole timeout, so it is drawn rarely and once.
_fault = st.one_of(
    *[st.tuples(st.sampled_from(_SOFT), st.sampled_from((1, 1, 2, 9)), _methods)] * 8,
    st.tuples(st.sampled_from((Fault.HANG, Fault.TRICKLE)), st.just(1), _methods),
)
_pulls = st.one_of(
    st.just(Pull()),
    st.just(Pull()),
    st.just(Pull(is_new_only=True)),
    st.builds(Pull, st.booleans(), st.lists(_fault, min_size=1, max_size=2).map(tuple)),
    st.builds(Pull, st.booleans(), keys_lapse_after=st.integers(0, 6)),
    st.builds(Pull, st.booleans(), dies_at=st.integers(1, 18)),
    st.builds(Pull, st.booleans(), meanwhile=st.tuples(st.integers(1, 3), _data_steps)),
)
_events = st.sampled_from((Deactivate(), Deactivate(), Reactivate(), Reactivate(), Age(), Process(), Process(), ExpireKeys()))
_steps = st.one_of(*[_data_steps] * 4, *[_pulls] * 3, _events, _events)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A few answers that are pulled, then whatever happens: what starts empty finds little."""
    first = draw(st.lists(st.builds(Insert, _answers), min_size=1, max_size=6))
    rest = draw(st.lists(_steps, min_size=2, max_size=14))
    return History(draw(st.booleans()), draw(st.sampled_from((1, 2, 3, 50))), (*first, Pull(), *rest))
