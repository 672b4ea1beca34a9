/** Settles a path that changed on both sides of a two-way pair, as far as the policy tells how. */
import { type File, sameSecond } from "../domain/Entry.ts"
import { type Policy, type Resolve } from "../domain/Pair.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { type Desire, type Take } from "./desire.ts"
import { type Sighting } from "./Evidence.ts"

/** A policy, and how far it reaches. */
export interface Ruling {
  readonly policy: Policy
  /** Somebody looked at this very path and said what is to become of it. */
  readonly isDecision: boolean
  /** Both sides were never in step before: then no version gives way without such a decision. */
  readonly isFirstContact: boolean
}

export const arbitrate = (seen: Sighting, ruling: Ruling): Desire => {
  const { left, right } = seen
  if (left === undefined || right === undefined) {
    return againstDelete(left === undefined ? "right" : "left", seen, ruling)
  }
  if (left._tag !== "File" || right._tag !== "File") return betweenKinds(seen, ruling)
  const what = seen.agreed === undefined
    ? "each side has a file of its own here, and they differ"
    : "it was changed on both sides"
  if (ruling.isFirstContact && !ruling.isDecision) {
    const how = ruling.policy.resolve === "hold" ? "" : `; the next run settles it: ${ruling.policy.resolve}`
    return { _tag: "Clash", reason: `${what}, and nothing is replaced when both meet for the first time${how}` }
  }
  return betweenFiles(what, left, right, ruling.policy)
}

const againstDelete = (edited: Side, seen: Sighting, { policy, isDecision }: Ruling): Desire => {
  const deleted = otherSide(edited)
  const what = `it was changed on the ${edited} and deleted on the ${deleted}`
  const chosen = isDecision ? chosenSide(policy.resolve) : undefined
  if (chosen === edited || (chosen === undefined && policy.againstDelete === "edit")) {
    return { _tag: "Take", from: edited, because: `${what}: the changed version comes back` }
  }
  if (chosen === undefined && policy.againstDelete === "hold") return { _tag: "Clash", reason: what }
  const how = `${what}: the delete counts`
  return isDecision && seen[edited]?._tag === "Directory"
    ? lostWhole(deleted, how, seen, policy)
    : lost(deleted, how, policy)
}

/** Neither is newer or larger than the other, and only a person can say which one has to go. */
const betweenKinds = (seen: Sighting, { policy, isDecision }: Ruling): Desire => {
  const what = seen.left?._tag === "Directory"
    ? "a folder on the left, a file on the right"
    : "a file on the left, a folder on the right"
  const chosen = isDecision ? chosenSide(policy.resolve) : undefined
  return chosen === undefined
    ? { _tag: "Clash", reason: `it is ${what}` }
    : lostWhole(chosen, `it was ${what}: the ${chosen} counts`, seen, policy)
}

/** A file can step aside. A folder cannot: what is in it needs a backup to go to. */
const lostWhole = (winner: Side, what: string, seen: Sighting, policy: Policy): Desire => {
  const loser = otherSide(winner)
  return seen[loser]?._tag === "Directory" && policy.loser === "keep-copy"
    ? { _tag: "Clash", reason: `${what}, and there is no backup that could take the folder on the ${loser}` }
    : { ...lost(winner, what, policy), isWhole: true }
}

const betweenFiles = (what: string, left: File, right: File, policy: Policy): Desire => {
  const { resolve } = policy
  if (resolve === "keep-both") {
    return lost("left", `${what}: both are kept`, { ...policy, loser: "keep-copy" })
  }
  const winner = winners[resolve](left, right)
  if (winner !== undefined) return lost(winner, `${what}: the ${winner} counts (${resolve})`, policy)
  return { _tag: "Clash", reason: resolve === "hold" ? what : `${what}, and neither is ${resolve}` }
}

const lost = (winner: Side, what: string, { loser }: Policy): Take =>
  loser === "keep-copy"
    ? {
      _tag: "Take",
      from: winner,
      because: `${what}; the ${otherSide(winner)} version stays as a copy`,
      keepsCopy: true,
    }
    : { _tag: "Take", from: winner, because: `${what}; the ${otherSide(winner)} version goes to the backup` }

type Comparing = (left: File, right: File) => Side | undefined

const chosenSide = (resolve: Resolve): Side | undefined =>
  resolve === "left" || resolve === "right" ? resolve : undefined

/** The version that counts; `undefined`: neither. Times across sides say nothing below the second. */
const winners: Readonly<Record<Exclude<Resolve, "keep-both">, Comparing>> = {
  hold: () => undefined,
  left: () => "left",
  right: () => "right",
  newer: (left, right) => sameSecond(left, right) ? undefined : left.modified > right.modified ? "left" : "right",
  older: (left, right) => sameSecond(left, right) ? undefined : left.modified < right.modified ? "left" : "right",
  larger: (left, right) => left.size === right.size ? undefined : left.size > right.size ? "left" : "right",
  smaller: (left, right) => left.size === right.size ? undefined : left.size < right.size ? "left" : "right",
}
