import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type Comparison } from "../../src/domain/Pair.ts"
import { type Changed, changed } from "../../src/plan/changed.ts"
import { directory, file, link } from "../support/entries.ts"

const f = file(5, 7000, { id: "1" })
const known = { ...f, digest: "x" }

type Row = readonly [string, Entry | undefined, Entry | undefined, byTime: Changed, byContent: Changed, bySize: Changed]
// dprint-ignore
const rows: ReadonlyArray<Row> = [
  // what                             before     now                                        time      content   size
  ["nothing at all",                  undefined, undefined,                                 "no",     "no",     "no"],
  ["a new file",                      undefined, f,                                         "yes",    "yes",    "yes"],
  ["a file that is gone",             f,         undefined,                                 "yes",    "yes",    "yes"],
  ["a folder that is gone",           directory, undefined,                                 "yes",    "yes",    "yes"],
  ["a folder",                        directory, directory,                                 "no",     "no",     "no"],
  ["a folder in a file's place",      f,         directory,                                 "yes",    "yes",    "yes"],
  ["a file in a folder's place",      directory, f,                                         "yes",    "yes",    "yes"],
  ["a link in a file's place",        f,         link,                                      "yes",    "yes",    "yes"],
  ["the same file",                   f,         f,                                         "no",     "no",     "no"],
  ["another mode",                    f,         { ...f, mode: 0o600 },                     "no",     "no",     "no"],
  ["another size",                    known,     { ...f, size: 6 },                         "yes",    "yes",    "yes"],
  ["another time",                    f,         { ...f, modified: 7001 },                  "yes",    "yes",    "no"],
  ["another time, known before",      known,     { ...f, modified: 7001 },                  "yes",    "unsure", "no"],
  ["another time, the same content",  known,     { ...known, modified: 7001 },              "no",     "no",     "no"],
  ["another id",                      f,         { ...f, id: "2" },                         "yes",    "yes",    "no"],
  ["another id, known before",        known,     { ...f, id: "2" },                         "unsure", "unsure", "no"],
  ["another id, the same content",    known,     { ...known, id: "2" },                     "no",     "no",     "no"],
  ["another id, another content",     known,     { ...known, id: "2", digest: "y" },        "yes",    "yes",    "no"],
  ["no id any more",                  f,         file(5, 7000),                             "no",     "no",     "no"],
  ["another content in secret",       known,     { ...known, digest: "y" },                 "yes",    "yes",    "no"],
]

describe("a side was changed", () => {
  it.each(rows)("or not: %s", (_what, before, now, byTime, byContent, bySize) => {
    const expected: Readonly<Record<Comparison, Changed>> = {
      "size-and-modified": byTime,
      "checksum": byContent,
      "size": bySize,
    }
    for (const compare of ["size-and-modified", "checksum", "size"] as const) {
      assert.strictEqual(changed(compare, before, now), expected[compare], compare)
    }
  })
})
