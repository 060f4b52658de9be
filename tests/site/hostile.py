"""A journal whose every value tries to be more than text.

The one rule: whatever a payload gets done says so in `window.__pwned`, or asks another host.
"""

from __future__ import annotations

import json

from tests.conftest import World

SCRIPT = "<script>window.__pwned='script'</script>"
IMAGE = "<img src=x onerror=\"window.__pwned='image'\">"
CLOSING = "</script></title></textarea></style>-->" + SCRIPT
QUOTE = "\" onmouseover=\"window.__pwned='over'\" autofocus onfocus=\"window.__pwned='focus'\" x='"
REMOTE = "<link rel=stylesheet href=//evil.example/x.css><img src=//evil.example/p.png>"
TEMPLATE = "{{ 7*7 }}{% for x in 'ab' %}{{ x }}{% endfor %}{# gone #}"
STAND_INS = "\x02\x03wgrace\x06\x03i//evil.example/p.png\x05x\x06\x0etitle\x0f\x0econtent\x0f\x0ecanonical\x0f"
ODD = "line\u2028sep\u2029para \u202eltr\u202c nul\x00 bell\x07 del\x7f \ufeff"
ENTITIES = "&lt;b&gt; &#60;i&#62; &amp;copy; &"

PAYLOADS = (SCRIPT, IMAGE, CLOSING, QUOTE, REMOTE, TEMPLATE, STAND_INS, ODD, ENTITIES)
ADDRESSES = (
    "javascript:window.__pwned='link'", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
    "java\nscript:alert(1)", "\x01javascript:alert(1)", "data:text/html,<script>window.__pwned='data'</script>",
    "vbscript:x", "file:///etc/passwd", "//evil.example/x", "\\\\evil.example\\x",
    "https://good.example/\" onclick=\"window.__pwned='click'", "https://[bad", "http://", "blob:x",
    "jav&#x61;script:alert(1)", "&#106;avascript:alert(1)",
)  # fmt: skip

BODY = "\n\n".join(
    [
        *PAYLOADS[:-3],
        ENTITIES,
        *(f"[click {number}]({address})" for number, address in enumerate(ADDRESSES)),
        *(f"[angle {number}](<{address}>)" for number, address in enumerate(ADDRESSES)),
        *(f"![see {number}](<{address}>)" for number, address in enumerate(ADDRESSES)),
        "![remote](https://evil.example/p.png) ![r2](//evil.example/q.png) ![data](data:image/svg+xml,<svg/onload=alert(1)>)",
        f"[[x|{IMAGE}]] [[{SCRIPT}]] [[{QUOTE}]] [[mallory|{QUOTE}]] [[javascript:alert(1)]]",
        f"![{QUOTE}](photo.png) [{IMAGE}](../people/mallory.md) [q]({'../' * 40}etc/passwd) [[../../../etc/passwd]]",
        "<javascript:alert(1)> <https://good.example/<b>> https://good.example/\"onmouseover=\"alert(1) http://x'y<z>",
        "#<script> #tag\"onmouseover=alert(1) #ok",
        "[ref]: javascript:alert(1)\n\n[ref] [x][ref]",
        f"```{QUOTE}\n{SCRIPT}\n```\n\n~~~html\n{CLOSING}\n~~~\n\n    {IMAGE}\n\n`{SCRIPT}`",
        f"| {SCRIPT} | {QUOTE} |\n| --- | --- |\n| {IMAGE} | {TEMPLATE} |",
        f"# {SCRIPT} heading\n\n## hb-content\n\n## hb timeline\n\n## __search\n\n## {QUOTE}",
        f"- [ ] {IMAGE} [[mallory]]: [x](javascript:alert(1)) (by 2024-04-01)\n- [ ] [[{SCRIPT}|{QUOTE}]]: {SCRIPT}",
        "<style>*{background:url(//evil.example/s)}</style><svg/onload=alert(1)><iframe src=//evil.example></iframe><base href=//evil.example/><form action=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'>",
    ]
)  # fmt: skip


