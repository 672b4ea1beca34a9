import { assert, describe, it } from "@effect/vitest"
import { renderPlan, renderPlans } from "../../src/report/renderPlan.ts"
import { linesOf, look } from "./lookAtPlan.ts"
import {
  addFile,
  at,
  busyPlan,
  decided,
  file,
  folder,
  moveFile,
  moveFolder,
  onLeft,
  planOf,
  range,
  remove,
} from "./samples.ts"

const heading = [
  "website  mirror  ./site/public → web:html",
  "  comparing: size and modification time",
  "  publishing: atomic rename",
]
const conflictLines = [
  "          the target has a folder where the source has a file, and something in that folder has to stay",
  "          source: file, 4 KiB, modified Nov 14, 2023, 10:13 PM",
  "          target: folder",
]
const problemLines = [
  "",
  "  Not seen in full; nothing is deleted there whose absence is not proven by name:",
  "    target  the folder itself: the listing ended early",
  "",
  "  Could not be looked at, so it is left alone on both sides, with everything below it:",
  "    source  private: permission denied",
]
const lastLine = "Plan: 53 to add, 3 to change, 0 to move, 4 to delete, 1 conflict. 192 GiB to transfer."

describe("renderPlan", () => {
  it("shows a tree with plain additions folded", () =>
    assert.deepStrictEqual(linesOf(busyPlan), [
      ...heading,
      "",
      "  ./",
      "    ~ about.html  12 KiB → 12.4 KiB",
      "  -/+ cache       folder → file, 2 KiB",
      "    + index.html  12.4 KiB",
      "    - old/",
      "    + video/",
      "",
      "  a/b/",
      "    ! x.psd",
      ...conflictLines,
      "",
      "  a/b/c/",
      "    ~ log.txt                  2 KiB",
      "    ~ long-name-of-a-file.txt  1 B → 2 B",
      "    + notes.txt                900 B",
      "    - old.png                  87.9 KiB",
      "    + same.txt                 100 B",
      "",
      "  old/",
      "    - sub/",
      "",
      "  video/",
      "    + 48 files  192 GiB",
      ...problemLines,
      "",
      "  Skipped 22 links and special files:",
      ...Array.from({ length: 20 }, (_, index) => `    source  links/${index} (link)`),
      "    … and 2 more",
      "",
      lastLine,
    ]))

  it("shows a summary that still lists what could hurt", () =>
    assert.deepStrictEqual(linesOf(busyPlan, "summary"), [
      ...heading,
      "",
      "  ./",
      "    + 51 files, 1 folder  192 GiB",
      "    ~ 3 files             14.4 KiB",
      "    - a/b/c/old.png       87.9 KiB",
      "    ! a/b/x.psd",
      ...conflictLines,
      "  -/+ cache               folder → file, 2 KiB",
      "    - old/",
      "    - old/sub/",
      ...problemLines,
      "",
      "  Skipped 22 links and special files.",
      "",
      lastLine,
    ]))

  it("shows every action when asked for all", () => {
    const shown = linesOf(busyPlan, "full")
    const start = shown.indexOf("  video/")
    assert.deepStrictEqual(shown.slice(start, start + 3), ["  video/", "    + 0.mov   4 GiB", "    + 1.mov   4 GiB"])
    assert.lengthOf(shown.filter((line) => line.endsWith("4 GiB")), 48)
  })

  it("narrows the list to what was asked for, and says what it leaves out", () =>
    assert.deepStrictEqual(linesOf(busyPlan, "tree", { only: ["delete"] }), [
      ...heading,
      "",
      "  ./",
      "  -/+ cache  folder → file, 2 KiB",
      "    - old/",
      "",
      "  a/b/c/",
      "    - old.png  87.9 KiB",
      "",
      "  old/",
      "    - sub/",
      "",
      "  Not shown: 52 to add, 3 to change, 1 conflict, 2 problems, 22 skipped.",
      "",
      lastLine,
    ]))

  it("says that nothing is to be done", () =>
    assert.deepStrictEqual(linesOf(planOf({})), [
      ...heading,
      "",
      "  Nothing to do.",
      "",
      "No changes. Both sides match the syncfile.",
    ]))

  it("does not claim that both sides match when something could not be looked at", () =>
    assert.deepStrictEqual(linesOf(planOf({ problems: busyPlan.problems })), [
      ...heading,
      ...problemLines,
      "",
      "  Nothing to do in what could be seen. What could not be looked at (2 paths) may differ.",
      "",
      "Plan: 0 to add, 0 to change, 0 to move, 0 to delete, 0 conflicts. 0 B to transfer.",
    ]))

  it("says that a target folder is about to be made", () =>
    assert.strictEqual(
      linesOf(planOf({ makesRoot: true, actions: [addFile("a", 1)] }))[3],
      "  The folder web:html does not exist and will be made.",
    ))

  it("does not claim that a source without files matches a target that is not there", () =>
    assert.deepStrictEqual(linesOf(planOf({ makesRoot: true })).slice(3), [
      "  The folder web:html does not exist, and there is nothing to put into it.",
      "",
      "Plan: 0 to add, 0 to change, 0 to move, 0 to delete, 0 conflicts. 0 B to transfer.",
    ]))

  it("says what a reviewer has to know about the endpoints", () =>
    assert.strictEqual(
      linesOf(planOf({ method: { comparing: "x", publishing: "y", notes: ["web: no\u001b[2J fsync."] } }))[3],
      "  web: no\\u001b[2J fsync.",
    ))

  it("does not fold a path's unusual origin or side", () =>
    assert.deepStrictEqual(
      linesOf(planOf({
        actions: [
          { _tag: "Transfer", side: "left", path: at("a"), expected: undefined, wanted: file(2048), from: at("b") },
        ],
      })).slice(3, 6),
      ["", "  ./", "    + a  2 KiB  on the source  from b"],
    ))
})

