import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import { Plan } from "../../src/domain/Plan.ts"
import { decodePlanFile, encodePlanFile } from "../../src/engine/planFile.ts"
import { at, directory, file, planWith } from "../support/entries.ts"
import { fill, memoryPair, preview } from "../support/memoryPair.ts"

const created = "2026-11-22T12:00:00.000Z"

const plan = Effect.suspend(() => {
  const both = memoryPair()
  fill(both.left, { "new": "1", "d/f": "2", "changed": "33", "kind": "4", "same": "5", "caf\u00e9 \u{1f600}": "6" })
  fill(both.right, { "changed": "3", "old": "5", "kind/x": "6", "same": "5" })
  both.left.putEntry("dark", { _tag: "Unknown", problem: "permission denied" })
  both.left.problems.set(undefined, ["the listing broke off"])
  return Effect.provide(preview(both), both.layer, { local: true })
})

/** What JSON makes no difference of is no difference here: the order of keys, and the sign of nothing. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const failureOf = (text: string): string =>
  Result.match(decodePlanFile(text), { onFailure: ({ message }) => message, onSuccess: () => "it was taken" })

describe("a plan file", () => {
  it.effect("gives back the plans that were put in, but for what is in step already", () =>
    Effect.gen(function*() {
      const first = yield* plan
      const plans = [first, planWith(first, { pair: "other", makesRoot: true, actions: [] })]
      const { text, digest } = encodePlanFile("setup", created, plans)
      const { actions, problems } = first
      assert.isAbove(actions.length, 5)
      assert.isTrue(problems.some(({ path }) => path === undefined))
      assert.deepStrictEqual(Result.getOrThrow(decodePlanFile(text)), {
        name: "setup",
        created,
        digest,
        plans: plans.map((each) => planWith(each, { agreed: [] })),
      })
      assert.match(digest, /^sha256:[0-9a-f]{64}$/)
    }))

  it.effect("has one digest for the same content, and another for any other", () =>
    Effect.gen(function*() {
      const first = yield* plan
      const { digest } = encodePlanFile("setup", created, [first])
      assert.strictEqual(encodePlanFile("setup", created, [first]).digest, digest)
      const others = [
        encodePlanFile("setup 2", created, [first]),
        encodePlanFile("setup", "2026-11-22T12:00:00.001Z", [first]),
        encodePlanFile("setup", created, [first, first]),
        encodePlanFile("setup", created, [planWith(first, { actions: first.actions.toReversed() })]),
        encodePlanFile("setup", created, [planWith(first, { makesRoot: !first.makesRoot })]),
      ]
      assert.strictEqual(new Set([digest, ...others.map((other) => other.digest)]).size, others.length + 1)
    }))

  it.effect("is refused when anything in it was changed", () =>
    Effect.gen(function*() {
      const { text } = encodePlanFile("setup", created, [yield* plan])
      const tampered = [
        text.replace("\"changed\"", "\"precious\""),
        text.replace("\"makesRoot\": false", "\"makesRoot\": true"),
        text.replace(/"_tag": "Transfer"/, "\"_tag\": \"Delete\""),
        text.replace("sha256:", "sha256:0"),
        text.replace(/"path": "old"/, "\"path\": \"../old\""),
        text.replace("\"name\": \"setup\"", "\"name\": \"setup\",\n\"more\": 1"),
      ]
      for (const each of tampered) {
        assert.notStrictEqual(each, text)
        assert.match(failureOf(each), /digest does not fit/)
      }
    }))

  it.effect("is refused when it was cut short, or never was one", () =>
    Effect.gen(function*() {
      const { text } = encodePlanFile("setup", created, [yield* plan])
      for (const each of ["", "{}", "null", "[]", text.slice(0, -3), text.slice(1), `${text}x`]) {
        assert.match(failureOf(each), /not a saved plan/, each.slice(0, 9))
      }
    }))

  it.effect("of another format is refused even if its digest fits", () =>
    Effect.gen(function*() {
      const { text } = encodePlanFile("setup", created, [yield* plan])
      const { content } = JSON.parse(text) as { readonly content: Record<string, unknown> }
      for (const other of [{ ...content, format: 2 }, { ...content, plans: [{}] }, { ...content, name: 1 }]) {
        assert.match(failureOf(JSON.stringify({ digest: "sha256:?", content: other })), /digest does not fit/)
        const digest = yield* digestOf(other)
        assert.match(failureOf(JSON.stringify({ digest, content: other })), /another version/)
      }
    }))

  it.effect("with a path that leaves the root is refused even if its digest fits", () =>
    Effect.gen(function*() {
      const { text } = encodePlanFile("setup", created, [yield* plan])
      const { content } = JSON.parse(text.replaceAll("\"old\"", "\"../old\"")) as { readonly content: unknown }
      assert.match(failureOf(JSON.stringify({ digest: yield* digestOf(content), content })), /another version/)
    }))

  it.prop("survives whatever names and numbers a plan holds", [Schema.toType(Plan)], ([any]) => {
    const { text } = encodePlanFile("setup", created, [any])
    const [back] = Result.getOrThrow(decodePlanFile(text)).plans
    assert.deepStrictEqual(plain(back), plain(planWith(any, { agreed: [] })))
  }, { arbitrary: { runs: 40, size: 6 }, timeout: 60_000 })

  it("tells nothing expected from something expected", () => {
    const step = { _tag: "Transfer", side: "right", path: at("a"), wanted: file(1), from: at("a") } as const
    const actions = [{ ...step, expected: undefined }, { ...step, expected: file(0, 0.5, { id: "", mode: 0 }) }, {
      ...step,
      expected: directory,
    }]
    const codec = Schema.fromJsonString(Schema.toCodecJson(Plan.fields.actions))
    assert.deepStrictEqual(Schema.decodeSync(codec)(Schema.encodeSync(codec)(actions)), actions)
  })
})

/** As `sha256sum` would give it, so that files can be forged here without asking the code under test. */
const digestOf = (content: unknown) =>
  Effect.promise(async () => {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(content)))
    return `sha256:${Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("")}`
  })