def settle_hostile(world: World, *settings: str) -> None:
    """Write a `mkdocs.yml` with payloads in the values that a theme shows; add settings."""
    values = {
        "site_name": CLOSING, "site_description": QUOTE + CLOSING, "site_author": QUOTE + CLOSING,
        "copyright": IMAGE, "site_url": f"https://good.example/{QUOTE}{SCRIPT}/",
        "repo_url": f"https://good.example/{QUOTE}{SCRIPT}", "repo_name": CLOSING,
        "extra": {
            "scope": QUOTE, "homepage": ADDRESSES[0], "polyfills": ["https://evil.example/a.js"],
            "alternate": [{"link": ADDRESSES[0] + QUOTE + SCRIPT, "lang": QUOTE, "name": IMAGE}],
            "analytics": {"provider": "google", "property": CLOSING}, "annotate": CLOSING,
            "consent": {"title": IMAGE, "description": IMAGE}, "version": {"provider": CLOSING},
            "social": [{"icon": "material/close", "link": ADDRESSES[0], "name": QUOTE}],
        },
        "docs_dir": "notes",
        "theme": {"name": "material", "direction": QUOTE + SCRIPT},
        "plugins": [{"hobnob": {"today": "2024-03-20", **dict.fromkeys(settings, True)}}],
    }  # fmt: skip
    (world.root / "mkdocs.yml").write_text(json.dumps(values), encoding="utf-8")


def write_hostile_pages(world: World) -> None:
    """Write ordinary pages, and files beside them that would run scripts."""
    every = " ".join(PAYLOADS)
    keys: dict[str, object] = {
        "title": IMAGE + CLOSING, "description": QUOTE + every, "author": [QUOTE + CLOSING],
        "template": "redirect.html", "location": ADDRESSES[0], "hide": CLOSING, "hobnob": IMAGE,
        "hobnob_before": IMAGE, "hobnob_after": STAND_INS, "hobnob_up": [IMAGE, ADDRESSES[0]],
        "section": STAND_INS, "status": IMAGE, "icon": "../../main", "search": CLOSING,
    }  # fmt: skip
    _write(world, "own/page.md", keys, BODY)
    _write(world, "own/refresh.md", {}, f"{REFRESH}\n\n# {IMAGE}\n\n{BESIDE}\n\n{BODY}")
    _write(world, "index.md", keys, f"{REFRESH}\n\n{BESIDE}\n\n{BODY}")
    for name in ("beside.js", "own/beside.js", "own/beside.mjs"):
        world.write(name, "window.__pwned = 'beside';\n")
    for name in ("p.html", "own/p.HTM", "own/p.xhtml", "own/p.xml", "own/p.html.gz", "own/p.svgz"):
        world.write(name, f"<!doctype html>{SCRIPT}{BESIDE}")
    for number, inside in enumerate(MOVING):
        world.write(f"own/drawing{number}.svg", DRAWING % inside)
    world.write("own/still.svg", DRAWING % "<path d='M0 0h9v9z' style='fill: red'/>")


REFRESH = "<meta http-equiv=refresh content='0;url=//evil.example'>"
BESIDE = "<script src=beside.js></script><script src='own/beside.js'></script>"
DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:h='http://www.w3.org/1999/xhtml' "
    "xmlns:x='http://www.w3.org/1999/xlink'>%s</svg>"
)
MOVING = (
    SCRIPT, "<script href='beside.js'/>", "<g onload='window.__pwned=1'/>", "<h:script>1</h:script>",
    "<a x:href='javascript:window.__pwned=1'><path d='M0 0h9v9z'/></a>", "<foreignObject/>",
    "<set attributeName='onload' to='window.__pwned=1'/>", "<animate attributeName='href'/>",
    "<use href='data:image/svg+xml,x'/>", "<image href='//evil.example/p.png'/>", "<not closed>",
    "<style>@import '//evil.example/x.css';</style>", "<g style='fill:url(//evil.example/x)'/>",
)  # fmt: skip


