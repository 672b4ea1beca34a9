import { assert, describe, it } from "@effect/vitest"
import { jsonText } from "../../src/report/json.ts"
import { progressStreamLine, streamLines } from "../../src/report/streamLines.ts"
import { type SyncEvent } from "../../src/report/SyncEvent.ts"
import {
  addFile,
  at,
  changeFile,
  decided,
  done,
  file,
  folder,
  moveFile,
  onLeft,
  planOf,
  remove,
  reportOf,
} from "./samples.ts"

const time = "2026-11-22T15:00:00.000Z"
const textOf = (event: SyncEvent) => Array.from(streamLines(event, time), jsonText)
const pair = "website"
const mode = "mirror"
const start = (type: string) => `{"type":"${type}","time":"${time}","pair":"website",`

describe("streamLines", () => {
  it("tell a plan: every action, what is held back, then the summary", () =>
    assert.deepStrictEqual(
      textOf({
        _tag: "Planned",
        plan: planOf({
          actions: [remove("k", folder), changeFile("c", 1, 2), addFile("k", 7)],
          conflicts: [{ path: at("x"), left: file(1), right: undefined, reason: "r" }],
          problems: [{ side: "left", path: undefined, message: "m" }],
          skipped: [{ side: "left", path: at("l"), kind: "Symlink" }],
          halts: [{ reason: "root-swapped", message: "m", release: "mount it" }],
        }),
      }),
      [
        `${start("planned_action")}"verbs":["delete","add"],"side":"right","path":"k","before":{"kind":"directory"},`
        + "\"after\":{\"kind\":\"file\",\"size\":7,\"modified\":1700000000000},\"from\":\"k\",\"bytes\":7}",
        `${start("planned_action")}"verbs":["change"],"side":"right","path":"c",`
        + "\"before\":{\"kind\":\"file\",\"size\":1,\"modified\":1700000000000},"
        + "\"after\":{\"kind\":\"file\",\"size\":2,\"modified\":1700000000000},\"from\":\"c\",\"bytes\":2}",
        `${start("conflict")}"path":"x","left":{"kind":"file","size":1,"modified":1700000000000},`
        + "\"right\":null,\"reason\":\"r\"}",
        `${start("problem")}"side":"left","path":null,"message":"m"}`,
        `${start("skipped")}"side":"left","path":"l","kind":"symlink"}`,
        `${start("halt")}"reason":"root-swapped","message":"m","release":"mount it"}`,
        `${start("change_summary")}"add":1,"change":1,"move":0,"delete":1,"conflicts":1,"bytes":9,`
        + "\"applyable\":false,\"complete\":false}",
      ],
    ))

  it("tell how an apply begins and ends", () => {
    assert.deepStrictEqual(textOf({ _tag: "Started", pair, actions: 3, bytes: 9 }), [
      `${start("apply_start")}"actions":3,"bytes":9}`,
    ])
    assert.deepStrictEqual(
      textOf({ _tag: "Finished", report: reportOf([done(addFile("a", 1))], { bytes: 1, milliseconds: 20 }) }),
      [
        `${start("apply_complete")}"complete":true,"added":1,"changed":0,"moved":0,"deleted":0,"failed":0,"stale":0,`
        + "\"withheld\":0,\"interrupted\":false,\"bytes\":1,\"copied\":0,\"milliseconds\":20,\"resumed\":0}",
      ],
    )
    assert.deepStrictEqual(textOf({ _tag: "Stopped", pair }), [`${start("stopped")}"complete":false}`])
  })

  it("tell what an earlier run had sent of a file", () => {
    const action = addFile("a", 9)
    assert.deepStrictEqual(textOf({ _tag: "TakenUp", pair, path: action.path, bytes: 5 }), [
      `${start("apply_resumed")}"path":"a","bytes":5}`,
    ])
    const outcome = { _tag: "Done", action, agreement: undefined, resumed: 5 } as const
    assert.match(textOf({ _tag: "Finished", report: reportOf([outcome]) })[0] ?? "", /"resumed":5\}$/u)
  })

  it("tell each outcome", () => {
    assert.deepStrictEqual(textOf({ _tag: "Settled", pair, mode, outcome: done(addFile("a", 5)) }), [
      `${start("apply_outcome")}"outcome":"done","verbs":["add"],"side":"right","path":"a","bytes":5,"message":null}`,
    ])
    const outcomes = (["Failed", "Stale", "Withheld"] as const).map((_tag) =>
      textOf({ _tag: "Settled", pair, mode, outcome: { _tag, action: remove("a"), message: "why" } })[0]
    )
    assert.deepStrictEqual(
      outcomes,
      ["failed", "stale", "withheld"].map((word) =>
        `${start("apply_outcome")}"outcome":"${word}","verbs":["delete"],"side":"right","path":"a","bytes":0,`
        + "\"message\":\"why\"}"
      ),
    )
  })

  it("tell of a move and of a decided conflict as the document of the plan does", () => {
    const actions = [moveFile("old", "new"), onLeft(decided(remove("a"), "deleted on the right"))]
    assert.deepStrictEqual(textOf({ _tag: "Planned", plan: planOf({ mode: "two-way", actions }) }).slice(0, 2), [
      `${start("planned_action")}"verbs":["move"],"side":"right","path":"new","before":null,`
      + "\"after\":{\"kind\":\"file\",\"size\":1024,\"modified\":1700000000000},\"from\":\"old\",\"bytes\":0}",
      `${start("planned_action")}"verbs":["delete"],"side":"left","path":"a",`
      + "\"before\":{\"kind\":\"file\",\"size\":1024,\"modified\":1700000000000},\"after\":null,\"from\":null,"
      + "\"bytes\":0,\"because\":\"deleted on the right\"}",
    ])
    assert.deepStrictEqual(
      textOf({ _tag: "Settled", pair, mode: "two-way", outcome: done(moveFile("old", "new")) }),
      [`${
        start("apply_outcome")
      }"outcome":"done","verbs":["move"],"side":"right","path":"new","bytes":0,"message":null}`],
    )
  })

  it("tell notes on one safe line", () =>
    assert.deepStrictEqual(textOf({ _tag: "Note", pair, message: "a\n::error::x\u009b" }), [
      `${start("diagnostic")}"severity":"note","message":"a\\n::error::x\\u009b"}`,
    ]))

  it("say nothing for each bit of progress", () =>
    assert.deepStrictEqual([
      ...textOf({ _tag: "Progress", pair, bytes: 1 }),
      ...textOf({ _tag: "Scanning", pair, mode, side: "left", entries: 1 }),
      ...textOf({ _tag: "Hashing", pair, mode, side: "left", done: 1, total: 2, bytes: 3, bytesTotal: 99 }),
    ], []))
})

describe("progressStreamLine", () => {
  it("tells how far a pair is", () => {
    assert.strictEqual(
      jsonText(progressStreamLine(pair, { _tag: "Looking", mode, entries: { left: 3 } }, time)),
      `${start("scan_progress")}"entries":{"left":3}}`,
    )
    assert.strictEqual(
      jsonText(
        progressStreamLine(pair, {
          _tag: "Comparing",
          mode,
          files: { right: { done: 1, total: 2, bytes: 3, bytesTotal: 99 } },
        }, time),
      ),
      `${start("hash_progress")}"files":{"right":{"done":1,"total":2,"bytes":3,"bytes_total":99}}}`,
    )
    assert.strictEqual(
      jsonText(progressStreamLine(pair, {
        _tag: "Applying",
        actions: { settled: 1, failed: 0, total: 2 },
        bytes: { done: 5, total: 9 },
        speed: { at: 0, bytes: 0, perSecond: 2.4 },
      }, time)),
      `${start("apply_progress")}"bytes":5,"bytes_total":9,"actions":1,"actions_total":2,"failed":0,`
        + "\"bytes_per_second\":2}",
    )
  })
})
