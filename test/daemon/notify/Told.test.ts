import { assert, describe, it } from "@effect/vitest"
import { type Concern } from "../../../src/daemon/notify/concernsOf.ts"
import { sentenceOf } from "../../../src/daemon/notify/Message.ts"
import { Told } from "../../../src/daemon/notify/Told.ts"

const hour = 3_600_000
const failed: Concern = { key: "failed", message: "the server is gone" }
const conflicts: Concern = { key: "conflicts", message: "1 conflict waits for a decision" }

/** What is said at each moment, one after the other. */
const story = (moments: ReadonlyArray<readonly [now: number, concerns: ReadonlyArray<Concern>]>, remind?: number) => {
  const told = new Told()
  return moments.map(([now, concerns]) => {
    const kind = told.next(concerns, now, remind)
    if (kind !== undefined) told.note(concerns, now)
    return kind ?? "-"
  })
}

describe("what is said of a pair", () => {
  it("is nothing while all is well", () => assert.deepStrictEqual(story([[0, []], [hour, []]]), ["-", "-"]))

  it("comes once with trouble, and once when it is over", () => {
    assert.deepStrictEqual(
      story([[0, [failed]], [1, [failed]], [2, [{ ...failed, message: "still" }]], [3, []], [4, []]]),
      [
        "trouble",
        "-",
        "-",
        "recovered",
        "-",
      ],
    )
  })

  it("comes again when the trouble is another one", () => {
    assert.deepStrictEqual(
      story([[0, [failed]], [1, [failed, conflicts]], [2, [conflicts, failed]], [3, [conflicts]]]),
      [
        "trouble",
        "trouble",
        "-",
        "trouble",
      ],
    )
  })

  it("is repeated after a while, if that is asked for", () => {
    const moments = [0, 1, 2, 3, 4].map((hours) => [hours * hour, [failed]] as const)
    assert.deepStrictEqual(story(moments, 2 * hour), ["trouble", "-", "reminder", "-", "reminder"])
    assert.deepStrictEqual(story(moments), ["trouble", "-", "-", "-", "-"])
  })

  it("is tried again when it could not be brought", () => {
    const told = new Told()
    assert.strictEqual(told.next([failed], 0, undefined), "trouble")
    assert.strictEqual(told.next([failed], 1, undefined), "trouble")
    told.note([failed], 1)
    assert.isUndefined(told.next([failed], 2, undefined))
  })
})

describe("a message", () => {
  const message = { name: "feeds", host: "here", pair: "docs", time: 0, concerns: [failed, conflicts] }

  it.each(
    [
      ["trouble", "syncfile on here: feeds/docs: the server is gone; 1 conflict waits for a decision"],
      ["reminder", "syncfile on here: feeds/docs still: the server is gone; 1 conflict waits for a decision"],
      ["recovered", "syncfile on here: feeds/docs is well again"],
    ] as const,
  )("of %s is one sentence", (kind, sentence) => assert.strictEqual(sentenceOf({ ...message, kind }), sentence))
})
