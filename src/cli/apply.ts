/** `syncfile apply`: carries out a saved plan exactly, or plans, shows, asks and then carries out. */
import { Effect, FileSystem, Option, Path, Result } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { decodePlanFile, type PlanFile } from "../engine/planFile.ts"
import { type Approvals } from "../plan/guard.ts"
import { type Kept } from "../state/PassBook.ts"
import { applyPlanned } from "./applyPlanned.ts"
import { applySaved } from "./applySaved.ts"
import { approvalFlags, approvalsOf } from "./approvals.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import { readText } from "./readText.ts"

export interface ApplyOptions {
  readonly isApproved: boolean // nobody has to be asked
  readonly approvals: Approvals
  readonly detailed: boolean
  readonly history: Kept // how much is remembered of passes
}

export const applyCommand = Command.make(
  "apply",
  {
    targets: Argument.String("plan-or-pair").pipe(
      Argument.withDescription("A saved plan, or the pairs to plan and apply (default: all pairs)"),
      Argument.variadic(),
    ),
    yes: Flag.Boolean("auto-approve").pipe(
      Flag.withAlias("y"),
      Flag.withDescription("Do not ask; limits and halts still hold"),
      Flag.withDefault(false),
    ),
    ...approvalFlags,
    digest: Flag.String("expect-digest").pipe(
      Flag.withMetavar("SHA256"),
      Flag.withDescription("Refuse a saved plan that is not the one with this digest"),
      Flag.optional,
    ),
    onStale: Flag.Literals("on-stale", ["abort", "skip"]).pipe(
      Flag.withDescription("When a saved plan's paths changed since: nothing at all (default), or the rest of it"),
      Flag.optional,
    ),
    detailed: Flag.Boolean("detailed-exitcode").pipe(
      Flag.withDescription("Exit with 2 when there were changes"),
      Flag.withDefault(false),
    ),
  },
  Effect.fnUntraced(function*(flags) {
    const setup = yield* loadSetup
    const approvals = yield* approvalsOf(flags.deletes, flags.accept)
    const options: ApplyOptions = {
      isApproved: flags.yes,
      approvals,
      detailed: flags.detailed,
      history: setup.daemon.history,
    }
    const saved = yield* savedPlanIn(flags.targets, new Set(setup.pairs.map(({ name }) => name)))
    if (saved === undefined) {
      if (Option.isSome(flags.digest)) {
        return yield* usage("--expect-digest goes with a saved plan: syncfile apply FILE --expect-digest …")
      }
      if (Option.isSome(flags.onStale)) {
        return yield* usage("--on-stale goes with a saved plan: syncfile apply FILE --on-stale …")
      }
      return yield* applyPlanned(setup, flags.targets, options)
    }
    if (Option.isSome(flags.digest) && flags.digest.value !== saved.digest) {
      return yield* new Failure({
        code: ExitCode.stale,
        message: `Error: the saved plan is ${saved.digest}, not ${flags.digest.value}. Nothing was changed.`,
      })
    }
    return yield* applySaved(setup, saved, options, Option.getOrElse(flags.onStale, () => "abort" as const))
  }),
).pipe(
  Command.withDescription("Carry out a plan"),
  Command.withExamples([
    { command: "syncfile apply", description: "Plan every pair, show the plan, ask, carry it out" },
    { command: "syncfile apply backups.syncplan", description: "Carry out a saved plan, without asking" },
  ]),
)

/** One argument that is a file and no pair is a saved plan. */
const savedPlanIn = Effect.fnUntraced(function*(targets: ReadonlyArray<string>, pairs: ReadonlySet<string>) {
  const [target, ...others] = targets
  if (target === undefined || pairs.has(target)) return undefined
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { folder } = yield* Environment
  const file = path.resolve(folder, target)
  if (!(yield* Effect.orElseSucceed(fs.exists(file), () => false))) return undefined
  if (others.length > 0) return yield* usage("a saved plan is applied alone, as it was saved")
  const text = yield* readText(target, ExitCode.failed)
  return yield* Result.match(decodePlanFile(text), {
    onFailure: ({ message }): Effect.Effect<PlanFile, Failure> =>
      Effect.fail(new Failure({ code: ExitCode.failed, message: `Error: ${target} cannot be applied: ${message}` })),
    onSuccess: (plan) => Effect.succeed(plan),
  })
})

const usage = (message: string) => Effect.fail(new Failure({ code: ExitCode.usage, message: `Error: ${message}` }))
