/** A pass up to the point where somebody may say no: locked, opened, cleared up after earlier runs, planned. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type Plan } from "../domain/Plan.ts"
import { type Decisions } from "../plan/makePlan.ts"
import { Reporter } from "../report/Reporter.ts"
import { type Memory, type RunKind, StateStore } from "../state/StateStore.ts"
import { type HeldPart } from "./heldParts.ts"
import { forgetting, holesNow } from "./holes.ts"
import { openPair } from "./openPair.ts"
import { type Contents, type Planned, planPair } from "./planPair.ts"
import { openSides, type Sides } from "./Sides.ts"

/** What `carryOut` needs. The lock and the connections end with the scope. */
export interface Prepared extends Pick<Planned, "plan" | "roots"> {
  readonly contents: Contents | undefined // undefined: nobody looked
  readonly pair: Pair
  readonly kind: RunKind
  readonly sides: Sides
  readonly memory: Memory // as it was when the pair was locked
  readonly isSaved: boolean // the plan was made before
  readonly open: ReadonlySet<string> // unfinished runs of which something may still be left
  readonly parts: ReadonlyArray<HeldPart> // of large files, to be gone on with or cleared away
}

export const preparePair = Effect.fn("preparePair")(function*(pair: Pair, decisions?: Decisions) {
  const { memory, sides, open, parts } = yield* openTold(pair)
  const { plan, roots, contents } = yield* told(planPair(pair, sides, memory, decisions))
  const kind = decisions === undefined ? "apply" : "resolve"
  const prepared: Prepared = { pair, kind, plan, roots, contents, sides, memory, open, parts, isSaved: false }
  return prepared
}, (work, pair: Pair, _decisions?: Decisions) => stoppedIfFailed(pair, work))

/** For a plan that was made before, elsewhere perhaps: its own paths are not looked at yet. */
export const prepareSaved = Effect.fn("prepareSaved")(function*(pair: Pair, plan: Plan) {
  const { memory, sides, open, parts } = yield* openTold(pair)
  const roots = yield* Effect.all({ left: sides.left.rootId, right: sides.right.rootId }, { concurrency: 2 })
  const known = forgetting(plan, yield* holesNow(pair, memory, sides))
  const prepared: Prepared = {
    pair,
    kind: "apply",
    plan: known,
    roots,
    contents: undefined,
    sides,
    memory,
    open,
    parts,
    isSaved: true,
  }
  return prepared
})

const openTold = Effect.fnUntraced(function*(pair: Pair) {
  const opened = yield* openPair(pair, { keepsParts: true })
  const reporter = yield* Reporter
  yield* Effect.forEach(opened.complaints, (message) => reporter.emit({ _tag: "Note", pair: pair.name, message }))
  return opened
})

/** Only looks: needs no lock, and changes nothing but a throw-away folder on a target that is met for the first time. */
export const previewPair = Effect.fn("previewPair")(function*(pair: Pair) {
  const memory = yield* (yield* StateStore).load(pair.name)
  return yield* told(planPair(pair, yield* openSides(pair), memory))
}, (work, pair) => stoppedIfFailed(pair, Effect.scoped(work)))

const told = <E, R>(planning: Effect.Effect<Planned, E, R>) =>
  Effect.tap(planning, ({ plan }) => Reporter.use((reporter) => reporter.emit({ _tag: "Planned", plan })))

const stoppedIfFailed = <A, E, R>(pair: Pair, work: Effect.Effect<A, E, R>) =>
  Effect.onError(work, () => Reporter.use((reporter) => reporter.emit({ _tag: "Stopped", pair: pair.name })))
