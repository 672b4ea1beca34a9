/** Large files that are assembled, and what is left of them when that ends in the middle: nothing that anybody goes on with. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Endpoint } from "../../../src/endpoint/Endpoint.ts"
import { StateStore } from "../../../src/state/StateStore.ts"
import { type Disturbance, disturbances, disturbedPass } from "../../support/disturbances.ts"
import {
  backups,
  faultOf,
  leftoversIn,
  type MemoryPair,
  pass,
  patiently,
  preview,
  textAt,
  treeOf,
} from "../../support/memoryPair.ts"
import { dieAt, large, resumedIn, start, unfinished, withLarge, withPast } from "../largeStory.ts"

const grown = `${large}and what came to it`

/** The target has the large file, and the source has more of it. */
const grow = (both: MemoryPair) =>
  Effect.andThen(patiently(pass(both)), Effect.sync(() => both.left.put("d/large", grown)))

const copiedIn = (both: MemoryPair) =>
  Effect.map(patiently(pass(both)), ({ outcomes }) => outcomes.map((each) => each._tag === "Done" ? each.copied : each))

/** What the journals of unfinished runs tell of beginnings, in bytes. */
const toldIn = (both: MemoryPair) =>
  Effect.gen(function*() {
    const { unfinished: runs } = yield* (yield* StateStore).load(both.pair.name)
    return runs.flatMap(({ intents }) =>
      Array.from(intents.values(), ({ checkpoint }) => checkpoint?.bytes ?? []).flat()
    )
  })

/** While what is new is read: what the target has was copied by then. */
const afterCopying = (both: MemoryPair, what: Disturbance) => {
  let isDue = true
  return disturbedPass(both, (number) => {
    const [part] = leftoversIn(both.right)
    const isCopied = part !== undefined && textAt(both.right, part) === large
    if (both.steps[number]!.moment !== "read-chunk" || !isCopied || !isDue) return undefined
    isDue = false
    return what
  })
}

/** As a server whose contents are far away. */
const far = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  capabilities: (use) => Effect.map(endpoint.capabilities(use), (all) => ({ ...all, digest: "read-back" })),
})

describe("a large file that is assembled", () => {
  it.effect(
    "has no beginning that a later run could go on with",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* grow(both)
        yield* afterCopying(both, "crash")
        assert.strictEqual(leftoversIn(both.right).length, 1)
        assert.deepStrictEqual(yield* toldIn(both), [])
        assert.strictEqual(textAt(both.right, "d/large"), large)
        assert.deepStrictEqual(yield* copiedIn(both), [large.length])
        assert.deepStrictEqual(resumedIn(both), [])
        assert.deepStrictEqual(treeOf(both.right), { "d/": "", "d/large": grown })
        assert.deepStrictEqual([leftoversIn(both.right), yield* unfinished(both)], [[], 0])
      })
    ),
  )

  it.effect(
    "stops at once when the user does, and leaves nothing",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* grow(both)
        const report = yield* afterCopying(both, "stop")
        assert.isTrue(report?.interrupted)
        assert.deepStrictEqual(report?.outcomes, [])
        assert.deepStrictEqual(treeOf(both.right), { "d/": "", "d/large": large })
        assert.deepStrictEqual([leftoversIn(both.right), yield* toldIn(both)], [[], []])
        assert.deepStrictEqual(yield* copiedIn(both), [large.length])
        assert.deepStrictEqual([textAt(both.right, "d/large"), yield* unfinished(both)], [grown, 0])
      })
    ),
  )

  it.effect(
    "is begun anew when the connection broke",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* grow(both)
        const report = yield* afterCopying(both, "lost")
        assert.deepStrictEqual(report?.outcomes.map((each) => each._tag === "Done" && each.copied), [large.length])
        assert.strictEqual(textAt(both.right, "d/large"), grown)
      })
    ),
  )

  it.effect(
    "is sent from where it was when a run that had to send it whole died",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* grow(both)
        both.before = ({ moment }) => moment === "copy" ? faultOf({ _tag: "Unsupported", what: "copying" }) : undefined
        yield* dieAt(both, 36)
        both.before = () => undefined
        assert.deepStrictEqual(yield* toldIn(both), [32])
        assert.deepStrictEqual(yield* copiedIn(both), [undefined])
        assert.deepStrictEqual(resumedIn(both), [32])
        assert.deepStrictEqual([textAt(both.right, "d/large"), leftoversIn(both.right)], [grown, []])
      })
    ),
  )

  for (const [where, opened] of [["here", (endpoint: Endpoint) => endpoint], ["far", far]] as const) {
    it.effect(
      `may be one whose beginning another run had sent (${where})`,
      withLarge((both) =>
        Effect.gen(function*() {
          yield* dieAt(both, 36)
          yield* patiently(pass(both))
          assert.deepStrictEqual(resumedIn(both), [32])
          both.left.put("d/large", grown)
          assert.deepStrictEqual(yield* copiedIn(both), [large.length])
          assert.strictEqual(textAt(both.right, "d/large"), grown)
        }), { opened }),
    )
  }
})

describe("a large file that is assembled, whatever happens at whichever step", () => {
  const settings = [
    ["mirror", "atomic", undefined, disturbances],
    ["two-way", "no-replace", backups(), ["lost", "stop", "crash"]],
  ] as const
  for (const [mode, publishing, backup, some] of settings) {
    it.effect(
      `arrives whole in the end, and nothing of ours stays (${mode}, ${publishing})`,
      () =>
        Effect.gen(function*() {
          for (const what of some) {
            for (let at = 0, isOver = false; !isOver; at++) {
              const both = start({
                pair: { mode, ...(backup && { backup }) },
                left: { chunk: 16 },
                right: { publishing },
              })
              isOver = yield* withPast(both, disturbedOnce(both, at, what))
            }
          }
        }),
      60_000,
    )
  }
})

/** Whether the pass was over before so many steps. */
const disturbedOnce = Effect.fnUntraced(function*(both: MemoryPair, at: number, what: Disturbance) {
  yield* grow(both)
  both.before = () => {
    const shown = textAt(both.right, "d/large")
    if (shown !== undefined && shown !== large) assert.strictEqual(shown, grown)
    return undefined
  }
  const first = both.steps.length
  let isOver = true
  yield* disturbedPass(both, (number) => {
    if (number !== first + at) return undefined
    isOver = false
    return what
  })
  assert.deepStrictEqual(yield* toldIn(both), [], `${what} at ${at}`)
  yield* patiently(pass(both))
  assert.strictEqual(textAt(both.right, "d/large"), grown)
  for (const world of [both.left, both.right]) assert.deepStrictEqual(leftoversIn(world), [], `${what} at ${at}`)
  assert.deepStrictEqual([yield* unfinished(both), (yield* preview(both)).actions], [0, []])
  return isOver
})
