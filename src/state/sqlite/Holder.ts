/** Who holds a pair's lock, noted beside the lock for people to read. A hint: only the lock itself decides. */
import { DateTime, Effect, Schema } from "effect"
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { hostname } from "node:os"
import { basename } from "node:path"
import { argv, pid } from "node:process"

const Holder = Schema.fromJsonString(Schema.Struct({
  pair: Schema.String,
  command: Schema.String,
  process: Schema.Int,
  host: Schema.String,
  since: Schema.String, // in ISO 8601
}))

/** Failing to note it, say on a full disk, is no reason to stop. */
export const noteHolder = Effect.fnUntraced(function*(lockFile: string, pair: string): Effect.fn.Return<void> {
  const since = DateTime.formatIso(yield* DateTime.now)
  yield* Schema.encodeEffect(Holder)({ pair, command: ownCommand(), process: pid, host: hostname(), since }).pipe(
    Effect.flatMap((text) => Effect.try(() => writeNote(lockFile, text))),
    Effect.ignore,
  )
})

const writeNote = (lockFile: string, text: string): void => {
  const fresh = `${noteOf(lockFile)}.new`
  rmSync(fresh, { force: true })
  writeFileSync(fresh, text, { flag: "wx", mode: 0o600 })
  renameSync(fresh, noteOf(lockFile))
}

export const removeHolder = (lockFile: string): Effect.Effect<void> =>
  Effect.ignore(Effect.try(() => rmSync(noteOf(lockFile), { force: true })))

export const describeHolder = (lockFile: string): Effect.Effect<string> =>
  Effect.try(() => readFileSync(noteOf(lockFile), "utf8")).pipe(
    Effect.flatMap(Schema.decodeEffect(Holder)),
    Effect.map(({ command, process, host, since }) => `"${command}" (process ${process} on ${host}, since ${since})`),
    Effect.orElseSucceed(() => "another process"),
  )

const noteOf = (lockFile: string): string => `${lockFile}.json`

const longestCommand = 200

const ownCommand = (): string =>
  [basename(argv[1] ?? argv[0] ?? ""), ...argv.slice(2)].join(" ").slice(0, longestCommand)