describe("hostile names", () => {
  it("act neither on the terminal nor on the lines around them", () => {
    const names = ["\u001b]0;x\u0007", "a\n::error::x", "fdp\u202Exe"]
    const text = renderPlan(
      planOf({
        pair: "p\r",
        left: "l\u009b",
        right: "r\u2028",
        mode: "two-way",
        actions: [
          ...names.map((name) => remove(name)),
          ...names.map((name) => decided(moveFile(`m/${name}`, `n/${name}`), name)),
          ...names.map((name) => onLeft(moveFolder(`${name}/e`, `o/${name}`, 2))),
          ...names.flatMap((name) => range(9).map((index) => moveFile(`${name}/${index}`, `q/${name}/${index}`))),
        ],
        conflicts: names.map((name) => ({ path: at(`c/${name}`), left: file(1), right: folder, reason: name })),
        problems: names.map((name) => ({ side: "left", path: at(`p/${name}`), message: name })),
        skipped: names.map((name) => ({ side: "left", path: at(`s/${name}`), kind: "Symlink" })),
        halts: names.map((name) => ({ reason: "root-swapped", message: name, release: name })),
      }),
      look("tree"),
    )
    assert.notMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    assert.notMatch(text, /^::/m)
    assert.include(text, "    - → right  a\\n::error::x     1 KiB\n")
  })
})

describe("renderPlans", () => {
  it("shows each pair and one line for all", () =>
    assert.strictEqual(
      renderPlans([
        planOf({ pair: "one", actions: [addFile("a", 1024)] }),
        planOf({ pair: "two" }),
        planOf({ pair: "three", actions: [addFile("b", 1024), remove("c")] }),
      ], look("tree")),
      [
        "one  mirror  ./site/public → web:html",
        ...heading.slice(1),
        "",
        "  ./",
        "    + a  1 KiB",
        "",
        "two  mirror  ./site/public → web:html",
        ...heading.slice(1),
        "",
        "  Nothing to do.",
        "",
        "three  mirror  ./site/public → web:html",
        ...heading.slice(1),
        "",
        "  ./",
        "    + b  1 KiB",
        "    - c  1 KiB",
        "",
        "Plan: 2 to add, 0 to change, 0 to move, 1 to delete, 0 conflicts. 2 KiB to transfer.",
      ].join("\n"),
    ))

  it("claims a match only if every pair matches", () => {
    assert.match(renderPlans([planOf({}), planOf({})], look("tree")), /\nNo changes\. Both sides match the syncfile\.$/)
    assert.notMatch(renderPlans([planOf({}), planOf({ makesRoot: true })], look("tree")), /No changes/)
  })
})