def write_hostile(world: World) -> None:
    """Write the journal. Its files' names are hostile as far as a file system lets them."""
    every = " ".join(PAYLOADS)
    for number, payload in enumerate(PAYLOADS):
        _write(world, f"people/p{number}.md", _person(payload, payload), BODY)
    _write(world, "people/mallory.md", _person("Mallory " + every, every), BODY)
    for number, stem in enumerate(_STEMS):
        _write(world, f"people/{stem}.md", {"name": f"File {number}", "photo": f"{stem}.png"}, "x")
        _write(world, f"orgs/{stem}.md", {"name": f"Firm {number} {stem}"}, BODY)
        _write(world, f"plans/{stem}.md", {"name": f"Plan {number} {stem}"}, "x")
        fields: dict[str, object] = {"date": f"2024-03-{number + 1:02}", "people": [stem], "kind": "call"}  # fmt: skip
        _write(world, f"interactions/2024/{stem}.md", fields, BODY)
    for number, payload in enumerate(PAYLOADS):
        letter: dict[str, object] = {
            "date": f"2024-02-{number + 1:02}", "kind": "letter", "people": ["mallory", payload, f"[[{payload}]]"],
            "place": payload, "tags": [payload, "<b>", "x\"y"], "plan": payload, "introduced": [payload, IMAGE],
            "follow_up": "2024-04-04", "draft": number == 3, payload: payload, "unknown": {payload: [payload]},
        }  # fmt: skip
        _write(world, f"interactions/2024/i{number}.md", letter, BODY)
    plan: dict[str, object] = {
        "name": every, "goal": every, "people": ["mallory", *PAYLOADS], "letter": QUOTE, "tags": list(PAYLOADS),
        "status": "active", "start": "2024-01-01", every: every,
        "stages": [{"name": payload, "when": payload} for payload in PAYLOADS],
    }  # fmt: skip
    _write(world, "plans/plot.md", plan, BODY)
    org: dict[str, object] = {"name": every, "aliases": list(PAYLOADS), "domains": list(PAYLOADS), "location": IMAGE, every: every}  # fmt: skip
    for number, address in enumerate(ADDRESSES):
        _write(world, f"orgs/o{number}.md", {**org, "name": f"O{number} {every}", "website": address}, BODY)  # fmt: skip
    links = "\n\n".join(f"[[{stem}]]" for stem in ("mallory", "p0", "p1", "p3", "plot", "o0", "i1"))
    labels = f"[[mallory|{IMAGE}]] [[nobody|{SCRIPT}]] [[{SCRIPT}]] [[mallory|*starred*]]"
    world.write("index.md", f"# Home\n\n{links}\n\n{labels}\n")


_STEMS = (
    "<script>window.__pwned='stem'<-script>", "x\" onmouseover=\"window.__pwned='stem2'", "a'b&c=d;e", "per%cent %2e%2e",
    "hash#tag?query", "{{ 7*7 }}", "sp ace", "rtl\u202etxt", "dot.dot", "-dash", "javascript:alert(1)",
)  # fmt: skip


def _person(name: str, text: str) -> dict[str, object]:
    return {
        "name": name, "aliases": [text], "emails": [text, "a@b.example\" onclick=\"alert(1)", "x?cc=y@z.example"],
        "phones": [text, "123;ext=4\" x=\"", "javascript:alert(1)"], "links": [*ADDRESSES, text],
        "location": text, "roles": [{"org": text, "title": text, "since": "2020"}], "relation": [text],
        "circle": "inner", "met_on": "2020-01-01", "met_at": text, "introduced_by": text,
        "tags": [text, "<b>", "x\"y"], "photo": "//evil.example/p.png", "birthday": "--02-29",
        text: text, "<key>": [{IMAGE: SCRIPT}],
    }  # fmt: skip


def _write(world: World, path: str, fields: dict[str, object], body: str) -> None:
    # JSON is YAML; a control character is written as YAML's double quotes let one be written.
    lines = "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in fields.items())
    world.write(path, f"---\n{lines}---\n{body}\n".encode())
