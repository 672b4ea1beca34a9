import { assert, describe, it } from "@effect/vitest"
import { outcomeText, renderReport } from "../../src/report/renderReport.ts"
import { colourStyle, plainStyle } from "../../src/report/Style.ts"
import { addFile, addFolder, changeFile, done, moveFile, moveFolder, onLeft, remove, reportOf } from "./samples.ts"

const style = plainStyle

describe("renderReport", () => {
  it("is one line when everything was done", () =>
    assert.strictEqual(
      renderReport([
        reportOf([done(addFile("a", 1)), done(addFolder("b"))], { bytes: 2048, milliseconds: 400 }),
        reportOf([done(changeFile("c", 1, 2)), done(remove("d"))], { bytes: 1024, milliseconds: 800 }),
      ], { style }),
      "Apply complete! 2 added, 1 changed, 0 moved, 1 deleted, 0 failed. 3 KiB in 1.2s.",
    ))

  it("says how much was there already", () =>
    assert.strictEqual(
      renderReport([
        reportOf([{ _tag: "Done", action: changeFile("a", 1, 2), agreement: undefined, copied: 2048 }], {
          bytes: 1024,
          milliseconds: 400,
        }),
      ], { style }),
      [
        "1 KiB of 3 KiB sent: the rest was there, and was copied there.",
        "Apply complete! 0 added, 1 changed, 0 moved, 0 deleted, 0 failed. 1 KiB in 0.4s.",
      ].join("\n"),
    ))

  it("says what was resumed, and where", () =>
    assert.match(
      renderReport([
        reportOf([{ _tag: "Done", action: addFile("a\u001b", 5), agreement: undefined, resumed: 8 * 1024 ** 3 }]),
      ], { style }),
      /\n {2}resumed a.+ at 8 GiB\n\nApply complete! 1 added/u,
    ))

  it("lists what was not done, failures first", () =>
    assert.strictEqual(
      renderReport([
        reportOf([done(addFile("a", 1))]),
        reportOf([
          { _tag: "Withheld", action: addFile("img/2.png", 1), message: "its folder could not be made" },
          { _tag: "Stale", action: remove("b.txt"), message: "it changed after the plan was made" },
          { _tag: "Failed", action: addFolder("img"), message: "web:html/img: cannot make\u001b[2J it" },
          done(changeFile("c", 1, 2)),
        ], { pair: "two", bytes: 2, milliseconds: 12_000 }),
      ], { style }),
      [
        "two",
        "  failed + img: web:html/img: cannot make\\u001b[2J it",
        "  stale - b.txt: it changed after the plan was made",
        "  withheld + img/2.png: its folder could not be made",
        "",
        "Apply incomplete: 1 added, 1 changed, 0 moved, 0 deleted, 1 failed, 1 stale, 1 withheld. 2 B in 12s.",
      ].join("\n"),
    ))

  it("says on which side of a two-way pair something was not done", () =>
    assert.strictEqual(
      renderReport([
        reportOf([
          done(moveFolder("x", "y", 3)),
          { _tag: "Withheld", action: onLeft(remove("old")), message: "something before it did not succeed" },
          { _tag: "Failed", action: addFile("b", 1), message: "no space left" },
        ], { mode: "two-way", pair: "notes" }),
      ], { style }),
      [
        "notes",
        "  failed + b (on the right): no space left",
        "  withheld - old (on the left): something before it did not succeed",
        "",
        "Apply incomplete: 0 added, 0 changed, 1 moved, 0 deleted, 1 failed, 0 stale, 1 withheld. 0 B in 0s.",
      ].join("\n"),
    ))

  it("says that it was interrupted", () =>
    assert.strictEqual(
      renderReport([reportOf([done(addFile("a", 1))], { interrupted: true, milliseconds: 61_000 })], { style }),
      [
        "website",
        "  Interrupted. What had not been started was left as it was.",
        "",
        "Apply incomplete: 1 added, 0 changed, 0 moved, 0 deleted, 0 failed, 0 stale, 0 withheld. 0 B in 1m01s.",
      ].join("\n"),
    ))

  it("takes the time it is given when pairs ran side by side", () =>
    assert.match(
      renderReport([reportOf([], { milliseconds: 9000 }), reportOf([], { milliseconds: 9000 })], {
        style,
        milliseconds: 10_000,
      }),
      / in 10s\.$/,
    ))
})

describe("outcomeText", () => {
  it("is red for a failure and names an unusual side", () => {
    assert.strictEqual(
      outcomeText({ _tag: "Failed", action: remove("a"), message: "no" }, "mirror", colourStyle),
      "\u001b[31mfailed - a: no\u001b[39m",
    )
    assert.strictEqual(outcomeText(done(onLeft(remove("a"))), "mirror", style), "done - a (on the source)")
  })

  it("names both sides of a two-way pair, and where a move comes from", () => {
    assert.strictEqual(outcomeText(done(addFile("a", 1)), "two-way", style), "done + a (on the right)")
    assert.strictEqual(
      outcomeText({ _tag: "Stale", action: onLeft(moveFile("old\n", "new")), message: "gone" }, "two-way", style),
      "stale > new from old\\n (on the left): gone",
    )
    assert.strictEqual(outcomeText(done(moveFile("old", "new")), "mirror", style), "done > new from old")
  })
})
