/** Where a side of a pair lies. */
import { Result } from "effect"
import { type Place } from "../domain/Pair.ts"
import { localPath } from "./localPath.ts"
import { nearest } from "./nearest.ts"
import { type Reading } from "./Reading.ts"
import { serverPath } from "./serverPath.ts"
import { type KeyPath } from "./SourceMap.ts"

export const resolvePlace = (reading: Reading, path: KeyPath, written: string | undefined): Place | undefined => {
  if (written === undefined) return undefined
  if (/^(?:[/]|~$|~\/|\.{1,2}$|\.{1,2}\/)/.test(written)) {
    return { _tag: "Local", path: localPath(written, reading.context), written }
  }
  const [, remote, below] = /^([^/\\:]+):(.*)$/.exec(written) ?? []
  const remotes = remoteNames(reading)
  if (remote !== undefined && below !== undefined && remotes?.includes(remote) === true) {
    const onServer = serverPath(below)
    if (Result.isFailure(onServer)) return reading.complain(path, `${reading.quote(path)}: ${onServer.failure}`)
    return { _tag: "Remote", remote, path: onServer.success, written }
  }
  const quoted = reading.quote(path)
  if (/^[A-Za-z]:[\\/]|\\/.test(written)) {
    return reading.complain(path, `${quoted} is a Windows path, and folders on Windows cannot be synced yet`)
  }
  if (remote === undefined || below === undefined) {
    return reading.complain(
      path,
      `${quoted} is neither a folder on this machine nor one on a remote`,
      localOrRemote(written, remotes ?? []),
    )
  }
  // With `remotes` itself in disorder, no name can be told from an unknown one.
  if (remotes === undefined) return undefined
  if (below.startsWith("//")) {
    return reading.complain(path, `${quoted} is a URL`, "declare the server under `remotes` and write `remote:path`")
  }
  const meant = nearest(remote, remotes)
  const declared = remotes.length === 0 ? "none is declared" : `declared: ${remotes.join(", ")}`
  const hint = meant === undefined ? declared : `did you mean \`${meant}\`?`
  return reading.complain(path, `${quoted} lies on a remote that is not declared under \`remotes\``, hint)
}

/** Names of remotes, also of those that are wrong in themselves; `undefined` when `remotes` is no map of names. */
export const remoteNames = ({ parsed: { syncfile } }: Reading): ReadonlyArray<string> | undefined =>
  "remotes" in syncfile && syncfile.remotes === undefined ? undefined : Object.keys(syncfile.remotes ?? {})

const localOrRemote = (written: string, remotes: ReadonlyArray<string>) =>
  remotes.includes(written)
    ? `write \`${written}:\` for the root of that remote`
    : "write `./path` for a folder beside the syncfile, or `remote:path`"
