import { assert, describe, it } from "@effect/vitest"
import { type Concern } from "../../../src/daemon/notify/concernsOf.ts"
import { sentenceOf } from "../../../src/daemon/notify/Message.ts"
import { wordOf } from "../../../src/daemon/notify/wordOf.ts"
import { type Told } from "../../../src/domain/watch/Told.ts"

const hour = 3_600_000
const failed: Concern = { key: "failed", message: "the server is gone" }
const conflicts: Concern = { key: "conflicts", message: "1 conflict waits for a decision" }

/** What is said at each moment, one after the other. */
const story = (moments: ReadonlyArray<readonly [now: number, concerns: ReadonlyArray<Concern>]>, remind?: number) => {
  let told: Told | undefined
  return moments.map(([now, all]) => {
    const word = wordOf(told, { all, isWhole: true }, now, remind)
    if (word !== undefined) told = word.told
    return word?.kind ?? "-"
  })
}

describe("what is said of a pair", () => {
  it("is nothing while all is well", () => assert.deepStrictEqual(story([[0, []], [hour, []]]), ["-", "-"]))

  it("comes once with trouble, and once when it is over", () =>
    assert.deepStrictEqual(
      story([[0, [failed]], [1, [failed]], [2, [{ ...failed, message: "still" }]], [3, []], [4, []]]),
      ["trouble", "-", "-", "recovered", "-"],
    ))

  it("comes again when there is more trouble, and not when there is less", () =>
    assert.deepStrictEqual(
      story([
        [0, [failed]],
        [1, [failed, conflicts]],
        [2, [conflicts, failed]],
        [3, [conflicts]],
        [4, [failed, conflicts]],
        [5, []],
      ]),
      ["trouble", "trouble", "-", "-", "trouble", "recovered"],
    ))

  it("is repeated after a while, if that is asked for", () => {
    const moments = [0, 1, 2, 3, 4].map((hours) => [hours * hour, [failed]] as const)
    assert.deepStrictEqual(story(moments, 2 * hour), ["trouble", "-", "reminder", "-", "reminder"])
    assert.deepStrictEqual(story(moments), ["trouble", "-", "-", "-", "-"])
  })

  it("is not repeated earlier because a part of the trouble is over", () =>
    assert.deepStrictEqual(
      story([[0, [failed, conflicts]], [hour, [failed]], [2 * hour, [failed]]], 2 * hour),
      ["trouble", "-", "reminder"],
    ))

  it("is not that all is well while that is not known", () => {
    const told: Told = { concerns: ["failed"], at: 0 }
    assert.isUndefined(wordOf(told, { all: [], isWhole: false }, 2 * hour, hour))
    assert.deepStrictEqual(wordOf(told, { all: [conflicts], isWhole: false }, 1, hour), {
      kind: "trouble",
      told: { concerns: ["conflicts", "failed"], at: 1 },
    })
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
