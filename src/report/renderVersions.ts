/** The old versions that a backup holds, a line for each. */
import { type File } from "../domain/Entry.ts"
import { type Mode } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { roleOf, type Side } from "../domain/Side.ts"
import { formatBytes } from "./formatBytes.ts"
import { formatTime, type TimeFormat } from "./formatTime.ts"
import { renderTable } from "./renderTable.ts"
import { type Style } from "./Style.ts"

/** What a path held until a run replaced or deleted it. */
export interface Version {
  readonly run: string // 8 hexadecimal digits
  readonly at: number // when the run began, in milliseconds since the epoch
  readonly side: Side
  readonly path: RelPath
  readonly file: File
}

export interface VersionLook {
  readonly mode: Mode
  readonly style: Style
  readonly time?: TimeFormat | undefined
}

export const renderVersions = (
  versions: ReadonlyArray<Version>,
  { mode, style, time = formatTime }: VersionLook,
): string =>
  versions.length === 0 ? "No old versions." : renderTable(
    ["RUN", "REPLACED", "SIDE", "SIZE", "MODIFIED", "PATH"],
    latestFirst(versions).map(({ run, at, side, path, file: { size, modified } }) => [
      run,
      time(at),
      roleOf(mode, side),
      formatBytes(size),
      time(modified),
      path,
    ]),
    style,
  )

/** By the time of the run. */
export const latestFirst = (versions: ReadonlyArray<Version>): ReadonlyArray<Version> =>
  versions.toSorted((a, b) => b.at - a.at || b.file.modified - a.file.modified)
