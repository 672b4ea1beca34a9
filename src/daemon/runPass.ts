/** One pass of a pair, from looking to remembering, whatever comes of it. */
import { Cause, Clock, Data, Effect, Exit, Result } from "effect"
import { type Action } from "../domain/Action.ts"
import { type ApplyReport, type Loss, lossIn } from "../domain/ApplyReport.ts"
import { type Pair } from "../domain/Pair.ts"
import { hasActions, type Plan } from "../domain/Plan.ts"
import { type Side } from "../domain/Side.ts"
import { type Pass } from "../domain/watch/Pass.ts"
import { EndpointError } from "../endpoint/EndpointError.ts"
import { carryOut } from "../engine/carryOut.ts"
import { type Occasion, passOf } from "../engine/passOf.ts"
import { preparePair } from "../engine/preparePair.ts"
import { summarizeReports } from "../report/ApplySummary.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { applyLine } from "../report/frozenLines.ts"
import { type StateError } from "../state/StateStore.ts"

/** Nothing was heard of a pass for so long that it is given up. */
export class PassStalled extends Data.TaggedError("PassStalled")<{
  readonly pair: string
  readonly milliseconds: number
}> {
  readonly reason = { _tag: "Stalled" } as const

  override get message(): string {
    return `${this.pair}: given up, because nothing moved for ${formatDuration(this.milliseconds)}`
  }
}

type PassError = EndpointError | StateError | PassStalled

export interface Ran {
  readonly pass: Pass
  readonly plan: Plan | undefined // as it was left: what was done is not in it any more
  readonly error: PassError | undefined
  readonly loss: Loss | undefined // of a server, before the pass could do what it was to do
  readonly transfers: Readonly<Record<Side, number>> | undefined // that each side takes at once, where it was found out
  readonly isStale: boolean // something changed meanwhile: looking again at once makes sense
}

/** Never fails: what ends a pass is part of what is remembered of it. `guard` ends it by failing. */
export const runPass = Effect.fn("runPass")(function*(
  pair: Pair,
  occasion: Occasion,
  guard: Effect.Effect<never, PassStalled>,
) {
  const exit = yield* Effect.exit(Effect.raceFirst(Effect.scoped(pass(pair, occasion)), guard))
  if (Exit.isSuccess(exit)) return exit.value
  const finished = yield* Clock.currentTimeMillis
  return endedBy(exit.cause, pair, occasion, finished)
})

const pass = Effect.fnUntraced(function*(pair: Pair, occasion: Occasion) {
  const prepared = yield* preparePair(pair)
  const { plan } = prepared
  const isLeft = plan.halts.length > 0 || (pair.watch.apply === "manual" && hasActions(plan))
  const report = isLeft
    ? undefined
    : yield* carryOut(prepared, (report) => applyLine(summarizeReports([report])))
  const { left, right } = prepared.sides
  const loss = report && lossIn(report)
  const transfers = loss === undefined
    ? { left: (yield* left.capabilities("source")).transfers, right: (yield* right.capabilities("source")).transfers }
    : undefined
  const ran: Ran = {
    pass: yield* passOf(occasion, prepared, report),
    transfers,
    plan: leftOf(plan, report),
    error: undefined,
    loss,
    isStale: report !== undefined && report.outcomes.some(({ _tag }) => _tag === "Stale"),
  }
  return ran
})

/** What of a plan was not done. */
const leftOf = ({ actions, ...plan }: Plan, report: ApplyReport | undefined): Plan => {
  const done = new Set<Action>()
  for (const { _tag, action } of report?.outcomes ?? []) if (_tag === "Done") done.add(action)
  return { ...plan, actions: actions.filter((action) => !done.has(action)), agreed: [] }
}

const endedBy = (
  cause: Cause.Cause<PassError>,
  pair: Pair,
  { due, started, trigger }: Occasion,
  finished: number,
): Ran => {
  const found = Cause.findError(cause)
  const error = Result.isSuccess(found) ? found.success : undefined
  const isInterrupted = error === undefined && Cause.hasInterruptsOnly(cause)
  const pass: Pass = {
    pair: pair.name,
    trigger,
    ...(due === undefined ? {} : { due }),
    started,
    finished,
    outcome: isInterrupted ? "interrupted" : "failed",
    message: isInterrupted ? "The pass was interrupted." : error?.message ?? Cause.pretty(cause),
    ...(isInterrupted ? {} : { error: error?.reason._tag ?? "Defect" }),
    changes: { added: 0, changed: 0, moved: 0, deleted: 0 },
    failed: 0,
    conflicts: 0,
    pending: 0,
    bytes: 0,
    checksumFailures: 0,
    sides: {},
  }
  return { pass, plan: undefined, error, loss: lossBy(error), transfers: undefined, isStale: false }
}

const lossBy = (error: PassError | undefined): Loss | undefined =>
  error instanceof EndpointError && error.isConnection ? error.loss : undefined
