/** Says how a plan was made and will be carried out, in sentences for a reviewer. */
import { type Action } from "../domain/Action.ts"
import { type Comparison, type Pair } from "../domain/Pair.ts"
import { type Method } from "../domain/Plan.ts"
import { roleOf, type Side, sides } from "../domain/Side.ts"
import { runOf } from "../domain/temporaries.ts"
import { type Capabilities, type Publishing } from "../endpoint/Endpoint.ts"
import { type Evidence } from "../plan/Evidence.ts"
import { type Undecided } from "../plan/undecided.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { plural } from "../report/plural.ts"
import { type Memory } from "../state/StateStore.ts"
import { notesOnCopying } from "./notesOnCopying.ts"

interface Seen {
  readonly evidence: Evidence
  readonly abilities: { readonly left: Capabilities; readonly right: Capabilities }
  readonly wanted: Undecided
}

export const methodOf = (
  pair: Pair,
  { evidence, abilities, wanted }: Seen,
  memory: Memory,
  actions: ReadonlyArray<Action>,
): Method => ({
  comparing: comparing(pair, evidence.keepsTimes, wanted),
  publishing: publishing(pair, abilities),
  notes: [
    ...backups(pair),
    ...abilities.left.notes,
    ...abilities.right.notes,
    ...notesOnCopying(pair.mode, actions, abilities),
    ...sides.flatMap((side) => leftovers(pair, side, evidence, memory)),
  ],
})

const comparing = ({ mode, compare }: Pair, keepsTimes: boolean, { left, right }: Undecided): string => {
  const past = "each side with its own past"
  const first: Record<Comparison, string> = {
    "size-and-modified": keepsTimes ? "then size and modification time (whole seconds)" : "then size and content",
    checksum: "then size and content",
    size: "then size alone",
  }
  const read = left.length + right.length
  const contents = read === 0
    ? "no content had to be read"
    : `contents read in full: ${left.length} on the ${roleOf(mode, "left")}, ${right.length} on the ${
      roleOf(mode, "right")
    } (SHA-256)`
  return `${past}, ${first[compare]}; ${contents}`
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
