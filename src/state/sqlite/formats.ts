/** What the state file looks like, format by format: each text brings a file of the format before to its own. */

/** Marks a SQLite file as a state of syncfile: "sync" in ASCII. */
export const applicationId = 0x73796e63

/**
 * Format 1. `agreed` is a packed agreement (packAgreement.ts): two columns load three times as fast as the fifteen
 * that would hold it apart. A run's journal is only ever appended to (journal.ts). `seal` covers every row of the pair
 * in the other tables, `sum` the row it stands in (sealOf.ts).
 */
const first = `
  CREATE TABLE pair (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    scope TEXT,
    left_root TEXT,
    right_root TEXT,
    seal INTEGER NOT NULL,
    sum INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    pair INTEGER NOT NULL REFERENCES pair,
    started REAL NOT NULL,
    finished REAL,
    outcome TEXT,
    summary TEXT NOT NULL
  ) STRICT;
  CREATE INDEX run_of_pair ON run (pair, number);
  CREATE TABLE journal (
    run INTEGER NOT NULL REFERENCES run,
    entry INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (run, entry)
  ) STRICT;
  CREATE TABLE agreement (
    pair INTEGER NOT NULL REFERENCES pair,
    path TEXT NOT NULL,
    agreed TEXT NOT NULL,
    PRIMARY KEY (pair, path)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE probe (
    key TEXT PRIMARY KEY,
    probe TEXT NOT NULL,
    seen REAL NOT NULL,
    sum INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/**
 * Format 2. A pair's mark has a row from its first run on; `most` is written where a run begins, `least` where one ends
 * that left marks. Deeds have a row for every run that ended by itself and did anything: `sum` is that of the text, which
 * stands last so that reading the rest does not come by it, and a pair's seal covers the rest (deeds.ts).
 */
const second = `
  CREATE TABLE mark (
    pair INTEGER PRIMARY KEY REFERENCES pair,
    id TEXT NOT NULL,
    least INTEGER NOT NULL,
    most INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE deeds (
    run INTEGER PRIMARY KEY REFERENCES run,
    done INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
`

/** Format 3. What each run was for: all those before were there to apply a plan, or are taken for it. */
const third = `
  ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT 'apply';
`

/** Format 4. Journals may hold checkpoints, which a build that does not know of them cannot read. No table changes. */
const fourth = ""

/**
 * Format 5. The blocks of large contents (blocks.ts), one row a path, the long text last. They only save bytes: each row
 * has a `sum` of its own, and no seal.
 */
const fifth = `
  CREATE TABLE blocks (
    pair INTEGER NOT NULL REFERENCES pair,
    path TEXT NOT NULL,
    digest TEXT NOT NULL,
    sum INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (pair, path)
  ) STRICT;
`

/**
 * Format 6. Passes and suspensions, each a text under the name of its pair (passes.ts): there are passes of pairs that have
 * no row of their own yet, because their sides never met.
 */
const sixth = `
  CREATE TABLE pass (
    number INTEGER PRIMARY KEY,
    pair TEXT NOT NULL,
    finished REAL NOT NULL,
    sum INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX pass_of_pair ON pass (pair, number);
  CREATE TABLE suspension (
    pair TEXT PRIMARY KEY,
    sum INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
`

/** Format 7. What people were told of trouble that lasts, by pair and addressee (told.ts); "" stands for the watch as a whole. */
const seventh = `
  CREATE TABLE told (
    pair TEXT NOT NULL,
    whom TEXT NOT NULL,
    sum INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (pair, whom)
  ) STRICT, WITHOUT ROWID;
`

/** A file of format n has been through the first n of these. Only ever append. */
export const formats: ReadonlyArray<string> = [first, second, third, fourth, fifth, sixth, seventh]
