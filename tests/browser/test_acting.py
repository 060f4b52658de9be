"""A served page acts as the commands do, and nobody else can make it act."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.watching import Watch
from tests.conftest import World
from tests.site.test_half_typed import Serving, until

_TOKEN = re.compile(r'data-token="([^"]+)"')


@dataclass
class Acting:
    """A journal that is being served; each test has people of its own in it."""

    world: World
    url: str

    def note(self, path: str) -> str:
        """The text of a note."""
        return (self.world.root / "notes" / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Edit a note as an editor would."""
        text = self.note(path)
        assert old in text
        self.world.write(path, text.replace(old, new))

    @property
    def token(self) -> str:
        """The token that the pages have."""
        with urlopen(self.url) as answer:  # noqa: S310 - of this machine
            found = _TOKEN.search(answer.read().decode())
        assert found
        return found[1]

    def ask(self, method: str = "POST", body: Any = None, **headers: str) -> int:
        """Ask as a program that sends what it likes; return the status."""
        sent = {
            "Content-Type": "application/json", "Origin": self.url.rstrip("/"),
            "X-Hobnob-Token": self.token, "Sec-Fetch-Site": "same-origin",
        } | {name.replace("_", "-"): value for name, value in headers.items()}  # fmt: skip
        data = None if method == "GET" else json.dumps(body or {}).encode()
        sent = {name: value for name, value in sent.items() if value}
        request = Request(f"{self.url}.hobnob/act", data, sent, method=method)  # noqa: S310
        try:
            with urlopen(request) as answer:  # noqa: S310
                return int(answer.status)
        except HTTPError as error:
            return error.code


@pytest.fixture(scope="module")
def acting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Acting]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        world = World(tmp_path_factory.mktemp("acting") / "journal")
        world.settle()
        world.person(
            "Ada Byron", body="- [ ] send the notes (by 2026-11-20)\n- [ ] ring (by 2026-11-21)"
        )
        world.person("Bob Ray", circle="inner")
        world.met("2026-01-05", "bob-ray", slug="january")
        world.person("Cleo Marsh")
        world.met("2026-11-21", "cleo-marsh", slug="coffee", kind="meeting", draft="true")
        world.met(
            "2026-11-20", "cleo-marsh", slug="hello", kind="email", draft="true", body="Dear Cleo,"
        )
        world.person("Grace Hopper")
        world.person("Grace Kelly")
        world.met("2026-11-01", "grace-hopper", slug="met-grace")
        world.person("Dora Lind")
        world.person("Emil Wu", introduced_by="dora-lind")
        world.met("2026-11-12", "emil-wu", slug="met-emil")
        world.write("plans/roles.md", "---\nname: Roles\npeople: [emil-wu, grace-hopper]\n---\n")
        site = Serving(world)
        try:
            until(lambda: "Ada" in site.page("people/ada-byron.html"))
            yield Acting(world, f"http://127.0.0.1:{site.port}/")
        finally:
            site.close()


def row(page: Page, name: str, why: str = "") -> Any:
    """The row of Today about somebody."""
    return page.locator(".hb-need", has_text=name).filter(has_text=why).first


def choose(page: Page, name: str, action: str, why: str = "") -> None:
    """Choose an action from the menu of a row."""
    at = row(page, name, why)
    at.locator("summary").click()
    at.locator(".hb-act").get_by_role("button", name=action, exact=True).click()


def stay(page: Page) -> Page:
    """Let a page not load again by itself, which would come at any moment of a test."""
    page.route(
        "**/livereload/*/*.js",
        lambda route: route.fulfill(body="", content_type="text/javascript"),
    )
    return page


def said(page: Page) -> Any:
    return page.locator(".hb-said")


