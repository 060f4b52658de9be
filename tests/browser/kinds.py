"""One page of each kind of the sample journal's site."""

PAGES = {
    "home": "index.html",
    "people": "people/index.html",
    "person": "people/gillian-tranter.html",
    "person of another script": "people/中村-美咲.html",
    "circles": "circles/index.html",
    "bridges": "bridges/index.html",
    "introductions": "introductions/index.html",
    "journal": "journal/index.html",
    "month": "journal/2026-11.html",
    "plans": "plans/index.html",
    "plan": "plans/summer-internship.html",
    "plan under way": "plans/next-role.html",
    "organizations": "orgs/index.html",
    "organization": "orgs/avonmere-mutual.html",
    "tags": "tags/index.html",
    "tag": "tags/merger.html",
    "places": "places/index.html",
    "place": "places/bristol.html",
    "ordinary": "how-i-keep-this.html",
    "404": "404.html",
}
