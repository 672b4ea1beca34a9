/** What differs between two setups, pair by pair. */
import { type Pair } from "../domain/Pair.ts"
import { type Remote } from "../domain/Remote.ts"
import { type Setup } from "../domain/Setup.ts"

export type PairChange =
  | { readonly _tag: "Added"; readonly pair: Pair }
  | { readonly _tag: "Removed"; readonly pair: Pair }
  /** `what`: the keys that differ. `isElsewhere`: a pass that goes on works on something else than the pair is now. */
  | {
    readonly _tag: "Changed"
    readonly pair: Pair
    readonly what: ReadonlyArray<string>
    readonly isElsewhere: boolean
  }

/** Pairs that are the same, their servers included, are not among them. */
export const changesBetween = (before: Setup | undefined, now: Setup): ReadonlyArray<PairChange> => {
  const known = new Map(before?.pairs.map((pair) => [pair.name, pair]))
  const changes: Array<PairChange> = []
  for (const pair of now.pairs) {
    const old = known.get(pair.name)
    known.delete(pair.name)
    if (before === undefined || old === undefined) changes.push({ _tag: "Added", pair })
    else {
      const what = [
        ...differences(old, pair),
        ...remotesOf(now, pair).flatMap((remote) => differsFrom(before.remotes.get(remote.name), remote)),
      ]
      const isElsewhere = what.some((key) => !harmless.has(key))
      if (what.length > 0) changes.push({ _tag: "Changed", pair, what, isElsewhere })
    }
  }
  return [...changes, ...Array.from(known.values(), (pair): PairChange => ({ _tag: "Removed", pair }))]
}

/** The servers of a pair, and those on the way to them. */
export const remotesOf = ({ remotes }: Setup, { left, right }: Pair): ReadonlyArray<Remote> => {
  const found = new Set<Remote>()
  for (const place of [left, right]) {
    let at = place._tag === "Remote" ? remotes.get(place.remote) : undefined
    while (at !== undefined && !found.has(at)) {
      found.add(at)
      at = at.jump === undefined ? undefined : remotes.get(at.jump)
    }
  }
  return [...found]
}

const differsFrom = (before: Remote | undefined, now: Remote): ReadonlyArray<string> =>
  before === undefined || textOf(before) !== textOf(now) ? [`remotes.${now.name}`] : []

const differences = (before: Pair, now: Pair): ReadonlyArray<string> =>
  [...flat(now)].filter(([key, text]) => flat(before).get(key) !== text).map(([key]) => key)

/** Each key by itself, those about watching too. */
const flat = ({ watch, ...pair }: Pair): ReadonlyMap<string, string | undefined> =>
  new Map([...Object.entries(pair), ...Object.entries(watch)].map(([key, value]) => [key, textOf(value)]))

/** The same for what is the same. */
export const textOf = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part: unknown) => part instanceof Set ? [...part] : part)

/** Keys that are about when passes begin, and what is told of them. */
const harmless: ReadonlySet<string> = new Set(["schedule", "onChange", "windows", "apply", "checks", "notify"])
