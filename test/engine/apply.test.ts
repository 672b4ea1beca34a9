import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type ApplyReport, lossIn } from "../../src/domain/ApplyReport.ts"
import { EndpointError } from "../../src/endpoint/EndpointError.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { at } from "../support/entries.ts"
import { denied, fill, type MemoryPair, memoryPair, pass, patiently, preview, treeOf } from "../support/memoryPair.ts"

const fates = (report: ApplyReport) =>
  Object.fromEntries(report.outcomes.map(({ _tag, action }) => [`${action._tag} ${action.path}`, _tag]))

const refuse = (both: MemoryPair, moment: string, ...paths: ReadonlyArray<string>) => {
  both.before = (step) =>
    step.side === "right" && step.moment === moment && paths.includes(step.path ?? "") ? denied : undefined
}

describe("a mirror", () => {
  it.effect("makes the target what the source is, and then has nothing to do", () => {
    const both = memoryPair()
    fill(both.left, { "a": "1", "d/e/f": "2", "empty/": "", "kind": "3", "folder/x": "4", "changed": "55" })
    fill(both.right, { "kind/deep/y": "6", "folder": "7", "changed": "5", "old/a/b": "8", "old/c": "9" })
    return Effect.gen(function*() {
      const report = yield* patiently(pass(both))
      assert.isTrue(report.outcomes.every(({ _tag }) => _tag === "Done"))
      assert.deepStrictEqual(treeOf(both.right), treeOf(both.left))
      assert.deepStrictEqual([report.interrupted, report.bytes], [false, 6])
      const next = yield* patiently(pass(both))
      assert.deepStrictEqual([next.outcomes, next.bytes], [[], 0])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("follows the source through edits, moves and deletions", () => {
    const both = memoryPair({ right: { keepsTimes: false, publishing: "no-replace", hasIds: false } })
    fill(both.left, { "a": "1", "b/c": "2", "b/d": "3" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.left.put("a", "2")
      both.left.remove("b/c")
      fill(both.left, { "moved/c": "2" })
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), treeOf(both.left))
      both.right.put("a", "0")
      both.right.put("stray", "0")
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), treeOf(both.left))
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("touches nothing that the filters keep out, nor the folder that it lies in", () => {
    const both = memoryPair({ pair: { filters: [{ _tag: "Exclude", glob: "*.tmp" }] } })
    fill(both.left, { "a": "1", "b.tmp": "mine" })
    fill(both.right, { "a.tmp": "yours", "old/x": "2", "old/y.tmp": "yours", "older/z": "3" })
    return Effect.gen(function*() {
      const report = yield* patiently(pass(both))
      assert.isTrue(report.outcomes.every(({ _tag }) => _tag === "Done"))
      assert.deepStrictEqual(treeOf(both.right), { "a": "1", "a.tmp": "yours", "old/": "", "old/y.tmp": "yours" })
      assert.deepStrictEqual((yield* preview(both)).actions, [])
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a copy", () => {
  it.effect("adds and changes, and keeps what only the target has", () => {
    const both = memoryPair({ pair: { mode: "copy" } })
    fill(both.left, { "a": "11", "d/b": "2" })
    fill(both.right, { "a": "1", "d/c": "3", "e": "4" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.left.remove("d")
      const next = yield* patiently(pass(both))
      assert.deepStrictEqual(next.outcomes, [])
      assert.deepStrictEqual(treeOf(both.right), { "a": "11", "d/": "", "d/b": "2", "d/c": "3", "e": "4" })
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a server that is lost", () => {
  it.effect("is not asked for what is left: nothing more is begun", () => {
    const both = memoryPair()
    fill(both.left, Object.fromEntries(Array.from({ length: 500 }, (_, number) => [`d/${number}`, "text"])))
    const reason = { _tag: "AuthenticationFailed", message: "the server does not let ada in" } as const
    const gone = new EndpointError({ endpoint: "office", operation: "connect", reason })
    let asked = 0
    both.before = ({ side, moment }) => side === "right" && moment === "write" && ++asked > 200 ? gone : undefined
    return Effect.gen(function*() {
      const report = yield* patiently(pass(both))
      const count = (tag: string) => report.outcomes.filter(({ _tag }) => _tag === tag).length
      assert.deepStrictEqual([count("Done"), count("Done") + count("Failed") + count("Withheld")], [201, 501])
      assert.isBelow(count("Failed"), 200, "those that were under way")
      assert.deepStrictEqual(lossIn(report), gone.loss)
      assert.isFalse(report.interrupted)
      both.before = () => undefined
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), treeOf(both.left))
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a step that fails", () => {
  it.effect("takes with it what needs it, and no other", () => {
    const both = memoryPair()
    fill(both.left, { "d/e/f": "1", "d2/g": "2", "h": "3" })
    refuse(both, "make-directory", "d")
    return Effect.gen(function*() {
      assert.deepStrictEqual(fates(yield* patiently(pass(both))), {
        "MakeDirectory d": "Failed",
        "MakeDirectory d2": "Done",
        "MakeDirectory d/e": "Withheld",
        "Transfer d/e/f": "Withheld",
        "Transfer d2/g": "Done",
        "Transfer h": "Done",
      })
      both.before = () => undefined
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), treeOf(both.left))
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("lets nothing be deleted after it", () => {
    const both = memoryPair()
    fill(both.left, { "new": "1", "also new": "2" })
    fill(both.right, { "renamed away": "1", "old/x": "3" })
    refuse(both, "write", "new")
    return Effect.gen(function*() {
      assert.deepStrictEqual(fates(yield* patiently(pass(both))), {
        "Transfer also new": "Done",
        "Transfer new": "Failed",
        "Delete old/x": "Withheld",
        "Delete renamed away": "Withheld",
        "Delete old": "Withheld",
      })
      assert.deepStrictEqual(treeOf(both.right), { "also new": "2", "old/": "", "old/x": "3", "renamed away": "1" })
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("while making room keeps what was to come from coming", () => {
    const both = memoryPair()
    fill(both.left, { "kind": "1", "other": "2" })
    fill(both.right, { "kind/a": "3", "kind/b": "4" })
    refuse(both, "remove", "kind/a")
    return Effect.gen(function*() {
      const found = fates(yield* patiently(pass(both)))
      assert.strictEqual(found["Delete kind/a"], "Failed")
      assert.strictEqual(found["Delete kind"], "Withheld")
      assert.strictEqual(found["Transfer kind"], "Withheld")
      assert.strictEqual(found["Transfer other"], "Done")
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("because the world moved on counts as one", () => {
    const both = memoryPair()
    fill(both.left, { "a": "11", "b": "2" })
    fill(both.right, { "a": "1", "old": "3" })
    both.before = ({ side, moment, path }) => {
      if (side === "right" && moment === "write" && path === "a") both.right.put("a", "theirs")
      return undefined
    }
    return Effect.gen(function*() {
      assert.deepStrictEqual(fates(yield* patiently(pass(both))), {
        "Transfer a": "Stale",
        "Transfer b": "Done",
        "Delete old": "Withheld",
      })
      assert.strictEqual(treeOf(both.right)["a"], "theirs")
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a change of the source", () => {
  it.effect("made while its file is sent is seen by the next pass", () =>
    Effect.gen(function*() {
      for (const moment of ["write", "published"]) {
        const both = memoryPair()
        fill(both.left, { a: "1" })
        yield* Effect.gen(function*() {
          let isDue = true
          both.before = (step) => {
            if (step.side === "right" && step.moment === moment && isDue) {
              isDue = false
              both.left.put("a", "2")
            }
            return undefined
          }
          yield* patiently(pass(both))
          yield* patiently(pass(both))
          assert.deepStrictEqual(treeOf(both.right), { a: "2" }, moment)
        }).pipe(Effect.provide(both.layer, { local: true }))
      }
    }))

  it.effect("made before its delete is taken is undone by the next pass at worst", () => {
    const both = memoryPair()
    fill(both.right, { a: "1", b: "2" })
    fill(both.left, { b: "2" })
    both.before = ({ side, moment }) => {
      if (side === "right" && moment === "remove") both.left.put("a", "back")
      return undefined
    }
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), { a: "back", b: "2" })
    }).pipe(Effect.provide(both.layer))
  })
})

it.effect("an action's number is its place in the plan, as the journal has it", () => {
  const both = memoryPair()
  fill(both.left, { "a": "1", "d/b": "2" })
  both.before = ({ moment, path }) => {
    if (moment === "write" && path === "d/b") both.right.freeze()
    return undefined
  }
  return Effect.gen(function*() {
    const { actions } = yield* preview(both)
    yield* patiently(pass(both))
    const { unfinished } = yield* (yield* StateStore).load("pair")
    const left = Array.from(unfinished[0]?.intents ?? [], ([number, { path }]) => [number, path])
    assert.deepInclude(left, [actions.findIndex(({ path }) => path === "d/b"), at("d/b")])
  }).pipe(Effect.provide(both.layer))
})
