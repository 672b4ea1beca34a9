/** Looks for old versions in the backups of pairs, and shows those that there are. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { findVersions, type Version } from "../engine/findVersions.ts"
import { openSides } from "../engine/Sides.ts"
import { printable } from "../report/escape.ts"
import { jsonText } from "../report/json.ts"
import { renderVersions } from "../report/renderVersions.ts"
import { versionDocuments } from "../report/versionDocument.ts"
import { Environment } from "./Environment.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"

export interface Found {
  readonly pair: Pair
  readonly versions: ReadonlyArray<Version>
}

/** Changes nothing, and needs no lock. */
export const lookForVersions = (pairs: ReadonlyArray<Pair>, paths: ReadonlyArray<RelPath>) =>
  Effect.forEach(pairs, (pair) =>
    Effect.scoped(Effect.gen(function*() {
      const sides = yield* openSides(pair)
      const versions = yield* Effect.forEach(paths, (path) => findVersions(path, sides))
      return { pair, versions: versions.flat() } satisfies Found
    })))

export const listVersions = Effect.fnUntraced(function*(found: ReadonlyArray<Found>) {
  if (yield* globals.Json) {
    return yield* say(
      jsonText(found.map(({ pair, versions }) => ({ pair: pair.name, versions: versionDocuments(versions) }))),
    )
  }
  const { output } = yield* Environment
  const style = yield* styleOf(output)
  const several = found.filter(({ versions }) => versions.length > 0)
  if (several.length === 0) return yield* say(renderVersions([], { mode: "two-way", style }))
  for (const { pair, versions } of several) {
    if (found.length > 1) yield* say(style.bold(printable(pair.name)))
    yield* say(renderVersions(versions, { mode: pair.mode, style }))
  }
})
