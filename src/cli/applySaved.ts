/** Carries out a saved plan: exactly its actions, on exactly what it saw, or nothing. */
import { Effect } from "effect"
import { type Plan } from "../domain/Plan.ts"
import { type Setup } from "../domain/Setup.ts"
import { roleOf } from "../domain/Side.ts"
import { type PlanFile } from "../engine/planFile.ts"
import { preflight, type StalePath } from "../engine/preflight.ts"
import { type Prepared, prepareSaved } from "../engine/preparePair.ts"
import { scopeOf } from "../engine/scopeOf.ts"
import { unreleased } from "../plan/guard.ts"
import { describeEntry } from "../report/describeEntry.ts"
import { printable } from "../report/escape.ts"
import { type ApplyOptions } from "./apply.ts"
import { blockedAmong } from "./blockedAmong.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { remark } from "./look.ts"
import { objectionsTo } from "./objectionsTo.ts"
import { runAll } from "./runAll.ts"
import { selectPairs } from "./selectPairs.ts"
import { withDoors } from "./withDoors.ts"

export const applySaved = Effect.fnUntraced(
  function*(setup: Setup, saved: PlanFile, options: ApplyOptions, onStale: "abort" | "skip") {
    if (saved.name !== setup.name) {
      return yield* stale(`it was made for "${saved.name}", and this syncfile is "${setup.name}"`)
    }
    const halts = saved.plans.flatMap((plan) => unreleased(plan, options.approvals))
    if (halts.length > 0) {
      const reasons = halts.map(({ message, release }) => `\n  ${message}\n    ${release}`).join("")
      return yield* new Failure({
        code: ExitCode.halted,
        message: `Error: the saved plan is halted. Nothing was changed.${reasons}`,
      })
    }
    const work = Effect.scoped(Effect.gen(function*() {
      const pairs = setup.pairs.filter(({ name }) => saved.plans.some(({ pair }) => pair === name))
      const [blocked] = yield* blockedAmong(pairs)
      if (blocked !== undefined) {
        return yield* new Failure({ code: ExitCode.blocked, message: `Error: ${blocked.why}` })
      }
      const ready = yield* Effect.forEach(saved.plans, (plan) => prepare(setup, plan))
      const objections = (yield* Effect.forEach(ready, objectionsToFolders)).flat()
      if (objections.length > 0) {
        return yield* new Failure({
          code: ExitCode.halted,
          message: `Error: the saved plan meets other folders than it was made for. Nothing was changed.${
            objections.map((objection) => `\n  ${objection}`).join("")
          }\n  Put them back, or make a new plan: syncfile plan --out FILE`,
        })
      }
      const changed = yield* Effect.forEach(ready, stalePaths)
      const paths = changed.flat()
      if (paths.length > 0 && onStale === "abort") return yield* staleAt(paths)
      if (paths.length > 0) yield* remark(`Warning: ${list(paths)}\n  These are skipped, as asked by --on-stale skip.`)
      return yield* runAll(ready, options, [])
    }))
    yield* withDoors(setup, true, work)
  },
)

const prepare = Effect.fnUntraced(function*(setup: Setup, plan: Plan) {
  const [pair] = yield* selectPairs(setup, [plan.pair])
  if (pair === undefined || scopeOf(pair) !== plan.scope) {
    return yield* stale(`the roots, mode, filters or comparison of pair "${plan.pair}" changed since`)
  }
  const prepared: Prepared = yield* prepareSaved(pair, plan)
  return prepared
})

const objectionsToFolders = ({ pair, plan: { halts, makesRoot }, sides }: Prepared) =>
  objectionsTo(pair, sides, { makesRoot, isSwapped: halts.some(({ reason }) => reason === "root-swapped") })

/** A target folder that is yet to be made holds nothing, and cannot be asked. */
const stalePaths = ({ plan, roots, sides }: Prepared) =>
  preflight(
    plan,
    roots.right === undefined ? { ...sides, right: { ...sides.right, stat: () => Effect.undefined } } : sides,
  )

const stale = (why: string) =>
  Effect.fail(
    new Failure({
      code: ExitCode.stale,
      message:
        `Error: the saved plan is stale: ${why}. Nothing was changed.\n  Make a new one: syncfile plan --out FILE`,
    }),
  )

const staleAt = (paths: ReadonlyArray<StalePath>) =>
  Effect.fail(
    new Failure({
      code: ExitCode.stale,
      message: `Error: ${
        list(paths)
      }\n  Nothing was changed. Make a new plan, or apply the rest of this one with --on-stale skip.`,
    }),
  )

const list = (paths: ReadonlyArray<StalePath>): string =>
  [
    `the saved plan is stale: ${paths.length === 1 ? "1 path" : `${paths.length} paths`} changed since it was made.`,
    ...paths.map(({ mode, side, path, planned, found }) =>
      `  ${roleOf(mode, side)} ${printable(path)}: planned ${describeEntry(planned)}, now ${describeEntry(found)}`
    ),
  ].join("\n")
