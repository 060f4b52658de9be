"""The pages of the manual, and the functions that fill them.

The one rule: a page is a row of `TOPICS` and a file in `pages/`; a `{{ name }}` in the file is a
function of the row's `fills`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hobnob.docs.checks import CHECK_FILLS
from hobnob.docs.commands import COMMAND_FILLS
from hobnob.docs.documents import DOCUMENT_FILLS
from hobnob.docs.format import FORMAT_FILLS
from hobnob.docs.letters import LETTER_FILLS
from hobnob.docs.mornings import MORNING_FILLS
from hobnob.docs.network import NETWORK_FILLS
from hobnob.docs.settings import SETTING_FILLS
from hobnob.docs.tables import TABLE_FILLS
from hobnob.docs.ties import TIE_FILLS

Fill = Callable[..., str]

_PAGES = Path(__file__).parent / "pages"
_FILL = re.compile(r"\{\{ (\w+)((?: \w+)*) \}\}")


@dataclass(frozen=True, kw_only=True)
class ManualPage:
    """A page of the manual.

    Attributes:
        name: the name of its file, and for `hobnob help`.
        means: its subject in a few words.
        fills: the functions for `{{ … }}`.
    """

    name: str
    means: str
    fills: Mapping[str, Fill] = field(default_factory=dict)

    def render(self) -> str:
        """Return the page as Markdown."""
        return _fill(_load(self.name), self.fills)


TOPICS: tuple[ManualPage, ...] = (
    ManualPage(name="format", means="what a note may contain, with examples", fills=FORMAT_FILLS),
    ManualPage(name="capture", means="how hobnob understands a line, and what you can write in it"),
    ManualPage(name="phone", means="lines from your phone: where to write them, and what happens"),
    ManualPage(name="languages", means="logging in German, in two languages, and adding another"),
    ManualPage(name="importing",
               means="bringing in your network: LinkedIn, mail, a calendar and more"),
    ManualPage(name="sorting",
               means="after an import: duplicates, circles with one key each, many notes at once"),
    ManualPage(name="tables", fills=TABLE_FILLS,
               means="people from a spreadsheet, from Google Contacts and from Outlook"),
    ManualPage(name="plans", means="how plans are counted, the next moves, and the forecast"),
    ManualPage(name="commands", means="every command with its options", fills=COMMAND_FILLS),
    ManualPage(name="checks", means="what `hobnob check` finds, and how to fix it",
               fills=CHECK_FILLS),
    ManualPage(name="letter-writing", fills=LETTER_FILLS,
               means="letters: templates, drafts, and what to think of before you send one"),
    ManualPage(name="asking", means="asks: what counts as an ask and as an answer, and favours"),
    ManualPage(name="mornings", fills=MORNING_FILLS,
               means="who needs you, in which order, and how to see it every morning"),
    ManualPage(name="appointments", means="meetings ahead: from the line to the record"),
    ManualPage(name="site", means="what the site shows, runs and copies, and how it is served"),
    ManualPage(name="settings", means="what you can set, and where", fills=SETTING_FILLS),
    ManualPage(name="obsidian",
               means="coming from Obsidian: what is read, and what `check --fix` does"),
    ManualPage(name="editors",
               means="the same folder in Obsidian, VS Code and zk; pre-commit; not Zensical"),
    ManualPage(name="leaving",
               means="take it with you: JSON and back, CSV, friends.md, a page of a person"),
    ManualPage(name="versions", means="commits of git, what changed in a note, and earlier notes"),
    ManualPage(name="trust", means="a journal from somebody else: what can and what cannot happen"),
    ManualPage(name="ties", fills=TIE_FILLS,
               means="how `suggest`, `bridges` and `circles` choose, with their sources"),
    ManualPage(name="network", fills=NETWORK_FILLS,
               means="who knows whom: what makes a tie, chains, communities, and their sources"),
    ManualPage(name="relations",
               means="who spoke of whom, what people are to each other, who was where"),
    ManualPage(name="briefing", means="what a brief tells you before a meeting, and its sources"),
    ManualPage(name="reviewing", means="how a review counts, and what its page contains"),
    ManualPage(name="changes", means="undo and redo, many notes at once, and what is kept"),
    ManualPage(name="sharing", means="a site for others: what is private, and the last look"),
    ManualPage(name="cards",
               means="you have contacts on a phone, at Apple, Google, Outlook; vCards in and out"),
    ManualPage(name="calendars", means="the calendar that `hobnob export` writes"),
    ManualPage(name="machines",
               means="a journal on two machines: how git merges it; other systems"),
    ManualPage(name="json", means="what `--json` prints", fills=DOCUMENT_FILLS),
    ManualPage(name="assistants", means="your journal for an assistant: the skill, and the server"),
    ManualPage(name="library", means="`import hobnob`: the answers in a program of your own"),
)  # fmt: skip


def _load(name: str) -> str:
    return (_PAGES / f"{name}.md").read_text(encoding="utf-8")


def _fill(text: str, fills: Mapping[str, Fill]) -> str:
    return _FILL.sub(lambda m: fills[m[1]](*m[2].split()), text)


def render_manual() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file of the manual."""
    listed = "\n".join(f"- [{topic.name}]({topic.name}.md): {topic.means}" for topic in TOPICS)
    yield "README.md", _fill(_load("readme"), {"pages": lambda: listed})
    for topic in TOPICS:
        yield f"{topic.name}.md", topic.render()


def write_manual(folder: Path) -> Iterator[Path]:
    """Write the manual into a folder; yield the files that are new or different."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in render_manual():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            yield path
