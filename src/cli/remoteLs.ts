/** `syncfile remote ls`: lists a folder of a server. */
import { Effect, Result } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type Entry } from "../domain/Entry.ts"
import { childOf, type RelPath } from "../domain/RelPath.ts"
import { type Endpoint, Endpoints } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { limited } from "../endpoint/limited.ts"
import { retrying } from "../endpoint/retrying.ts"
import { describeEntry } from "../report/describeEntry.ts"
import { printable } from "../report/escape.ts"
import { formatTime } from "../report/formatTime.ts"
import { jsonText } from "../report/json.ts"
import { serverPath } from "../syncfile/serverPath.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure, failureOf } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { remark, say } from "./look.ts"
import { selectRemote } from "./remotes.ts"
import { endWith, withDoors } from "./withDoors.ts"

export const remoteLsCommand = Command.make(
  "ls",
  {
    place: Argument.String("remote:path").pipe(Argument.withDescription("The folder, as in server:documents")),
    long: Flag.Boolean("long").pipe(
      Flag.withAlias("l"),
      Flag.withDescription("With sizes and times"),
      Flag.withDefault(false),
    ),
    recursive: Flag.Boolean("recursive").pipe(
      Flag.withAlias("r"),
      Flag.withDescription("With everything below"),
      Flag.withDefault(false),
    ),
  },
  Effect.fnUntraced(function*({ place: written, long, recursive }) {
    const setup = yield* loadSetup
    const [name = "", path = ""] = written.split(/:(.*)/s)
    const remote = yield* selectRemote(setup, name)
    const below = serverPath(path)
    if (Result.isFailure(below)) {
      return yield* new Failure({ code: ExitCode.usage, message: `Error: "${printable(written)}": ${below.failure}` })
    }
    const isJson = yield* globals.Json
    const work = Effect.gen(function*() {
      const endpoints = yield* Endpoints
      const place = { _tag: "Remote" as const, remote: remote.name, path: below.success, written }
      const endpoint = limited(retrying(yield* endpoints.open(place, { symlinks: "skip", backup: undefined })))
      const found = yield* listing(endpoint, undefined, recursive)
      const entries = found.entries.toSorted(([a], [b]) => a < b ? -1 : 1)
      if (isJson) {
        yield* say(
          jsonText({
            place: written,
            problems: found.problems,
            entries: entries.map(([at, entry]) => ({ path: at, ...entry })),
          }),
        )
      } else if (entries.length > 0) {
        yield* say(entries.map(([at, entry]) => lineOf(at, entry, long)).join("\n"))
      }
      for (const problem of isJson ? [] : found.problems) yield* remark(`Warning: ${printable(problem)}`)
      return found.problems.length === 0 ? ExitCode.success : ExitCode.partial
    })
    yield* endWith(yield* Effect.mapError(withDoors(setup, false, Effect.scoped(work)), failureOf))
  }),
).pipe(Command.withDescription("List a folder of a server"))

interface Found {
  readonly entries: ReadonlyArray<readonly [RelPath, Entry]>
  readonly problems: ReadonlyArray<string>
}

const listing = (
  endpoint: Endpoint,
  directory: RelPath | undefined,
  recursive: boolean,
): Effect.Effect<Found, EndpointError> =>
  Effect.gen(function*() {
    const { entries, problems } = yield* endpoint.list(directory)
    const here = Array.from(entries, ([name, entry]) => [childOf(directory, name), entry] as const)
    const below = recursive
      ? yield* Effect.forEach(
        here.filter(([, entry]) => entry._tag === "Directory"),
        ([path]) => listing(endpoint, path, recursive),
        { concurrency: 64 }, // on each level; the endpoint sees to it that it is not too much,
      )
      : []
    return {
      entries: [...here, ...below.flatMap((found) => found.entries)],
      problems: [...problems, ...below.flatMap((found) => found.problems)],
    }
  })

const lineOf = (path: RelPath, entry: Entry, long: boolean): string => {
  const name = printable(path) + (entry._tag === "Directory" ? "/" : entry._tag === "Symlink" ? "@" : "")
  if (!long) return name
  const time = entry._tag === "File" ? formatTime(entry.modified) : ""
  return `${describeEntry(entry).padEnd(20)}  ${time.padEnd(20)}  ${name}`
}
