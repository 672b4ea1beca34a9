/** Two-way runs that die or lose their connection in the middle of one step: what the next pass makes of it. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { type Pair } from "../../src/domain/Pair.ts"
import { type Side, sides } from "../../src/domain/Side.ts"
import { type Publishing } from "../../src/endpoint/Endpoint.ts"
import { type Node } from "../../src/endpoint/memory/MemoryTree.ts"
import { carryOut } from "../../src/engine/carryOut.ts"
import { prepareSaved } from "../../src/engine/preparePair.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { type Disturbance, disturbedPass } from "../support/disturbances.ts"
import { planWith } from "../support/entries.ts"
import {
  backups,
  denied,
  fill,
  keptIn,
  leftoversIn,
  type MemoryPair,
  memoryPair,
  pass,
  patiently,
  preview,
  type Step,
  treeOf,
} from "../support/memoryPair.ts"

interface Setting {
  readonly pair?: Partial<Pair>
  readonly publishing?: Publishing
}

const twoWay = ({ pair, publishing = "atomic" }: Setting) =>
  memoryPair({ pair: { mode: "two-way", ...pair }, left: { publishing }, right: { publishing } })

const ways: ReadonlyArray<Setting> = (["atomic", "no-replace", "at-close"] as const).flatMap((publishing) => [
  { publishing },
  { publishing, pair: { backup: backups() } },
])

/** A pass that is disturbed at the first step that fits, after both were in step and something happened. */
const disturbedAt = (
  both: MemoryPair,
  happen: (both: MemoryPair) => void,
  what: Disturbance,
  isIt: (step: Step) => boolean,
) =>
  Effect.gen(function*() {
    fill(both.left, { "f": "1", "d/g": "2" })
    yield* patiently(pass(both))
    both.steps.length = 0
    both.events.length = 0
    happen(both)
    let wasThere = false
    yield* disturbedPass(both, (number) => {
      const step = both.steps[number]
      const isActing = both.events.some(({ _tag }) => _tag === "Started")
      const isDue = isActing && !wasThere && step !== undefined && isIt(step)
      wasThere ||= isDue
      return isDue ? what : undefined
    })
    return wasThere
  })

const other = (side: Side): Side => side === "left" ? "right" : "left"

/** All that is left undone is done by the next pass, and nothing else is. */
const heals = (side: Side, setting: Setting, what: Disturbance, moment: Step["moment"], change: "edit" | "delete") => {
  const both = twoWay(setting)
  const name = `${what} at ${moment} on the ${side}, ${JSON.stringify(setting)}`
  return Effect.gen(function*() {
    const wasThere = yield* disturbedAt(
      both,
      (both) => change === "edit" ? both[other(side)].put("f", "edited") : both[other(side)].remove("f"),
      what,
      (step) => step.side === side && step.moment === moment && step.path === "f",
    )
    if (!wasThere) return 0
    yield* patiently(pass(both))
    const wanted = { "d/": "", "d/g": "2", ...(change === "edit" ? { f: "edited" } : {}) }
    assert.deepStrictEqual([treeOf(both.left), treeOf(both.right)], [wanted, wanted], name)
    assert.deepStrictEqual([leftoversIn(both.left), leftoversIn(both.right)], [[], []], name)
    assert.deepStrictEqual((yield* (yield* StateStore).load("pair")).unfinished, [], name)
    if (setting.pair?.backup !== undefined) assert.deepStrictEqual(keptIn(both[side]), { f: ["1"] }, name)
    return 1
  }).pipe(Effect.provide(both.layer, { local: true }))
}

describe("a run that ends in the middle of", () => {
  for (const change of ["edit", "delete"] as const) {
    it.effect(
      `taking over ${change === "edit" ? "an edit" : "a delete"} is followed by one that finishes it`,
      () =>
        Effect.gen(function*() {
          let count = 0
          for (const setting of ways) {
            for (const side of sides) {
              for (const what of ["crash", "cut"] as const) {
                for (
                  const moment of [
                    "look-again",
                    "set-aside",
                    "check-aside",
                    "publish",
                    "clear-aside",
                    "removed",
                  ] as const
                ) {
                  count += yield* heals(side, setting, what, moment, change)
                }
              }
            }
          }
          assert.isAbove(count, 50)
        }),
      60_000,
    )
  }

  it.effect("a conflict copy leaves exactly one copy in the end", () =>
    Effect.gen(function*() {
      const moments = [
        "move",
        "set-aside",
        "check-aside",
        "rename",
        "moved",
        "write",
        "write-chunk",
        "publish",
        "published",
      ] as const
      let count = 0
      for (const what of ["crash", "cut", "denied"] as const) {
        for (const moment of moments) {
          for (let nth = 0; nth < 3; nth++) {
            const both = twoWay({
              pair: {
                backup: backups(),
                conflicts: { policy: { resolve: "keep-both", loser: "keep-copy", againstDelete: "delete" }, rules: [] },
              },
            })
            let met = 0
            yield* Effect.gen(function*() {
              const wasThere = yield* disturbedAt(
                both,
                ({ left, right }) => {
                  left.put("f", "left's", { modified: 1_600_000_000_000 })
                  right.put("f", "right's", { modified: 1_600_000_060_000 })
                },
                what,
                (step) => step.moment === moment && (step.path?.startsWith("f") ?? false) && met++ === nth,
              )
              if (wasThere) count += 1
              yield* patiently(pass(both))
              yield* patiently(pass(both))
              const name = `${what} at ${moment} ${nth}`
              const wanted = { "d/": "", "d/g": "2", "f": "left's", "f.conflict-right-2020-09-13T1227": "right's" }
              assert.deepStrictEqual([treeOf(both.left), treeOf(both.right)], [wanted, wanted], name)
            }).pipe(Effect.provide(both.layer, { local: true }))
          }
        }
      }
      assert.isAbove(count, 25)
    }), 60_000)
})

