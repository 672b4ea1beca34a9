/** Where old versions lie in a backup folder: by the run that put them there, then under the path that they had. */
import { childOf, isName, type RelPath } from "./RelPath.ts"

/** The folder of a run: when it began, in UTC, and its id. Sorted by name, runs come in the order of time. */
export const runFolder = (run: string, started: number): string =>
  `${new Date(started).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z-${run}`

const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([0-9a-f]{8})$/

export interface RunFolder {
  readonly run: string // 8 hexadecimal digits
  readonly started: number // milliseconds since the epoch, whole seconds
}

/** `undefined`: not a folder of ours. */
export const readRunFolder = (name: string): RunFolder | undefined => {
  const [, year, month, day, hour, minute, second, run] = pattern.exec(name) ?? []
  const started = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return run === undefined || Number.isNaN(started) ? undefined : { run, started }
}

/** The path of an old version in the backup folder. */
export const keptPath = (folder: string, path: RelPath): RelPath =>
  childOf(isName(folder) ? folder as RelPath : undefined, path)

/** The path that an old version had, for what lies in the folder of a run. */
export const pathOfKept = (kept: RelPath): RelPath => kept.slice(kept.indexOf("/") + 1) as RelPath
