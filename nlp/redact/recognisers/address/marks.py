"""Parts that all kinds of addresses share: units, directions, edges and what counts as a word of a name."""

from __future__ import annotations

from nlp.redact.lists import read_words
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE

WORDS = read_words(__file__, "words.toml")
NUMBER_EDGE = rf"{EDGE_BEFORE}(?<![$€£.,/\-:])"
DIRECTION = rf"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|n|s|e|w|ne|nw|se|sw){EDGE_AFTER}\.?)"
_UNIT_WORD = (
    r"(?:apt|apartment|unit|suite|ste|room|rm|floor|fl|bldg|building|lot|trailer|spc|space|apto|apartamento|appartement|appt|piso|depto|"
    r"departamento|int|interior|col|colonia|brgy|barangay|кв|квартира|кор|корп|căn hộ|quận|apatman)"
)
_SAID = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)"
# "Apt 4B", "Bldg C", ", #12", "lot 28", "apartment four", ", 2º B"
UNIT = (
    rf"(?:,?\s{{0,3}}(?:{EDGE_BEFORE}{_UNIT_WORD}{EDGE_AFTER}\.?\s?(?:#\s?)?(?:[a-z]?-?\d{{1,5}}-?[a-z]?{EDGE_AFTER}|{_SAID}{EDGE_AFTER}|[a-z]{EDGE_AFTER}|(?<=col\. |onia )\w{{1,20}})"
    rf"|#\s?\w[\w-]{{0,7}}|,\s?\d{{1,2}}\s?[oaº°]\s[a-z]{EDGE_AFTER}))"
)
SUFFIX = (
    r"(?:street|str|st|avenue|ave|av|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|way|terrace|ter|circle|cir|highway|hwy|parkway|pkwy|trail|trl|alley|"
    r"square|sq|loop|crescent|cres|close|row|pike|path|plaza|expressway|freeway|route|run|ridge|crossing|xing|broadway|point|pt|cove|cv|bend|hollow|glen|grove|gardens|heights|"
    rf"hill|hills|view|park|walk|mews|commons|turnpike|bypass){EDGE_AFTER}\.?"
)


def is_street_word(word: str) -> bool:
    """True for a word (as in `View.lower`) that may stand in the name of a street after its number."""
    return word.strip(".,") not in WORDS["not_a_street"]
