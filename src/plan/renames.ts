/** Turns deletes and additions that are one rename into moves, whole directories at once where that can be. */
import { type Move } from "../domain/Action.ts"
import { type Agreement } from "../domain/Baseline.ts"
import { type Entry } from "../domain/Entry.ts"
import { type Mode } from "../domain/Pair.ts"
import { isWithin, lineage, type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { type Evidence } from "./Evidence.ts"
import { type Match, MaybeRenamed } from "./MaybeRenamed.ts"
import { removedFrom, takingOf, type Wish } from "./Wish.ts"

export interface Renamed {
  readonly moves: ReadonlyArray<Move>
  /** The wishes that the moves do not fulfil. */
  readonly rest: ReadonlyArray<Wish>
}

export const renames = (mode: Mode, taken: ReadonlyArray<Wish>, evidence: Evidence): Renamed => {
  const found = new MaybeRenamed(mode)
  for (const { path, seen } of taken) found.note(path, seen)
  const wishes = new Map(taken.map((wish) => [wish.path, wish]))
  const replaced = new Set(taken.filter(isReplacement).map(({ path }) => path))
  const matches = found.matches().filter(({ from }) => !lineage(from).some((above) => replaced.has(above)))
  if (matches.length === 0) return { moves: [], rest: taken }
  const renaming = new Renaming(matches, wishes, evidence)
  const moves = renaming.moves()
  return { moves, rest: taken.filter(({ path }) => !renaming.isDone(path)) }
}

/** What gives its place to another kind of thing goes before anything is moved, and takes along what is in it. */
const isReplacement = (wish: Wish): boolean => removedFrom(wish) !== undefined && takingOf(wish)?.wanted !== undefined

class Renaming {
  readonly #matches: ReadonlyArray<Match>
  readonly #targets: ReadonlyMap<string, RelPath>
  readonly #wishes: ReadonlyMap<RelPath, Wish>
  readonly #evidence: Evidence
  readonly #done = new Set<RelPath>()
  readonly #tried = new Map<string, Move["carried"] | undefined>() // a directory with a hundred files is tried once

  constructor(matches: ReadonlyArray<Match>, wishes: ReadonlyMap<RelPath, Wish>, evidence: Evidence) {
    this.#matches = matches
    this.#targets = new Map(matches.map(({ side, from, path }) => [`${side} ${from}`, path]))
    this.#wishes = wishes
    this.#evidence = evidence
  }

  isDone(path: RelPath): boolean {
    return this.#done.has(path)
  }

  moves(): ReadonlyArray<Move> {
    return this.#matches.flatMap((match): ReadonlyArray<Move> => {
      if (this.#done.has(match.path)) return []
      const whole = this.#directoriesOf(match).find((directories) => this.#carriedBy(directories) !== undefined)
      const { side, from, path } = whole ?? match
      const carried = this.#carriedBy({ side, from, path })
      if (carried === undefined) return []
      for (const each of carried) this.#done.add(each.from).add(each.path)
      const moved = this.#seen(from, otherSide(side))
      const wanted = this.#seen(path, side)
      if (moved === undefined || (wanted?._tag !== "File" && wanted?._tag !== "Directory")) return []
      return [{ _tag: "Move", side: otherSide(side), path, expected: undefined, from, moved, wanted, carried }]
    })
  }

  /** The directories that may have been renamed to bring a file from one path to the other, the outermost first. */
  #directoriesOf({ side, from, path }: Match): ReadonlyArray<Match> {
    const before = lineage(from).slice(1)
    const after = lineage(path).slice(1)
    const found: Array<Match> = []
    for (let above = 0; above < Math.min(before.length, after.length); above++) {
      const [old, now] = [before[above]!, after[above]!]
      const isSameBelow = from.slice(old.length) === path.slice(now.length)
      if (old === now || !isSameBelow) break
      found.push({ side, from: old, path: now })
    }
    return found.toReversed()
  }

  #carriedBy(match: Match): Move["carried"] | undefined {
    const key = `${match.side} ${match.from}\0${match.path}`
    if (!this.#tried.has(key)) this.#tried.set(key, this.#carried(match))
    return this.#tried.get(key)
  }

  /** All that goes along, if nothing stands against it: everything in a directory must have come to the same new place. */
  #carried({ side, from, path }: Match): ReadonlyArray<Move["carried"][number]> | undefined {
    const snapshot = this.#evidence[otherSide(side)]
    const start = snapshot.rankOf(from)
    if (start === -1) return undefined
    const isDirectory = snapshot.kindAt(start) === "Directory"
    if (isDirectory && !this.#evidence.movesDirectories[otherSide(side)]) return undefined
    const carried: Array<Move["carried"][number]> = []
    for (let rank = start; rank < snapshot.size && isWithin(from, snapshot.pathAt(rank)); rank++) {
      const old = snapshot.pathAt(rank)
      const now = `${path}${old.slice(from.length)}` as RelPath
      const agreement = this.#agreementFor(side, old, now)
      if (agreement === undefined || snapshot.occupied.has(old)) return undefined
      carried.push({ from: old, path: now, agreement })
    }
    return carried
  }

  #agreementFor(side: Side, old: RelPath, now: RelPath): Agreement | undefined {
    if (this.#done.has(old) || this.#done.has(now)) return undefined
    const other = otherSide(side)
    const before = this.#wishes.get(old)
    const after = this.#wishes.get(now)
    const isGone = before !== undefined && removedFrom(before) === other && before.seen[side] === undefined
    const isNew = after !== undefined && takingOf(after)?.to === other && after.seen[other] === undefined
    const held = before?.seen[other]
    const shown = after?.seen[side]
    if (!isGone || !isNew || held === undefined || shown === undefined || held._tag !== shown._tag) return undefined
    if (held._tag === "File" && this.#targets.get(`${side} ${old}`) !== now) return undefined
    const digest = held._tag === "File" ? held.digest : undefined
    const digested: Entry = shown._tag === "File" && digest !== undefined ? { ...shown, digest } : shown
    return side === "left" ? { left: digested, right: held } : { left: held, right: digested }
  }

  #seen(path: RelPath, side: Side): Entry | undefined {
    return this.#wishes.get(path)?.seen[side]
  }
}
