/** Two-way pairs whose users never rest, while connections break and processes die. Every case is a number. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeStory } from "./twoWay/makeStory.ts"
import { shrunk } from "./twoWay/shrunk.ts"
import { told } from "./twoWay/told.ts"
import { wrongWith } from "./twoWay/wrongWith.ts"

const isFull = process.env["SYNCFILE_TEST_FULL"] === "1"
const perPart = isFull ? 12_500 : 250

describe("whatever happens to a two-way pair", () => {
  for (const part of [0, 1, 2, 3]) {
    it.effect(
      `nothing of a user's is lost, and one quiet pass brings all in step (${part + 1} of 4)`,
      () =>
        Effect.gen(function*() {
          for (let seed = part * perPart; seed < (part + 1) * perPart; seed++) {
            const story = makeStory(seed)
            if ((yield* wrongWith(story)) === undefined) continue
            const short = yield* shrunk(story, wrongWith)
            assert.fail(`story ${seed}: ${yield* wrongWith(short)}\n${JSON.stringify(short)}`)
          }
        }),
      3_600_000,
    )
  }
})

describe("a story that once went wrong", () => {
  for (const [name, story] of Object.entries(told)) {
    it.effect(name, () => Effect.map(wrongWith(story), (wrong) => assert.isUndefined(wrong)))
  }
})
