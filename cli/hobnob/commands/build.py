"""Look: make the site, a folder of pages to browse or to publish.

The one rule: the same site as `mkdocs build` makes in the journal's folder.
"""

from __future__ import annotations

from pathlib import Path

import click

from hobnob.cli.app import App
from hobnob.cli.trusting import agree, trust_option
from hobnob.cli.verb import pass_app, verb
from hobnob.safety import is_shared


@verb(prints="`site_dir`: the folder of the site", reads=False)
@click.option("--site-dir", metavar="DIR", help="The folder of the site; default as in mkdocs.yml.")
@click.option(
    "--strict",
    is_flag=True,
    help="Fail on any warning, and with --share on a private name in a public text.",
)
@trust_option
@pass_app
def command(app: App, site_dir: str | None, strict: bool, trusted: bool) -> None:
    """Make the site of the journal.

    The pages load nothing from any other host. They work in any folder, under a sub-path of a
    server, and as local files. If the journal's mkdocs.yml could run code, you are asked first,
    once. With --share, the site leaves out what is private.

    \b
    hobnob build
    hobnob build --share --site-dir public
    """
    agree(app, trusted=trusted)
    app.begin()
    from hobnob.site.incremental import build_again

    index, share = app.open_whole_index(), is_shared()
    target = Path(site_dir) if site_dir else None
    today = app.today if app.today_given else ""
    # A cached site was built without warnings, so `strict` changes nothing.
    again = build_again(index, site_dir=target, today=today, share=share)
    index.db.close()
    if again:
        kept, written = again
        made = Path(kept.site_dir)
        pages = "1 page was" if written == 1 else f"{written} pages were"
        app.say(f"{pages} made again" if written else "no page had to be made again")
    else:
        from hobnob.site.publish import build_site

        made = build_site(app.journal, today=today, site_dir=target, strict=strict, share=share)
    if app.json:
        app.print_json({"site_dir": str(made)})
        return
    shown = made.relative_to(Path.cwd()) if made.is_relative_to(Path.cwd()) else made
    app.out(f"The site is in {shown}: open {shown / 'index.html'}")
