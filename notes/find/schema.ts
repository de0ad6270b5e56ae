/** The tables of the catalog. */

// Raise it with every change of the schema, of what is put into it, and of how notes/text reads facts: a note whose file
// did not change is not read again otherwise. An older or newer database is thrown away.
export const schemaVersion = 9;

export const schema = `
  CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL,
    version TEXT NOT NULL,
    modified REAL NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    date TEXT,
    -- As written: 20200113.
    day INTEGER,
    undated INTEGER NOT NULL,
    time REAL NOT NULL,
    tags TEXT NOT NULL,
    categories TEXT NOT NULL,
    untagged INTEGER NOT NULL,
    excerpt TEXT NOT NULL,
    sources INTEGER NOT NULL,
    unpublished INTEGER NOT NULL,
    words INTEGER NOT NULL,
    questions INTEGER NOT NULL,
    highlights INTEGER NOT NULL,
    problem TEXT,
    body_from INTEGER NOT NULL,
    folded_title TEXT NOT NULL,
    -- NULL: as the path.
    folded_path TEXT,
    -- The rowid in the tables of the full-text index (place.ts).
    place INTEGER,
    pending INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX notes_newest ON notes (undated, time DESC, path DESC);
  CREATE INDEX notes_oldest ON notes (undated, time, path);
  CREATE INDEX notes_title ON notes (title_key, path);
  CREATE INDEX notes_modified ON notes (modified, path);
  CREATE INDEX notes_folded ON notes (folded_title);
  CREATE INDEX notes_stamp ON notes (path, stamp);
  CREATE INDEX notes_untagged ON notes (untagged) WHERE untagged = 1;
  CREATE INDEX notes_broken ON notes (id) WHERE problem IS NOT NULL;
  CREATE INDEX notes_asking ON notes (id) WHERE questions > 0;
  CREATE INDEX notes_highlit ON notes (id) WHERE highlights > 0;
  CREATE INDEX notes_day ON notes (day);
  CREATE UNIQUE INDEX notes_place ON notes (place) WHERE place IS NOT NULL;
  CREATE INDEX notes_placed ON notes (undated, time DESC, path DESC) WHERE place IS NOT NULL AND pending <> 2;
  CREATE INDEX notes_pending ON notes (pending, undated, time DESC, path DESC) WHERE pending > 0;

  CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, name)
  ) STRICT;
  -- A note that carries a/b has a row for a/b and, with exact = 0, one for a.
  CREATE TABLE labels (
    name INTEGER NOT NULL,
    note INTEGER NOT NULL,
    exact INTEGER NOT NULL,
    PRIMARY KEY (name, note)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX labels_note ON labels (note, name, exact);

  CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    -- A short number from the address, because an index of the addresses is as large as they are. They are unique.
    hash INTEGER NOT NULL,
    normalised TEXT NOT NULL,
    site TEXT NOT NULL,
    title_key TEXT NOT NULL,
    -- The note whose mention gives the title and the address.
    best INTEGER NOT NULL,
    -- Folded, as it is read; NULL: in small letters.
    folded TEXT,
    -- How many notes cite it, and how long all that was written about it is.
    noted INTEGER NOT NULL,
    excerpt INTEGER NOT NULL,
    -- When the oldest dated note that cites it was written, and which one it is.
    first REAL,
    first_note INTEGER,
    -- When the note that cited it first had been written or, undated, changed: later changes of that note don't count.
    added REAL NOT NULL,
    -- Ranks, from what is attached (articles/attached.ts): the order of lists (articles/ranks.ts).
    health INTEGER NOT NULL,
    read INTEGER NOT NULL,
    copied INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX articles_hash ON articles (hash);
  CREATE INDEX articles_order ON articles (site, title_key);
  CREATE INDEX articles_title ON articles (title_key);
  CREATE INDEX articles_newest ON articles (ifnull(first, added) DESC);
  CREATE INDEX articles_noted ON articles (noted DESC, first DESC);
  CREATE INDEX articles_excerpt ON articles (excerpt DESC, first DESC);
  CREATE INDEX articles_health ON articles (health, first DESC);
  CREATE INDEX articles_read ON articles (read, first DESC);
  CREATE INDEX articles_copied ON articles (id) WHERE copied = 1;
  CREATE TABLE mentions (
    article INTEGER NOT NULL,
    note INTEGER NOT NULL,
    -- NULL: as the article's normalised one.
    url TEXT,
    title TEXT NOT NULL,
    -- NULL: the title in small letters.
    folded TEXT,
    bare INTEGER NOT NULL,
    line INTEGER NOT NULL,
    -- The line of the heading around it that is no article's own; NULL: none.
    under INTEGER,
    excerpt INTEGER NOT NULL,
    PRIMARY KEY (article, note)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mentions_note ON mentions (note, article);

  CREATE TABLE kept (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;

  -- For quick open. Each change of a note gives it a new turn, higher than every one before: SQLite never gives one twice.
  CREATE TABLE headings (
    turn INTEGER PRIMARY KEY AUTOINCREMENT,
    note INTEGER NOT NULL UNIQUE,
    -- One heading a line: its line in the note, a space, its text.
    lines TEXT NOT NULL
  ) STRICT;

  -- By which names a note is linked to (note-links/names.ts). The hash is of the name's key; path and title are in
  -- the note's row, other names here.
  CREATE TABLE note_names (
    hash INTEGER NOT NULL,
    note INTEGER NOT NULL,
    way INTEGER NOT NULL,
    alias TEXT NOT NULL,
    PRIMARY KEY (hash, note, way, alias)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX note_names_note ON note_names (note);
  CREATE INDEX note_names_alias ON note_names (alias) WHERE way = 2;
  -- Links to notes, by the key of what they say. Which note each leads to is decided when it is asked for: notes come,
  -- go and move.
  CREATE TABLE note_links (
    hash INTEGER NOT NULL,
    note INTEGER NOT NULL,
    at INTEGER NOT NULL,
    relative INTEGER NOT NULL,
    target TEXT NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (hash, note, at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX note_links_note ON note_links (note);

  -- Where the articles are that a note cites.
  CREATE TABLE hosts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE cited (host INTEGER NOT NULL, note INTEGER NOT NULL, PRIMARY KEY (host, note)) STRICT, WITHOUT ROWID;
  CREATE INDEX cited_note ON cited (note);
`;

