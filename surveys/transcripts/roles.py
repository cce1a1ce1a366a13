"""Who has which role: told from the names that were given and from labels, in the languages of the packs.

An interpreter is nobody who was heard anew: where participants' own words are in the transcript, the interpreter's turns
are context, so that a concern is not counted twice. Where the speaker's own words are not there at all, the
interpreter's are the only record of them: they count as that speaker's ("Interpreter for Ana"), or else as those of one
person without a name, and are marked so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.listening import Speaker


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FACILITATOR_LABELS = _words(
    "facilitator cofacilitator co-facilitator moderator comoderator co-moderator host co-host interviewer chair chairperson "
    "organizer organiser facilitador facilitadora moderador moderadora mediador mediadora entrevistador entrevistadora "
    "animateur animatrice modérateur modératrice facilitateur facilitatrice moderatorin moderatore "
    "ميسر الميسر الميسرة منسق المنسق المحاور 主持人 ведущий ведущая модератор fududeeye fududeeyaha msimamizi"
)
INTERPRETER_LABELS = _words(
    "interpreter translator intérprete interprete traductor traductora tradutor tradutora interprète traducteur traductrice "
    "dolmetscher dolmetscherin مترجم مترجمة المترجم المترجمة ترجمان الترجمان 翻译 口译 传译 переводчик переводчица "
    "turjubaan turjumaan turjubaanka turjumaanka mkalimani phiên-dịch entèprèt አስተርጓሚ"
)
# Ordinary words too, so that only alone they are a label: "Host family" is none.
_ONLY_ALONE = frozenset(["host", "chair"])
_NOBODY = _words(
    "speaker spk ch channel participant unknown attendee guest user caller voice man woman male female audience group everyone all "
    "resident hablante orador oradora participante asistente persona desconocido vecino vecina público "
    "locuteur locutrice intervenant intervenante participante personne inconnu falante متحدث المتحدث مشارك 发言人 参与者 участник"
)
_LANGUAGES = _words(
    "english spanish french portuguese arabic somali vietnamese chinese mandarin cantonese amharic swahili creole russian karen burmese "
    "español inglés francés portugués árabe chino ruso criollo français anglais espagnol portugais arabe chinois russe "
    "português inglês espanhol francês"
)
_FOR = (
    re.compile(r"(?:interpreter|translator|interpreting|translating|speaking)\s+for\s+(?P<whom>.+)", re.IGNORECASE),
    re.compile(
        r"(?:[ieè]nt[eéè]rpr[eèé]te|traductora?|tradutora?|traducteur|traductrice)\s+(?:de\s+|para\s+|pour\s+|d['’])(?P<whom>.+)",
        re.IGNORECASE,
    ),
    re.compile(r"dolmetscher(?:in)?\s+(?:für|von)\s+(?P<whom>.+)", re.IGNORECASE),
    re.compile(r"переводчи(?:к|ца)\s+(?:для\s+)?(?P<whom>.+)", re.IGNORECASE),
    re.compile(r"(?:ال)?مترجمة?\s+(?:عن\s+|ل\s?)(?P<whom>.+)"),
    re.compile(r"turju[bm]aan(?:ka)?\s+(?:u\s+ah\s+)(?P<whom>.+)|turju[bm]aanka\s+(?P<whose>.+)", re.IGNORECASE),
    re.compile(r"(?P<whom>.+)的(?:翻译|口译|传译)"),
)
_IN_BRACKETS = re.compile(r"[\[(（](?P<inner>[^\])）]*)[\])）]")
_LABEL_NUMBER = re.compile(r"[\s_#-]*\d{1,3}$")
_DASH = re.compile(r"\s[-–—|/]\s")


def fold_name(name: str) -> str:
    """The name for comparison: no case, one form of each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def is_role(words: str) -> bool:
    """True for a label of a facilitator or an interpreter, with a number or without."""
    return _without_number(words) in FACILITATOR_LABELS | INTERPRETER_LABELS


def find_whom(label: str) -> str | None:
    """The person for whom an interpreter speaks, as in `Interpreter for Ana`; None where the label names nobody."""
    for reading in _readings(label):
        for pattern in _FOR:
            found = pattern.fullmatch(reading.strip())
            whom = next((each.strip() for each in found.groups() if each), "") if found else ""
            if whom and fold_name(whom) not in _LANGUAGES:
                return whom
    return None


def speaks_for_somebody(label: str) -> bool:
    """True for a label of an interpreter with those for whom the words are given: a person, or a language."""
    return any(pattern.fullmatch(reading.strip()) for reading in _readings(label) for pattern in _FOR)


def find_name(label: str) -> str:
    """The name within a label, without roles, brackets and numbers; empty for a label that names nobody."""
    whom = find_whom(label)
    if whom:
        return whom
    bare = _IN_BRACKETS.sub(" ", label)
    parts = [part for part in _DASH.split(bare) if not is_role(part) and _without_number(part) not in _NOBODY]
    words = " ".join(parts).split()
    if words and is_role(words[0]):
        words = words[1:]
    return "" if not words or _without_number(" ".join(words)) in _NOBODY | _LANGUAGES else " ".join(words)


@dataclass(frozen=True, slots=True, repr=False)
class Roles:
    """Tells a speaker's role from the names that were given and from labels such as `Moderator 2` or `Ana (Host)`."""

    facilitators: frozenset[str]
    interpreters: frozenset[str]

    @classmethod
    def of(cls, facilitators: Sequence[str], interpreters: Sequence[str]) -> Roles:
        """Roles by given names."""
        return cls(frozenset(map(fold_name, facilitators)), frozenset(map(fold_name, interpreters)))

    def tell(self, label: str | None) -> Speaker:
        """The role of whoever has this label; a participant where nothing says otherwise."""
        if label is None:
            return Speaker.PARTICIPANT
        told = {each for reading in _readings(label) for each in (fold_name(reading), _without_number(reading), _first_role(reading))}
        if told & (self.interpreters | INTERPRETER_LABELS) or speaks_for_somebody(label):
            return Speaker.INTERPRETER
        return Speaker.FACILITATOR if told & (self.facilitators | FACILITATOR_LABELS) else Speaker.PARTICIPANT


def has_own_turn(whom: str, speakers: Iterable[str]) -> bool:
    """True when one of the speakers is this person: the same name, or all words of the shorter within the longer."""
    wanted = set(fold_name(find_name(whom) or whom).split())
    others = (set(fold_name(find_name(speaker) or speaker).split()) for speaker in speakers)
    return any(wanted <= other or (other and other <= wanted) for other in others)


def _first_role(reading: str) -> str:
    """The role that a label begins with (`Interpreter Ana`); empty where it begins with none."""
    first = fold_name(reading).partition(" ")[0]
    return first if first in (FACILITATOR_LABELS | INTERPRETER_LABELS) - _ONLY_ALONE else ""


def _without_number(words: str) -> str:
    return _LABEL_NUMBER.sub("", fold_name(words))


def _readings(label: str) -> list[str]:
    """The label as it stands, without its brackets, what is in the brackets, and what stands around a dash."""
    inner = [found["inner"] for found in _IN_BRACKETS.finditer(label)]
    bare = _IN_BRACKETS.sub(" ", label)
    return [label, bare, *inner, *_DASH.split(bare)]
