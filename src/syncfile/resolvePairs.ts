/** The pairs of a syncfile, with `defaults` and every default of ours filled in. */
import { type FilterRule } from "../domain/filter/FilterRule.ts"
import { type Comparison, type Limits, type Pair, type Place } from "../domain/Pair.ts"
import { bytesOf } from "./bytesOf.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { resolveFilters } from "./resolveFilters.ts"
import { resolvePlace } from "./resolvePlace.ts"
import { type WrittenDefaults, type WrittenLimits, type WrittenPair } from "./WrittenPair.ts"

/** A pair as far as it is known: its places are judged also when another part of it is wrong. */
export interface Placed {
  readonly name: string
  readonly source: Place | undefined
  readonly target: Place | undefined
  readonly pair: Pair | undefined
}

export const resolvePairs = (reading: Reading): ReadonlyArray<Placed> => {
  const { defaults = {}, pairs = {} } = reading.parsed.syncfile
  const filters = resolveFilters(reading, ["defaults", "filters"], defaults.filters ?? [])
  return Object.entries(pairs).map(([name, written]) => resolvePair(reading, name, written ?? {}, defaults, filters))
}

const resolvePair = (
  reading: Reading,
  name: string,
  written: Loose<WrittenPair>,
  defaults: Loose<WrittenDefaults>,
  defaultFilters: ReadonlyArray<FilterRule>,
): Placed => {
  const path = ["pairs", name]
  const source = resolvePlace(reading, [...path, "source"], written.source)
  const target = resolvePlace(reading, [...path, "target"], written.target)
  const filters = written.filters === undefined
    ? defaultFilters
    : resolveFilters(reading, [...path, "filters"], written.filters)
  const { mode } = written
  if (mode === undefined || source === undefined || target === undefined) {
    return { name, source, target, pair: undefined }
  }
  const pair: Pair = {
    name,
    mode,
    left: source,
    right: target,
    compare: comparisonOf(written.compare?.by ?? defaults.compare?.by),
    filters,
    symlinks: written.symlinks ?? defaults.symlinks ?? "skip",
    limits: limitsOf(written.limits, defaults.limits),
  }
  return { name, source, target, pair }
}

const comparisonOf = (by: ReadonlyArray<string | undefined> | undefined): Comparison =>
  by === undefined || by.length === 2 ? "size-and-modified" : by[0] === "checksum" ? "checksum" : "size"

/** Maps merge: a pair may set `percent` and leave `count` to the defaults. */
const limitsOf = (own: Loose<WrittenLimits> | undefined, shared: Loose<WrittenLimits> | undefined): Limits => {
  const percent = own?.changes?.percent ?? shared?.changes?.percent
  const transfer = own?.transfer ?? shared?.transfer
  return {
    deletes: {
      count: own?.deletes?.count ?? shared?.deletes?.count ?? 500,
      percent: own?.deletes?.percent ?? shared?.deletes?.percent ?? 25,
    },
    changes: percent === undefined ? undefined : { percent },
    transfer: transfer === undefined ? undefined : bytesOf(transfer),
  }
}