// Contentless: the notes are the files. A hit in another column than the first costs two bytes more. FTS5's own merging
// would keep everyone waiting now and then (`merge`); a small hash is written out in a few ms.
const settings = `('automerge', 0), ('crisismerge', 1000), ('usermerge', 16), ('hashsize', 1000000)`;

/** The full-text index (`full-text.ts`). Fails where SQLite has no FTS5. */
export const fullTextSchema = `
  CREATE VIRTUAL TABLE search USING fts5(
    body, excerpt, labels, title,
    content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_'"
  );
  INSERT INTO search (search, rank) VALUES ${settings};
  -- The beginnings of words (\`tokens.ts\`), for words of one or two letters.
  CREATE VIRTUAL TABLE starts USING fts5(
    word, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'"
  );
  INSERT INTO starts (starts, rank) VALUES ${settings};
`;

/** Of one connection. */
export const temporarySchema = `
  CREATE TEMP TABLE result (id INTEGER PRIMARY KEY, rank REAL NOT NULL DEFAULT 3);
  -- The articles of a filter (articles/matching.ts).
  CREATE TEMP TABLE listed (id INTEGER PRIMARY KEY);
  -- Where there is no full-text index: which notes hold which words (\`scanned.ts\`).
  CREATE TEMP TABLE scanned (word TEXT NOT NULL, note INTEGER NOT NULL, PRIMARY KEY (word, note)) WITHOUT ROWID;
`;
