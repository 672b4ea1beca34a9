/** Watches a pass from its first step to its last, and lets users do what they do at each. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { type RelPath } from "../../../src/domain/RelPath.ts"
import { isChange, type MemoryPair, type Step } from "../../support/memoryPair.ts"
import { assertSettled, assertTruthful } from "./assertTruthful.ts"
import { isCopy, isUsers, useOf } from "./Sight.ts"
import { load, planIn, type Stage } from "./Stage.ts"
import { type Edit, type Storm, type When } from "./Story.ts"

type IsNow = (when: When) => boolean

export const watched = Effect.fnUntraced(
  function*<A, E, R>(
    { both, witness }: Stage,
    { edits, faults }: Storm,
    work: (isNow: IsNow) => Effect.Effect<A, E, R>,
  ) {
    const { baseline } = yield* load
    both.steps.length = 0
    both.events.length = 0
    for (const edit of edits) if (edit.phase === "before") witness.edit(edit, false)
    witness.newPass()
    const clock = new Clock(both)
    let isPlanned = false
    both.before = (step) => {
      const what = `${step.side} ${step.moment} ${step.path}`
      witness.look(what)
      const plan = isPlanned ? undefined : planIn(both)
      const isInOrder = both.events.every(({ _tag }) => _tag !== "Note") // all that runs had left could be put in order
      if (plan !== undefined) witness.planned(plan, isInOrder, (path: RelPath) => baseline.get(path) !== undefined)
      isPlanned ||= plan !== undefined
      clock.take(step)
      assert.isTrue(clock.isActing || isRecovery(step), `I15: ${what} before the plan was released`)
      for (const edit of edits) if (clock.isNow(edit)) witness.edit(whereIs(edit, step), clock.isActing)
      return undefined
    }
    const done = yield* work(clock.isNow)
    both.before = () => undefined
    witness.look("the end")
    const { baseline: after } = yield* load
    assertTruthful(witness, baseline, after, planIn(both))
    if (faults.every(({ what }) => what !== "crash")) assertSettled(both, after)
    assertCalmHalts(both)
    return done
  },
)

/** Says which step of a pass it is, in all the ways in which a story may speak of it. */
class Clock {
  readonly #both: MemoryPair
  readonly #counts = new Map<string, number>()
  #moment: Step["moment"] | undefined
  #number = -1
  isActing = false

  constructor(both: MemoryPair) {
    this.#both = both
  }

  take({ moment }: Step): void {
    this.#moment = moment
    this.#counts.set(moment, (this.#counts.get(moment) ?? -1) + 1)
    const isFirst = !this.isActing && this.#both.events.some(({ _tag }) => _tag === "Started")
    this.isActing ||= isFirst
    this.#number = isFirst ? 0 : this.#number + 1
  }

  readonly isNow: IsNow = ({ phase, at }) => {
    if (phase === this.#moment) return this.#counts.get(phase) === at
    return phase === (this.isActing ? "acting" : "looking") && this.#number === at
  }
}

/** What may change a side before a plan is released: the clearing up after earlier runs. */
const isRecovery = (step: Step): boolean =>
  !isChange(step) || step.moment === "recover" || step.moment === "put-back" || comesFromAside(step)

/** An edit that lies aside, and whose place is taken, is brought to light. */
const comesFromAside = ({ path }: Step): boolean => path !== undefined && (useOf(path) === "aside" || isCopy(path))

/** Some strike where the tool is at work, whatever that is. */
const whereIs = (edit: Edit, { side, path }: Step): Edit =>
  edit.isHere !== true || path === undefined || !isUsers(path) ? edit : { ...edit, side, path }

const seriousHalts: ReadonlySet<string> = new Set([
  "source-missing",
  "root-missing",
  "mark-missing",
  "side-restored",
  "state-restored",
  "target-missing",
  "root-swapped",
  "foreign-target",
])

/** Nothing was put back to an older copy, and nothing was swapped: to say so would be a false alarm. */
const assertCalmHalts = (both: MemoryPair): void =>
  assert.deepStrictEqual(planIn(both)?.halts.filter(({ reason }) => seriousHalts.has(reason)) ?? [], [])
