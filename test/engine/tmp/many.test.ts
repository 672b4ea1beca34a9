import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { appendFileSync, writeFileSync } from "node:fs"
import { makeStory } from "../twoWay/makeStory.ts"
import { shrunk } from "../twoWay/shrunk.ts"
import { wrongWith } from "../twoWay/wrongWith.ts"
const count = Number(process.env["CASES"] ?? 1000)
const from = Number(process.env["FROM"] ?? 0)
const out = process.env["OUT"] ?? "/tmp/chaos.txt"
it.effect("many", () =>
  Effect.gen(function*() {
    const kinds = new Map<string, [number, number, string]>()
    writeFileSync(out, "")
    for (let seed = from; seed < from + count; seed++) {
      const wrong = yield* wrongWith(makeStory(seed))
      if (wrong === undefined) continue
      const kind = wrong.replace(/[0-9a-f]{8,}-[0-9a-z]+-0|[0-9a-f]{16}/g, "#").replace(/\d+/g, "#").replace(
        / (left|right) .*? at/,
        " at",
      ).slice(0, 70)
      const known = kinds.get(kind)
      kinds.set(kind, [seed, (known?.[1] ?? 0) + 1, wrong.slice(0, 300)])
      if (process.env["FIRST"]) break
    }
    for (const each of kinds.values()) appendFileSync(out, JSON.stringify(each) + "\n")
    if (!process.env["NOSHRINK"]) {
      for (const [, [seed]] of [...kinds].slice(0, 5)) {
        const small = yield* shrunk(makeStory(seed), wrongWith)
        appendFileSync(out, `seed ${seed}: ${yield* wrongWith(small)}\n${JSON.stringify(small)}\n`)
      }
    }
    appendFileSync(out, `done ${from} ${count}\n`)
    assert.strictEqual(kinds.size, 0)
  }), 3_000_000)
