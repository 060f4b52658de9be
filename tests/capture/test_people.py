"""Names are found where a person who reads the line would find them, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobnob.capture.names.mentions import link, unlink
from hobnob.index.index import Index
from tests.capture.naming import linked, look, people_the, slugged
from tests.conftest import World


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    world = World(Path(tmp_path_factory.mktemp("people")) / "journal")
    world.settle()
    people_the(world)
    world.met("2026-11-01", "grace-hopper", "george-green", place="Luigi's")
    world.met("2026-11-02", "mark-twain", place="Grace Cathedral")
    with world.index() as index:
        yield index


# Each line with its links, as it should be; what is not in brackets is found to be no name.
LINES = r"""
# full names
Lunch with [[grace-hopper|Grace Hopper]] and [[george-green|George Green]]
[[grace-hopper|Grace Hopper]], [[george-green|George Green]]: lunch
lunch with [[grace-hopper|grace hopper]] again
LUNCH WITH [[grace-hopper|GRACE HOPPER]]
[[will-power|Will Power]] called
[[martin-luther-king|Martin Luther King]] wrote
saw [[turing-alan|Alan Turing]] today
saw [[turing-alan|Turing]], [[turing-alan|Alan]] today
[[j-r-r-tolkien|J.R.R. Tolkien]] sent a letter
[[j-r-r-tolkien|J. R. R. Tolkien]] sent a letter
tea with [[anwen-st-john|Anwen St. John]] at noon
tea with [[anwen-st-john|anwen st john]] at noon
met [[dr-jane-goodall|Dr. Jane Goodall]] and [[dr-jane-goodall|Jane Goodall]]
wrote to Grace  Brewster Hopper
# aliases and nicknames
[[grace-hopper|Amazing Grace]] sang
sang [[grace-hopper|amazing grace]], and [[grace-hopper|Amazing Grace]] sang too
[[rosalind-keay|Ros]] rang, then [[rosalind-keay|ros]] came over
[[bill-brandt|Billy]] and [[bill-brandt|the Duke]] are one
[[robert-bobby-fischer|Bobby]] played, [[robert-bobby-fischer|Robert Fischer]] won
dinner with [[中村-美咲|Misaki]]
# first names
Lunch with [[george-green|George]]
lunch with [[george-green|george]]
[[george-green|George]] called me
he told [[george-green|george]] about it
[[vint-cerf|Vint]]/[[george-green|George]]: call
# leading parts
[[martin-luther-king|Martin Luther]] spoke
[[martin-luther-king|martin luther]] spoke
[[martin-luther-king|Martin]] spoke
[[martin-luther-king|Martin King]] spoke
Martin Luther Kong spoke
# first name and initial
Met [[grace-hopper|Grace H]] at noon
Met [[grace-hopper|Grace H.]] at noon
Met [[grace-hopper|Grace H.]], then lunch
Met [[grace-hopper|Grace H.]]'s brother
Met [[grace-hopper|Grace H.]] and [[george-green|George G.]] of the office
Met [[grace-hopper|Grace H]].
Met [[grace-hopper|Grace H]]. Then home.
Met [[grace-hopper|Grace H]]...
(with [[grace-hopper|Grace H.]])
with [[grace-hopper|grace h]] at noon
[[martin-luther-king|Martin L. King]] and [[martin-luther-king|Martin Luther K.]] again
Met Grace Z at noon
Met Grace Z. at noon
[[alejandra-a|Alejandra]] a few times
Saw [[alejandra-a|Alejandra]] a lot
[[alejandra-a|Alejandra A.]] a few times
[[alejandra-a|Alejandra A]] and [[george-green|George]]
Saw [[ivo-smith|Ivo]] I think
# last names: only unique ones with a capital
met [[grace-hopper|Hopper]] at noon
[[grace-hopper|Hopper]] called
a talk by [[grace-hopper|Hopper]]
met hopper at noon
a hopper of corn
met Smith at noon
[[ivo-smith|Ivo Smith]] met [[eve-smith|Eve Smith]]
Henry Hopper called
met Henry Hopper
Met [[grace-hopper|Hopper]]. Hopper, that is.
Mr. [[grace-hopper|Hopper]] called
asked Dr [[grace-hopper|Hopper]]
the Green of the park
met [[charles-de-gaulle|de Gaulle]]
[[charles-de-gaulle|Charles]] and [[charles-de-gaulle|Charles de Gaulle]]
Charles de la Tour
# somebody else of the same name
Grace Jones sang
met Grace Jones
met Mary Grace
met [[grace-hopper|Grace]] Monday
gave [[grace-hopper|Grace]] IBM shares
told [[grace-hopper|Grace]] I'd call
Aunt [[grace-hopper|Grace]] called
# possessives
[[grace-hopper|Grace]]'s number
[[grace-hopper|Grace]]’s number
[[grace-hopper|Grace Hopper]]'s number
at [[george-green|george]]'s
[[charles-de-gaulle|Charles]]' house
[[mark-twain|mark]]'s house
the mark's size
# hyphens and apostrophes inside
[[anne-marie-oneil|Anne-Marie]] called
[[anne-marie-oneil|anne marie]] called
[[anne-marie-oneil|Anne-Marie O'Neil]] called
[[anne-marie-oneil|Anne-Marie O’Neil]]'s
[[anne-marie-oneil|Anne-Marie ONeil]]
met [[anne-marie-oneil|O'Neil]]
Anne called
# never part of a longer word
Anaïs and [[ana-lima|Ana]]
Anabel, Hannah, anagram
Ana-Maria came
ex-Ana
Ana2 ana_lima
[[ana-lima|Ana]]–[[george-green|George]] talks
Graces and Georges
willpower
# diacritics and case
met [[søren-kierkegaard|Soren]]
met [[søren-kierkegaard|Søren]]
met [[søren-kierkegaard|soren kierkegaard]]
met [[søren-kierkegaard|SOREN Kierkegaard]] today
met [[zoë-baker|Zoe]], [[zoë-baker|zoë]] and [[zoë-baker|Zoë]]
# any script
[[ада-лавлейс|Ада]] звонила
встреча: [[ада-лавлейс|ада лавлейс]]
[[प्रिया-शर्मा|प्रिया]] से मिला
मिला [[प्रिया-शर्मा|प्रिया शर्मा]] से
[[محمد-علي|محمد]] اتصل
昨日[[中村-美咲|中村美咲]]と昼食
昨日[[中村-美咲|中村 美咲]]と昼食
[[中村-美咲|美咲]]さんに電話
昨日[[中村-美咲|中村美咲]].と
林業の話
[[林]]: 電話
[[김-민수|김민수]]와 점심
[[김-민수|민수]]에게 전화
기민수 왔다
พบกับ[[สมชาย-ใจดี|สมชาย]]วันนี้
[[george-green|George]]と昼食
# ordinary words that are names too
lunch with [[grace-hopper|grace]]
met [[mark-twain|mark]]
met up with [[mark-twain|mark]] at noon
heard from [[grace-hopper|grace]]
wrote to [[grace-hopper|grace]] and [[george-green|george]]
lunch w/ [[grace-hopper|grace]]
lunch with [[george-green|George]] and [[grace-hopper|grace]] at noon
lunch with [[george-green|George]], [[grace-hopper|grace]] and [[will-power|will]]
[[grace-hopper|grace]] and [[george-green|George]] came
[[grace-hopper|grace]] called, and [[mark-twain|mark]] told me so
then [[grace-hopper|grace]] just rang
[[mark-twain|mark]] and I had lunch
me and [[grace-hopper|grace]] went home
all I met will call [[george-green|George]]
she and will call [[george-green|George]]
bill paid
I asked [[bill-brandt|Bill]] for the bill
I will call
I will call [[will-power|Will]] and will call [[george-green|George]]
met [[ana-lima|Ana]] and will call [[george-green|George]]
on the mark
a grace period
without grace
by the grace of god
The Will of the people
in April we met [[april-showers|April]]
in May, on May 3 and in early May
met [[may-vale|May]] in May
lunch with [[april-showers|April]] in April
we may meet [[may-vale|May]]
no bill came; the Bill was passed
# at the beginning of a sentence a capital says nothing
Will call him
Mark my words
Mark my words. Will call. Bill him.
- Will call him
yesterday: Will call him
"Mark my words"
[[will-power|Will]] called
[[mark-twain|Mark]] told me. [[bill-brandt|Bill]] agreed.
[[grace-hopper|Grace]] called
[[grace-hopper|Grace]] is moving
grace is a virtue
Grace period is over
[[grace-hopper|Grace]] and [[george-green|George]] came
[[grace-hopper|Grace]]'s new office
[[grace-hopper|Grace]]: lunch
[[will-power|Will]], [[george-green|George]]: lunch
[[mark-twain|Mark]] and I had lunch
[[grace-hopper|Hopper]]/[[george-green|Green]] sync
[[grace-hopper|Grace]]
Yesterday [[will-power|Will]] called
# what is not searched
grace@example.org and ada@grace.org
see https://example.org/Grace/George and www.grace.com
see `Grace Hopper` and people/grace-hopper.md
#Grace @George +grace
[Grace](https://example.org) and ![George](george.png)
C:\Users\George\Grace
~/George/notes and /home/George
# escapes, links, bold
\Grace and \George Green called
lunch (\George) and [[grace-hopper|Grace]]
[[grace-hopper]] came
[[grace-hopper|she]] came, and [[george-green|George]]
[[ George Green ]] came
**[[grace-hopper|Grace]]** came
**[[oprah-winfrey|Oprah Winfrey]]** came
**really important** and **Important** and **Action:** call
lunch with **[[oprah|Oprah]]**
**Kubernetes** is hard
**The Whole Team Of Ours** came
**lunch with [[george-green|George]]**
_[[george-green|George]]_ and *[[george-green|George]]*
# organizations and places
Morgan Stanley called
[[morgan-jones|Morgan]] of Morgan Stanley
concert in Grace Cathedral
at Luigi's with [[luigi-rossi|Luigi]]
met [[luigi-rossi|Luigi]]'s wife
"""

ROWS = [line for line in LINES.strip().split("\n") if not line.startswith("# ")]


def typed(line: str) -> str:
    """Return a line as it was typed, without the links that are expected."""
    return re.sub(r"\[\[(?:[^\[\]|]+\|)?([^\[\]]*)\]\]", r"\1", line)


OWN_LINKS = ("[[grace-hopper]] came", "[[grace-hopper|she]]", "[[ George Green ]]")


@pytest.mark.parametrize("line", ROWS)
def test_who_is_named_in_a_line(index: Index, line: str) -> None:
    assert linked(index, line if line.startswith(OWN_LINKS) else typed(line)) == line
    # What is linked stays linked, and nothing else comes.
    assert linked(index, line) == line
    assert len(ROWS) > 150


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("met Oprah Winfrey", ["Oprah Winfrey"]),
        ("lunch with Oprah", ["Oprah"]),
        ("lunch with Oprah and Bono at Luigi's", ["Oprah", "Bono"]),
        ("Oprah called", ["Oprah"]),
        ("Oprah Winfrey's show", ["Oprah Winfrey"]),
        ("wrote to Ludwig van Beethoven", ["Ludwig van Beethoven"]),
        ("Grace Jones sang", ["Grace Jones"]),
        ("met George and Henry Hopper", ["Henry Hopper"]),
        ("heard from Mary-Jane", ["Mary-Jane"]),
        ("asked Mr Potter", ["Potter"]),
        ("see [[oprah-winfrey]]", ["oprah-winfrey"]),
        ("lunch with oprah", []),
        ("Lunch at Hyde Park", []),
        ("moved to Berlin", []),
        ("in Rio Grande", []),
        ("met on Tuesday in March", []),
        ("met IBM and NASA", []),
        ("talked about Kubernetes", []),
        ("Will call", []),
        ("Coffee, then lunch. Nobody called.", []),
        ("visited Remington Rand", []),
        ("spoke English with George", []),
        ("the Rack Migration", []),
        ("joined Acme Ltd", []),
        ("\\Oprah Winfrey called", []),
        ("**Oprah Winfrey** called", []),
    ],
)
def test_a_name_that_fits_nobody(index: Index, line: str, unknown: list[str]) -> None:
    found = look(index, line).unknown
    assert [u.typed for u in found] == unknown
    assert all(line[u.start : u.end] == u.typed for u in found if "[[" not in line)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ('lunch with @new:"Oprah Winfrey" today', "lunch with [[oprah-winfrey|Oprah Winfrey]] today"),
        ("lunch with @new:“Oprah Winfrey” today", "lunch with [[oprah-winfrey|Oprah Winfrey]] today"),
        ("lunch with @new:Oprah's sister", "lunch with [[oprah|Oprah]]'s sister"),
        ('@new:"Grace Hopper" came', "[[grace-hopper|Grace Hopper]] came"),
        ("@new:Grace came", "[[grace|Grace]] came"),
        ("[[George]] came", "[[george-green|George]] came"),
    ],
)  # fmt: skip
def test_an_instruction_becomes_a_link(index: Index, line: str, after: str) -> None:
    assert linked(index, line) == after


def test_somebody_new_has_a_name_and_no_slug(index: Index) -> None:
    (mention,) = look(index, "**Oprah  Winfrey** came").mentions
    assert (mention.how, mention.slug, mention.name) == ("new", "", "Oprah Winfrey")
    (mention,) = look(index, '@new:"Oprah Winfrey" came').mentions
    assert (mention.how, mention.typed) == ("new", "Oprah Winfrey")
    assert linked(index, '@new:"Grace Hopper"') == "[[grace-hopper|Grace Hopper]]"


def test_a_part_that_is_something_else_is_left_alone(index: Index) -> None:
    line = "met May on May 3 with George"
    assert linked(index, line, taken=[(8, 16)]) == (
        "met [[may-vale|May]] on May 3 with [[george-green|George]]"
    )
    assert linked(index, line, taken=[(4, 7), (8, 16)]) == (
        "met May on May 3 with [[george-green|George]]"
    )


def test_what_a_link_leads_to_decides(index: Index) -> None:
    """A link to something that is no person is nobody, whatever its text."""
    index.journal.notes.joinpath("how-to.md").write_text("# How to\n")
    assert linked(index, "see [[nobody-at-all|Grace]]") == "see [[nobody-at-all|Grace]]"


def test_a_name_over_several_lines(index: Index) -> None:
    text = "Met Grace\nHopper and\r\nGeorge\r\n\r\n    Grace (code)\n\n```\nGrace\n```\nAna"
    assert linked(index, text) == (
        "Met [[grace-hopper|Grace]]\nHopper and\r\n[[george-green|George]]"
        "\r\n\r\n    Grace (code)\n\n```\nGrace\n```\n[[ana-lima|Ana]]"
    )


# ---------------------------------------------------------------- properties

_PIECES = st.sampled_from(
    (
        "Grace", "Grace Hopper", "grace", "Hopper", "GRACE", "H", "H.", "George", "Ana", "Anaïs",
        "Søren", "Soren", "So\u0308ren", "Zoe\u0308", "Zoe", "\u0308", "Martin Luther", "King",
        "Will", "will", "mark", "Mark", "may", "May", "in", "with", "met", "and", "the", "a", "I",
        "called", "'s", "’s", "'", "-", "\\", "[[", "]]", "|", "[", "]", "`", "**", "*", "_", "@",
        "#", "/", ".", ",", ":", "!", "?", "(", ")", '"', " ", "  ", "\n", "\r\n", "\t", "\u00a0",
        "🙂", "👩🏽‍💻", "中村", "美咲", "中村 美咲", "と", "林", "김민수", "와", "प्रिया", "สมชาย",
        "Oprah Winfrey", "x", "1", "\x00", "\u200d", "Anne-Marie", "O'Neil", "the Duke", "```", "    ",
    )
)  # fmt: skip
_TEXT = st.lists(_PIECES, max_size=14).map("".join)
_SPACED = st.lists(_PIECES, max_size=14).map(" ".join)


@settings(max_examples=300)
@given(text=st.one_of(_TEXT, _SPACED))
def test_the_text_without_its_links_is_the_text_as_typed(index: Index, text: str) -> None:
    if "[[" in text and "]]" in text:
        text = text.replace("]]", "")
    made = link(text, slugged(look(index, text).mentions))
    assert unlink(made) == text


@settings(max_examples=300)
@given(text=st.one_of(_TEXT, _SPACED))
def test_linking_twice_changes_nothing(index: Index, text: str) -> None:
    found = look(index, text)
    once = link(text, [m for m in found.mentions if m.slug])
    again = look(index, once)
    assert link(once, [m for m in again.mentions if m.slug]) == once
    assert [m.slug for m in again.mentions if m.slug] == [m.slug for m in found.mentions if m.slug]


@settings(max_examples=300)
@given(text=st.one_of(_TEXT, _SPACED, st.text(max_size=40)))
def test_nothing_in_the_middle_of_a_word_is_a_name(index: Index, text: str) -> None:
    import unicodedata

    done = 0
    for mention in look(index, text).mentions:
        assert done <= mention.start < mention.end <= len(text)
        done = mention.end
        if mention.how in ("link", "new") or text[mention.start] == "[":
            continue
        assert text[mention.start : mention.end] == mention.typed
        before, behind = text[: mention.start][-1:], text[mention.end :][:1]
        if mention.typed.isascii():
            assert not (before.isascii() and (before.isalnum() or before == "_") and before != "_")
            assert not (behind.isascii() and behind.isalnum())
        assert not behind or unicodedata.category(behind)[0] != "M"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("lunch with @new:Oprah Winfrey", "Oprah Winfrey"),
        ("lunch with @new:Oprah Winfrey and ada", "Oprah Winfrey"),
        ("@new:Oprah called", "Oprah"),
        ("@new:Oprah, Ada and I", "Oprah"),
        ("met @new:Oprah I think", "Oprah"),
        ("met @new:oprah Today", "oprah"),
        ("met @new:'Tom B' today", "Tom B"),
        ("met @new:'Tom O'Brien's' today", "Tom O'Brien's"),
        ("met @new:‘Tom B’ today", "Tom B"),
        ("met @new:“Tom van Berg” today", "Tom van Berg"),
        ("met @new:„Tom B“ today", "Tom B"),
    ],
)
def test_how_far_a_name_behind_new_goes(world: World, line: str, name: str) -> None:
    with world.index() as index:
        found = look(index, line).mentions
        (mention,) = [one for one in found if one.how == "new"]
        assert mention.name == name
