/** Where the old versions of each side go, if anywhere. */
import { type Backup, type Pair, type Place } from "../domain/Pair.ts"
import { type Side } from "../domain/Side.ts"
import { backupFolder } from "../domain/temporaries.ts"
import { millisecondsOf } from "./millisecondsOf.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { resolvePlace } from "./resolvePlace.ts"
import { keyOf, nameOf } from "./sideKeys.ts"
import { type KeyPath } from "./SourceMap.ts"
import { type WrittenSharedBackup, type WrittenSidesBackup, type WrittenTargetBackup } from "./WrittenBackup.ts"

type Written = Loose<WrittenSharedBackup | WrittenSidesBackup | WrittenTargetBackup> | undefined

export interface BackupParts {
  readonly path: KeyPath // of the pair
  readonly isTwoWay: boolean
  readonly sides: Readonly<Record<Side, Place | undefined>>
  readonly own: Written
  readonly shared: Written
}

/** A map means on. */
export const isBackedUp = ({ isTwoWay, own, shared }: Pick<BackupParts, "isTwoWay" | "own" | "shared">): boolean =>
  own === undefined && shared === undefined ? isTwoWay : (own ?? shared) !== "off"

export const resolveBackup = (reading: Reading, parts: BackupParts): Pair["backup"] => {
  const { isTwoWay, own, path, shared } = parts
  const isOn = isBackedUp(parts)
  const keep = keepOf(reading, [...path, "backup"], own) ?? keepOf(reading, ["defaults", "backup"], shared) ?? "30d"
  const backupOf = (side: Side): Backup | undefined => {
    if (!isOn || (side === "left" && !isTwoWay)) return undefined
    const place = placeOf(reading, parts, side)
    return place && { place, keep: keep === "forever" ? undefined : millisecondsOf(keep) }
  }
  return { left: backupOf("left"), right: backupOf("right") }
}

const keepOf = (reading: Reading, path: KeyPath, written: Written): string | undefined => {
  const keep = typeof written === "object" ? written.keep : undefined
  if (keep === undefined || keep === "forever" || millisecondsOf(keep) > 0) return keep
  const at = [...path, "keep"]
  return reading.complain(at, `${reading.quote(at)} keeps nothing`, "write `backup: off`")
}

const placeOf = (reading: Reading, { isTwoWay, own, path, sides }: BackupParts, side: Side): Place | undefined => {
  const root = sides[side]
  const key = keyOf(side, isTwoWay)
  const written = typeof own === "object" ? (own as Readonly<Record<string, string | undefined>>)[key] : undefined
  if (written === undefined) return root && childOf(root, backupFolder)
  const at = [...path, "backup", key]
  const place = resolvePlace(reading, at, written)
  if (place === undefined || root === undefined || machineOf(place) === machineOf(root)) return place
  const where = root._tag === "Local" ? "this machine" : `remote \`${root.remote}\``
  const hint = "old versions are put there by renaming them, which cannot cross from one machine to another"
  return reading.complain(at, `${reading.quote(at)} is not on ${where}, where the ${nameOf(side, isTwoWay)} is`, hint)
}

/** Two remotes may be one server, but never one connection. */
const machineOf = (place: Place): string | undefined => (place._tag === "Remote" ? place.remote : undefined)

const childOf = (place: Place, name: string): Place => ({
  ...place,
  path: place.path === "" ? name : `${place.path.replace(/\/$/, "")}/${name}`,
  written: place._tag === "Remote" && place.written.endsWith(":")
    ? `${place.written}${name}`
    : `${place.written.replace(/\/+$/, "")}/${name}`,
})
