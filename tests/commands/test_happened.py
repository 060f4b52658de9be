"""An appointment becomes the record of what happened; its words stay as they are."""

from __future__ import annotations

import pytest

from tests.conftest import World

NOTE = (
    "---\r\n# agreed by telephone\r\ndate:   2026-12-02 12:30\r\npeople: [jose]\r\nkind: meal\r\n"
    "draft: true\r\nplace: Luigi's\r\n---\r\nlunch with [[jose|José]]  \r\n\r\nAsk for the list."
)
PATH = "interactions/2026/2026-12-02-lunch-jose.md"


@pytest.fixture
def agreed(world: World) -> World:
    world.person("José García", slug="jose", keep_in_touch="6 weeks")
    world.person("Ada Lovelace", slug="ada")
    world.write(PATH, NOTE.encode())
    return world


def text(world: World) -> str:
    return (world.notes / PATH).read_bytes().decode()


def test_it_took_place_and_not_a_word_changes(agreed: World) -> None:
    assert agreed.run("today --json", today="2026-12-02").json[0]["reason"] == "appointment"
    listed = agreed.run("today --json", today="2026-12-03").json
    assert [(need["n"], need["reason"]) for need in listed] == [(1, "happened"), (2, "cadence")]
    said = agreed.run("happened 1", today="2026-12-03")
    assert (said.code, text(agreed)) == (0, NOTE.replace("draft: true\r\n", ""))
    assert said.out.startswith("It took place: a meal with José García, yesterday at 12:30.")
    assert agreed.run("today --json", today="2026-12-03").json == []
    assert agreed.run("show jose --json", today="2026-12-03").json["last_contact"] == "2026-12-02"
    # The same again changes nothing.
    again = agreed.run("happened 2026-12-02-lunch-jose", today="2026-12-03")
    assert (again.code, "nothing changes" in again.err) == (0, True)
    assert agreed.run("undo", today="2026-12-03").code == 0
    assert text(agreed) == NOTE


def test_a_text_is_added_and_understood(agreed: World) -> None:
    line = "Ada came too; José promised to send the list by Friday, follow up in 2 weeks"
    said = agreed.run(["happened", "josé", line], today="2026-12-03")
    assert said.code == 0, said.err
    assert text(agreed) == NOTE.replace(
        "draft: true\r\nplace: Luigi's\r\n", "place: Luigi's\r\nfollow_up: 2026-12-17\r\n"
    ) + (
        "\r\n\r\n[[ada|Ada]] came too; [[jose|José]] promised to send the list by Friday, follow up"
        " in 2 weeks\r\n\r\n- [ ] [[jose]]: send the list (by 2026-12-04)\r\n"
    )
    assert "José García promised: send the list" in " ".join(said.out.split())


def test_he_is_the_one_who_was_there(agreed: World) -> None:
    said = agreed.run(["happened", "josé", "He promised to send the list"], today="2026-12-03")
    assert "José García promised: send the list." in " ".join(said.out.split())
    assert text(agreed).endswith(
        "list.\r\n\r\nHe promised to send the list\r\n\r\n- [ ] [[jose]]: send the list\r\n"
    )


def test_what_the_note_says_already_stays(agreed: World) -> None:
    agreed.run("set 2026-12-02-lunch-jose follow_up=2026-12-20")
    said = agreed.run(["happened", "josé", "follow up in 2 weeks"], today="2026-12-03")
    assert "follow_up: 2026-12-20" in text(agreed)
    assert "hobnob set 2026-12-02-lunch-jose follow_up=2026-12-17" in said.err


def test_it_took_place_on_another_day(agreed: World) -> None:
    said = agreed.run("happened josé", today="2026-12-01")
    assert (said.code, "--date" in said.err) == (2, True)
    assert agreed.run("happened josé --date 2026-12-02", today="2026-12-01").code == 2
    assert agreed.run("happened josé --date yesterday", today="2026-12-01").code == 0
    expected = NOTE.replace("draft: true\r\n", "").replace(":   2026-12-02 12:30", ":   2026-11-30")
    assert text(agreed) == expected


def test_it_did_not_take_place(agreed: World) -> None:
    said = agreed.run(["happened", "josé", "--no", "he is ill"], today="2026-12-01")
    assert said.out.startswith("Called off: a meal with José García, tomorrow at 12:30.")
    assert "outcome: cancelled\r\n" in text(agreed)
    assert "draft" not in text(agreed)
    assert text(agreed).endswith("Ask for the list.\r\n\r\nhe is ill\r\n")
    # Nobody was met, and nothing is wrong with the note.
    assert agreed.run("show jose --json", today="2026-12-03").json["last_contact"] is None
    assert [need["reason"] for need in agreed.run("today --json").json] == ["cadence"]
    assert agreed.run("check", today="2026-12-01").code == 0
    both = agreed.run("happened josé --no --date yesterday")
    assert both.code == 2


def test_what_is_meant(agreed: World) -> None:
    assert agreed.run("happened ada").code == 3
    # Of several, those whose day has come go before later ones; of several of these, none is taken.
    agreed.met("2026-12-20", "jose", kind="call", draft="true", slug="later")
    assert agreed.run("happened josé --dry-run", today="2026-12-03").code == 0
    agreed.met("2026-12-01", "jose", kind="call", draft="true", slug="before")
    said = agreed.run("happened josé", today="2026-12-03")
    assert (said.code, "before" in said.err, "later" in said.err) == (3, True, False)
    # A letter is sent, and does not happen.
    agreed.met("2026-12-01", "ada", kind="letter", draft="true", slug="x")
    said = agreed.run("happened x", today="2026-12-03")
    assert (said.code, "hobnob sent x" in said.err) == (2, True)
