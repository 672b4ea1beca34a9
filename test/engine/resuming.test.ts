/** Large files whose run ended in the middle of one: the next run goes on where it was. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { SignOfLife } from "../../src/endpoint/SignOfLife.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { disturbances, disturbedPass } from "../support/disturbances.ts"
import {
  backups,
  fill,
  leftoversIn,
  type MemoryPair,
  pass,
  patiently,
  preview,
  textAt,
  treeOf,
} from "../support/memoryPair.ts"
import { dieAt, large, partIn, resumedIn, start, unfinished, withLarge, withPast } from "./largeStory.ts"

const short = large.slice(0, 27)

const chunksSince = ({ steps }: MemoryPair, first: number) =>
  steps.slice(first).filter(({ moment, side }) => moment === "write-chunk" && side === "right").length

describe("a large file whose run died", () => {
  it.effect(
    "is gone on with from its last checkpoint",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* dieAt(both, 36)
        assert.strictEqual(textAt(both.right, partIn(both.right)), large.slice(0, 36))
        const first = both.steps.length
        const { bytes, outcomes } = yield* patiently(pass(both))
        assert.deepStrictEqual(outcomes.map((each) => each._tag === "Done" && each.resumed), [32])
        assert.strictEqual(bytes, large.length - 32)
        assert.deepStrictEqual(resumedIn(both), [32])
        assert.strictEqual(chunksSince(both, first), Math.ceil((large.length - 32) / 4))
        assert.deepStrictEqual(treeOf(both.right), { "d/": "", "d/large": large })
        assert.strictEqual(yield* unfinished(both), 0)
        assert.deepStrictEqual((yield* preview(both)).actions, [])
        const [run] = yield* (yield* StateStore).history(both.pair.name, 1)
        assert.strictEqual(run?.deeds.find(({ path }) => path === "d/large")?.note, "resumed at 32 B")
      })
    ),
  )

  it.effect(
    "gives signs of life while the beginning is read that need not be sent again",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* dieAt(both, 36)
        let signs = 0
        yield* patiently(pass(both)).pipe(Effect.provideService(SignOfLife, Effect.sync(() => void signs++)))
        assert.deepStrictEqual(resumedIn(both), [32])
        assert.isAtLeast(signs, 32 / 4)
      })
    ),
  )

  for (const moment of ["take-up", "taken-up"] as const) {
    it.effect(
      `is found under either name when the next run dies, too, while it is renamed (${moment})`,
      withLarge((both) =>
        Effect.gen(function*() {
          yield* dieAt(both, 36)
          yield* disturbedPass(both, (number) => both.steps[number]!.moment === moment ? "crash" : undefined)
          assert.deepStrictEqual(resumedIn(both), [])
          yield* patiently(pass(both))
          assert.deepStrictEqual(resumedIn(both), [32])
          assert.deepStrictEqual([textAt(both.right, "d/large"), leftoversIn(both.right)], [large, []])
          assert.strictEqual(yield* unfinished(both), 0)
        })
      ),
    )
  }

  it.effect(
    "is no more believed to have a beginning once that was dropped",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* dieAt(both, 36)
        both.right.put(partIn(both.right), `!${large.slice(1, 36)}`)
        yield* dieAt(both, 4)
        const { unfinished } = yield* (yield* StateStore).load(both.pair.name)
        const [, last] = unfinished.map(({ intents }) => Array.from(intents.values(), ({ checkpoint }) => checkpoint))
        assert.deepStrictEqual(last?.filter((checkpoint) => checkpoint !== undefined), [])
        yield* patiently(pass(both))
        assert.deepStrictEqual([resumedIn(both), textAt(both.right, "d/large")], [[], large])
      })
    ),
  )

  it.effect(
    "goes on further each time that its run dies",
    withLarge((both) =>
      Effect.gen(function*() {
        const deaths: ReadonlyArray<[number, Array<number>]> = [[16, []], [12, [16]], [16, [16, 24]]]
        for (const [bytes, resumed] of deaths) {
          yield* dieAt(both, bytes)
          assert.deepStrictEqual(resumedIn(both), resumed)
          assert.strictEqual(leftoversIn(both.right).length, 1)
        }
        yield* patiently(pass(both))
        assert.deepStrictEqual(resumedIn(both), [16, 24, 40])
        assert.deepStrictEqual(treeOf(both.right), { "d/": "", "d/large": large })
        assert.strictEqual(yield* unfinished(both), 0)
      })
    ),
  )

  const strangers: Readonly<Record<string, (both: MemoryPair) => void>> = {
    "its part has other bytes at its end": ({ right }) =>
      right.put(partIn(right), `${large.slice(0, 31)}!${large.slice(32, 36)}`),
    "its part has other bytes at its beginning": ({ right }) => right.put(partIn(right), `!${large.slice(1, 36)}`),
    "its part was cut short": ({ right }) => right.put(partIn(right), large.slice(0, 31)),
    "its part is gone": ({ right }) => right.remove(partIn(right)),
    "its part is a folder": ({ right }) => {
      const part = partIn(right)
      right.remove(part)
      right.putEntry(part, { _tag: "Directory" })
    },
  }
  for (const [what, happen] of Object.entries(strangers)) {
    it.effect(
      `is sent as a whole if ${what}`,
      withLarge((both) =>
        Effect.gen(function*() {
          yield* dieAt(both, 36)
          happen(both)
          const { outcomes } = yield* patiently(pass(both))
          assert.deepStrictEqual(outcomes.map((each) => each._tag === "Done" && each.resumed), [undefined])
          assert.strictEqual(textAt(both.right, "d/large"), large)
          if (!what.endsWith("folder")) assert.deepStrictEqual(leftoversIn(both.right), [])
          assert.deepStrictEqual((yield* preview(both)).actions, [])
        })
      ),
    )
  }

  it.effect(
    "is sent as a whole when it is another one by now, and its part goes",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* dieAt(both, 36)
        const other = large.replaceAll("a", "!")
        both.left.put("d/large", other)
        yield* patiently(pass(both))
        assert.deepStrictEqual(resumedIn(both), [])
        assert.deepStrictEqual(treeOf(both.right), { "d/": "", "d/large": other })
        assert.deepStrictEqual(leftoversIn(both.right), [])
      })
    ),
  )

  it.effect(
    "leaves nothing behind once nobody wants it any more",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* dieAt(both, 36)
        both.left.remove("d/large")
        assert.strictEqual(leftoversIn(both.right).length, 1)
        yield* preview(both)
        assert.strictEqual(leftoversIn(both.right).length, 1)
        yield* patiently(pass(both))
        assert.deepStrictEqual(leftoversIn(both.right), [])
        assert.strictEqual(yield* unfinished(both), 0)
      })
    ),
  )

  it.effect(
    "does not replace what somebody put in its place meanwhile",
    withLarge((both) =>
      Effect.gen(function*() {
        yield* dieAt(both, 36)
        both.right.put("d/large", "theirs")
        yield* patiently(pass(both))
        assert.strictEqual(textAt(both.right, "d/large"), "theirs")
        assert.deepStrictEqual(leftoversIn(both.right), [])
      }), { pair: { mode: "two-way" } }),
  )
})

describe("a large file on its way when the user stops", () => {
  it.effect(
    "stops where it is, and is gone on with from there",
    withLarge((both) =>
      Effect.gen(function*() {
        const report = yield* disturbedPass(
          both,
          (number) =>
            both.steps[number]!.moment === "write-chunk" && textAt(both.right, partIn(both.right))?.length === 16
              ? "stop"
              : undefined,
        )
        assert.isTrue(report?.interrupted)
        assert.strictEqual(textAt(both.right, partIn(both.right)), large.slice(0, 20))
        yield* patiently(pass(both))
        assert.deepStrictEqual(resumedIn(both), [20])
        assert.strictEqual(textAt(both.right, "d/large"), large)
      })
    ),
  )
})

describe("a large file, whatever happens at whichever step", () => {
  const settings = [["mirror", "atomic", undefined], ["two-way", "no-replace", backups()]] as const
  for (const [mode, publishing, backup] of settings) {
    it.effect(
      `arrives whole in the end, and nothing of ours stays (${mode}, ${publishing})`,
      () =>
        Effect.gen(function*() {
          for (const what of disturbances) {
            for (let at = 0, isOver = false; !isOver; at++) {
              const both = start({ pair: { mode, ...(backup && { backup }) }, right: { publishing } }, short)
              fill(both.right, { "small": "1" })
              isOver = yield* withPast(both, disturbedTwice(both, at, what))
            }
          }
        }),
      60_000,
    )
  }
})

/** Whether the pass was over before so many steps. Nothing wrong is ever shown under the name of the file. */
const disturbedTwice = Effect.fnUntraced(function*(both: MemoryPair, at: number, what: typeof disturbances[number]) {
  both.left.put("small", "2")
  const check = () => {
    const shown = textAt(both.right, "d/large")
    if (shown !== undefined) assert.strictEqual(shown, short)
    return undefined
  }
  both.before = check
  let isOver = true
  for (const delay of [0, 7]) {
    const first = both.steps.length
    yield* disturbedPass(both, (number) => {
      if (number !== first + at + delay) return undefined
      isOver = false
      return what
    })
  }
  yield* patiently(pass(both))
  if (both.pair.mode === "mirror") {
    assert.deepStrictEqual(treeOf(both.right), { "d/": "", "d/large": short, "small": "2" })
  }
  assert.strictEqual(textAt(both.right, "d/large"), short)
  for (const world of [both.left, both.right]) assert.deepStrictEqual(leftoversIn(world), [], `${what} at ${at}`)
  assert.strictEqual(yield* unfinished(both), 0)
  return isOver
})
