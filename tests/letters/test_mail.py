"""E-mails and paper: what is in them, and what a hostile note cannot put there."""

from __future__ import annotations

import re
from email import message_from_bytes, message_from_string, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hobnob.answers import Who
from hobnob.letters.mail import one_header, render_eml, render_mailto
from hobnob.letters.print_page import PrintedLetter, render_print_page
from hobnob.network.letters.drafts import LetterDraft, without_promises
from tests.conftest import World


def letter(name: str = "Grace Hopper", subject: str = "", **more: Any) -> LetterDraft:
    return LetterDraft(
        slug="x", path="x.md", date="2026-11-22", kind="letter", people=(Who(1, "grace", name),),
        subject=subject, **more,
    )  # fmt: skip


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_an_email_is_unsent_and_has_no_sender() -> None:
    data = render_eml(letter(subject="Hello"), "Dear Grace,\n\nhi.", {1: "grace@example.org"})
    message = read(data)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "Grace Hopper <grace@example.org>"
    assert message["Subject"] == "Hello"
    assert message["From"] is None
    assert message["Date"] is None
    assert message["Message-ID"] is None
    assert message.get_content() == "Dear Grace,\r\n\r\nhi.\r\n"
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_whoever_has_no_address_is_left_to_the_mail_program() -> None:
    assert read(render_eml(letter(), "Hi.", {}))["To"] is None
    for bad in ("no-address", "a@b@c", "@x", "a b@x", "a@x\r\nBcc: all@example.org"):
        message = read(render_eml(letter(), "Hi.", {1: bad}))
        assert message["Bcc"] is None
        assert set(message.keys()) <= {"X-Unsent", "To", "MIME-Version", "Content-Type",
                                       "Content-Transfer-Encoding"}  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    ["X\r\nBcc: all@example.org", "X\nBcc: a@b.example", "X\rBcc: a@b.example", "X\u2028Bcc: a@b.example",
     "X\x0bBcc: a@b.example", "X\x85Bcc: a@b.example", "a\x00b", '", <all@example.org>, "',
     "=?utf-8?q?Bcc:_x?=", "\u202egro.elpmaxe@live\u202c"],
)  # fmt: skip
def test_a_note_cannot_make_a_header(bad: str) -> None:
    message = read(render_eml(letter(bad, bad), "Hi.", {1: "grace@example.org"}))
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["grace@example.org"]
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", str(message["Subject"]))


@given(name=st.text(), subject=st.text(), body=st.text())
def test_whatever_a_note_says_stays_where_it_belongs(name: str, subject: str, body: str) -> None:
    body = "".join(c for c in body if not 0xD800 <= ord(c) < 0xE000).replace("\r", "")
    data = render_eml(letter(name, subject), body, {1: "grace@example.org"})
    message = read(data)
    assert set(message.keys()) <= {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type",
                                   "Content-Transfer-Encoding"}  # fmt: skip
    assert [address.addr_spec for address in message["To"].addresses] == ["grace@example.org"]
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_names_and_domains_of_any_script() -> None:
    message = read(
        render_eml(letter("中村 美咲", "Grüße, 美咲"), "Ümläut.", {1: "misaki@bücher.example"})
    )
    (address,) = message["To"].addresses
    assert (address.display_name, address.addr_spec) == (
        "中村 美咲",
        "misaki@xn--bcher-kva.example",
    )
    assert message["Subject"] == "Grüße, 美咲"
    assert message.get_content() == "Ümläut.\r\n"


def test_an_address_in_letters_of_another_script_comes_back() -> None:
    """RFC 6532: as it is, in UTF-8; only its domain and the name have a form in plain letters."""
    data = render_eml(letter("Jürgen Ü, Dr."), "x", {1: "ü@bücher.example"})
    message = message_from_string(data.decode(), policy=policy.SMTPUTF8)
    (address,) = message["To"].addresses
    assert (address.display_name, address.username, address.domain) == (
        "Jürgen Ü, Dr.", "ü", "xn--bcher-kva.example",
    )  # fmt: skip
    (of_bytes,) = read(data)["To"].addresses
    assert of_bytes.display_name == "Jürgen Ü, Dr."
    assert message["X-Unsent"] == "1"


