/** A syncfile to a setup: defaults filled in, names looked up, and everything that is wrong told at once. */
import { Result } from "effect"
import { type Remote } from "../domain/Remote.ts"
import { type Setup } from "../domain/Setup.ts"
import { judgeBackups } from "./judgeBackups.ts"
import { judgeRoots } from "./judgeRoots.ts"
import { localPath } from "./localPath.ts"
import { type Parsed } from "./Parsed.ts"
import { makeReading, type Reading, type ResolveContext } from "./Reading.ts"
import { refusalOf } from "./refusalOf.ts"
import { resolveDaemon } from "./resolveDaemon.ts"
import { resolvePairs } from "./resolvePairs.ts"
import { resolveRemotes } from "./resolveRemotes.ts"
import { rootsOf } from "./Root.ts"
import { type SyncfileError } from "./SyncfileError.ts"

export const resolve = (parsed: Parsed, context: ResolveContext): Result.Result<Setup, SyncfileError> => {
  const reading = makeReading(parsed, context)
  const remotes = resolveRemotes(reading)
  const placed = resolvePairs(reading)
  const state = stateOf(reading)
  const harmless = judgeRoots(reading, rootsOf(reading, placed), state)
  judgeBackups(reading, placed, harmless, state)
  const daemon = resolveDaemon(reading, harmless, state)
  const { name } = parsed.syncfile
  const pairs = placed.map(({ pair }) => pair).filter((pair) => pair !== undefined)
  const usable = new Map<string, Remote>()
  for (const [name, remote] of remotes) if (remote !== undefined) usable.set(name, remote)
  const isWhole = pairs.length === placed.length && usable.size === remotes.size
  return reading.mistakes.length === 0 && isWhole && name !== undefined && state !== undefined
    ? Result.succeed({ name, remotes: usable, pairs, state, daemon })
    : Result.fail(refusalOf(parsed.file, parsed.source, reading.mistakes))
}

const stateOf = (reading: Reading): string | undefined => {
  const path = ["state", "path"]
  const written = reading.parsed.syncfile.state?.path ?? ".syncfile/state.sqlite"
  if (/(?:^|\/)\.{0,2}$|^~$/.test(written)) {
    return reading.complain(path, `${reading.quote(path)} is a folder, and the state is a file`)
  }
  return localPath(written, reading.context)
}
