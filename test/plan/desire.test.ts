import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type Mode } from "../../src/domain/Pair.ts"
import { desire } from "../../src/plan/desire.ts"
import { type Equality } from "../../src/plan/equality.ts"
import { directory, file } from "../support/entries.ts"

const _ = undefined
const a = file(1)
const b = file(2)

type Row = readonly [string, Mode, Equality, Entry | undefined, Entry | undefined, string]

// dprint-ignore
const rows: ReadonlyArray<Row> = [
  // name                                           mode      equal        left       right      expected
  ["what is the same is left as it is",             "mirror", "same",      a,         a,         "Agree"],
  ["what is the same is left as it is",             "copy",   "same",      directory, directory, "Agree"],
  ["mirror adds",                                   "mirror", "different", a,         _,         "Take left"],
  ["mirror changes",                                "mirror", "different", a,         b,         "Take left"],
  ["mirror removes",                                "mirror", "different", _,         b,         "Take left"],
  ["mirror replaces a folder by a file",            "mirror", "different", a,         directory, "Take left"],
  ["mirror replaces a file by a folder",            "mirror", "different", directory, b,         "Take left"],
  ["copy adds",                                     "copy",   "different", a,         _,         "Take left"],
  ["copy changes",                                  "copy",   "different", a,         b,         "Take left"],
  ["copy never removes",                            "copy",   "different", _,         b,         "Leave"],
  ["copy never removes a folder",                   "copy",   "different", _,         directory, "Leave"],
  ["copy holds back a file in a folder's place",    "copy",   "different", a,         directory, "Clash"],
  ["copy holds back a folder in a file's place",    "copy",   "different", directory, b,         "Clash"],
  ["what could not be compared is held back",       "mirror", "unsure",    a,         b,         "Clash"],
  ["what could not be compared is held back",       "copy",   "unsure",    a,         b,         "Clash"],
]

const neverAsked = (): never => assert.fail("no policy is asked for in one direction")

describe("desire", () => {
  it.each(rows)("%s (%s, %s)", (_name, mode, equal, left, right, expected) => {
    const wish = desire({ mode, compare: "size-and-modified" }, equal, { left, right, agreed: undefined }, neverAsked)
    assert.strictEqual(wish._tag === "Take" ? `Take ${wish.from}` : wish._tag, expected)
  })
})