def test_a_promise_is_ticked_and_undone(acting: Acting, page: Page, open_page: OpenPage) -> None:
    """In two tabs, while an editor changes the note: nothing is lost."""
    other = open_page()
    for tab in (stay(page), other):
        tab.goto(acting.url)
    acting.edit("people/ada-byron.md", "- [ ] ring", "Likes tea.\n\n- [ ] ring")
    choose(page, "Ada Byron", "Done", "send the notes")
    expect(said(page)).to_contain_text("Kept: send the notes")
    assert "[x] send the notes" in acting.note("people/ada-byron.md")
    assert "Likes tea." in acting.note("people/ada-byron.md")
    # The other tab shows it after it has loaded again by itself.
    expect(other.locator(".hb-need", has_text="send the notes")).to_be_hidden(timeout=15_000)
    # What was said outlasts the reload, with the way back.
    page.reload()
    expect(page.locator(".hb-need", has_text="send the notes")).to_be_hidden()
    said(page).get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("Taken back")
    assert "[ ] send the notes" in acting.note("people/ada-byron.md")
    assert "Likes tea." in acting.note("people/ada-byron.md")


def test_the_page_of_a_person_ticks_too(acting: Acting, page: Page) -> None:
    stay(page).goto(f"{acting.url}people/ada-byron.html")
    at = page.locator(".hb-now__row", has_text="ring")
    at.hover()
    at.locator(".hb-quick").get_by_role("button", name="Done").click()
    expect(said(page)).to_contain_text("Kept: ring")
    said(page).get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("Taken back")


def test_somebody_rests(acting: Acting, page: Page, watch: Watch) -> None:
    watch.allowed.append("400")
    stay(page).goto(acting.url)
    choose(page, "Bob Ray", "Put off")
    sheet = page.locator(".hb-ask")
    sheet.get_by_label("Until when").fill("the day before yesterday")
    sheet.get_by_role("button", name="Put off").click()
    # What is wrong is said beside the row.
    expect(row(page, "Bob Ray").locator(".hb-wrong")).to_contain_text("SPAN")
    choose(page, "Bob Ray", "Put off")
    page.locator(".hb-ask").get_by_role("button", name="1 month").click()
    expect(said(page)).to_contain_text("Bob Ray: rests until 22 December 2026")
    assert "snooze: 2026-12-22" in acting.note("people/bob-ray.md")


def test_a_letter_was_sent_and_an_appointment_took_place(acting: Acting, page: Page) -> None:
    stay(page).goto(acting.url)
    choose(page, "Cleo Marsh", "Mark as sent", "not sent")
    expect(said(page)).to_contain_text("Sent: email to Cleo Marsh")
    assert "draft" not in acting.note("interactions/2026/hello.md")
    choose(page, "Cleo Marsh", "It took place", "past appointment")
    page.locator(".hb-ask textarea").fill("She promised to send the list by Friday")
    page.get_by_role("button", name="Write it down").click()
    expect(said(page)).to_contain_text("It took place")
    note = acting.note("interactions/2026/coffee.md")
    assert "draft" not in note
    assert "- [ ] [[cleo-marsh]]: send the list (by 2026-11-27)" in note


def test_a_line_is_shown_before_it_is_saved(acting: Acting, page: Page) -> None:
    stay(page).goto(f"{acting.url}people/grace-hopper.html")
    page.evaluate("hobnobAct.log()")
    sheet = page.locator(".hb-ask")
    sheet.locator("textarea").fill("Tea with Grace about compilers")
    expect(sheet).to_contain_text("Grace → Grace Hopper")
    before = {*acting.world.root.rglob("*.md")}
    # Another name may be chosen: the line then says it itself.
    sheet.get_by_role("button", name="Grace Kelly instead").click()
    expect(sheet).not_to_contain_text("instead")
    assert (
        sheet.locator("textarea").input_value() == "Tea with [[grace-kelly|Grace]] about compilers"
    )
    # Nothing was written yet; and what is being written outlasts a reload.
    assert {*acting.world.root.rglob("*.md")} == before
    page.reload()
    expect(sheet.locator("textarea")).to_have_value(
        "Tea with [[grace-kelly|Grace]] about compilers"
    )
    sheet.get_by_role("button", name="Save").click()
    expect(said(page)).to_contain_text("with Grace Kelly")
    (new,) = {*acting.world.root.rglob("*.md")} - before
    assert "people: [grace-kelly]" in new.read_text() or "- grace-kelly" in new.read_text()
    said(page).get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("Taken back")
    assert not new.exists()