@given(st.text())
def test_a_subject_comes_back_as_it_was(subject: str) -> None:
    back = read(render_eml(letter(subject=subject), "x", {}))["Subject"]
    assert (back or "") == one_header(subject)


@given(st.lists(st.text(st.characters(categories=("L", "P", "Zs", "N")), min_size=1), min_size=1))
def test_a_subject_of_many_long_words_comes_back(words: list[str]) -> None:
    test_a_subject_comes_back_as_it_was.hypothesis.inner_test(" ".join(words * 9))  # type: ignore[attr-defined]


@pytest.mark.parametrize("subject", ["Grüße an alle, die es wissen wollen, " * 4, "plain " * 40,
                                     "x" * 2_000, "中村 美咲" * 40, "a =?utf-8?q?b?= c"])  # fmt: skip
def test_a_long_subject_comes_back(subject: str) -> None:
    data = render_eml(letter(subject, subject), "x", {1: "a@b.example"})
    message = read(data)
    assert message["Subject"] == one_header(subject)
    # Python's reading of a name in several encoded words leaves the blanks between them in it.
    folded = re.search(r"To: ((?:=\?.*\?=\s+)+)<", data.decode())
    if folded:
        assert str(make_header(decode_header(folded[1]))) == one_header(subject)
    assert max(map(len, data.split(b"\r\n"))) <= 400


@pytest.mark.parametrize("name", ["Jürgen von und zu Grünwald-Hohenstein", "Smith, J. (\"Bob\")",
                                  "Plain Name " * 10, "=?utf-8?q?x?="])  # fmt: skip
def test_a_name_comes_back(name: str) -> None:
    message = read(render_eml(letter(name), "x", {1: "a@b.example"}))
    assert message["To"].addresses[0].display_name == one_header(name)


def test_several_people_are_several_addresses() -> None:
    several = LetterDraft(
        slug="x", path="x.md", date="2026-11-22", kind="letter",
        people=(Who(1, "a", "Ä Ö"), Who(2, "b", "B, C"), Who(3, "c", "")),
    )  # fmt: skip
    message = read(render_eml(several, "x", {1: "a@x.example", 2: "b@x.example", 3: "c@x.example"}))
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [
        ("Ä Ö", "a@x.example"), ("B, C", "b@x.example"), ("", "c@x.example"),
    ]  # fmt: skip


def test_a_link_begins_an_email() -> None:
    link = render_mailto(
        letter(subject="A & B?"), "Dear Grace,\n\n100 % & more", {1: "a+b@example.org"}
    )
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    assert unquote(parts.path) == "a+b@example.org"
    assert parse_qs(parts.query) == {
        "subject": ["A & B?"],
        "body": ["Dear Grace,\r\n\r\n100 % & more"],
    }
    assert "\r" not in link
    assert " " not in link
    assert (
        render_mailto(letter(), "x", {1: "a@x.example?bcc=b@x.example&subject=z"}).count("?") == 1
    )


def test_promises_to_oneself_do_not_go_out() -> None:
    body = "Dear Grace,\n\n- a list\n\n- [ ] ring her\n  * [x] done (by 2026-11-01)\n\nTim\n"
    assert without_promises(body) == "Dear Grace,\n\n- a list\n\nTim"


# ---------------------------------------------------------------- paper


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_of_letters_asks_nothing_of_anybody_and_escapes_all() -> None:
    bad = '<script>alert(1)</script><img src="https://example.org/x"> </style> & "quoted"'
    page = render_print_page(
        PrintedLetter(
            to=(bad, "Title"), date=bad, text=f"Dear {bad},\n\n*well* **done**, 2*3*4\n{bad}"
        )
        for _ in range(3)
    )
    tags = Tags()
    tags.feed(page)
    names = [tag for tag, _ in tags.tags]
    assert set(names) <= {
        "html",
        "meta",
        "title",
        "style",
        "article",
        "header",
        "p",
        "br",
        "em",
        "strong",
    }
    assert names.count("article") == 3
    assert tags.text.count("<script>") == 4 * 3
    assert "<em>well</em> <strong>done</strong>, 2*3*4" in page
    policy_ = next(a["content"] for t, a in tags.tags if a.get("http-equiv"))
    assert policy_ is not None
    assert policy_.startswith("default-src 'none'; style-src 'sha256-")
    assert "@page" in page
    assert "break-after: page" in page
    assert "https://" not in page.replace(bad, "").replace("https://example.org/x", "")


