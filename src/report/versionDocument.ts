/** Old versions as JSON: what other programs may rely on. */
import { DateTime } from "effect"
import { type ApplyReport, type Outcome } from "../domain/ApplyReport.ts"
import { type Side } from "../domain/Side.ts"
import { latestFirst, type Version } from "./renderVersions.ts"

export interface VersionDocument {
  readonly run: string
  readonly replaced: string // ISO 8601, UTC
  readonly side: Side
  readonly path: string
  readonly size: number // bytes
  readonly modified: number // milliseconds since 1970-01-01T00:00:00Z
}

export const versionDocument = ({ run, at, side, path, file: { size, modified } }: Version): VersionDocument => ({
  run,
  replaced: DateTime.formatIso(DateTime.makeUnsafe(at)),
  side,
  path,
  size,
  modified,
})

/** In the order in which people see them. */
export const versionDocuments = (versions: ReadonlyArray<Version>): ReadonlyArray<VersionDocument> =>
  latestFirst(versions).map(versionDocument)

/** What became of a restore in one pair. */
export const restoredDocument = ({ pair, outcomes }: ApplyReport) => ({
  pair,
  restored: outcomes.flatMap((outcome) =>
    outcome._tag === "Done" && outcome.action._tag === "Transfer" ? [placeOf(outcome)] : []
  ),
  failed: outcomes.flatMap((outcome) =>
    outcome._tag === "Done" ? [] : [{ ...placeOf(outcome), message: outcome.message }]
  ),
})

const placeOf = ({ action: { side, path } }: Outcome) => ({ side, path })
