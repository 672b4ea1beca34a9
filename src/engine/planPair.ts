/** One pair, looked at and decided on. Changes nothing. */
import { Effect } from "effect"
import { makeFilter } from "../domain/filter/makeFilter.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Drift, type Plan } from "../domain/Plan.ts"
import { type Side } from "../domain/Side.ts"
import { type Content } from "../domain/Snapshot.ts"
import { guard, type Identity } from "../plan/guard.ts"
import { lastCopies } from "../plan/lastCopies.ts"
import { type Decisions, makePlan, type Steps } from "../plan/makePlan.ts"
import { type Memory } from "../state/StateStore.ts"
import { forgetting } from "./holes.ts"
import { look } from "./look.ts"
import { methodOf } from "./methodOf.ts"
import { onlyDecided } from "./onlyDecided.ts"
import { scopeOf } from "./scopeOf.ts"
import { type Roots, type Sides } from "./Sides.ts"

/** A plan, and what carrying it out has to know besides. */
export interface Planned {
  readonly plan: Plan
  readonly roots: Roots
  readonly contents: Contents
}

/** What the sides held when they were looked at. */
export type Contents = Readonly<Record<Side, Content>>

/** With decisions, the plan holds what they say and nothing else. */
export const planPair = Effect.fn("planPair")(function*(
  pair: Pair,
  sides: Sides,
  memory: Memory,
  decisions?: Decisions,
) {
  const seen = yield* look(pair, sides, memory)
  const { evidence, roots, marks, holes } = seen
  const first = makePlan(pair, evidence, decisions)
  const last = lastCopies(pair, first.actions, evidence)
  const all = last.size === 0 ? first : makePlan(pair, evidence, decisions, last)
  const steps = withVisibleDrift(pair, decisions === undefined ? all : onlyDecided(all, decisions))
  const scope = scopeOf(pair)
  const identity: Identity = {
    scope: { before: memory.scope, now: scope },
    roots: {
      left: { before: memory.roots.left, now: roots.left },
      right: { before: memory.roots.right, now: roots.right },
    },
    marks,
  }
  const plan: Plan = {
    pair: pair.name,
    mode: pair.mode,
    left: pair.left.written,
    right: pair.right.written,
    scope,
    makesRoot: roots.right === undefined,
    ...(roots.left === undefined ? { ...steps, actions: [], conflicts: [], agreed: [], drift: [] } : steps),
    halts: guard(pair, evidence, identity, steps),
    method: methodOf(pair, seen, memory, steps.actions),
  }
  const contents: Contents = { left: evidence.left.content, right: evidence.right.content }
  return { plan: forgetting(plan, holes), roots, contents } satisfies Planned
})

/** What the filters hide by now is not gone from the target: nobody looked. */
const withVisibleDrift = ({ filters }: Pair, steps: Steps): Steps => {
  const filter = makeFilter(filters)
  const isVisible = ({ path, before, now }: Drift) =>
    now !== undefined || filter.scopeOf(path, before?._tag === "Directory").scope !== "out"
  return { ...steps, drift: steps.drift.filter(isVisible) }
}