def test_whose_a_promise_is_and_a_name_that_is_nearly_right_may_be_chosen(
    acting: Acting, page: Page
) -> None:
    stay(page).goto(acting.url)
    page.evaluate("hobnobAct.log()")
    sheet, line = page.locator(".hb-ask"), page.locator(".hb-ask textarea")
    line.fill("New shelves with Grace Hopper and Cleo Marsh. she will send the list; met dorra")
    expect(sheet).to_contain_text("she → Cleo Marsh")
    sheet.get_by_role("button", name="Grace Hopper instead").click()
    expect(sheet).to_contain_text("Grace Hopper promised")
    expect(sheet).to_contain_text("Not used: dorra.")
    line.press("End")
    line.type(" and Emill")
    expect(sheet).to_contain_text("Not used: Emill.")
    sheet.get_by_role("button", name="Emil Wu instead").click()
    sheet.get_by_role("button", name="Dora Lind instead").click()
    expect(sheet).not_to_contain_text("instead")
    expect(line).to_have_value(
        "New shelves with Grace Hopper and Cleo Marsh. [[grace-hopper|she]] will send the list; "
        "met [[dora-lind|dorra]] and [[emil-wu|Emill]]"
    )
    sheet.get_by_role("button", name="Cancel").click()


def test_words_that_are_not_saved_are_kept(acting: Acting, page: Page) -> None:
    """Esc closes the sheet, and Log opens the words again; Cancel forgets them."""
    stay(page).goto(acting.url)
    page.locator(".hb-bar").get_by_role("button", name="Log").click()
    sheet = page.locator(".hb-ask")
    sheet.locator("textarea").fill("Walked with Grace Kelly")
    page.keyboard.press("Escape")
    expect(said(page)).to_contain_text("Not saved yet")
    page.reload()
    expect(sheet).to_have_count(0)
    # Of somebody else nothing is written yet.
    page.evaluate("hobnobAct.log('Ada Byron', 'ada-byron')")
    expect(sheet.locator("textarea")).to_have_value("")
    sheet.get_by_role("button", name="Cancel").click()
    page.locator(".hb-bar").get_by_role("button", name="Log").click()
    expect(sheet.locator("textarea")).to_have_value("Walked with Grace Kelly")
    sheet.get_by_role("button", name="Cancel").click()
    page.locator(".hb-bar").get_by_role("button", name="Log").click()
    expect(sheet.locator("textarea")).to_have_value("")


