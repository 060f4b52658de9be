"""What axe-core finds on a page of each kind: by day and by night, on a desktop and on a phone.

axe-core comes with `axe-playwright-python`, pinned in `pyproject.toml`: a newer one may know more.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

from tests.browser.kinds import PAGES
from tests.browser.serving import Served

_RUN = """async (rules) => {
  const options = {resultTypes: ['violations'], rules: {
    'label-content-name-mismatch': {enabled: true},
    // A table that the user wrote in a note.
    'empty-table-header': {enabled: false}}};
  if (rules) options.runOnly = {type: 'rule', values: rules};
  const {violations, passes} = await axe.run(document, options);
  return [passes.length, violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' ' + n.html.slice(0, 120)))];
}"""
_OF_COLOURS = ["color-contrast", "link-in-text-block"]
_SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize("size", _SIZES)
def test_axe_finds_nothing(browser: Browser, sample_site: Served, size: str) -> None:
    found: dict[str, list[str]] = {}
    context = browser.new_context(
        viewport=_SIZES[size],  # type: ignore[arg-type]
        is_mobile=size == "phone",
        has_touch=size == "phone",
        reduced_motion="reduce",
        # The policy of the pages forbids what a test injects.
        bypass_csp=True,
    )
    page = context.new_page()
    for kind, path in PAGES.items():
        page.goto(sample_site.at(quote(path)))
        assert page.title().endswith("The sample journal"), kind
        page.evaluate(AXE_SCRIPT)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # Only colours differ by night.
            passed, wrong = page.evaluate(_RUN, _OF_COLOURS if scheme == "dark" else None)
            assert passed or scheme == "dark", "axe looked at nothing"
            if wrong:
                found[f"{kind}, {scheme}"] = wrong
    context.close()
    assert found == {}
