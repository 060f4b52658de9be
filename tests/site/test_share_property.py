"""Whatever a journal holds: no word of its private notes is in any file of its shared site."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hobnob.names import fold
from tests.conftest import World
from tests.site.building import Built, build

_FLAGS = ("private: true", "private: yes", "PRIVATE: on", "private: ture", "private: 1", "private:",
          'private: "yes please"', "private: [false]", "Private: True\nprivate: false",
          "private: false\nprivate: true", "private: {no: no}", "privat: true")  # fmt: skip
_SUFFIXES = (".md", ".MD", ".markdown", ".Mkd")
_FORMS = (
    "[[{slug}|{label}]]",
    "[[{slug}#{label}]]",
    "[[{path}#a|{label}]]",
    "![[{slug}|{label} [{label}]]]",
    "[[{slug}|{label}\n{label}]]",
    "[{label}](../{path})",
    '[{label}](<../{path}> "{label}")',
    "[{label} [{label}] *{label}*\n{label}](/{path}#{label})",
    "> [{label}\n> {label}](../{stem}.html)",
    "[{label}][{label}]\n\n[{label}]: ../{path}\n  '{label}'\n",
    "[{label}][] and [{label}]\n\n[{label}]: <../{path}>\n",
    "![{label}](../{path})",
    "[![{label}](../{path} '{label}')](../{path})",
    "| a |\n|---|\n| [[{slug}\\|{label}]] [{label}](../{path}) |\n",
    "- [ ] tell [{label}](../{path}?q={label}) (by 2030-01-01)\n",
    "- [ ] [[{slug}|{label}]]: the number\n",
    "- one\n  - [{label}](../{path}): two\n\n    [{label}](../{path})\n",
    "## On [{label}](../{path})\n",
    "[^1]\n\n[^1]: See [{label}](../{path})\n",
    "https://example.org/{stem}.html?q={label} and **[{label}](https://example.org/{stem}/)**\n",
)
_LETTERS = ("a", "é", "Ж", "ß", "中", "K")


class _Words:
    """Gives words that stand nowhere else, and remembers them."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self, letter: str = "a") -> str:
        word = f"Zq{letter}{len(self.given):03d}x"
        self.given.append(word)
        return word


def _links(draw: Callable[..., Any], secret: _Words, targets: dict[str, str]) -> Iterator[str]:
    """Yield links to private notes, each in a form that was drawn."""
    for _ in range(draw(st.integers(2, 6))):
        slug = draw(st.sampled_from(sorted(targets)))
        path, label = targets[slug], secret(draw(_letter))
        form = draw(st.sampled_from(_FORMS))
        yield form.format(slug=slug, path=path, stem=path.rsplit(".", 1)[0], label=label)


_letter = st.sampled_from(_LETTERS)


def _write(draw: Callable[..., Any], world: World, secret: _Words) -> None:
    """Write a journal: private notes with a secret in each field, and public notes that link."""
    number = itertools.count()

    def word() -> str:
        return secret(draw(_letter))

    def flag() -> str:
        return str(draw(st.sampled_from(_FLAGS)))

    def suffix() -> str:
        return str(draw(st.sampled_from(_SUFFIXES)))

    def name(folder: str) -> tuple[str, str]:
        slug = f"{fold(secret('k'))}-{next(number)}"
        secret.given.append(slug)
        return slug, f"{folder}/{slug}{suffix()}"

    targets: dict[str, str] = {}
    for _ in range(draw(st.integers(1, 3))):
        slug, path = name("people")
        targets[slug] = path
        world.write(f"photos/{slug}.png", secret().encode())
        world.write(
            path,
            f"---\nname: {word()} {word()}\naliases: [{word()}]\nemails: [{secret()}@{secret()}.example]\n"
            f"phones: ['+44 7{next(number):03d} {draw(st.integers(100000, 999999))}']\n"
            f"roles:\n  - {{org: {word()} Ltd, title: {word()}}}\nlocation: {word()}\n"
            f"met_at: {word()}\ntags: [{secret()}]\nbirthday: --12-09\nphoto: photos/{slug}.png\n"
            f"{secret()}: {word()}\n{flag()}\n---\n{word()} #{secret()}\n\n- [ ] give {word()}\n",
        )
    person = next(iter(targets))
    for folder, extra in (("orgs", "location"), ("plans", "goal")):
        slug, path = name(folder)
        targets[slug] = path
        world.write(path, f"---\nname: {word()}\n{extra}: {word()}\n{flag()}\n---\n{word()}\n")
        if folder == "orgs":
            org = slug
        else:
            plan = slug
    for who, more in (("ada", flag()), (f"ada, {person}", ""), ("ada", f"introduced: {person}")):
        slug, path = name("interactions/2024")
        world.write(
            path,
            f"---\ndate: 2024-03-01\npeople: [{who}]\nplace: {word()}\ntags: [{secret()}]\n"
            f"subject: {word()}\n{more}\n---\n{word()}\n",
        )
        targets[slug] = path
    slug, path = name("aside")
    world.write(path, f"---\ntitle: {word()}\n{flag()}\n---\n\n# {word()}\n\n{word()}\n")
    targets[slug] = path
    slug, path = name("people")
    world.write(path, f"---\nname: {word()}\nemails: [\n---\n{word()}\n")
    targets[slug] = path

    def text() -> str:
        return "\n\n".join(_links(draw, secret, targets))

    world.write(
        f"people/ada{suffix()}",
        f'---\nname: Ada Lovelace\nmet_at: "at [[{person}|{word()}]]"\nlocation: "[[{org}|{word()}]]"\n'
        f'introduced_by: {person}\naim: "[{word()}](../{targets[person]})"\n'
        f'roles:\n  - {{org: "[[{org}|{word()}]]", title: "with [[{person}|{word()}]]"}}\n'
        f"---\nOpenmarker\n\n{text()}\n",
    )
    world.write(
        "interactions/2024/lunch.md",
        f'---\ndate: 2024-03-02\npeople: [ada]\nplan: {plan}\nplace: "[[{org}|{word()}]]"\n---\n{text()}\n',
    )
    world.write("plans/open.md", f"---\nname: Open\npeople: [ada, {person}]\n---\n{text()}\n")
    world.write(
        f"about{suffix()}", f"# About [[{person}|{word()}]]\n\n{text()}\n".replace("../", "")
    )
    world.write("index.md", f"# Home\n\n{text()}\n".replace("../", ""))


# A build takes a second, so a failing journal is not made smaller.
@settings(
    max_examples=12,
    phases=(Phase.generate,),
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_no_word_of_a_private_note_is_in_a_shared_site(data: st.DataObject) -> None:
    secret = _Words()
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder) / "journal")
        world.settle()
        _write(data.draw, world, secret)
        site = build(world, Path(folder) / "site", share=True, strict=False)
        assert site.where("Openmarker"), "nothing was built"
        assert _found(site, secret.given) == {}


def _found(site: Built, words: list[str]) -> dict[str, list[str]]:
    """Return the files that hold a word: as it was typed, folded, quoted or escaped."""
    found: dict[str, list[str]] = {}
    forms = {form: word for word in words for form in _forms(word)}
    for path, data in site.bytes().items():
        held = data.decode(errors="replace") + "\n" + path
        for form, word in forms.items():
            if form in held:
                found.setdefault(word, []).append(path)
    return found


def _forms(word: str) -> set[str]:
    escaped = word.encode("ascii", "backslashreplace").decode()
    return {word, word.lower(), fold(word), quote(word), quote(word.lower()), escaped}
