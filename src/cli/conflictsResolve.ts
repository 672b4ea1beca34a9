/** `syncfile conflicts resolve`: decides what is held back, and carries out just that. */
import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type Pair, type Policy } from "../domain/Pair.ts"
import { type Plan } from "../domain/Plan.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { onlyDecided } from "../engine/onlyDecided.ts"
import { preparePair, previewPair } from "../engine/preparePair.ts"
import { approvePlans, showPlans } from "./applyPlanned.ts"
import { ExitCode } from "./ExitCode.ts"
import { ended, Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import { say } from "./look.ts"
import { matching } from "./matching.ts"
import { runAll } from "./runAll.ts"
import { selectPairs } from "./selectPairs.ts"
import { isolated, withDoors } from "./withDoors.ts"
import { yesFlag } from "./yesFlag.ts"

const keeps = ["left", "right", "newer", "older", "larger", "smaller", "both"] as const

export const conflictsResolveCommand = Command.make(
  "resolve",
  {
    globs: Argument.String("path").pipe(
      Argument.withDescription("Only paths that match one of these globs (default: all that is held back)"),
      Argument.variadic(),
    ),
    keep: Flag.Literals("keep", keeps).pipe(
      Flag.withDescription("The version that counts; the other one goes to the backup, or stays as a copy (both)"),
    ),
    pair: Flag.String("pair").pipe(
      Flag.withMetavar("NAME"),
      Flag.withDescription("Only in this pair"),
      Flag.withDefault(""),
    ),
    yes: yesFlag,
  },
  Effect.fnUntraced(function*({ globs, keep, pair: name, yes }) {
    const setup = yield* loadSetup
    const isMeant = yield* matching(globs)
    const pairs = (yield* selectPairs(setup, name === "" ? [] : [name])).filter(({ mode }) => mode === "two-way")
    const work = Effect.scoped(Effect.gen(function*() {
      const results = yield* Effect.forEach(pairs, (pair) => isolated(decide(pair, isMeant, keep)))
      const codes = results.flatMap((result) => result._tag === "Failed" ? [result.code] : [])
      const decided = results.flatMap((result) => result._tag === "Went" && result.value ? [result.value] : [])
      if (decided.length === 0) {
        if (codes[0] !== undefined) return yield* ended(codes[0])
        return yield* say(
          globs.length === 0 ? "No conflicts." : "No conflicts match. List them: syncfile conflicts list",
        )
      }
      yield* showPlans(decided.map(({ plan }) => plan))
      const halted = decided.filter(({ plan }) => plan.halts.length > 0)
      if (halted.length > 0) return yield* ended(ExitCode.halted)
      if (decided.every(({ plan }) => plan.actions.length === 0)) return yield* undecidable(decided[0]!.plan, keep)
      const options = {
        isApproved: yes,
        approvals: { deletes: undefined, accepted: new Set<never>() },
        detailed: false,
      }
      yield* approvePlans(setup.name, decided, options)
      return yield* runAll(decided, options, codes)
    }))
    yield* withDoors(setup, true, work)
  }),
).pipe(
  Command.withDescription("Decide which version of what is held back counts"),
  Command.withExamples([
    {
      command: "syncfile conflicts resolve --keep left notes/todo.txt",
      description: "Take the left version of one file",
    },
    { command: "syncfile conflicts resolve --keep both '**/*.psd'", description: "Keep both versions of all pictures" },
  ]),
)

/** Looks twice: what is held back is known only after the first look, and what becomes of it after the second. */
const decide = Effect.fnUntraced(function*(
  pair: Pair,
  isMeant: (path: RelPath) => boolean,
  keep: (typeof keeps)[number],
) {
  const { plan } = yield* previewPair(pair)
  const paths = plan.conflicts.flatMap(({ path }) => isMeant(path) ? [path] : [])
  if (paths.length === 0) return undefined
  const policy: Policy = {
    resolve: keep === "both" ? "keep-both" : keep,
    loser: pair.backup.left === undefined || pair.backup.right === undefined ? "keep-copy" : "backup",
    againstDelete: keep === "both" ? "edit" : "hold",
  }
  const prepared = yield* preparePair(pair, new Map(paths.map((path) => [path, policy])))
  return { ...prepared, plan: onlyDecided(prepared.plan, new Set(paths)) }
})

const undecidable = ({ conflicts }: Plan, keep: string) =>
  Effect.fail(
    new Failure({
      code: ExitCode.conflicts,
      message: `Error: --keep ${keep} decides nothing here${
        conflicts[0] === undefined ? "" : `: ${conflicts[0].reason}`
      }. Nothing was changed. Try --keep left, right or both, or rename one of the two.`,
    }),
  )
