"""What a page offers to do, in a browser: a command is copied, a code drawn, a brief printed."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.serving import Served

PERSON = "people/gillian-tranter.html"


def test_a_command_is_copied_and_said(sample_site: Served, open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(sample_site.at())
    row = page.locator(".hb-need:visible").first
    row.hover()
    row.locator(".hb-quick").get_by_role("button", name="Done").click()
    command = row.locator(".hb-quick button").first.get_attribute("data-command")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_text(f"Copied: {command}")
    assert page.evaluate("navigator.clipboard.readText()") == command
    # With the keys: the menu opens, Escape closes it and the focus is back.
    menu = row.locator("summary")
    menu.press("Enter")
    expect(row.get_by_role("button", name="Put off").last).to_be_visible()
    page.keyboard.press("Escape")
    expect(row.locator("details")).not_to_have_attribute("open", "")
    expect(menu).to_be_focused()


def test_without_scripts_the_commands_are_text(sample_site: Served, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(sample_site.at())
    row = page.locator(".hb-need:visible").first
    row.locator("summary").click()
    expect(row.locator("kbd").first).to_contain_text("hobnob done ")


def test_a_brief_is_the_page_in_short(sample_site: Served, page: Page) -> None:
    page.goto(sample_site.at(PERSON))
    entries = page.locator(".hb-entry:visible")
    page.locator(".hb-act__more > summary").click()
    page.get_by_role("link", name="Brief").click()
    expect(entries).to_have_count(3)
    edge = "12mm"
    margin: Any = {"top": edge, "bottom": edge, "left": edge, "right": edge}
    sheet = page.pdf(format="A4", margin=margin)
    assert len(re.findall(rb"/Type /Page\b", sheet)) == 1
    page.get_by_role("button", name="The whole page").click()
    expect(entries).not_to_have_count(3)


CODES = [
    ("Hi", 0, "4239f750b24aa004"),
    ("BEGIN:VCARD\r\nFN:中村 美咲\r\nEND:VCARD", 3, "4acb8fd10d1887c6"),
    ("x" * 300, 5, "58c406cc390a51a7"),
    ("é" * 200, 6, "e9b9e19e54a146d5"),
]
"""Texts with a mask, and the digest of the code that an independent program (qrcode 8) makes."""


def test_a_code_is_as_the_standard_says(sample_site: Served, page: Page) -> None:
    page.goto(sample_site.at(PERSON))
    page.locator(".hb-act__more > summary").click()
    page.locator(".hb-qr summary").click()
    expect(page.locator(".hb-qr svg")).to_be_visible()
    for text, mask, digest in CODES:
        rows: Any = page.evaluate("([text, mask]) => hobnobQr(text, mask)", [text, mask])
        drawn = "\n".join("".join(map(str, row)) for row in rows)
        assert sha256(drawn.encode()).hexdigest()[:16] == digest, text[:20]
    # A text that does not fit has no code, rather than a wrong one.
    assert page.evaluate("hobnobQr('x'.repeat(900))") is None
