/** The pairs of a syncfile, with `defaults` and every default of ours filled in. */
import { type FilterRule } from "../domain/filter/FilterRule.ts"
import { type Comparison, type Limits, type Pair, type Place } from "../domain/Pair.ts"
import { type Side } from "../domain/Side.ts"
import { bytesOf } from "./bytesOf.ts"
import { judgeLosers } from "./judgeLosers.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { isBackedUp, resolveBackup } from "./resolveBackup.ts"
import { type ConflictRule, conflictRules, noConflicts, resolveConflicts } from "./resolveConflicts.ts"
import { resolveFilters } from "./resolveFilters.ts"
import { resolvePlace } from "./resolvePlace.ts"
import { resolveWatch } from "./resolveWatch.ts"
import { isTwoWay } from "./sideKeys.ts"
import { type KeyPath } from "./SourceMap.ts"
import { type WrittenDefaults } from "./WrittenDefaults.ts"
import { type WrittenLimits } from "./WrittenLimits.ts"
import { type WrittenPair } from "./WrittenPair.ts"

/** A pair as far as it is known: its places are judged also when another part of it is wrong. */
export interface Placed {
  readonly name: string
  readonly isTwoWay: boolean
  readonly sides: Readonly<Record<Side, Place | undefined>>
  readonly backup: Pair["backup"]
  readonly pair: Pair | undefined
}

/** What `defaults` say, each list of it judged once. */
interface Shared {
  readonly written: Loose<WrittenDefaults>
  readonly filters: ReadonlyArray<FilterRule>
  readonly conflictRules: ReadonlyArray<ConflictRule>
}

export const resolvePairs = (reading: Reading): ReadonlyArray<Placed> => {
  const { defaults = {}, pairs = {} } = reading.parsed.syncfile
  const shared = {
    written: defaults,
    filters: resolveFilters(reading, ["defaults", "filters"], defaults.filters ?? []),
    conflictRules: conflictRules(reading, ["defaults", "conflicts", "rules"], defaults.conflicts?.rules),
  }
  return Object.entries(pairs).map(([name, written]) => resolvePair(reading, name, written ?? {}, shared))
}

const resolvePair = (reading: Reading, name: string, written: Loose<WrittenPair>, shared: Shared): Placed => {
  const path = ["pairs", name]
  const { written: defaults } = shared
  const sides = sidesOf(reading, path, written)
  const filters = written.filters === undefined
    ? shared.filters
    : resolveFilters(reading, [...path, "filters"], written.filters)
  const conflicts = conflictsOf(reading, path, written, shared)
  const parts = { path, isTwoWay: isTwoWay(written), sides, own: written.backup, shared: defaults.backup }
  const backup = resolveBackup(reading, parts)
  if (!isBackedUp(parts)) judgeLosers(reading, path, conflicts)
  const placed = { name, isTwoWay: isTwoWay(written), sides, backup }
  const { mode } = written
  const { left, right } = sides
  if (mode === undefined || left === undefined || right === undefined) return { ...placed, pair: undefined }
  const pair: Pair = {
    name,
    mode,
    left,
    right,
    compare: comparisonOf(written.compare?.by ?? defaults.compare?.by),
    filters,
    symlinks: symlinksOf(reading, path, written, defaults),
    limits: limitsOf(written.limits, defaults.limits),
    conflicts,
    backup,
    watch: resolveWatch(reading, path, written, defaults, left._tag === "Local" || right._tag === "Local"),
  }
  return { ...placed, pair }
}

const sidesOf = (reading: Reading, path: KeyPath, written: Loose<WrittenPair>) =>
  isTwoWay(written)
    ? {
      left: resolvePlace(reading, [...path, "left"], written.left),
      right: resolvePlace(reading, [...path, "right"], written.right),
    }
    : {
      left: resolvePlace(reading, [...path, "source"], written.source),
      right: resolvePlace(reading, [...path, "target"], written.target),
    }

const conflictsOf = (reading: Reading, path: KeyPath, written: Loose<WrittenPair>, shared: Shared) => {
  if (!isTwoWay(written)) return noConflicts
  const own = written.conflicts
  const rules = own?.rules && conflictRules(reading, [...path, "conflicts", "rules"], own.rules)
  return resolveConflicts(rules ?? shared.conflictRules, own, shared.written.conflicts)
}

/** Nothing is ever written through a link, so what it leads to could never be brought into step from the other side. */
const symlinksOf = (reading: Reading, path: KeyPath, written: Loose<WrittenPair>, defaults: Loose<WrittenDefaults>) => {
  const symlinks = written.symlinks ?? defaults.symlinks ?? "skip"
  if (!isTwoWay(written) || symlinks === "skip") return symlinks
  const hint = "`symlinks: follow` is for sources, which are never written; a two-way pair skips links"
  if (written.symlinks !== undefined) {
    reading.complain([...path, "symlinks"], "a two-way pair cannot follow links", hint)
  }
  return "skip"
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
