/** `syncfile restore`: brings an old version back from the backup, or lists those that there are. */
import { Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { roleOf } from "../domain/Side.ts"
import { findVersions, type Version } from "../engine/findVersions.ts"
import { recoverRuns } from "../engine/recoverRuns.ts"
import { restoreVersion } from "../engine/restoreVersion.ts"
import { openSides } from "../engine/Sides.ts"
import { printable } from "../report/escape.ts"
import { formatTime } from "../report/formatTime.ts"
import { jsonText } from "../report/json.ts"
import { renderVersions } from "../report/renderVersions.ts"
import { versionDocuments } from "../report/versionDocument.ts"
import { StateStore } from "../state/StateStore.ts"
import { approve } from "./approve.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { readPath } from "./readPath.ts"
import { selectPairs } from "./selectPairs.ts"
import { endWith, isolated, withDoors } from "./withDoors.ts"
import { yesFlag } from "./yesFlag.ts"

export const restoreCommand = Command.make(
  "restore",
  {
    paths: Argument.String("path").pipe(
      Argument.withDescription("Paths below the roots of the pairs"),
      Argument.variadic({ min: 1 }),
    ),
    at: Flag.String("at").pipe(
      Flag.withMetavar("RUN"),
      Flag.withDescription("The version that this run replaced or deleted (default: the newest one)"),
      Flag.optional,
    ),
    list: Flag.Boolean("list").pipe(
      Flag.withDescription("Show which versions there are, and bring none back"),
      Flag.withDefault(false),
    ),
    pair: Flag.String("pair").pipe(
      Flag.withMetavar("NAME"),
      Flag.withDescription("Only in this pair"),
      Flag.withDefault(""),
    ),
    yes: yesFlag,
  },
  Effect.fnUntraced(function*(flags) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, flags.pair === "" ? [] : [flags.pair])
    const paths = yield* Effect.forEach(flags.paths, readPath)
    const work = Effect.scoped(Effect.gen(function*() {
      const opened = yield* Effect.forEach(pairs, (pair) => Effect.map(openSides(pair), (sides) => ({ pair, sides })))
      const found = yield* Effect.forEach(opened, ({ pair, sides }) =>
        Effect.map(
          Effect.forEach(paths, (path) => findVersions(path, sides)),
          (versions) => ({ pair, sides, versions: versions.flat() }),
        ))
      if (flags.list) return yield* listed(found)
      const chosen = yield* Effect.forEach(paths, (path) => choose(path, Option.getOrUndefined(flags.at), found))
      yield* approve({
        isGiven: flags.yes,
        question: "Do you want to bring these versions back?",
        what: chosen.map(({ pair, version }) => sentence(pair, version)).join("\n  "),
        cancelled: "Nothing was restored.",
        instead: "restoring needs approval, and nobody is here to ask. Nothing was changed.\n"
          + "  Approve it beforehand with --auto-approve.",
      })
      const results = yield* Effect.forEach(chosen, (each) => isolated(Effect.scoped(restore(each))))
      const failed = results.flatMap((result) => result._tag === "Failed" ? [result.code] : [])
      yield* endWith(failed[0] ?? ExitCode.success)
    }))
    yield* withDoors(setup, true, work)
  }),
).pipe(
  Command.withDescription("Bring an old version back from the backup"),
  Command.withExamples([
    { command: "syncfile restore notes/todo.txt", description: "Bring back what was last replaced or deleted there" },
    { command: "syncfile restore --list notes/todo.txt", description: "Show which versions there are" },
  ]),
)

interface Found {
  readonly pair: Pair
  readonly sides: Parameters<typeof restoreVersion>[1]
  readonly versions: ReadonlyArray<Version>
}

interface Chosen extends Omit<Found, "versions"> {
  readonly version: Version
}

const listed = Effect.fnUntraced(function*(found: ReadonlyArray<Found>) {
  if (yield* globals.Json) {
    return yield* say(
      jsonText(found.map(({ pair, versions }) => ({ pair: pair.name, versions: versionDocuments(versions) }))),
    )
  }
  const { output } = yield* Environment
  const style = yield* styleOf(output)
  const several = found.filter(({ versions }) => versions.length > 0)
  if (several.length === 0) return yield* say(renderVersions([], { mode: "two-way", style }))
  for (const { pair, versions } of several) {
    if (found.length > 1) yield* say(style.bold(printable(pair.name)))
    yield* say(renderVersions(versions, { mode: pair.mode, style }))
  }
})

/** The newest, or that of one run. A path that two pairs have is restored in none of them by guessing. */
const choose = (
  path: RelPath,
  run: string | undefined,
  found: ReadonlyArray<Found>,
): Effect.Effect<Chosen, Failure> => {
  const candidates = found.flatMap(({ pair, sides, versions }) => {
    const version = versions.find((each) => each.path === path && (run === undefined || each.run === run))
    return version === undefined ? [] : [{ pair, sides, version }]
  })
  const [first, second] = candidates
  if (first === undefined) {
    return refuse(
      `no version of ${printable(path)} is in a backup${run === undefined ? "" : ` of run ${run}`}. `
        + `List what there is: syncfile restore --list ${printable(path)}`,
    )
  }
  return second === undefined ? Effect.succeed(first) : refuse(
    `several pairs have a version of ${printable(path)}: ${candidates.map(({ pair }) => pair.name).join(", ")}. `
      + "Say which one: --pair NAME",
  )
}

const refuse = (message: string) => Effect.fail(new Failure({ code: ExitCode.failed, message: `Error: ${message}` }))

const sentence = ({ mode }: Pair, { path, side, run, at }: Version): string =>
  `${printable(path)} on the ${roleOf(mode, side)}, as it was before run ${run} (${formatTime(at)})`

const restore = Effect.fnUntraced(function*({ pair, sides, version }: Chosen) {
  const state = yield* StateStore
  yield* state.lock(pair.name)
  const memory = yield* state.load(pair.name)
  yield* recoverRuns(pair, memory, sides)
  yield* restoreVersion(pair, sides, memory, version)
  if (!(yield* globals.Json)) yield* say(`Restored ${sentence(pair, version)}`)
})
