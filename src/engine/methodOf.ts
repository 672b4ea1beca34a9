/** Says how a plan was made and will be carried out, in sentences for a reviewer. */
import { type Action } from "../domain/Action.ts"
import { type Comparison, type Pair } from "../domain/Pair.ts"
import { type Method } from "../domain/Plan.ts"
import { roleOf, type Side, sides } from "../domain/Side.ts"
import { runOf } from "../domain/temporaries.ts"
import { type Capabilities, type Publishing } from "../endpoint/Endpoint.ts"
import { type Evidence } from "../plan/Evidence.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { plural } from "../report/plural.ts"
import { type Memory } from "../state/StateStore.ts"
import { type Digested } from "./findDigests.ts"
import { notesOnCopying } from "./notesOnCopying.ts"

interface Seen {
  readonly evidence: Evidence
  readonly abilities: { readonly left: Capabilities; readonly right: Capabilities }
  readonly digested: Readonly<Record<Side, Digested>>
}

export const methodOf = (
  pair: Pair,
  seen: Seen,
  memory: Memory,
  actions: ReadonlyArray<Action>,
): Method => ({
  comparing: comparing(pair, seen),
  publishing: publishing(pair, seen.abilities),
  notes: [
    ...backups(pair),
    ...seen.abilities.left.notes,
    ...seen.abilities.right.notes,
    ...notesOnCopying(pair.mode, actions, seen.abilities),
    ...sides.flatMap((side) => leftovers(pair, side, seen.evidence, memory)),
  ],
})

const comparing = ({ mode, compare }: Pair, { evidence, abilities, digested }: Seen): string => {
  const past = "each side with its own past"
  const first: Record<Comparison, string> = {
    "size-and-modified": evidence.keepsTimes
      ? "then size and modification time (whole seconds)"
      : "then size and content",
    checksum: "then size and content",
    size: "then size alone",
  }
  const ways = sides.flatMap((side) => waysOf(digested[side], abilities[side], roleOf(mode, side)))
  const contents = ways.length === 0 ? "no content had to be read" : `contents by SHA-256: ${ways.join("; ")}`
  return `${past}, ${first[compare]}; ${contents}`
}

/** Where contents were digested, and how those came there that were digested here. */
const waysOf = ({ told, by, read }: Digested, { digest }: Capabilities, role: string): ReadonlyArray<string> => {
  const here = by === undefined ? told + read : read
  const ways = [
    ...(by === undefined ? [] : [`${told} by ${by} on the server`]),
    ...(here === 0 ? [] : [digest === "local" ? `${here} read here` : `${here} read back over the connection`]),
  ]
  return ways.length === 0 ? [] : [`${role}: ${ways.join(", ")}`]
}

const publishing = ({ mode, backup }: Pair, { left, right }: Seen["abilities"]): string => {
  if (mode !== "two-way") return backup.right === undefined ? published[right.publishing] : aside[right.publishing]
  const both = [...new Set([aside[left.publishing], aside[right.publishing]])]
  return both.length === 1 ? both.join("") : `left: ${both[0]}; right: ${both[1]}`
}

const checked =
  "no-replace: each file is written beside its place, the old one is renamed away and looked at, then the new one is renamed to the free name"

/** Where the old version is moved away, looked at and kept or removed, before the new one takes its name. */
const aside: Readonly<Record<Publishing, string>> = {
  "atomic": checked,
  "no-replace": checked,
  "at-close":
    "at-close: the old file is renamed away and looked at, then the new one is written to its place, where the server shows it only once it is complete",
}

const day = 86_400_000

const daysOf = (milliseconds: number): string =>
  milliseconds % day === 0 ? plural(milliseconds / day, "day", "days") : formatDuration(milliseconds)

const backups = ({ mode, backup }: Pair): ReadonlyArray<string> =>
  sides.flatMap((side) => {
    const kept = backup[side]
    if (kept === undefined) return []
    const days = kept.keep === undefined ? "for ever" : `for ${daysOf(kept.keep)}`
    return [`What is replaced or deleted on the ${roleOf(mode, side)} goes to ${kept.place.written}, ${days}.`]
  })

const published: Readonly<Record<Publishing, string>> = {
  "atomic": "atomic: each file is written beside its place, then renamed over it in one step",
  "no-replace":
    "no-replace: each file is written beside its place, the old one is renamed aside, the new one in, then the old one goes",
  "at-close": "at-close: each file is written to its place, where the server shows it only once it is complete",
}

const leftovers = (
  { mode }: Pair,
  side: Side,
  evidence: Evidence,
  { unfinished }: Memory,
): ReadonlyArray<string> => {
  if (mode !== "two-way" && side === "left") return []
  const found = evidence[side].leftovers
  const runs = new Set(unfinished.map(({ run }) => run))
  const foreign = found.filter((path) => !runs.has(runOf(path) ?? ""))
  const ours = found.length - foreign.length
  return [
    ...(ours === 0
      ? []
      : [`An unfinished run left ${ours} temporary files on the ${roleOf(mode, side)}; apply clears them away.`]),
    ...foreign.map((path) => `${path} looks like a temporary file of a run that is not known here; it is left alone.`),
  ]
}
