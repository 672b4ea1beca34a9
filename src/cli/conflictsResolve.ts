/** `syncfile conflicts resolve`: decides what is held back, and carries out just that. */
import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type Pair, type Policy } from "../domain/Pair.ts"
import { type Conflict, hasActions, type Plan } from "../domain/Plan.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { preparePair } from "../engine/preparePair.ts"
import { printable } from "../report/escape.ts"
import { renderConflicts, renderUnseen } from "../report/renderConflicts.ts"
import { approvalFlags, approvalsOf } from "./approvals.ts"
import { blockedAmong } from "./blockedAmong.ts"
import { carryOutReleased } from "./carryOutReleased.ts"
import { codesOf } from "./codesOf.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { remark, say, styleOf } from "./look.ts"
import { lookForConflicts } from "./lookForConflicts.ts"
import { matching } from "./matching.ts"
import { selectPairs } from "./selectPairs.ts"
import { endWith, isolated, withDoors } from "./withDoors.ts"
import { yesFlag } from "./yesFlag.ts"

const keeps = ["left", "right", "newer", "older", "larger", "smaller", "both"] as const

export const conflictsResolveCommand = Command.make(
  "resolve",
  {
    globs: Argument.String("path").pipe(
      Argument.withDescription("Only these paths, or those that match these globs (default: all that is held back)"),
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
    ...approvalFlags,
    yes: yesFlag,
  },
  Effect.fnUntraced(function*({ accept, deletes, globs, keep, pair: name, yes }) {
    const setup = yield* loadSetup
    const options = {
      isApproved: yes,
      approvals: yield* approvalsOf(deletes, accept),
      detailed: false,
      history: setup.daemon.history,
    }
    const pairs = (yield* selectPairs(setup, name === "" ? [] : [name])).filter(({ mode }) => mode === "two-way")
    const work = Effect.scoped(Effect.gen(function*() {
      const [blocked] = yield* blockedAmong(pairs)
      if (blocked !== undefined) {
        return yield* new Failure({ code: ExitCode.blocked, message: `Error: ${blocked.why}` })
      }
      const { looked, codes: unplanned } = yield* lookForConflicts(pairs)
      const isMeant = yield* matching(globs, looked.flatMap(({ plan }) => pathsIn(plan)))
      const held = looked.map(({ pair, plan }) => ({ pair, plan, paths: pathsIn(plan).filter(isMeant) }))
      const others = held.flatMap(({ paths, plan }) => paths.length === 0 ? [plan] : [])
      const results = yield* Effect.forEach(
        held.filter(({ paths }) => paths.length > 0),
        ({ pair, paths }) => isolated(decide(pair, paths, keep)),
      )
      const codes = [
        ...unplanned,
        ...results.flatMap((result) => result._tag === "Failed" ? [result.code] : []),
        ...others.flatMap(codesOf),
      ]
      const decided = results.flatMap((result) => result._tag === "Went" ? [result.value] : [])
      if (results.length === 0) return yield* nothingHeld(globs, others, codes)
      const isIdle = decided.every(({ plan }) => !hasActions(plan) && plan.halts.length === 0)
      const stuck = decided.flatMap(({ plan, paths }) => plan.conflicts.filter(({ path }) => paths.has(path)))
      if (isIdle && stuck.length > 0) return yield* undecidable(stuck, keep, codes)
      return yield* carryOutReleased(setup.name, decided, options, codes)
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
    { command: "syncfile conflicts resolve --keep both '**.psd'", description: "Keep both versions of all pictures" },
  ]),
)

const pathsIn = ({ conflicts }: Plan): ReadonlyArray<RelPath> => conflicts.map(({ path }) => path)

/** Looks a second time: what is held back is known by now, and what becomes of it only then. */
const decide = Effect.fnUntraced(function*(pair: Pair, paths: ReadonlyArray<RelPath>, keep: (typeof keeps)[number]) {
  const policy: Policy = {
    resolve: keep === "both" ? "keep-both" : keep,
    loser: pair.backup.left === undefined || pair.backup.right === undefined ? "keep-copy" : "backup",
    againstDelete: keep === "both" ? "edit" : "hold",
  }
  const prepared = yield* preparePair(pair, new Map(paths.map((path) => [path, policy])))
  return { ...prepared, paths: new Set(paths) }
})

/** Standard output is for JSON, where that was asked for. */
const nothingHeld = Effect.fnUntraced(
  function*(globs: ReadonlyArray<string>, plans: ReadonlyArray<Plan>, codes: ReadonlyArray<ExitCode>) {
    const { output } = yield* Environment
    const tell = (yield* globals.Json) ? remark : say
    const style = yield* styleOf(output)
    if (globs.length === 0) yield* tell(renderConflicts(plans, { style, isPartial: codes.length > 0 }))
    else {
      yield* tell(`${renderUnseen(plans, style)}No conflicts match. List them: syncfile conflicts list`)
    }
    yield* endWith(worst(codes))
  },
)

const undecidable = (stuck: ReadonlyArray<Conflict>, keep: string, codes: ReadonlyArray<ExitCode>) =>
  Effect.fail(
    new Failure({
      code: worst([ExitCode.conflicts, ...codes]),
      message: [
        `Error: --keep ${keep} decides nothing here. Nothing was changed.`,
        ...stuck.map(({ path, reason }) => `  ${printable(path)}: ${printable(reason)}`),
        "  Try --keep left, right or both, or rename one of the two.",
      ].join("\n"),
    }),
  )