def test_a_line_is_logged_by_the_keyboard_alone(acting: Acting, page: Page) -> None:
    stay(page).goto(f"{acting.url}people/grace-hopper.html")
    page.keyboard.press("l")
    sheet = page.locator(".hb-ask")
    expect(sheet).to_contain_text("Log with Grace Hopper")
    expect(sheet).to_contain_text("Ctrl+Enter")
    page.keyboard.type("Call about loons")
    expect(sheet.get_by_role("button", name="Save")).to_be_enabled()
    page.keyboard.press("Control+Enter")
    expect(said(page)).to_contain_text("Logged")
    page.goto(acting.url)
    page.keyboard.press("?")
    expect(page.locator(".hb-keys dt", has_text="l").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    expect(sheet.get_by_role("heading")).to_have_text("Log")


def test_any_page_says_what_was_logged_and_what_it_settles(acting: Acting, page: Page) -> None:
    """The list of people has no needs; a line is logged there as well."""
    stay(page).goto(f"{acting.url}people/index.html")
    page.locator(".hb-bar").get_by_role("button", name="Log").click()
    page.locator(".hb-ask textarea").fill("Coffee with Dora Lind")
    page.locator(".hb-ask").get_by_role("button", name="Save").click()
    expect(said(page)).to_contain_text("settled: the thanks you owed")
    said(page).get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("Taken back")


def test_a_next_move_of_a_plan_is_logged_in_the_plan(acting: Acting, page: Page) -> None:
    stay(page).goto(f"{acting.url}plans/roles.html")
    move = page.locator(".hb-move", has_text="Grace Hopper")
    move.locator("summary").click()
    move.locator(".hb-act").get_by_role("button", name="Log").click()
    before = {*acting.world.root.rglob("*.md")}
    sheet = page.locator(".hb-ask")
    expect(sheet).to_contain_text("for the plan roles")
    sheet.get_by_role("button", name="Save").click()
    expect(said(page)).to_contain_text("Grace Hopper")
    (new,) = {*acting.world.root.rglob("*.md")} - before
    assert "plan: roles" in new.read_text()
    said(page).get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("Taken back")


def test_what_is_saved_is_what_was_shown(acting: Acting, page: Page, watch: Watch) -> None:
    """If the journal changes in between, nothing is written, and the page says so."""
    watch.allowed.append("409")
    stay(page).goto(f"{acting.url}people/grace-hopper.html")
    page.locator("main").get_by_role("button", name="Log").first.click()
    sheet = page.locator(".hb-ask")
    sheet.locator("textarea").fill("Walked with Zoe Quill in the rain")
    expect(sheet).to_contain_text("Zoe Quill")
    acting.world.person("Zoe Quill")
    before = {*acting.world.root.rglob("*.md")}
    sheet.get_by_role("button", name="Save").click()
    expect(sheet).to_contain_text("has changed meanwhile; nothing was written")
    assert {*acting.world.root.rglob("*.md")} == before
    assert sheet.locator("textarea").input_value() == "Walked with Zoe Quill in the rain"


def test_nobody_else_is_heard(acting: Acting, open_page: OpenPage, watch: Watch) -> None:
    """Another origin, a wrong token, another method, another form; and a page of another site."""
    ref = {"do": "undo", "change": "zz"}
    assert acting.ask(body=ref) == 404
    assert acting.ask("GET") == 405
    for headers in (
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": ""},
        {"Origin": acting.url.replace("127.0.0.1", "localhost").rstrip("/")},
        {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
        {"X_Hobnob_Token": ""}, {"X_Hobnob_Token": acting.token[:-1] + "é"},
    ):  # fmt: skip
        assert acting.ask(body=ref, **headers) == 403, headers
    assert acting.ask(body=ref, Host="evil.example", Origin="http://evil.example") == 421
    assert acting.ask(body=ref, Content_Type="text/plain") == 415
    assert acting.ask(body={"do": "log", "text": "x" * 70_000}) == 413
    for body in ({"do": "rename"}, {"do": "done"}, {"do": "done", "ref": ["a"]}, {"do": ["done"]}):
        assert acting.ask(body=body) == 400, body
    # A page of another site may send a form, but no JSON, and reads no answer.
    for mode, kind in (("no-cors", "text/plain"), ("cors", "application/json")):
        answer = open_page().evaluate(
            """async ([url, token, mode, kind]) => {
              try {
                const sent = await fetch(url + ".hobnob/act", {method: "POST", mode,
                  headers: {"Content-Type": kind, "X-Hobnob-Token": token},
                  body: '{"do": "log", "text": "Tea with Ada", "seen": "x"}'});
                return sent.type + sent.status;
              } catch (error) { return "stopped"; }
            }""",
            [acting.url, acting.token, mode, kind],
        )
        assert answer in ("stopped", "opaque0")
    watch.allowed += ["403", "405", "CORS", "ERR_FAILED", "blocked", "ERR_BLOCKED"]


def test_a_build_has_no_way_to_act(acting: Acting, built: Any) -> None:
    assert built.where("data-token") == []
    assert built.where("acting.js") == []
    assert built.where(".hobnob/act") == []