# ---------------------------------------------------------------- from the command line


@pytest.fixture
def written(world: World) -> World:
    world.person(
        "Grace Hopper", emails="grace@example.org", org="Remington Rand", location="Arlington"
    )
    world.person("Ada Lovelace")
    for date, who in (("2026-11-20", "grace-hopper"), ("2026-11-21", "ada-lovelace")):
        world.met(date, who, kind="letter", draft="true", subject="Hello",
                  body=f"Dear [[{who}]],\n\nhello.\n\n- [ ] ring\n")  # fmt: skip
    world.met("2026-12-01", "grace-hopper", kind="meeting", draft="true")
    return world


def test_files_are_stable_and_never_overwritten_unasked(written: World) -> None:
    said = written.run("drafts --eml outbox")
    assert said.code == 0
    assert "no e-mail address is known for Ada Lovelace" in said.err
    files = {path.name: path.read_bytes() for path in (written.root / "outbox").iterdir()}
    assert sorted(files) == [
        "2026-11-20-letter-grace-hopper.eml",
        "2026-11-21-letter-ada-lovelace.eml",
    ]
    assert written.run("drafts --eml outbox").err == said.err
    edited = written.root / "outbox/2026-11-20-letter-grace-hopper.eml"
    edited.write_bytes(b"mine")
    again = written.run("drafts --eml outbox")
    assert edited.read_bytes() == b"mine"
    assert "kept" in again.err
    assert written.run("drafts --eml outbox --force").code == 0
    assert edited.read_bytes() == files[edited.name]


def test_an_address_that_not_every_server_takes_is_told(written: World) -> None:
    written.run("set ada emails=ü@bücher.example")
    for command in ("drafts --eml outbox", "show ada --format eml"):
        said = written.run(command)
        assert said.code == 0
        assert "not every mail server takes the address ü@bücher.example" in said.err
    assert (
        "every mail server"
        not in written.run("show 2026-11-20-letter-grace-hopper --format eml").err
    )


def test_a_link_in_the_place_of_a_file_is_not_followed(written: World) -> None:
    (written.root / "outbox").mkdir()
    outside = written.root / "precious"
    outside.write_text("precious")
    (written.root / "outbox/2026-11-20-letter-grace-hopper.eml").symlink_to(outside)
    written.run("drafts --eml outbox --force")
    assert outside.read_text() == "precious"


def test_printing(written: World) -> None:
    assert written.run("drafts --print letters.html").code == 0
    page = (written.root / "letters.html").read_text(encoding="utf-8")
    assert page.count("<article>") == 2
    assert "Grace Hopper<br>Remington Rand<br>Arlington" in page
    assert "Dear Grace Hopper,</p>" in page
    assert "ring" not in page


@pytest.mark.parametrize("name", ["grace", "2026-11-20-letter-grace-hopper", "1"])
def test_one_letter_as_it_goes_out(written: World, name: str) -> None:
    written.run("drafts --plan x")
    written.run("remove 2026-12-01-meeting-grace-hopper")
    written.run("drafts")
    assert written.run(f"show {name} --format text").out == "Dear Grace Hopper,\n\nhello.\n"
    assert written.run(f"show {name} --format eml").out.startswith("X-Unsent: 1\r\nTo: Grace")
    assert written.run(f"show {name} --format mailto").out.startswith(
        "mailto:grace@example.org?subj"
    )
    assert (
        written.run(f"show {name} --format text --json").json["content"]
        == "Dear Grace Hopper,\n\nhello."
    )


def test_what_is_no_letter_has_no_such_form(written: World) -> None:
    said = written.run("show 2026-12-01-meeting-grace-hopper --format eml")
    assert (said.code, said.out) == (2, "")
