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
  readonly at: number | undefined // when the run was, in milliseconds since the epoch; undefined: it is not remembered
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
      at === undefined ? "-" : time(at),
      roleOf(mode, side),
      formatBytes(size),
      time(modified),
      path,
    ]),
    style,
  )

/** By the time of the run. Those whose run is forgotten are older than what is remembered. */
export const latestFirst = (versions: ReadonlyArray<Version>): ReadonlyArray<Version> =>
  versions.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0) || b.file.modified - a.file.modified)
