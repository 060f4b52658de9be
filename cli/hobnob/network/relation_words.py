"""The words for what two people are to each other, and the counterpart of each.

The one rule: a word that is not in the table has no counterpart, and nothing is made up for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from hobnob.names import fold

_PAIRS: tuple[tuple[str, str], ...] = (
    # Each line: one side | the other side. The first word of a side stands for the side. A line
    # with one side is what both are. English and German of one pair stand below each other.
    ("manager, boss, supervisor, line manager, team lead | report, direct report, subordinate",
     "Vorgesetzte, Vorgesetzter, Chefin, Chef, Teamleiterin, Teamleiter"
     " | Mitarbeitende, Mitarbeiterin, Mitarbeiter"),
    ("employer | employee", "Arbeitgeber, Arbeitgeberin | Angestellte, Angestellter"),
    ("mentor | mentee, protégé, protégée", "Mentorin, Mentor | Mentee"),
    ("coach | coachee", ""),
    ("teacher, tutor | student, pupil", "Lehrerin, Lehrer | Schülerin, Schüler"),
    ("doctoral adviser, doctoral advisor, thesis adviser, thesis advisor, PhD supervisor"
     " | doctoral student, PhD student",
     "Doktormutter, Doktorvater | Doktorandin, Doktorand"),
    ("parent, mother, father, mum, mom, dad, stepmother, stepfather"
     " | child, son, daughter, stepson, stepdaughter",
     "Elternteil, Mutter, Vater, Mama, Papa, Stiefmutter, Stiefvater"
     " | Kind, Sohn, Tochter, Stiefsohn, Stieftochter"),
    ("grandparent, grandmother, grandfather, grandma, grandpa"
     " | grandchild, granddaughter, grandson",
     "Großelternteil, Großmutter, Großvater, Oma, Opa | Enkelkind, Enkelin, Enkel"),
    ("godparent, godmother, godfather | godchild, goddaughter, godson",
     "Pate, Patin, Patentante, Patenonkel | Patenkind, Patentochter, Patensohn"),
    ("aunt or uncle, aunt, uncle | niece or nephew, niece, nephew",
     "Tante oder Onkel, Tante, Onkel | Nichte oder Neffe, Nichte, Neffe"),
    ("parent-in-law, mother-in-law, father-in-law"
     " | child-in-law, daughter-in-law, son-in-law",
     "Schwiegerelternteil, Schwiegermutter, Schwiegervater"
     " | Schwiegerkind, Schwiegertochter, Schwiegersohn"),
    ("sibling, sister, brother, twin, twin sister, twin brother, half-sister, half-brother",
     "Geschwister, Schwester, Bruder, Zwilling, Halbschwester, Halbbruder"),
    ("sibling-in-law, sister-in-law, brother-in-law", "verschwägert, Schwägerin, Schwager"),
    ("cousin", "Cousine oder Cousin, Cousine, Cousin, Kusine, Vetter"),
    ("partner, life partner, girlfriend, boyfriend, fiancée, fiancé",
     "Partner oder Partnerin, Partnerin, Partner, Lebensgefährtin, Lebensgefährte, Verlobte"),
    ("spouse, wife, husband", "Ehepartner, Frau, Ehefrau, Mann, Ehemann, Gatte, Gattin"),
    ("friend, best friend", "befreundet, Freundin, Freund, beste Freundin, bester Freund"),
    ("colleague, coworker, co-worker, teammate", "Kollege oder Kollegin, Kollegin, Kollege"),
    ("classmate, schoolmate", "Mitschüler oder Mitschülerin, Mitschülerin, Mitschüler"),
    ("fellow student", "Kommilitone oder Kommilitonin, Kommilitonin, Kommilitone"),
    ("neighbour, neighbor", "Nachbar oder Nachbarin, Nachbarin, Nachbar"),
    ("flatmate, roommate, housemate", "Mitbewohner oder Mitbewohnerin, Mitbewohnerin,"
     " Mitbewohner"),
    ("business partner, co-founder, cofounder", "Geschäftspartner, Geschäftspartnerin,"
     " Mitgründerin, Mitgründer"),
    ("competitor, rival", "Konkurrent oder Konkurrentin, Konkurrentin, Konkurrent"),
    ("acquaintance", "bekannt, Bekannte, Bekannter"),
    ("relative", "verwandt, Verwandte, Verwandter"),
    ("client, customer | vendor, supplier, contractor",
     "Kundin oder Kunde, Kundin, Kunde | Lieferant, Lieferantin, Dienstleister"),
    ("doctor | patient", "Ärztin oder Arzt, Ärztin, Arzt | Patient, Patientin"),
    ("lawyer, solicitor | client of a lawyer", "Anwältin oder Anwalt, Anwältin, Anwalt"
     " | Mandantin oder Mandant, Mandantin, Mandant"),
    ("landlord, landlady | tenant", "Vermieterin oder Vermieter, Vermieterin, Vermieter"
     " | Mieterin oder Mieter, Mieterin, Mieter"),
    ("host | guest", "Gastgeberin oder Gastgeber, Gastgeberin, Gastgeber | Gast"),
    ("agent | author", "Agentin oder Agent, Agentin, Agent | Autorin oder Autor, Autorin, Autor"),
)  # fmt: skip

_FORMER: Mapping[str, str] = {
    "former": "former",
    "ex": "former",
    "ehemalige": "früher",
    "ehemaliger": "früher",
    "ehemals": "früher",
    "frühere": "früher",
    "früherer": "früher",
    "früher": "früher",
}
"""The words for what two people were once, and how the counterpart says it."""


class Side(NamedTuple):
    """What one person is to another, as a side of a pair.

    Attributes:
        pair: which pair of words it is, in any language.
        side: 0 or 1; always 0 where both are the same.
        is_mutual: whether both are the same to each other.
        former: whether it is over.
        counterpart: what the other person is to this one, in words.
    """

    pair: str
    side: int
    is_mutual: bool
    former: bool
    counterpart: str


def side_of(how: str, own: Mapping[str, str]) -> Side | None:
    """Return the side of a pair that a word means; None if it is in no pair.

    Args:
        how: what somebody is to somebody, in any case: "Sister", "former manager".
        own: the user's own pairs, which come first.
    """
    word = _key(how)
    table = {**_table(), **_own(tuple(own.items()))}
    if found := table.get(word):
        return found
    before, _, rest = word.partition(" ")
    if before in _KEYS_OF_FORMER and (found := table.get(rest)):
        former = _KEYS_OF_FORMER[before]
        return found._replace(former=True, counterpart=f"{former} {found.counterpart}")
    return None


def _key(word: str) -> str:
    return " ".join(fold(word).replace("-", " ").split())


_KEYS_OF_FORMER = {_key(word): said for word, said in _FORMER.items()}


@cache
def _table() -> dict[str, Side]:
    table: dict[str, Side] = {}
    for pair in _PAIRS:
        for line in filter(None, pair):
            sides = [[word.strip() for word in side.split(",")] for side in line.split("|")]
            _enter(table, pair[0], sides)
    return table


@cache
def _own(pairs: tuple[tuple[str, str], ...]) -> dict[str, Side]:
    table: dict[str, Side] = {}
    for one, other in pairs:
        sides = [[one]] if _key(one) == _key(other) else [[one], [other]]
        _enter(table, f"{one} | {other}", sides)
    return table


def _enter(table: dict[str, Side], pair: str, sides: list[list[str]]) -> None:
    for number, words in enumerate(sides):
        counterpart = sides[1 - number][0] if len(sides) > 1 else words[0]
        side = Side(pair, number, len(sides) == 1, False, counterpart)
        for word in words:
            table.setdefault(_key(word), side)