describe("an old version that lies aside when its run dies", () => {
  const dying = (setting: Setting, meanwhile: (both: MemoryPair) => void) => {
    const both = twoWay(setting)
    return Effect.gen(function*() {
      yield* disturbedAt(
        both,
        ({ left }) => left.put("d/g", "edited"),
        "crash",
        ({ side, moment }) => side === "right" && moment === "publish",
      )
      assert.isUndefined(both.right.peek("d/g"))
      meanwhile(both)
      yield* patiently(pass(both))
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.left), treeOf(both.right))
      return treeOf(both.left)
    }).pipe(Effect.provide(both.layer, { local: true }))
  }

  it.effect("is never mistaken for a delete, whatever counts against an edit", () =>
    Effect.gen(function*() {
      for (const { publishing, pair } of ways) {
        for (const againstDelete of ["edit", "delete", "hold"] as const) {
          const conflicts = { policy: { resolve: "hold", loser: "backup", againstDelete }, rules: [] } as const
          const tree = yield* dying({ publishing: publishing ?? "atomic", pair: { ...pair, conflicts } }, () => {})
          assert.deepStrictEqual(tree, { "d/": "", "d/g": "edited", "f": "1" }, againstDelete)
        }
      }
    }))

  it.effect("hinders nobody who removed its folder meanwhile: the edit of the other side comes back", () =>
    Effect.gen(function*() {
      for (const setting of ways) {
        const tree = yield* dying(setting, ({ right }) => right.remove("d"))
        assert.deepStrictEqual(tree, { "d/": "", "d/g": "edited", "f": "1" })
      }
    }))

  it.effect("gives way to what a user put in its place meanwhile", () =>
    Effect.gen(function*() {
      for (const setting of ways) {
        const both = twoWay(setting)
        yield* Effect.gen(function*() {
          yield* disturbedAt(
            both,
            ({ left }) => left.put("f", "edited"),
            "crash",
            ({ side, moment }) => side === "right" && moment === "publish",
          )
          both.right.put("f", "mine by now")
          yield* patiently(pass(both))
          assert.strictEqual(treeOf(both.left)["f"], "edited")
          assert.strictEqual(treeOf(both.right)["f"], "mine by now")
          assert.deepStrictEqual([leftoversIn(both.left), leftoversIn(both.right)], [[], []])
        }).pipe(Effect.provide(both.layer, { local: true }))
      }
    }))
})

describe("a folder that a user puts in the place of a file just before that is set aside", () => {
  it.effect("is not lost when the run dies then, and nothing is deleted for it on the other side", () =>
    Effect.gen(function*() {
      for (const setting of ways.filter(({ pair }) => pair !== undefined)) {
        const both = twoWay(setting)
        yield* Effect.gen(function*() {
          yield* disturbedAt(
            both,
            ({ left }) => left.put("f", "edited"),
            "crash",
            (step) => {
              if (step.side === "right" && step.moment === "set-aside") {
                both.right.remove("f")
                fill(both.right, { "f/mine": "a user's" })
              }
              return step.side === "right" && step.moment === "check-aside"
            },
          )
          assert.isUndefined(both.right.peek("f"))
          yield* patiently(pass(both))
          assert.deepInclude(treeOf(both.right), { "f/mine": "a user's" })
          assert.strictEqual(treeOf(both.left)["f"], "edited")
        }).pipe(Effect.provide(both.layer, { local: true }))
      }
    }))
})

describe("a hole that a dead run has left", () => {
  /** The old version cannot come home: somebody has taken it out of the backup. The run after that does not fill the hole. */
  const afterFailing = (next: (both: MemoryPair) => Effect.Effect<unknown, unknown, Doors>) => {
    const both = twoWay({ pair: { backup: backups() } })
    return Effect.gen(function*() {
      let before: Node | undefined
      yield* disturbedAt(
        both,
        ({ left }) => {
          before = left.find("f")
          left.put("f", "edited")
        },
        "crash",
        ({ side, moment }) => side === "right" && moment === "publish",
      )
      both.left.plant("f", before!) // as it was in step: no edit makes it come back
      for (const path of both.right.paths().filter((path) => path.endsWith("/f"))) both.right.remove(path)
      both.before = ({ side, moment, path }) =>
        side === "right" && moment === "write" && path === "f" ? denied : undefined
      yield* Effect.orDie(next(both))
      both.before = () => undefined
      assert.isUndefined(both.right.peek("f"))
      assert.deepStrictEqual((yield* (yield* StateStore).load("pair")).unfinished, [])
      yield* patiently(pass(both))
      assert.deepStrictEqual([treeOf(both.left)["f"], treeOf(both.right)["f"]], ["1", "1"])
    }).pipe(Effect.provide(both.layer, { local: true }))
  }
  type Doors = Layer.Success<MemoryPair["layer"]>

  it.effect("is no delete for the run after the next one either, if that could not fill it", () =>
    afterFailing((both) => patiently(pass(both))))

  it.effect("is no delete once a plan was carried out that was made before it", () =>
    afterFailing((both) =>
      Effect.gen(function*() {
        const plan = planWith(yield* preview(both), { actions: [], agreed: [] })
        yield* patiently(
          Effect.scoped(Effect.flatMap(prepareSaved(both.pair, plan), (prepared) => carryOut(prepared, () => ""))),
        )
      })
    ))
})
