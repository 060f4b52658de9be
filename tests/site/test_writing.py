"""However many processes write a site, it is the same site."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hobnob.site.links import page_file, page_url
from tests.conftest import World
from tests.site.building import build


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
@pytest.mark.parametrize("share", [False, True])
def test_helpers_write_the_same(
    sample: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: bool
) -> None:
    monkeypatch.setattr("hobnob.site.writing.available_workers", lambda: 0)
    alone = build(sample, tmp_path / "alone", today="2026-11-22", share=share)
    monkeypatch.setattr("hobnob.site.writing.available_workers", lambda: 2)
    monkeypatch.setattr("hobnob.site.writing._MANY", 0)
    helped = build(sample, tmp_path / "helped", today="2026-11-22", share=share)
    assert helped.bytes() == alone.bytes()


@pytest.mark.parametrize("directory_urls", [False, True])
@pytest.mark.parametrize(
    "uri",
    ["people/index.md", "people/ada.md", "people/index_.md", "people/søren å.md", "people/中.md"],
)
def test_addresses_are_those_of_mkdocs(uri: str, *, directory_urls: bool) -> None:
    from mkdocs.structure.files import File

    theirs = File(uri, None, "site", directory_urls)
    assert page_file(uri, directory_urls=directory_urls) == theirs.dest_uri
    assert page_url(uri, directory_urls=directory_urls) == theirs.url
