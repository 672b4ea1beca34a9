/** Two-way pairs whose users never stop, and whose connections and processes do. Every case is a number. */
import { createRequire } from "node:module"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit } from "effect"
import { makeStory } from "./twoWay/makeStory.ts"
import { playStory } from "./twoWay/playStory.ts"
import { type Story } from "./twoWay/Story.ts"
import { shrunk } from "./twoWay/shrunk.ts"

const require = createRequire(import.meta.url)
const count = Number(process.env["CASES"] ?? 1000)
const from = Number(process.env["FROM"] ?? 0)

const wrongWith = (story: Story) =>
  Effect.map(Effect.exit(playStory(story)), (exit) => Exit.isSuccess(exit) ? undefined : String(Cause.squash(exit.cause)))

describe("whatever happens to a two-way pair", () => {
  it.effect("nothing of a user's is lost, and all is in step again after three quiet passes", () =>
    Effect.gen(function*() {
      const kinds = new Map<string, [number, number, string]>()
      for (let seed = from; seed < from + count; seed++) {
        const wrong = yield* wrongWith(makeStory(seed))
        if (wrong === undefined) continue
        const kind = wrong.replace(/[0-9a-f]{8,}-[0-9]+-0|[0-9a-f]{16}/g, "#").replace(/\d+/g, "#").replace(/ (left|right) .*? at/, " at").slice(0, 70)
        const known = kinds.get(kind)
        kinds.set(kind, [seed, (known?.[1] ?? 0) + 1, wrong.slice(0, 300)])
      }
      require("node:fs").writeFileSync("/tmp/chaos.txt", "")
      const log = (text: string) => require("node:fs").appendFileSync("/tmp/chaos.txt", `${text}\n`)
      for (const each of kinds) log(JSON.stringify(each))
      for (const [, [seed]] of [...kinds].slice(0, 4)) {
        const small = yield* shrunk(makeStory(seed), wrongWith)
        log(`seed ${seed}: ${yield* wrongWith(small)}\n${JSON.stringify(small)}`)
      }
      assert.strictEqual(kinds.size, 0)
    }), 600_000)
})
