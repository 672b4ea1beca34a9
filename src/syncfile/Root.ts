/** The roots of all pairs, each with its place in the syncfile. */
import { type Side, sides } from "../domain/Side.ts"
import { folderOf, type Ordered } from "./Folder.ts"
import { type Reading } from "./Reading.ts"
import { type Placed } from "./resolvePairs.ts"
import { keyOf, nameOf } from "./sideKeys.ts"
import { type KeyPath } from "./SourceMap.ts"

export interface Root extends Ordered {
  readonly pair: string
  readonly side: Side
  readonly name: string // for sentences: source, target, left side, right side
  readonly isTwoWay: boolean
  readonly isWritten: boolean // what it holds may be replaced or deleted
  readonly at: KeyPath
}

/** Without those that are not known. */
export const rootsOf = (reading: Reading, pairs: ReadonlyArray<Placed>): ReadonlyArray<Root> =>
  pairs.flatMap(({ isTwoWay, name: pair, sides: places }, index) =>
    sides.flatMap((side): ReadonlyArray<Root> => {
      const place = places[side]
      const folder = place && folderOf(reading, place)
      if (folder === undefined) return []
      return [{
        machine: folder.machine,
        path: folder.path,
        order: 2 * index + sides.indexOf(side),
        pair,
        side,
        name: nameOf(side, isTwoWay),
        isTwoWay,
        isWritten: isTwoWay || side === "right",
        at: ["pairs", pair, keyOf(side, isTwoWay)],
      }]
    })
  )
