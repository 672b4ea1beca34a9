/** Makes a story of a number: the same one for the same number, whenever it is asked. */
import { type AgainstDelete, type Policy, type Resolve } from "../../../src/domain/Pair.ts"
import { sides } from "../../../src/domain/Side.ts"
import { type Moment } from "../../../src/endpoint/memory/MemoryWorld.ts"
import { disturbances } from "../../support/disturbances.ts"
import { type Edit, type Fault, type Path, paths, type Storm, type Story, type Ways, type When } from "./Story.ts"

export const makeStory = (seed: number): Story => {
  const dice = new Dice(seed)
  const [left, right] = [ways(dice), ways(dice)]
  return {
    left,
    right,
    compare: dice.oneOf(["size-and-modified", "size-and-modified", "checksum", "size"]),
    policy: policy(dice, left.hasBackup && right.hasBackup),
    trunk: innermost.filter(() => dice.isLucky(0.6)),
    hasPast: dice.isLucky(0.8),
    storms: dice.many(1, 3, () => storm(dice)),
    pauses: dice.isLucky(0.5) ? [0] : dice.many(3, 7, () => dice.oneOf([0, 0, 1, 90, 300])),
  }
}

const innermost = paths.filter((path) => !paths.some((each) => each.startsWith(`${path}/`)))

const ways = (dice: Dice): Ways => ({
  publishing: dice.oneOf(["atomic", "no-replace", "at-close"]),
  keepsTimes: dice.isLucky(0.7),
  hasIds: dice.isLucky(0.5),
  movesDirectories: dice.isLucky(0.7),
  hasBackup: dice.isLucky(0.6),
})

/** Without a backup on both sides, no syncfile may say that a version goes where it is lost. */
const policy = (dice: Dice, hasBackups: boolean): Policy => {
  const resolve = dice.oneOf<Resolve>(
    ["hold", "hold", "keep-both", "newer", "older", "larger", "smaller", "left", "right"],
  )
  return {
    resolve,
    loser: hasBackups ? dice.oneOf(["backup", "keep-copy"]) : "keep-copy",
    againstDelete: dice.oneOf<AgainstDelete>(
      hasBackups ? ["edit", "edit", "delete", "hold"] : ["edit", "edit", "hold"],
    ),
  }
}

const storm = (dice: Dice): Storm => {
  const edits = dice.many(0, 4, () => {
    const made = edit(dice, moment(dice))
    return dice.isLucky(0.5) ? { ...made, isHere: true } : made
  })
  const faults = dice.many(0, 2, (): Fault => {
    const { phase, at } = edits[0] !== undefined && dice.isLucky(0.3) ? edits[0] : moment(dice)
    return { phase, at, what: dice.oneOf(disturbances) }
  })
  return { edits: [...dice.many(0, 5, () => edit(dice, { phase: "before", at: 0 })), ...edits], faults }
}

const moment = (dice: Dice): When => {
  if (dice.isLucky(0.5)) return { phase: dice.oneOf(moments), at: Math.min(dice.below(3), dice.below(6)) }
  const phase = dice.isLucky(0.7) ? "acting" : "looking"
  return { phase, at: phase === "looking" ? dice.below(20) : Math.min(dice.below(60), dice.below(80)) }
}

/** Steps between which most can go wrong come more often. */
const moments: ReadonlyArray<Moment> = [
  ...["look-again", "set-aside", "check-aside", "publish", "clear-aside", "published"] as const,
  ...["set-aside", "check-aside", "publish", "rename", "rename", "moved"] as const,
  ...["move", "remove", "removed", "make-directory", "made-directory", "make-backup"] as const,
  ...["write", "write-chunk", "read", "read-chunk", "read-end"] as const,
  ...["recover", "recovered", "put-back", "returned", "bring-back"] as const,
]

const edit = (dice: Dice, when: When): Edit => {
  const what = dice.oneOf<Edit["what"]>([
    "write",
    "write",
    "write",
    "remove",
    "remove",
    "rename",
    "touch",
    "make folder",
  ])
  const [side, path] = [dice.oneOf(sides), dice.oneOf<Path>(paths)]
  return what === "rename" ? { ...when, side, what, path, to: dice.oneOf<Path>(paths) } : { ...when, side, what, path }
}

/** Numbers that look random, and are the same for the same seed (mulberry32). */
class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = (seed * 0x9e3779b1) | 0
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  below(most: number): number {
    return Math.floor(this.#next() * most)
  }

  isLucky(share: number): boolean {
    return this.#next() < share
  }

  oneOf<A>(choices: ReadonlyArray<A>): A {
    return choices[this.below(choices.length)]!
  }

  many<A>(least: number, most: number, make: () => A): ReadonlyArray<A> {
    return Array.from({ length: least + this.below(most - least + 1) }, make)
  }
}
