/** Every step of a pass, with everything that can go wrong there, one after the other. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type ApplyReport } from "../../src/domain/ApplyReport.ts"
import { nameOf } from "../../src/domain/RelPath.ts"
import { isOurs } from "../../src/domain/temporaries.ts"
import { type Publishing } from "../../src/endpoint/Endpoint.ts"
import { type Disturbance, disturbances, disturbedPass } from "../support/disturbances.ts"
import {
  changesOn,
  fill,
  leftoversIn,
  type MemoryPair,
  memoryPair,
  pass,
  patiently,
  treeOf,
} from "../support/memoryPair.ts"

const before: Readonly<Record<string, string>> = { "changed": "3", "old/a": "7", "kind/x": "9" }
const after: Readonly<Record<string, string>> = { "d/new": "1", "changed": "333", "kind": "4" }

/** Both sides were in step once, and then somebody worked on the source. */
const startedPair = Effect.fnUntraced(function*(both: MemoryPair) {
  fill(both.left, before)
  fill(both.right, before)
  yield* patiently(pass(both))
  for (const path of Object.keys(before)) both.left.remove(path.split("/")[0]!)
  fill(both.left, after)
  both.steps.length = 0
})

const quietPair = (publishing: Publishing) =>
  memoryPair({ right: { publishing, keepsTimes: publishing !== "at-close" } })

/** Between any two steps each file of the target is the old one or the new one, and `changed` is never nowhere. */
const watch = (both: MemoryPair, publishing: Publishing): void => {
  both.before = ({ side, moment }) => {
    if (side === "left") return undefined
    const paths = both.right.paths()
    for (const path of paths) {
      const content = both.right.content(path)
      if (content === undefined || isOurs(nameOf(path))) continue
      assert.include([before[path], after[path]], new TextDecoder().decode(content), `${path} at ${moment}`)
    }
    const isAside = publishing === "no-replace" && paths.some((path) => path.endsWith(".old") && isOurs(path))
    assert.isTrue(isAside || both.right.content("changed") !== undefined, `at ${moment}`)
    return undefined
  }
}

type Check = (report: ApplyReport | undefined, isActing: boolean, what: string) => void

/** Gives whether the pass had that many steps. `check` looks at the disturbed pass; the next pass has to heal it. */
const disturbAt = (number: number, publishing: Publishing, disturbance: Disturbance, check: Check) => {
  const both = quietPair(publishing)
  return Effect.gen(function*() {
    yield* startedPair(both)
    watch(both, publishing)
    let isActing = false
    const report = yield* disturbedPass(both, (each) => {
      isActing ||= changesOn(both, "right").length > 0
      return each === number ? disturbance : undefined
    })
    const step = both.steps[number]
    const what = `${disturbance} at step ${number}: ${step?.side} ${step?.moment} ${step?.path}`
    check(report, isActing, what)
    yield* patiently(pass(both))
    assert.deepStrictEqual(treeOf(both.right), treeOf(both.left), what)
    assert.deepStrictEqual(leftoversIn(both.right), [], what)
    assert.deepStrictEqual(changesOn(both, "left"), [], what)
    return step !== undefined
  }).pipe(Effect.provide(both.layer, { local: true }))
}

/** Lets the same thing happen at each step in turn. */
const disturbEach = Effect.fnUntraced(function*(publishing: Publishing, disturbance: Disturbance, check: Check) {
  let number = 0
  while (yield* disturbAt(number, publishing, disturbance, check)) number += 1
  assert.isAbove(number, 20)
})

const fates = (report: ApplyReport | undefined) => new Set(report?.outcomes.map(({ _tag }) => _tag))

/** What the disturbed pass itself has to make of it. */
const checks: Readonly<Record<Disturbance, Check>> = {
  lost: (report, isActing, what) => {
    if (isActing) assert.deepStrictEqual(fates(report), new Set(["Done"]), what)
  },
  cut: (report, _isActing, what) => assert.isFalse(report?.interrupted ?? false, what),
  denied: (report, _isActing, what) => assert.isFalse(report?.interrupted ?? false, what),
  stop: (report, _isActing, what) => assert.isTrue([...fates(report)].every((fate) => fate === "Done"), what),
  interrupt: () => {},
  crash: () => {},
}

const said: Readonly<Record<Disturbance, string>> = {
  lost: "a connection was lost",
  cut: "a connection went away for good",
  denied: "a step was refused",
  stop: "the user asked to stop",
  interrupt: "the user insisted on stopping",
  crash: "the process died",
}

/** The ways to publish differ where connections break; where people and processes stop they are much alike. */
const cases: Readonly<Record<Publishing, ReadonlyArray<Disturbance>>> = {
  "atomic": disturbances,
  "no-replace": ["lost", "cut", "denied", "crash"],
  "at-close": ["lost", "cut", "crash"],
}

describe.each<Publishing>(["atomic", "no-replace", "at-close"])("a target that publishes %s", (publishing) => {
  for (const disturbance of cases[publishing]) {
    it.effect(
      `converges in the next pass, wherever ${said[disturbance]}`,
      () => disturbEach(publishing, disturbance, checks[disturbance]),
      60_000,
    )
  }
})
