"""The band on an organization's page, and the timeline of the people there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.conftest import TODAY, World
from tests.site.building import build
from tests.site.hostile import SCRIPT
from tests.site.test_incremental import build as build_again
from tests.site.test_incremental import clean
from tests.site.test_refresh import different


def test_who_was_there_when(world: World, tmp_path: Path) -> None:
    world.settle()
    world.person("Ada", roles="[{org: Acme, title: Clerk, since: 2010}, {org: Acme, title: Aid, since: 2001, until: 2009-06}]")  # fmt: skip
    world.person("Bob", roles="[{org: Acme, title: Cook, since: 2005-03, until: 2006}]")
    world.person("Cleo", roles="[{org: Acme, title: Chef}]")
    world.person("Dan", roles="[{org: Acme, title: Boss, since: 2030}]")
    world.person("Eve", roles=f"[{{org: Acme, title: {json.dumps(SCRIPT)}, since: 2020}}]")
    world.met("2020-01-01", "bob", body="Of soup.")
    text = build(world, tmp_path / "site", today=TODAY).text("orgs/acme.html")
    band = text.partition('<svg class="hb-band"')[2].partition("</svg>")[0]
    assert re.findall(r'href="([^"]*)"', band) == [f"../people/{who}.html" for who in ("ada", "bob", "eve")]  # fmt: skip
    assert "<title>Ada: Aid, 2001 to June 2009; Clerk, since 2010</title>" in band
    assert band.count("<rect") == 4
    assert band.count('class="was"') == 2
    assert "<script" not in band
    assert "Of soup." in text.partition('id="hb-timeline"')[2]


def test_each_stands_once_with_whom_they_were_there_and_when(world: World, tmp_path: Path) -> None:
    world.settle()
    world.person("Ada", roles="[{org: Acme, since: 2010}]")
    world.person("Bob", roles="[{org: Acme, since: 2005, until: 2012}]")
    world.person("Cleo", roles="[{org: Acme, since: 2011}]")
    site = build(world, tmp_path / "site", today=TODAY)
    pairs = site.text("orgs/acme.html").partition('id="hb-together"')[2].partition("</section>")[0]
    said = [re.sub("<[^>]*>", "", row).strip() for row in pairs.split("<li>")[1:]]
    assert said == [
        "Ada with Cleo (since 2011) and Bob (2010 – 2012)",
        "Bob with Cleo (2011 – 2012)",
    ]
    assert "3 pairs" in pairs


def test_a_new_entry_comes_to_the_page_of_its_peoples_organization(world: World) -> None:
    world.settle()
    world.person("Ada", roles="[{org: Acme, since: 2010}]")
    build_again(world)
    world.met("2020-01-01", "ada", body="Of soup.")
    second = build_again(world)
    assert b"Of soup." in second["orgs/acme.html"]
    assert different(second, clean(world)) == []
