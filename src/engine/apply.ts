/** Plan to report: takes the steps phase by phase, many at once, and writes down what is settled as it goes. */
import { Clock, Effect } from "effect"
import { type Action } from "../domain/Action.ts"
import { type ApplyReport, type Outcome } from "../domain/ApplyReport.ts"
import { type Plan, summarize } from "../domain/Plan.ts"
import { lineage, type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { Flight } from "../endpoint/Flight.ts"
import { phases } from "../plan/order.ts"
import { Reporter } from "../report/Reporter.ts"
import { type Run, type Settled } from "../state/StateStore.ts"
import { type Delta } from "./delta/Delta.ts"
import { type HeldPart } from "./heldParts.ts"
import { largeFilesOf } from "./LargeFiles.ts"
import { oldVersions } from "./oldVersions.ts"
import { perform } from "./perform.ts"
import { settling } from "./settling.ts"
import { type Sides } from "./Sides.ts"
import { Stopping } from "./Stopping.ts"

/** So much content is as much work as another file. */
const bytesInUnit = 64 * 1024

/**
 * The pair must be locked, the plan released, and the run begun with exactly this plan's actions. `isTorn`: something may
 * be left on the target that only the journal of this run can tell.
 */
export const apply = Effect.fn("apply")(function*(
  plan: Plan,
  sides: Sides,
  run: Run,
  parts: ReadonlyArray<HeldPart> = [],
) {
  const reporter = yield* Reporter
  const stopping = yield* Stopping
  const started = yield* Clock.currentTimeMillis
  const { bytes: total } = summarize(plan)
  yield* reporter.emit({ _tag: "Started", pair: plan.pair, actions: plan.actions.length, bytes: total })
  const left = yield* sides.left.capabilities(plan.mode === "two-way" ? "target" : "source")
  const right = yield* sides.right.capabilities("target")
  const concurrency = Math.min(left.transfers, right.transfers)
  const flight = new Flight(concurrency)

  let bytes = 0
  let copied = 0
  let isTorn = false
  const torn = () => {
    isTorn = true
  }
  const passed = (more: number) => {
    bytes += more
    flight.progress(more / bytesInUnit)
    return reporter.emit({ _tag: "Progress", pair: plan.pair, bytes: more })
  }
  const large = yield* largeFilesOf(plan.pair, run, parts)
  const delta: Omit<Delta, "learnt"> = {
    leastBytes: large.least,
    copies: { left: plan.mode === "two-way" && left.copies, right: right.copies },
    blocksOf: (digest) => Effect.orElseSucceed(run.blocksOf(digest), () => undefined), // then everything is sent
  }
  const old = oldVersions(plan.mode, sides, run)
  const numbers = new Map(plan.actions.map((action, number) => [action, number]))
  const outcomes: Array<Outcome> = []
  const trouble = new Trouble()
  const journal = yield* settling(run)
  yield* journal.settle(plan.agreed)

  const take = Effect.fnUntraced(function*(action: Action) {
    if (stopping.isRequested) return
    const number = numbers.get(action) ?? 0
    const hindrance = trouble.hindranceOf(action)
    const known: { blocks?: Uint8Array } = {}
    const learnt = (blocks: Uint8Array) => void Object.assign(known, { blocks })
    const by = { sides, run: run.id, old, flight, delta: { ...delta, learnt }, passed, torn, large }
    const outcome: Outcome | undefined = hindrance === undefined
      ? yield* perform(action, number, by)
      : { _tag: "Withheld", action, message: hindrance }
    if (outcome === undefined) return
    outcomes.push(outcome)
    if (outcome._tag === "Done") {
      const settled: Settled = { path: action.path, agreement: outcome.agreement, intent: number, ...known }
      copied += outcome.copied ?? 0
      yield* journal.settle([settled, ...carriedBy(action)])
    } else {
      trouble.note(outcome)
      if (outcome._tag === "Failed" && isCopy(action)) yield* journal.settle(carriedBy(action)) // it may have stepped aside
    }
    yield* reporter.emit({ _tag: "Settled", pair: plan.pair, mode: plan.mode, outcome })
  })
  for (const phase of phases(plan.actions)) {
    yield* Effect.forEach(phase, take, { concurrency, discard: true })
  }
  yield* journal.flush
  const report: ApplyReport = {
    pair: plan.pair,
    mode: plan.mode,
    run: run.id,
    outcomes,
    interrupted: outcomes.length < plan.actions.length,
    bytes: bytes - copied,
    milliseconds: (yield* Clock.currentTimeMillis) - started,
  }
  return { report, isTorn }
})

/**
 * A move takes along the past of all that lies in what is moved. What steps aside as a copy leaves none behind: should
 * the version that won not come, its place must not look as if somebody had deleted what was there.
 */
const carriedBy = (action: Action): ReadonlyArray<Settled> => {
  if (action._tag !== "Move") return []
  if (isCopy(action)) return [{ path: action.from, agreement: undefined }]
  return action.carried.flatMap(({ from, path, agreement }) => [
    { path: from, agreement: undefined },
    ...(path === action.path ? [] : [{ path, agreement }]),
  ])
}

const isCopy = (action: Action): boolean => action._tag === "Move" && action.carried.length === 0

/** What did not succeed, and what must therefore not be tried. */
class Trouble {
  readonly #paths = new Set<string>()
  #isAny = false
  #isLost = false

  note(outcome: Outcome): void {
    const { action } = outcome
    this.#paths.add(`${action.side}:${action.path}`)
    if (action._tag === "Move") this.#paths.add(`${action.side}:${action.from}`) // it is still there
    this.#isAny = true
    if (outcome._tag === "Failed" && outcome.loss !== undefined) this.#isLost = true
  }

  /** Nothing is deleted after a failure: what was to replace it may be what failed. */
  hindranceOf(action: Action): string | undefined {
    if (!this.#isAny) return undefined
    if (this.#isLost) return "a server was lost before it, so nothing more is begun in this run"
    if (action._tag === "Delete") return "something before it did not succeed, so nothing more is deleted in this run"
    const source = action._tag === "Transfer" && this.#isHindered(otherSide(action.side), action.from)
    return source || this.#isHindered(action.side, action.path) ? "a step that it needs did not succeed" : undefined
  }

  #isHindered(side: Side, path: RelPath): boolean {
    return lineage(path).some((above) => this.#paths.has(`${side}:${above}`))
  }
}
