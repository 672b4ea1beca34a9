/** `syncfile restore`: brings old versions back from the backup, or lists those that there are. */
import { Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type ApplyReport } from "../domain/ApplyReport.ts"
import { roleOf } from "../domain/Side.ts"
import { type Version } from "../engine/findVersions.ts"
import { restoreVersions } from "../engine/restoreVersions.ts"
import { printable } from "../report/escape.ts"
import { formatTime } from "../report/formatTime.ts"
import { jsonText } from "../report/json.ts"
import { plural } from "../report/plural.ts"
import { restoredDocument } from "../report/versionDocument.ts"
import { approve } from "./approve.ts"
import { worst } from "./ExitCode.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { listVersions, lookForVersions } from "./listVersions.ts"
import { remark, say } from "./look.ts"
import { prepareRestore, type Restorable, whereMeant } from "./prepareRestore.ts"
import { readPath } from "./readPath.ts"
import { codeOf } from "./runAll.ts"
import { selectPairs } from "./selectPairs.ts"
import { endWith, isolated, withDoors } from "./withDoors.ts"
import { yesFlag } from "./yesFlag.ts"

export const restoreCommand = Command.make(
  "restore",
  {
    paths: Argument.String("path").pipe(
      Argument.withDescription("Files below the roots of the pairs, or folders with all that was in them"),
      Argument.variadic({ min: 1 }),
    ),
    at: Flag.String("at").pipe(
      Flag.withMetavar("RUN"),
      Flag.withDescription("What this run replaced or deleted (default: the newest version of what is gone or named)"),
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
    const run = Option.getOrUndefined(flags.at)
    const work = Effect.scoped(Effect.gen(function*() {
      const found = yield* lookForVersions(pairs, paths)
      if (flags.list) return yield* listVersions(found)
      const meant = yield* whereMeant(paths, run, found)
      const ready = yield* Effect.forEach(meant, ([pair, paths]) => prepareRestore(pair, paths, run))
      yield* approve({
        isGiven: flags.yes,
        question: "Do you want to bring these versions back?",
        what: listed(ready.flatMap(({ pair, versions }) => versions.map((version) => sentence(pair, version)))),
        cancelled: "Nothing was restored.",
        instead: "restoring needs approval, and nobody is here to ask. Nothing was changed.\n"
          + "  Approve it beforehand with --auto-approve.",
      })
      const results = yield* Effect.forEach(ready, (each) => isolated(restore(each)))
      const reports = results.flatMap((result) => result._tag === "Went" ? [result.value] : [])
      if (yield* globals.Json) yield* say(jsonText(reports.map(restoredDocument)))
      yield* endWith(worst([
        ...results.flatMap((result) => result._tag === "Failed" ? [result.code] : []),
        ...reports.map(codeOf),
      ]))
    }))
    yield* withDoors(setup, true, work)
  }),
).pipe(
  Command.withDescription("Bring old versions back from the backup"),
  Command.withExamples([
    { command: "syncfile restore notes/todo.txt", description: "Bring back what was last replaced or deleted there" },
    { command: "syncfile restore notes", description: "Bring back what is gone from a folder, or the folder" },
    { command: "syncfile restore --list notes/todo.txt", description: "Show which versions there are" },
  ]),
)

const mostListed = 20

const listed = (sentences: ReadonlyArray<string>): string => {
  const more = sentences.length - mostListed
  return [...sentences.slice(0, mostListed), ...(more > 0 ? [`and ${plural(more, "more file", "more files")}`] : [])]
    .join("\n  ")
}

const sentence = ({ mode }: Restorable["pair"], { path, side, run, at }: Version): string =>
  `${printable(path)} on the ${roleOf(mode, side)}, as it was before run ${run} (${formatTime(at)})`

const restore = Effect.fnUntraced(function*(ready: Restorable) {
  const { pair, versions } = ready
  const report: ApplyReport = yield* restoreVersions(ready, ready.actions)
  const isJson = yield* globals.Json
  for (const outcome of report.outcomes) {
    const { side, path } = outcome.action
    const version = versions.find((each) => each.side === side && each.path === path)
    if (outcome._tag !== "Done") {
      yield* remark(`Error: ${printable(path)} on the ${roleOf(pair.mode, side)}: ${printable(outcome.message)}`)
    } else if (version !== undefined && !isJson) yield* say(`Restored ${sentence(pair, version)}`)
  }
  return report
})
