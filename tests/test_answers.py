"""Answers: their keys in JSON, and the manual's words for them, come from the declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hobnob.answers import (
    Day,
    DayOrNone,
    Document,
    Entry,
    Exact,
    Slug,
    SlugOrNone,
    Who,
    heading,
    hidden,
    keys_of,
    plural,
    spread,
    summary_of,
    to_json,
)
from tests.documents import mistakes


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part.

    Attributes:
        name: what it
            is called.
        rate, low: from 0 to 1.
    """

    name: str
    rate: float | None
    low: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is asked; see [there](there.md).

    It has a second paragraph.

    Attributes:
        who: with whom.
        since: from when on.
        parts: the parts.
        counts: how many
            of each.
        inner: for the page.
    """

    note: Document = spread()
    who: tuple[Who, ...]
    since: Day
    until: DayOrNone = ""
    about: Entry | None = None
    plan: SlugOrNone = ""
    parts: tuple[Part, ...] = ()
    tags: frozenset[Slug] = frozenset()
    counts: Mapping[str, int]
    inner: str = hidden("")


ANSWER = Answer(
    note={"type": "person"},
    who=(Who(1, "ada", "Ada"), Who(None, "Zed", "Zed")),
    since="",
    about=Entry("2026-x", "2026-11-22"),
    parts=(Part(name="x", rate=1 / 3), Part(name="y", rate=None)),
    tags=frozenset({"b", "a"}),
    counts={"call": 2},
    inner="s",
)


def test_fields_become_keys_in_their_order() -> None:
    assert list(to_json(ANSWER).items()) == [
        ("type", "person"),
        ("who", ["ada", "Zed"]),
        ("since", ""),
        ("until", None),
        ("about", "2026-x"),
        ("plan", None),
        (
            "parts",
            [
                {"name": "x", "rate": 0.333333, "low": 0.0},
                {"name": "y", "rate": None, "low": 0.0},
            ],
        ),
        ("tags", ["a", "b"]),
        ("counts", {"call": 2}),
    ]


@dataclass(frozen=True, kw_only=True)
class Whole:
    """An answer with the keys of a note and of another answer among its own."""

    note: Document = spread()
    part: Part = spread()
    hoped: Exact | None


@dataclass(frozen=True, kw_only=True)
class Several:
    """Several of them."""

    wholes: tuple[Whole, ...]
    counts: Mapping[str, int | None]


def test_what_the_user_typed_is_printed_as_it_is_and_the_rest_is_rounded() -> None:
    third = 1 / 3
    whole = Whole(
        note={"expect": {"met": third}}, part=Part(name="x", rate=third), hoped=Exact(third)
    )
    assert to_json(whole) == {
        "expect": {"met": third}, "name": "x", "rate": 0.333333, "low": 0.0, "hoped": third,
    }  # fmt: skip
    assert [key.holds for key in keys_of(Several)] == [
        "list of objects: `name`, `rate`, `low`, `hoped`",
        "object of numbers or null",
    ]


def test_the_manual_has_the_words_of_the_declaration() -> None:
    assert summary_of(Answer) == "What is asked; see [there](there.md)."
    assert [tuple(key) for key in keys_of(Answer)] == [
        ("who", "list of slugs", "with whom"),
        ("since", "date", "from when on"),
        ("until", "date or null", ""),
        ("about", "slug or null", ""),
        ("plan", "slug or null", ""),
        ("parts", "list of objects: `name`, `rate`, `low`", "the parts"),
        ("tags", "list of slugs", ""),
        ("counts", "object of numbers", "how many of each"),
    ]
    assert [key.means for key in keys_of(Part)] == [
        "what it is called",
        "from 0 to 1",
        "from 0 to 1",
    ]
    assert [key.holds for key in keys_of(Part)] == ["text", "number or null", "number"]


def test_a_field_leads_to_the_keys_of_what_it_holds() -> None:
    holds = {key.name: key.holds for key in keys_of(Answer, linked=[Part])}
    assert holds["parts"] == "list of [parts](#part)"
    assert plural("[glass](#glass)") == "[glasses](#glass)"
    assert heading(Answer) == "answer"


def test_a_document_that_is_not_as_its_class_says_is_told() -> None:
    document = to_json(ANSWER)
    assert list(mistakes(Answer, document)) == []
    document["parts"][0]["more"] = document.pop("since")
    document["until"], document["plan"] = 3, ""
    assert list(mistakes(Answer, document)) == [
        ".since: not printed",
        ".until: 3 is no date or null",
        ".parts[0].more: no field of Part",
    ]
