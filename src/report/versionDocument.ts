/** Old versions as JSON: what other programs may rely on. */
import { DateTime } from "effect"
import { type Side } from "../domain/Side.ts"
import { latestFirst, type Version } from "./renderVersions.ts"

export interface VersionDocument {
  readonly run: string
  readonly replaced: string | null // ISO 8601, UTC; null: the run is not remembered any more
  readonly side: Side
  readonly path: string
  readonly size: number // bytes
  readonly modified: number // milliseconds since 1970-01-01T00:00:00Z
}

export const versionDocument = ({ run, at, side, path, file: { size, modified } }: Version): VersionDocument => ({
  run,
  replaced: at === undefined ? null : DateTime.formatIso(DateTime.makeUnsafe(at)),
  side,
  path,
  size,
  modified,
})

/** In the order in which people see them. */
export const versionDocuments = (versions: ReadonlyArray<Version>): ReadonlyArray<VersionDocument> =>
  latestFirst(versions).map(versionDocument)
