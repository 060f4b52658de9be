"""The tables of the index.

The one rule: any change here raises `LAYOUT`; an index of another layout is deleted and made again.
States that depend on the day (overdue, last contact) are not stored: queries compute them for a
day.
"""

from __future__ import annotations

LAYOUT = 23

TABLES = """
-- The last change of the index; another index has another lineage. See `hobnob.index.history`.
CREATE TABLE state (
    lineage TEXT NOT NULL,
    step    INTEGER NOT NULL
);

-- The notes whose rows have changed since the first step, with the last step that did it.
CREATE TABLE touched (
    note INTEGER PRIMARY KEY,
    step INTEGER NOT NULL
);

-- What is known of the disk. A folder whose signature is unchanged needs no look at its files.
CREATE TABLE folder (
    path      TEXT PRIMARY KEY,            -- relative to the journal
    signature BLOB NOT NULL                -- hash of the names, times and sizes of its files
) WITHOUT ROWID;

CREATE TABLE file (
    id     INTEGER PRIMARY KEY,
    folder TEXT NOT NULL,
    name   TEXT NOT NULL,
    mtime  INTEGER NOT NULL,               -- nanoseconds; -1 while it may still change unseen
    ctime  INTEGER NOT NULL,
    size   INTEGER NOT NULL,
    digest BLOB NOT NULL                   -- of the content
);

-- One row for each file that is a note or a page; id is the file's.
CREATE TABLE note (
    id       INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    slug     TEXT NOT NULL,
    path     TEXT NOT NULL,
    name     TEXT NOT NULL,                -- person, plan, org: name; interaction: ""
    live     INTEGER NOT NULL,             -- 0: broken, or another note has the same slug
    usable   INTEGER NOT NULL,             -- 0: broken
    private  INTEGER NOT NULL,
    data     TEXT NOT NULL,                -- JSON: the front matter, as one reads it
    body     TEXT NOT NULL,
    plain    TEXT,                         -- what one reads of it; NULL where that is the body
    linked   TEXT                          -- JSON: values with wikilinks, as typed; see `linked`
);
CREATE INDEX note_slug ON note (kind, slug);

CREATE TABLE person (
    id       INTEGER PRIMARY KEY,
    circle   TEXT,                         -- NULL for none
    cadence  INTEGER,                      -- days from keep_in_touch; -1 is never
    birthday TEXT                          -- NULL too for a year alone
);

CREATE TABLE interaction (
    id        INTEGER PRIMARY KEY,
    date      TEXT NOT NULL,               -- ISO, with a time where one was given
    kind      TEXT NOT NULL,
    direction TEXT NOT NULL,               -- with the default of its kind
    outcome   TEXT NOT NULL,
    draft     INTEGER NOT NULL,
    contact   INTEGER NOT NULL,            -- is a contact, once its day has come
    place     TEXT NOT NULL,
    place_key TEXT NOT NULL,
    follow_up TEXT NOT NULL
);

-- Every reference: from front matter (field is the key) and from bodies (field is '[[').
CREATE TABLE ref (
    note    INTEGER NOT NULL,
    field   TEXT NOT NULL,
    pos     INTEGER NOT NULL,
    raw     TEXT NOT NULL,                 -- as it was typed
    key     TEXT NOT NULL,                 -- as names are compared
    target  INTEGER,                       -- the note it leads to; NULL: to none, or to several
    date    TEXT NOT NULL,                 -- of the interaction that refers, "" otherwise
    contact INTEGER NOT NULL,              -- counts as contact with the target (people only)
    PRIMARY KEY (note, field, pos)
) WITHOUT ROWID;

-- The names under which people, plans, organizations and pages are found.
CREATE TABLE name (
    key  TEXT NOT NULL,
    note INTEGER NOT NULL,
    rank INTEGER NOT NULL,                 -- 1 a full name or slug, 2 an alias, 3 an address
    PRIMARY KEY (key, note)
) WITHOUT ROWID;

-- The forms under which people are named in a sentence; see hobnob.name_forms.
CREATE TABLE spoken (
    key  TEXT NOT NULL,
    note INTEGER NOT NULL,
    how  TEXT NOT NULL,                    -- full, alias, leading, first, initial, last
    PRIMARY KEY (key, note)
) WITHOUT ROWID;

CREATE TABLE role (
    note    INTEGER NOT NULL,
    pos     INTEGER NOT NULL,
    org     TEXT NOT NULL,
    org_key TEXT NOT NULL,
    title   TEXT NOT NULL,
    since   TEXT NOT NULL,
    until   TEXT NOT NULL,                 -- "" while it lasts
    PRIMARY KEY (note, pos)
) WITHOUT ROWID;

CREATE TABLE tag (
    note  INTEGER NOT NULL,
    tag   TEXT NOT NULL,                   -- folded
    shown TEXT NOT NULL,                   -- as it was typed
    PRIMARY KEY (note, tag)
) WITHOUT ROWID;

CREATE TABLE promise (
    note  INTEGER NOT NULL,
    pos   INTEGER NOT NULL,
    line  INTEGER NOT NULL,                -- of the file, from 1
    ref   TEXT NOT NULL,                   -- short, stable while the text is
    text  TEXT NOT NULL,
    plain TEXT,                            -- what one reads of it; NULL where that is the text
    due   TEXT NOT NULL,
    owner TEXT NOT NULL,                   -- as it was typed; "" is me
    state TEXT NOT NULL,                   -- open, kept, dropped
    mark  INTEGER NOT NULL,                -- column of the sign in its box, from 1
    asked INTEGER NOT NULL,                -- 1 where a letter to me says it: it is no promise
    done  INTEGER AS (state <> 'open') VIRTUAL,
    PRIMARY KEY (note, pos)
) WITHOUT ROWID;

CREATE TABLE problem (
    file     INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    col      INTEGER NOT NULL,
    code     TEXT NOT NULL,
    message  TEXT NOT NULL,
    severity TEXT NOT NULL
);

-- What stands in the folders and is no note at all (a link, a name that is not Unicode).
CREATE TABLE oddity (
    folder  TEXT NOT NULL,
    path    TEXT NOT NULL,
    code    TEXT NOT NULL,
    message TEXT NOT NULL
);

-- Folded text: names, then other searched values, then bodies. A mark (M) that folding keeps is a
-- part of its word, such as a vowel in Devanagari.
CREATE VIRTUAL TABLE words USING fts5 (
    name, roles, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
"""

INDEXES = {
    "file_folder": "file (folder)",
    "note_out": "note (kind) WHERE NOT live",
    "note_linked": "note (id) WHERE linked IS NOT NULL",
    "interaction_date": "interaction (date, draft, kind, contact)",
    "interaction_draft": "interaction (date) WHERE draft",
    "interaction_place": "interaction (place_key) WHERE place_key <> ''",
    "ref_target": "ref (target, field, contact, date)",
    "ref_loose": "ref (key) WHERE target IS NULL",
    "name_note": "name (note)",
    "spoken_note": "spoken (note)",
    "role_org": "role (org_key)",
    "tag_tag": "tag (tag)",
    "problem_file": "problem (file)",
}
"""The SQL indexes. Queries need them and filling the tables does not, so they are made at the end,
in half the time."""
