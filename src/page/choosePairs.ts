/** Which pairs of many somebody wants to see. */
import { type Health, type PairStatus } from "../daemon/StatusDocument.ts"

export interface PairChoice {
  readonly health: Health | undefined // undefined: any
  readonly text: string // in its name or its folders, in any case of letters
}

/** In the order of the syncfile, so that no row jumps. */
export const choosePairs = (
  pairs: ReadonlyArray<PairStatus>,
  { health, text }: PairChoice,
): ReadonlyArray<PairStatus> => {
  const wanted = text.trim().toLowerCase()
  return pairs.filter((pair) =>
    (health === undefined || pair.health === health)
    && [pair.pair, pair.left, pair.right].some((each) => each.toLowerCase().includes(wanted))
  )
}

/** The worst first; what no pair has is left out. */
export const countByHealth = (pairs: ReadonlyArray<PairStatus>): ReadonlyArray<readonly [Health, number]> =>
  (["broken", "worry", "unknown", "ok"] as const).flatMap((health) => {
    const count = pairs.filter((pair) => pair.health === health).length
    return count === 0 ? [] : [[health, count] as const]
  })
