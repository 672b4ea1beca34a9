/** Says how a plan was made and will be carried out, in sentences for a reviewer. */
import { type Comparison, type Pair } from "../domain/Pair.ts"
import { type Method } from "../domain/Plan.ts"
import { originOf } from "../domain/temporaries.ts"
import { type Capabilities, type Publishing } from "../endpoint/Endpoint.ts"
import { type Evidence } from "../plan/Evidence.ts"
import { type Undecided } from "../plan/undecided.ts"
import { type Memory } from "../state/StateStore.ts"

interface Seen {
  readonly evidence: Evidence
  readonly abilities: { readonly left: Capabilities; readonly right: Capabilities }
  readonly wanted: Undecided
}

export const methodOf = (pair: Pair, { evidence, abilities, wanted }: Seen, memory: Memory): Method => ({
  comparing: comparing(pair.compare, abilities.right.keepsTimes, wanted),
  publishing: published[abilities.right.publishing],
  notes: [...abilities.left.notes, ...abilities.right.notes, ...leftovers(evidence, memory)],
})

const comparing = (compare: Comparison, keepsTimes: boolean, { left, right }: Undecided): string => {
  const past = "each side with its own past"
  const first: Record<Comparison, string> = {
    "size-and-modified": keepsTimes ? "then size and modification time (whole seconds)" : "then size and content",
    checksum: "then size and content",
    size: "then size alone",
  }
  const read = left.length + right.length
  const contents = read === 0
    ? "no content had to be read"
    : `contents read in full: ${left.length} on the source, ${right.length} on the target (SHA-256)`
  return `${past}, ${first[compare]}; ${contents}`
}

const published: Readonly<Record<Publishing, string>> = {
  "atomic": "atomic: each file is written beside its place, then renamed over it in one step",
  "no-replace":
    "no-replace: each file is written beside its place, the old one is renamed aside, the new one in, then the old one goes",
  "at-close": "at-close: each file is written to its place, where the server shows it only once it is complete",
}

const leftovers = ({ right }: Evidence, { unfinished }: Memory): ReadonlyArray<string> => {
  if (right.leftovers.length === 0) return []
  const known = new Map(unfinished.map(({ run, intents }) => [run, intents]))
  const foreign = right.leftovers.filter((path) => {
    const origin = originOf(path)
    return origin === undefined || !known.get(origin.run)?.has(origin.number)
  })
  const ours = right.leftovers.length - foreign.length
  return [
    ...(ours === 0 ? [] : [`An unfinished run left ${ours} temporary files on the target; apply clears them away.`]),
    ...foreign.map((path) => `${path} looks like a temporary file of a run that is not known here; it is left alone.`),
  ]
}
