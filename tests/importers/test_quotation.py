"""What a message says itself, beside what an independent library finds in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.importers.html_text import text_of_html
from hobnob.importers.mail.head import local_time, parse_head
from hobnob.importers.mail.letters import decode
from hobnob.importers.mail.quotation import _LAST_SIGNS, _WROTE, new_text

QUOTE = "> Shall we meet?\n> Tim\n"


@pytest.mark.parametrize(
    "wrote",
    [
        "On Mon, 2 Nov 2026 at 09:00, Tim <tim@example.org> wrote:",
        "On Mon, 2 Nov 2026 at 09:00, Tim <tim@example.org>\nwrote:",
        "Am 02.11.2026 um 09:00 schrieb Tim:",
        "Le lun. 2 nov. 2026 à 09:00, Tim <tim@example.org> a écrit :",
        "El lun, 2 nov 2026 a las 9:00, Tim (<tim@example.org>) escribió:",
        "Il giorno lun 2 nov 2026 alle ore 09:00 Tim <tim@example.org> ha scritto:",
        "Em seg., 2 de nov. de 2026 às 09:00, Tim <tim@example.org> escreveu:",
        "Op ma 2 nov 2026 om 09:00 schreef Tim <tim@example.org>:",
        "Den mån 2 nov 2026 kl 09:00 skrev Tim <tim@example.org>:",
        "2026年11月2日 Tim <tim@example.org>:",
    ],
)
def test_what_is_quoted_below_is_left_out(wrote: str) -> None:
    assert new_text(f"Gladly.\n\n{wrote}\n\n{QUOTE}") == "Gladly."
    # Above an answer, too.
    assert new_text(f"{wrote}\n{QUOTE}\nGladly.") == "Gladly."


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Gladly.\n\n-----Original Message-----\nFrom: Tim\nSent: Monday\n\nShall we?", "Gladly."),
        ("Gladly.\n\nVon: Tim\nGesendet: Montag\nAn: Ada\nBetreff: x\n\nWann?", "Gladly."),
        ("Gladly.\n________________________________\nDe : Tim\nEnvoyé : lundi\n\nx", "Gladly."),
        ("Gladly.\n\n-- \nAda\nCountess", "Gladly."),
        ("Gladly.\n\nSent from my iPhone", "Gladly."),
        ("Gladly.\n\nVon meinem iPhone gesendet", "Gladly."),
        ("Gladly.\n\nBest,\nAda\n\nP.S. Bring the moth.", "Gladly.\n\nBest,\nAda\n\nP.S. Bring the moth."),
        ("I bring:\n- tea\n- a moth", "I bring:\n- tea\n- a moth"),
        ("> When?\nAt noon.\n> Where?\nHere.", "> When?\nAt noon.\n> Where?\nHere."),
        ("From: here to there it is far.\n\nI wrote:\nnothing", "From: here to there it is far.\n\nI wrote:\nnothing"),
        ("She wrote:\n\nmore below", "She wrote:\n\nmore below"),
        ("> all\n> of it", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_in_doubt_a_line_stays(text: str, new: str) -> None:
    assert new_text(text) == new


def test_the_library_agrees_on_plain_answers() -> None:
    reader = pytest.importorskip("mailparser_reply").EmailReplyParser(languages=["en", "de", "fr"])
    for wrote in ("On Mon, 2 Nov 2026, Tim wrote:", "Am 02.11.2026 um 09:00 schrieb Tim:",
                  "Le lun. 2 nov. 2026 à 09:00, Tim a écrit :"):  # fmt: skip
        for answer in ("Gladly.", "Dear Tim,\n\nyes.\n\nAda"):
            text = f"{answer}\n\n{wrote}\n{QUOTE}"
            assert new_text(text) == reader.read(text).replies[0].body.strip() == answer


def test_html_is_its_text() -> None:
    assert text_of_html("<p>a&lt;b<br>c<script>x()</script></p><p>d <a href='https://e.example/f'>e</a>"
                        ) == "a<b\nc\n\nd e (https://e.example/f)"  # fmt: skip
    assert text_of_html("<blockquote>old</blockquote>new") == "> old\n>\nnew"
    assert text_of_html("<div>a</div><!-- x --><style>b{") == "a"
    assert text_of_html("<head><title>t<body>shown") == "shown"


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        (b"caf\xe9", "us-ascii", "café"), ("café".encode(), "x-none", "café"),
        (b"caf\xe9", "utf-8", "café"), (b"\x93x\x94", "iso-8859-1", "“x”"),
        ("名前".encode("cp932"), "Shift_JIS", "名前"), (b"x", "zlib", "x"), (b"\x81", "", "\x81"),
    ],
)  # fmt: skip
def test_letters_are_read_whatever_set_is_named(data: bytes, charset: str, text: str) -> None:
    assert decode(data, charset) == text


def test_a_header_is_read_as_it_is_meant() -> None:
    head = parse_head(
        b'From: =?utf-8?Q?Hopper=2C_Gr=C3=A1ce?= <G@X.example>\nTo: "a@b.example" <a@b.example>,\n'
        b" undisclosed-recipients:;\nSubject: =?utf-8?B?Q2Fm?= =?utf-8?B?w6k=?= again\n"
        b"Date: Sun, 22 Nov 2026 08:15:00 +0000\nBroken line\nIn-Reply-To: <x@y> (yesterday)\n",
        "2026-11-22",
    )
    assert head.sender
    assert (head.sender.name, head.sender.email) == ("Gráce Hopper", "g@x.example")
    assert [(one.name, one.email) for one in head.to] == [("", "a@b.example")]
    assert (head.subject, head.answers, head.id[:11]) == ("Café again", ("x@y",), "without-id-")
    assert local_time("not a day") == local_time("") == ""


_PIECES = ("On ", "Am ", "wrote", " schrieb", "のメール", "さんは書きました", "写道", "작성", "<a@b>", ":", "：",
           " ", "x", "\n", "Il ", " ha scritto")  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join) | st.text(max_size=30))
def test_a_line_that_names_a_writer_ends_with_one_of_a_few_signs(text: str) -> None:
    """Lines that end otherwise are not searched."""
    text = " ".join(text.split())
    if _WROTE.search(text):
        assert text.endswith(_LAST_SIGNS)
